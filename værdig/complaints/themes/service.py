"""Deciding about a municipality's themes: a new one, another title, and whether it is used, from a day on. Nothing is thrown away."""

from __future__ import annotations

from datetime import date

from værdig import audit, clock
from værdig.complaints import categories
from værdig.complaints.categories import Kind
from værdig.complaints.themes import queries
from værdig.complaints.themes.models import SAVED, ThemeVersion
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.municipality import service as municipality

REST = "complaints.andet"
"""The theme that cannot be left out: whatever fits no other goes there."""


def add(title: str, principle: str, valid_from: date, actor: str) -> str:
    """Add a theme under a principle of dignity from a day on; returns its id.

    Raises UserError for a day that has passed, a principle there is not, and a title that another theme has then.
    """
    categories.require(Kind.PRINCIPLE, principle, "principle")
    with transaction():
        municipality.one_at_a_time()
        theme = queries.OWN + new_id()
        _keep(theme, title, principle, valid_from, actor, used=True)
    return theme


def decide(theme_id: str, title: str, valid_from: date, actor: str, *, used: bool) -> bool:
    """Give a theme a title from a day on, and say whether it is used; returns whether anything is new.

    Raises NotYours for a theme there is not, and UserError as `add` does, or where `REST` would be left out.
    """
    if theme_id == REST and not used:
        raise UserError(_("»Andet« kan ikke undværes: Det, der ikke passer andre steder, skal kunne stå der."), "used")
    with transaction():
        municipality.one_at_a_time()
        known = next((theme for theme in categories.themes() if theme.id == theme_id), None)
        if known is None:
            raise NotYours
        before = next((each for each in queries.of(theme_id) if each.valid_from == valid_from), None)
        if before is not None and (before.title, before.used) == (title.strip(), used):
            return False
        _keep(theme_id, title, known.principle, valid_from, actor, used=used)
    return True


def _keep(theme_id: str, title: str, principle: str, valid_from: date, actor: str, *, used: bool) -> None:
    title = " ".join(title.split())
    if valid_from < clock.today():
        raise UserError(_("Vælg i dag eller en senere dag. Det, der er talt, ændrer sig ikke."), "valid_from")
    if used and any(title.casefold() in _titles(day, theme_id) for day in _days_of(theme_id, valid_from)):
        raise UserError(_("Der er allerede et tema, der hedder det. To temaer kan ikke have samme navn."), "title")
    db.session.add(
        ThemeVersion(
            theme=theme_id, valid_from=valid_from, title=title, principle=principle, used=used,
            number=len(queries.of(theme_id)) + 1, written=clock.now(), written_by=actor,
        )
    )  # fmt: skip
    audit.record(SAVED, "complaint_theme", theme_id, detail={"from": valid_from.isoformat(), "used": used})


def _days_of(theme_id: str, valid_from: date) -> list[date]:
    """Return the days on which anything changes while a version that begins on `valid_from` holds, that day first."""
    ends = min((each.valid_from for each in queries.of(theme_id) if each.valid_from > valid_from), default=date.max)
    return [valid_from, *(each.valid_from for each in queries.versions() if valid_from < each.valid_from < ends)]


def _titles(day: date, without: str) -> set[str]:
    """Return the titles that the other themes have on a day that has not passed."""
    held = queries.holding(day)
    others = [theme for theme in categories.themes(day) if theme.id != without]
    return {str(held[theme.id].title if theme.id in held else theme.title).casefold() for theme in others}
