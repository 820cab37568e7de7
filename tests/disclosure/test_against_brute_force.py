"""For every hidden number, an outsider who tries all tables finds each value that was promised: nobody can tell which it is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from disclosure.brute_force import Cell, Reader
from disclosure.small_tables import cases, heads, question
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from værdig.disclosure import ClearedTable, CountTable, Policy, clear
from værdig.disclosure.evidence import Release
from værdig.disclosure.rules import dominant_from

FIVE = Policy(unit="answers", threshold=5)
FIVE_CASES = Policy(unit="cases", threshold=5)
T = 5

quick = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
thorough = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def both(strategy: st.SearchStrategy[Any]) -> Callable[[Callable[[Any], None]], Callable[..., None]]:
    """Run a property with few examples every time, and with many in the long campaign."""

    def decorate(check: Callable[[Any], None]) -> Callable[..., None]:
        @pytest.mark.parametrize(
            "profile",
            [quick, pytest.param(thorough, marks=[pytest.mark.long, pytest.mark.timeout(1200)])],
            ids=["few", "many"],
        )
        def run(profile: Any) -> None:
            profile(given(strategy)(check))()

        run.__doc__ = check.__doc__
        return run

    return decorate


def must_reach(number: int, invited: int | None = None) -> set[int]:
    """Return the values that must stay possible for a true number below the threshold; none for others."""
    if number >= T:
        return set()
    return set(range(min(T - 1 if invited is None else invited, T - 1) + 1))


def by_member(cell: Cell, members: tuple[tuple[str, ...], ...]) -> bool:
    return not members or (cell[0],) in members


NUMBERS = st.lists(st.one_of(st.integers(0, 4), st.integers(0, 9)), min_size=2, max_size=4)


@both(st.tuples(NUMBERS, st.booleans(), st.lists(st.sampled_from(["", "P", "Q"]), min_size=4, max_size=4)))
def test_one_head_count(drawn: Any) -> None:
    """One breakdown, merged (with or without families) or hidden."""
    numbers, merge, families = drawn
    rows = {f"m{i}": number for i, number in enumerate(numbers)}
    parent = {f"m{i}": family for i, family in enumerate(families[: len(rows)]) if family}
    table = clear([heads(rows, merge=merge, parent=parent)], FIVE).tables[0]
    _nobody_can_tell({(member,): number for member, number in rows.items()}, table)


def _nobody_can_tell(truth: dict[Cell, int], *tables: ClearedTable) -> None:
    reader = Reader(list(truth))
    for table in tables:
        reader.read(table, by_member, lambda _cell, _category: False)
    found = reader.possible(sum(truth.values()) + T, [lambda c, m=member: c == m for member in truth])
    for (member, number), values in zip(truth.items(), found, strict=True):
        assert must_reach(number) <= values, (member, number, values)


@both(st.tuples(NUMBERS, st.lists(st.integers(0, 6), min_size=4, max_size=4)))
def test_head_count_with_numbers_invited(drawn: Any) -> None:
    """The numbers invited bound what each group can be, and so what the others can."""
    numbers, more = drawn
    rows = {f"m{i}": number for i, number in enumerate(numbers)}
    invited = {member: number + extra for (member, number), extra in zip(rows.items(), more, strict=False)}
    table = clear([heads(rows, invited=invited)], FIVE).tables[0]
    reader = Reader([(member,) for member in rows])
    for member, most in invited.items():
        reader.at_most(lambda cell, m=member: cell == (m,), most)
    before = reader.possible(sum(invited.values()), [lambda c, m=member: c == (m,) for member in rows])
    reader.read(table, by_member, lambda _cell, _category: False)
    after = reader.possible(sum(invited.values()), [lambda c, m=member: c == (m,) for member in rows])
    for member, values, known in zip(rows, after, before, strict=True):
        assert must_reach(rows[member], invited[member]) & known <= values, (member, rows, invited, values)


@both(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=2, max_size=3))
def test_question_with_two_answers(drawn: Any) -> None:
    """Shares of a question: hidden groups stay hidden, and so does the share where nearly all said the same."""
    rows = {f"m{i}": {"ja": yes, "nej": no} for i, (yes, no) in enumerate(drawn)}
    table = clear([question(rows, categories=("ja", "nej"))], FIVE).tables[0]
    _question_is_safe(rows, table, beside=())


THREE_WAYS = st.tuples(st.integers(0, 6), st.integers(0, 3), st.integers(0, 4))


@both(st.tuples(st.lists(THREE_WAYS, min_size=2, max_size=2), st.booleans()))
def test_question_with_answers_beside(drawn: Any) -> None:
    """Those who did not know are beside: the number who rated can be too small where the number of answers is not."""
    numbers, merge = drawn
    rows = {f"m{i}": {"ja": a, "nej": b, "ved_ikke": c} for i, (a, b, c) in enumerate(numbers)}
    fields = {"categories": ("ja", "nej", "ved_ikke"), "beside": ("ved_ikke",), "merge": merge}
    _question_is_safe(rows, clear([question(rows, **fields)], FIVE).tables[0], beside=("ved_ikke",))


def _question_is_safe(rows: dict[str, dict[str, int]], table: ClearedTable, beside: tuple[str, ...]) -> None:
    cells = [(member, category) for member, counts in rows.items() for category in counts]
    reader = Reader(cells)
    reader.read(table, by_member, lambda cell, category: cell[1] == category, lambda cell: cell[1] in beside)
    most = sum(sum(counts.values()) for counts in rows.values()) + (0 if table.total.n is not None else T)
    rated = {m: sum(n for c, n in counts.items() if c not in beside) for m, counts in rows.items()}
    small = [m for m in rows if rated[m] < T]
    wanted: list[tuple[Callable[[Cell], bool], ...]] = [(lambda c, m=m: c[0] == m,) for m in rows]
    wanted += [
        (lambda c, m=m, a=a: c == (m, a), lambda c, m=m: c[0] == m and c[1] not in beside)
        for m in small
        for a in ("ja", "nej")
    ]
    dominant = [(row, c) for row in (*table.rows, table.total) for c in row.texts if _is_mask(row.texts[c])]
    wanted += [
        (lambda cell, r=row, a=a: cell[1] == a and (r is table.total or (cell[0],) in r.members),)
        for row, a in dominant
    ]
    found = iter(reader.together(most, wanted))
    for member, counts in rows.items():
        values = {value for (value,) in next(found)}
        assert must_reach(sum(counts.values())) <= values, (member, rows, values)
    for member in small:
        for answer in ("ja", "nej"):
            shares = [100 * part / whole for part, whole in next(found) if whole]
            assert max(shares) - min(shares) >= _points_wanted(member, answer, rows, table), (member, answer, rows)
    for row, _answer in dominant:
        low = dominant_from(row.n or 0)
        assert {(low,), (min(low + 1, row.n or 0),)} <= next(found), (row, rows)


def _points_wanted(member: str, answer: str, rows: dict[str, dict[str, int]], table: ClearedTable) -> int:
    """Half the scale, or less where the answer is rare in the row that the member is shown within."""
    row = table.row_of(member)
    others = [m for shown in table.rows if shown.shown for (m,) in shown.members]
    within = [m for (m,) in row.members] if row and row.shown else [m for m in rows if m not in others]
    return min(50, 100 * sum(rows[m][answer] for m in within) // (T - 1))


ASKED_ON = st.tuples(st.integers(0, 7), st.integers(0, 4), st.integers(0, 6))


@both(st.tuples(st.lists(ASKED_ON, min_size=2, max_size=2), st.booleans()))
def test_question_that_was_put_to_some(drawn: Any) -> None:
    """Of a question put to those who said yes to an earlier one, readers know from there how many of a hidden group were asked.

    So they do where it is cleared later than the earlier one.
    """
    numbers_of, is_late = drawn
    cells = [
        (f"m{i}", *answers) for i in range(2) for answers in (("ja", "god"), ("ja", "skidt"), ("nej", "ikke_spurgt"))
    ]
    truth = dict(zip(cells, [number for numbers in numbers_of for number in numbers], strict=True))
    rows = {
        m: {a: sum(n for c, n in truth.items() if c[0] == m and c[2] == a) for a in ("god", "skidt", "ikke_spurgt")}
        for m in ("m0", "m1")
    }
    earlier = {m: {"ja": counts["god"] + counts["skidt"], "nej": counts["ikke_spurgt"]} for m, counts in rows.items()}
    later = question(
        rows, id="q2", question="q2", categories=("god", "skidt", "ikke_spurgt"), beside=("ikke_spurgt",),
        unasked="ikke_spurgt", put_to={"q1": ("ja",)},
    )  # fmt: skip
    first = question(earlier, id="q1", question="q1", categories=("ja", "nej"))
    tables = _one_after_the_other([[first], [later]] if is_late else [[first, later]], FIVE)
    reader = Reader(cells)
    reader.read(tables[0], by_member, lambda cell, category: cell[1] == category)
    reader.read(tables[1], by_member, lambda cell, category: cell[2] == category, lambda cell: cell[2] == "ikke_spurgt")
    small = [m for m, counts in rows.items() if 0 < counts["god"] + counts["skidt"] < T]
    asked = [(m, answer) for m in small for answer in ("god", "skidt")]
    wanted: list[tuple[Callable[[Cell], bool], ...]] = [
        (lambda c, m=m, a=a: c[0] == m and c[2] == a, lambda c, m=m: c[0] == m and c[1] == "ja") for m, a in asked
    ]
    most = sum(truth.values()) + (0 if any(table.total.n is not None for table in tables) else T)
    for (member, answer), found in zip(asked, reader.together(most, wanted), strict=True):
        shares = [100 * part / whole for part, whole in found if whole]
        assert max(shares) - min(shares) >= _points_wanted(member, answer, rows, tables[1]), (member, answer, rows)


POINTS_OF = {"en": 1, "tre": 3, "fem": 5}


@both(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 4)), min_size=2, max_size=2))
def test_question_with_points(drawn: Any) -> None:
    """The mean of a hidden group can still be one and a half steps apart, or all that the row around it allows."""
    rows = {f"m{i}": dict(zip(POINTS_OF, numbers, strict=True)) for i, numbers in enumerate(drawn)}
    table = clear([question(rows, categories=tuple(POINTS_OF), scores=POINTS_OF)], FIVE).tables[0]
    reader = Reader([(member, category) for member in rows for category in POINTS_OF])
    reader.read(table, by_member, lambda cell, category: cell[1] == category)
    most = sum(sum(counts.values()) for counts in rows.values()) + (0 if table.total.n is not None else T)
    small = [member for member, counts in rows.items() if sum(counts.values()) < T]
    found = reader.together(most, [tuple(lambda c, m=m, a=a: c == (m, a) for a in POINTS_OF) for m in small])
    for member, values in zip(small, found, strict=True):
        means = [sum(p * n for p, n in zip(POINTS_OF.values(), v, strict=True)) / sum(v) for v in values if sum(v)]
        assert max(means) - min(means) >= _steps_wanted(member, rows, table), (member, rows)


def _steps_wanted(member: str, rows: dict[str, dict[str, int]], table: ClearedTable) -> float:
    """One and a half steps, or as many half steps as four persons of the row around can be apart."""
    row = table.row_of(member)
    within = [m for (m,) in row.members] if row and row.shown else list(rows)
    points = sorted(p for answer, p in POINTS_OF.items() for m in within for _person in range(rows[m][answer]))
    few = min(T - 1, len(points))
    apart = (sum(points[-few:]) - sum(points[:few])) / few if few else 0
    return min(1.5, int(2 * apart) / 2)


def _is_mask(text: str) -> bool:
    return text in ("mere end 90 %", "næsten alle")


HALF_YEARS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["", "P", "Q"])), min_size=2, max_size=3
)


@both(HALF_YEARS)
def test_half_years_and_year(drawn: Any) -> None:
    """First half-year, second half-year, then the year that is their sum: no row is told, and no sum of several that is too few."""
    first = {f"m{i}": a for i, (a, _b, _family) in enumerate(drawn)}
    second = {f"m{i}": b for i, (_a, b, _family) in enumerate(drawn)}
    parent = {f"m{i}": family for i, (_a, _b, family) in enumerate(drawn) if family}
    steps = [
        cases(first, "H1", parent=parent),
        cases(second, "H2", parent=parent),
        cases({m: first[m] + second[m] for m in first}, "Y", parts=("H1", "H2"), parent=parent),
    ]
    tables = _one_after_the_other([[step] for step in steps], FIVE_CASES)
    truth = {("H1", m): n for m, n in first.items()} | {("H2", m): n for m, n in second.items()}
    reader = Reader(list(truth))
    for table in tables:
        halves = ("H1", "H2") if table.universe == "Y" else (table.universe,)
        reader.read(
            table,
            lambda cell, members, halves=halves: cell[0] in halves and (not members or (cell[1],) in members),
            lambda _cell, _category: False,
        )
    found = reader.possible(sum(truth.values()) + 2 * T, [lambda c, k=key: c == k for key in truth])
    for (key, number), values in zip(truth.items(), found, strict=True):
        assert must_reach(number) <= values, (key, number, values)
    sums = [set(pair) for pair in combinations(truth, 2) if pair[0][0] == pair[1][0] and sum(map(truth.get, pair)) < T]
    found = reader.possible(sum(truth.values()) + 2 * T, [lambda c, p=pair: c in p for pair in sums])
    for pair, values in zip(sums, found, strict=True):
        assert len(values) > 1, (pair, values)


def _one_after_the_other(steps: list[list[CountTable]], policy: Policy) -> list[ClearedTable]:
    ledger: list[Release] = []
    tables: list[ClearedTable] = []
    for step in steps:
        clearing = clear(step, policy, ledger)
        ledger += clearing.releases
        tables += clearing.tables
    return tables


@both(st.tuples(NUMBERS, st.lists(st.sampled_from(["", "P", "Q"]), min_size=4, max_size=4)))
def test_two_groupings_of_the_same_people(drawn: Any) -> None:
    """Rows merged one way in one release and another way in the next."""
    numbers, families = drawn
    rows = {f"m{i}": number for i, number in enumerate(numbers)}
    parent = {f"m{i}": family for i, family in enumerate(families[: len(rows)]) if family}
    tables = _one_after_the_other([[heads(rows)], [heads(rows, parent=parent)], [heads(rows, merge=False)]], FIVE)
    _nobody_can_tell({(member,): number for member, number in rows.items()}, *tables)


COMBINATIONS = [("a",), ("b",), ("c",), ("a", "b"), ("a", "c"), ("b", "c"), ("a", "b", "c")]


@both(st.lists(st.integers(0, 4), min_size=7, max_size=7).filter(lambda numbers: 0 < sum(numbers) <= 12))
def test_cases_with_several_themes(drawn: Any) -> None:
    """Themes overlap: rows are unions of cases, not sums. The same cases are shown by three groupings in turn."""
    counts = {held: {"sag": number} for held, number in zip(COMBINATIONS, drawn, strict=True) if number}
    groupings: list[dict[str, Any]] = [
        {"parent": {"a": "P", "b": "P"}},
        {"parent": {"b": "Q", "c": "Q"}},
        {"merge": False},
    ]
    tables = _one_after_the_other([[_themes(counts, **grouping)] for grouping in groupings], FIVE_CASES)
    reader = Reader(COMBINATIONS)
    for table in tables:
        reader.read(
            table,
            lambda cell, members: not members or any((theme,) in members for theme in cell),
            lambda _cell, _category: False,
        )
    if tables[0].refused:
        assert all(row.n is None for table in tables for row in (*table.rows, table.total))
        return
    found = reader.possible(sum(drawn), [lambda cell, t=theme: t in cell for theme in "abc"])
    for theme, values in zip("abc", found, strict=True):
        number = sum(n for held, n in zip(COMBINATIONS, drawn, strict=True) if theme in held)
        assert must_reach(number) <= values, (theme, number, values)
    without = reader.possible(sum(drawn), [lambda cell, t=theme: t not in cell for theme in "abc"])
    for theme, values in zip("abc", without, strict=True):
        number = sum(n for held, n in zip(COMBINATIONS, drawn, strict=True) if theme not in held)
        assert must_reach(number) <= values, (theme, number, values, "without it")


def _themes(counts: dict[tuple[str, ...], dict[str, int]], **fields: Any) -> CountTable:
    return CountTable(
        id="t", title="Temaer", unit="cases", universe="cases:1", breakdown="theme", categories=("sag",),
        rows={theme: {} for theme in "abc"}, overlapping=True, combinations=counts, **fields,
    )  # fmt: skip


@both(st.lists(st.integers(0, 5), min_size=6, max_size=6).filter(lambda numbers: sum(numbers) <= 18))
def test_a_crossing_beside_its_margins(drawn: Any) -> None:
    """Group by length, shown with the two one-way tables."""
    cells = [(g, length) for g in ("A", "B") for length in ("x", "y", "z")]
    truth = dict(zip(cells, drawn, strict=True))
    crossing = CountTable(
        id="c", title="Begge", unit="answers", universe="round:1", breakdown=("group", "length"), categories=("svar",),
        rows={cell: {"svar": number} for cell, number in truth.items()},
    )  # fmt: skip
    groups = heads({g: sum(n for (a, _), n in truth.items() if a == g) for g in "AB"}, id="g")
    lengths = heads({v: sum(n for (_, b), n in truth.items() if b == v) for v in "xyz"}, id="l", breakdown="length")
    tables = clear([crossing, groups, lengths], FIVE).tables
    reader = Reader(cells)
    for table in tables:
        places = [("group", "length").index(axis) for axis in table.axes]
        reader.read(
            table,
            lambda cell, members, places=places: not members or tuple(cell[p] for p in places) in members,
            lambda _cell, _category: False,
        )
    asked: list[tuple[int, Callable[[Cell], bool]]] = [(n, lambda c, k=cell: c == k) for cell, n in truth.items()]
    asked += [(sum(n for c, n in truth.items() if c[0] == g), lambda c, g=g: c[0] == g) for g in "AB"]
    asked += [(sum(n for c, n in truth.items() if c[1] == v), lambda c, v=v: c[1] == v) for v in "xyz"]
    found = reader.possible(sum(drawn), [chosen for _number, chosen in asked])
    if any(table.refused for table in tables):
        return
    for (number, _chosen), values in zip(asked, found, strict=True):
        assert must_reach(number) <= values, (truth, number, values)
