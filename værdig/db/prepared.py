"""Statements that are made once and run on every request, past the ORM; which municipality they touch is held to all the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BinaryExpression,
    BindParameter,
    ColumnElement,
    CursorResult,
    Executable,
    Insert,
    Table,
    UpdateBase,
    bindparam,
)
from sqlalchemy.sql import operators, visitors

from værdig.db import current_tenant, db
from værdig.db.apart import may_write
from værdig.errors import RuleBroken

TENANT, COLUMN = "tenant", "municipality_id"


def mine(table: Any) -> ColumnElement[bool]:
    """Return the condition that a row of a table (or its model) is the bound municipality's."""
    return _table(table).c[COLUMN] == bindparam(TENANT)


class Prepared:
    """A Core statement, made when its module is read: building and narrowing one anew costs more than running it.

    Every table of it that has owners is narrowed by `mine`, an INSERT gets its owner when it runs; raises RuleBroken otherwise.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._names_owner = isinstance(statement, Insert)
        self._writes = isinstance(statement, UpdateBase)
        self._has_owners = bool(_owned(statement))
        if not self._names_owner and (wide := _owned(statement) - _narrowed(statement)):
            raise RuleBroken(f"a prepared statement is not narrowed to one municipality: {sorted(map(str, wide))}")

    def run(self, **values: Any) -> CursorResult[Any]:
        """Run it in the session's transaction, after what the session has not written yet; raises TenantMissing when none is bound."""
        session = db.session()
        if self._writes:
            may_write(session)
        session.flush()
        return session.connection().execute(self._statement, self._with_owner(values))

    def _with_owner(self, values: dict[str, Any]) -> Mapping[str, Any]:
        if not self._has_owners:
            return values
        return {**values, (COLUMN if self._names_owner else TENANT): current_tenant()}


def _table(table: Any) -> Table:
    found: Table = getattr(table, "__table__", table)
    return found


def _owned(statement: Any) -> set[Table]:
    target = [statement.table] if hasattr(statement, "table") else []
    parts = [*target, *(part for part in visitors.iterate(statement) if isinstance(part, Table))]
    return {table for table in parts if COLUMN in table.c}


def _narrowed(statement: Any) -> set[Table]:
    """Return the tables whose rows a condition of the statement holds to the bound municipality."""
    return {
        part.left.table
        for part in visitors.iterate(statement)
        if isinstance(part, BinaryExpression)
        and part.operator is operators.eq
        and getattr(part.left, "name", "") == COLUMN
        and isinstance(part.right, BindParameter)
        and part.right.key == TENANT
    }
