"""Figures that cannot be are refused with row and reason; figures that hardly can be wait for a tick. Nothing else is touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.errors import UserError
from værdig.hooks.contracts import Observation, ReadFile
from værdig.imports import history, queries, service
from værdig.imports.doubts import doubts_about
from værdig.imports.readers import plausible

TODAY = date(2021, 8, 15)
Read = Callable[..., ReadFile]
Store = Callable[..., str]


@pytest.fixture(autouse=True)
def _now(freeze: Callable[[str], None]) -> None:
    freeze("2021-08-15 10:00")


@pytest.mark.parametrize(
    ("measure", "row", "column", "why"),
    [
        (
            "Antal personer",
            "Albertslund;2021M01;-5",
            "Antal personer",
            "Et antal kan ikke være negativt. Der står »-5«.",
        ),
        ("Antal personer", "Albertslund;2021M01;99.999.999.999", "Antal personer", "større end antallet af mennesker"),
        ("Antal personer", "Albertslund;2099;5", "Antal personer", "2099 er ikke begyndt endnu. Der står »5«."),
        ("Antal personer", "Albertslund;2021M09;5", "Antal personer", "September 2021 er ikke begyndt endnu."),
        (
            "Antal personer",
            "Atlantis;2021M01;5",
            "Område",
            "»Atlantis« er ikke en kommune, en region eller hele landet.",
        ),
        (
            "Andel i job, pct.",
            "Albertslund;2021M01;-0,1",
            "Andel i job, pct.",
            "En procent skal ligge mellem 0 og 100.",
        ),
        (
            "Andel i job, pct.",
            "Albertslund;2021M01;100,1",
            "Andel i job, pct.",
            "En procent skal ligge mellem 0 og 100.",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_row_and_column_and_the_rest_is_kept(
    read: Read, measure: str, row: str, column: str, why: str
) -> None:
    found = read(f"Område;Periode;{measure}\nIshøj;2021M01;7\n{row}\nIshøj;2021M02;8\n")
    assert [each.value for each in found.observations] == ["7", "8"]
    (problem,) = found.problems
    assert (problem.row, problem.column) == (3, column)
    assert why in problem.text


@pytest.mark.parametrize(
    ("measure", "row"),
    [
        ("Antal personer", "Vallensbæk og Ishøj;2021M01;5"),
        ("Antal personer", "RAR Hovedstaden;2021M01;5"),
        ("Antal personer", "Jobcenter Albertslund;2021M08;5"),
        ("Antal personer", "Albertslund;2021;0"),
        ("Ændring i antal personer", "Albertslund;2021M01;-5"),
        ("Vækst, pct.", "Albertslund;2021M01;140"),
        ("Helårspersoner i budgettet", "Albertslund;2022;2.739"),
    ],
)
def test_what_can_be_is_read(read: Read, measure: str, row: str) -> None:
    found = read(f"Område;Periode;{measure}\n{row}\n")
    assert (len(found.observations), found.problems) == (1, [])


@pytest.mark.parametrize(
    ("measure", "row", "why"),
    [
        ("Ændring i antal personer", "Albertslund;2021M01;-5", "Tallet er negativt."),
        ("Vækst, pct.", "Albertslund;2021M01;140", "Tallet er over 100 procent."),
        ("Helårspersoner i budgettet", "Albertslund;2022;2.739", "Perioden er ikke begyndt endnu."),
    ],
)
def test_what_is_odd_but_can_be_is_stored_after_a_tick(
    context: Flask, draft: Callable[..., str], measure: str, row: str, why: str
) -> None:
    draft_id = draft(f"Område;Periode;{measure}\n{row}\n")
    with pytest.raises(UserError, match="Ét tal ser forkert ud"):
        service.confirm(draft_id)
    assert history.latest_run() is None
    run_id = service.confirm(draft_id, checked=True)
    assert history.run_by_id(run_id).counts["total"] == 1


def test_a_jump_to_seven_times_is_held(store: Store, read: Read, context: Flask) -> None:
    store("Tabel: y38a02\nOmråde;Periode;Antal fuldtidspersoner\nAlbertslund;2020Q1;160\nAlbertslund;2020Q2;158,5\n")
    row = "Tabel: y38a02\nOmråde;Periode;Antal fuldtidspersoner\nAlbertslund;2020Q3;1.148,5\n"
    (doubt,) = doubts_about(read(row).observations)
    assert doubt.observation.value == "1148.5"


@pytest.mark.parametrize(
    ("measure", "cell", "held"),
    [
        ("Antal fuldtidspersoner", "1,234", True),
        ("Antal fuldtidspersoner", "1,23", False),
        ("Antal fuldtidspersoner", "0,234", False),
        ("Andel i pct.", "1,234", False),
    ],
)
def test_a_comma_that_may_separate_thousands_is_asked_about(
    context: Flask, read: Read, measure: str, cell: str, held: bool
) -> None:
    doubts = doubts_about(read(f"Område;Periode;{measure}\nAlbertslund;2020Q1;{cell}\n").observations)
    assert [doubt.why for doubt in doubts] == [
        "»1,234« er læst som et tal med tre decimaler. Er kommaet et tusindtegn, skal der stå 1.234."
    ] * held


def _months(values: list[int], year: int = 2020) -> str:
    rows = "".join(f"Albertslund;{year}M{n:02d};{value}\n" for n, value in enumerate(values, start=1))
    return f"Område;Periode;Antal personer\n{rows}"


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(("value", "held"), [(2500, True), (2490, False), (100, True), (101, False), (500, False)])
def test_five_times_its_history_looks_wrong(store: Store, read: Read, value: int, held: bool) -> None:
    store(_months([500] * 12))
    doubts = doubts_about(read(_months([value], 2021)).observations)
    assert bool(doubts) == held
    if held:
        assert "over 5 gange" in doubts[0].why
        assert "(500)" in doubts[0].why


@pytest.mark.usefixtures("context")
def test_a_digit_too_many_inside_a_new_series_looks_wrong_too(read: Read) -> None:
    doubts = doubts_about(read(_months([512, 498, 5100, 505, 499])).observations)
    assert [each.observation.value for each in doubts] == ["5100"]
    assert doubts_about(read(_months([512, 5100])).observations) == []


@pytest.mark.usefixtures("context")
def test_small_numbers_may_jump_and_unknown_is_no_number(store: Store, read: Read) -> None:
    store(_months([1, 1, 1, 1]))
    assert doubts_about(read(_months([10], 2021)).observations) == []
    assert doubts_about(read(_months([0], 2021).replace(";0", ";.")).observations) == []


@pytest.mark.usefixtures("context")
def test_a_plugins_importer_is_held_to_the_same(draft: Callable[..., str]) -> None:
    """It does not tell the row, so area and period say which figure was refused."""
    good = Observation(table="t1", measure="Antal", area="Ishøj", period="2021M01", unit="antal", value="3")
    bad = Observation(table="t1", measure="Antal", area="Ishøj", period="2021M02", unit="antal", value="-3")
    read = service.sifted(ReadFile(observations=[good, bad]))
    assert read.observations == [good]
    (problem,) = read.problems
    assert problem.text == "Et antal kan ikke være negativt. (Ishøj, februar 2021)"
    assert service.sifted(ReadFile(observations=[good])).problems == ()


@pytest.mark.usefixtures("context")
def test_an_area_typed_on_the_page_must_exist(draft: Callable[..., str]) -> None:
    draft_id = draft("Periode;Antal personer\n2021M01;7\n")
    with pytest.raises(UserError, match="»Atlantis« er ikke en kommune"):
        service.confirm(draft_id, area="Atlantis")
    service.confirm(draft_id, area="Ishøj")
    assert queries.series("y01a02", "Antal personer", {}, "Ishøj", "M")


@settings(deadline=None)
@given(
    value=st.decimals(-1000, 1000, places=1),
    unit=st.sampled_from(["personer", "pct.", "", "kr."]),
    measure=st.sampled_from(["Antal", "Ændring i antal"]),
)
def test_every_negative_figure_is_refused_or_held(value: Any, unit: str, measure: str) -> None:
    refused = plausible.wrong_value(str(value), unit, measure)
    held = plausible.odd(str(value), unit, measure, "2021M01", TODAY)
    if value < 0:
        assert refused or held
    if 0 <= value <= 100:
        assert not refused
        assert not held
