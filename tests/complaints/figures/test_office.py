"""The whole municipality's figures: what they add up to, what they hide, and that no subtraction gives a hidden number away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from complaints.given import BOSS, BR, received, see_again
from flask import Flask

from værdig import disclosure
from værdig.clock import HalfYear
from værdig.complaints import queries, service
from værdig.complaints.figures.reading import universe, universe_elsewhere
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.db import current_tenant, db, transaction
from værdig.disclosure.evidence import Cells, Release, Statement
from værdig.disclosure.exact import as_unsaid, audit, promised
from værdig.errors import SettingsError, UserError
from værdig.municipality.service import put

SPRING, AUTUMN = HalfYear(2021, 1), HalfYear(2021, 2)
ELSEWHERE = "Borgerservice"


@pytest.fixture
def office(context: Flask, freeze: Any) -> None:
    """A municipality that lists another part than its jobcentre, in the year after the figures'."""
    freeze("2022-02-01T09:00")
    with transaction():
        put("other_units", [ELSEWHERE, "Børn og familie"], datetime(2020, 1, 1, tzinfo=UTC).date())


def cases(count: int, unit: str = "jobcenter", month: int = 3, type_: str = "klage_over_sagsbehandling") -> list[Case]:
    at = datetime(2021, month, 1, 9, tzinfo=UTC)
    return [received(reader=Reader.MANAGEMENT, at=at, unit=unit, type=type_)[0] for _number in range(count)]


def hers() -> Case:
    """Return a case that was sent to the borgerraadgiver."""
    return received(at=datetime(2021, 3, 1, 9, tzinfo=UTC))[0]


def rows(found: queries.OfficeFigures, table: str) -> dict[str, int | None]:
    return {row.label: row.n for row in found.clearing.table(table).rows}


def total(found: queries.OfficeFigures) -> int | None:
    return found.clearing.table("complaints.type").total.n


def shown_to(audience: str, clearing: disclosure.Clearing) -> None:
    disclosure.record(clearing, disclosure.Occasion(purpose="report", audience=audience))


def test_the_whole_municipality_is_the_jobcentre_and_every_other_part(office: None) -> None:
    cases(8)
    cases(6, ELSEWHERE)
    cases(5, "Børn og familie")
    found = queries.office_figures("2021H1")
    assert (total(found), found.whole, found.why) == (19, True, "")
    assert rows(found, "complaints.unit") == {"Jobcentret": 8, ELSEWHERE: 6, "Øvrige": 5}
    assert "Børn og familie" in " ".join(found.clearing.table("complaints.unit").notes)
    assert queries.figures(SPRING).clearing.table("complaints.type").total.n == 8, "only employment enters its report"


def test_parts_with_a_handful_are_told_together(office: None) -> None:
    cases(8)
    cases(4, ELSEWHERE)
    cases(2, "Børn og familie")
    found = queries.office_figures("2021H1")
    assert total(found) == 14
    assert rows(found, "complaints.unit") == {"Jobcentret": 8, "Resten af kommunen": 6}


@pytest.mark.parametrize("others", [0, 1, 4])
def test_too_few_about_other_parts_leave_the_jobcentres_figures_alone_and_say_so(office: None, others: int) -> None:
    """Nought, one or four: nobody can tell which from what is shown."""
    cases(8)
    cases(others, ELSEWHERE)
    found = queries.office_figures("2021H1")
    assert (total(found), found.whole) == (8, False)
    assert "for få sager om resten" in found.why
    assert rows(found, "complaints.unit") == {}
    assert {each.id: each.value for each in found.administration}["complaints.first_answer_late"] == 8


def test_where_there_is_only_the_jobcentre_its_figures_are_the_whole(context: Flask, freeze: Any) -> None:
    freeze("2022-02-01T09:00")
    cases(8)
    found = queries.office_figures("2021H1")
    assert (total(found), found.whole, found.why) == (8, True, "")


def test_a_year_is_the_sum_of_its_shown_halves(office: None) -> None:
    cases(8)
    cases(7, month=9)
    cases(6, ELSEWHERE)
    cases(5, ELSEWHERE, month=10)
    found = queries.office_figures("2021")
    assert total(found) == 26
    assert rows(found, "complaints.unit") == {"Jobcentret": 15, "Resten af kommunen": 11} or rows(
        found, "complaints.unit"
    ) == {"Jobcentret": 15, ELSEWHERE: 11}
    assert {each.id: each.value for each in found.administration}["complaints.first_answer_late"] == 26


