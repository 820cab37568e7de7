"""The section of the half-year report: each målepunkt with its status and line."""

from __future__ import annotations

from værdig.api import _l, metric_section

from .metrics import METRICS

HEADINGS = {
    "A-M6": _l("Udsatte borgere i tilbud eller beskæftigelse"),
    "A-M7": _l("Fleksjobvisiterede på ledighedsydelse"),
    "A-M8": _l("Fleksjob med flere timer"),
}
"""Short names for the målepunkter whose titles are whole sentences of the plan."""

SECTION = metric_section(
    id="vaerdig_spor_udsatte.afsnit",
    title=_l("Spor 3: Udsatte borgere"),
    intro=[
        _l("Planens ord: »Vi understøtter udsatte borgere i at udvikle nye kompetencer og finder gode jobmatch«."),
        _l("Målet er, at flere udsatte borgere finder hel eller delvis beskæftigelse."),
    ],
    metrics=METRICS,
    headings=HEADINGS,
    order=50,
)
