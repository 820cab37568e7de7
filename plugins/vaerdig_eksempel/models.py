"""The plug-in's tables. Names begin with its id; `Owned` gives every row its municipality.

A table whose rows staff register by a form mixes in `Registration` instead: then they can be changed, deleted and brought back.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import Owned, Registration, UtcDateTime, new_id, plugin_base

Base = plugin_base("vaerdig_eksempel")


class Meeting(Registration, Base):  # type: ignore[misc, valid-type]
    """One open-house meeting."""

    __tablename__ = "vaerdig_eksempel_meeting"
    __table_args__ = (CheckConstraint("guests >= 0", name="guests_counted"),)

    held_on: Mapped[date] = mapped_column(index=True)
    topic: Mapped[str] = mapped_column(String(200))
    guests: Mapped[int]
    host: Mapped[str] = mapped_column(String(120), info={"personal": True})
    """Who held the meeting. Marked as personal, so `register_personal_data` is mandatory."""


class Happening(Owned, Base):  # type: ignore[misc, valid-type]
    """Something the site has told the plug-in about: an id and a time, never a person."""

    __tablename__ = "vaerdig_eksempel_happening"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    what: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