def test_a_year_with_a_hidden_half_is_hidden(office: None) -> None:
    cases(8)
    cases(2, month=9)
    found = queries.office_figures("2021")
    assert total(found) is None
    assert found.points is None
    assert "complaints.first_answer_in_time" not in {each.id for each in found.administration}


def test_what_is_no_period_is_said_in_danish(office: None) -> None:
    with pytest.raises(UserError):
        queries.office_figures("2021Q1")


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ({"klage_over_sagsbehandling": 9, "klage_over_optraeden": 2}, {"klage_over_sagsbehandling": 6, "klage_over_optraeden": 7}),
        ({"klage_over_sagsbehandling": 7, "klage_over_afgoerelse": 4}, {"klage_over_afgoerelse": 3}),
    ],
)  # fmt: skip
def test_nobody_can_subtract_one_report_from_the_other(
    office: None, own: dict[str, int], others: dict[str, int]
) -> None:
    """The committee's report came first; with the council's in the other hand she looks for what both hide."""
    for unit, numbers in (("jobcenter", own), (ELSEWHERE, others)):
        for type_, number in numbers.items():
            cases(number, unit, type_=type_)
    first = queries.figures(SPRING)
    shown_to("udvalget", first.clearing)
    second = queries.office_figures("2021H1")
    mine = [each for each in first.clearing.releases if each.universe == universe(SPRING)]
    other = [each for each in second.clearing.releases if each.universe == universe_elsewhere(SPRING)]
    read = [*mine, *map(as_unsaid, other), as_read(second)]
    broken = [found for found in audit(read, promised(read), whole=True) if not found.holds]
    assert not broken, [(found.target.label, found.low, found.high) for found in broken]


def as_read(found: queries.OfficeFigures) -> Release:
    """Return what somebody reads in the whole municipality's tables of types, as a release that the audit understands."""
    whole = f"office:{current_tenant()}:2021H1"
    tables = [found.clearing.table("complaints.type")]
    if not found.whole:
        return Release(universe=whole, unit="cases")
    statements = []
    for table in tables:
        cells = [(row.n, Cells(universe=whole, axes=table.axes, members=row.members)) for row in table.rows]
        cells.append((table.total.n, Cells(universe=whole)))
        statements += [Statement(cells=cell, low=n, high=n) for n, cell in cells if n is not None]
    return Release(
        universe=whole, unit="cases", parts=(universe(SPRING), universe_elsewhere(SPRING)), statements=tuple(statements)
    )


def test_a_second_report_on_another_day_counts_as_the_first_did(office: None, freeze: Any) -> None:
    cases(8)
    cases(6, ELSEWHERE)
    first = queries.figures(SPRING)
    shown_to("udvalget", first.clearing)
    freeze("2022-03-01T09:00")
    assert queries.office_figures("2021H1").as_of == first.as_of


# --- which part a case is about ---


def test_the_borgerraadgiver_notes_which_part_a_case_is_about(office: None, br: Any) -> None:
    case = hers()
    page = br.get(f"/stab/indbakke/{case.id}/type")
    page.submit({"type": case.type, "unit": ELSEWHERE}, form="Gem")
    see_again()
    assert db.session.get_one(Case, case.id).unit == ELSEWHERE


def test_nobody_is_asked_where_no_other_part_is_listed(br: Any) -> None:
    case = hers()
    assert "Hvilken del af kommunen" not in br.get(f"/stab/indbakke/{case.id}/type").text


def test_an_unknown_part_and_the_management_are_refused(office: None, ready: Any) -> None:
    case = hers()
    with pytest.raises(UserError, match="listen"):
        service.place(case.id, "Månen", BR)
    own, _code = received(reader=Reader.MANAGEMENT, at=datetime(2021, 3, 1, 9, tzinfo=UTC))
    with pytest.raises(UserError, match="borgerrådgiveren"):
        service.place(own.id, ELSEWHERE, BOSS)


def test_once_figures_are_shown_a_case_stays_where_it_is(office: None, ready: Any) -> None:
    cases(7)
    case = hers()
    shown_to("udvalget", queries.figures(SPRING).clearing)
    with pytest.raises(UserError, match="allerede vist"):
        service.place(case.id, ELSEWHERE, BR)
    assert queries.figures(SPRING).clearing.table("complaints.type").total.n == 8


def test_names_of_parts_are_checked(context: Flask) -> None:
    for wrong in (["Borgerservice", "borgerservice"], ["  "], ["x" * 61], ["jobcenter"]):
        with pytest.raises(SettingsError), transaction():
            put("other_units", wrong, datetime(2020, 1, 1, tzinfo=UTC).date())
