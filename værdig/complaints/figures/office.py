"""The figures of the whole municipality for a half-year or a calendar year, as the borgerraadgiver reports them to the council.

They are added up from cleared figures alone: the jobcentre's, which its own report shows, and those of every other part, which
the gate clears as a set of cases of their own. So whoever holds both reports, or a year and its halves, learns nothing that the
gate has not let through. Where the other parts have too few cases, the figures are the jobcentre's alone, and say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from værdig import clock, municipality
from værdig.clock import HalfYear
from værdig.complaints.figures.acts import acts
from værdig.complaints.figures.half_year import first_counted, tells_of_decisions
from værdig.complaints.figures.reading import (
    Counted,
    cases_about_jobcentre,
    cases_elsewhere,
    contacts,
    universe,
    universe_elsewhere,
)
from værdig.complaints.figures.tables import case_tables, contact_tables, helped_table, unit_table
from værdig.complaints.units import OWN_UNIT, title_of, titles, used_in
from værdig.db import current_tenant
from værdig.disclosure import AdministrationCount, ClearedRow, ClearedTable, Clearing, CountTable, Policy, clear
from værdig.disclosure import earlier as released
from værdig.disclosure.adding import add_cleared
from værdig.disclosure.evidence import Release
from værdig.i18n import _

SHARE_PEOPLE = frozenset({"complaints.theme", "complaints.principle"})
"""The tables in which one case may stand in several rows."""

UNIT = "complaints.unit"
YEAR = re.compile(r"(\d{4})(J?)", re.ASCII)

NOT_BY_UNIT = frozenset({"complaints.contact_type", "complaints.contact_channel", "complaints.helped"})
"""The tables that are of the whole office anyway: nobody notes which part such an enquiry or answer is about."""


@dataclass(frozen=True, kw_only=True)
class OfficeFigures:
    """The cleared figures of a period (`2021H1`, `2021`), to be used as `ComplaintFigures` is.

    `clearing` holds the same tables and `complaints.unit`, cases by part of the municipality; record its releases before showing
    them. `whole` tells whether they are of the whole municipality; where they are the jobcentre's alone, `why` says so in Danish
    and must be printed. `as_of` is the last day any of it was counted on.
    """

    period: str
    as_of: date
    whole: bool
    why: str
    clearing: Clearing
    points: int | None
    administration: tuple[AdministrationCount, ...]


@dataclass(frozen=True, kw_only=True)
class _Half:
    """One half-year: the jobcentre's cases and all others, and their tables before the gate and after."""

    half_year: HalfYear
    own: Counted
    other: Counted | None
    """None where the municipality had no other part that a case could be about."""

    def tables(self) -> list[CountTable]:
        found = [*case_tables(self.own), *contact_tables(contacts(self.half_year), self.half_year)]
        found.append(helped_table(self.half_year))
        return found if self.other is None else [*found, *_tables_elsewhere(self.other)]

    def cleared(self, clearing: Clearing) -> _ClearedHalf:
        mine = {self.own.universe, f"contacts:{current_tenant()}:{self.half_year.code}"}
        mine.add(f"helped:{current_tenant()}:{self.half_year.code}")
        other = "" if self.other is None else self.other.universe
        return _ClearedHalf(
            half=self,
            own={table.id: table for table in clearing.tables if table.universe in mine},
            other={table.id: table for table in clearing.tables if table.universe == other},
        )


@dataclass(frozen=True, kw_only=True)
class _ClearedHalf:
    half: _Half
    own: dict[str, ClearedTable]
    other: dict[str, ClearedTable]

    @property
    def whole(self) -> bool:
        """Whether both sides may be told, so that they can be added up."""
        return not self.other or all(tables["complaints.type"].total.shown for tables in (self.own, self.other))

    def summed(self, policy: Policy, universe_: str, *, whole: bool) -> dict[str, ClearedTable]:
        """Return the tables of the whole municipality, or of the jobcentre alone."""
        if not whole or not self.other:
            return {**self.own, UNIT: _by_unit(self.own["complaints.type"], None, universe_)}
        added = {
            name: self.own[name]
            if name in NOT_BY_UNIT
            else _added([self.own[name], self.other[name]], policy, universe_)
            for name in self.own
        }
        return {**added, UNIT: _by_unit(self.own["complaints.type"], self.other[UNIT], universe_)}


