"""Tables of representation: who stands beside a citizen and by what right, and the keys wrapped to a representative's own code."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime

NOTED = "complaint.representative_noted"
CHANGED = "complaint.representative_changed"
ENDED = "complaint.representative_ended"
CODE_MADE = "complaint.representative_code_made"
CODE_CLOSED = "complaint.representative_code_closed"
CITIZENS_CODE_MADE = "complaint.citizens_code_made"
"""The log's words for what happens to a representative and her code."""


class CaseRepresentative(Owned, Model):
    """One person beside a citizen: as what, on what basis, with what rights, and until when."""

    __tablename__ = "case_representative"
    __table_args__ = (
        CheckConstraint("role IN ('partsrepraesentant', 'vaerge', 'bisidder')", name="role_known"),
        CheckConstraint("basis IN ('skriftlig', 'mundtlig', 'beskikkelse', 'paa_sagen', 'ingen')", name="basis_known"),
        CheckConstraint("(role = 'bisidder') = (basis = 'ingen')", name="bisidder_has_no_basis"),
        CheckConstraint("role <> 'bisidder' OR (code_mac IS NULL AND scope = '')", name="bisidder_opens_nothing"),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_start"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    basis: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(String(40), default="")
    """The rights it covers, as their words with commas between."""
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    """The last day it holds; None for no end."""
    noted: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[str] = mapped_column(String(64))
    """A member of staff's id, or the word for the citizen."""
    proof_seen: Mapped[datetime | None] = mapped_column(UtcDateTime)
    proof_seen_by: Mapped[str | None] = mapped_column(String(64))
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(64))
    holds_code: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether she wrote the complaint herself and so was given its return code; it then opens what she may see, no more."""
    who: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    """Her name, how she is reached, and what was said of the fuldmagt, as JSON; it lies with the citizen's identity."""
    code_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    """What her own code is found by. It stays when the code dies, so that she is told why it opens nothing."""
    submission_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)


class RepresentativeKey(Owned, Model):
    """One part of a case's keys, wrapped to a representative's own code; removed when her right to it ends."""

    __tablename__ = "case_representative_key"
    __table_args__ = (UniqueConstraint("representative_id", "part"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    representative_id: Mapped[str] = mapped_column(ForeignKey("case_representative.id", ondelete="CASCADE"), index=True)
    part: Mapped[str] = mapped_column(String(40))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
