"""On the volume a borgerrådgiver really has, the complaint tables still say something: what is shown is counted here.

About 60 contacts in a half-year, 30 % of them signposting, one and a half klagepunkter per complaint, and the four commonest
themes about 60 % of all.
"""

from __future__ import annotations

import random
from statistics import median

import pytest
from disclosure.small_tables import CASES, heads, in_turn

from værdig.disclosure import Clearing, CountTable, clear, count_overlapping, inspect

THEMES = {
    "sagsbehandlingstid": ("rettidighed", 22), "manglende_svar": ("rettidighed", 16), "inddragelse": ("inddragelse", 12),
    "vejledning": ("vejledning", 10), "optraeden": ("respekt", 8), "kommunikation": ("sprog", 6),
    "sagsbehandlerskift": ("kontinuitet", 5), "gentagne_krav": ("kontinuitet", 4), "sagsoplysning": ("kvalitet", 3),
    "partshoering": ("inddragelse", 2), "begrundelse": ("begrundelse", 2), "klagevejledning": ("vejledning", 2),
    "aktindsigt": ("begrundelse", 2), "notatpligt": ("kvalitet", 1), "fortrolighed": ("respekt", 1),
    "tilbud": ("kvalitet", 1), "sanktion": ("vejledning", 1), "digital": ("sprog", 1), "fysisk": ("respekt", 1),
    "diskrimination": ("respekt", 1), "andet": ("kvalitet", 1),
}  # fmt: skip
PARENT = {theme: principle for theme, (principle, _weight) in THEMES.items()}
CHANNELS = {"telefon": 35, "web": 25, "fremmoede": 15, "e-mail": 12, "digital_post": 8, "brev": 3, "hjemmebesoeg": 2}
TYPES = {
    "vejvisning": 18,
    "vejledning": 12,
    "sagsbehandling": 45,
    "optraeden": 12,
    "afgoerelse": 8,
    "ros": 3,
    "forslag": 2,
}


def half_year(seed: int, code: str, contacts: int = 60) -> list[CountTable]:
    """Return the tables of one generated half-year."""
    rnd = random.Random(seed)
    universe = f"cases:a:{code}"
    complaints = sum(rnd.random() < 0.7 for _ in range(contacts))
    themes = [
        rnd.choices(list(THEMES), [weight for _p, weight in THEMES.values()], k=rnd.choice([1, 1, 2]))
        for _ in range(complaints)
    ]
    held = count_overlapping([*((one, "sag") for one in themes), *(((), "sag") for _ in range(contacts - complaints))])
    tables = [
        CountTable(
            id=name, title=name, unit="cases", universe=universe, breakdown="theme", categories=("sag",),
            rows={theme: {} for theme in THEMES}, overlapping=True, combinations=held, parent=PARENT, by_parent=by_parent,
        )
        for name, by_parent in (("theme", False), ("principle", True))
    ]  # fmt: skip
    for name, weights in (("channel", CHANNELS), ("type", TYPES)):
        drawn = rnd.choices(list(weights), list(weights.values()), k=contacts)
        numbers = {member: drawn.count(member) for member in weights}
        tables.append(heads(numbers, id=name, unit="cases", universe=universe, breakdown=name, categories=("sag",)))
    return tables


def named_rows(clearing: Clearing) -> dict[str, int]:
    """Return, for each table, how many rows name something (all but *Øvrige*)."""
    return {table.id: sum(row.label != "Øvrige" and row.shown for row in table.rows) for table in clearing}


@pytest.mark.parametrize("seed", range(6))
def test_sixty_contacts_still_say_something(seed: int) -> None:
    clearing = clear(half_year(seed, "2021H1"), CASES)
    named = named_rows(clearing)
    assert named["theme"] >= 3
    assert named["principle"] >= 2
    assert named["channel"] >= 3
    assert named["type"] >= 3
    assert all(table.total.n == 60 for table in clearing)
    assert all(row.n is not None and row.n >= 5 for table in clearing for row in table.rows)
    assert all(found.holds for found in inspect(clearing.releases))


def test_the_usual_half_year_names_five_themes_and_four_principles() -> None:
    drawn = [named_rows(clear(half_year(seed, "2021H1"), CASES)) for seed in range(21)]
    usual = {name: median(one[name] for one in drawn) for name in drawn[0]}
    assert usual["theme"] >= 5
    assert usual["principle"] >= 4
    assert usual["channel"] >= 4
    assert usual["type"] >= 4


def test_a_quiet_half_year_says_what_it_can() -> None:
    clearing = clear(half_year(1, "2021H1", contacts=20), CASES)
    assert [table.total.n for table in clearing] == [20] * 4
    assert sum(len(table.rows) for table in clearing) >= 4
    assert all(found.holds for found in inspect(clearing.releases))


def test_themes_and_principles_are_reasoned_with_together() -> None:
    """A principle hidden in one table is hidden in the other: no theme row gives it away."""
    numbers = {"a1": 9, "b1": 2, "b2": 1, "c1": 6, "d1": 14}
    fields = {"unit": "cases", "universe": "u", "breakdown": "theme", "categories": ("sag",)}
    parent = {theme: theme[0].upper() for theme in numbers}
    themes = heads(numbers, id="theme", parent=parent, **fields)
    principles = heads(numbers, id="principle", parent=parent, by_parent=True, **fields)
    clearing = clear([themes, principles], CASES)
    assert {row.label: row.n for row in clearing.table("principle").rows} == {"A": 9, "D": 14, "Øvrige": 9}
    assert {row.label: row.n for row in clearing.table("theme").rows} == {"a1": 9, "d1": 14, "Øvrige": 9}
    assert clearing.table("principle").rows[0].state == "shown"
    assert all(found.holds for found in inspect(clearing.releases))


def test_last_half_year_this_one_and_the_year() -> None:
    first, second = half_year(2, "2021H1"), half_year(3, "2021H2")
    year = []
    for one, other in zip(first[2:], second[2:], strict=True):
        rows = {m: one.union([m])["sag"] + other.union([m])["sag"] for m in one.cells}
        year.append(
            heads({m[0]: n for m, n in rows.items()}, id=one.id, unit="cases", universe="cases:a:2021",
                  breakdown=one.breakdown, categories=("sag",), parts=("cases:a:2021H1", "cases:a:2021H2"))
        )  # fmt: skip
    clearings, ledger = in_turn(first, second, year, policy=CASES)
    assert all(found.holds for found in inspect(ledger))
    assert clearings[2].table("channel").total.n == 120
    assert len(clearings[2].table("channel").rows) >= 4
