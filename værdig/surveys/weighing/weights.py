"""Post-stratification and who is missing, from cleared rows alone; no counts of people enter here, and no database.

A weighted figure is made of the rows that the gate has shown and the numbers invited, which everybody knows. Whoever has the
report can work it out herself, so publishing it adds nothing to what an outsider knows and the ledger needs no statement of it.
The price is precision: shares are whole percentages, so a weighted share is right to about one point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from værdig.disclosure import ClearedRow, ClearedTable

LEAST = 20
"""A group with fewer answers is not weighted up: one of its few would then speak for many. Survey practice asks for 20 to 30."""

MISSING_POINTS = 5
"""A group whose share of the answers is so many points below its share of those invited is said to be under-represented."""

Refusal = Literal["", "asked", "no_groups", "hidden", "masked", "invited", "small"]


@dataclass(frozen=True)
class Weighted:
    """One question's shares weighted to those invited, in whole percentages by category, beside what it costs.

    `effective` is how many answers of a simple random sample would be as precise (Kish 1965): the answers over the design effect.
    `refusal` names why there are none; then `shares` is empty and `effective` 0.
    """

    shares: Mapping[str, int]
    n: int = 0
    effective: int = 0
    refusal: Refusal = ""

    @property
    def design_effect(self) -> float:
        """How many times as uncertain the weighted share is, in variance."""
        return self.n / self.effective if self.effective else 0.0


def weighted(table: ClearedTable, invited: Mapping[str, int | None], *, put_to_all: bool = True) -> Weighted:
    """Return a question's shares with each shown row counting as its members count among those invited.

    `invited` is by group key. Refused where the rows are not all shown, where a number invited is unknown, where a row is small, and
    for a question that was not put to everybody: those invited are not those it is about.
    """
    refusal = _refusal(table, invited) if put_to_all else "asked"
    if refusal:
        return Weighted({}, refusal=refusal)
    sizes = [_invited_to(row, invited) or 0 for row in table.rows]
    strata = [(size / sum(sizes), row) for size, row in zip(sizes, table.rows, strict=True)]
    shares = {
        category: round(sum(part * (row.shares[category] or 0) for part, row in strata))
        for category in table.categories
    }
    effective = 1 / sum(part**2 / (row.n or 1) for part, row in strata)
    n = sum(row.n or 0 for row in table.rows)
    return Weighted(shares, n, min(n, round(effective)))


def _refusal(table: ClearedTable, invited: Mapping[str, int | None]) -> Refusal:
    if len(table.rows) < 2 or table.axes != ("group",):
        return "no_groups"
    if any(not row.shown for row in table.rows):
        return "hidden"
    if any(row.masked for row in table.rows):
        return "masked"
    if any(not _invited_to(row, invited) for row in table.rows):
        return "invited"
    return "small" if any((row.n or 0) < LEAST for row in table.rows) else ""


def _invited_to(row: ClearedRow, invited: Mapping[str, int | None]) -> int | None:
    numbers = [invited.get(member[0]) for member in row.members]
    return None if None in numbers else sum(number or 0 for number in numbers)


@dataclass(frozen=True)
class Presence:
    """A shown group's part of those invited and of those who answered, in whole percentages."""

    label: str
    invited: int
    answered: int
    of_invited: int
    of_answers: int

    @property
    def missing(self) -> bool:
        """Whether the group is so much smaller among the answers that the result is said to be about others."""
        return self.of_invited - self.of_answers >= MISSING_POINTS


def presence(response: ClearedTable) -> Sequence[Presence]:
    """Return each shown group's part of invited and answers; empty where a number is hidden or unknown."""
    rows = response.rows
    if any(row.n is None or not row.invited for row in rows):
        return []
    invited, answered = sum(row.invited or 0 for row in rows), sum(row.n or 0 for row in rows)
    return [
        Presence(
            row.label, row.invited or 0, row.n or 0,
            round(100 * (row.invited or 0) / invited), round(100 * (row.n or 0) / answered),
        )
        for row in rows
    ]  # fmt: skip
