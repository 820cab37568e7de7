"""A citizen's requests as her own page shows them: how far each is, by when she hears, and how the date was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from værdig.clock import today
from værdig.complaints.deadlines import weekday_date
from værdig.complaints.insight import queries, rules, wording
from værdig.complaints.insight.rules import Asked, Duty, State
from værdig.complaints.keys import Keys
from værdig.complaints.models import Case, InsightRequest
from værdig.complaints.reading import words_of
from værdig.i18n import _


@dataclass(frozen=True)
class Own:
    """One request: what, how far, when it came, her words, its dates, and whether there is a copy for her to fetch."""

    id: str
    title: Any
    state: Any
    is_open: bool
    came: str
    words: str
    dates: list[tuple[Any, str, str]]
    is_late: bool
    has_copy: bool


def own(case: Case, keys: Keys) -> list[Own]:
    """Return the requests of a case as its citizen sees them, newest first."""
    return [_own(row, keys) for row in queries.of_case(case)]


def _own(row: InsightRequest, keys: Keys) -> Own:
    is_open = row.answered is None
    return Own(
        row.id, wording.CITIZEN_ASKED[Asked(row.asked)], wording.CITIZEN_STATES[State(row.state)], is_open,
        weekday_date(row.asked_on), words_of(keys, row.part, "case_insight", "wish", row.id, row.wish),
        _dates(row) if is_open else [], is_open and queries.promised(row) < today(), row.copy is not None,
    )  # fmt: skip


def _dates(row: InsightRequest) -> list[tuple[Any, str, str]]:
    dates = [
        (rules.RULES[Duty(each.duty)].citizen, weekday_date(each.due), each.basis) for each in queries.shown_clocks(row)
    ]
    told = queries.promised(row)
    if told != queries.answer_clock(row).due:
        dates.append((_("Ny dato for svaret"), weekday_date(told), _("Den står i det brev, vi har skrevet til dig.")))
    return dates
