"""Has a relationship to a class that does not exist."""

from pathlib import Path

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from værdig.api import ModelSet, Owned, PluginInfo, hookimpl, plugin_base

PLUGIN = PluginInfo(id="bad_mapper", title="Løs relation")
Base = plugin_base("bad_mapper")


class Row(Owned, Base):
    __tablename__ = "bad_mapper_row"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    other = relationship("NoSuchClass")


@hookimpl
def register_models():
    yield ModelSet(base=Base, migrations=Path(__file__).parent / "migrations", prefix="bad_mapper")
