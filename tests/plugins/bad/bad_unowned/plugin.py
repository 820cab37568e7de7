"""Has rows that belong to no municipality."""

from pathlib import Path

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import ModelSet, PluginInfo, hookimpl, plugin_base

PLUGIN = PluginInfo(id="bad_unowned", title="Uden kommune")
Base = plugin_base("bad_unowned")


class Row(Base):
    __tablename__ = "bad_unowned_row"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)


@hookimpl
def register_models():
    yield ModelSet(base=Base, migrations=Path(__file__).parent / "migrations", prefix="bad_unowned")
