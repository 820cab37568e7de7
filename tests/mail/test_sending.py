"""Letters to a real SMTP server on this machine: taken, refused for good, refused for now, not there."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from servers import free_port

from værdig import mail, settings

LETTER = mail.Letter(
    "borger@eksempel.dk", "Vil du svare på 12 spørgsmål? Æøå", "Kære borger\n\n" + "Ord " * 300 + "\nمرحبا"
)


class Box:
    """Takes letters, but none to `ukendt@…` (for good) and none to `senere@…` (for now)."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("ukendt@"):
            return "550 no such mailbox"
        if address.startswith("senere@"):
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def box() -> Iterator[tuple[Box, Any]]:
    held, port = Box(), free_port()
    controller = Controller(held, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield held, _settings(port)
    finally:
        controller.stop()


def _settings(port: int) -> settings.Settings:
    return settings.Settings(
        {
            "mail_server": "127.0.0.1",
            "mail_port": port,
            "mail_security": "none",
            "mail_sender": "Albertslund Kommune <svar@eksempel.dk>",
        }
    )


def test_a_letter_arrives_whole(box: tuple[Box, Any]) -> None:
    held, chosen = box
    with mail.server(chosen) as server:
        server.send(LETTER)
        server.send(LETTER)
    assert len(held.letters) == 2
    (got, _again) = held.letters
    assert got["Subject"] == LETTER.subject
    assert got["To"] == LETTER.to
    assert got.get_content().splitlines() == LETTER.text.splitlines()
    assert got["Message-ID"].endswith("@eksempel.dk>")


def test_what_is_refused_for_good_and_for_now(box: tuple[Box, Any]) -> None:
    held, chosen = box
    with mail.server(chosen) as server:
        with pytest.raises(mail.MailRefused):
            server.send(mail.Letter("ukendt@eksempel.dk", "a", "b"))
        with pytest.raises(mail.MailWaits):
            server.send(mail.Letter("senere@eksempel.dk", "a", "b"))
        server.send(LETTER)
    assert len(held.letters) == 1


@pytest.mark.parametrize("address", ["to\nBcc: andre@eksempel.dk", "", "uden snabel a"])
def test_an_address_that_is_none_is_refused_for_good(box: tuple[Box, Any], address: str) -> None:
    held, chosen = box
    with mail.server(chosen) as server, pytest.raises(mail.MailRefused):
        server.send(mail.Letter(address, "a", "b"))
    assert held.letters == []


def test_no_server_and_a_server_that_is_away() -> None:
    with pytest.raises(mail.MailOff), mail.server(settings.Settings({})):
        pass
    with pytest.raises(mail.MailWaits), mail.server(_settings(1)):
        pass
