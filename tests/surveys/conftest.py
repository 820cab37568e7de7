"""What the tests of surveys share: calling services apart from the client's requests, and commands."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from click.testing import Result
from conftest import HOME
from flask import Flask
from surveys.rounds import TYPE, codes_for, open_round

from værdig.db import db, tenant
from værdig.hooks import contracts
from værdig.hooks.host import Host
from værdig.hooks.records import Contribution
from værdig.municipality import service as municipalities
from værdig.surveys.commands import round_group


@pytest.fixture
def within(app: Flask) -> Callable[[Callable[[], Any]], Any]:
    """Return a function that calls another with the application and the municipality, apart from the client's requests."""

    def call(act: Callable[[], Any]) -> Any:
        def alone() -> Any:
            with app.app_context(), tenant(HOME):
                try:
                    return act()
                finally:
                    db.session.remove()

        return contextvars.Context().run(alone)

    return call


@pytest.fixture
def run(command: Callable[..., Result]) -> Callable[..., Result]:
    """Return a function that runs a command of `vaerdig round`; an exception comes out as it is."""
    return partial(command, round_group)


@pytest.fixture
def foreign_code(within: Callable[..., Any]) -> Any:
    """A code of an open round, where translations may be shown before anybody has approved them."""

    def make() -> str:
        municipalities.put("show_unapproved_translations", True)
        return codes_for(open_round(), "dagpenge", 1)[0]

    return within(make)


@pytest.fixture
def offering(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Return a function that makes a plug-in offer a type of its own, or takes it away."""
    kind = contracts.QuestionType(
        id=TYPE, title="Hvor tit?", choices=[("tit", "Tit"), ("sjaeldent", "Sjældent"), ("ved_ikke", "Ved ikke")],
        apart=["ved_ikke"],
    )  # fmt: skip
    real = Host.active
    there = {"is": True}

    def active(host: Any, hook: str) -> Any:
        if hook != "register_question_types":
            return real(host, hook)
        info = contracts.PluginInfo(id="pynt", title="Pynt")
        return [Contribution(info, "pynt", hook, kind)] if there["is"] else []

    monkeypatch.setattr(Host, "active", active)
    return lambda is_there: there.update({"is": is_there})
