"""What hooks return: frozen, keyword-only dataclasses; standard library only, no behaviour.

A plug-in author reads this file and `specs.py`, and nothing else. Ids are written `<plug-in>.<name>` and
checked by the host. Texts people see are Danish; `Text` may be a lazy translation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

Text = Any
"""A Danish text, or a lazy translation of one (anything whose `str()` is the text)."""

API_VERSION = 1
"""The contract version a plug-in asks for in `PluginInfo.api`."""

Kind = Literal["national_goal", "local_track", "addon", "language", "core"]
Direction = Literal["up", "down", "all", "reach", "monitor"]
About = Literal["people", "companies", "administration"]


@dataclass(frozen=True, kw_only=True)
class PluginInfo:
    """A plug-in's manifest, read before anything is registered.

    `goals` and `tracks` are codes of the plan catalogue (`sagsbehandling`, `A-T1`); `requires` names other plug-ins;
    `order` sorts what it contributes (lower first); `version` is used where no installed distribution tells one; `contact` is
    shown to the administrator when it fails; `default_on` says whether it is on where nobody has switched it.
    """

    id: str
    title: Text
    description: Text = ""
    kind: Kind = "addon"
    goals: Sequence[str] = ()
    tracks: Sequence[str] = ()
    api: int = API_VERSION
    requires: Sequence[str] = ()
    order: int = 100
    version: str = ""
    contact: str = ""
    default_on: bool = True


class Slot(StrEnum):
    """Every place on a page where plug-ins may add markup; each is rendered exactly once."""

    STAFF_HOME = "staff_home"
    """Below the staff member's own page. Context: nothing."""
    PUBLIC_START = "public_start"
    """Below the doors of the citizens' first page. Context: `municipality` (its name)."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One declared setting; `type` is bool, int, float, str or list; a secret one is never shown."""

    id: str
    type: type
    default: Any
    help: Text
    secret: bool = False
    choices: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Permission:
    """A right that routes, forms and menu items refer to; `default_roles` hold it in every municipality."""

    id: str
    title: Text
    description: Text = ""
    default_roles: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ModelSet:
    """A plug-in's tables: the base made by `plugin_base(id)`, and its folder of migrations."""

    base: type
    migrations: Path
    prefix: str
    depends_on: Sequence[str] = ("core",)


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """What personal data a plug-in keeps, why, how long, and how it is given out and erased.

    `export(subject)` returns rows of plain values; `erase(subject)` returns the number of rows erased. `count()` tells how many
    are kept in all; leave it out where they are citizens': such a number is a figure about people and belongs to the gate.
    """

    id: str
    what: Text
    basis: Text
    keep: Text
    export: Callable[[str], Sequence[Mapping[str, Any]]]
    erase: Callable[[str], int]
    count: Callable[[], int] | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionType:
    """A way of asking besides the core's: a question with choices of its own.

    `choices` are stored values (`a-z`, `0-9`, `_`) and their words, in the order shown; those in `apart` (`ved_ikke`) are shown
    apart from the others. The answers are counted as shares of those who answered, and pass the gate as all others do. Where
    the plug-in is gone or off, a question of the type is shown as *kan ikke vises*, and nobody's answers are lost for it.
    """

    id: str
    title: Text
    choices: Sequence[tuple[str, Text]]
    apart: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a questionnaire.

    `kind`: `rated` (five worded points + don't know), `factual` (yes/no/don't know), `open`, or the id of a `QuestionType` (then
    `scale` is `own`). `theme` is the KL theme
    or own theme it belongs to, `principle` the dignity principle shared with complaints, `promise` the promise it measures.
    `asked_if` names one earlier question that everybody is asked, and the answers to it that this one follows:
    `{"ny_sagsbehandler": ("ja",)}`. Those who skipped the earlier one are asked too; all others are neither asked nor counted.
    """

    id: str
    kind: Literal["rated", "factual", "open"] | str
    wording: Text
    scale: Literal["satisfaction", "agreement", "yes_no", "text", "own"]
    help: Text = ""
    theme: str = ""
    principle: str = ""
    promise: str = ""
    asked_if: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """A published set of questions; a published (id, version) never changes."""

    id: str
    version: int
    title: Text
    questions: Sequence[Question]


@dataclass(frozen=True, kw_only=True)
class Register:
    """The list that a form's registrations make: the host stores, lists, changes, deletes and brings back its rows.

    `model` is a class with `Registration` mixed in and a column for every field of the form. `day` names the column that
    places a row in time, a date or a period code (`2021Q1`): the newest stand first, each shows its half-year, and a row of a
    time that has not begun is refused.
    `shown(row)` returns headings and plain values (text, number, date, None for not known); the host writes them in Danish,
    and the first names the row. `once_per` are fields that only one row may have the same values in. `check(values)` raises
    UserError for what a field cannot know by itself; it is asked before a row is stored, changed or brought back.
    """

    model: type
    day: str
    shown: Callable[[Any], Mapping[Text, Any]]
    once_per: Sequence[str] = ()
    check: Callable[[Mapping[str, Any]], None] | None = None


@dataclass(frozen=True, kw_only=True)
class FormSpec:
    """A staff registration: the host makes its pages and asks for the permission.

    With a `register` every sent form becomes a row of it. A form that does something else instead has
    `submit(data) -> receipt text`; it has one of the two.
    """

    id: str
    title: Text
    form_class: type
    permission: str
    register: Register | None = None
    submit: Callable[[Mapping[str, Any]], str] | None = None
    intro: Text = ""


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A complaint theme and the dignity principle it counts under, with its dates of validity."""

    id: str
    title: Text
    principle: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class SeriesInput:
    """An imported series a metric computes from.

    `table` and `measure` as the source names them (several tables with validity make one series: give one input each);
    `where` fixes dimension members; `periods` is the period type (`M`, `Q`, `QMAT`, `Y`).
    """

    name: str
    source: str
    table: str
    measure: str
    where: Mapping[str, str] = field(default_factory=dict)
    periods: str = "Q"


