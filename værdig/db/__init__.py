"""The database: `db`, the base of models, `plugin_base` and transactions; tables belong to their features."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from værdig.db.tenancy import Owned, current_tenant, tenant
from værdig.db.turns import turn

__all__ = ["Model", "Owned", "current_tenant", "db", "new_id", "plugin_base", "tenant", "transaction"]

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name from the first migration on: an unnamed one cannot be dropped on SQLite.

PostgreSQL takes names of 63 characters, so the referred table is left out.
"""


class Base(DeclarativeBase):
    """The core's declarative base."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:

    class Model(Base):
        """The base class of the core's models, as the type checker sees it."""

        __abstract__ = True
else:
    Model = db.Model


def new_id() -> str:
    """Return 22 random url-safe characters (132 bits): an id that cannot be guessed and has no order."""
    return secrets.token_urlsafe(16)


def plugin_base(plugin_id: str) -> type[Any]:
    """Return a declarative base of its own for a plug-in, over the shared tables.

    A registry of its own keeps a broken mapping in one plug-in from failing every query in the site; foreign keys to core
    tables work, back-references onto core classes must not be made.
    """
    return type(
        f"Base_{plugin_id}", (DeclarativeBase,), {"metadata": Base.metadata, "__module__": f"{plugin_id}.models"}
    )


_depth: ContextVar[int] = ContextVar("vaerdig_transaction_depth", default=0)
writing: ContextVar[bool] = ContextVar("vaerdig_writing", default=False)
"""True inside a block that will write: SQLite then begins IMMEDIATE and waits its turn instead of failing late."""


@contextmanager
def transaction() -> Iterator[None]:
    """Do one use case's writes: all or nothing, committed when the outermost block ends.

    What an earlier read in the same request holds open is given up first, so that the writing transaction sees the newest
    rows; objects loaded before are refreshed on use.
    """
    depth = _depth.get()
    depth_token = _depth.set(depth + 1)
    writing_token = writing.set(True)
    try:
        if depth:
            yield
        else:
            _begin_afresh()
            with turn(db.engine):
                yield from _committed()
    finally:
        writing.reset(writing_token)
        _depth.reset(depth_token)


def _committed() -> Iterator[None]:
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def _begin_afresh() -> None:
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made outside a transaction() block")
    if session.in_transaction():
        session.rollback() if session.identity_map else session.close()  # the same, for less, where nothing was loaded


def in_transaction() -> bool:
    """Tell whether the caller is inside a `transaction()` block."""
    return _depth.get() > 0
