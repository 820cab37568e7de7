"""The section of the half-year report: each målepunkt with its status and line."""

from __future__ import annotations

from værdig.api import _l, metric_section

from .metrics import METRICS

HEADINGS = {
    "A-M1": _l("Jobparate borgere"),
    "A-M2": _l("Dagpengemodtagere i privat løntilskud"),
    "A-M3": _l("Virksomheder, jobcentret har kontaktet"),
}
"""Short names for the målepunkter whose titles are whole sentences of the plan."""

SECTION = metric_section(
    id="vaerdig_spor_virksomhedsnaer.afsnit",
    title=_l("Spor 1: Tæt på virksomhederne"),
    intro=[
        _l("Planens ord: »Vi bringer borgerne tæt på virksomhederne«."),
        _l(
            "Målet er at få flere borgere tæt på arbejdsmarkedet og i ordinære job, og at flere virksomheder får tilbud om arbejdskraft."
        ),
    ],
    metrics=METRICS,
    headings=HEADINGS,
    order=30,
)
