"""The example's own reports of the borgerraadgiver: one released, with words of hers, and a draft to go on with; clearly invented."""

from __future__ import annotations

from typing import Any

from værdig.access import Role
from værdig.clock import HalfYear
from værdig.i18n import _
from værdig.reports.beretning import places, queries, service

AUTHOR = "system"
RELEASED, DRAFT = HalfYear(2021, 1), HalfYear(2021, 2)
TEXTS = {
    "egne_omfang": "Jeg holder åbent i biblioteket om onsdagen. Det er nok derfor, flere er kommet selv.",
    "egne_svartid": "Ventetid er det, borgere oftest nævner. Et kort brev undervejs hjælper meget.",
    "sag_1": (
        "En mand ventede i flere uger på svar om sin ansøgning. Ingen havde sagt til ham, hvorfor det trak ud. "
        "Afdelingen ringede til ham, sagde undskyld og lovede en dag for svaret. Den holdt de."
    ),
    "grundlag_1": places.FICTION,
}
"""Invented, like the figures."""


def load(context: Any) -> None:
    """Make the example's reports once."""
    for half_year in (RELEASED, DRAFT):
        if queries.newest(half_year.code) is None:
            context.progress(_("Skriver borgerrådgiverens beretning for %(period)s …", period=half_year.label))
            _make(half_year)


def _make(half_year: HalfYear) -> None:
    row = service.begin(half_year.code)
    if half_year == RELEASED:
        service.save_texts(row.id, TEXTS, AUTHOR)
        seen = service.mark_of_draft(queries.own(row.id))
        readers = [Role.UDVALGSMEDLEM.value, Role.LEDER.value]
        service.release(row.id, seen=seen, readers=readers, public=True, looked_through=True)
