"""The files that come with Værdig: what the plans print, copied right, and made-up series that say what they are."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from python_calamine import load_workbook

from værdig.db import tenant
from værdig.hooks.contracts import ReadFile
from værdig.imports import example_files, history, queries, sample
from værdig.imports.readers import jobindsats, kmd_custom_data
from værdig.imports.service import provisional_periods

COPIED = sorted((sample.DATA / "afskrift").rglob("*.csv"))
MADE_UP = sorted((sample.DATA / "eksempel").iterdir())


def read(path: Path) -> ReadFile:
    reader = kmd_custom_data if path.name.startswith("CD_") else jobindsats
    return reader.read(path.read_bytes(), path.name)


def figures(name: str, measure: str = "") -> dict[tuple[str, str, str], Decimal | None]:
    """Return a copied file's figures by (group, area, period), of one measure or the only one."""
    (path,) = [path for path in COPIED if path.name == name]
    return {
        (" ".join(o.where.values()), o.area, o.period): None if o.value is None else Decimal(o.value)
        for o in read(path).observations
        if measure in ("", o.measure)
    }


@pytest.mark.parametrize("path", [*COPIED, *MADE_UP], ids=lambda path: path.name)
def test_every_file_is_read_without_a_problem(path: Path) -> None:
    found = read(path)
    assert found.observations
    assert not found.problems
    assert not found.dropped_columns
    assert all(o.table and o.area and o.measure and o.unit for o in found.observations)


@pytest.mark.parametrize("path", COPIED, ids=lambda path: path.name)
def test_a_copied_file_names_document_and_place_in_it(path: Path) -> None:
    title = read(path).title
    assert title.startswith(("Beskæftigelsesplan", "Beskæftigelsespolitik"))
    assert any(word in title for word in ("afsnit", "Bilag", "kapitel", "tekst"))
    assert "eksempel" not in title.casefold()


@pytest.mark.parametrize("path", MADE_UP, ids=lambda path: path.name)
def test_a_made_up_file_says_so(path: Path) -> None:
    assert "Eksempeldata" in f"{read(path).title} {path.name}"


def test_the_files_try_out_all_encodings_and_shapes() -> None:
    starts = {path.read_bytes()[:3] for path in COPIED}
    assert b"\xef\xbb\xbf" in starts
    assert any(not _is_utf8(path) for path in COPIED)
    assert {path.suffix for path in MADE_UP} == {".json", ".csv", ".xlsx"}


def _is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize(("year", "printed", "added"), [("2017", 2860, 2857), ("2018", 2739, 2739)])
def test_the_budget_is_copied_as_printed_even_where_it_does_not_add_up(year: str, printed: int, added: int) -> None:
    budget = figures("budget_helaarspersoner.csv")
    parts = [value for (group, _area, period), value in budget.items() if group and period == year]
    assert len(parts) == 12
    assert sum(value for value in parts if value is not None) == added
    assert budget["", "Albertslund", year] == printed


def test_the_work_force_adds_up_as_printed() -> None:
    population = figures("befolkning_og_arbejdsstyrke.csv", "Befolkning")
    employed = figures("befolkning_og_arbejdsstyrke.csv", "Beskæftigede")
    unemployed = figures("befolkning_og_arbejdsstyrke.csv", "Bruttoledige")
    outside = figures("befolkning_og_arbejdsstyrke.csv", "Udenfor arbejdsstyrken")
    assert len(population) == 16
    for key, people in population.items():
        parts = [employed[key], unemployed[key], outside[key]]
        assert people is not None
        assert abs(sum(part for part in parts if part is not None) - people) <= 2  # the printed forecast is rounded


def test_the_companies_cooperation_of_july_2017() -> None:
    total = figures("samarbejdsgrad.csv", "Samarbejdsgrad i alt")
    assert total["", "Albertslund", "2017M07"] == Decimal("25.1")
    assert total["", "Hele landet", "2017M07"] == Decimal("25.3")
    assert total["", "Høje-Taastrup", "2017M07"] == Decimal("20.9")
    assert figures("samarbejdsgrad.csv", "Antal virksomheder")["", "Hele landet", "2017M07"] == 181210


