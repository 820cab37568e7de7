"""What the tests of surveys share: calling services apart from the client's requests, and commands."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import HOME
from flask import Flask
from surveys.rounds import TYPE

from værdig.db import db, tenant
from værdig.hooks import contracts
from værdig.hooks.host import Host
from værdig.hooks.records import Contribution
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
def run(app: Flask) -> Any:
    """Return a function that runs a command of `vaerdig round`; an exception comes out as it is."""

    def call(*words: str) -> Result:
        with app.app_context():
            try:
                return CliRunner().invoke(round_group, words, catch_exceptions=False)
            finally:
                db.session.remove()

    return call


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
