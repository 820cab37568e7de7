"""What the audit works out: elimination and linear programming agree, and a whole half-year is audited in seconds."""

from __future__ import annotations

import random

import pytest
from disclosure.small_tables import POINTS, SURVEY, THREE, heads, question
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.disclosure import CountTable, clear, count_rows, inspect
from værdig.disclosure.bounds import Infeasible, Ranges
from værdig.disclosure.elimination import Fixed
from værdig.disclosure.evidence import Cells, Release, Statement
from værdig.disclosure.exact import connected
from værdig.disclosure.inspection import without_contradictions
from værdig.disclosure.system import System

MEMBERS = (("A",), ("B",), ("C",), ("D",))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
    st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=1, max_size=5),
)
def test_what_elimination_fixes_the_programme_fixes_too(numbers: list[int], published: list[set[int]]) -> None:
    statements = [
        Statement(
            cells=Cells(universe="u", axes=("group",), members=tuple(MEMBERS[n] for n in sorted(group))),
            low=sum(numbers[n] for n in group),
            high=sum(numbers[n] for n in group),
        )
        for group in published
    ]
    release = Release(universe="u", unit="answers", axes={("group",): MEMBERS}, statements=tuple(statements))
    system = System([release])
    fixed, ranges = Fixed(system), Ranges(system)
    for number, member in zip(numbers, MEMBERS, strict=True):
        terms = system.expression(Cells(universe="u", axes=("group",), members=(member,)))
        value, (low, high) = fixed.value(terms, ""), ranges.of(terms)
        assert low <= number
        assert high is None or number <= high
        if value is not None:
            assert (low, high) == (value, value) == (number, number)


def test_a_year_is_its_half_years() -> None:
    def said(universe: str, number: int) -> Release:
        parts = ("H1", "H2") if universe == "Y" else ()
        statement = Statement(cells=Cells(universe=universe), low=number, high=number)
        return Release(universe=universe, unit="cases", parts=parts, statements=(statement,))

    system = System([said("H2", 20), said("Y", 23)])
    assert Fixed(system).value(system.expression(Cells(universe="H1")), "") == 3


def test_contradictory_releases_have_no_table() -> None:
    def said(number: int) -> Release:
        return Release(
            universe="u", unit="answers", statements=(Statement(cells=Cells(universe="u"), low=number, high=number),)
        )

    with pytest.raises(Infeasible):
        Ranges(System([said(71), said(70)]))
    old, new = without_contradictions([said(71), said(70)])
    assert (len(old.statements), len(new.statements)) == (0, 1)


def test_releases_about_the_same_people_are_found() -> None:
    def about(universe: str, *parts: str) -> Release:
        return Release(universe=universe, unit="cases", parts=parts)

    groups = connected([about("H1"), about("H2"), about("other"), about("Y", "H1", "H2"), about("H1")])
    assert sorted(sorted(release.universe for release in group) for group in groups) == [
        ["H1", "H1", "H2", "Y"],
        ["other"],
    ]


def test_a_release_survives_the_ledger() -> None:
    release = clear(half_year(random.Random(3), {"A": 40, "B": 25, "C": 6}, questions=2), SURVEY).releases[0]
    again = Release.from_json(release.as_json())
    assert again.as_json() == release.as_json()
    assert again.fingerprint() == release.fingerprint()
    assert set(again.statements) == set(release.statements)
    assert set(again.targets) == set(release.targets)


GROUPS = {
    "Sygedagpenge": 257, "Dagpenge": 246, "Kontanthjælp": 216, "Uddannelseshjælp": 93, "Ressourceforløb": 77,
    "Jobafklaring": 42, "Løntilskud": 21, "Revalidering": 20, "Integration": 7, "Forrevalidering": 3, "Fleksjob": 31,
    "Ledighedsydelse": 14,
}  # fmt: skip
LENGTHS = {"<3": 30, "3-12": 40, "1-2": 26, ">2": 4}
CATEGORIES = (*POINTS, "ved_ikke", "ubesvaret")


def half_year(rnd: random.Random, groups: dict[str, int], questions: int) -> list[CountTable]:
    """Return a round as it is in real life: every question by group and by length, and who was invited."""
    people = [(g, rnd.choices(list(LENGTHS), list(LENGTHS.values()))[0]) for g, n in groups.items() for _ in range(n)]
    invited = {group: 2 * number + 9 for group, number in groups.items()}
    tables = [heads(groups, invited=invited)]
    for number in range(questions):
        answers = rnd.choices(CATEGORIES, [8, 10, 17, 35, 22, 6, 2], k=len(people))
        for place, (axis, members) in enumerate((("group", list(groups)), ("length", list(LENGTHS)))):
            rows = count_rows(((p[place], a) for p, a in zip(people, answers, strict=True)), members)
            tables.append(
                question(
                    rows, id=f"q{number}/{axis}", breakdown=axis, question=f"q{number}", categories=CATEGORIES,
                    beside=("ved_ikke", "ubesvaret"), collapse=THREE, scores={p: int(p) for p in POINTS},
                )
            )  # fmt: skip
    return tables


@pytest.mark.parametrize("scale", [1, 0.3])
def test_a_full_half_year_after_four_earlier_releases(scale: float) -> None:
    """12 groups, 4 lengths, 12 questions; how long it takes is measured by `benchmarks/`."""
    rnd = random.Random(7)
    tables = half_year(rnd, {group: int(number * scale) for group, number in GROUPS.items()}, questions=12)
    ledger: list[Release] = []
    for step in range(4):
        ledger += clear(tables[: 3 + 6 * step], SURVEY, ledger).releases
    clearing = clear(tables, SURVEY, ledger)
    assert all(found.holds for found in inspect([*ledger, *clearing.releases]))
    assert all(not table.refused and len(table.rows) >= 3 for table in clearing)
