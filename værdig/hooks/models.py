"""Tables of the host: which plug-ins are switched on in a municipality, and the faults they have shown there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.db.types import UtcDateTime


class PluginSwitch(Owned, Model):
    """A municipality's own choice for one plug-in; without a row its manifest decides."""

    __tablename__ = "plugin_switch"
    __table_args__ = (UniqueConstraint("municipality_id", "plugin_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    plugin_id: Mapped[str] = mapped_column(String(80))
    active: Mapped[bool]
    by_whom: Mapped[str] = mapped_column(String(64))
    """The staff user's id, or `system` for the command line."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PluginFault(Owned, Model):
    """One failed call into a plug-in: where and what kind, never the exception's text, which may quote a person."""

    __tablename__ = "plugin_fault"
    __table_args__ = (Index("ix_plugin_fault_recent", "municipality_id", "plugin_id", "at"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    plugin_id: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(200))
    """The endpoint, slot or hook that was called."""
    what: Mapped[str] = mapped_column(String(200))
    """The type of the exception and the line it came from, or that time ran out."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    stopped: Mapped[bool] = mapped_column(default=False)
    """True on the fault that was one too many: the plug-in's pages show a notice from then on."""
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When an administrator looked; the pages are then tried again."""
