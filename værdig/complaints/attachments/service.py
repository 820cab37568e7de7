"""Adding files to a case: all of a form's or none, each once; what is added stays."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from værdig import audit, clock
from værdig.complaints import parts
from værdig.complaints.acting import By
from værdig.complaints.attachments.kinds import MOST_IN_CASE
from værdig.complaints.attachments.models import FILE_ADDED, FILE_OPENED, CaseFile
from værdig.complaints.attachments.preparing import Prepared
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.moving import locked
from værdig.complaints.states import Mover
from værdig.crypto import keyring
from værdig.db import db, new_id, transaction
from værdig.errors import UserError
from værdig.i18n import _

TABLE = "case_file"
_PURPOSE = "case-file"


def part_of(keys: Keys, by: By, *, with_management: bool = False) -> Part:
    """Return the part a file lies under.

    A citizen's own files lie with who she is: a photo of a letter names her as surely as her name does, so that a consent without
    the name does not let them out. What staff send her lies where the message does that it comes with.
    """
    if by.mover is Mover.BORGER:
        return Part.IDENTITY
    return parts.of_message(keys, with_management=with_management)


def add_files(
    case_id: str,
    keys: Keys,
    files: Sequence[Prepared],
    by: By,
    *,
    with_management: bool = False,
    part: Part | None = None,
    at: datetime | None = None,
) -> int:
    """Add files to a case; returns how many are new: the same file twice is one. Raises UserError where there is no more room."""
    if not files:
        return 0  # most forms bring none, and the case need not be held for them
    moment = at or clock.now()
    with transaction():
        case = locked(case_id)
        held = {row.mac for row in db.session.scalars(select(CaseFile).where(CaseFile.case_id == case.id))}
        new = {mac: each for each in files if (mac := _mac(case, each)) not in held}
        if len(held) + len(new) > MOST_IN_CASE:
            raise UserError(
                _("Der kan højst være %(most)s filer i en sag. Send resten på papir.", most=MOST_IN_CASE), "files"
            )
        under = part or part_of(keys, by, with_management=with_management)
        for mac, each in new.items():
            db.session.add(_row(case, keys, each, mac, under, by, moment))
        if new:
            audit.record(FILE_ADDED, OBJECT, case.id, detail={"count": len(new)}, actor=by.actor)
    return len(new)


def _row(case: Case, keys: Keys, file: Prepared, mac: bytes, part: Part, by: By, moment: datetime) -> CaseFile:
    row = CaseFile(
        id=new_id(), case_id=case.id, at=moment, author_role=by.role, kind=file.kind, size=len(file.content), part=part, mac=mac
    )  # fmt: skip
    row.name = keys.seal(part, TABLE, "name", row.id, file.name)
    row.content = keys.seal_bytes(part, TABLE, "content", row.id, file.content)
    return row


def _mac(case: Case, file: Prepared) -> bytes:
    """Return what a file is recognised by within its case, and in no other."""
    return keyring().pepper_mac(_PURPOSE, f"{case.id} {hashlib.sha256(file.content).hexdigest()}")


def note_opening(case_id: str, by: By) -> None:
    """Log that a member of staff has fetched a file."""
    with transaction():
        audit.record(FILE_OPENED, OBJECT, case_id, actor=by.actor)


def count_in(case_id: str) -> int:
    """Return how many files a case has."""
    return db.session.scalar(select(func.count()).select_from(CaseFile).where(CaseFile.case_id == case_id)) or 0
