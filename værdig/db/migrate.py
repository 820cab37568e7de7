"""Migrations: owners, what is pending, upgrade and downgrade; core first, then plug-ins in order of dependency.

One environment (`migrations/env.py`) serves all owners; each has its own folder of revisions and its own version table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from værdig.db import Base, db
from værdig.paths import resource_dir

if TYPE_CHECKING:
    from alembic.config import Config

CORE = "core"


@dataclass(frozen=True)
class Owner:
    """Who owns tables: the core, or a plug-in whose tables all begin with `<id>_`."""

    id: str
    versions: Path

    @property
    def version_table(self) -> str:
        return f"alembic_version_{self.id}"

    def owns(self, table: str, others: Iterable[str]) -> bool:
        """Tell whether this owner owns `table`; the core owns what no plug-in's prefix claims."""
        if self.id != CORE:
            return table.startswith(f"{self.id}_")
        return not table.startswith("alembic_version") and not any(table.startswith(f"{other}_") for other in others)


def core_owner() -> Owner:
    """Return the core as an owner."""
    return Owner(CORE, resource_dir("migrations") / "versions")


def owners() -> list[Owner]:
    """Return all owners of the running application in the order they must be upgraded."""
    from flask import current_app

    found: list[Owner] = current_app.extensions["vaerdig_owners"]
    return found


def owner(owner_id: str) -> Owner:
    """Return one owner; raises LookupError naming the known ones."""
    known = {each.id: each for each in owners()}
    if owner_id not in known:
        raise LookupError(f"{owner_id}: kendte ejere er {', '.join(known)}")
    return known[owner_id]


def current(owner: Owner) -> str | None:
    """Return the revision the database is at for this owner, or None."""
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        return MigrationContext.configure(
            connection, opts={"version_table": owner.version_table}
        ).get_current_revision()


def head(owner: Owner) -> str | None:
    """Return the newest revision this owner ships, or None when it ships none."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config(owner)).get_current_head()


def pending() -> list[Owner]:
    """Return the owners whose tables are not at their newest revision; reads only."""
    return [owner for owner in owners() if current(owner) != head(owner)]


def upgrade(owner: Owner, revision: str = "head") -> None:
    """Bring one owner's tables to `revision`."""
    from alembic import command

    if head(owner) is not None:
        _run(owner, lambda config: command.upgrade(config, revision))


def upgrade_all() -> list[str]:
    """Bring everybody's tables to the newest revision; returns the ids of those that were behind."""
    behind = pending()
    for each in behind:
        upgrade(each)
    return [each.id for each in behind]


def downgrade(owner: Owner, revision: str = "base") -> None:
    """Take one owner's tables back to `revision`; `base` removes them."""
    from alembic import command

    _run(owner, lambda config: command.downgrade(config, revision))


def revise(owner: Owner, message: str, number: str) -> None:
    """Write a new revision by comparing the models with the database; for developers."""
    from alembic import command

    owner.versions.mkdir(parents=True, exist_ok=True)
    _run(owner, lambda config: command.revision(config, message, autogenerate=True, rev_id=number))


def differences(owner: Owner) -> list[Any]:
    """Return what differs between this owner's models and the database, as Alembic tells it; empty is right."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        options = {"version_table": owner.version_table, "include_object": filter_for(owner), "compare_type": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))


def filter_for(owner: Owner) -> Any:
    """Return Alembic's `include_object` for one owner.

    It must be `include_object`: with `include_name` alone the core's tables were also written into a plug-in's revision.
    """
    others = [each.id for each in owners() if each.id != CORE]

    def include(item: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
        table = name if kind == "table" else getattr(getattr(item, "table", None), "name", None)
        return table is None or owner.owns(table, others)

    return include


def _run(owner: Owner, action: Any) -> None:
    db.session.remove()
    with db.engine.connect() as connection:
        _keep_foreign_keys(connection, on=False)
        try:
            action(_config(owner, connection))
        finally:
            _keep_foreign_keys(connection, on=True)


def _keep_foreign_keys(connection: Connection, on: bool) -> None:
    """Switch SQLite's foreign keys on the raw connection: inside a transaction the pragma would do nothing."""
    if connection.dialect.name != "sqlite":
        return
    raw: Any = connection.connection.dbapi_connection
    if on:
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        raw.execute("PRAGMA foreign_keys=ON")
        if broken:
            raise RuntimeError(f"the migration leaves rows that refer to nothing: {broken[:5]}")
    else:
        raw.execute("PRAGMA foreign_keys=OFF")


def _config(owner: Owner, connection: Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resource_dir("migrations")))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(owner.versions))
    config.attributes.update(owner=owner, connection=connection, metadata=Base.metadata)
    return config
