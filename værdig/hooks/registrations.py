"""`Registration`, mixed into a table whose rows staff register by a form: it can be changed, deleted and brought back.

A deleted row stays with who deleted it and when, and is left out of every ORM query by itself, so that no plug-in can forget
it and count it. The pages and writes are `administration`'s.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, event
from sqlalchemy.orm import Mapped, ORMExecuteState, mapped_column, with_loader_criteria

from værdig.db import Owned, db, new_id
from værdig.db.types import UtcDateTime

WITH_WITHDRAWN = "withdrawn"
"""The execution option that lets a query see deleted rows too: `select(X).execution_options(withdrawn=True)`."""


class Registration(Owned):
    """One row that staff have registered: its id, its municipality, how often it has been stored, and whether it is deleted."""

    __allow_unmapped__ = True

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Counts the changes: a page that was opened before the newest one may not overwrite it."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was deleted; None counts."""
    withdrawn_by: Mapped[str | None] = mapped_column(String(64))
    """Who deleted it: a staff user's id, or `system`."""


OWN_COLUMNS = frozenset({"id", "version", "withdrawn_at", "withdrawn_by", "municipality_id"})
"""The columns a form may not have a field for."""


@event.listens_for(db.session, "do_orm_execute")
def _leave_out_withdrawn(state: ORMExecuteState) -> None:
    if not state.is_select or state.is_column_load or state.execution_options.get(WITH_WITHDRAWN):
        return
    state.statement = state.statement.options(
        with_loader_criteria(Registration, _counts, include_aliases=True, propagate_to_loaders=True)
    )


def _counts(model: Any) -> Any:
    return model.withdrawn_at.is_(None)
