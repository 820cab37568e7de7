"""The table of files in cases: everything of a file is sealed, also what its owner called it; in the clear stand kind, size and day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime

FILE_OPENED = "complaint.file_opened"
"""The log's word for a member of staff who has fetched a file."""
FILE_ADDED = "complaint.file_added"


class CaseFile(Owned, Model):
    """One photo or file in a case; it is never changed or removed while the case is kept."""

    __tablename__ = "case_file"
    __table_args__ = (UniqueConstraint("case_id", "mac"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author_role: Mapped[str | None] = mapped_column(String(40))
    """The role of the member of staff who added it; None for the citizen's own."""
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    """Bytes as it is handed out."""
    part: Mapped[str] = mapped_column(String(40))
    """The part of the case's keys that name and content are sealed under."""
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    """What the same file is recognised by when a form is sent twice; nobody without the pepper can try files out."""
    name: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, info=SEALED)
