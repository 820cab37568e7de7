"""Its form has a field that its table has no column for."""

from pathlib import Path

from sqlalchemy.orm import Mapped

from værdig.api import (
    FormSpec,
    ModelSet,
    Permission,
    PluginInfo,
    Register,
    Registration,
    StringField,
    VaerdigForm,
    hookimpl,
    plugin_base,
)

PLUGIN = PluginInfo(id="bad_register", title="Felt uden kolonne")
Base = plugin_base("bad_register")


class Row(Registration, Base):
    __tablename__ = "bad_register_row"

    day: Mapped[str]


class RowForm(VaerdigForm):
    day = StringField("Dag")
    place = StringField("Sted")


@hookimpl
def register_models():
    yield ModelSet(base=Base, migrations=Path(__file__).parent / "migrations", prefix="bad_register")


@hookimpl
def register_permissions():
    yield Permission(id="bad_register.read", title="Læse", default_roles=["administrator"])


@hookimpl
def register_forms():
    yield FormSpec(
        id="bad_register.row",
        title="Række",
        form_class=RowForm,
        permission="bad_register.read",
        register=Register(model=Row, day="day", shown=lambda row: {"Dag": row.day}),
    )
