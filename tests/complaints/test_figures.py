"""Figures: three counts apart, cases as the unit, the office's own acts always shown, and nothing small let through."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from complaints.given import BOSS, BR, received
from flask import Flask

from værdig import disclosure
from værdig.clock import HalfYear
from værdig.complaints import keys, queries, service
from værdig.complaints.figures.judged import formality_of, method_of, result_of
from værdig.complaints.figures.reading import universe
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.states import State
from værdig.db import db, tenant, transaction
from værdig.disclosure import ledger
from værdig.hooks import switches

SPRING = HalfYear(2021, 1)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2021, month, day, hour, tzinfo=UTC)


def made(
    count: int, month: int = 3, themes: tuple[str, ...] = ("complaints.manglende_svar",), **more: Any
) -> list[Case]:
    """Receive cases on one day, answer each the next, and give each a klagepunkt per theme."""
    cases = []
    for _number in range(count):
        case, code = received(reader=Reader.MANAGEMENT, at=at(month, 1), **more)
        opened = keys.open_with_code(case, code)
        service.answer(case.id, opened, "Tak.", BOSS, at=at(month, 2))
        for number, theme in enumerate(themes):
            filed = {"theme": theme, "unit": "jobcenter", "formality": "formalitet"}
            service.add_point(case.id, opened, BOSS, **filed, summary=f"Punkt {number}.")
        cases.append(case)
    return cases


def rows(found: queries.ComplaintFigures, table: str) -> dict[str, int]:
    return {row.label: row.n or 0 for row in found.clearing.table(table).rows}


def administration(found: queries.ComplaintFigures) -> dict[str, int]:
    return {count.id.removeprefix("complaints."): count.value for count in found.administration}


def test_contacts_cases_and_klagepunkter_are_counted_apart(context: Flask) -> None:
    made(8, themes=("complaints.manglende_svar", "complaints.optraeden"))
    for _number in range(6):
        service.count_contact(
            office=Reader.MANAGEMENT, type="vejledning", channel="telefon", theme=None, day=at(3, 1).date()
        )
    found = queries.figures(SPRING)
    assert found.clearing.table("complaints.type").total.n == 8
    assert found.clearing.table("complaints.contact_type").total.n == 6
    assert found.points == 16


def test_a_cell_is_cases_and_never_klagepunkter(context: Flask) -> None:
    made(6, themes=("complaints.manglende_svar", "complaints.sagsbehandlingstid"))
    made(6, themes=("complaints.optraeden",))
    made(5, themes=("complaints.tilbud",))
    found = queries.figures(SPRING)
    assert rows(found, "complaints.principle")["Rettidighed"] == 6, "twelve klagepunkter, six cases"
    assert found.points == 23


def test_type_and_theme_are_told_apart_under_the_tables(context: Flask) -> None:
    """Seven complaints over conduct and five with a point of respect are both right: the tables say what each counts."""
    tables = {table.id for table in queries.figures(SPRING).clearing}
    assert set(queries.EXPLAINED) <= tables
    assert "én gang" in str(queries.EXPLAINED["complaints.type"])
    assert "klagepunkt" in str(queries.EXPLAINED["complaints.theme"])


def test_complaints_and_other_cases_are_counted_apart(context: Flask) -> None:
    made(7, type="klage_over_sagsbehandling")
    made(2, type="klage_over_optraeden")
    made(5, type="vejledning", themes=())
    found = queries.figures(SPRING)
    assert rows(found, "complaints.kind") == {"Klager": 9, "Vejledning og andet": 5}
    assert found.clearing.table("complaints.type").total.n == 14


def test_a_handful_that_are_no_complaints_stay_hidden_between_the_two_tables(context: Flask) -> None:
    made(9, type="klage_over_sagsbehandling")
    made(2, type="vejledning", themes=())
    found = queries.figures(SPRING)
    assert rows(found, "complaints.kind") == {}
    assert rows(found, "complaints.type") == {}


def test_principles_that_are_merged_are_named_and_not_their_themes(context: Flask) -> None:
    made(6, themes=("complaints.manglende_svar",))
    made(3, themes=("complaints.sagsbehandlerskift",))
    made(3, themes=("complaints.optraeden",))
    table = queries.figures(SPRING).clearing.table("complaints.principle")
    merged = next(row for row in table.rows if row.state == "merged")
    assert {"Kontinuitet", "Respekt og optræden"} <= set(merged.member_labels)
    assert "Personalets optræden" not in " ".join(table.notes)


def test_a_plug_in_that_is_off_lends_no_theme_to_the_figures(context: Flask) -> None:
    """Its themes come with its being on, or with a case that was filed under one while it was."""
    made(6)
    assert "Åbent hus" not in str(queries.figures(SPRING).clearing)
    with transaction():
        switches.put("vaerdig_eksempel", True, "system")
    assert "Åbent hus" in str(queries.figures(SPRING).clearing)


def test_one_case_with_many_points_is_never_a_shown_cell(context: Flask) -> None:
    made(1, themes=("complaints.optraeden",) * 9)
    found = queries.figures(SPRING)
    for table in found.clearing:
        assert not table.total.shown
        assert table.rows == ()
    assert found.points is None


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_cases_than_the_threshold_are_hidden_and_not_zero(context: Flask, count: int) -> None:
    made(count)
    found = queries.figures(SPRING)
    total = found.clearing.table("complaints.type").total
    assert total.n is None
    assert total.reason


def test_small_themes_are_merged_into_their_principle(context: Flask) -> None:
    made(6, themes=("complaints.manglende_svar",))
    made(3, themes=("complaints.sagsbehandlerskift",))
    made(3, themes=("complaints.gentagne_krav",))
    made(6, themes=("complaints.optraeden",))
    made(5, themes=("complaints.tilbud",))
    shown = rows(queries.figures(SPRING), "complaints.theme")
    assert shown["Kontinuitet"] == 6
    assert "Sagsbehandlerskift og sammenhæng" not in shown


def test_every_number_shown_has_at_least_five_cases_behind_it(context: Flask) -> None:
    made(7, themes=("complaints.manglende_svar",))
    made(5, themes=("complaints.optraeden",), channel="telefon")
    made(2, themes=("complaints.tilbud",), channel="brev", type="klage_over_optraeden")
    for table in queries.figures(SPRING).clearing:
        for row in [*table.rows, table.total]:
            assert row.n is None or row.n >= 5, (table.id, row.label)


def test_late_answers_of_the_whole_office_always_show_and_timely_ones_where_the_cases_are_counted(
    context: Flask,
) -> None:
    case, code = received(reader=Reader.MANAGEMENT, at=at(3, 1))
    service.answer(case.id, keys.open_with_code(case, code), "Undskyld.", BOSS, at=at(3, 20))
    made(1)
    counted = administration(queries.figures(SPRING))
    assert counted["first_answer_late"] == 1
    assert "first_answer_in_time" not in counted, "with those late they would sum up to cases that are hidden"
    assert "first_answer_days" not in counted, "the median of two would tell about one"


def test_a_withdrawn_case_was_answered_neither_in_time_nor_late(context: Flask) -> None:
    made(5)
    case, _code = received(reader=Reader.MANAGEMENT, at=at(3, 1))
    service.withdraw(case.id, at=at(3, 2))
    counted = administration(queries.figures(SPRING))
    assert (counted["first_answer_in_time"], counted["first_answer_late"]) == (5, 0)


def test_answers_in_time_late_and_the_rest_sum_up_to_the_cases(context: Flask) -> None:
    """Withdrawn, waiting and paused cases are the third row; where the number of cases is hidden, so is what sums up to it."""
    made(5)
    case, code = received(reader=Reader.MANAGEMENT, at=at(3, 1))
    service.answer(case.id, keys.open_with_code(case, code), "Undskyld.", BOSS, at=at(3, 20))
    withdrawn, _code = received(reader=Reader.MANAGEMENT, at=at(3, 1))
    service.withdraw(withdrawn.id, at=at(3, 2))
    found = queries.figures(SPRING)
    counted = administration(found)
    assert [counted[f"first_answer_{name}"] for name in ("in_time", "late", "rest")] == [5, 1, 1]
    assert found.clearing.table("complaints.type").total.n == 7
    made(1, month=8)
    assert "first_answer_rest" not in administration(queries.figures(HalfYear(2021, 2)))


def test_the_median_is_in_working_days(context: Flask) -> None:
    made(5)
    (count,) = [c for c in queries.figures(SPRING).administration if c.id == "complaints.first_answer_days"]
    assert (count.value, count.text) == (1, "1 arbejdsdag")


def test_how_it_was_handled_and_how_it_ended(context: Flask) -> None:
    upheld, refused, waiting = made(5), made(5), made(6)
    for case in upheld:
        _finish(case, "delvist_medhold")
    for case in refused:
        _finish(case, "ikke_medhold")
    assert {(method_of(case), result_of(case)) for case in upheld} == {("afdeling", "medhold")}
    assert {(method_of(case), result_of(case)) for case in refused} == {("afdeling", "ikke_medhold")}
    assert {(method_of(case), result_of(case)) for case in waiting} == {("aaben", "uden_udfald")}
    found = queries.figures(SPRING)
    assert rows(found, "complaints.method")["Besvaret af afdelingen"] == 10
    assert sum(rows(found, "complaints.result").values()) == 16


@pytest.mark.parametrize(
    ("held", "counted"),
    [
        ([], "uden"),
        (["formalitet"], "formalitet"),
        (["formalitet", "realitet"], "begge"),
        (["begge"], "begge"),
        (["aktindsigt"], "aktindsigt"),
        (["aktindsigt", "realitet"], "realitet"),
        (["aktindsigt", "formalitet", "realitet"], "begge"),
    ],
)
def test_each_case_is_about_the_form_or_the_substance_or_both(held: list[str], counted: str, context: Flask) -> None:
    (case,) = made(1, themes=())
    opened = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    for formality in held:
        service.add_point(case.id, opened, BOSS, theme="complaints.andet", unit="jobcenter", formality=formality)
    assert formality_of(case) == counted


def test_the_form_and_the_substance_are_counted(context: Flask) -> None:
    made(7)
    for case in made(6, themes=()):
        opened = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
        service.add_point(case.id, opened, BOSS, theme="complaints.andet", unit="jobcenter", formality="realitet")
    found = rows(queries.figures(SPRING), "complaints.formality")
    assert found["Formalitet: sagsbehandling og optræden"] == 7
    assert sum(found.values()) == 13


def _finish(case: Case, outcome: str) -> None:
    opened = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Svar.", at=at(3, 3))
    service.answer(case.id, opened, "Her er svaret.", BOSS, settles=True, at=at(3, 8))
    service.settle_point(case.id, case.points[0].id, BOSS, outcome=outcome)
    service.close(case.id, opened, "Brev.", BOSS, "Færdig.", at=at(3, 9))


def test_criticism_is_an_act_of_the_office_and_shows_even_for_one(ready: Any) -> None:
    case, code = received(at=at(3, 1))
    opened = keys.open_with_code(case, code)
    point = service.add_point(case.id, opened, BR, theme="complaints.optraeden", unit="jobcenter", formality="begge")
    service.settle_point(case.id, point, BR, outcome="kritik")
    assert administration(queries.figures(SPRING))["criticism"] == 1


def test_a_letter_registered_late_counts_where_it_is_registered(context: Flask) -> None:
    told = service.Complaint(story="Et brev", inbox=Reader.MANAGEMENT, channel="brev", received=at(6, 29))
    service.receive(told, "t" * 22, at=at(7, 2))
    assert administration(queries.figures(SPRING))["first_answer_late"] == 0
    assert administration(queries.figures(HalfYear(2021, 2)))["first_answer_late"] == 1


def test_other_departments_and_other_municipalities_are_not_in_the_jobcentres_figures(context: Flask) -> None:
    made(6)
    made(6, unit="anden_enhed")
    with tenant("vallensbaek"):
        made(9)
    assert queries.figures(SPRING).clearing.table("complaints.type").total.n == 6


def test_new_years_eve_belongs_to_the_danish_day(context: Flask) -> None:
    for _number in range(5):
        received(reader=Reader.MANAGEMENT, at=datetime(2021, 6, 30, 22, 30, tzinfo=UTC))  # half past midnight, 1 July
    assert queries.figures(SPRING).clearing.table("complaints.type").total.n is None
    assert queries.figures(HalfYear(2021, 2)).clearing.table("complaints.type").total.n == 5


def test_a_second_count_on_another_day_is_judged_by_the_first(context: Flask, freeze: Any) -> None:
    """Two drafts on different days must not show one case moving: the second is compared with the first, and refused."""
    cases = made(12)
    made(9, themes=("complaints.inddragelse",))
    freeze("2021-07-12 10:00")
    first = queries.figures(SPRING)
    disclosure.record(first.clearing, disclosure.Occasion(purpose="draft", audience="leader", reference="1"))
    assert first.clearing.table("complaints.theme").total.shown
    with transaction():
        db.session.merge(cases[0]).points[0].theme = "complaints.inddragelse"
    freeze("2021-07-20 10:00")
    again = queries.figures(SPRING, earlier=ledger.earlier([universe(SPRING)]))
    assert first.as_of == again.as_of
    assert not any(row.shown for row in again.clearing.table("complaints.theme").rows)
