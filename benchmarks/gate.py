"""The gate, measured: a whole half-year of survey figures cleared and audited together with four earlier releases."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence

from værdig.disclosure import CountTable, Policy, clear, count_rows, inspect
from værdig.disclosure.evidence import Release

GROUPS = {
    "Sygedagpenge": 257, "Dagpenge": 246, "Kontanthjælp": 216, "Uddannelseshjælp": 93, "Ressourceforløb": 77,
    "Jobafklaring": 42, "Løntilskud": 21, "Revalidering": 20, "Integration": 7, "Forrevalidering": 3, "Fleksjob": 31,
    "Ledighedsydelse": 14,
}  # fmt: skip
LENGTHS = {"<3": 30, "3-12": 40, "1-2": 26, ">2": 4}
POINTS = ("1", "2", "3", "4", "5")
THREE = {"1": "utilfreds", "2": "utilfreds", "3": "hverken", "4": "tilfreds", "5": "tilfreds"}
CATEGORIES = (*POINTS, "ved_ikke", "ubesvaret")
ITEMS, EARLIER = 12, 4


def half_year(rnd: random.Random, groups: Mapping[str, int], questions: int) -> list[CountTable]:
    """Return a round as it is in real life: every question by group and by length, and who was invited."""
    people = [(g, rnd.choices(list(LENGTHS), list(LENGTHS.values()))[0]) for g, n in groups.items() for _ in range(n)]
    tables = [_response(groups)]
    for number in range(questions):
        answers = rnd.choices(CATEGORIES, [8, 10, 17, 35, 22, 6, 2], k=len(people))
        for place, (axis, members) in enumerate((("group", list(groups)), ("length", list(LENGTHS)))):
            rows = count_rows(((p[place], a) for p, a in zip(people, answers, strict=True)), members)
            tables.append(_question(f"q{number}", axis, rows))
    return tables


def _response(groups: Mapping[str, int]) -> CountTable:
    return CountTable(
        id="svar", title="Svar", unit="answers", universe="round:1", breakdown="group", categories=("svar",),
        rows={group: {"svar": number} for group, number in groups.items()},
        invited={group: 2 * number + 9 for group, number in groups.items()},
    )  # fmt: skip


def _question(name: str, axis: str, rows: Mapping[str, Mapping[str, int]]) -> CountTable:
    return CountTable(
        id=f"{name}/{axis}", title=name, unit="answers", universe="round:1", breakdown=axis, question=name,
        categories=CATEGORIES, rows=rows, beside=("ved_ikke", "ubesvaret"), collapse=THREE,
        scores={point: int(point) for point in POINTS},
    )  # fmt: skip


def earlier(tables: Sequence[CountTable]) -> list[Release]:
    """Return four releases made before, each of more of the tables."""
    ledger: list[Release] = []
    for step in range(EARLIER):
        ledger += clear(tables[: 3 + 6 * step], Policy.of("answers"), ledger).releases
    return ledger


def measure(scale: float) -> tuple[float, float]:
    """Return the seconds that clearing the half-year takes, and those that auditing the whole ledger takes."""
    rnd = random.Random(7)  # noqa: S311
    tables = half_year(rnd, {group: int(number * scale) for group, number in GROUPS.items()}, ITEMS)
    ledger = earlier(tables)
    begun = time.perf_counter()
    clearing = clear(tables, Policy.of("answers"), ledger)
    cleared = time.perf_counter()
    found = inspect([*ledger, *clearing.releases])
    if not all(one.holds for one in found):
        raise SystemExit("a hidden figure can be worked out")
    return cleared - begun, time.perf_counter() - cleared
