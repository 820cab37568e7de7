"""What plug-ins are given in `compute` and `build`: cleared figures as plain data, never rows about people.

The metrics and the reports features fill these; a plug-in only reads them. Everything here can be sent between processes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal


@dataclass(frozen=True)
class MetricData:
    """The inputs a metric declared, by their names: `(period code, number)` in time order, None where missing."""

    values: Mapping[str, Sequence[tuple[str, float | None]]]

    def series(self, name: str) -> Any:
        """Return a declared input as a pandas Series of floats indexed by period code, NaN where missing.

        Raises KeyError listing the declared inputs when `name` is none of them.
        """
        import pandas as pd

        if name not in self.values:
            declared = ", ".join(sorted(self.values)) or "none"
            raise KeyError(f"no input called {name!r}; declared: {declared}")
        points = self.values[name]
        return pd.Series(
            [value for _, value in points], index=[period for period, _ in points], dtype="float64", name=name
        )


MetricStatus = Literal["good", "bad", "reached", "not_reached", "unchanged", "unknown"]
"""How a metric stands: better or worse than before, target reached or not, no real change, or not known."""


@dataclass(frozen=True, kw_only=True)
class MetricPoint:
    """One period of a metric: `value` None is missing, and `why_missing` says why in Danish."""

    period: str
    label: str
    value: float | None
    why_missing: str = ""
    provenance: str = ""
    """Where the number comes from, in Danish: table, run and day."""
    provisional: bool = False
    """The source may still change it; it is shown, and not judged."""


@dataclass(frozen=True, kw_only=True)
class MetricResult:
    """A metric as stored for a half-year: its definition, its points up to the period, and how it stands.

    `failure` is a Danish text when the newest computation failed; `points` are then those of the last one that did not.
    """

    id: str
    code: str
    title: str
    unit: str
    direction: str
    definition: str
    source: str = ""
    points: Sequence[MetricPoint] = ()
    status: MetricStatus = "unknown"
    status_text: str = ""
    target: float | None = None
    baseline: float | None = None
    breaks: Sequence[str] = ()
    """Period codes that a new way of counting begins with."""
    failure: str = ""

    @property
    def judged(self) -> MetricPoint | None:
        """The newest known point that is final: the one the status speaks of; None when there is none."""
        return next(
            (point for point in reversed(self.points) if point.value is not None and not point.provisional), None
        )

    @property
    def latest(self) -> MetricPoint | None:
        """The newest point, missing or not; None when there is none at all."""
        return self.points[-1] if self.points else None


@dataclass(frozen=True, kw_only=True)
class ClearedTable:
    """A table that has passed the disclosure gate.

    `cells[row][column]` is a whole number (a count or a percentage, as `measure` says) or None where hidden; `hidden_text`
    is what to write there. `people` is how many stand behind the whole table, None where that is hidden too.
    """

    id: str
    caption: str
    measure: Literal["count", "percent"]
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[int | None]]
    people: int | None
    hidden_text: str = "for få svar til at vise"
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SurveyFigures:
    """The cleared figures of the half-year's survey round: one table per question, by question id, and the response."""

    round_title: str
    questions: Mapping[str, ClearedTable] = field(default_factory=dict)
    invited: int | None = None
    answered: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ComplaintFigures:
    """The cleared figures of the half-year's complaints: tables by name (`theme`, `principle`, `outcome` …)."""

    tables: Mapping[str, ClearedTable] = field(default_factory=dict)
    cases: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionContext:
    """All that a report section is built from.

    `survey` and `complaints` are None when nothing was collected or nothing may be shown. `registrations` are cleared counts
    of the plug-ins' own forms by `OwnInput` name, None where hidden.
    """

    half_year: str
    """The code: `2021H1`."""
    half_year_label: str
    """As people read it: `1. halvår 2021`."""
    start: date
    end: date
    municipality: str
    plan_id: str
    metrics: Mapping[str, MetricResult] = field(default_factory=dict)
    survey: SurveyFigures | None = None
    complaints: ComplaintFigures | None = None
    registrations: Mapping[str, int | None] = field(default_factory=dict)
    example_data: bool = False

    def metric(self, metric_id: str) -> MetricResult:
        """Return a metric's result; raises KeyError listing the section's metrics when it is none of them."""
        if metric_id not in self.metrics:
            listed = ", ".join(sorted(self.metrics)) or "none"
            raise KeyError(f"no metric called {metric_id!r}; this section has: {listed}")
        return self.metrics[metric_id]
