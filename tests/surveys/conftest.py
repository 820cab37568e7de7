"""What the tests of surveys' pages share: calling services apart from the client's requests."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import Any

import pytest
from conftest import HOME
from flask import Flask

from værdig.db import db, tenant


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
