"""What tests of complaints share: complaints received, those who act on them, and the bytes of the database."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from værdig.complaints import keys, queries, service
from værdig.complaints.acting import BORGERRAADGIVER, MANAGEMENT, By, Side
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.states import Mover
from værdig.db import db

PASSPHRASE = "rolig lampe grøn båd"
STORY = "Æblegrød med kanel står der i min hemmelige klage."
_tokens = count(1)


def token() -> str:
    """Return a fresh submission token."""
    return f"token{next(_tokens):020d}"


def received(
    story: str = STORY, reader: Reader = Reader.BORGERRAADGIVER, at: Any = None, **more: Any
) -> tuple[Case, str]:
    """Receive a complaint; returns the case and its code."""
    told = service.receive(service.Complaint(story=story, inbox=reader, **more), token(), at=at)
    case = queries.case_of_citizen(told.code)
    assert case is not None
    return case, told.code


def by(side: Side, user_id: str = "u" * 22) -> By:
    """Return a member of staff of a side."""
    role = "borgerraadgiver" if side is BORGERRAADGIVER else "leder"
    return By(user_id, Mover.BORGERRAADGIVER if side is BORGERRAADGIVER else Mover.LEDER, role)


BR = by(BORGERRAADGIVER)
BOSS = by(MANAGEMENT, "l" * 22)


def citizen_keys(case: Case, code: str) -> Keys:
    """Open a case as its citizen."""
    return keys.open_with_code(case, code)


def database_bytes(app: Flask) -> bytes:
    """Return every byte of the SQLite database: the file and what has not been moved into it yet."""
    folder = Path(app.instance_path)
    return b"".join(path.read_bytes() for path in sorted(folder.glob("vaerdig.sqlite*")))


def see_again() -> None:
    """Let go of what the test has read, so that it sees what requests have written since."""
    db.session.rollback()


def again(case: Case) -> Case:
    """Return a case as requests have left it."""
    see_again()
    return db.session.scalars(select(Case).where(Case.id == case.id)).one()


def clocks_of(page: Any) -> dict[str, str]:
    """Return the row of each clock on a case's page, by what it is for."""
    (table,) = [t for t in page.soup.find_all("table") if t.caption.get_text() == "Frister"]
    rows = [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in table.select("tbody tr")
    ]
    return {row[0]: " | ".join(row[1:3]) for row in rows}
