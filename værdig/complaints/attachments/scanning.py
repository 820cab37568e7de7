"""Asking a virus scanner (clamd) about a file, where the municipality has set one up; without an answer no file is taken in.

Source: clamd(8), the INSTREAM command: pieces of up to four bytes' length and content, ended by an empty one.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

from flask import current_app

from værdig.complaints.attachments.kinds import Refused
from værdig.i18n import _

TIMEOUT_SECONDS = 20
_PIECE = 64 * 1024
_MOST_ANSWER = 4096


class NoAnswer(OSError):
    """The scanner cannot be reached, or says what it should not."""


def require_clean(data: bytes) -> None:
    """Raise Refused for what the scanner finds fault with, and where it does not answer; without a scanner nothing happens."""
    address: str = current_app.extensions["vaerdig_settings"].virus_scanner
    if not address:
        return
    try:
        found = scan(address, data)
    except OSError as error:
        raise Refused(
            _("Vi kan ikke undersøge filen for virus lige nu. Prøv igen om lidt, eller send uden filen.")
        ) from error
    if found:
        raise Refused(_("Der er virus i filen. Den er ikke gemt."))


def scan(address: str, data: bytes) -> str:
    """Return the name of what clamd finds in data, or an empty text; raises NoAnswer or another OSError.

    `address` is the path of a Unix socket or `host:port`.
    """
    with _connected(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        for piece in _pieces(data):
            connection.sendall(piece)
        answer = _answer(connection)
    if answer == "stream: OK":
        return ""
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise NoAnswer(answer[:80])


def _connected(address: str) -> socket.socket:
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit():
        return socket.create_connection((host, int(port)), TIMEOUT_SECONDS)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(TIMEOUT_SECONDS)
    try:
        connection.connect(address)
    except BaseException:
        connection.close()
        raise
    return connection


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        yield struct.pack("!I", len(piece)) + piece
    yield struct.pack("!I", 0)


def _answer(connection: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < _MOST_ANSWER:
        piece = connection.recv(_MOST_ANSWER)
        if not piece:
            break
        said += piece
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
