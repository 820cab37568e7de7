"""The leaks a survey report really has, each as a test: the gate prevents it, and the audit catches it when it is planted.

Leaks 6 (live results), 11 (open comments) and 12 (time stamps) are not about the gate: see `test_leaks_in_place`, which tries all fourteen
on the running application.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from disclosure.small_tables import POINTS, SURVEY, THREE, cases, heads, in_turn, question, shown

from værdig.disclosure import CountTable, Policy, clear, count_rows, inspect
from værdig.disclosure.bounds import Ranges
from værdig.disclosure.evidence import Cells, Release, Statement, Target
from værdig.disclosure.system import System

GROUPS = {"A": 40, "B": 25, "C": 6}
A, B, C = (("A",),), (("B",),), (("C",),)
GROUP = ("group",)


def planted(*statements: Statement, universe: str = "round:1", hidden: tuple[tuple[str, ...], ...] = C) -> Release:
    """Return a release that says what it is given although it should hide group C."""
    return Release(
        universe=universe,
        unit="answers",
        axes={GROUP: (("A",), ("B",), ("C",))},
        questions={"q1": POINTS},
        statements=statements,
        targets=(Target(cells=Cells(universe=universe, axes=GROUP, members=hidden), low=0, high=9, label="C"),),
    )


def says(number: int, members: tuple[tuple[str, ...], ...] | None = None, universe: str = "round:1") -> Statement:
    """Return the statement that a row (everybody, unless given) has so many answers."""
    place = {} if members is None else {"axes": GROUP, "members": members}
    return Statement(cells=Cells(universe=universe, **place), low=number, high=number)


def test_leak_1_the_total_less_the_shown_groups() -> None:
    clearing = clear([heads(GROUPS)], SURVEY)
    assert shown(clearing) == {"A": 40, "Øvrige": 31}
    (found,) = inspect(clearing.releases)
    assert found.holds
    assert (found.low, found.high) == (0, 31)

    (leak,) = inspect([planted(says(71), says(40, A), says(25, B))])
    assert not leak.holds
    assert leak.fixed
    assert (leak.low, leak.high) == (6, 6)


def test_leak_1_where_rows_may_not_be_merged() -> None:
    clearing = clear([heads(GROUPS, merge=False)], SURVEY)
    assert shown(clearing) == {"A": 40, "B": None, "C": None}
    hidden = clearing.tables[0].rows[2]
    assert "færre end 10 svar" in hidden.reason
    assert all(found.holds for found in inspect(clearing.releases))


def test_leak_2_the_number_invited_times_the_response_rate() -> None:
    invited = {"A": 100, "B": 60, "C": 15}
    table = clear([heads(GROUPS, invited=invited, merge=False)], SURVEY).tables[0]
    assert [(row.rate, row.rate_text) for row in table.rows[1:]] == [(None, ""), (None, "")]
    assert table.rows[0].rate_text == "40 %"

    known = Statement(cells=Cells(universe="round:1", axes=GROUP, members=C), low=0, high=15, said="invited")
    rate = Statement(cells=known.cells, low=6, high=6, said="rate")  # 40 % of 15
    (leak,) = inspect([planted(says(71), says(40, A), known, rate)])
    assert not leak.holds
    assert (leak.low, leak.high) == (6, 6)


def test_leak_2_the_numbers_invited_bound_a_merged_row() -> None:
    """25 of 26 in B answered: of the 31 in B and C at least 5 are then C's, so the row must take in more."""
    numbers = {**GROUPS, "D": 12}
    clearing = clear([heads(numbers, invited={"A": 100, "B": 80, "C": 15, "D": 13})], SURVEY)
    assert shown(clearing) == {"A": 40, "Øvrige": 43}


