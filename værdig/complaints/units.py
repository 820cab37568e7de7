"""The parts of the municipality that a case can be about: the jobcentre, and what its borgerraadgiver has listed beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from værdig import municipality
from værdig.clock import HalfYear
from værdig.i18n import _

OWN_UNIT = "jobcenter"
"""The unit that the municipality's employment report is about."""

ANOTHER = "anden_enhed"
"""Any part of the municipality that is not listed by name."""


def units(on: date | None = None) -> list[tuple[str, str]]:
    """Return `(id, title)` of the parts there are on a day: a listed one is its own name, so that a new name is a new part."""
    listed = [(name, name) for name in municipality.setting("other_units", on)]
    return [(OWN_UNIT, str(municipality.setting("unit_title"))), *listed, (ANOTHER, _("En anden del af kommunen"))]


def are_listed() -> bool:
    """Tell whether the municipality has listed other parts: where it has not, nobody is asked which part a case is about."""
    return len(units()) > 2


def titles(held: Iterable[str] = (), on: date | None = None) -> dict[str, str]:
    """Return the titles of all parts but the jobcentre, with those that cases are about though they are listed no more."""
    found = {**dict(units(on)), **{unit: unit for unit in held if unit not in dict(units(on))}}
    return {unit: title for unit, title in found.items() if unit != OWN_UNIT}


def title_of(unit: str) -> str:
    """Return a part's title."""
    return dict(units()).get(unit, unit)


def used_in(half_year: HalfYear) -> bool:
    """Tell whether cases of a half-year could be about another part than the jobcentre: it had others listed at its end."""
    return bool(municipality.setting("other_units", half_year.end))
