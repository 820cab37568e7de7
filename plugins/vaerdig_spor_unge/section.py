"""The section of the half-year report: each målepunkt with its status and line."""

from __future__ import annotations

from typing import Any

from værdig.api import Paragraph, ReportSection, SectionContent, _, _l, metric_blocks, metric_figure

from .metrics import METRICS

ID = "vaerdig_spor_unge"
HEADINGS = {
    "A-M4": _l("Aktivitetsparate under 30 år"),
    "A-M5": _l("Unge i nytteindsats"),
}
"""Short names for the målepunkter whose titles are whole sentences of the plan."""


def build(context: Any) -> SectionContent:
    """Return the målepunkter in the plan's order."""
    results = [context.metric(metric.id) for metric in METRICS]
    blocks: list[Any] = [
        Paragraph(text=_("Planens ord: »Vi styrker fundamentet for uddannelsesvejledning og jobformidling til unge«.")),
        Paragraph(
            text=_(
                "Målet er, at flere unge gennemfører en erhvervsuddannelse, en anden ungdomsuddannelse eller får et job."
            )
        ),
    ]
    for result in results:
        blocks += metric_blocks(result, HEADINGS.get(result.code, ""))
    return SectionContent(blocks=blocks, figures=[metric_figure(result) for result in results])


SECTION = ReportSection(
    id=f"{ID}.afsnit",
    title=_l("Spor 2: Unge"),
    build=build,
    order=40,
    metrics=[metric.id for metric in METRICS],
)