@dataclass(frozen=True, kw_only=True)
class OwnInput:
    """Counts from the plug-in's own tables: `load(half_year)` returns rows `(period, value)`, counts only.

    `about` tells the host whether the counts describe people (then they pass the disclosure gate), companies, or the
    administration's own acts.
    """

    name: str
    load: Callable[[str], Sequence[tuple[str, int]]]
    about: About = "people"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A maalepunkt: population, unit, direction, source and how it is computed.

    `code` is the catalogue's id (`A-M1`). `compute(data, period)` gets the declared inputs (`data.series(name)` is a pandas
    Series indexed by period code) and returns a pandas Series indexed by period code; missing stays missing (NaN). `period` is
    the half-year's code (`2021H1`); the inputs already end with it, and codes of different kinds (`2021Q2`, `2021H1`) cannot be
    compared as texts. It runs in a process of its own that can be killed.
    """

    id: str
    code: str
    title: Text
    unit: Text
    direction: Direction
    definition: Text
    compute: Callable[[Any, str], Any]
    inputs: Sequence[SeriesInput | OwnInput] = ()
    source: Text = ""
    target: float | None = None
    baseline: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None


# --- What a report section is made of: the same blocks become web page, PDF and DOCX ---


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading inside a section; `level` 3 or 4 (1 and 2 belong to the document)."""

    text: Text
    level: Literal[3, 4] = 3


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph of plain text."""

    text: Text


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list of short plain texts."""

    items: Sequence[Text]
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A boxed remark; `tone` is told by a word as well as a colour."""

    text: Text
    tone: Literal["info", "warning", "missing"] = "info"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of display texts; the first column is the row header; `numeric` columns (0-based) are right aligned."""

    caption: Text
    columns: Sequence[Text]
    rows: Sequence[Sequence[Text]]
    numeric: Sequence[int] = ()
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class ShareBars:
    """Stacked three-way bars, one per row; `shares` are whole percentages or None where hidden.

    The document draws the picture, the table beside it and a text made from the same data. `rows_are` heads the column that
    names the rows, as `Gruppe`; empty: they are questions.
    """

    caption: Text
    categories: Sequence[Text]
    rows: Sequence[tuple[Text, Sequence[int | None]]]
    note: Text = ""
    rows_are: Text = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One series over periods; None is missing and never bridged. `target` draws a dashed line.

    `periods` are codes (`2021Q1`); `breaks` are those a new definition begins with, `provisional` those that may still change.
    """

    caption: Text
    unit: Text
    periods: Sequence[str]
    values: Sequence[float | None]
    target: float | None = None
    breaks: Sequence[str] = ()
    provisional: Sequence[str] = ()
    provenance: Text = ""
    note: Text = ""


Block = Heading | Paragraph | Bullets | Notice | Table | ShareBars | Line


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One frozen figure of a report: value, how it is defined and where it comes from.

    `value` None means unknown or hidden, and `why_missing` says which.
    """

    id: str
    label: str
    value: str | None
    unit: str
    definition: str
    source: str
    period: str
    why_missing: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionContent:
    """What a section builds: blocks to show and the figures they rest on."""

    blocks: Sequence[Block]
    figures: Sequence[Figure] = ()


