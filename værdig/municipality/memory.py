"""What processes remember of a municipality between requests, and how they learn that it is out of date; nothing about people."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar, cast

from flask import g, has_app_context, has_request_context
from sqlalchemy import URL, event, select, update
from sqlalchemy.orm import ORMExecuteState, Session

from værdig.db import current_tenant, db, in_transaction, new_id
from værdig.db.prepared import Prepared
from værdig.municipality.models import Municipality, Remembered

Read = TypeVar("Read")
_KNOWN = Prepared(
    select(Municipality.id, Municipality.name, Municipality.hostname, Municipality.stamp).order_by(Municipality.name)
)
_MOST = 1024
_NOTHING = object()
_kept: dict[Hashable, Any] = {}
_lately: dict[URL, tuple[float, Sequence[Known]]] = {}
_RENEWED = "vaerdig_renewed"

LATELY_SECONDS = 0.25
"""How old may be what a citizen's page takes for granted of a municipality, where another process has changed it: each page would
else begin with a reading of its own, and these are most of all that is read."""


@dataclass(frozen=True)
class Known:
    """A municipality as this request knows it."""

    id: str
    name: str
    hostname: str | None
    stamp: str | None


def known() -> Sequence[Known]:
    """Return every municipality by name, read once a request."""
    if not has_request_context():
        return _read()
    if "vaerdig_municipalities" not in g:
        g.vaerdig_municipalities = _read()
    return cast(Sequence[Known], g.vaerdig_municipalities)


def known_lately() -> Sequence[Known]:
    """Return every municipality by name, as of at most `LATELY_SECONDS` ago; what this process itself has changed is seen at once."""
    if in_transaction() or not has_request_context():
        return known()
    where, now = db.engine.url, monotonic()
    at, found = _lately.get(where, (0.0, None))
    if found is None or now - at > LATELY_SECONDS:
        _lately[where] = now, (found := known())
    g.vaerdig_municipalities = found
    return found


def _read() -> Sequence[Known]:
    return [Known(row.id, row.name, row.hostname, row.stamp) for row in _KNOWN.run()]


def remembered(what: Hashable, read: Callable[[], Read]) -> Read:
    """Return what `read` gives of the bound municipality, remembered until a row of a `Remembered` table of it changes.

    Processes keep it between requests, so it must come of such tables alone, be about nobody, and be changed by nobody. Outside a
    request it is read each time; inside a transaction, whose changes may come to nothing, once a request.
    """
    kept, name = _memory(what)
    found = kept.get(name, _NOTHING)
    if found is _NOTHING:
        if len(kept) >= _MOST:
            kept.clear()
        kept[name] = found = read()
    return cast(Read, found)


def _memory(what: Hashable) -> tuple[dict[Hashable, Any], Hashable]:
    """Return where something is remembered, and under which name: the process's memory, or one that is gone with the request."""
    here = current_tenant()
    if not has_request_context():
        return {}, what
    stamp = None if in_transaction() else next((each.stamp for each in known() if each.id == here), None)
    if stamp is None:
        return g.setdefault("vaerdig_remembered", {}), (here, what)
    return _kept, (here, stamp, what)


def forget() -> None:
    """Read anew at the next question of this request, and of those that come."""
    _lately.clear()
    if has_app_context():
        g.pop("vaerdig_municipalities", None)
        g.pop("vaerdig_remembered", None)


@event.listens_for(db.session, "before_flush")
def _renew_on_flush(session: Session, _context: object, _instances: object) -> None:
    rows = [*session.new, *session.dirty, *session.deleted]
    if any(isinstance(row, Municipality) for row in rows):
        _changed(session)
    if any(isinstance(row, Remembered) for row in rows):
        _renew(session)


@event.listens_for(db.session, "do_orm_execute")
def _renew_on_statement(state: ORMExecuteState) -> None:
    mapper = None if state.is_select else state.bind_mapper
    if mapper is not None and issubclass(mapper.class_, Remembered):
        _renew(state.session)


@event.listens_for(db.session, "after_rollback")
def _forget_changes(_session: Session) -> None:
    """Forget what was read of changes that came to nothing."""
    if has_app_context():
        g.pop("vaerdig_remembered", None)


def _renew(session: Session) -> None:
    """Draw a new stamp in the same transaction: whoever sees what has changed sees it too."""
    named = update(Municipality).where(Municipality.id == current_tenant()).values(stamp=new_id())
    session.execute(named, execution_options={"synchronize_session": False})
    _changed(session)


def _changed(session: Session) -> None:
    session.info[_RENEWED] = True
    forget()


@event.listens_for(db.session, "after_commit")
def _told(session: Session) -> None:
    """Forget what another request has read between the change and its commit."""
    if session.info.pop(_RENEWED, False):
        _lately.clear()
