"""Deciding about a municipality's categories: a new one, another title, whether it is used, from a day on. Nothing is thrown away."""

from __future__ import annotations

from datetime import date, timedelta

from værdig import audit, clock
from værdig.complaints import categories
from værdig.complaints.categories import Kind
from værdig.complaints.category_versions import queries
from værdig.complaints.category_versions.lists import OF_KIND
from værdig.complaints.category_versions.models import SAVED, CategoryVersion
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.municipality import service as municipality


def add(kind: Kind, title: str, valid_from: date, actor: str, *, principle: str = "") -> str:
    """Add a category to a list that grows, from a day on; a theme under a principle of dignity. Returns its id.

    Raises NotYours for a list that does not grow; UserError for a day that has passed, a principle there is not, and a title that
    another category of the list has then.
    """
    if not OF_KIND[kind].grows:
        raise NotYours
    if kind is Kind.THEME:
        categories.require(Kind.PRINCIPLE, principle, "principle")
    with transaction():
        municipality.one_at_a_time()
        category = queries.OWN + new_id()
        _keep(kind, category, title, principle, valid_from, actor, used=True)
    return category


def decide(kind: Kind, category_id: str, title: str, valid_from: date, actor: str, *, used: bool) -> bool:
    """Give a category a title from a day on, and say whether it is used; returns whether anything is new.

    Raises NotYours for a category there is not, and UserError as `add` does, or where one that is needed would be left out.
    """
    if not used and category_id in OF_KIND[kind].needed:
        raise UserError(
            _("Den kan ikke undværes: Borgernes sider eller loven bruger den. Den kan godt hedde noget andet."), "used"
        )
    with transaction():
        municipality.one_at_a_time()
        known = next((each for each in categories.listed(kind) if each.id == category_id), None)
        if known is None:
            raise NotYours
        before = next((each for each in queries.of(kind, category_id) if each.valid_from == valid_from), None)
        if before is not None and (before.title, before.used) == (title.strip(), used):
            return False
        _keep(kind, category_id, title, known.principle, valid_from, actor, used=used)
    return True


def _keep(
    kind: Kind, category_id: str, title: str, principle: str, valid_from: date, actor: str, *, used: bool
) -> None:
    title = " ".join(title.split())
    if valid_from < clock.today():
        raise UserError(_("Vælg i dag eller en senere dag. Det, der er talt, ændrer sig ikke."), "valid_from")
    days = _days_of(kind, category_id, valid_from)
    if used and any(title.casefold() in _titles(kind, day, category_id) for day in days):
        raise UserError(_("Der er allerede noget på listen, der hedder det. To kan ikke have samme navn."), "title")
    if not used and any(not _titles(kind, day, category_id) for day in days):
        raise UserError(_("Der skal være noget at vælge på listen. Tilføj eller brug et andet først."), "used")
    db.session.add(
        CategoryVersion(
            kind=kind, category=category_id, valid_from=valid_from, title=title, principle=principle, used=used,
            number=len(queries.of(kind, category_id)) + 1, written=clock.now(), written_by=actor,
        )
    )  # fmt: skip
    audit.record(
        SAVED, "complaint_category", category_id, detail={"list": kind, "from": valid_from.isoformat(), "used": used}
    )


def _days_of(kind: Kind, category_id: str, valid_from: date) -> list[date]:
    """Return the days on which anything changes while a version that begins on `valid_from` holds, that day first."""
    later = [each.valid_from for each in queries.of(kind, category_id) if each.valid_from > valid_from]
    ends = min(later, default=date.max)
    ended = {each.valid_to + timedelta(days=1) for each in categories.listed(kind) if each.valid_to is not None}
    changes = {each.valid_from for each in queries.versions(kind)} | ended
    return [valid_from, *sorted(day for day in changes if valid_from < day < ends)]


def _titles(kind: Kind, day: date, without: str) -> set[str]:
    """Return the titles that the other categories of a list have on a day that has not passed."""
    held = queries.holding(kind, day)
    others = [each for each in categories.listed(kind, day) if each.id != without]
    return {str(held[each.id].title if each.id in held else each.title).casefold() for each in others}
