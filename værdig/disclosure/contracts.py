"""What goes into the gate and what comes out: frozen dataclasses; how figures are hidden is in `rules`, `clear` and `exact`.

In: `CountTable` (exact counts, never leaves `queries`) and `Policy`. Out: `Clearing`, which holds `ClearedTable`s of
`ClearedRow`s (plain numbers and Danish texts, safe to pickle, freeze and show) and the evidence for the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self

from værdig.errors import UserError

if TYPE_CHECKING:
    from værdig.disclosure.evidence import Release

Text = Any
"""A Danish text or a lazy translation of one."""

Unit = Literal["answers", "cases"]
"""What is counted behind a cell: persons who answered, or cases. Never klagepunkter: one case may hold several."""

Counted = Literal["answers", "cases", "contacts"]
"""What the texts call what is counted. Contacts (henvendelser) are protected as cases are, and called by their own name."""

Member = tuple[str, ...]
"""One value per axis of the breakdown: `("dagpenge",)`, `("dagpenge", "under_3")`; `()` is everybody."""

Counts = Mapping[str, int]
"""Category to number of persons (or cases)."""

FLOOR = 5
"""No threshold is ever lower: the minimum of the Bundesbank's data centre and of Statistics Canada's survey tables."""

DEFAULT_THRESHOLD: Mapping[Unit, int] = {"answers": 10, "cases": 5}
FEW = 30
"""Below this a row shows three categories and is marked `få svar`."""

DOMINANCE = 90
"""Per cent: when one answer holds more of a row, its exact share and the others are hidden (group disclosure)."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How small is too small. Raises UserError, naming the floor, for a threshold below 5."""

    unit: Unit
    threshold: int

    def __post_init__(self) -> None:
        if self.threshold < FLOOR:
            from værdig.disclosure.wording import floor_refusal

            raise UserError(floor_refusal(self.threshold), field="threshold")

    @classmethod
    def of(cls, unit: Unit, threshold: int | None = None) -> Self:
        """Return the policy for a unit with the municipality's own threshold, or the default (answers 10, cases 5)."""
        return cls(unit=unit, threshold=DEFAULT_THRESHOLD[unit] if threshold is None else threshold)


@dataclass(frozen=True, kw_only=True)
class CountTable:
    """Exact counts of people by one breakdown (and, if any, the answers to one question).

    - `universe` names the set of people: `round:<id>`, `cases:<municipality>:2021H1`. Its totals never change after a first
      release; what changes with time (a case's status) is another `question`, named with its date.
    - `parts` names the universes that this one is the disjoint union of (a year: its two half-years).
    - `overlaps` names universes of nearly the same people counted another way (half-year survey and after-meeting survey):
      a member hidden there is hidden here too.
    - `breakdown` names one axis (`"group"`), several (`("group", "length")`, a crossing), or nothing (`()`).
    - `question` names what the categories classify; needed when there is more than one category. A person is in exactly one
      category, so *ubesvaret* and *ved ikke* are categories too; those in `beside` are shown beside, outside the shares.
    - `unasked` is the category, one of `beside`, of those whom the question was not put to: they are in no base, and nothing is
      printed of them. `put_to` says whom it was put to, as everybody knows from the questionnaire: an earlier question's name,
      and its categories that were asked on.
    - `rows` maps member to category to exact count. A member of a one-axis breakdown may be written as a plain text; without
      breakdown the only key is `""`. Members with no one behind them must be present with zeros. Members partition the
      universe unless `overlapping`; then `combinations` (exact counts per set of members, see `count_overlapping`) is given
      instead of `rows`, since merging two themes is a union, not a sum.
    - `collapse` maps each category to its coarser one (five points to three); `scores` gives points for a mean.
    - `invited` is the number invited per member. It is taken as known to everybody, and gives the row its rate.
    - `parent` maps a member to what it is merged into first (theme to principle, group to group family).
    - `by_parent` shows one row per parent instead of one per member. Themes and principles are then two tables of *one* breakdown,
      and are reasoned with together; as two breakdowns of different names they would not be.
    - `labels` gives the Danish text of members' values, categories, coarse categories and parents; a missing one is shown as
      its id.
    - `called` is what the texts call what is counted, where that is not the unit's own name.
    - `merge=False` hides small rows instead of merging them (for rows whose grouping is fixed from outside).
    """

    id: str
    title: Text
    unit: Unit
    universe: str
    categories: tuple[str, ...]
    breakdown: str | tuple[str, ...] = ()
    rows: Mapping[Any, Counts] = field(default_factory=dict)
    question: str = ""
    beside: tuple[str, ...] = ()
    unasked: str = ""
    put_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    collapse: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, int] = field(default_factory=dict)
    invited: Mapping[Any, int] = field(default_factory=dict)
    parent: Mapping[Any, str] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    overlapping: bool = False
    combinations: Mapping[tuple[str, ...], Counts] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    by_parent: bool = False
    called: Counted | None = None
    merge: bool = True

    def __post_init__(self) -> None:
        from værdig.disclosure.tables import check_table

        check_table(self)

    @property
    def counted(self) -> Counted:
        """What the texts call what is counted."""
        return self.called or self.unit

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """The names of the breakdown's axes; empty for a table of everybody."""
        return (self.breakdown,) if isinstance(self.breakdown, str) and self.breakdown else tuple(self.breakdown)

    @cached_property
    def cells(self) -> Mapping[Member, Counts]:
        """Exact counts by member; for an overlapping table a case counts under each of its members."""
        if not self.overlapping:
            return {as_member(key): counts for key, counts in self.rows.items()}
        members = dict.fromkeys(
            [*map(as_member, self.rows), *(m for c in self.combinations for m in map(as_member, c))]
        )
        return {member: self.union([member]) for member in members}

    def union(self, members: Iterable[Member]) -> dict[str, int]:
        """Return category to the number of persons behind any of `members`."""
        wanted = set(members)
        source: Iterable[tuple[Iterable[Member], Counts]]
        if self.overlapping:
            source = (([as_member(m) for m in held], counts) for held, counts in self.combinations.items())
        else:
            source = (([member], counts) for member, counts in self.cells.items())
        hits = [counts for held, counts in source if not wanted.isdisjoint(held)]
        return {category: sum(counts.get(category, 0) for counts in hits) for category in self.categories}

    @cached_property
    def everybody(self) -> dict[str, int]:
        """Category to the number of persons in the whole table."""
        source = self.combinations if self.overlapping else self.rows
        return {category: sum(counts.get(category, 0) for counts in source.values()) for category in self.categories}

    @property
    def rated(self) -> tuple[str, ...]:
        """The categories that shares are of: all but those shown beside."""
        return tuple(category for category in self.categories if category not in self.beside)

    @property
    def aside(self) -> tuple[str, ...]:
        """The categories printed beside the shares: of all who were asked."""
        return tuple(category for category in self.beside if category != self.unasked)


