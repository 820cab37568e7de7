"""How much of the database each page of answering asks, from the letter's link to the copy, on both engines."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from conftest import HOME
from flask import Flask
from sqlalchemy import event
from surveys.rounds import codes_for, open_round

from værdig.db import db, tenant

MOST = 12
"""Statements a request may run."""
READING, SAVING, SENDING = 2, 4, 8
"""What reading a question, saving an answer and sending take: a page that takes more has begun to ask for something anew."""


@dataclass
class Counted:
    """What each request ran, by its method and address."""

    app: Flask
    statements: list[str] = field(default_factory=list)
    by_request: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.app.app_context():
            event.listen(db.engine, "before_cursor_execute", lambda *about: self.statements.append(about[2]))

    def note(self, client: Any) -> None:
        """Count every request of a client by itself."""
        real: Callable[..., Any] = client.open

        def opened(*args: Any, **kwargs: Any) -> Any:
            self.statements.clear()
            answer = real(*args, **kwargs)
            self.by_request[f"{answer.request.method} {answer.request.path}"] = len(self.statements)
            return answer

        client.open = opened


def _code(app: Flask) -> str:
    def alone() -> str:
        with app.app_context(), tenant(HOME):
            return codes_for(open_round(), "dagpenge", 1)[0]

    return contextvars.Context().run(alone)


def _answer(client: Any, code: str) -> Any:
    """Answer every question and return the copy."""
    page = client.get(f"/svar/{code}").follow().click("Begynd")
    while "Spørgsmål" in page.text:
        radio = next((one for one in page.form().controls if one.get("type") == "radio"), None)
        page = page.submit({"svar": radio["value"] if radio else "Det gik godt."}, button="Frem").follow()
    return page.submit({"helped": "nobody"}, button="Frem").follow().submit()


def test_no_page_of_answering_asks_more_than_it_must(engine_app: Flask, freeze: Callable[[str], Any]) -> None:
    freeze("2021-04-10 10:00")
    code, client = _code(engine_app), engine_app.test_client()
    counted = Counted(engine_app)
    client.get("/was")  # what a process remembers is read at its first page
    counted.note(client)
    assert _answer(client, code).h1 == "Tak for dit svar"
    ran = counted.by_request
    assert len(ran) > 30
    assert max(ran.values()) <= MOST, ran
    assert ran["GET /svar/3"] <= READING, ran
    assert ran["POST /svar/3"] <= SAVING, ran
    assert ran["POST /svar/tjek"] <= SENDING, ran
