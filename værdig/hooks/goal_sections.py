"""The report section of a plug-in that tells its goal and then its metrics, as most do; the blocks are made by `blocks`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from værdig.hooks.blocks import metric_blocks, metric_figure
from værdig.hooks.contracts import Metric, Paragraph, ReportSection, SectionContent, Text
from værdig.hooks.sections import SectionContext


def metric_section(
    *,
    id: str,
    title: Text,
    intro: Sequence[Text],
    metrics: Sequence[Metric],
    headings: Mapping[str, Text] | None = None,
    order: int = 100,
) -> ReportSection:
    """Return a section that says what the goal is, a paragraph each, and then tells every metric in the order given.

    `headings` are short names, by the metric's code, where its title is a whole sentence of the plan.
    """
    names = headings or {}

    def build(context: SectionContext) -> SectionContent:
        results = [context.metric(metric.id) for metric in metrics]
        told = [block for result in results for block in metric_blocks(result, names.get(result.code, ""))]
        return SectionContent(
            blocks=[*(Paragraph(text=str(text)) for text in intro), *told],
            figures=[metric_figure(result) for result in results],
        )

    return ReportSection(id=id, title=title, order=order, metrics=[metric.id for metric in metrics], build=build)
