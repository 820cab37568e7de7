"""The figures of the whole municipality in place of the jobcentre's: for all periods that are compared, or for none of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from værdig import disclosure
from værdig.complaints import queries as complaints
from værdig.disclosure import ClearedTable, Occasion
from værdig.i18n import _
from værdig.reports.beretning.spans import Span
from værdig.reports.material import Complained

UNIT = "complaints.unit"

Counted = Mapping[Span, Complained | None]
"""The figures of each period; None where its cases have been deleted."""


def widened(counted: Counted, on: date, occasion: Occasion, releases: list[str]) -> Counted:
    """Return the figures of the whole municipality where it lists other parts than the jobcentre, else those given.

    They are recorded in the ledger (its ids are added to `releases`). Where one of the periods cannot be told of the whole, none
    is, since they are compared; `only` says so then.
    """
    known = {span: one for span, one in counted.items() if one is not None}
    if not any(complaints.has_other_units(half) for span in known for half in span.halves):
        return counted
    try:
        found = {span: complaints.office_figures(span.code, as_of=on) for span in known}
    except complaints.FiguresGone:
        why = _("Tallene er kun om jobcentret. Sager om resten af kommunen er slettet, fordi deres tid er gået.")
        return {span: one and replace(one, only=why) for span, one in counted.items()}
    for each in found.values():
        releases += disclosure.record(each.clearing, occasion, each.administration)
    why = next((each.why for each in found.values() if not each.whole), "")
    if why:
        return {span: one and replace(one, only=why) for span, one in counted.items()}
    return {span: one and _of_all(one, found[span]) for span, one in counted.items()}


def _of_all(one: Complained, found: complaints.OfficeFigures) -> Complained:
    return replace(
        one,
        as_of=found.as_of,
        tables={**one.tables, **{table.id: table for table in found.clearing.tables if _tells(table)}},
        points=found.points,
        administration=found.administration,
    )


def _tells(table: ClearedTable) -> bool:
    """Whether a table belongs in the report: the parts of the municipality only where there are several to tell of."""
    return table.id != UNIT or bool(table.rows)
