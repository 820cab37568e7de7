"""Requests that only read: on PostgreSQL each statement is for itself, without the two messages that begin and end a transaction.

Each statement has its own view there anyway (READ COMMITTED), so nothing is read otherwise. What such a request wrote outside
`transaction()` would be kept at once, so it is refused, on SQLite too, where a transaction costs no message and stays.
"""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from værdig.db import db, in_transaction
from værdig.errors import RuleBroken

_MARK = "reads_apart"


def read_apart() -> None:
    """Let this request's session read in this way until it is removed or writes; call it before anything is read."""
    session = db.session()
    session.info[_MARK] = True
    if db.engine.dialect.name == "postgresql" and not session.in_transaction():
        session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})


def may_write(session: Session) -> None:
    """Raise RuleBroken where a session that reads apart is about to write outside `transaction()`."""
    if session.info.get(_MARK) and not in_transaction():
        raise RuleBroken("a request that only reads writes outside a transaction() block")


@event.listens_for(db.session, "before_flush")
def _on_flush(session: Session, _context: object, _instances: object) -> None:
    may_write(session)


@event.listens_for(db.session, "do_orm_execute")
def _on_statement(state: ORMExecuteState) -> None:
    if not state.is_select:
        may_write(state.session)
