"""Sending one e-mail over SMTP: connection, encryption and what a refusal means; what is sent, and again when, is for others.

Nothing is logged: who is written to is for the sender's job alone.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any

from værdig.errors import VaerdigError

TIMEOUT_SECONDS = 30
_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+")
"""Coarse on purpose: whether a mailbox exists is for the server to say; this keeps a second receiver or a header out."""


class MailOff(VaerdigError):
    """No mail server is named in the settings."""


class MailRefused(VaerdigError):
    """The server will not take this letter, also not later: the address is wrong or blocked."""


class MailWaits(VaerdigError):
    """The server cannot be reached or asks to be tried again later."""


@dataclass(frozen=True)
class Letter:
    """One e-mail: the receiver's address, a subject, and plain text (lines of any length, all of Unicode)."""

    to: str
    subject: str
    text: str
    language: str = "da"


class Server:
    """An open connection that takes letter after letter; made by `server`."""

    def __init__(self, connection: smtplib.SMTP, sender: str) -> None:
        self._connection = connection
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """Hand over one letter; raises MailRefused or MailWaits."""
        if not _ADDRESS.fullmatch(letter.to):
            raise MailRefused
        try:
            self._connection.send_message(_message(letter, self._sender), to_addrs=[letter.to])
        except smtplib.SMTPRecipientsRefused as error:
            code, _said = error.recipients[letter.to]
            raise _meaning(code) from error
        except smtplib.SMTPResponseException as error:
            raise _meaning(error.smtp_code) from error
        except (smtplib.SMTPNotSupportedError, ValueError, UnicodeError) as error:
            raise MailRefused from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailWaits from error


@contextmanager
def server(settings: Any) -> Iterator[Server]:
    """Connect to the mail server of the settings (`mail_server`, `mail_port`, `mail_security`, `mail_user`, `mail_password`).

    Raises MailOff when none is named, and MailWaits when it cannot be reached or does not let us in.
    """
    if not settings.mail_server or not settings.mail_sender:
        raise MailOff
    try:
        connection = _connected(settings)
    except (OSError, smtplib.SMTPException) as error:
        raise MailWaits from error
    try:
        yield Server(connection, settings.mail_sender)
    finally:
        _leave(connection)


def _connected(settings: Any) -> smtplib.SMTP:
    where = (settings.mail_server, settings.mail_port)
    if settings.mail_security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            *where, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    else:
        connection = smtplib.SMTP(*where, timeout=TIMEOUT_SECONDS)
    try:
        if settings.mail_security == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if settings.mail_user:
            connection.login(settings.mail_user, settings.mail_password)
    except BaseException:
        connection.close()
        raise
    return connection


def _leave(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def _meaning(code: int) -> MailRefused | MailWaits:
    """Return what an answer means (RFC 5321, 4.2.1): 5yz is for good, 4yz for now."""
    return MailRefused() if code >= 500 else MailWaits()


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip(">") or None)
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    return message
