"""A real mail server on this machine, and an application that sends to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from servers import free_port
from surveys.invitations.lists import Box

from værdig.settings import Settings


@pytest.fixture
def mail_server() -> Iterator[tuple[Box, dict[str, Any]]]:
    """A server's box and the settings that lead to it."""
    box, port = Box(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield (
            box,
            {
                "mail_server": "127.0.0.1",
                "mail_port": port,
                "mail_security": "none",
                "mail_sender": "Albertslund Kommune <svar@eksempel.dk>",
            },
        )
    finally:
        controller.stop()


@pytest.fixture
def box(mail_server: tuple[Box, dict[str, Any]], app: Flask) -> Iterator[Box]:
    """The box of a server that `app` sends to."""
    box, chosen = mail_server
    before = app.extensions["vaerdig_settings"]
    app.extensions["vaerdig_settings"] = Settings({**{key: before[key] for key in before}, **chosen})
    yield box
    app.extensions["vaerdig_settings"] = before
