"""The section of the half-year report: each målepunkt with its status and line."""

from __future__ import annotations

from typing import Any

from værdig.api import Paragraph, ReportSection, SectionContent, _, _l, metric_blocks, metric_figure

from .metrics import METRICS

ID = "vaerdig_spor_udsatte"
HEADINGS = {
    "A-M6": _l("Udsatte borgere i tilbud eller beskæftigelse"),
    "A-M7": _l("Fleksjobvisiterede på ledighedsydelse"),
    "A-M8": _l("Fleksjob med flere timer"),
}
"""Short names for the målepunkter whose titles are whole sentences of the plan."""


def build(context: Any) -> SectionContent:
    """Return the målepunkter in the plan's order."""
    results = [context.metric(metric.id) for metric in METRICS]
    blocks: list[Any] = [
        Paragraph(
            text=_(
                "Planens ord: »Vi understøtter udsatte borgere i at udvikle nye kompetencer og finder gode jobmatch«."
            )
        ),
        Paragraph(text=_("Målet er, at flere udsatte borgere finder hel eller delvis beskæftigelse.")),
    ]
    for result in results:
        blocks += metric_blocks(result, HEADINGS.get(result.code, ""))
    return SectionContent(blocks=blocks, figures=[metric_figure(result) for result in results])


SECTION = ReportSection(
    id=f"{ID}.afsnit",
    title=_l("Spor 3: Udsatte borgere"),
    build=build,
    order=50,
    metrics=[metric.id for metric in METRICS],
)
