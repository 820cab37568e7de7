"""The pages of a municipality's themes: all there are, a new one, and one with its versions."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig.access import requires
from værdig.clock import today
from værdig.complaints import categories
from værdig.complaints.case_page import name_of
from værdig.complaints.categories import Category, Kind
from værdig.complaints.desk import me
from værdig.complaints.themes import queries, service
from værdig.complaints.themes.forms import NewThemeForm, ThemeForm
from værdig.errors import NotYours
from værdig.i18n import _
from værdig.ui.widgets import form_view

Page = str | Response | tuple[str, int]
PERMISSION = "complaints.themes"

blueprint = Blueprint("complaints_themes", __name__, url_prefix="/stab/klagetemaer", template_folder="../templates")


@blueprint.get("")
@requires(PERMISSION)
def overview() -> Page:
    """See every theme, its principle, whether it can be chosen, and what changes later."""
    chosen = {theme.id for theme in categories.themes(today())}
    rows = [
        {
            "theme": theme, "principle": categories.title(Kind.PRINCIPLE, theme.principle), "used": theme.id in chosen,
            "own": theme.id.startswith(queries.OWN),
            "next": next((each for each in queries.of(theme.id)[::-1] if each.valid_from > today()), None),
        }
        for theme in categories.themes()
    ]  # fmt: skip
    return render_template("complaints/themes/overview.html", rows=rows)


@blueprint.route("/nyt", methods=["GET", "POST"])
@requires(PERMISSION)
@form_view
def add() -> Page:
    """Add a theme of the municipality's own."""
    form = NewThemeForm()
    if form.did(lambda: service.add(form.title.data, form.principle.data, form.valid_from.data, me())):
        flash(_("Temaet er tilføjet."), "success")
        return redirect(url_for(".overview"))
    page = render_template("complaints/themes/add.html", form=form)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<theme>", methods=["GET", "POST"])
@requires(PERMISSION)
@form_view
def change(theme: str) -> Page:
    """Give a theme another title, or stop using it, from a day on; its versions stand below."""
    known = _theme(theme)
    used = known.id in {each.id for each in categories.themes(today())}
    form = ThemeForm(data={"title": str(known.title), "used": "ja" if used else "nej", "valid_from": today()})
    if form.did(
        lambda: service.decide(known.id, form.title.data, form.valid_from.data, me(), used=form.used.data == "ja")
    ):
        flash(_("Det er gemt."), "success")
        return redirect(url_for(".overview"))
    versions = [(each, name_of(each.written_by)) for each in queries.of(known.id)]
    principle = categories.title(Kind.PRINCIPLE, known.principle)
    page = render_template(
        "complaints/themes/change.html", form=form, theme=known, principle=principle, versions=versions
    )
    return (page, 422) if form.is_submitted() else page


def _theme(theme_id: str) -> Category:
    found = next((each for each in categories.themes() if each.id == theme_id), None)
    if found is None:
        raise NotYours
    return found
