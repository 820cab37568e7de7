"""Letters as PDF: A4 for window envelopes, with the reference in the window, the code in large letters and as a picture to scan.

The address field is where Danish window envelopes have it: 20 mm from the left, 45 mm from the top, 90 × 35 mm. Only the reference
stands there: whoever puts letters in envelopes joins it to an address in the municipality's own system.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence

import segno
from flask import current_app
from sqlalchemy import func, select

from værdig import jobs, municipality
from værdig.db import db, transaction
from værdig.i18n import SOURCE
from værdig.surveys.invitations import outbox, service
from værdig.surveys.invitations.models import LetterBatch, Outreach, Work
from værdig.surveys.invitations.outbox import Invited, Whom
from værdig.surveys.invitations.texts import Words, words
from værdig.surveys.languages.printing import can_print
from værdig.ui.paper import pdf_of

QR_ERROR = "m"
"""Fifteen per cent of the picture may be smudged."""

_ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:!?)])")


def make(round_id: str | None = None) -> None:
    """Make the next file of letters: of one round, or (on schedule) of every round whose letters are being made."""
    running = select(Outreach.round_id).where(Outreach.letters == Work.RUNNING)
    for each in [round_id] if round_id else db.session.scalars(running).all():
        if _make_one(each):
            jobs.soon(service.LETTERS_JOB, each)


def _make_one(round_id: str) -> bool:
    """Make one file, which is stored only if it is still wanted; tells whether there are more to make."""
    outreach = outbox.of(round_id)
    if outreach is None or outreach.letters != Work.RUNNING or outreach.public_key is None:
        return False
    lacking = select(LetterBatch.number).where(LetterBatch.round_id == round_id, LetterBatch.sealed.is_(None))
    number = db.session.scalar(lacking.order_by(LetterBatch.number).limit(1))
    if number is not None:
        people = outbox.people(outreach, Whom(outreach.letters_to))
        start = (number - 1) * service.LETTERS_A_BATCH
        said = words(round_id, outreach.address, is_reminder=outreach.letters_occasion > 0)
        pages = pdf(people[start : start + service.LETTERS_A_BATCH], said)
        _store(outreach, number, outbox.seal_plain(outreach, pages))
    return _settle(round_id)


def _store(asked: Outreach, number: int, sealed: bytes) -> None:
    key = asked.public_key
    round_id = asked.round_id
    with transaction():
        outreach = outbox.of(round_id)
        batch = db.session.get(LetterBatch, (round_id, number))
        if outreach is not None and outreach.public_key == key and batch is not None:
            batch.sealed = sealed


def _settle(round_id: str) -> bool:
    with transaction():
        outreach = outbox.of(round_id)
        if outreach is None or outreach.letters != Work.RUNNING:
            return False
        left = db.session.scalar(
            select(func.count()).select_from(LetterBatch).where(
                LetterBatch.round_id == round_id, LetterBatch.sealed.is_(None)
            )
        )  # fmt: skip
        if not left:
            outreach.letters = Work.DONE
        return bool(left)


def pdf(people: Sequence[Invited], said: Words) -> bytes:
    """Return letters as one PDF, a page each, in Danish where no font here has the language; nothing is fetched meanwhile."""
    sheet = current_app.jinja_env.get_template("surveys/invitations/letters.html")
    page = sheet.render(
        letters=[
            (person, said.of(_printed(person.language), person.code), qr(said.scanned(person.code)))
            for person in people
        ],
        sender=municipality.get().name,
        address=municipality.setting("address"),
        example=municipality.example_data(),
        parts=parts,
    )
    return pdf_of(page)


def parts(paragraph: str) -> list[tuple[str, bool]]:
    """Return a paragraph in parts, each with whether it is an address of a page: in a line from right to left it must not turn or break."""
    return [(part, place % 2 == 1) for place, part in enumerate(_ADDRESS.split(paragraph)) if part]


def _printed(language: str) -> str:
    return language if can_print(language) else SOURCE


def qr(link: str) -> str:
    """Return a picture to scan as a data address (SVG)."""
    drawn = segno.make(link, error=QR_ERROR, micro=False).svg_inline(scale=4, border=4, omitsize=True)
    return f"data:image/svg+xml;base64,{b64encode(_standalone(drawn).encode()).decode()}"


def _standalone(drawn: str) -> str:
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
