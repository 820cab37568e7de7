"""A real mail server on this machine, the box its letters fall into, and an application that sends to it; fixtures for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from servers import free_port

from værdig.settings import Settings


class Box:
    """A mail server's ear: keeps letters; refuses `ukendt…` for good and `senere…` for now, and can be told to break down."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.down = False

    @property
    def receivers(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("ukendt"):
            return "550 no such mailbox"
        if address.startswith("senere") or self.down:
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


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