@dataclass(frozen=True, kw_only=True)
class ReportSection:
    """A section of the half-year report; `build(context)` runs in a process of its own and may fail alone.

    `context` is a `SectionContext` (see `værdig.hooks.sections`): cleared figures and metric results, never rows.
    `opens` is said by the section that holds the promise table: the report begins with it. What it builds up to and with its
    first `Table` stands in the committee item itself, the rest in an appendix of its own.
    """

    id: str
    title: Text
    build: Callable[[Any], SectionContent]
    order: int = 100
    metrics: Sequence[str] = ()
    opens: bool = False


class Severity(StrEnum):
    """How a check went."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """The outcome of one check, with a Danish text."""

    severity: Severity
    text: Text


@dataclass(frozen=True, kw_only=True)
class Check:
    """A line on the status page and in `vaerdig check`."""

    id: str
    title: Text
    run: Callable[[], CheckResult]


@dataclass(frozen=True, kw_only=True)
class Job:
    """Work in the background: `run(*ids)` is called with a municipality bound, apart from any request.

    It is run when somebody asks (`soon(job_id, *ids)`), and without ids about every `every_minutes` minutes in each municipality
    (None: never by itself). It may run twice for one asking, and one that was cut short is not run again: what it works on must tell
    by itself what is left. A failure is tried again `retries` times, `retry_seconds` apart.
    """

    id: str
    title: Text
    run: Callable[..., None]
    every_minutes: int | None = None
    retries: int = 0
    retry_seconds: int = 60


Tone = Literal["neutral", "good", "warning", "bad", "info"]
"""The colour and symbol of a word of status."""


@dataclass(frozen=True, kw_only=True)
class HomeLine:
    """One line of a card on *Min side*: what stands or is to be done, a word of its urgency, and the page to go on to.

    `mark` is shown as a tag in `tone`; `endpoint` takes `values` and must be open to whoever sees the card.
    """

    text: Text
    mark: Text = ""
    tone: Tone = "neutral"
    endpoint: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class HomeCard:
    """A card on *Min side*, for those who hold `permission` (None: everybody) and, where `roles` are named, one of them.

    `tell(user_id)` returns its lines; none, and the card is left out. What it tells of people has passed the gate.
    """

    id: str
    title: Text
    tell: Callable[[str], Sequence[HomeLine]]
    permission: str | None = None
    roles: Sequence[str] = ()
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One imported cell. `value` None is missing and `missing` says why; never zero for unknown."""

    table: str
    measure: str
    area: str
    period: str
    unit: str
    value: str | None
    """A decimal number written with a full stop, exactly as imported (no rounding)."""
    where: Mapping[str, str] = field(default_factory=dict)
    missing: str = ""


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """Why a row of a file was not taken; `row` counts from 1 as a spreadsheet does."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """What an importer found in a file: observations, problems, remarks and dropped personal columns."""

    observations: Sequence[Observation]
    problems: Sequence[RowProblem] = ()
    dropped_columns: Sequence[str] = ()
    remarks: Sequence[str] = ()
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Importer:
    """A way of reading files of official figures; `read(data, file_name)` runs in a process of its own, nothing is stored by it."""

    id: str
    title: Text
    accepts: Sequence[str]
    read: Callable[[bytes, str], ReadFile]
    help: Text = ""


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """A menu entry; `area` is `staff` or `public`; the endpoint is verified at start.

    `is_wanted()` tells per request whether there is anything behind the entry; for the core only, since the menu is on every page.
    """

    id: str
    label: Text
    endpoint: str
    area: Literal["staff", "public"] = "staff"
    order: int = 100
    permission: str | None = None
    is_wanted: Callable[[], bool] | None = None


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Example data for `vaerdig demo`; `load(context)` may be run twice and then changes nothing."""

    id: str
    load: Callable[[Any], None]
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class CatalogueSource:
    """A folder of translations (`<language>/LC_MESSAGES/messages.po`)."""

    directory: Path
