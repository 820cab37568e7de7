"""The days a round may take answers on: no slip of the finger makes a round that can never be closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from surveys.rounds import HALF_YEAR, open_round, planned_round

from værdig.clock import HalfYear
from værdig.db import db
from værdig.errors import UserError
from værdig.surveys import queries, service, windows
from værdig.surveys.commands import round_group
from værdig.surveys.models import Design, State

LATEST = date(2021, 9, 30)
TOLD = "Sidste dag kan senest være den 30. september 2021."
ABSURD = [date(2021, 10, 1), date(2062, 12, 20), date.max]

half_years = st.builds(HalfYear, st.integers(1990, 2199), st.sampled_from([1, 2]))
days = st.dates()


@given(half_years, days)
def test_a_last_day_is_taken_up_to_three_months_after_its_half_year_and_never_later(
    half_year: HalfYear, day: date
) -> None:
    latest = windows.latest_last_day(half_year)
    assert (latest + timedelta(days=1)).day == 1
    assert timedelta(days=90) <= latest - half_year.end <= timedelta(days=92)
    assert (windows.why_not_last(half_year, day) == "") == (day <= latest)


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        (date(2026, 9, 30), ["2026H1", "2026H2", "2027H1"]),
        (date(2026, 10, 1), ["2026H2", "2027H1"]),
        (date(2027, 3, 31), ["2026H2", "2027H1", "2027H2"]),
        (date(2027, 4, 1), ["2027H1", "2027H2"]),
    ],
)
def test_no_half_year_is_offered_after_its_last_possible_day(day: date, offered: list[str]) -> None:
    assert [half.code for half in windows.still_possible(day)] == offered


def test_the_page_for_a_new_round_offers_what_can_still_be_answered(
    staff: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2026-11-22 12:00")
    page = staff("leder").get("/stab/runder/ny")
    assert [option["value"] for option in page.soup.select("#half_year option")] == ["", "2026H2", "2027H1"]


def test_a_half_year_that_has_a_round_says_so_and_one_that_has_every_kind_is_not_offered(
    staff: Callable[..., Any], freeze: Callable[[str], Any], within: Callable[..., Any]
) -> None:
    freeze("2026-11-22 12:00")
    half = HalfYear(2026, 2)
    window = {"opens_on": date(2026, 11, 22), "closes_on": date(2026, 12, 20)}
    within(lambda: service.create_round(half, Design.CENSUS, **window))
    leder = staff("leder")
    options = [option.text for option in leder.get("/stab/runder/ny").soup.select("#half_year option")]
    assert options == ["Vælg halvår", "2. halvår 2026 (har allerede »Alle i målgrupperne«)", "1. halvår 2027"]
    within(lambda: service.create_round(half, Design.AFTER_CONVERSATION, **window))
    page = leder.get("/stab/runder/ny")
    assert [option.text for option in page.soup.select("#half_year option")] == ["Vælg halvår", "1. halvår 2027"]
    page = page.submit({})
    assert ["Halvår" in page.errors[0], "Sidste dag" in page.errors[-1]] == [True, True], "in the order of the page"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (24, ""),
        (25, "kun 6 dage til at svare, i dag talt med: Sidste dag er den 30. april"),
        (30, "er i dag, den 30. april"),
    ],
)
def test_few_days_left_are_told_today_counted(day: int, told: str) -> None:
    left = windows.few_days_left(date(2021, 4, 30), date(2021, 4, day))
    assert told in left
    assert bool(left) == bool(told)


def test_a_round_with_few_days_left_is_opened_only_after_a_yes(
    staff: Callable[..., Any], within: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-30 10:00")
    round_id = within(planned_round)
    page = staff("leder").get(f"/stab/runder/{round_id}/aabn")
    assert "Rundens sidste dag er i dag, den 30. april 2021." in page.text
    page = page.submit()
    assert "Sæt kryds" in page.errors[0]
    assert within(lambda: queries.round_by_id(round_id)).state == State.PLANNED
    assert "Runden er åben." in page.submit({"anyway": "y"}).follow().text


def test_a_round_with_time_enough_is_opened_without_another_question(
    staff: Callable[..., Any], within: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-24 10:00")
    round_id = within(planned_round)
    page = staff("leder").get(f"/stab/runder/{round_id}/aabn")
    assert "Få dage" not in page.text
    assert "Runden er åben." in page.submit().follow().text


def test_a_round_whose_last_day_has_gone_is_not_opened_on_the_page(
    staff: Callable[..., Any], within: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-30 21:30")
    round_id = within(planned_round)
    old_tab = staff("leder").get(f"/stab/runder/{round_id}/aabn")
    freeze("2021-04-30 22:10")  # past midnight in Denmark
    assert any("er gået. Ret planen" in error for error in old_tab.submit().errors)
    page = staff("leder").get(f"/stab/runder/{round_id}/aabn")
    assert not page.soup.select("main form")
    page = page.click("Ret dage og slags").submit({"closes_on": "1.6.2021"}).follow()
    assert "Runden er åben." in page.click("Åbn runden").submit().follow().text


@given(half_years, days)
def test_a_first_day_lies_in_its_half_year_or_soon_after_and_leaves_room_for_a_last_one(
    half_year: HalfYear, day: date
) -> None:
    fits = windows.why_not_first(half_year, day) == ""
    assert fits == (half_year.start <= day <= half_year.end + timedelta(days=60))
    assert not fits or windows.why_not_last(half_year, day + timedelta(days=28)) == ""


@given(half_years, days, days)
def test_a_last_day_is_moved_only_to_one_that_is_later_and_could_have_been_planned(
    half_year: HalfYear, promised: date, day: date
) -> None:
    moved = windows.why_not_moved(half_year, promised, day) == ""
    assert moved == (promised < day <= windows.latest_last_day(half_year))


@pytest.mark.parametrize("day", ABSURD)
def test_a_round_that_would_end_too_late_is_neither_planned_nor_moved_there(context: Flask, day: date) -> None:
    with pytest.raises(UserError, match=TOLD):
        service.create_round(HALF_YEAR, Design.CENSUS, date(2021, 4, 1), day)
    round_id = open_round()
    with pytest.raises(UserError, match=TOLD):
        service.postpone(round_id, day)
    assert queries.round_by_id(round_id).closes_on == date(2021, 4, 30)
    service.postpone(round_id, LATEST)
    assert queries.round_by_id(round_id).closes_on == LATEST


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2021, 8, 30)])
def test_a_round_that_would_begin_outside_its_half_year_is_not_planned(context: Flask, day: date) -> None:
    with pytest.raises(UserError, match=r"fra den 1\. januar 2021 til den 29\. august 2021"):
        service.create_round(HALF_YEAR, Design.CENSUS, day, LATEST)


@pytest.mark.parametrize("typed", ["1.4.2027", "20.12.2062", "31.12.9999"])
def test_the_page_for_a_new_round_names_the_latest_day(
    staff: Callable[..., Any], freeze: Callable[[str], Any], typed: str
) -> None:
    freeze("2026-11-21 12:00")
    window = {"half_year": "2026H2", "design": "census", "opens_on": "19.11.2026", "closes_on": typed}
    page = staff("leder").get("/stab/runder/ny").submit(window)
    assert ["senest være den 31. marts 2027" in error for error in page.errors] == [True]
    assert page.form().values["closes_on"] == typed


@pytest.mark.parametrize("typed", ["1.10.2021", "20.12.2062", "31.12.9999"])
def test_the_page_that_moves_the_last_day_names_the_latest(
    staff: Callable[..., Any], within: Callable[..., Any], typed: str
) -> None:
    round_id = within(open_round)
    page = staff("leder").get(f"/stab/runder/{round_id}/frist")
    assert "højst til den 30. september 2021" in page.text
    assert "Ingen kan læse et svar før" in page.text
    page = page.submit({"closes_on": typed})
    assert [TOLD in error for error in page.errors] == [True]
    assert page.form().values["closes_on"] == typed
    assert page.form().values["confirmed"] == ""


@pytest.mark.parametrize(
    "words",
    [("open", "2021H1", "--closes-on", "2062-12-20"), ("postpone", "2021H2", "9999-12-31")],
)
def test_the_command_line_refuses_it_too(context: Flask, words: tuple[str, ...]) -> None:
    open_round(half_year=HalfYear(2021, 2))
    db.session.remove()
    with pytest.raises(UserError, match="Sidste dag kan senest være den"):
        CliRunner().invoke(round_group, words, catch_exceptions=False)
    db.session.remove()
    assert [each.closes_on for each in queries.rounds()] == [date(2021, 10, 30)]


def test_before_opening_the_page_tells_both_days_and_that_the_last_is_only_moved_to_later(
    staff: Callable[..., Any], within: Callable[..., Any]
) -> None:
    round_id = within(planned_round)
    text = staff("leder").get(f"/stab/runder/{round_id}/aabn").text
    assert "Første dag 1. april 2021" in text
    assert "Sidste dag 30. april 2021" in text
    assert "Den kan kun flyttes til en senere dag, højst til den 30. september 2021." in text
    assert "Runden kan tidligst lukkes den 1. maj 2021." in text
