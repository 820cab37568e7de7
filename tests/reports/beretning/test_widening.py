"""Her report tells of the whole municipality where all its compared periods can be told of it; else of the jobcentre alone, and says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from reports.beretning.conftest import made

from værdig.db import transaction
from værdig.municipality.service import put
from værdig.reports.beretning.material import Told, gathered
from værdig.reports.beretning.spans import Span

ELSEWHERE = "Borgerservice"


@pytest.fixture
def listed(context: Flask, freeze: Callable[[str], Any]) -> None:
    """A municipality that lists a part beside the jobcentre; seven cases about the jobcentre in each of three half-years."""
    freeze("2021-08-23 09:00")
    with transaction():
        put("other_units", [ELSEWHERE], date(2019, 1, 1))
    for year, month in ((2020, 3), (2020, 9), (2021, 3)):
        made(year, month, {"manglende_svar": 7})


def cases_of(told: Told) -> list[int | None]:
    every = [told.now, *told.before.values()]
    return [one.tables["complaints.type"].total.n for one in every]


def test_all_parts_are_told_of_where_every_period_can_be(listed: None) -> None:
    for year, month in ((2020, 3), (2020, 9), (2021, 3)):
        made(year, month, {"vejledning": 5}, unit=ELSEWHERE)
    told = gathered(Span.parse("2021H1"), "b1")
    assert cases_of(told) == [12, 12, 12]
    assert told.now.only == ""
    assert {row.label: row.n for row in told.now.tables["complaints.unit"].rows}["Jobcentret"] == 7
    assert len(told.releases) > 0


def test_one_period_with_a_handful_elsewhere_leaves_all_of_them_to_the_jobcentre(listed: None) -> None:
    """A rise from one part to the whole municipality would be no rise at all."""
    made(2021, 3, {"vejledning": 5}, unit=ELSEWHERE)
    told = gathered(Span.parse("2021H1"), "b1")
    assert cases_of(told) == [7, 7, 7]
    assert "for få sager om resten" in told.now.only
    assert "complaints.unit" not in told.now.tables


def test_a_year_from_july_is_both_its_halves_of_all_parts(listed: None) -> None:
    for year, month in ((2020, 9), (2021, 3)):
        made(year, month, {"vejledning": 5}, unit=ELSEWHERE)
    for year, month in ((2019, 9), (2020, 3)):
        made(year, month, {"vejledning": 6}, unit=ELSEWHERE)
    made(2019, 9, {"manglende_svar": 7})
    told = gathered(Span.parse("2020J"), "b1")
    assert cases_of(told) == [24, 26]


def test_where_no_other_part_is_listed_nothing_is_said_of_it(cases: None) -> None:
    told = gathered(Span.parse("2021H1"), "b1")
    assert told.now.only == ""
    assert "complaints.unit" not in told.now.tables
