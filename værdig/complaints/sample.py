"""The example's complaints: invented contacts in the ratios that borgerraadgivere publish, made through the real service.

About 60 contacts a half-year, 30 per cent of them guidance that is only counted; of the cases 60 per cent are solved in dialogue,
25 answered by the department, 15 investigated; 1.5 klagepunkter each. Source: the domain note on complaints, 5.9.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from værdig import codes
from værdig.clock import COPENHAGEN, HalfYear, add_working_days, is_working_day
from værdig.complaints import categories, inbox, keys, queries, service
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.appeals.arrival import Way
from værdig.complaints.appeals.last_day import Notice
from værdig.complaints.interpreting import sample as in_other_languages
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.representation import queries as representation
from værdig.complaints.representation import service as fuldmagter
from værdig.complaints.representation.rows import Fuldmagt
from værdig.complaints.representation.rules import Behalf, Role
from værdig.complaints.sample_cases import Course, handle
from værdig.complaints.sample_recommendations import recommend
from værdig.complaints.sample_redactions import redact
from værdig.complaints.states import Mover
from værdig.crypto import keyring
from værdig.db import transaction

DATA = Path(__file__).parent / "data" / "sample.json"
PASSPHRASE = "rolig lampe grøn båd"  # noqa: S105 - told to whoever runs the example
CLOSED_HALF_YEARS = (HalfYear(2021, 1), HalfYear(2021, 2))
COUNTED, CASES = 16, 44
"""Enquiries only counted, and cases, in a half-year: 60 contacts."""

REPRESENTED = 0.1
"""The share of cases that somebody else writes for the citizen; an assumption of the domain note, 5.9."""

COURSES = (
    (Course.GUIDED, 5),
    (Course.DIALOGUE, 20),
    (Course.DEPARTMENT, 8),
    (Course.INVESTIGATED, 5),
    (Course.DECISION, 3),
    (Course.WITHDRAWN, 3),
)


@cache
def told() -> dict[str, Any]:
    """Return the invented texts and the weights."""
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def load(context: Any) -> None:
    """Make the borgerraadgiver's inbox and the cases; what is there already is left alone."""
    people = _people()
    if not inbox.is_ready():
        context.tell("inbox_recovery", codes.shown(inbox.set_up(people[Reader.BORGERRAADGIVER].id, PASSPHRASE)))
        context.tell("inbox_passphrase", PASSPHRASE)
    private = cache(partial(_private_keys, people[Reader.BORGERRAADGIVER].id))
    for half_year in CLOSED_HALF_YEARS:
        with transaction():
            _half_year(half_year, people, private)
    with transaction():
        code = _today(context.today, people, private)
    with transaction():
        in_other_languages.load(
            context.today, people[Reader.MANAGEMENT],
            lambda case: _opener(case, Reader.MANAGEMENT, private)(), lambda word: _token(word, 0),
        )  # fmt: skip
    with transaction():
        recommend(told()["recommendations"], context.today, people, private)
    context.tell("case_code", codes.shown(code))


Private = Callable[[], Mapping[Reader, Mapping[str, bytes]]]
"""Gives each side's private keys; asked for only when there is something to make."""


def _private_keys(user_id: str) -> Mapping[Reader, Mapping[str, bytes]]:
    """Unlock both inboxes as those who work there do."""
    own = inbox.private_keys(user_id, inbox.unlock(user_id, PASSPHRASE)) or {}
    inbox.lock(user_id)
    keys.current_reader_key(Reader.MANAGEMENT)  # made when it is first needed
    return {Reader.BORGERRAADGIVER: own, Reader.MANAGEMENT: keys.management_keys()}


def _people() -> dict[Reader, By]:
    """Return who acts for each side: the example's staff."""
    from værdig.access.roles import Role
    from værdig.accounts import queries as accounts

    handlers = {}
    for reader, role, mover in (
        (Reader.BORGERRAADGIVER, Role.BORGERRAADGIVER, Mover.BORGERRAADGIVER),
        (Reader.MANAGEMENT, Role.LEDER, Mover.LEDER),
    ):
        user = next(iter(accounts.holders(role)))
        handlers[reader] = By(user.id, mover, role.value)
    return handlers


