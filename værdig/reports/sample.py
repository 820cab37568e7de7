"""The example's reports: the first half-year frozen with a leader's texts, the second as a draft to go on with."""

from __future__ import annotations

from typing import Any

from værdig.clock import HalfYear
from værdig.i18n import _
from værdig.reports import queries, service

AUTHOR = "system"
FROZEN, DRAFT = HalfYear(2021, 1), HalfYear(2021, 2)

TEXTS = {
    "anledning": "Det er første gang, udvalget får orienteringen i denne form.",
    "sagsfremstilling": (
        "Vi har talt resultaterne igennem på et møde med medarbejderne.\n\n"
        "Vi vil arbejde med to ting i næste halvår. Vi vil svare hurtigere, når borgere ringer. "
        "Og vi vil selv ringe, når en borger får ny sagsbehandler."
    ),
}
"""Invented, like the figures."""


def load(context: Any) -> None:
    """Build the example's reports once."""
    for half_year in (FROZEN, DRAFT):
        if queries.newest(half_year) is None:
            context.progress(_("Bygger rapporten for %(period)s …", period=half_year.label))
            _make(half_year)


def _make(half_year: HalfYear) -> None:
    report_id = service.build(half_year).id
    if half_year == FROZEN:
        service.save_texts(report_id, TEXTS, AUTHOR)
        service.freeze(report_id)
