"""Ready-made blocks for report sections: how a metric is told, with the same words in every plug-in."""

from __future__ import annotations

from collections.abc import Sequence

from værdig.hooks.contracts import Block, Figure, Heading, Line, Notice, Paragraph, Text
from værdig.hooks.sections import MetricPoint, MetricResult
from værdig.i18n import _, capital, format_figure


def metric_blocks(result: MetricResult, heading: Text = "") -> list[Block]:
    """Return a metric as heading, status and line (which brings its table); one without figures says so and why.

    `heading` is a short name for a metric whose title is a whole sentence of the plan; the sentence is then quoted below it.
    """
    name = str(heading) or result.title
    quoted = [Paragraph(text=_("Planens ord: »%(sentence)s«.", sentence=result.title))] if name != result.title else []
    begin: list[Block] = [Heading(text=name), *quoted]
    if not any(point.value is not None for point in result.points):
        return [*begin, Notice(text=_("Ingen tal. %(why)s", why=_why(result)), tone="missing"), _definition(result)]
    return [*begin, *_status(result), _line(result, name), _definition(result)]


def metric_figure(result: MetricResult) -> Figure:
    """Return the figure that a metric's status speaks of, as it is frozen with the report: the newest final one."""
    point = result.judged or result.latest
    known = point is not None and point.value is not None
    return Figure(
        id=result.id,
        label=result.title,
        value=number(point, result.unit) if point is not None and known else None,
        unit=result.unit,
        definition=result.definition,
        source=(point.provenance if point else "") or result.source,
        period=point.period if point else "",
        why_missing="" if known else _why(result),
    )


def number(point: MetricPoint, unit: str) -> str:
    """Return a point's number in its unit's decimals, or a dash where it is missing."""
    return "–" if point.value is None else format_figure(point.value, unit)


def _why(result: MetricResult) -> str:
    latest = result.latest
    return (
        result.failure or (latest.why_missing if latest else "") or _("Der er ikke importeret eller registreret tal.")
    )


def _status(result: MetricResult) -> Sequence[Block]:
    failed = [Notice(text=result.failure, tone="warning")] if result.failure else []
    return [*failed, *([Paragraph(text=capital(result.status_text))] if result.status_text else [])]


def _line(result: MetricResult, name: str) -> Line:
    return Line(
        caption=name,
        unit=result.unit,
        periods=[point.period for point in result.points],
        values=[point.value for point in result.points],
        target=result.target,
        breaks=result.breaks,
        provisional=[point.period for point in result.points if point.provisional],
        provenance=result.points[-1].provenance,
    )


def _definition(result: MetricResult) -> Paragraph:
    return Paragraph(text=_("Sådan er det opgjort: %(definition)s", definition=result.definition))
