"""The only place that hands figures to plug-ins: cleared tables, imported series and stored results, as `hooks.sections` names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from værdig import municipality
from værdig.clock import HalfYear
from værdig.disclosure import ClearedRow
from værdig.disclosure import ClearedTable as GateTable
from værdig.hooks.records import Contribution
from værdig.hooks.sections import (
    ClearedTable,
    ComplaintFigures,
    MetricData,
    MetricResult,
    SectionContext,
    SurveyFigures,
)
from værdig.i18n import _
from værdig.metrics.points import Value


def metric_data(inputs: Mapping[str, Sequence[Value]]) -> MetricData:
    """Return a metric's inputs as `compute` reads them."""
    return MetricData(
        values={
            name: [(point.period, None if point.value is None else float(point.value)) for point in points]
            for name, points in inputs.items()
        }
    )


def section_table(cleared: GateTable, measure: str = "percent") -> ClearedTable:
    """Return a table from the disclosure gate as sections read it: whole percentages of those who rated, or counts.

    Everybody comes first, then the rows of the breakdown. Only what the gate shows is passed on; a hidden cell is None.
    """
    rows = [cleared.total, *cleared.rows]
    categories = cleared.categories if measure == "percent" else ()
    columns = [str(cleared.labels.get(category, category)) for category in categories] or [_("Antal")]
    cells = [_shares(row, categories) if measure == "percent" else (row.n,) for row in rows]
    return ClearedTable(
        id=cleared.id,
        caption=cleared.title,
        measure="percent" if measure == "percent" else "count",
        rows=tuple(str(row.label) for row in rows),
        columns=tuple(columns),
        cells=tuple(cells),
        people=cleared.total.n,
        hidden_text=_("for få svar til at vise") if cleared.unit == "answers" else _("for få sager til at vise"),
        note=" ".join([*cleared.notes, cleared.refused]).strip(),
    )


def _shares(row: ClearedRow, categories: Iterable[str]) -> tuple[int | None, ...]:
    return tuple(row.shares.get(category) if row.shown else None for category in categories)


def section_context(
    section: Contribution,
    half_year: HalfYear,
    plan_id: str,
    results: Mapping[str, MetricResult],
    *,
    survey: SurveyFigures | None = None,
    complaints: ComplaintFigures | None = None,
    registrations: Mapping[str, int | None] | None = None,
) -> SectionContext:
    """Return all that one section is built from; of the metrics it gets those it names, and those of its own plug-in."""
    wanted = {
        metric_id: result
        for metric_id, result in results.items()
        if metric_id in section.value.metrics or metric_id.startswith(f"{section.plugin_id}.")
    }
    return SectionContext(
        half_year=half_year.code,
        half_year_label=half_year.label,
        start=half_year.start,
        end=half_year.end,
        municipality=municipality.get().name,
        plan_id=plan_id,
        metrics=wanted,
        survey=survey,
        complaints=complaints,
        registrations=dict(registrations or {}),
        example_data=municipality.example_data(),
    )
