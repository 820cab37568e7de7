"""Citizens' pages before there is a case: the doors, writing a complaint, the receipt; `views_own_case` has what follows.

Nothing about the device or the connection is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from værdig import municipality
from værdig.access import public
from værdig.clock import today
from værdig.codes import shown
from værdig.complaints import inbox, keys, marks, queries, service, texts, visit
from værdig.complaints.acting import CITIZEN
from værdig.complaints.appeals.kept import FIELDS
from værdig.complaints.appeals.last_day import last_day
from værdig.complaints.appeals.views import blueprint
from værdig.complaints.appeals.wording import told
from værdig.complaints.attachments.preparing import Prepared
from værdig.complaints.attachments.service import add_files
from værdig.complaints.doors import Door, door_of
from værdig.complaints.forms_public import ContactForm, MessageForm, WriteForm
from værdig.complaints.interpreting.forms_public import RingMeForm
from værdig.complaints.interpreting.own_tongue import RING_ME, TONGUES
from værdig.complaints.reading import read_case
from værdig.complaints.retention import wording as retention
from værdig.complaints.stepwise import steps
from værdig.complaints.views_own_case import Page
from værdig.db import new_id
from værdig.errors import UserError
from værdig.i18n import _, in_danish
from værdig.ui.widgets import BooleanField, VaerdigForm, form_view

__all__ = ["blueprint"]

MOVED = "flyt"
"""Sent along by the button that takes what was typed to another door without sending it."""

AGAIN = "igen"
"""Sent along by the button that sends what may have been sent before, after the question."""

DISCARDED = "fortryd"
"""In the address of the start page after *Fortryd*: the door whose text is forgotten."""

CONTACT = "kontakt"
"""The word for the wish to be contacted where the others have the name of their door."""


@blueprint.route("/klage")
@public
def start() -> Page:
    """What do you want? The doors and a signpost. Whoever comes by *Fortryd* has what she typed forgotten."""
    discarded = request.args.get(DISCARDED, "")
    if discarded:
        visit.discard()
    return render_template(
        "complaints/start.html", setting=municipality.setting, languages=texts.LANGUAGES,
        discarded=_draft_of(discarded) if discarded else "",
    )  # fmt: skip


def _draft_of(word: str) -> str:
    """Return the name of the draft that a page keeps; an unknown word is the ordinary complaint."""
    return word if word == CONTACT else door_of(word).id


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
    form = WriteForm(door, data={name: request.args.get(name, "") for name in FIELDS})
    asked = steps.wanted(request.args)
    if form.is_submitted() and MOVED in request.form:
        VaerdigForm().validate()  # nothing is sent, but the page must be ours
        form.forget_who()
        return _write_page(form, door, steps.STEPS, "", moved_here=True)
    if form.is_submitted() and (came := steps.left(request.form)):
        form.validate()
        return _write_page(form, door, steps.after_leaving(form, came, asked), asked)
    if form.validate_on_submit():
        try:
            return _send(form, url_for(".write", slags=door.id))
        except UserError as error:
            form.add_error(error)
    page = _write_page(form, door, steps.of_page(form, asked), asked)
    return (page, 422) if form.is_submitted() else page


def _write_page(
    form: WriteForm, door: Door, shown: Sequence[steps.Step], asked: str, *, moved_here: bool = False
) -> str:
    """Return the page with the steps that are `shown`; `asked` is the step its address names, empty for the page with all."""
    reckoned = last_day(form.decision) if form.decision else None
    return render_template(
        "complaints/write.html", form=form, door=door, setting=municipality.setting, inbox_ready=inbox.is_ready(),
        moved=MOVED, moved_here=moved_here, languages=texts.LANGUAGES, kept=retention.kept(), discard={DISCARDED: door.id},
        last_day=told(reckoned, today()) if reckoned else "", **_before(form),
        **steps.page(form, shown, asked, lambda step: url_for(".write", slags=door.id, **_asking(step))),
    )  # fmt: skip


def _asking(step: str) -> dict[str, Any]:
    return {steps.STEP: step} if step else {}


def _before(form: WriteForm | ContactForm) -> dict[str, Any]:
    """Return what a form must know of what has been sent from this browser."""
    return {
        "has_sent": visit.has_sent() and not form.is_submitted(),
        "is_open": visit.opened() is not None,
        "keep_empty": visit.keeps_forms_empty(),
    }


@blueprint.route("/klage/kontakt", methods=["GET", "POST"])
@public
@form_view
def contact() -> Page:
    """Ask to be contacted, without complaining. The form is new and empty, wherever one comes from."""
    form = ContactForm()
    if form.validate_on_submit():
        try:
            return _send(form, url_for(".contact"))
        except UserError as error:
            form.add_error(error)
    page = render_template(
        "complaints/contact.html", form=form, setting=municipality.setting, inbox_ready=inbox.is_ready(),
        languages=texts.LANGUAGES, kept=retention.kept(), draft=CONTACT, discard={DISCARDED: CONTACT}, **_before(form),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@blueprint.app_context_processor
def _ring_me_in() -> dict[str, Any]:
    """Give the list of languages the way to be rung in each (`languages.html`)."""
    return {"ring_me_in": RING_ME}


@blueprint.route("/klage/ring-mig-op", methods=["GET", "POST"])
@public
@form_view
def ring_me() -> Page:
    """Ask to be rung in one's own language: a number and a language are enough, and neither is in the address."""
    form = RingMeForm()
    if form.validate_on_submit():
        try:
            return _send(form, url_for(".ring_me"))
        except UserError as error:
            form.add_error(error)
    page = render_template(
        "complaints/interpreting/ring_me.html", form=form, tongues=TONGUES, kept=retention.kept(), **_before(form)
    )
    return (page, 422) if form.is_submitted() else page


