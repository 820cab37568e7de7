"""The citizen upholds a complaint or opens a case again, and may say why; other deeds of hers in her case are `views_own_case`'s."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.complaints import queries, service, visit
from værdig.complaints.forms_public import CodedMessageForm, WhyForm
from værdig.complaints.keys import Keys
from værdig.complaints.models import Case
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _

Page = str | Response | tuple[str, int]


def uphold() -> Page:
    """Uphold the complaint after the department's answer."""
    return _again("uphold", service.uphold, _("Din klage er fastholdt. Vi skriver til dig om, hvad der nu sker."))


def reopen() -> Page:
    """Open a closed case again."""
    return _again("reopen", service.reopen, _("Din sag er åbnet igen."))


def _again(name: str, deed: Callable[[str], Any], told: str) -> Page:
    opened, form = visit.opened(), WhyForm()
    if opened is None:
        return _kept_for_the_code(form) if form.is_submitted() and form.text.data else redirect(url_for(".case"))
    found, _code, held = opened
    if not queries.facts_of(found).shared:
        del form.with_management
    if form.validate_on_submit():
        _do(deed, found.id, told)
        _say_why(found, held, form)
        return redirect(url_for(".case"))
    page = render_template("complaints/again.html", name=name, form=form, case=found, setting=municipality.setting)
    return (page, 422) if form.is_submitted() else page


def _kept_for_the_code(form: WhyForm) -> Page:
    """Keep what was written when the case has closed itself on this device meanwhile."""
    form.validate()  # a lost token is told of
    page = render_template(
        "complaints/code_and_text.html", form=CodedMessageForm(), in_use=None, setting=municipality.setting
    )
    return page, 422


def _do(deed: Callable[[str], Any], case_id: str, told: str) -> None:
    try:
        deed(case_id)
    except UserError as error:
        flash(str(error.text), "error")
    except RuleBroken:
        flash(_("Det er allerede gjort, eller sagen er kommet videre. Se her, hvor den er nu."), "info")
    else:
        flash(told, "success")


def _say_why(found: Case, held: Keys, form: WhyForm) -> None:
    """Send the reason as a message, also where the deed itself came too late: what a citizen has written is not lost."""
    if form.text.data:
        shared = bool("with_management" in form and form.with_management.data)
        service.write_as_citizen(found.id, held, form.text.data, form.token.data, with_management=shared)
        flash(_("Det, du skrev, er sendt som en besked i sagen."), "success")
