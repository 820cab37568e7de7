"""Fixtures of the complaint tests: the borgerraadgiver's inbox, set up and unlocked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from complaints.given import PASSPHRASE
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
