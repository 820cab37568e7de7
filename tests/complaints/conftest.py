"""Fixtures of the complaint tests: the borgerraadgiver's inbox, set up and unlocked, and the browsers of both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import PASSPHRASE, see_again
from flask import Flask

from værdig.complaints import inbox


@pytest.fixture
def ready(context: Flask) -> Callable[[], dict[str, bytes]]:
    """Set up the borgerraadgiver's inbox; calling the fixture gives her private keys."""
    inbox.set_up("u" * 22, PASSPHRASE)
    ticket = inbox.unlock("u" * 22, PASSPHRASE)

    def private() -> dict[str, bytes]:
        found = inbox.private_keys("u" * 22, ticket)
        assert found is not None
        return found

    return private


@pytest.fixture
def br(context: Flask, staff: Callable[..., Any]) -> Any:
    """A borgerraadgiver's browser with her inbox set up and unlocked."""
    browser = staff("borgerraadgiver")
    browser.get("/stab/indbakke/ny-noegle").submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    see_again()
    return browser


@pytest.fixture
def boss(context: Flask, staff: Callable[..., Any]) -> Any:
    """A leader's browser."""
    return staff("leder")
