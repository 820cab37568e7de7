"""Citizens' pages: the doors, writing a complaint, the receipt, and the case behind its return code.

Nothing about the device or the connection is stored. The code lies in the citizen's own sealed cookie until she closes the case.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.access import public
from værdig.codes import shown
from værdig.complaints import categories, inbox, keys, queries, service, texts
from værdig.complaints.acting import CITIZEN
from værdig.complaints.forms import CodedMessageForm, CodeForm, ConsentForm, MessageForm, WriteForm
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.reading import read_case
from værdig.complaints.states import CITIZEN_SEES, CLOSED, Mover, State, allowed
from værdig.crypto import CannotOpen
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _, _l, format_hour
from værdig.ui.widgets import form_view

blueprint = Blueprint("complaints", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]

CODE = "sag"
"""The citizen session's key of the return code she has used."""
SHOW_CODE = "vis_kode"

DOORS: dict[str, tuple[Any, str]] = {
    "behandling": (_l("Skriv din klage"), "klage_over_sagsbehandling"),
    "afgoerelse": (_l("Klag over en afgørelse"), categories.DECISION),
    "hjaelp": (_l("Få hjælp"), "vejledning"),
    "ros": (_l("Giv ros"), "ros"),
    "forslag": (_l("Kom med et forslag"), "forslag"),
}
"""What is written, by the word in the address: the page's heading and the type of case it begins as."""


@blueprint.route("/klage")
@public
def start() -> Page:
    """What do you want? Five doors and a signpost."""
    return render_template("complaints/start.html", setting=municipality.setting)


@blueprint.route("/klage/anden-myndighed")
@public
def elsewhere() -> Page:
    """A signpost for what belongs to another authority."""
    return render_template("complaints/elsewhere.html", setting=municipality.setting)


@blueprint.route("/hjaelp-til-at-klage")
@public
def help_to_complain() -> Page:
    """How anybody gets help to complain: by whom, how, and what the borgerraadgiver can and cannot do."""
    return render_template("complaints/help.html", setting=municipality.setting)


