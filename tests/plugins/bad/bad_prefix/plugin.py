"""Names a table as if it were the core's."""

from pathlib import Path

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.api import ModelSet, Owned, PluginInfo, hookimpl, plugin_base

PLUGIN = PluginInfo(id="bad_prefix", title="Forkert navn")
Base = plugin_base("bad_prefix")


class Row(Owned, Base):
    __tablename__ = "case_notes"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)


@hookimpl
def register_models():
    yield ModelSet(base=Base, migrations=Path(__file__).parent / "migrations", prefix="bad_prefix")