def test_the_long_term_supported_of_july_2017_keep_their_gaps() -> None:
    shares = figures("langtidsforsoergede.csv")
    assert shares["", "Albertslund", "2017M07"] == Decimal("25.1")
    assert shares["Kontanthjælp", "Albertslund", "2017M07"] == Decimal("47.9")
    gaps = {(group, area) for (group, area, _period), value in shares.items() if value is None}
    after = "Ydelser efter endt dagpengeret"
    before = "Forrevalidering"
    assert gaps == {
        (after, "Hvidovre"),
        (after, "Ishøj"),
        (after, "Rødovre"),
        (before, "Høje-Taastrup"),
        (before, "Rødovre"),
    }
    assert figures("langtidsforsoergede_antal.csv")["", "Albertslund", "2017M07"] == 582


def test_vallensbaek_and_ishoej_add_up_as_printed() -> None:
    people = figures("tabel_1.csv", "Antal personer")
    for period, total in (("2020M02", 1139), ("2020M06", 1499)):
        parts = [value for (group, _area, at), value in people.items() if group and at == period]
        assert sum(value for value in parts if value is not None) == total
        assert people["", "Vallensbæk og Ishøj", period] == total
    insured = figures("bilag_1_dagpenge.csv")
    assert insured["", "Vallensbæk og Ishøj", "2020M06"] == 1029
    by_month = figures("dagpenge_og_sygedagpenge.csv")
    assert by_month["A-dagpenge", "Vallensbæk", "2020M07"] + by_month["A-dagpenge", "Ishøj", "2020M07"] == 1029  # type: ignore[operator]


def test_the_benchmark_of_2022() -> None:
    assert figures("benchmark.csv", "Placering på benchmarkranglisten") == {
        ("", "Albertslund", "2022QMAT02"): Decimal(72)
    }
    over = figures("benchmark.csv", "Forskel mellem faktisk og forventet antal ydelsesmodtagere")
    assert over == {("", "Albertslund", "2022QMAT02"): Decimal(40)}


def test_the_made_up_files_are_written_the_same_every_time(tmp_path: Path) -> None:
    example_files.write_all(tmp_path)
    assert [path.name for path in sorted(tmp_path.iterdir())] == [path.name for path in MADE_UP]
    for path in MADE_UP:
        written = tmp_path / path.name
        if path.suffix == ".xlsx":
            assert _cells(written) == _cells(path)
        else:
            assert written.read_bytes() == path.read_bytes()


def _cells(path: Path) -> list[list[object]]:
    with load_workbook(str(path)) as workbook:
        return [row for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python()]


def test_the_made_up_files_have_gaps_and_the_newest_quarter_is_provisional() -> None:
    found = {path.name: read(path) for path in MADE_UP}
    assert any(o.value is None for each in found.values() for o in each.observations)
    marked = {name: provisional_periods(each) for name, each in found.items() if not name.startswith("CD_")}
    assert marked.pop("01_y01a02_a-dagpenge.json") == ["2021Q3"]
    assert set(map(tuple, marked.values())) == {("2021Q4",)}


def test_the_example_is_imported_by_the_real_importers_and_only_once(context: Flask, store: Callable[..., str]) -> None:
    sample.load(None)
    found, _pages = history.runs()
    assert {run.kind for run in found} == {"afskrift", "eksempel"}
    count = history.latest_run().number  # type: ignore[union-attr]
    sample.load(None)
    assert history.latest_run().number == count  # type: ignore[union-attr]
    with tenant("vallensbaek"):
        (first, last) = queries.series("y01a02", "Antal fuldtidspersoner", {}, "Vallensbæk og Ishøj", "M")
        assert (first.value, last.value) == (622, 1029)
        assert last.provenance[0].label.startswith("Afskrift: Beskæftigelsesplan 2021, Jobcenter Vallensbæk")


def test_the_example_shows_a_revision_and_a_provisional_quarter(context: Flask) -> None:
    sample.load(None)
    insured = {p.period: p for p in queries.series("y01a02", "Antal fuldtidspersoner", {}, "Albertslund", "Q")}
    assert list(insured) == list(example_files.QUARTERS)
    assert len(insured["2021Q3"].earlier) == 1
    assert insured["2021Q3"].earlier[0].value != insured["2021Q3"].value
    assert insured["2021Q4"].provisional
    assert not insured["2021Q3"].provisional
    assert all(point.provenance[0].is_example for point in insured.values())
