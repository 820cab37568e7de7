"""Thresholds, rounding, few answers, and the texts every format prints."""

from __future__ import annotations

import pickle
from typing import Literal

import pytest
from disclosure.small_tables import POINTS, SURVEY, THREE, heads, question, shown
from hypothesis import given
from hypothesis import strategies as st

from værdig.disclosure import (
    FLOOR,
    ClearedTable,
    CountTable,
    Policy,
    administration_count,
    clear,
    count_overlapping,
    count_rows,
    inspect,
)
from værdig.disclosure.rules import counts_within, dominant_from, percent, points_within
from værdig.errors import UserError


def test_the_default_thresholds() -> None:
    assert Policy.of("answers").threshold == 10
    assert Policy.of("cases").threshold == 5
    assert Policy.of("cases", 8).threshold == 8


@pytest.mark.parametrize("threshold", [4, 0, -1])
def test_no_configuration_goes_under_the_floor(threshold: int) -> None:
    with pytest.raises(UserError, match=f"under {FLOOR}"):
        Policy.of("answers", threshold)


@given(st.integers(1, 400), st.data())
def test_a_whole_percentage_and_n_give_an_interval_of_counts(of: int, data: st.DataObject) -> None:
    share = percent(data.draw(st.integers(0, of)), of)
    low, high = counts_within(share, of)
    assert [n for n in range(of + 1) if abs(200 * n - 2 * share * of) <= of] == list(range(low, high + 1))


@given(st.integers(30, 400), st.data())
def test_a_mean_with_one_decimal_gives_an_interval_of_points(of: int, data: st.DataObject) -> None:
    tenths = data.draw(st.integers(10, 50))
    low, high = points_within(tenths, of)
    assert all(abs(20 * points - 2 * tenths * of) <= of for points in (low, high))
    assert all(abs(20 * points - 2 * tenths * of) > of for points in (low - 1, high + 1))


@given(st.integers(5, 400))
def test_a_dominant_answer_leaves_at_least_two_counts_open(of: int) -> None:
    low = dominant_from(of)
    assert low < of
    assert low == of - 1 if of <= 10 else 10 * low > 9 * of >= 10 * (low - 1)


def points(**counts: int) -> dict[str, int]:
    return {point: counts.get(f"p{point}", 0) for point in POINTS}


def five_points(rows: dict[str, dict[str, int]]) -> CountTable:
    return question(
        rows,
        categories=(*POINTS, "ved_ikke"),
        beside=("ved_ikke",),
        collapse=THREE,
        scores={point: int(point) for point in POINTS},
        labels={"A": "Sygedagpenge", "tilfreds": "Tilfredse"},
    )


def test_a_row_under_thirty_has_three_categories_and_a_mark() -> None:
    table = clear(
        [five_points({"A": points(p1=2, p2=3, p3=6, p4=8, p5=10), "B": {**points(p1=9, p3=10, p4=12), "ved_ikke": 4}})],
        SURVEY,
    ).tables[0]
    few, many = table.rows
    assert (few.label, few.n, few.mark) == ("Sygedagpenge", 29, "få svar")
    assert few.texts == {"utilfreds": "17 %", "hverken": "21 %", "tilfreds": "62 %"}
    assert (few.detail, few.mean) == ({}, None)
    assert (many.n, many.mark, many.mean) == (31, "", "2,8")
    assert many.detail_texts == {"1": "29 %", "2": "0 %", "3": "32 %", "4": "39 %", "5": "0 %"}
    assert many.beside_texts == {"ved_ikke": "11 %"}
    assert table.categories == ("utilfreds", "hverken", "tilfreds")
    assert table.detail_categories == POINTS
    assert any("færre end 30" in note for note in table.notes)


def test_those_who_rated_are_what_counts() -> None:
    """Twelve answered in B, but only eight of them rated."""
    rows = {"A": points(p1=10, p3=5, p4=20), "B": {**points(p1=2, p3=3, p4=3), "ved_ikke": 4}, "C": points(p2=9, p4=9)}
    assert shown(clear([five_points(rows)], SURVEY)) == {"Sygedagpenge": 35, "Øvrige": 26}


