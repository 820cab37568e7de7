"""What the tests of surveys share: calling services apart from the client's requests, and commands."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import HOME
from flask import Flask

from værdig.db import db, tenant
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
