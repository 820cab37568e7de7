"""The section of the half-year report: each målepunkt with its status and line."""

from __future__ import annotations

from typing import Any

from værdig.api import Paragraph, ReportSection, SectionContent, _, _l, metric_blocks, metric_figure

from .metrics import METRICS

ID = "vaerdig_spor_virksomhedsnaer"
HEADINGS = {
    "A-M1": _l("Jobparate borgere"),
    "A-M2": _l("Dagpengemodtagere i privat løntilskud"),
    "A-M3": _l("Virksomheder, jobcentret har kontaktet"),
}
"""Short names for the målepunkter whose titles are whole sentences of the plan."""


def build(context: Any) -> SectionContent:
    """Return the målepunkter in the plan's order."""
    results = [context.metric(metric.id) for metric in METRICS]
    blocks: list[Any] = [
        Paragraph(text=_("Planens ord: »Vi bringer borgerne tæt på virksomhederne«.")),
        Paragraph(
            text=_(
                "Målet er at få flere borgere tæt på arbejdsmarkedet og i ordinære job, og at flere virksomheder får tilbud om arbejdskraft."
            )
        ),
    ]
    for result in results:
        blocks += metric_blocks(result, HEADINGS.get(result.code, ""))
    return SectionContent(blocks=blocks, figures=[metric_figure(result) for result in results])


SECTION = ReportSection(
    id=f"{ID}.afsnit",
    title=_l("Spor 1: Tæt på virksomhederne"),
    build=build,
    order=30,
    metrics=[metric.id for metric in METRICS],
)
