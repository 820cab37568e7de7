"""Telling staff by e-mail that dates are due: at most once a day each, on working days in office hours, and nothing of any case."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from værdig import clock, mail, municipality
from værdig.access import Role
from værdig.accounts import queries as accounts
from værdig.complaints import queries
from værdig.complaints.conflicts import queries as conflicts
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.insight import queries as insight
from værdig.complaints.keys import Reader
from værdig.complaints.reminders import chasing, wording
from værdig.complaints.reminders.models import StaffReminder
from værdig.complaints.reminders.steps import Step
from værdig.complaints.retention import queries as retention
from værdig.db import current_tenant, db, new_id, transaction
from værdig.mail import Letter, MailOff, MailRefused, MailWaits

REMEMBERED = timedelta(days=7)


def remind_staff(*, at: datetime | None = None) -> int:
    """Write to those who have something due today; returns to how many. What the mail server puts off is tried again next time."""
    moment = at or clock.now()
    day = clock.local(moment).date()
    if not chasing.is_working_time(moment) or not municipality.setting("staff_mail"):
        return 0
    _forget(day - REMEMBERED)
    wanted = {user.email: user.id for role in roles_to_tell(day) for user in accounts.holders(role) if user.active}
    if not wanted:
        return 0
    written = 0
    with suppress(MailOff, MailWaits), mail.server(current_app.extensions["vaerdig_settings"]) as server:
        for email, user_id in sorted(wanted.items()):
            written += _write_to(server, email, user_id, day)
    return written


def roles_to_tell(day: date) -> list[Role]:
    """Return the roles that have something to see to on a day.

    The leader who answers is told of the management's dates, or the leader where there is none such; the leader above her of what
    was not answered even then, and of what the borgerraadgiver has chased. Whoever decides what becomes of old cases is told when
    one's time runs out.
    """
    steps = chasing.taken_on(day)
    roles = []
    if _due(Reader.MANAGEMENT, day):
        roles += _who_answers(day)
    if steps.keys() & {Step.LEDERS_LEDER, Step.RYKKET}:
        roles.append(Role.LEDER)
    if _due(Reader.BORGERRAADGIVER, day) or Step.BORGERRAADGIVER in steps:
        roles += [Role.BORGERRAADGIVER, Role.STEDFORTRAEDER]
    warned = retention.warned_on(day)
    roles += [Role.LEDER] if Reader.MANAGEMENT in warned else []
    roles += [Role.BORGERRAADGIVER] if Reader.BORGERRAADGIVER in warned else []
    return roles


def _who_answers(day: date) -> list[Role]:
    """Return the roles that answer what is due: the leader above, too, where the leader who answers must not handle a case."""
    answering = {user.id for user in accounts.holders(Role.SVARANSVARLIG_LEDER)}
    due = _due(Reader.MANAGEMENT, day)
    marked = conflicts.marked_in(due)
    above = [Role.LEDER] if any(answering <= marked.get(case_id, set()) for case_id in due) else []
    below = [Role.SVARANSVARLIG_LEDER] if any(answering - marked.get(case_id, set()) for case_id in due) else []
    return below + above


def _due(reader: Reader, day: date) -> set[str]:
    """Return the cases in which a side has something due: a date of the case, or a request to see it."""
    dates = {row.case_id for row in queries.due_by(reader, day) if not RULES[Clock(row.kind)].citizens}
    return dates | {case.id for case, _request, date_ in insight.waiting_dates(reader) if date_.due <= day}


def _write_to(server: mail.Server, email: str, user_id: str, day: date) -> bool:
    """Write to one, once a day: the row is taken first, so that of two machines one writes, and given back where it did not go."""
    row_id = new_id()
    try:
        with transaction():
            db.session.add(StaffReminder(id=row_id, user_id=user_id, day=day))
    except IntegrityError:
        return False
    try:
        server.send(Letter(email, wording.subject(), wording.text(_sign_in_address())))
    except MailRefused:
        return False  # the address will not do today either: an administrator sees it on the account
    except BaseException:
        with transaction():
            db.session.execute(_row(StaffReminder.id == row_id))
        raise
    return True


def _forget(before: date) -> None:
    with transaction():
        db.session.execute(_row(StaffReminder.day < before))


def _row(which: Any) -> Any:
    return delete(StaffReminder).where(StaffReminder.municipality_id == current_tenant(), which)


def _sign_in_address() -> str:
    public: str = current_app.extensions["vaerdig_settings"].public_url
    return f"{public.rstrip('/')}/stab/" if public else ""
