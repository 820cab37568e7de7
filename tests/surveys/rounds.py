"""Rounds and answers for the tests of surveys: an open round, codes of it, and people who answer."""

from __future__ import annotations

from collections.abc import Sequence

from værdig.clock import HalfYear
from værdig.surveys import answering, service
from værdig.surveys.models import Design
from værdig.surveys.orders import CodeOrder, Group

HALF_YEAR = HalfYear(2021, 1)
TYPE = "pynt.hvor_tit"
"""The way of asking that the fixture `offering` offers."""
GROUPS = (
    Group("dagpenge", "Dagpenge", 40),
    Group("sygedagpenge", "Sygedagpenge", 30),
    Group("revalidering", "Revalidering", 4),
)


def planned_round(groups: Sequence[Group] = GROUPS, half_year: HalfYear = HALF_YEAR) -> str:
    """Plan a census round of a half-year, in its fourth month, and return its id."""
    opens_on = half_year.start.replace(month=half_year.start.month + 3)
    return service.create_round(half_year, Design.CENSUS, opens_on, opens_on.replace(day=30), asked=groups)


def open_round(groups: Sequence[Group] = GROUPS, half_year: HalfYear = HALF_YEAR) -> str:
    """Plan and open a round and return its id."""
    round_id = planned_round(groups, half_year)
    service.open_round(round_id)
    return round_id


def codes_for(round_id: str, group: str | None, number: int, length: str | None = None) -> list[str]:
    """Make codes for one group and length, also more than were said to be invited."""
    made = service.issue_codes(round_id, [CodeOrder(group, length, number)], more_invited=True)
    return [each.code for each in made]


def send(code: str, **given: object) -> None:
    """Answer some questions with a code and send."""
    for question, value in given.items():
        answering.answer(code, question, value)
    answering.send(code)
