"""Staff's pages of translations: how far each language is, and approving its texts one by one; citizens' page is `views_public`."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig.access import current_user, requires
from værdig.errors import NotYours, UserError
from værdig.i18n import _, ngettext
from værdig.surveys.forms import ProofForm
from værdig.surveys.languages import queries, service
from værdig.surveys.languages.forms import VerdictForm, mark_of
from værdig.surveys.languages.names import FOREIGN, Language
from værdig.surveys.languages.queries import TextRow
from værdig.ui.widgets import form_view

blueprint = Blueprint("surveys_translations", __name__, url_prefix="/stab/sprog")
WITHDRAW, ALL = "tilbage", "alle"


@blueprint.route("/")
@requires("surveys.translations")
def index() -> str:
    """How far each language is."""
    return render_template("surveys/languages/index.html", rows=queries.language_rows())


@blueprint.route("/<code>", methods=["GET", "POST"])
@requires("surveys.translations")
@form_view
def texts(code: str) -> str | Response:
    """The texts of one language beside the Danish; the chosen ones are approved, or their approval withdrawn."""
    language = _language(code)
    parts = queries.text_parts(code)
    rows = [row for _place, found in parts for row in found]
    hashes = [row.hash for row in rows if row.hash]
    form = VerdictForm()
    form.offer(hashes)
    if _wants_all() and ProofForm().validate():
        try:
            form.choose_all(hashes)
            _approve_the_rest(code, rows)
        except UserError as error:
            form.add_error(error)
        else:
            return redirect(url_for(".texts", code=code))
    elif form.did(lambda: _judge(code, form.texts.data)):
        return redirect(url_for(".texts", code=code))
    form.shown.data = mark_of(hashes)
    return render_template(
        "surveys/languages/texts.html", spoken=language, parts=parts, rows=rows, form=form, chosen=_chosen(form)
    )


def _wants_all() -> bool:
    return request.form.get("dom") == ALL


def _language(code: str) -> Language:
    found = next((language for language in FOREIGN if language.code == code), None)
    if found is None:
        raise NotYours
    return found


def _chosen(form: VerdictForm) -> set[str]:
    return set(form.texts.data or [])


def _approve_the_rest(code: str, rows: Sequence[TextRow]) -> None:
    rest = [row.hash for row in rows if row.hash and not row.approved]
    if rest:
        _judge(code, rest)
    else:
        flash(_("Alle de oversatte tekster var godkendt i forvejen."), "info")


def _judge(code: str, hashes: list[str]) -> None:
    user, approved = current_user(), request.form.get("dom") != WITHDRAW
    if user is None:
        raise NotYours
    service.judge(code, hashes, approved=approved, user_id=user.id, name=user.name)
    if approved:
        flash(ngettext("Én tekst er godkendt.", "%(count)s tekster er godkendt.", len(hashes)), "success")
    else:
        flash(
            ngettext("Én tekst er ikke godkendt mere.", "%(count)s tekster er ikke godkendt mere.", len(hashes)),
            "success",
        )
