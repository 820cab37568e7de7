"""Marks a column as personal and cannot erase it."""

from pathlib import Path

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import ModelSet, Owned, PluginInfo, hookimpl, plugin_base

PLUGIN = PluginInfo(id="bad_personal", title="Glemt slettepligt")
Base = plugin_base("bad_personal")


class Row(Owned, Base):
    __tablename__ = "bad_personal_row"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), info={"personal": True})


@hookimpl
def register_models():
    yield ModelSet(base=Base, migrations=Path(__file__).parent / "migrations", prefix="bad_personal")
