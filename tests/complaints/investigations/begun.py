"""What tests of investigations share: a case that is being investigated, and each step as the borgerraadgiver takes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from complaints.given import BR, again, citizen_keys, received

from værdig.clock import today
from værdig.complaints import deadlines, keys, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.deadlines import Clock
from værdig.complaints.investigations import finding, hearings, queries
from værdig.complaints.investigations.finding import Draft
from værdig.complaints.investigations.hearings import Questions
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case, CaseClock, Hearing
from værdig.complaints.states import State

WHO = {"name": "Navnløs Nielsen", "phone": "12 34 56 78", "email": "navnlos@example.dk"}
QUESTIONS = "Hvorfor gik der otte uger, før der kom et svar?"


def investigated(
    ready: Any, *, consent: str = "", reader: Reader = Reader.BORGERRAADGIVER, **more: Any
) -> tuple[Case, str]:
    """Return a case that the borgerraadgiver investigates, with one klagepunkt, and its code."""
    case, code = received(reader=reader, identity=WHO, **more)
    if reader is Reader.MANAGEMENT:
        service.share_with_borgerraadgiver(case.id, citizen_keys(case, code))
    if consent:
        service.give_consent(case.id, citizen_keys(case, code), consent, CITIZEN)
    service.move(case.id, hers(case, ready), State.UNDERSOEGELSE, BR, "Det skal undersøges.")
    if reader is Reader.BORGERRAADGIVER:
        service.add_point(
            case.id, hers(case, ready), BR, theme="complaints.manglende_svar", unit="jobcenter", formality="formalitet"
        )
    return again(case), code


def hers(case: Case, ready: Any) -> Keys:
    """Open a case as the borgerraadgiver."""
    return keys.open_for(again(case), Reader.BORGERRAADGIVER, ready())


def ask(case: Case, ready: Any, text: str = QUESTIONS, **more: Any) -> bool:
    """Send a hearing, about the case unless `general` is given."""
    wanted = {"unit": "jobcenter", "until": deadlines.count(Clock.HOERINGSSVAR, today()).due, "general": False}
    token = more.pop("token", None)
    return hearings.send_hearing(
        case.id, hers(case, ready), Questions(text=text, **{**wanted, **more}), BR, token=token
    )


def hearing_of(case: Case) -> Hearing:
    """Return the last hearing of a case."""
    found = queries.latest(again(case))
    assert found is not None
    return found.hearings[-1]


def send_on(case: Case, ready: Any, until: date | None = None) -> None:
    """Send the citizen the answer to comment on."""
    when = until or deadlines.count(Clock.BEMAERKNINGER, today()).due
    hearings.ask_comments(case.id, hers(case, ready), "Afdelingen skriver: Vi beklager.", when, BR)


def written(case: Case, word: str = "Kritisabelt", **more: Any) -> Draft:
    """Return a finding in which nothing is missing."""
    texts = {"facts": "Otte uger.", "assessment": "For længe.", "reasons": "God skik.", "conclusion": "Svar hurtigere."}
    return Draft(**{**texts, "words": {point.id: word for point in again(case).points}, **more})


def finish(case: Case, ready: Any, word: str = "Kritisabelt", **more: Any) -> None:
    """Write the finding and send it."""
    hearings.begin_draft(case.id, BR)
    finding.keep(case.id, hers(case, ready), written(case, word), BR)
    finding.send(case.id, hers(case, ready), BR, **more)


def timer(case: Case, kind: Clock) -> CaseClock:
    """Return the last clock of a kind."""
    return [row for row in again(case).clocks if row.kind == kind][-1]
