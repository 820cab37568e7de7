"""Tables of municipalities and of their dated settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import CanonicalJson


class Municipality(Model):
    """One municipality: the owner of every owned row. `id` is a short ASCII word used in addresses and commands."""

    __tablename__ = "municipality"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    hostname: Mapped[str | None] = mapped_column(String(200), unique=True)
    """The host name its citizens use, where several municipalities share an installation."""
    stamp: Mapped[str | None] = mapped_column(String(22), default=new_id)
    """Drawn anew when anything `Remembered` of it changes: what a process remembers under another stamp is out of date.

    Never a count: a database that is put back from a copy would count the same again. None: nothing is remembered.
    """


class Remembered(Owned):
    """Mixed into a table whose rows the processes remember between requests; see `memory.remembered`. None may be about people."""

    __allow_unmapped__ = True


class MunicipalValue(Remembered, Model):
    """The value of one setting from a date on; the newest one that has begun holds."""

    __tablename__ = "municipal_value"
    __table_args__ = (
        UniqueConstraint("municipality_id", "key", "valid_from"),
        CheckConstraint("length(key) > 0", name="key_named"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date]
    value: Mapped[Any] = mapped_column(CanonicalJson)