def _half_year(half_year: HalfYear, people: dict[Reader, By], private: Private) -> None:
    chance = Random(half_year.code)  # noqa: S311 - the same example every time
    if queries.by_submission(_token(half_year.code, 0)) is not None:
        return
    for _number in range(COUNTED):
        _count(half_year, chance, people)
    courses = [course for course, times in COURSES for _time in range(times)]
    chance.shuffle(courses)
    days = sorted(_working_day(half_year, chance) for _course in courses)
    before = None
    for number, (course, day) in enumerate(zip(courses, days, strict=True)):
        received = _moment(day, chance)
        earlier = before if chance.random() < 0.1 else None
        case, reader = _receive(_token(half_year.code, number), received, course, chance, earlier=earlier)
        _see_fuldmagt(case, _opener(case, reader, private), people[reader], received + timedelta(minutes=30))
        handle(case, _opener(case, reader, private), people[reader], course, received, chance)
        before = case.id


def _count(half_year: HalfYear, chance: Random, people: dict[Reader, By]) -> None:
    office = chance.choice([Reader.BORGERRAADGIVER, Reader.BORGERRAADGIVER, Reader.MANAGEMENT])
    type_ = chance.choice(["vejledning", "vejledning", "vejvisning"])
    channel = chance.choice(["telefon", "telefon", "fremmoede", "e_mail"])
    day = _working_day(half_year, chance)
    noon = datetime.combine(day, time(12), COPENHAGEN).astimezone(UTC)
    service.count_contact(
        office=office, type=type_, channel=channel, theme=None, day=day, by=people[office], at=noon
    )  # fmt: skip


def _receive(
    token: str,
    at: datetime,
    course: Course,
    chance: Random,
    *,
    earlier: str | None = None,
    reader: Reader | None = None,
    dated_before: int = 8,
) -> tuple[Case, Reader]:
    complaint = replace(_complaint(course, chance), earlier_case_id=earlier)
    complaint = replace(complaint, inbox=reader or complaint.inbox)
    if complaint.type == categories.DECISION:
        complaint = replace(complaint, decision=Notice(way=Way.DIGITAL, dated=at.date() - timedelta(days=dated_before)))
    by = CITIZEN if complaint.channel == "web" else By("eksempel", Mover.LEDER, "skranke")
    received = service.receive(complaint, token, by=by, at=at)
    case = queries.case_of_citizen(received.code)
    if case is None:
        raise LookupError(received.case_id)
    return case, complaint.inbox


def _opener(case: Case, reader: Reader, private: Private) -> Callable[[], Keys]:
    return lambda: keys.open_for(case, reader, private()[reader])


def _complaint(course: Course, chance: Random) -> service.Complaint:
    reader = _READER.get(course) or chance.choice(_BOTH)
    type_ = _TYPE.get(course) or _weighted(told()["types"], chance)
    theme = _THEME.get(type_) or _weighted([row[:2] for row in told()["themes"]], chance)
    anonymous = chance.random() < 0.12 and course is not Course.DECISION
    identity = {} if anonymous else {"name": chance.choice(told()["names"]), "phone": "00 00 00 00"}
    return service.Complaint(
        story=next(row[2] for row in told()["themes"] if row[0] == theme), inbox=reader, type=type_,
        channel=_weighted(told()["channels"], chance), identity=identity,
        particulars={"wish": chance.choice(told()["wishes"])}, behalf=_behalf(chance.random()),
    )  # fmt: skip


def _behalf(drawn: float) -> Behalf | None:
    """Return who writes for the citizen in a tenth of the cases: most with a fuldmagt, some a værge, some who only help."""
    if drawn >= REPRESENTED:
        return None
    role = Role.PARTSREPRAESENTANT if drawn < 0.06 else Role.VAERGE if drawn < 0.08 else Role.BISIDDER
    names = told()["names"]
    return Behalf(role=role, name=names[int(drawn * 1000) % len(names)], contact="00 00 00 00")


def _see_fuldmagt(case: Case, opened: Callable[[], Keys], by: By, at: datetime) -> None:
    """Note that the fuldmagt has been seen of whoever wrote for a citizen, as its handler does before she answers."""
    row = representation.holder_of(case.id)
    if row is None:
        return
    held = opened()
    who, mandate = representation.who_of(row, held), representation.mandate_of(row)
    seen = Fuldmagt(
        role=mandate.role, name=who["name"], basis=mandate.basis, scope=mandate.scope, contact=who["contact"],
        since=row.since, proof_seen=True,
    )  # fmt: skip
    fuldmagter.change(case.id, held, row.id, seen, by, at=at)