def test_a_rest_beside_a_group_that_is_called_so_is_named_by_what_it_holds() -> None:
    """One target group is called *Øvrige borgere*; a merged row that was only called *Øvrige* would be taken for it."""
    labels = {"a": "Øvrige borgere", "b": "Hjælp på vej", "c": "Sygedagpenge", "d": "Dagpenge"}
    clearing = clear([heads({"a": 40, "b": 4, "c": 12, "d": 50}, labels=labels)], SURVEY)
    assert shown(clearing) == {"Øvrige borgere": 40, "Slået sammen: Hjælp på vej, Sygedagpenge": 16, "Dagpenge": 50}
    assert not any("»Øvrige«" in note for note in clearing.tables[0].notes)


def test_small_members_go_to_their_family_before_anything_else() -> None:
    numbers = {"a1": 40, "a2": 3, "a3": 8, "b1": 30, "b2": 2, "c1": 50}
    parent = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c1": "c"}
    clearing = clear([heads(numbers, parent=parent, labels={"a": "Familie A", "b": "Familie B"})], SURVEY)
    assert shown(clearing) == {"a1": 40, "Andre: Familie A": 11, "Familie B": 32, "c1": 50}
    row = clearing.tables[0].row_of("a2")
    assert row is not None
    assert (row.state, row.member_labels) == ("merged", ("a2", "a3"))
    assert any("a2 og a3" in note for note in clearing.tables[0].notes)


def test_a_family_that_is_too_small_goes_to_the_rest() -> None:
    numbers = {"a1": 3, "a2": 2, "b1": 2, "b2": 4, "c1": 50, "d1": 20}
    parent = {member: member[0] for member in numbers}
    assert shown(clear([heads(numbers, parent=parent)], SURVEY)) == {"c1": 50, "d1": 20, "Øvrige": 11}


def test_a_breakdown_of_two_where_one_is_small_cannot_be_shown() -> None:
    table = clear([heads({"A": 40, "C": 6})], SURVEY).tables[0]
    assert table.rows == ()
    assert table.total.n == 46
    assert any("kan ikke deles op" in note for note in table.notes)


def test_too_few_in_all() -> None:
    table = clear([heads({"A": 4, "C": 5})], SURVEY).tables[0]
    assert "færre end 10 svar" in table.refused
    assert (table.total.n, table.total.n_text, table.rows) == (None, "skjult", ())


def test_a_table_of_everybody() -> None:
    table = clear([heads({"": 61}, breakdown=(), invited={"": 150})], SURVEY).tables[0]
    assert (table.total.n, table.total.rate_text, table.rows) == (61, "41 %", ())


def test_what_is_cleared_can_be_sent_to_another_process() -> None:
    table = clear([five_points({"A": points(p1=20, p4=20), "B": points(p2=9, p5=9)})], SURVEY).tables[0]
    assert pickle.loads(pickle.dumps(table)) == table


def test_the_administrations_own_acts_are_always_shown() -> None:
    count = administration_count("late", "Breve sendt for sent", 2, "cases:a:2021H1")
    assert (count.value, count.text) == (2, "2")


def test_counting_people_into_tables() -> None:
    assert count_rows([("A", "ja"), ("A", "ja"), ("B", "nej")], ["A", "B", "C"]) == {
        "A": {"ja": 2},
        "B": {"nej": 1},
        "C": {},
    }
    assert count_overlapping([(["b", "a", "a"], "sag"), (["a", "b"], "sag"), ([], "sag")]) == {
        ("a", "b"): {"sag": 2},
        (): {"sag": 1},
    }


def test_a_case_with_two_themes_is_counted_once_where_they_are_merged() -> None:
    held = count_overlapping(
        [(["a", "b"], "sag")] * 4 + [(["a"], "sag")] * 3 + [(["c"], "sag")] * 6 + [([], "sag")] * 5
    )
    table = CountTable(
        id="t", title="Temaer", unit="cases", universe="cases:1", breakdown="theme", categories=("sag",),
        rows={theme: {} for theme in "abc"}, overlapping=True, combinations=held,
    )  # fmt: skip
    clearing = clear([table], Policy.of("cases"))
    assert shown(clearing) == {"a": 7, "Øvrige": 10}
    assert clearing.tables[0].total.n == 18


