"""Series, their origin, sums over areas, and what there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from værdig.errors import UserError
from værdig.imports import queries
from værdig.imports.models import Kind

Store = Callable[..., str]
pytestmark = pytest.mark.usefixtures("context")

PARTS = ("Vallensbæk", "Ishøj")
FILE = (
    "Area;Periode;Køn;Antal personer;Andel i pct.\n"
    "Vallensbæk;2021Q1;Køn i alt;200;3,2\nVallensbæk;2021Q2;Køn i alt;322;4,1\nVallensbæk;2021Q3;Køn i alt;.;4\n"
    "Ishøj;2021Q1;Køn i alt;423;4,8\nIshøj;2021Q2;Køn i alt;707;6,8\nIshøj;2021Q3;Køn i alt;500;5\nIshøj;2021Q4;Køn i alt;480;5\n"
    "Ishøj;2021Q1;Kvinder;200;4\nIshøj;2021;Køn i alt;525;5\n"
)


def test_a_series_is_in_time_order_whatever_the_file_was(store: Store) -> None:
    store(
        "Area;Periode;Antal personer\n"
        + "".join(f"Ishøj;{code};1\n" for code in ("2021M11", "2020M12", "2021M02", "2021M10"))
    )
    assert [p.period for p in queries.series("y01a02", "Antal personer", {}, "Ishøj", "M")] == [
        "2020M12", "2021M02", "2021M10", "2021M11",
    ]  # fmt: skip


def test_a_series_is_one_group_one_place_one_sort_of_period(store: Store) -> None:
    store(FILE)
    total = queries.series("Y01A02", "Antal personer", {}, "Ishøj Kommune", "Q")
    assert [(p.period, p.value) for p in total] == [
        ("2021Q1", Decimal(423)), ("2021Q2", Decimal(707)), ("2021Q3", Decimal(500)), ("2021Q4", Decimal(480)),
    ]  # fmt: skip
    women = queries.series("y01a02", "Antal personer", {"Køn": "Kvinder"}, "Ishøj", "Q")
    assert [(p.period, p.value) for p in women] == [("2021Q1", Decimal(200))]
    assert [p.value for p in queries.series("y01a02", "Antal personer", {}, "Ishøj", "Y")] == [Decimal(525)]
    assert queries.series("y01a02", "Antal personer", {"Køn": "Mænd"}, "Ishøj", "Q") == []
    assert queries.series("y02a02", "Antal personer", {}, "Ishøj", "Q") == []


def test_missing_stays_missing_with_its_reason(store: Store) -> None:
    store(FILE)
    gap = queries.series("y01a02", "Antal personer", {}, "Vallensbæk", "Q")[2]
    assert (gap.period, gap.value, gap.missing) == ("2021Q3", None, "ikke oplyst")


def test_every_point_says_where_it_comes_from(store: Store) -> None:
    store("Beskæftigelsesplan 2021, Bilag 1\n" + FILE, kind=Kind.COPIED)
    (origin,) = queries.series("y01a02", "Antal personer", {}, "Ishøj", "Q")[0].provenance
    assert origin.label == "Afskrift: Beskæftigelsesplan 2021, Bilag 1 (import nr. 1)"
    assert not origin.is_example


@pytest.mark.parametrize(
    ("kind", "word"), [(Kind.FETCHED, "Hentet"), (Kind.COPIED, "Afskrift"), (Kind.EXAMPLE, "Eksempeldata")]
)
def test_the_label_names_the_sort_and_the_file(store: Store, kind: Kind, word: str) -> None:
    store(FILE, kind=kind)
    (origin,) = queries.series("y01a02", "Antal personer", {}, "Ishøj", "Q")[0].provenance
    assert origin.label == f"{word}: y01a02.csv (import nr. 1)"
    assert origin.is_example == (kind == Kind.EXAMPLE)


def test_a_series_can_be_seen_as_it_was(store: Store, freeze: Callable[[str], None]) -> None:
    freeze("2021-05-03 10:00")
    store("Area;Periode;Antal personer\nIshøj;2021M01;5\n")
    freeze("2021-08-03 10:00")
    store("Area;Periode;Antal personer\nIshøj;2021M01;6\n")

    def value(as_of: datetime | None) -> list[Decimal | None]:
        return [p.value for p in queries.series("y01a02", "Antal personer", {}, "Ishøj", "M", as_of=as_of)]

    assert value(None) == [Decimal(6)]
    assert value(datetime(2021, 6, 1, tzinfo=UTC)) == [Decimal(5)]
    assert value(datetime(2021, 5, 1, tzinfo=UTC)) == []


def test_a_source_can_be_asked_for_alone(store: Store) -> None:
    store(FILE)
    assert queries.series("y01a02", "Antal personer", {}, "Ishøj", "Q", source="jobindsats")
    assert queries.series("y01a02", "Antal personer", {}, "Ishøj", "Q", source="kmd") == []


def test_counts_of_two_areas_are_added_and_a_gap_stays_a_gap(store: Store) -> None:
    store(FILE)
    joint = queries.joint_series("y01a02", "Antal personer", {}, PARTS, "Q")
    assert [(p.period, p.value, p.missing) for p in joint] == [
        ("2021Q1", Decimal(623), ""),
        ("2021Q2", Decimal(1029), ""),
        ("2021Q3", None, "mangler for Vallensbæk"),
        ("2021Q4", None, "mangler for Vallensbæk"),
    ]


def test_a_sum_names_every_run_behind_it(store: Store) -> None:
    store("Area;Periode;Antal personer\nIshøj;2021Q1;5\n\n* Foreløbige tal: 2021Q1\n")
    store("Area;Periode;Antal personer\nVallensbæk;2021Q1;6\n")
    (point,) = queries.joint_series("y01a02", "Antal personer", {}, PARTS, "Q")
    assert (point.value, point.provisional) == (Decimal(11), True)
    assert {origin.number for origin in point.provenance} == {1, 2}


def test_percentages_are_never_added(store: Store) -> None:
    store(FILE)
    with pytest.raises(UserError, match="kan ikke lægges sammen"):
        queries.joint_series("y01a02", "Andel i pct.", {}, PARTS, "Q")


def test_coverage_lists_every_series_once(store: Store) -> None:
    store(FILE)
    store("Area;Periode;Antal personer\nIshøj;2022Q1;470\n", kind=Kind.COPIED)
    listed = {(c.measure, c.area, c.period_type, tuple(c.where.values())): c for c in queries.coverage("y01a02")}
    ishoej = listed["Antal personer", "Ishøj", "Q", ()]
    assert (ishoej.first, ishoej.last, ishoej.points, ishoej.missing) == ("2021Q1", "2022Q1", 5, 0)
    assert ishoej.kinds == ("afskrift", "hentet")
    assert listed["Antal personer", "Vallensbæk", "Q", ()].missing == 1
    assert ("Antal personer", "Ishøj", "Q", ("Kvinder",)) in listed
    assert queries.coverage("y99a99") == []