_READER = {Course.INVESTIGATED: Reader.BORGERRAADGIVER, Course.DECISION: Reader.MANAGEMENT}
_TYPE = {Course.GUIDED: "vejledning", Course.DECISION: categories.DECISION}
_THEME = {"klage_over_optraeden": "complaints.optraeden"}
"""What a complaint of a type is about, where the type says it."""
_BOTH = (Reader.BORGERRAADGIVER, Reader.BORGERRAADGIVER, Reader.MANAGEMENT)


TODAY = (
    (Course.NEW, Reader.BORGERRAADGIVER, True),
    (Course.NEW, Reader.MANAGEMENT, True),
    (Course.ANSWERED, Reader.BORGERRAADGIVER, False),
    (Course.CALLED, Reader.BORGERRAADGIVER, False),
    (Course.AT_DEPARTMENT, Reader.BORGERRAADGIVER, False),
    (Course.ANSWERED, Reader.MANAGEMENT, False),
    (Course.NEW, Reader.BORGERRAADGIVER, False),
    (Course.HEARD, Reader.BORGERRAADGIVER, False),
)
"""The cases that are open now: how far they are, who has them, and whether their first answer is due today."""


def _today(today: date, people: dict[Reader, By], private: Private) -> str:
    """Make the cases that are open now; returns the code of one whose citizen has an answer waiting."""
    chance = Random("i dag")  # noqa: S311 - the same example every time
    for number, (course, reader, is_due) in enumerate(TODAY):
        token = _token("open", number)
        if queries.by_submission(token) is None:
            received = _moment(_due_on(today) if is_due else add_working_days(today - timedelta(days=7), 0), chance)
            case, _reader = _receive(token, received, course, chance, reader=reader)
            handle(case, _opener(case, reader, private), people[reader], course, received, chance)
            if course is Course.ANSWERED and reader is Reader.MANAGEMENT:
                redact(case, _opener(case, reader, private), people[reader], reader)
    _without_leave(today, chance)
    return keys.code_of(_token("open", [course for course, _reader, _due in TODAY].index(Course.ANSWERED)))


def _without_leave(today: date, chance: Random) -> None:
    """Make the confidential complaint over a decision that an alarm sounds over: its last day is near, and there is no leave."""
    token, received = _token("uden samtykke", 0), _moment(add_working_days(today - timedelta(days=7), 0), chance)
    if queries.by_submission(token) is None:
        _receive(token, received, Course.DECISION, chance, reader=Reader.BORGERRAADGIVER, dated_before=18)


def _due_on(today: date) -> date:
    """Return the latest day whose first answer is due on `today`, or just before it where today is no working day."""
    day = today - timedelta(days=1)
    while add_working_days(day, 7) > today:
        day -= timedelta(days=1)
    return day


def drawn_themes(type_: str, chance: Random) -> list[str]:
    """Return the themes of a case's klagepunkter, one to three of them; what its type says it is about is among them."""
    rows = [row[:2] for row in told()["themes"]]
    drawn = {_weighted(rows, chance) for _point in range(chance.choice([1, 1, 1, 2, 2, 3]))}
    return sorted(drawn | {_THEME[type_]} if type_ in _THEME else drawn)


def _token(word: str, number: int) -> str:
    """Return a submission token that nobody outside can guess, the same every time on this machine."""
    return keyring().pepper_mac("complaints/example", f"{word}/{number}").hex()[:40]


def _working_day(half_year: HalfYear, chance: Random) -> date:
    """Return a working day in the half-year, early enough for the case to be handled within it."""
    while True:
        day = half_year.start + timedelta(days=chance.randrange((half_year.end - half_year.start).days - 75))
        if is_working_day(day):
            return day


def _moment(day: date, chance: Random) -> datetime:
    return datetime.combine(day, time(chance.randrange(8, 21), chance.randrange(60)), COPENHAGEN).astimezone(UTC)


def _weighted(rows: list[Any], chance: Random) -> str:
    return str(chance.choices([row[0] for row in rows], [row[1] for row in rows])[0])