def test_a_theme_of_nearly_all_cases_does_not_tell_how_few_are_not_about_it() -> None:
    """Nineteen of twenty are about time: the number beside the total would tell that one is not."""
    held = count_overlapping([(["tid"], "sag")] * 14 + [(["tid", "sprog"], "sag")] * 5 + [(["sprog"], "sag")])
    table = CountTable(
        id="t", title="Temaer", unit="cases", universe="cases:1", breakdown="theme", categories=("sag",),
        rows={"tid": {}, "sprog": {}}, overlapping=True, combinations=held,
    )  # fmt: skip
    clearing = clear([table], Policy.of("cases"))
    assert shown(clearing) == {"tid": None, "sprog": 6}
    assert "kunne tallet røbe en anden lille gruppe" in clearing.tables[0].rows[0].reason
    assert any("Nogle tal er skjult" in note for note in clearing.tables[0].notes)
    (kept,) = [found for found in inspect(clearing.releases) if found.label == "tid"]
    assert (kept.holds, kept.promised_low, kept.promised_high) == (True, 16, 20)


@pytest.mark.parametrize(("called", "name"), [(None, "sager"), ("contacts", "henvendelser")])
def test_every_text_calls_what_is_counted_by_its_name(called: Literal["contacts"] | None, name: str) -> None:
    def told(rows: dict[str, int], *, merge: bool = True) -> str:
        table = CountTable(
            id="t", title="Typer", unit="cases", universe="u", breakdown="type", categories=("x",), merge=merge,
            rows={key: {"x": number} for key, number in rows.items()}, called=called,
        )  # fmt: skip
        cleared = clear([table], Policy.of("cases")).tables[0]
        return " ".join([cleared.refused, *cleared.notes, *(f"{row.reason} {row.mark}" for row in cleared.rows)])

    found = [
        told({"a": 3}),
        told({"a": 9, "b": 1}),
        told({"a": 9, "b": 8, "c": 1, "d": 2}),
        told({"a": 9, "b": 8, "c": 1, "d": 2}, merge=False),
    ]
    other = {"sager": "henvendelser", "henvendelser": "sager"}[name]
    assert all(name in text and other not in text for text in found), found


def test_what_a_mark_means_is_one_of_the_notes_and_only_where_a_row_is_marked() -> None:
    def cleared(number: int) -> ClearedTable:
        table = CountTable(
            id="t", title="Typer", unit="cases", universe="u", breakdown="type", categories=("x",),
            rows={"a": {"x": number}, "b": {"x": number}},
        )  # fmt: skip
        return clear([table], Policy.of("cases")).tables[0]

    assert cleared(9).mark_note in cleared(9).notes
    assert "færre end 30" in cleared(9).mark_note
    assert cleared(90).mark_note == ""


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"categories": ("ja", "ja")}, "repeated"),
        ({"question": ""}, "need a question"),
        ({"beside": ("andet",)}, "must name categories"),
        ({"beside": ("ja", "nej")}, "everything is beside"),
        ({"collapse": {"ja": "x"}}, "collapse must cover"),
        ({"scores": {"ja": 1}}, "scores must be given"),
        ({"overlapping": True}, "needs combinations"),
        ({"combinations": {("A",): {"ja": 1}}}, "only overlapping"),
        ({"breakdown": ("group", "length")}, "does not fit"),
        ({"parts": ("H1",)}, "at least two"),
        ({"invited": {"A": 3}}, "more answered"),
    ],
)
def test_a_table_that_cannot_be_is_refused(fields: dict[str, object], problem: str) -> None:
    given_fields: dict[str, object] = {"categories": ("ja", "nej"), **fields}
    with pytest.raises(ValueError, match=problem):
        question({"A": {"ja": 3, "nej": 4}, "B": {"ja": 20}}, **given_fields)


def test_tables_of_the_same_people_must_agree_on_who_they_are() -> None:
    with pytest.raises(ValueError, match="disagree"):
        clear([heads({"A": 40, "B": 25}), question({"A": {"tilfreds": 40}, "B": {"tilfreds": 24}})], SURVEY)