def office_figures(period: str, *, as_of: date | None = None) -> OfficeFigures:
    """Return the figures of the cases registered in a half-year (`2021H1`) or a year (`2021`, `2020J`), all parts of the municipality.

    What the ledger holds of the same cases is taken into account: the day of the first count holds for each half-year. Raises
    UserError for what is no period, and FiguresGone where cases of it have been deleted since.
    """
    halves = [_half(half_year, as_of) for half_year in half_years(period)]
    policy = Policy.of("cases", municipality.setting("case_threshold"))
    clearing = clear([table for half in halves for table in half.tables()], policy, _earlier(halves))
    cleared = [half.cleared(clearing) for half in halves]
    whole = all(each.whole for each in cleared)
    universe_ = f"office:{current_tenant()}:{period}"
    tables = _over_halves([each.summed(policy, universe_, whole=whole) for each in cleared], policy, universe_)
    counted = [c for half in halves for c in (half.own, half.other) if c is not None and (whole or c is half.own)]
    shown = tables["complaints.type"].total.shown
    return OfficeFigures(
        period=period,
        as_of=max(half.own.day for half in halves),
        whole=whole,
        why="" if whole else _only_the_jobcentre(),
        clearing=replace(clearing, tables=tuple(tables.values())),
        points=sum(len(case.points) for each in counted for case in each.cases) if shown else None,
        administration=tuple(
            acts(counted, universe_, with_rest=shown, decisions=tells_of_decisions(tables["complaints.type"]))
        ),
    )


def half_years(period: str) -> list[HalfYear]:
    """Return the half-years of a period: one, or both of a year (`2020J`: July 2020 to June 2021). Raises UserError."""
    year = YEAR.fullmatch(period)
    if year is None:
        return [HalfYear.parse(period)]
    first = HalfYear.parse(f"{year[1]}H{2 if year[2] else 1}")
    return [first, first.following()]


def _half(half_year: HalfYear, as_of: date | None) -> _Half:
    names = (universe(half_year), universe_elsewhere(half_year))
    day = first_counted(released(names)) or as_of or clock.today()
    elsewhere = cases_elsewhere(half_year)
    has_others = bool(elsewhere) or used_in(half_year)
    return _Half(
        half_year=half_year,
        own=Counted(universe=names[0], cases=cases_about_jobcentre(half_year), day=day),
        other=Counted(universe=names[1], cases=elsewhere, day=day) if has_others else None,
    )


def _earlier(halves: Iterable[_Half]) -> list[Release]:
    kinds = (universe, universe_elsewhere, lambda half_year: f"contacts:{current_tenant()}:{half_year.code}")
    return released(name(half.half_year) for half in halves for name in kinds)


def _tables_elsewhere(counted: Counted) -> list[CountTable]:
    return [*case_tables(counted), unit_table(counted, titles(case.unit for case in counted.cases))]


def _added(tables: Sequence[ClearedTable], policy: Policy, universe_: str) -> ClearedTable:
    first = tables[0].id
    counted = "contacts" if first.startswith("complaints.contact") else "cases"
    return add_cleared(
        tables, policy, universe=universe_, shares_people=first in SHARE_PEOPLE, counted="contacts" if counted == "contacts" else "cases"
    )  # fmt: skip


def _over_halves(halves: Sequence[dict[str, ClearedTable]], policy: Policy, universe_: str) -> dict[str, ClearedTable]:
    if len(halves) == 1:
        return halves[0]
    return {name: _added([half[name] for half in halves], policy, universe_) for name in halves[0]}


def _by_unit(own: ClearedTable, other: ClearedTable | None, universe_: str) -> ClearedTable:
    """Return the cases by part of the municipality: the jobcentre's number, and the others' as far as they are cleared."""
    total = own.total
    mine = replace(total, label=title_of(OWN_UNIT), members=((OWN_UNIT,),), member_labels=(title_of(OWN_UNIT),))
    rows: tuple[ClearedRow, ...] = ()
    if other is not None and total.n is not None and other.total.n is not None:
        rest = _("Resten af kommunen")
        named = {name for name in other.labels if name != OWN_UNIT}
        together = replace(
            other.total, label=rest, members=tuple((name,) for name in sorted(named)), member_labels=(rest,)
        )
        rows = (mine, *(other.rows or (together,)))
        n = total.n + other.total.n
        total = replace(total, n=n, n_text=str(n), mark=total.mark and other.total.mark)
    return replace(
        own if other is None else other, id=UNIT, title=_("Sager efter del af kommunen"), universe=universe_,
        rows=rows, total=total, labels={**(other.labels if other else {}), OWN_UNIT: title_of(OWN_UNIT)},
        notes=other.notes if other is not None and rows else (), refused="" if total.shown else total.reason,
    )  # fmt: skip


def _only_the_jobcentre() -> str:
    return _(
        "Tallene er kun om %(unit)s. Der er for få sager om resten af kommunen til, at de kan vises.",
        unit=municipality.setting("unit_name"),
    )
