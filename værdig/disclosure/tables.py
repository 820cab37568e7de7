"""Making count tables and refusing impossible ones; counting rows of answers into tables is done here, hiding is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from værdig.disclosure.contracts import CountTable


def count_overlapping(persons: Iterable[tuple[Iterable[str], str]]) -> dict[tuple[str, ...], dict[str, int]]:
    """Return `combinations` for an overlapping table from one (members, category) pair per person or case.

    A case with themes B and A and category `sager` is counted once, under `("A", "B")`.
    """
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for members, category in persons:
        counts.setdefault(tuple(sorted(set(members))), Counter())[category] += 1
    return {members: dict(categories) for members, categories in counts.items()}


def count_rows(persons: Iterable[tuple[str, str]], members: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return `rows` from one (member, category) pair per person; `members` lists all members, also those with nobody."""
    counts: dict[str, Counter[str]] = {member: Counter() for member in members}
    for member, category in persons:
        counts[member][category] += 1
    return {member: dict(categories) for member, categories in counts.items()}


def check_table(table: CountTable) -> None:
    """Raise ValueError for a table that cannot be what its fields say."""
    for problem, found in _problems(table):
        if found:
            raise ValueError(f"count table {table.id}: {problem}")


def _problems(table: CountTable) -> Iterable[tuple[str, bool]]:
    known = set(table.categories)
    yield "categories are missing or repeated", not known or len(known) != len(table.categories)
    yield "several categories need a question", len(known) > 1 and not table.question
    yield "beside and scores must name categories", not known.issuperset([*table.beside, *table.scores])
    yield "those who were not asked must be beside", bool(table.unasked) and table.unasked not in table.beside
    yield "everything is beside", not table.rated
    yield "scores must be given for every rated category", bool(table.scores) and set(table.scores) != set(table.rated)
    yield "collapse must cover the rated categories", bool(table.collapse) and set(table.collapse) != set(table.rated)
    yield (
        "an overlapping table needs combinations and one axis",
        table.overlapping and (not table.combinations or len(table.axes) != 1),
    )
    yield "only overlapping tables have combinations", bool(table.combinations) and not table.overlapping
    yield "there are no rows", not table.rows and not table.overlapping
    yield "a member does not fit the axes", any(len(member) != len(table.axes) for member in table.cells)
    yield "counts are of unknown categories or negative", not _counts_fit(table, known)
    yield "parts must be at least two", len(table.parts) == 1
    yield "more answered than were invited", _too_many(table)


def _counts_fit(table: CountTable, known: set[str]) -> bool:
    sources: list[Mapping[str, int]] = [*table.combinations.values()]
    if not table.overlapping:
        sources += table.rows.values()
    return all(category in known and count >= 0 for counts in sources for category, count in counts.items())


def _too_many(table: CountTable) -> bool:
    from værdig.disclosure.contracts import as_member

    invited = {as_member(key): number for key, number in table.invited.items()}
    return any(sum(table.union([member]).values()) > number for member, number in invited.items())


def check_together(tables: Iterable[CountTable]) -> None:
    """Raise ValueError when tables of the same people do not agree on who they are.

    Two tables of one universe must count the same persons in all and in each member: whoever did not answer one of the
    questions belongs in a category of its own there.
    """
    heads: dict[str, tuple[str, int]] = {}
    for table in tables:
        found = {table.universe: sum(table.everybody.values())}
        for member, counts in table.cells.items():
            if member:
                found[f"{table.universe} {table.axes} {member}"] = sum(counts.values())
        for key, number in found.items():
            other, before = heads.setdefault(key, (table.id, number))
            if before != number:
                raise ValueError(f"count tables {other} and {table.id} disagree on how many there are in {key}")