def test_leak_3_a_percentage_with_a_decimal() -> None:
    rows = {"A": {"tilfreds": 20, "hverken": 11, "utilfreds": 9}, "B": {"tilfreds": 11, "hverken": 1, "utilfreds": 3}}
    table = clear([question(rows)], SURVEY).tables[0]
    texts = [text for row in (*table.rows, table.total) for text in (*row.texts.values(), row.rate_text) if text]
    assert texts
    assert all(re.fullmatch(r"\d{1,3} %", text) for text in texts)


def test_leak_3_whole_percentages_are_read_as_the_counts_they_give_back() -> None:
    """Shares of all, A and B as whole percentages give the counts of the hidden six, so they may not stand together."""
    rows = {
        "A": {"tilfreds": 20, "hverken": 11, "utilfreds": 9},
        "B": {"tilfreds": 11, "hverken": 5, "utilfreds": 9},
        "C": {"tilfreds": 1, "hverken": 0, "utilfreds": 5},
    }
    release = clear([question(rows)], SURVEY).releases[0]
    satisfied = [s for s in release.statements if s.cells.weights == (("tilfreds", 1),)]
    assert {(s.low, s.high) for s in satisfied} == {(20, 20), (12, 12), (32, 32)}
    assert not any(s.cells.members in (B, C) for s in release.statements)


def test_leak_3_the_shares_of_the_few_who_rated() -> None:
    """Twelve answered in B and only eight rated: all less A would give what the eight said, so A may not stand alone."""
    rows = {
        "A": {"tilfreds": 20, "hverken": 11, "utilfreds": 9},
        "B": {"tilfreds": 1, "hverken": 1, "utilfreds": 6, "ved_ikke": 4},
        "D": {"tilfreds": 8, "hverken": 8, "utilfreds": 9},
    }
    fields = {"categories": ("tilfreds", "hverken", "utilfreds", "ved_ikke"), "beside": ("ved_ikke",), "merge": False}
    clearing = clear([question(rows, **fields)], SURVEY)
    assert shown(clearing) == {"A": 40, "B": None, "D": None}
    assert {found.kind for found in inspect(clearing.releases)} == {"share"}
    assert all(found.holds for found in inspect(clearing.releases))


def mean_table() -> CountTable:
    """Return the example of a hidden group's mean: 40 at 3.8, 25 at 3.4, and six who are dissatisfied."""
    rows = {
        "A": dict(zip(POINTS, (2, 4, 6, 16, 12), strict=True)),
        "B": dict(zip(POINTS, (3, 3, 6, 7, 6), strict=True)),
        "C": dict(zip(POINTS, (1, 2, 2, 1, 0), strict=True)),
        "D": dict(zip(POINTS, (5, 9, 11, 20, 8), strict=True)),
    }
    return question(rows, categories=POINTS, collapse=THREE, scores={point: int(point) for point in POINTS})


def test_leak_4_means_times_numbers() -> None:
    """Even someone who knows that six answered in C cannot place their mean within one and a half points."""
    clearing = clear([mean_table()], SURVEY)
    means = {row.label: row.mean for row in clearing.tables[0].rows}
    assert means == {"A": "3,8", "D": "3,3", "Øvrige": "3,2"}
    six = planted(says(6, C))
    points = Cells(universe="round:1", axes=GROUP, members=C, question="q1", weights=tuple((p, int(p)) for p in POINTS))
    asking = replace(six, targets=(Target(cells=points, low=6, high=30),))
    system = System([*clearing.releases, asking])
    low, high = Ranges(system).of(system.expression(points))
    assert high is not None
    assert high - low >= 1.5 * 6


def test_leak_4_a_mean_beside_its_group_is_caught() -> None:
    """71 at 3.5 in all, 40 at 3.8 and 25 at 3.4: what is left has 2.5, and how many they are follows too."""

    def mean(members: tuple[tuple[str, ...], ...] | None, low: int, high: int) -> Statement:
        cells = says(0, members).cells
        return Statement(
            cells=replace(cells, question="q1", weights=tuple((p, int(p)) for p in POINTS)),
            low=low,
            high=high,
            said="mean",
        )

    release = planted(says(71), says(40, A), mean(None, 249, 252), mean(A, 150, 153), mean(B, 84, 86))
    (leak,) = inspect([release])
    assert not leak.holds
    assert leak.low > 0


