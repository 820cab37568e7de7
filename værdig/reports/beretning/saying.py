"""Sentences that are true of cleared figures: a hidden number is never said, and an unknown one is never nought."""

from __future__ import annotations

from collections.abc import Sequence

from værdig.complaints.queries import COMPLAINT_TYPES
from værdig.disclosure import ClearedRow, ClearedTable
from værdig.i18n import _, format_number
from værdig.reports.material import Complained

TYPE, KIND, THEME, PRINCIPLE, METHOD, RESULT = (
    f"complaints.{name}" for name in ("type", "kind", "theme", "principle", "method", "result")
)
CONTACTS = "complaints.contact_type"
MOST_NAMED = 3


def total(one: Complained | None, table: str = TYPE) -> int | None:
    """Return the cleared number behind a table; None where it is hidden or there is none."""
    found = one.tables.get(table) if one else None
    return found.total.n if found is not None and found.total.shown else None


def alone(table: ClearedTable | None, member: str) -> int | None:
    """Return the number of one member that stands in a row of its own; None where it is hidden, or merged with others."""
    rows = table.rows if table is not None and not table.refused else ()
    return next((row.n for row in rows if row.members == ((member,),)), None)


def ranked(table: ClearedTable | None) -> list[ClearedRow]:
    """Return the rows of one member with a number above nought, the largest first, equal ones in the table's order."""
    rows = table.rows if table is not None and not table.refused else ()
    return sorted((row for row in rows if row.n and row.state == "shown"), key=lambda row: -(row.n or 0))


def compared(now: int, before: int | None, period: str) -> str:
    """Say how a number stands to an earlier one; nothing is said of one that may not be shown."""
    if before is None:
        return _("Antallet i %(period)s må ikke vises.", period=period)
    if now == before:
        return _("Det er lige så mange som i %(period)s.", period=period)
    difference = format_number(abs(now - before))
    if now > before:
        return _("Det er %(difference)s flere end i %(period)s.", difference=difference, period=period)
    return _("Det er %(difference)s færre end i %(period)s.", difference=difference, period=period)


def cases(number: str) -> str:
    """Return a number of cases in words: `1 sag`, `12 sager`."""
    return _("1 sag") if number == "1" else _("%(number)s sager", number=number)


def share(part: int, whole: int) -> str:
    """Return a whole percentage as printed."""
    return _("%(share)s %%", share=round(100 * part / whole))


def listed(rows: Sequence[ClearedRow]) -> str:
    """Return rows with their numbers in one line: `Manglende svar (9), Vejledning (7) og Begrundelse (5)`."""
    said = [_("%(label)s (%(number)s)", label=row.label, number=row.n_text) for row in rows]
    if len(said) < 2:
        return "".join(said)
    return _("%(first)s og %(last)s", first=", ".join(said[:-1]), last=said[-1])


def most_about(table: ClearedTable | None) -> list[ClearedRow]:
    """Return the rows to name first: the three largest, and those as large as the third."""
    rows = ranked(table)
    if len(rows) <= MOST_NAMED:
        return rows
    least = rows[MOST_NAMED - 1].n or 0
    as_large = [row for row in rows if (row.n or 0) >= least]
    return as_large if len(as_large) <= MOST_NAMED + 2 else [row for row in rows if (row.n or 0) > least]


def done(one: Complained, name: str) -> str:
    """Return the words of what the office itself did; empty where it is not told."""
    return next((count.text for count in one.administration if count.id == f"complaints.{name}"), "")


def complaints(one: Complained) -> int | None:
    """Return the cleared number of complaints among the cases; None where it is hidden."""
    table = one.tables.get(KIND)
    rows = table.rows if table is not None and not table.refused else ()
    kinds = (row.n for row in rows if all(type_ in COMPLAINT_TYPES for (type_,) in row.members))
    return next(kinds, None)
