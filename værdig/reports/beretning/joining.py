"""A year's figures from its two half-years' cleared ones: nothing is added up unless both may be shown, so nothing new is given away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from værdig.complaints.queries import Recommended
from værdig.disclosure import AdministrationCount, ClearedRow, ClearedTable
from værdig.i18n import _, format_number
from værdig.reports.material import Complained

ADDED = frozenset({"new", "done", "judged"})
"""What is counted of recommendations within a half-year; the others are how it stands at its end."""
ABSENT_IS_NONE = ("_told", "delay_letters")
"""Counts that are not told where there were none."""
NOT_ADDED = ("_days", "_days_most", "_share")
"""How such counts end that say nothing when they are added up: medians and shares."""


def joined(first: Complained, second: Complained, code: str, label: str) -> Complained:
    """Return the figures of the period that the two half-years make up."""
    return replace(
        second,
        half_year=code,
        period=label,
        as_of=max(first.as_of, second.as_of),
        tables={
            name: _table(first.tables[name], table) for name, table in second.tables.items() if name in first.tables
        },
        points=None if first.points is None or second.points is None else first.points + second.points,
        administration=_administration(first, second),
        recommended=_recommended(first, second),
        recommendation_counts=[
            _added(_of(first, one.id), one) if one.id.rpartition(".")[2] in ADDED else one
            for one in second.recommendation_counts
        ],
    )


def _of(one: Complained, count_id: str) -> AdministrationCount | None:
    return next((count for count in one.recommendation_counts if count.id == count_id), None)


def _table(first: ClearedTable, second: ClearedTable) -> ClearedTable:
    """Return the rows that stand alike in both, added up; others are left out, and it is said."""
    before = {row.members: row for row in first.rows}
    rows = tuple(
        _row(before[row.members], row)
        for row in second.rows
        if row.members in before and row.n is not None and before[row.members].n is not None
    )
    hidden = _("Tallene kan ikke lægges sammen, fordi de ikke kan vises i begge halvår.")
    whole = first.total.n is not None and second.total.n is not None
    total = _row(first.total, second.total) if whole else replace(second.total, state="hidden", n=None, reason=hidden)
    left_out = len(rows) < max(len(first.rows), len(second.rows))
    note = _("Her står kun det, der kan vises for sig i begge halvår. Tallene er de to halvår lagt sammen.")
    return replace(
        second, rows=rows, total=total, notes=(note,) if left_out else (), mark_note="", refused="" if rows else hidden
    )


def _row(first: ClearedRow, second: ClearedRow) -> ClearedRow:
    number = (first.n or 0) + (second.n or 0)
    return replace(second, n=number, n_text=format_number(number), mark="")


def _administration(first: Complained, second: Complained) -> list[AdministrationCount]:
    """Return what the office did in the year; medians and shares of two halves are not known and are left out."""
    before: Mapping[str, AdministrationCount] = {count.id: count for count in first.administration}
    after = {count.id: count for count in second.administration}
    found = []
    for count in {**before, **after}.values():
        both = count.id in before and count.id in after
        if not count.id.endswith(NOT_ADDED) and (both or count.id.endswith(ABSENT_IS_NONE)):
            found.append(_added(before.get(count.id), after.get(count.id)))
    return found


def _added(first: AdministrationCount | None, second: AdministrationCount | None) -> AdministrationCount:
    known = [one for one in (first, second) if one is not None]
    value = sum(one.value for one in known)
    title = known[-1].title
    if known[-1].id.endswith("delay_letters"):
        title = _("Breve om, at svaret bliver forsinket")
    return replace(known[-1], value=value, text=format_number(value), title=title)


def _recommended(first: Complained, second: Complained) -> list[Recommended]:
    """Return those that are open at the end or were closed in either half: what was open after the first is in the second."""
    later = {one.title for one in second.recommended}
    return [*second.recommended, *(one for one in first.recommended if one.title not in later)]
