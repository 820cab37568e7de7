"""The categories a case is filed under, as dated data: types, themes with their principle, outcomes, channels.

The core's own are in `data/categories.json`; themes from plug-ins join through the hook `register_complaint_themes`, and a
municipality's own, other titles, and what it does not use, stand in `category_versions`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from værdig import clock
from værdig.complaints.category_versions import queries as decided
from værdig.errors import UserError
from værdig.hooks import current_host
from værdig.hooks.contracts import Theme
from værdig.i18n import _

DATA = Path(__file__).parent / "data" / "categories.json"

DECISION = "klage_over_afgoerelse"
GUIDANCE = "vejledning"
SOLVED_BY_TALKING = "loest_i_dialog"
"""The outcome that only the citizen can confirm."""

COMPLAINTS = frozenset(
    {
        "klage_over_sagsbehandling",
        "klage_over_optraeden",
        "klage_over_praktisk_opgave",
        DECISION,
        "oplevet_diskrimination",
    }
)
"""The types that are complaints; the others are enquiries, praise, proposals and the borgerraadgiver's own initiative."""

SET_ASIDE = frozenset({"aendret", "ophaevet", "hjemvist"})
"""Ankestyrelsen's outcomes with which the municipality's decision does not stand."""

CRITICISM = frozenset({"kritik", "henstilling", "anbefaling"})
"""The outcomes that only the borgerraadgiver can give: they are what somebody outside the administration says of it."""


class Kind(StrEnum):
    """The lists there are; the values are the names in the data file."""

    TYPE = "types"
    THEME = "themes"
    PRINCIPLE = "principles"
    FORMALITY = "formalities"
    OUTCOME = "outcomes"
    REACTION = "reactions"
    CHANNEL = "channels"
    OUT_OF_SCOPE = "out_of_scope"
    LANGUAGE = "languages"
    BOARD = "board_outcomes"


FIXED = frozenset({Kind.PRINCIPLE, Kind.LANGUAGE, Kind.BOARD})
"""The lists that are the same everywhere: the promise itself, the languages, and what Ankestyrelsen can decide."""


@dataclass(frozen=True, kw_only=True)
class Category:
    """One value of a list with its Danish title, its dates of validity, and (themes only) its dignity principle."""

    id: str
    title: Any
    valid_from: date | None = None
    valid_to: date | None = None
    principle: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the category may be chosen on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


@cache
def _listed(name: str) -> tuple[Category, ...]:
    begins = date.fromisoformat(_data()["valid_from"])
    return tuple(
        Category(
            id=row["id"],
            title=row["title"],
            valid_from=_day(row.get("valid_from")) or begins,
            valid_to=_day(row.get("valid_to")),
            principle=row.get("principle", ""),
        )
        for row in _data()[name]
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def own_themes() -> list[Theme]:
    """Return the core's own themes as it registers them."""
    return [
        Theme(id=c.id, title=c.title, principle=c.principle, valid_from=c.valid_from, valid_to=c.valid_to)
        for c in _listed("themes")
    ]


def themes(on: date | None = None) -> list[Category]:
    """Return the themes valid on a day, or all there are: the core's in order of frequency, the plug-ins', and the municipality's own."""
    return listed(Kind.THEME, on)


def listed(kind: Kind, on: date | None = None) -> list[Category]:
    """Return a list's values, those valid on a day, or all when none is given; the municipality's own stand last.

    Each goes by the title that the municipality gives it today, or gives it first.
    """
    shipped = _themes_given(on) if kind is Kind.THEME else _listed(kind.value)
    found = [category for category in shipped if on is None or category.holds_on(on)]
    return found if kind in FIXED else _as_decided(kind, found, on)


def _themes_given(on: date | None) -> list[Category]:
    """Return the themes that come along with the core and with plug-ins: those that are switched on, or all for what has been."""
    host = current_host()
    chosen = host.collect("register_complaint_themes") if on is None else host.active("register_complaint_themes")
    return [
        Category(id=t.id, title=t.title, principle=t.principle, valid_from=t.valid_from, valid_to=t.valid_to)
        for t in sorted((contribution.value for contribution in chosen), key=_frequency)
    ]


def _as_decided(kind: Kind, found: Sequence[Category], on: date | None) -> list[Category]:
    """Return categories with the bound municipality's titles and its own, without those it does not use on the day."""
    versions = decided.versions(kind)
    if not versions:
        return list(found)
    today, used = decided.holding(kind, clock.today()), decided.holding(kind, on) if on else None
    first = {version.category: version for version in reversed(versions)}
    own = [
        Category(id=version.category, title=version.title, principle=version.principle, valid_from=version.valid_from)
        for version in sorted(
            first.values(), key=lambda version: (version.valid_from, version.number, version.category)
        )
        if version.is_own and (used is None or version.category in used)
    ]
    named = [replace(each, title=today[each.id].title) if each.id in today else each for each in [*found, *own]]
    return named if used is None else [each for each in named if each.id not in used or used[each.id].used]


def counted(kind: Kind, held: Iterable[str]) -> list[Category]:
    """Return the categories of a list that are counted: those that are used, and whatever else something is filed under.

    What a municipality has switched off or does not use has no place in its figures, unless something is filed under it.
    """
    wanted = {category.id for category in listed(kind, clock.today())}.union(held)
    return [category for category in listed(kind) if category.id in wanted]


def _frequency(theme: Theme) -> int:
    own = [category.id for category in _listed("themes")]
    return own.index(theme.id) if theme.id in own else len(own)


def choices(kind: Kind, on: date) -> list[tuple[str, str]]:
    """Return `(id, title)` for a form's field."""
    return [(category.id, str(category.title)) for category in listed(kind, on)]


def outcome_choices(on: date, *, criticises: bool, held: str | None = None) -> list[tuple[str, str]]:
    """Return `(id, title)` of the outcomes a side may give: `CRITICISM` only where it may criticise, or where it is `held` already."""
    offered = listed(Kind.OUTCOME, on)
    return [(c.id, str(c.title)) for c in offered if criticises or c.id not in CRITICISM or c.id == held]


def title(kind: Kind, category_id: str | None) -> str:
    """Return a value's Danish title; an id that is no longer known is shown as it is, never left out."""
    found = next((category for category in listed(kind) if category.id == category_id), None)
    return str(found.title) if found else (category_id or _("Ikke oplyst"))


def theme_title(theme_id: str | None) -> str:
    """Return a theme's Danish title; one from a plug-in that is gone is shown by its id."""
    return title(Kind.THEME, theme_id)


def principle_of(theme_id: str) -> str:
    """Return the dignity principle a theme counts under; raises UserError for a theme nobody knows."""
    found = next((theme for theme in themes() if theme.id == theme_id), None)
    if found is None:
        raise UserError(_("Temaet findes ikke. Vælg et på listen."), "theme")
    return found.principle


def require(kind: Kind, category_id: str | None, field: str) -> None:
    """Raise UserError at `field` unless `category_id` is one of the list's values."""
    if category_id not in {category.id for category in listed(kind)}:
        raise UserError(_("Vælg en af mulighederne på listen."), field)
