"""The section of the half-year report: each målepunkt with its status and line."""

from __future__ import annotations

from værdig.api import _l, metric_section

from .metrics import METRICS

HEADINGS = {
    "A-M4": _l("Aktivitetsparate under 30 år"),
    "A-M5": _l("Unge i nytteindsats"),
}
"""Short names for the målepunkter whose titles are whole sentences of the plan."""

SECTION = metric_section(
    id="vaerdig_spor_unge.afsnit",
    title=_l("Spor 2: Unge"),
    intro=[
        _l("Planens ord: »Vi styrker fundamentet for uddannelsesvejledning og jobformidling til unge«."),
        _l("Målet er, at flere unge gennemfører en erhvervsuddannelse, en anden ungdomsuddannelse eller får et job."),
    ],
    metrics=METRICS,
    headings=HEADINGS,
    order=40,
)
