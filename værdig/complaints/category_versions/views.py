"""The pages of a municipality's categories: the lists, what is on one, something new on it, and one category with its versions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig.access import can, requires
from værdig.clock import today
from værdig.complaints import categories
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.case_page import name_of
from værdig.complaints.categories import Category, Kind
from værdig.complaints.category_versions import queries, service
from værdig.complaints.category_versions.forms import CategoryForm, NewCategoryForm
from værdig.complaints.category_versions.lists import LISTS, Listed
from værdig.complaints.desk import me
from værdig.errors import NotYours
from værdig.i18n import _
from værdig.ui.widgets import form_view

Page = str | Response | tuple[str, int]
PERMISSION = "complaints.categories"
ONE = f"/<any({','.join(f'{slug!r}' for slug in LISTS)}):which>"

blueprint = Blueprint("complaints_categories", __name__, url_prefix="/stab/kategorier", template_folder="../templates")


@blueprint.get("")
@requires(PERMISSION)
def overview() -> Page:
    """See the lists that are the viewer's to decide about."""
    rows = [{"list": each, **_state_of(each.kind)} for each in LISTS.values() if _is_mine(each)]
    return render_template("complaints/category_versions/overview.html", rows=rows)


def _is_mine(chosen: Listed) -> bool:
    return not chosen.independent or can(BORGERRAADGIVER.permission)


def _list(which: str) -> Listed:
    if not _is_mine(LISTS[which]):
        raise NotYours
    return LISTS[which]


def _state_of(kind: Kind) -> dict[str, int]:
    versions = queries.versions(kind)
    return {
        "used": len(categories.listed(kind, today())),
        "own": len({version.category for version in versions if version.is_own}),
        "later": sum(version.valid_from > today() for version in versions),
    }


@blueprint.get(ONE)
@requires(PERMISSION)
def show(which: str) -> Page:
    """See what is on a list, whether it can be chosen, and what changes later."""
    chosen = _list(which)
    used = {each.id for each in categories.listed(chosen.kind, today())}
    rows = [_row(chosen.kind, each, each.id in used) for each in categories.listed(chosen.kind)]
    return render_template("complaints/category_versions/show.html", list=chosen, rows=rows)


def _row(kind: Kind, category: Category, used: bool) -> dict[str, Any]:
    later = [each for each in queries.of(kind, category.id)[::-1] if each.valid_from > today()]
    return {
        "category": category, "used": used, "own": category.id.startswith(queries.OWN), "next": next(iter(later), None),
        "principle": categories.title(Kind.PRINCIPLE, category.principle) if category.principle else "",
    }  # fmt: skip


@blueprint.route(f"{ONE}/ny", methods=["GET", "POST"])
@requires(PERMISSION)
@form_view
def add(which: str) -> Page:
    """Add a category of the municipality's own."""
    chosen = _list(which)
    if not chosen.grows:
        raise NotYours
    form = NewCategoryForm(kind=chosen.kind)

    def deed() -> None:
        principle = form.principle.data if "principle" in form else ""
        service.add(chosen.kind, form.title.data, form.valid_from.data, me(), principle=principle)

    if form.did(deed):
        flash(_("»%(title)s« er tilføjet.", title=form.title.data), "success")
        return redirect(url_for(".show", which=which))
    page = render_template("complaints/category_versions/add.html", form=form, list=chosen)
    return (page, 422) if form.is_submitted() else page


@blueprint.route(f"{ONE}/<category>", methods=["GET", "POST"])
@requires(PERMISSION)
@form_view
def change(which: str, category: str) -> Page:
    """Give a category another title, or stop using it, from a day on; its versions stand below."""
    chosen = _list(which)
    known = _category(chosen.kind, category)
    used = known.id in {each.id for each in categories.listed(chosen.kind, today())}
    form = CategoryForm(data={"title": str(known.title), "used": "ja" if used else "nej", "valid_from": today()})

    def deed() -> None:
        service.decide(chosen.kind, known.id, form.title.data, form.valid_from.data, me(), used=form.used.data == "ja")

    if form.did(deed):
        flash(_("Det er gemt."), "success")
        return redirect(url_for(".show", which=which))
    page = render_template(
        "complaints/category_versions/change.html", form=form, list=chosen, row=_row(chosen.kind, known, used),
        versions=[(each, name_of(each.written_by)) for each in queries.of(chosen.kind, known.id)],
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _category(kind: Kind, category_id: str) -> Category:
    found = next((each for each in categories.listed(kind) if each.id == category_id), None)
    if found is None:
        raise NotYours
    return found
