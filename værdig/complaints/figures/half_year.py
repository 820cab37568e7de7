"""A half-year's figures about complaints over the jobcentre, cleared: contacts, cases and klagepunkter counted apart.

The unit of the gate is the case behind a cell, never the klagepunkt. What the administration itself did (answered late,
was criticised) is counted for the whole office and always shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from værdig import clock, municipality
from værdig.clock import HalfYear
from værdig.complaints import categories
from værdig.complaints.figures.acts import acts
from værdig.complaints.figures.reading import Counted, cases_about_jobcentre, contacts, universe
from værdig.complaints.figures.tables import case_tables, contact_tables, helped_table
from værdig.disclosure import AdministrationCount, ClearedTable, Clearing, Policy, clear
from værdig.disclosure.evidence import Release


@dataclass(frozen=True, kw_only=True)
class ComplaintFigures:
    """The cleared figures of one half-year.

    `clearing` holds the tables `complaints.kind` (complaints, and cases that are none), `.type`, `.channel`, `.theme`,
    `.principle`, `.formality`, `.method`, `.result`, `.after` (upheld, taken up again), `.repeat`, `.decision` (cases),
    `.contact_type`, `.contact_channel` (enquiries only counted) and `.helped` (answers to whether it helped); record its
    releases before showing them. `points` is the number of klagepunkter, None where the number of cases is hidden. `administration` is always
    shown.
    """

    half_year: HalfYear
    as_of: date
    clearing: Clearing
    points: int | None
    administration: tuple[AdministrationCount, ...]


def figures(half_year: HalfYear, *, as_of: date | None = None, earlier: Iterable[Release] = ()) -> ComplaintFigures:
    """Return the figures of the cases registered in a half-year, with their state on `as_of` (today by default).

    A letter from June that is registered in July counts in July's half-year, so that a reported number never changes.

    `earlier` are the ledger's releases about the same cases: where there are any, the day of the first holds, so that the gate
    sees what has changed since and two counts on different days cannot show one case moving. Only the jobcentre's cases count.
    """
    earlier = list(earlier)
    day = first_counted(earlier) or as_of or clock.today()
    counted = Counted(universe=universe(half_year), cases=cases_about_jobcentre(half_year), day=day)
    tables = [*case_tables(counted), *contact_tables(contacts(half_year), half_year), helped_table(half_year)]
    clearing = clear(tables, Policy.of("cases", municipality.setting("case_threshold")), earlier)
    shown = bool(clearing.table("complaints.type").total.shown)
    decisions = tells_of_decisions(clearing.table("complaints.type"))
    return ComplaintFigures(
        half_year=half_year,
        as_of=day,
        clearing=clearing,
        points=sum(len(case.points) for case in counted.cases) if shown else None,
        administration=tuple(acts([counted], counted.universe, with_rest=shown, decisions=decisions)),
    )


def first_counted(earlier: Iterable[Release]) -> date | None:
    """Return the day of the first release: it is in the names of the breakdowns that staff can still correct."""
    names = (axis for release in earlier for axes in release.axes for axis in axes)
    return min((date.fromisoformat(name.split("@")[1]) for name in names if "@" in name), default=None)


def tells_of_decisions(types: ClearedTable) -> bool:
    """Whether the number of complaints over decisions is shown by itself."""
    row = types.row_of(categories.DECISION)
    return row is not None and row.shown and row.members == ((categories.DECISION,),)


def principles_of_themes() -> dict[str, str]:
    """Return the dignity principle that each theme counts under."""
    return {theme.id: theme.principle for theme in categories.themes()}