def _send(form: WriteForm | ContactForm, address: str) -> Page:
    """Receive what is told; what has been sent before in this visit leads to its first receipt."""
    complaint = form.complaint
    before = visit.token_of(complaint)
    if not before and AGAIN not in request.form and visit.was_sent_before(complaint, form.token.data):
        return render_template(
            "complaints/sent_before.html", anew=_anew(form) | {AGAIN: "ja"}, anew_at=address, form=form
        )
    token = before or form.token.data
    with in_danish():
        received = service.receive(complaint, token)
    visit.begin(received.code)
    if received.further and _files_of(form):
        flash(_("Filerne er ikke sendt med. Du kan sende dem i en besked på siden »Din sag«."), "warning")
    if received.further:
        return _already_sent(received, form, address, is_another=before is None)
    if files := _files_of(form):
        case = queries.case_received(received.code)
        add_files(case.id, keys.open_with_code(case, received.code), files, CITIZEN)
    visit.remember(complaint, token)
    if complaint.is_represented:
        flash(_("Du skriver for en anden. Du kan læse svar, når vi har set fuldmagten eller beskikkelsen."), "info")
    if before:
        flash(_("Vi har allerede det, du skrev. Her er kvitteringen fra første gang."), "info")
    return redirect(url_for(".receipt"))


def _files_of(form: WriteForm | ContactForm) -> list[Prepared]:
    return form.prepared if isinstance(form, WriteForm) else []


def _already_sent(received: service.Received, form: WriteForm | ContactForm, address: str, *, is_another: bool) -> str:
    """Offer what was changed after sending as one more message, or as a new complaint; the first text stays as it was sent."""
    case = queries.case_of_citizen(received.code)
    return render_template(
        "complaints/already_sent.html", form=MessageForm(formdata=None, text=received.further), case=case,
        anew=_anew(form) if is_another else {}, anew_at=address, setting=municipality.setting,
    )  # fmt: skip


NOT_TYPED = frozenset({"csrf_token", "token", "files"})
"""The fields of a form that are not carried on as they are."""


def _anew(form: WriteForm | ContactForm) -> dict[str, str]:
    """Return what was typed as the values of a form that sends it as a case of its own."""
    boxes = [field.name for field in form if isinstance(field, BooleanField)]
    anew = {field.name: field.data or "" for field in form if field.name not in (*NOT_TYPED, *boxes)}
    return {**anew, **{name: "y" for name in boxes if form[name].data}, "token": new_id()}


@blueprint.route("/klage/kvittering")
@public
def receipt() -> Page:
    """The receipt: number, hour, answer date, what happens when, and the return code."""
    opened, mark = visit.opened(), marks.carried()
    if opened is None:
        return redirect(url_for(".case"))
    code = visit.code_of(mark) or opened[1]
    found = queries.case_of_citizen(code) or opened[0]
    identity = read_case(found, keys.open_with_code(found, code)).identity
    return render_template(
        "complaints/receipt.html", case=found, code=shown(code), kept=retention.kept(found), mark=marks.of_code(code),
        setting=municipality.setting, **texts.receipt(found, identity),
    )  # fmt: skip