def test_leak_5_first_half_year_second_half_year_and_year() -> None:
    first, second = {"x": 12, "y": 3, "z": 9}, {"x": 10, "y": 6, "z": 8}
    year = {theme: first[theme] + second[theme] for theme in first}
    clearings, ledger = in_turn(
        [cases(first, "H1")],
        [cases(second, "H2")],
        [cases(year, "Y", parts=("H1", "H2"))],
        policy=Policy.of("cases"),
    )
    assert shown(clearings[0]) == {"x": 12, "Øvrige": 12}
    assert shown(clearings[1]) == {"x": 10, "y": 6, "z": 8}
    assert shown(clearings[2]) == {"x": 22, "Øvrige": 26}
    assert all(found.holds for found in inspect(ledger))


def test_leak_5_a_year_total_that_gives_away_a_half_year_is_refused() -> None:
    clearings, _ = in_turn(
        [cases({"x": 2, "y": 1}, "H1")],
        [cases({"x": 12, "y": 9}, "H2")],
        [cases({"x": 14, "y": 10}, "Y", parts=("H1", "H2"))],
        policy=Policy.of("cases"),
    )
    assert clearings[0].tables[0].total.n is None
    assert clearings[2].tables[0].refused
    assert clearings[2].tables[0].total.n is None


def test_leak_5_a_year_needs_its_half_years_first() -> None:
    with pytest.raises(ValueError, match="before the whole"):
        clear([cases({"x": 14, "y": 10}, "Y", parts=("H1", "H2"))], Policy.of("cases"))


def people(number: int, seed: int) -> list[tuple[str, str, str]]:
    """Return (group, length, answer) of so many people, with small groups and a rare length."""
    rnd = random.Random(seed)
    return [
        (rnd.choices("ABCD", [50, 30, 15, 5])[0], rnd.choices("xyz", [50, 40, 10])[0], rnd.choices("jn", [60, 40])[0])
        for _ in range(number)
    ]


def one_way(persons: list[tuple[str, str, str]]) -> list[CountTable]:
    """Return the same answers by group, by length, and heads by both."""
    tables = []
    for place, (axis, members) in enumerate((("group", "ABCD"), ("length", "xyz"))):
        rows = count_rows([(person[place], person[2]) for person in persons], members)
        tables.append(question(rows, id=axis, breakdown=axis, categories=("j", "n")))
        tables.append(heads({m: sum(counts.values()) for m, counts in rows.items()}, id=f"{axis}/n", breakdown=axis))
    return tables


@pytest.mark.parametrize("seed", range(5))
def test_leak_7_the_same_answers_in_several_one_way_tables(seed: int) -> None:
    persons = people(70, seed)
    clearing = clear(one_way(persons), SURVEY)
    assert all(found.holds for found in inspect(clearing.releases))
    assert all(row.n is None or row.n >= 10 for table in clearing for row in table.rows)


@pytest.mark.parametrize("seed", range(5))
def test_leak_7_a_crossing_is_merged_or_refused(seed: int) -> None:
    persons = people(70, seed)
    rows: dict[tuple[str, str], dict[str, int]] = {(g, v): {"svar": 0} for g in "ABCD" for v in "xyz"}
    for group, length, _answer in persons:
        rows[group, length]["svar"] += 1
    crossing = CountTable(
        id="crossing", title="Gruppe og længde", unit="answers", universe="round:1", breakdown=("group", "length"),
        categories=("svar",), rows=rows,
    )  # fmt: skip
    clearings, ledger = in_turn(one_way(persons), [crossing])
    assert all(found.holds for found in inspect(ledger))
    assert all(row.n is None or row.n >= 10 for row in clearings[1].tables[0].rows)
    assert shown(clearings[0], "group") == shown(clear(one_way(persons), SURVEY), "group")


