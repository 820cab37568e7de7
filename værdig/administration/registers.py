"""Reads of registrations: a page of a form's list as texts, one registration, and what has been done to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from værdig import audit
from værdig.accounts import queries as accounts
from værdig.administration.registering import OBJECT, register_of
from værdig.clock import HalfYear
from værdig.db import db
from værdig.errors import NotYours
from værdig.hooks import calls, switches
from værdig.hooks.contracts import FormSpec
from værdig.hooks.records import Contribution
from værdig.i18n import _, _l, format_date, format_number, format_time
from værdig.periods import Period

PER_PAGE = 12

DONE = {
    "registration.added": _l("Registreret"),
    "registration.changed": _l("Rettet"),
    "registration.withdrawn": _l("Slettet"),
    "registration.restored": _l("Hentet tilbage"),
}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One registration as it is shown: what the plug-in tells of it in Danish, its half-year, and who deleted it and when."""

    id: str
    cells: tuple[tuple[str, str], ...]
    numbers: frozenset[int]
    """Which of the cells are numbers."""
    half_year: str
    withdrawn: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """What tells it from the others: its first two cells."""
        return ", ".join(text for _heading, text in self.cells[:2])


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """One page of a form's registrations, newest first."""

    rows: tuple[Shown, ...]
    total: int
    page: int
    pages: int

    @property
    def headings(self) -> list[str]:
        return [heading for heading, _text in self.rows[0].cells] if self.rows else []

    @property
    def numeric(self) -> list[int]:
        """The columns in which every row that says anything has a number."""
        return sorted(frozenset.intersection(*(row.numbers for row in self.rows))) if self.rows else []


def list_page(item: Contribution, page: int = 1, withdrawn: bool = False) -> ListPage | None:
    """Return one page of the registrations that count, or of the deleted ones; None when the plug-in cannot tell in time."""
    found: ListPage | None = _asked(item, lambda: _list(item.value, page, withdrawn))
    return found


def shown_one(item: Contribution, row_id: str) -> Shown | None:
    """Return one registration as it is shown, deleted or not; None when the plug-in cannot tell in time."""
    found: Shown | None = _asked(item, lambda: _shown(item.value, registration(item.value, row_id), _names()))
    return found


def _asked(item: Contribution, ask: Callable[[], Any]) -> Any:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    call = calls.Call(item.plugin_id, calls.listening(app, ask))
    calls.run_all([call])
    if call.fault is None:
        return call.result
    if isinstance(call.error, NotYours):
        raise call.error
    switches.note_fault(item.plugin_id, item.id, call.fault, call.error)
    return None


def registration(spec: FormSpec, row_id: str) -> Any:
    """Return a registration of the bound municipality, deleted or not; raises NotYours when there is none."""
    model: Any = register_of(spec).model
    row = db.session.scalar(select(model).where(model.id == row_id).execution_options(withdrawn=True))
    if row is None:
        raise NotYours
    return row


def count(spec: FormSpec, withdrawn: bool = False) -> int:
    """Return how many registrations count, or how many are deleted."""
    return db.session.scalar(_of(spec, withdrawn, func.count())) or 0


def _of(spec: FormSpec, withdrawn: bool, what: Any = None) -> Any:
    """Return a query of a form's registrations that count, or of the deleted ones."""
    model: Any = register_of(spec).model
    query = select(model if what is None else what).select_from(model)
    if withdrawn:
        query = query.where(model.withdrawn_at.is_not(None)).execution_options(withdrawn=True)
    return query


def _list(spec: FormSpec, page: int, withdrawn: bool) -> ListPage:
    register = register_of(spec)
    model: Any = register.model
    total = count(spec, withdrawn)
    pages = max(1, ceil(total / PER_PAGE))
    page = min(max(1, page), pages)
    newest = model.withdrawn_at if withdrawn else getattr(model, register.day)
    query = _of(spec, withdrawn).order_by(newest.desc(), model.id).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    rows, names = db.session.scalars(query), _names()
    return ListPage(rows=tuple(_shown(spec, row, names) for row in rows), total=total, page=page, pages=pages)


def _shown(spec: FormSpec, row: Any, names: Mapping[str, str]) -> Shown:
    register = register_of(spec)
    told = list(register.shown(row).items())
    return Shown(
        id=row.id,
        cells=tuple((str(heading), _words(value)) for heading, value in told),
        numbers=frozenset(n for n, (_heading, value) in enumerate(told) if value is None or _is_number(value)),
        half_year=_half_year(getattr(row, register.day)),
        withdrawn=(format_time(row.withdrawn_at), _who(row.withdrawn_by, names)) if row.withdrawn_at else None,
    )


def _words(value: Any) -> str:
    if value is None:
        return str(_("ikke oplyst"))
    if isinstance(value, bool):
        return str(_("Ja") if value else _("Nej"))
    if _is_number(value):
        return format_number(value)
    if isinstance(value, datetime):
        return format_time(value)
    return format_date(value) if isinstance(value, date) else str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _half_year(placed: date | str) -> str:
    return HalfYear.of(placed if isinstance(placed, date) else Period.parse(placed).end).label


def _names() -> dict[str, str]:
    return {user.id: user.name for user in accounts.users_here()}


def _who(user_id: str | None, names: Mapping[str, str]) -> str:
    return names.get(user_id or "") or str(_("systemet"))


def history(row_id: str) -> list[tuple[str, str, str]]:
    """Return what has been done to a registration, newest first: when, what and by whom."""
    names = _names()
    entries = [entry for entry in audit.entries_about(OBJECT, row_id) if entry.action in DONE]
    return [(format_time(e.at), str(DONE[e.action]), _who(e.actor, names)) for e in reversed(entries)]
