"""Which municipality's rows this piece of work may touch, enforced on every ORM query and write; roles are in `access`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from functools import lru_cache
from typing import Any

from sqlalchemy import ForeignKey, Table, event
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.sql import visitors

from værdig.errors import RuleBroken, TenantMissing

UNBOUND = frozenset({"audit_entry"})
"""Tables with the column that are no municipality's own: the log also tells what concerns the whole installation."""

_bound: ContextVar[str | None] = ContextVar("vaerdig_tenant", default=None)


class Owned:
    """Mixed into every table whose rows belong to one municipality."""

    __allow_unmapped__ = True

    @declared_attr
    def municipality_id(cls) -> Mapped[str]:  # noqa: N805
        return mapped_column(ForeignKey("municipality.id", ondelete="RESTRICT"), nullable=False, index=True)


@contextmanager
def tenant(municipality_id: str) -> Iterator[None]:
    """Bind a municipality: inside, Owned queries see only its rows and new Owned rows become its rows."""
    token = _bound.set(municipality_id)
    try:
        yield
    finally:
        _bound.reset(token)


def take(municipality_id: str) -> Token[str | None]:
    """Bind a municipality for the length of a web request; give the token to `release` at its end."""
    return _bound.set(municipality_id)


def release(token: Token[str | None]) -> None:
    """End what `take` began."""
    _bound.reset(token)


def bound_tenant() -> str | None:
    """Return the bound municipality's id, or None."""
    return _bound.get()


def current_tenant() -> str:
    """Return the bound municipality's id; raises TenantMissing when none is bound."""
    bound = _bound.get()
    if bound is None:
        raise TenantMissing("ingen kommune er valgt")
    return bound


def install(session_class: type[Session] | Any) -> None:
    """Listen on a session class so that no ORM query or flush can cross municipalities."""
    event.listen(session_class, "do_orm_execute", _filter)
    event.listen(session_class, "before_flush", _own)


def _filter(state: ORMExecuteState) -> None:
    if state.is_column_load or state.is_relationship_load or state.execution_options.get("all_tenants"):
        return
    municipality_id = bound_tenant()
    if municipality_id is None:
        if _touches_owned(state.statement):
            raise TenantMissing("ingen kommune er valgt")
        return
    if not state.is_insert:
        state.statement = state.statement.options(_only(municipality_id))


@lru_cache(maxsize=256)
def _only(municipality_id: str) -> Any:
    """Return the option that narrows a statement to one municipality's rows; making it costs as much as a small query."""
    return with_loader_criteria(
        Owned,
        lambda cls: cls.municipality_id == municipality_id,
        include_aliases=True,
        track_closure_variables=True,
    )


def _touches_owned(statement: Any) -> bool:
    tables = (part for part in visitors.iterate(statement) if isinstance(part, Table))
    return any("municipality_id" in table.columns and table.name not in UNBOUND for table in tables)


def _own(session: Session, _context: object, _instances: object) -> None:
    if session.info.get("all_tenants"):
        return
    for row in [*session.new, *session.dirty, *session.deleted]:
        if isinstance(row, Owned):
            _own_row(row)


def _own_row(row: Any) -> None:
    municipality_id = current_tenant()
    if row.municipality_id is None:
        row.municipality_id = municipality_id
    if row.municipality_id != municipality_id:
        raise RuleBroken("en række hører til en anden kommune")