@pytest.mark.parametrize("change", [{"A": 39}, {"A": 41}, {"A": 39, "B": 26}], ids=["deleted", "late", "moved"])
def test_leak_8_a_report_made_anew_after_one_change(change: dict[str, int]) -> None:
    clearings, _ = in_turn([heads(GROUPS)], [heads({**GROUPS, **change})])
    table = clearings[1].tables[0]
    assert "ændret lidt" in table.refused
    assert table.total.n is None
    assert not table.rows


def test_leak_8_the_same_report_again_and_a_large_correction() -> None:
    clearings, ledger = in_turn([heads(GROUPS)], [heads(GROUPS)], [heads({**GROUPS, "A": 55})])
    assert shown(clearings[1]) == shown(clearings[0])
    assert shown(clearings[2]) == {"A": 55, "Øvrige": 31}
    assert all(found.holds for found in inspect(ledger))


def test_leak_8_a_large_correction_does_not_open_what_was_hidden() -> None:
    """A grew by 15, so the report may be corrected; but C, six then and six now, is still only shown with B."""
    clearings, _ = in_turn([heads(GROUPS)], [heads({"A": 55, "B": 25, "C": 6}, parent={"A": "P", "C": "P"})])
    assert shown(clearings[1]) == {}
    assert clearings[1].tables[0].total.n == 86


def test_leak_9_two_surveys_of_nearly_the_same_people() -> None:
    census = heads({"A": 40, "B": 25, "C": 6}, universe="round:census")
    after_talk = heads({"A": 30, "B": 20, "C": 14}, universe="round:talk", overlaps=("round:census",))
    clearings, _ = in_turn([census], [after_talk])
    assert shown(clearings[1]) == {"A": 30, "Øvrige": 34}
    together = clear([census, after_talk], SURVEY)
    assert [shown(together), {row.label: row.n for row in together.tables[1].rows}] == [
        {"A": 40, "Øvrige": 31},
        {"A": 30, "Øvrige": 34},
    ]


def test_leak_10_no_format_can_find_a_hidden_number() -> None:
    rows = {name: {"tilfreds": n - 2, "hverken": 1, "utilfreds": 1} for name, n in GROUPS.items()}
    clearing = clear([question(rows, merge=False, invited={"A": 90, "B": 60, "C": 20})], SURVEY)
    table = clearing.tables[0]
    for row in table.rows:
        if row.label in ("B", "C"):
            assert row.state == "hidden"
            assert row.reason
            assert {row.n, row.rate, row.mean, *row.shares.values(), *row.detail.values()} == {None}
            assert {row.n_text, *row.texts.values()} == {"skjult"}
    said = [s for s in clearing.releases[0].statements if s.said != "invited"]
    assert {s.cells.members for s in said} == {A, ((),)}


def test_leak_13_everybody_in_a_group_of_eleven() -> None:
    rows = {
        "A": {"tilfreds": 20, "hverken": 11, "utilfreds": 9},
        "B": {"tilfreds": 9, "hverken": 9, "utilfreds": 9},
        "D": {"tilfreds": 0, "hverken": 0, "utilfreds": 11},
    }
    table = clear([question(rows)], SURVEY).tables[0]
    row = table.row_of("D")
    assert row is not None
    assert row.members == (("B",), ("D",)), "the total and the other groups would give eleven of eleven"


def test_leak_13_where_the_total_does_not_give_it_away() -> None:
    rows = {"A": {"ja": 39, "nej": 1}, "B": {"ja": 27, "nej": 1}, "D": {"ja": 11, "nej": 0}}
    table = clear([question(rows, categories=("ja", "nej"))], SURVEY).tables[0]
    for row in (*table.rows, table.total):
        assert row.masked
        assert row.texts == {"ja": "mere end 90 %", "nej": "skjult"}
    assert any("næsten alle" in note for note in table.notes)


