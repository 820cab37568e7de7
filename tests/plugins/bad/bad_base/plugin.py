"""Builds its class on the core's own base, where a broken relationship would fail every query of the site."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.api import Owned, PluginInfo
from værdig.db import Model

PLUGIN = PluginInfo(id="bad_base", title="Kernens base")


class BadBaseRow(Owned, Model):
    __tablename__ = "bad_base_row"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    other = relationship("NoSuchClass")
