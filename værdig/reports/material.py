"""What the report's own sections are written from: cleared tables and plain facts, read from other features; no sentences here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from værdig.clock import HalfYear
from værdig.complaints.queries import Recommended
from værdig.disclosure import AdministrationCount, ClearedTable
from værdig.hooks.sections import ComplaintFigures, MetricResult, SurveyFigures
from værdig.municipality.contact import InContact


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question as it was put: its id, wording, kind (`rated`, `factual`, `open`), theme, and to whom where not to all."""

    id: str
    wording: str
    kind: str
    theme: str = ""
    principle: str = ""
    put_to: str = ""
    is_municipal: bool = False
    """Whether the municipality wrote it."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """A table worked out from cleared figures alone, as texts; `keys` names each row: a question's id, then `/` and a group."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    keys: Sequence[str]
    note: str


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One round: how it was done, and what came of it, cleared.

    `invited` None is unknown, and then no response rate may be printed. `tables` holds one table without breakdown per question
    id, `response` the answers by target group with numbers invited, `overall` the overall question by target group.
    `tallies` holds one table each for channel, help and language.
    """

    round_id: str
    title: str
    design: str
    opens_on: date
    closes_on: date
    closed_on: date | None
    threshold: int
    questionnaire: str
    """Its id; the core's begins with `surveys.`."""
    questionnaire_title: str
    questionnaire_version: int | None
    questions: Sequence[Asked]
    tables: Mapping[str, ClearedTable]
    response: ClearedTable
    breakdowns: Sequence[ClearedTable] = ()
    tallies: Sequence[ClearedTable] = ()
    invited: int | None = None
    unreadable: str = ""
    """What may be told of envelopes that could not be read; empty where all could."""
    uninvited: Sequence[str] = field(default=())
    """Groups whose number invited is not known."""
    written: Sequence[ClearedTable] = ()
    """How many wrote something in their own words, a table for each question."""
    quotations: Sequence[str] = ()
    """Words that a person has cleared to be quoted."""
    reversed_languages: Sequence[str] = ()
    """Languages in which the scale looks read backwards; those that cannot be named make `more_reversed` true."""
    more_reversed: bool = False
    cannot_be_shown: Sequence[str] = ()
    """Questions of a type whose plug-in is gone."""
    presence: Side | None = None
    """Each group's part of those invited and of those who answered."""
    weighted: Side | None = None
    unweighted: Sequence[str] = ()
    """Whole sentences: which questions could not be weighted, and why."""
    change: Side | None = None
    """How the satisfied have moved since the last round of the same design, with what chance alone can do."""
    has_earlier: bool = False
    """Whether there is a closed round of the same design before this one."""


@dataclass(frozen=True, kw_only=True)
class Complained:
    """The complaints of one half-year, cleared: tables by id, klagepunkter (None where hidden), the administration's own acts."""

    half_year: str
    """The code: `2021H1`."""
    period: str
    as_of: date
    threshold: int
    """Fewer cases than this are not shown."""
    tables: Mapping[str, ClearedTable]
    points: int | None
    administration: Sequence[AdministrationCount]
    principles: Mapping[str, str] = field(default_factory=dict)
    """The principle each theme counts under: the rows of the table of principles are made of themes."""
    recommended: Sequence[Recommended] = ()
    """The borgerraadgiver's recommendations that she has released: open ones, and those closed in the half-year."""
    recommendation_counts: Sequence[AdministrationCount] = ()
    only: str = ""
    """What the figures are about, where somebody may think that they are about more: a whole sentence."""
    in_contact: InContact | None = None
    """How many citizens the jobcentre was in contact with, as the municipality has noted it; None where it has not."""


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything a report is written from. `previous` is the round before by design, `complained_before` by period's label.

    `survey` and `complaints` are the same figures as plug-ins' sections get them; `releases` are ids in the disclosure ledger.
    """

    half_year: HalfYear
    unfinished: bool
    plan_id: str
    answered: Sequence[Answered] = ()
    previous: Mapping[str, Answered] = field(default_factory=dict)
    complained: Complained | None = None
    complaints_deleted: bool = False
    """Whether cases of the half-year have been deleted when their time was over: nothing is counted then, which is not none."""
    complained_before: Mapping[str, Complained] = field(default_factory=dict)
    deleted_before: Sequence[str] = ()
    """The labels of earlier half-years that are not compared with, for the same reason."""
    survey: SurveyFigures | None = None
    complaints: ComplaintFigures | None = None
    metrics: Mapping[str, MetricResult] = field(default_factory=dict)
    open_until: Sequence[date] = ()
    """When the half-year's rounds that still take answers close; nothing of them is counted, nor is it told how many there are."""
    releases: tuple[str, ...] = ()

    @property
    def period(self) -> str:
        """The half-year as people read it."""
        return self.half_year.label
