"""How each job went last, by municipality; what waits to be run lies in the queue, not here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime


class JobState(Owned, Model):
    """How one job stands in one municipality; there is no row before it has run."""

    __tablename__ = "job_state"
    __table_args__ = (UniqueConstraint("municipality_id", "job_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    job_id: Mapped[str] = mapped_column(String(120))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it last came to its end."""
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    """How many times it has failed since it last came to its end."""
    what: Mapped[str] = mapped_column(String(200), default="")
    """The kind of the last failure and the line it came from; never the words of an exception, which may quote a person."""
