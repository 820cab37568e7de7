"""The section of the half-year report: each målepunkt with its status and line."""

from __future__ import annotations

from typing import Any

from værdig.api import Paragraph, ReportSection, SectionContent, _, _l, metric_blocks, metric_figure

from .metrics import METRICS

ID = "vaerdig_maal_virksomheder"


def build(context: Any) -> SectionContent:
    """Return the målepunkter in the plan's order."""
    results = [context.metric(metric.id) for metric in METRICS]
    blocks: list[Any] = [
        Paragraph(text=_("Planens ord: »Virksomhederne skal sikres den nødvendige og kvalificerede arbejdskraft«.")),
        Paragraph(
            text=_(
                "Planen har intet målepunkt for dette mål. Tallene her er afledt af det, planen siger, at jobcentret gør."
            )
        ),
    ]
    for result in results:
        blocks += metric_blocks(result)
    return SectionContent(blocks=blocks, figures=[metric_figure(result) for result in results])


SECTION = ReportSection(
    id=f"{ID}.afsnit",
    title=_l("Arbejdskraft til virksomhederne"),
    build=build,
    order=20,
    metrics=[metric.id for metric in METRICS],
)
