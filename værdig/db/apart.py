"""Reading apart: on PostgreSQL each statement is for itself, without the two messages that begin and end a transaction.

Each statement has its own view there anyway (READ COMMITTED), so nothing is read otherwise. What was written so outside
`transaction()` would be kept at once, so it is refused, on SQLite too, where a transaction costs no message and stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from værdig.db import db, in_transaction, transaction
from værdig.errors import RuleBroken

_MARK, _SINGLE = "reads_apart", "writes_once"
_APART = "AUTOCOMMIT"


def read_apart() -> None:
    """Let this request's session read in this way until it is removed or writes; call it before anything is read."""
    session = db.session()
    session.info[_MARK] = True
    if db.engine.dialect.name == "postgresql" and not session.in_transaction():
        session.connection(execution_options={"isolation_level": _APART})


@contextmanager
def single_statement() -> Iterator[None]:
    """Write with one statement, which is a use case by itself: all or nothing without a transaction around it.

    What the session reads apart goes on in the same way on PostgreSQL; elsewhere it is a `transaction()`.
    """
    session = db.session()
    if in_transaction() or not _reads_apart(session):
        with transaction():
            yield
        return
    session.info[_SINGLE] = True
    try:
        yield
    finally:
        del session.info[_SINGLE]


def _reads_apart(session: Session) -> bool:
    """Tell whether the connection in hand keeps each statement at once; a transaction since may have left another."""
    if not session.info.get(_MARK) or not session.in_transaction():
        return False
    return session.connection().get_execution_options().get("isolation_level") == _APART


def may_write(session: Session) -> None:
    """Raise RuleBroken where a session that reads apart is about to write outside `transaction()`."""
    if session.info.get(_MARK) and not in_transaction() and not session.info.get(_SINGLE):
        raise RuleBroken("a request that only reads writes outside a transaction() block")


@event.listens_for(db.session, "before_flush")
def _on_flush(session: Session, _context: object, _instances: object) -> None:
    may_write(session)


@event.listens_for(db.session, "do_orm_execute")
def _on_statement(state: ORMExecuteState) -> None:
    if not state.is_select:
        may_write(state.session)