def as_member(key: object) -> Member:
    """Return a row's key as a member: a plain text is one axis's value, the empty text is everybody."""
    if isinstance(key, str):
        return (key,) if key else ()
    if isinstance(key, tuple):
        return key
    raise TypeError(f"a member is a text or a tuple of texts, not {key!r}")


State = Literal["shown", "merged", "hidden"]


@dataclass(frozen=True, kw_only=True)
class ClearedRow:
    """One row as everybody may see it. Every format shows these numbers and texts and nothing else.

    `n` is the exact number who rated (shares are of them), None when hidden, and `reason` then says why in Danish. Shares
    are whole percentages by category, None when hidden; `texts` holds what to print for each category shown, `detail` the finer
    categories (empty when there are fewer than 30). `beside` is the share of everybody in the row who was asked. `mean` has one decimal
    (as text with a Danish comma) and needs 30. `mark` is `få svar` (or `få sager`) under 30, else empty.
    """

    label: str
    members: tuple[Member, ...]
    member_labels: tuple[str, ...]
    state: State
    n: int | None
    n_text: str
    reason: str = ""
    shares: Mapping[str, int | None] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    detail: Mapping[str, int | None] = field(default_factory=dict)
    detail_texts: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, int | None] = field(default_factory=dict)
    beside_texts: Mapping[str, str] = field(default_factory=dict)
    mean: str | None = None
    invited: int | None = None
    rate: int | None = None
    rate_text: str = ""
    mark: str = ""

    @property
    def shown(self) -> bool:
        """Whether the row's number may be seen."""
        return self.state != "hidden"

    @property
    def masked(self) -> bool:
        """Whether the number is shown but nearly everybody answered the same, so that shares are hidden."""
        return self.shown and any(share is None for share in self.shares.values())


@dataclass(frozen=True, kw_only=True)
class ClearedTable:
    """A table that has passed the gate. `refused` is empty, or says in Danish why nothing is shown.

    `categories` are those of `shares` (the coarse ones where the table collapses), `detail_categories` those of `detail`.
    `rows` is empty when the breakdown cannot be shown; `total` is always there. `notes` are Danish sentences that belong under
    the table in every format: what was merged, what is hidden and why. `mark_note` is the one of them that explains the rows'
    `mark`; it is empty where no row has one, and left out where marks are not shown.
    """

    id: str
    title: str
    unit: Unit
    universe: str
    axes: tuple[str, ...]
    question: str
    categories: tuple[str, ...]
    detail_categories: tuple[str, ...]
    beside_categories: tuple[str, ...]
    labels: Mapping[str, str]
    rows: tuple[ClearedRow, ...]
    total: ClearedRow
    notes: tuple[str, ...] = ()
    mark_note: str = ""
    refused: str = ""

    def row_of(self, key: object) -> ClearedRow | None:
        """Return the row that a member is counted in (its own, or the merged one), or None when there is none."""
        member = as_member(key)
        return next((row for row in self.rows if member in row.members), None)


@dataclass(frozen=True, kw_only=True)
class AdministrationCount:
    """A whole-office count of the administration's own acts (letters sent late, criticism): not about people, always shown."""

    id: str
    title: str
    value: int
    universe: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Clearing:
    """Everything one call cleared: tables to show, and the releases (one per universe) to record before showing them.

    `release_ids` are the ids of their rows in the ledger, empty until they are recorded.
    """

    tables: tuple[ClearedTable, ...]
    releases: tuple[Release, ...]
    release_ids: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[ClearedTable]:
        return iter(self.tables)

    def table(self, table_id: str) -> ClearedTable:
        """Return the table with this id; raises KeyError."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise KeyError(table_id)
