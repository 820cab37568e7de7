"""Refers to a table that does not exist."""

from pathlib import Path

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import ModelSet, Owned, PluginInfo, hookimpl, plugin_base

PLUGIN = PluginInfo(id="bad_key", title="Nøgle til ingenting")
Base = plugin_base("bad_key")


class Row(Owned, Base):
    __tablename__ = "bad_key_row"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("no_such_table.id"))


@hookimpl
def register_models():
    yield ModelSet(base=Base, migrations=Path(__file__).parent / "migrations", prefix="bad_key")