def test_leak_13_in_a_row_of_ten_the_words_do_not_say_all() -> None:
    rows = {"A": {"ja": 10, "nej": 0}, "B": {"ja": 9, "nej": 1}, "D": {"ja": 40, "nej": 4}}
    table = clear([question(rows, categories=("ja", "nej"))], SURVEY).tables[0]
    assert table.rows[0].texts == {"ja": "næsten alle", "nej": "skjult"}


@pytest.mark.parametrize("seed", range(3))
def test_leak_14_breakdowns_asked_for_one_after_the_other(seed: int) -> None:
    """Whoever combines filters freely sends one table after the other through the gate; the ledger remembers them all."""
    rnd = random.Random(seed)
    persons = people(60, seed)
    steps = []
    for _ in range(6):
        family = {member: rnd.choice("PQ") for member in "ABCD"}
        wanted = rnd.choice(one_way(persons))
        steps.append([replace(wanted, parent=family if wanted.axes == GROUP else {}, merge=rnd.random() < 0.7)])
    _clearings, ledger = in_turn(*steps)
    assert all(found.holds for found in inspect(ledger))


def test_a_planted_release_is_named_as_the_one_that_leaks() -> None:
    good = clear([heads(GROUPS)], SURVEY).releases[0]
    bad = planted(says(25, B))
    (found,) = inspect([good, bad])
    assert not found.holds
    assert found.leaked_by == 1
    assert found.label == "C"


def test_what_one_follow_up_tells_of_how_many_were_asked_is_known_of_another() -> None:
    """One question says exactly to how many of A and B it was put; the other, put to the same, must not add to what that tells of A."""
    first = {
        "A": {"ja": 10, "nej": 500, "ved_ikke": 490, "ubesvaret": 0},
        "B": {"ja": 20, "nej": 500, "ved_ikke": 480, "ubesvaret": 0},
        "C": {"ja": 30, "nej": 20, "ved_ikke": 10, "ubesvaret": 0},
    }

    def follow_up(name: str, answers: dict[str, tuple[int, int]]) -> CountTable:
        rows = {}
        for member, (yes, no) in answers.items():
            asked, everybody = first[member]["ja"], sum(first[member].values())
            rows[member] = {"ja": yes, "nej": no, "ubesvaret": asked - yes - no, "ikke_spurgt": everybody - asked}
        return question(
            rows, id=name, question=name, categories=("ja", "nej", "ubesvaret", "ikke_spurgt"),
            beside=("ubesvaret", "ikke_spurgt"), unasked="ikke_spurgt", put_to={"q1": ("ja", "ubesvaret")},
        )  # fmt: skip

    earlier = question(first, categories=("ja", "nej", "ved_ikke", "ubesvaret"), beside=("ubesvaret",))
    both = [
        follow_up("q2", {"A": (5, 5), "B": (10, 10), "C": (15, 15)}),
        follow_up("q3", {"A": (9, 0), "B": (17, 3), "C": (15, 15)}),
    ]
    told = clear([earlier, *both], SURVEY)
    assert [row.n for row in told.table("q2").rows] == [10, 20, 30]
    assert all(found.holds for found in inspect(told.releases))
    assert not [row.label for row in told.table("q3").rows if row.shown and "A" in str(row.members)]


def test_a_follow_up_of_a_question_that_nobody_has_told_of_is_cleared() -> None:
    rows = {m: {"ja": 12, "nej": 11, "ubesvaret": 0, "ikke_spurgt": 4} for m in "AB"}
    alone = question(
        rows, id="q2", question="q2", categories=("ja", "nej", "ubesvaret", "ikke_spurgt"),
        beside=("ubesvaret", "ikke_spurgt"), unasked="ikke_spurgt", put_to={"q1": ("ja",)},
    )  # fmt: skip
    assert [row.n for row in clear([alone], SURVEY).tables[0].rows] == [23, 23]
