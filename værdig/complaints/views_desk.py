"""The desk: writing a complaint down for a citizen, and counting an enquiry; the desk never opens a case again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig import clock, municipality
from værdig.access import current_roles, requires
from værdig.access.roles import INDEPENDENT
from værdig.codes import shown
from værdig.complaints import categories, keys, queries, service, texts, written_down
from værdig.complaints.attachments.service import add_files
from værdig.complaints.categories import Kind
from værdig.complaints.desk import me, registrar
from værdig.complaints.forms import CountForm, RegisterForm
from værdig.complaints.keys import Part, Reader
from værdig.complaints.models import Case, ContactCount
from værdig.complaints.reading import read_case
from værdig.complaints.receipts.document import picture
from værdig.db import new_id
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.ui.widgets import form_view

Page = str | Response | tuple[str, int]

CODE_SHOWN_FOR = timedelta(minutes=5)
"""How long the desk can fetch a receipt with its code again: for a double click or a printer that jams, not for later."""

AGAIN = "igen"
"""Sent along by the button that saves what has been saved before, after the question."""

FIRST_CHOICE = "type-0"
"""The form's first choice: the page begins there after a count, so that the next one takes four presses of keys."""

COUNTS_SHOWN = 10
"""How many of today's own counts stand on the page: slips are found at once."""

blueprint = Blueprint("complaints_desk", __name__, url_prefix="/stab", template_folder="templates")


@blueprint.route("/klager/ny", methods=["GET", "POST"])
@requires("complaints.register")
@form_view
def register() -> Page:
    """Write down what a citizen tells; the receipt with her code is printed at once, and cannot be had again later."""
    form = RegisterForm()
    if form.validate_on_submit():
        try:
            return _save(form, _complaint(form))
        except UserError as error:
            form.add_error(error)
    latest = None if form.is_submitted() else written_down.newest(me())
    saved = latest if latest and _is_fresh(latest) else None
    page = render_template("complaints/register.html", form=form, saved=saved, setting=municipality.setting)
    return (page, 422) if form.is_submitted() else page


def _save(form: RegisterForm, complaint: service.Complaint) -> str:
    """Receive a complaint; one that has been saved before, by another page than this one, is asked about."""
    token = form.token.data
    known = written_down.saved_before(complaint, me())
    if known is not None and queries.by_submission(token) is None and AGAIN not in request.form:
        return render_template("complaints/saved_before.html", case=known, office=texts.office(known), anew=_anew())
    received = service.receive(complaint, token, by=registrar())
    _keep_files(form, received)
    if received.is_new:
        written_down.remember(complaint, received.case_id, me())
    return _receipt(received)


def _keep_files(form: RegisterForm, received: service.Received) -> None:
    """Keep what was scanned along with a complaint on paper; it is the citizen's, whoever scanned it."""
    if form.prepared:
        case = queries.case_received(received.code)
        add_files(case.id, keys.open_with_code(case, received.code), form.prepared, registrar(), part=Part.IDENTITY)


def _anew() -> dict[str, str]:
    """Return what was sent as the values of a form that saves it as a case of its own."""
    sent = {name: text for name, text in request.form.items() if name not in ("csrf_token", "token")}
    return {**sent, "token": new_id(), AGAIN: "ja"}


def _complaint(form: RegisterForm) -> service.Complaint:
    return service.Complaint(
        story=form.story.data, inbox=Reader(form.inbox.data), type=form.type.data, channel=form.channel.data,
        identity=form.identity, particulars=form.particulars, language=form.language.data,
        interpreter=form.interpreter.data, behalf=form.writer, received=form.received,
        avoid=form.avoid.data or "", unit=form.about, decision=form.decision,
    )  # fmt: skip


def _receipt(received: service.Received) -> str:
    """Return the receipt; the code is on its print only just after registering, so that a double click loses nothing."""
    case = queries.case_received(received.code)
    fresh = _is_fresh(case)
    if fresh:
        service.hand_over_code(case.id, registrar())
    return _receipt_page(case, received.code if fresh else "", further=received.further)


def _is_fresh(case: Case) -> bool:
    return clock.now() - case.registered_at <= CODE_SHOWN_FOR


def _receipt_page(case: Case, code: str, *, on_screen: bool = False, further: str = "") -> str:
    identity = read_case(case, keys.open_with_code(case, code)).identity if code else {}
    return render_template(
        "complaints/register_receipt.html", case=case, code=shown(code) if code else "", further=further, on_screen=on_screen,
        setting=municipality.setting, submission=request.form.get("token", ""),
        picture=picture(case.receipt) if code and case.receipt else "", **texts.receipt(case, identity),
    )  # fmt: skip


@blueprint.route("/klager/ny/kode", methods=["POST"])
@requires("complaints.register")
def show_code() -> Page:
    """Show the code on the screen, once and logged, to whoever has just registered the case: for a citizen who cannot get the paper."""
    token = request.form.get("token", "")
    case = queries.by_submission(token)
    if case is None or case.registered_by != me():
        raise NotYours
    may = _is_fresh(case) and service.show_code(case.id, registrar())
    return _receipt_page(case, keys.code_of(token) if may else "", on_screen=True)


@blueprint.route("/tael", methods=["GET", "POST"])
@requires("complaints.count")
@form_view
def count() -> Page:
    """Count an enquiry that was answered on the spot: three choices, no person."""
    form = CountForm(usual=queries.counted_lately(me()))
    if form.validate_on_submit():
        office = Reader.BORGERRAADGIVER if current_roles() & INDEPENDENT else Reader.MANAGEMENT
        try:
            service.count_contact(
                office=office, type=form.type.data, channel=form.channel.data, theme=form.theme.data or None,
                day=form.when, by=registrar(), token=form.token.data,
            )  # fmt: skip
        except UserError as error:
            form.add_error(error)
        else:
            return redirect(url_for(".count", talt="ja", _anchor=FIRST_CHOICE))
    counted = [_count_row(row) for row in queries.counted_today(me())]
    page = render_template("complaints/count.html", form=form, counted=counted, most=COUNTS_SHOWN, just=_just(counted))
    return (page, 422) if form.is_submitted() else page


def _just(counted: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return what has been counted a moment ago, to be told and taken back."""
    return counted[0] if counted and request.method == "GET" and "talt" in request.args else None


def _count_row(row: ContactCount) -> dict[str, Any]:
    return {
        "type": categories.title(Kind.TYPE, row.type),
        "channel": categories.title(Kind.CHANNEL, row.channel),
        "theme": categories.theme_title(row.theme) if row.theme else _("Intet bestemt tema"),
        "day": row.day,
        "undo": url_for(".uncount", count_id=row.id),
    }


@blueprint.route("/tael/<count_id>/fortryd", methods=["POST"])
@requires("complaints.count")
def uncount(count_id: str) -> Page:
    """Take back one's own count of today."""
    service.uncount_contact(count_id, registrar())
    flash(_("Tællingen er taget tilbage."), "success")
    return redirect(url_for(".count"))
