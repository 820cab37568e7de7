"""Citizens' pages before there is a case: the doors, writing a complaint, the receipt; `views_own_case` has what follows.

Nothing about the device or the connection is stored.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for

from værdig import municipality
from værdig.access import public
from værdig.codes import shown
from værdig.complaints import inbox, marks, queries, service, texts, visit
from værdig.complaints.doors import Door, door_of
from værdig.complaints.forms_public import ContactForm, MessageForm, WriteForm
from værdig.complaints.views_own_case import Page, blueprint
from værdig.db import new_id
from værdig.errors import UserError
from værdig.i18n import _
from værdig.ui.widgets import VaerdigForm, form_view

__all__ = ["blueprint"]

MOVED = "flyt"
"""Sent along by the button that takes what was typed to another door without sending it."""


@blueprint.route("/klage")
@public
def start() -> Page:
    """What do you want? Five doors and a signpost."""
    return render_template("complaints/start.html", setting=municipality.setting, languages=texts.LANGUAGES)


@blueprint.route("/klage/anden-myndighed")
@public
def elsewhere() -> Page:
    """A signpost for what belongs to another authority."""
    return render_template("complaints/elsewhere.html", setting=municipality.setting)


@blueprint.route("/hjaelp-til-at-klage")
@public
def help_to_complain() -> Page:
    """How anybody gets help to complain: by whom, how, and what the borgerraadgiver can and cannot do."""
    return render_template("complaints/help.html", setting=municipality.setting, languages=texts.LANGUAGES)


@blueprint.route("/klage/skriv", methods=["GET", "POST"])
@public
@form_view
def write() -> Page:
    """Write it: one mandatory field, everything else can be skipped."""
    door = door_of(request.args.get("slags", ""))
    form = WriteForm(door)
    if form.is_submitted() and MOVED in request.form:
        VaerdigForm().validate()  # nothing is sent, but the page must be ours
        return _write_page(form, door)
    if form.validate_on_submit():
        try:
            return _send(form, door.id)
        except UserError as error:
            form.add_error(error)
    page = _write_page(form, door)
    return (page, 422) if form.is_submitted() else page


def _write_page(form: WriteForm, door: Door) -> str:
    return render_template(
        "complaints/write.html", form=form, door=door, setting=municipality.setting, inbox_ready=inbox.is_ready(),
        moved=MOVED, languages=texts.LANGUAGES, kept=texts.kept(),
    )  # fmt: skip


@blueprint.route("/klage/kontakt", methods=["GET", "POST"])
@public
@form_view
def contact() -> Page:
    """Ask to be contacted, without complaining. The form is new and empty, wherever one comes from."""
    form = ContactForm()
    if form.validate_on_submit():
        try:
            return _send(form, "hjaelp")
        except UserError as error:
            form.add_error(error)
    page = render_template(
        "complaints/contact.html", form=form, setting=municipality.setting, inbox_ready=inbox.is_ready(),
        languages=texts.LANGUAGES, kept=texts.kept(),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _send(form: WriteForm | ContactForm, door: str) -> Page:
    """Receive what is told; what has been sent before in this visit leads to its first receipt."""
    complaint = form.complaint
    before = visit.token_of(complaint)
    token = before or form.token.data
    received = service.receive(complaint, token)
    visit.begin(received.code)
    if received.further:
        return _already_sent(received, form, door, is_another=before is None)
    visit.remember(complaint, token)
    if before:
        flash(_("Vi har allerede det, du skrev. Her er kvitteringen fra første gang."), "info")
    return redirect(url_for(".receipt"))


def _already_sent(received: service.Received, form: WriteForm | ContactForm, door: str, *, is_another: bool) -> str:
    """Offer what was changed after sending as one more message, or as a new complaint; the first text stays as it was sent."""
    case = queries.case_of_citizen(received.code)
    anew = {field.name: field.data or "" for field in form if field.name not in ("csrf_token", "token", "interpreter")}
    if form.interpreter.data:
        anew["interpreter"] = "y"
    return render_template(
        "complaints/already_sent.html", form=MessageForm(formdata=None, text=received.further), case=case,
        anew={**anew, "token": new_id()} if is_another else {}, door=door,
        setting=municipality.setting,
    )  # fmt: skip


@blueprint.route("/klage/kvittering")
@public
def receipt() -> Page:
    """The receipt: number, hour, answer date, what happens when, and the return code."""
    opened, mark = visit.opened(), marks.carried()
    if opened is None:
        return redirect(url_for(".case"))
    code = visit.code_of(mark) or opened[1]
    found = queries.case_of_citizen(code) or opened[0]
    return render_template(
        "complaints/receipt.html", case=found, code=shown(code), office=texts.office(found), kept=texts.kept(),
        answer_date=texts.answer_date(found), steps=texts.next_steps(found), mark=marks.of_code(code),
        setting=municipality.setting,
    )  # fmt: skip
