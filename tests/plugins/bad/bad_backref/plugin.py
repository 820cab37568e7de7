"""Hangs a back-reference on a class of the core."""

from pathlib import Path

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.api import ModelSet, Owned, PluginInfo, hookimpl, plugin_base
from værdig.municipality import Municipality

PLUGIN = PluginInfo(id="bad_backref", title="Tilbagereference")
Base = plugin_base("bad_backref")


class Row(Owned, Base):
    __tablename__ = "bad_backref_row"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    municipality = relationship(Municipality, backref="bad_rows")


@hookimpl
def register_models():
    yield ModelSet(base=Base, migrations=Path(__file__).parent / "migrations", prefix="bad_backref")
