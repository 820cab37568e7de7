"""Ready-made blocks for report sections: how a metric is told, with the same words in every plug-in."""

from __future__ import annotations

from collections.abc import Sequence

from værdig.hooks.contracts import Block, Figure, Heading, Line, Notice, Paragraph
from værdig.hooks.sections import MetricPoint, MetricResult
from værdig.i18n import _, format_number


def metric_blocks(result: MetricResult) -> list[Block]:
    """Return a metric as heading, status and line (which brings its table); one without figures says so and why."""
    heading = Heading(text=result.title)
    if not any(point.value is not None for point in result.points):
        return [heading, Notice(text=_("Ingen tal. %(why)s", why=_why(result)), tone="missing"), _definition(result)]
    return [heading, *_status(result), _line(result), _definition(result)]


def metric_figure(result: MetricResult) -> Figure:
    """Return a metric's newest figure as it is frozen with the report."""
    latest = result.latest
    known = latest is not None and latest.value is not None
    return Figure(
        id=result.id,
        label=result.title,
        value=number(latest) if latest is not None and known else None,
        unit=result.unit,
        definition=result.definition,
        source=(latest.provenance if latest else "") or result.source,
        period=latest.period if latest else "",
        why_missing="" if known else _why(result),
    )


def number(point: MetricPoint) -> str:
    """Return a point's number with at most one decimal, or a dash where it is missing."""
    return "–" if point.value is None else format_number(round(point.value, 1))


def _why(result: MetricResult) -> str:
    latest = result.latest
    return (
        result.failure or (latest.why_missing if latest else "") or _("Der er ikke importeret eller registreret tal.")
    )


def _status(result: MetricResult) -> Sequence[Block]:
    failed = [Notice(text=result.failure, tone="warning")] if result.failure else []
    return [*failed, *([Paragraph(text=result.status_text)] if result.status_text else [])]


def _line(result: MetricResult) -> Line:
    return Line(
        caption=result.title,
        unit=result.unit,
        periods=[point.period for point in result.points],
        values=[point.value for point in result.points],
        target=result.target,
        provenance=result.points[-1].provenance,
    )


def _definition(result: MetricResult) -> Paragraph:
    return Paragraph(text=_("Sådan er det opgjort: %(definition)s", definition=result.definition))