@blueprint.route("/klage/skriv", methods=["GET", "POST"])
@public
@form_view
def write() -> Page:
    """Write it: one mandatory field, everything else can be skipped."""
    door = request.args.get("slags", "behandling")
    door = door if door in DOORS else "behandling"
    form = WriteForm()
    if form.validate_on_submit():
        try:
            received = service.receive(_complaint(form, DOORS[door][1]), form.token.data)
        except UserError as error:
            form.add_error(error)
        else:
            session[CODE] = received.code
            return _already_sent(received) if received.further else redirect(url_for(".receipt"))
    page = render_template(
        "complaints/write.html", form=form, door=door, heading=DOORS[door][0], setting=municipality.setting,
        inbox_ready=inbox.is_ready(),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _complaint(form: WriteForm, type_: str) -> service.Complaint:
    return service.Complaint(
        story=form.story.data, inbox=Reader(form.inbox.data), type=type_, identity=form.identity,
        particulars=form.particulars, language=form.language.data, interpreter=form.interpreter.data,
    )  # fmt: skip


def _already_sent(received: service.Received) -> str:
    """Offer what was changed after sending as one more message; the first text stays as it was sent."""
    form = MessageForm(formdata=None, text=received.further)
    case = queries.case_of_citizen(received.code)
    return render_template("complaints/already_sent.html", form=form, case=case, setting=municipality.setting)


@blueprint.route("/klage/kvittering")
@public
def receipt() -> Page:
    """The receipt: number, hour, answer date, what happens when, and the return code."""
    opened = _opened()
    if opened is None:
        return redirect(url_for(".case"))
    found, code, _keys = opened
    return render_template(
        "complaints/receipt.html", case=found, code=shown(code), office=texts.office(found),
        answer_date=texts.answer_date(found), steps=texts.next_steps(found), setting=municipality.setting,
    )  # fmt: skip


@blueprint.route("/sag", methods=["GET", "POST"])
@public
@form_view
def case() -> Page:
    """The way in by code; with a code in the session, the case itself."""
    if request.method == "GET":
        opened = _opened()
        if opened is not None:
            return _case_page(*opened)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            found, code = queries.by_code(form.code.data)
        except UserError as error:
            form.add_error(error)
        else:
            return _let_in(found, code)
    page = render_template("complaints/code.html", form=form)
    return (page, 422) if form.is_submitted() else page


def _let_in(found: Case, code: str) -> Response:
    session[CODE] = code
    if not found.code_seen:
        session[SHOW_CODE] = True
        service.mark_code_seen(found.id)
    return redirect(url_for(".case"))


def _opened() -> tuple[Case, str, Keys] | None:
    """Return the case of the code in the session with its keys; a code that opens nothing here is forgotten."""
    code = str(session.get(CODE, ""))
    found = queries.case_of_citizen(code) if code else None
    if found is None:
        return None
    try:
        return found, code, keys.open_with_code(found, code)
    except CannotOpen:
        session.pop(CODE, None)
        return None


def _case_page(found: Case, code: str, opened: Keys, form: MessageForm | None = None) -> str:
    facts = queries.facts_of(found)
    may = allowed(facts, Mover.BORGER)
    openings = [(o.role, o.unit, format_hour(o.hour)) for o in queries.opened_by(found.id)]
    return render_template(
        "complaints/case.html", case=found, code=shown(code) if session.pop(SHOW_CODE, False) else "",
        status=CITIZEN_SEES[facts.state], read=read_case(found, opened), dates=texts.citizen_dates(found),
        openings=openings, office=texts.office(found), form=form or MessageForm(formdata=None),
        is_closed=facts.state in CLOSED, can_withdraw=State.TRUKKET in may, can_uphold=State.FASTHOLDT in may,
        can_reopen=State.GENAABNET in may, consent=_consent(found), can_consent=facts.confidential,
        can_ask_borgerraadgiver=_can_ask_borgerraadgiver(found), setting=municipality.setting,
    )  # fmt: skip


def _consent(found: Case) -> Any:
    return next((consent for consent in found.consents if consent.revoked is None), None)


def _can_ask_borgerraadgiver(found: Case) -> bool:
    return (
        found.inbox == Reader.MANAGEMENT and inbox.is_ready() and not queries.is_shared(found, Reader.BORGERRAADGIVER)
    )


@blueprint.route("/sag/besked", methods=["GET", "POST"])
@public
@form_view
def message() -> Page:
    """Write again; possible after closing too."""
    opened = _opened()
    form = MessageForm() if opened else CodedMessageForm()
    if not form.is_submitted():
        return redirect(url_for(".case"))
    if form.validate():
        try:
            found, code, held = opened or _by_typed_code(form)
            service.write_as_citizen(found.id, held, form.text.data, form.token.data)
        except UserError as error:
            form.add_error(error)
        else:
            session[CODE] = code
            flash(_("Din besked er sendt."), "success")
            return redirect(url_for(".case"))
    if opened:
        return _case_page(*opened, form), 422
    return render_template("complaints/code_and_text.html", form=form, setting=municipality.setting), 422


def _by_typed_code(form: Any) -> tuple[Case, str, Keys]:
    """Open the case anew when it was closed on this device while the citizen wrote; her text stays in the form."""
    found, code = queries.by_code(form.code.data)
    return found, code, keys.open_with_code(found, code)


@blueprint.route("/sag/traek", methods=["GET", "POST"])
@public
def withdraw() -> Page:
    """Withdraw the complaint, after a question."""
    return _act("traek", service.withdraw, _("Din klage er trukket. Du kan altid åbne den igen."))


@blueprint.route("/sag/fasthold", methods=["GET", "POST"])
@public
def uphold() -> Page:
    """Uphold the complaint after the department's answer."""
    return _act("fasthold", service.uphold, _("Din klage er fastholdt. Vi skriver til dig om, hvad der nu sker."))


@blueprint.route("/sag/genaabn", methods=["GET", "POST"])
@public
def reopen() -> Page:
    """Open a closed case again."""
    return _act("genaabn", service.reopen, _("Din sag er åbnet igen."))


def _act(name: str, deed: Any, told: str) -> Page:
    opened = _opened()
    if opened is None:
        return redirect(url_for(".case"))
    if request.method == "GET":
        return render_template("complaints/confirm.html", name=name, case=opened[0])
    try:
        deed(opened[0].id)
    except UserError as error:
        flash(str(error.text), "error")
    except RuleBroken:
        flash(_("Det er allerede gjort, eller sagen er kommet videre. Se her, hvor den er nu."), "info")
    else:
        flash(told, "success")
    return redirect(url_for(".case"))


@blueprint.route("/sag/borgerraadgiver", methods=["GET", "POST"])
@public
def ask_borgerraadgiver() -> Page:
    """Ask the borgerraadgiver to look at a case that was sent to the management."""
    opened = _opened()
    if opened is None or not _can_ask_borgerraadgiver(opened[0]):
        return redirect(url_for(".case"))
    told = _("Borgerrådgiveren kan nu læse din sag.")
    return _act("borgerraadgiver", lambda case_id: service.share_with_borgerraadgiver(case_id, opened[2]), told)


@blueprint.route("/sag/samtykke", methods=["GET", "POST"])
@public
@form_view
def consent() -> Page:
    """Let the management see a confidential case, or part of it."""
    form = ConsentForm()
    opened = _opened()
    if opened is None or opened[0].inbox != Reader.BORGERRAADGIVER:
        form.validate_on_submit()
        return redirect(url_for(".case"))
    found, _code, held = opened
    if form.validate_on_submit():
        service.give_consent(found.id, held, form.scope.data, CITIZEN)
        flash(_("Du har sagt ja. Du kan fortryde, når du vil."), "success")
        return redirect(url_for(".case"))
    page = render_template("complaints/consent.html", form=form, unit=municipality.setting("unit_name"))
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/sag/samtykke/fortryd", methods=["POST"])
@public
def revoke() -> Page:
    """Take a consent back."""
    opened = _opened()
    if opened is not None and opened[0].inbox == Reader.BORGERRAADGIVER:
        service.revoke_consent(opened[0].id, CITIZEN)
        flash(_("Du har taget dit ja tilbage. Det, nogen har læst, kan ikke læses væk."), "success")
    return redirect(url_for(".case"))


@blueprint.route("/sag/luk", methods=["POST"])
@public
def leave() -> Page:
    """Close the case on this device: the code is forgotten here, the case goes on."""
    session.pop(CODE, None)
    session.pop(SHOW_CODE, None)
    return render_template("complaints/left.html")
