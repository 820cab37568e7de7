"""What a plan is made of: frozen dataclasses only; reading them from files is in `loader`, asking for them in `queries`.

A plan's own words are Danish and stay as printed. Codes (`A-M1`) and keys (`sagsbehandling`) are ours and never change.
Numbers are `Decimal`, exactly as the plan prints them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Direction = Literal["up", "down", "all", "reach", "monitor"]
Basis = Literal["stated", "inferred", "not_stated"]
"""Whether the plan says it, we have concluded it, or the plan does not say."""

MetricKind = Literal[
    "official_maalepunkt",
    "official_submeasure",
    "appendix_target",
    "pejlemaerke",
    "indicator",
    "own_survey",
    "implied",
]
RuleKind = Literal["percent", "amount", "level", "done", "described", "forecast"]
StatementKind = Literal["sum", "growth", "share", "same"]
TableRuleKind = Literal["column_sum", "row_difference", "row_share", "whole"]


@dataclass(frozen=True, kw_only=True)
class Locator:
    """Where in the plan's document something stands: a section, and at most a short quotation."""

    section: str
    quote: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A named number: one part of a reading, or another area's figure beside it."""

    name: str
    value: Decimal
    unit: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A figure the plan states. `value` is None where the plan gives several `parts` instead.

    `period` is the plan's wording, `period_code` ours (`2019M06`, `2021`) where the wording names one period.
    """

    unit: str
    basis: Basis
    value: Decimal | None = None
    parts: tuple[Part, ...] = ()
    period: str = ""
    period_code: str = ""
    comparison: tuple[Part, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How the plan says its target comes about, apart from the target it states.

    `percent` and `amount` change the reading named by `on`; `level` is a level to reach; `done` is something to carry out;
    `described` has no arithmetic; `forecast` is a forecast and no target.
    """

    text: str
    kind: RuleKind
    amount: Decimal | None = None
    on: Literal["baseline", "latest"] | None = None
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceSeries:
    """An official series a maalepunkt can be taken from, with the dates between which its table is in use.

    `evidence` says how sure we are of the table: seen with its name, name confirmed but id not, or inferred.
    """

    source: str
    label: str
    evidence: Literal["verified", "verified_name", "inferred"]
    table: str = ""
    measure: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanMetric:
    """One maalepunkt, target, pejlemaerke or indicator of a plan: population, unit, direction, and what the plan states of it.

    `documented_in` names the plan's own sources; `documentation` is its line of documentation retold; `target` is the
    stated target, `rule` the rule it should follow.
    """

    code: str
    name: str
    kind: MetricKind
    direction: Direction
    unit: str
    population: str
    source: Locator
    cadence: str
    documented_basis: Basis
    documented_in: tuple[str, ...] = ()
    documentation: str = ""
    unit_stated: bool = True
    baseline: Reading | None = None
    latest: Reading | None = None
    rule: Rule | None = None
    target: Reading | None = None
    formula: str = ""
    components: tuple[str, ...] = ()
    series: tuple[SourceSeries, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Run:
    """The years the plan says an initiative runs."""

    valid_from: date
    valid_to: date
    quote: str


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """What a track does for one group: its actions, maalepunkter and registrations."""

    code: str
    name: str
    population: str = ""
    actions: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()
    metrics: tuple[PlanMetric, ...] = ()
    runs: Run | None = None


@dataclass(frozen=True, kw_only=True)
class Track:
    """A local track (spor, fokusomraade, chapter) of one plan; `signposts` are its pejlemaerker as printed."""

    code: str
    number: int
    name: str
    source: Locator
    aim: str = ""
    approach: str = ""
    other_name: str = ""
    kind: str = ""
    signposts: tuple[str, ...] = ()
    report_content: tuple[str, ...] = ()
    initiatives: tuple[Initiative, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One criterion of an award."""

    id: str
    text: str
    quote: str
    threshold: str = ""
    window: str = ""


@dataclass(frozen=True, kw_only=True)
class Award:
    """An award a plan promises to give (virksomhedsprisen)."""

    name: str
    frequency: str
    purpose: str
    motives: tuple[str, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True)
class PlanGoal:
    """A national goal as one plan words it; `goal` is the key of the goal that returns in other plans."""

    code: str
    goal: str
    order: int
    wording: str
    status: str
    valid_from: date
    source: Locator
    aim: str = ""
    actions: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()
    report_content: tuple[str, ...] = ()
    metrics: tuple[PlanMetric, ...] = ()
    notes: tuple[str, ...] = ()
    award: Award | None = None


@dataclass(frozen=True, kw_only=True)
class LocalGoal:
    """A goal the municipality has set itself beside the national ones."""

    code: str
    wording: str
    source: Locator
    metrics: tuple[PlanMetric, ...]


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One row of a printed table; a cell is a number, a text, or None where the plan prints no figure."""

    label: str
    values: tuple[Decimal | str | None, ...]
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanTable:
    """A table as the plan prints it."""

    id: str
    title: str
    unit: str
    source: str
    period: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Term:
    """One side of a statement: a number or text the plan says, a cell of its tables, or a field of a metric.

    `field` is `baseline`, `latest` or `target`, with `.period` after it for the period instead of the value.
    """

    value: Decimal | None = None
    text: str = ""
    section: str = ""
    quote: str = ""
    table: str = ""
    row: str = ""
    group: str = ""
    column: str = ""
    metric: str = ""
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Something a plan says that can be worked out again: `stated` should follow from `terms`.

    `sum`: all terms together. `growth`: from the first to the second, per cent. `share`: the first of the others together, per
    cent. `same`: equal to the only term. `decimals` is how many the plan rounds to; None compares exactly.
    """

    id: str
    kind: StatementKind
    about: str
    terms: tuple[Term, ...]
    stated: Term
    decimals: int | None = None


@dataclass(frozen=True, kw_only=True)
class TableRule:
    """Arithmetic that every column (or row) of a printed table should keep; `decimals` says its figures are rounded to that.

    `column_sum`: `rows` (all others when empty) add up to `total`. `row_share`: first of `rows` in per cent of the second is
    `total`. `row_difference`: in `columns`, first minus second is the third. `whole`: each column adds up to 100.
    """

    id: str
    kind: TableRuleKind
    table: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    total: str = ""
    decimals: int | None = None


@dataclass(frozen=True, kw_only=True)
class JointArea:
    """Municipalities that shared a jobcentre, and the last day they did."""

    name: str
    covers: tuple[str, ...]
    valid_to: date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Reporting:
    """Whom the plan promises to report to, and how often."""

    scope: str
    committee: str = ""
    times_a_year: int | None = None
    source: Locator | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One plan: a document with its dates (both included), goals, tracks, indicators and tables."""

    id: str
    title: str
    issuer: str
    municipalities: tuple[str, ...]
    valid_from: date
    valid_to: date
    reporting: Reporting
    goals: tuple[PlanGoal, ...]
    tracks: tuple[Track, ...]
    revised: str = ""
    overall_goal: str = ""
    challenges: tuple[str, ...] = ()
    local_goals: tuple[LocalGoal, ...] = ()
    indicators: tuple[PlanMetric, ...] = ()
    tables: tuple[PlanTable, ...] = ()
    statements: tuple[Statement, ...] = ()
    table_rules: tuple[TableRule, ...] = ()
    joint_area: JointArea | None = None


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A national goal that returns in several plans with other words and targets."""

    key: str
    title: str


@dataclass(frozen=True, kw_only=True)
class RegistrationField:
    """One field of a registration; `type` is the plan catalogue's word for it (dato, heltal, valg …)."""

    name: str
    label: str
    type: str
    required: bool
    options: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Registration:
    """Something the plans make it necessary to register, and what of it is personal."""

    id: str
    label: str
    basis: str
    purpose: str
    personal_data: str
    plans: tuple[str, ...]
    fields: tuple[RegistrationField, ...]


@dataclass(frozen=True, kw_only=True)
class DataSource:
    """A source that plans document their maalepunkter with, under the name they use."""

    name: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything the data files hold, checked."""

    goals: tuple[Goal, ...]
    plans: tuple[Plan, ...]
    registrations: tuple[Registration, ...]
    sources: tuple[DataSource, ...]
