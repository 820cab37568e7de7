"""Citizens' pages behind a return code: the case, writing again, consent, withdrawing; who is let in is `visit`'s to say."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from værdig import clock, municipality
from værdig.access import public
from værdig.codes import shown
from værdig.complaints import categories, inbox, keys, marks, queries, service, texts, views_again, visit
from værdig.complaints.acting import CITIZEN
from værdig.complaints.afterwards import service as afterwards
from værdig.complaints.appeals import board
from værdig.complaints.appeals.wording import came_to_citizen
from værdig.complaints.attachments import service as attachments
from værdig.complaints.attachments.queries import files_of
from værdig.complaints.calls import service as calls
from værdig.complaints.calls.wording import to_citizen
from værdig.complaints.conflicts import views as conflicts
from værdig.complaints.forms_public import CodedMessageForm, CodeForm, MessageForm, OwnConsentForm
from værdig.complaints.insight.own_case import own
from værdig.complaints.interpreting import own_case as interpreting
from værdig.complaints.investigations.citizen import has_general_hearing, steps_of
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.models import Case
from værdig.complaints.post import notices
from værdig.complaints.reading import read_case
from værdig.complaints.reminders import chasing
from værdig.complaints.reminders import wording as chased
from værdig.complaints.representation import seats as representation
from værdig.complaints.representation.queries import people
from værdig.complaints.retention import wording as retention
from værdig.complaints.retention.tombstones import CaseDeleted
from værdig.complaints.states import CLOSED, INVESTIGATING, Mover, State, allowed, objection
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _, format_hour
from værdig.ui.widgets import form_view

blueprint = Blueprint("complaints", __name__, template_folder="templates")
"""All citizens' pages of complaints; `views_public` adds those before there is a case."""

Page = str | Response | tuple[str, int]

blueprint.url_defaults(marks.put_on)

OF_WHAT_WAS_SENT = {"complaints.receipt", "complaints.leave"}
"""What can also be done in a case that was sent in this visit and is not the one in use."""

WITH_WORDS = {"complaints.message", "complaints.uphold", "complaints.reopen"}
"""What brings a text along, which becomes a message in the case it was written for."""


@blueprint.before_request
def _ask_for_the_mark() -> Page | None:
    """Let no page do anything in another case than the one it was made for; a code that is typed along is a choice."""
    rule = request.url_rule.rule if request.url_rule else ""
    if not marks.is_behind_a_code(rule) or _sends_a_code():
        return None
    opened, mark = visit.opened(), marks.carried()
    if opened is None or mark == marks.of_code(opened[1]) or (request.method != "POST" and not mark):
        return None
    if request.endpoint in OF_WHAT_WAS_SENT and visit.code_of(mark):
        return None
    if request.endpoint in WITH_WORDS and request.form.get("text"):
        return _ask_for_the_code(CodedMessageForm(), opened[0]), 409
    return render_template("complaints/another_case.html", form=CodeForm(formdata=None), in_use=opened[0]), 409


def _sends_a_code() -> bool:
    return request.endpoint == "complaints.message" and "code" in request.form


def _ask_for_the_code(form: CodedMessageForm, in_use: Case | None = None) -> str:
    return render_template("complaints/code_and_text.html", form=form, in_use=in_use, setting=municipality.setting)


@blueprint.route("/sag", methods=["GET", "POST"])
@public
@form_view
def case() -> Page:
    """The way in by code; with a code in the session, the case itself."""
    if request.method == "GET":
        if marks.carried():
            return _turn_to(marks.carried())
        opened = visit.opened()
        if opened is not None:
            return _case_page(*opened)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            seat = representation.seat_of(form.code.data)
            if seat is not None:
                return redirect(seat)
            found, code = queries.by_code(form.code.data)
        except CaseDeleted as gone:
            visit.end()
            return render_template("complaints/retention/deleted.html", told=retention.deleted(gone.stone))
        except UserError as error:
            form.add_error(error)
        else:
            return _let_in(found, code)
    page = render_template("complaints/code.html", form=form, late=visit.was_too_late(), setting=municipality.setting)
    return (page, 422) if form.is_submitted() else page


def _turn_to(mark: str) -> Page:
    """Open the case that an older page of this visit was made for; where that is over, say which one is open."""
    opened = visit.opened()
    if visit.turn_to(mark) or opened is None:
        return redirect(url_for(".case"))
    return render_template("complaints/another_case.html", form=CodeForm(formdata=None), in_use=opened[0]), 409


def _let_in(found: Case, code: str) -> Response:
    visit.end()  # whatever somebody else has left on this device
    visit.begin(code)
    if not found.code_seen:
        session[visit.SHOW_CODE] = True
        service.mark_code_seen(found.id)
    return redirect(url_for(".case"))


def _case_page(found: Case, code: str, opened: Keys, form: MessageForm | None = None) -> str:
    facts = queries.facts_of(found)
    read = read_case(found, opened)
    can_ring = bool(read.identity.get("phone"))
    openings = [(o.role, o.unit, format_hour(o.hour)) for o in queries.opened_by(found.id)]
    return render_template(
        "complaints/case.html", case=found, code=shown(code) if session.pop(visit.SHOW_CODE, False) else "",
        status=texts.status(found, can_ring), read=read, files=files_of(found, opened), dates=texts.citizen_dates(found, can_ring),
        chased=[chased.told(step) for step in chasing.taken_in(found)],
        called=to_citizen(queries.calls_of(found)) if found.state == State.DIALOG else None,
        **conflicts.own_page(found.id, opened),
        openings=openings, office=texts.office(found), form=form or MessageForm(formdata=None), sender=texts.sender,
        spoken=texts.spoken(found), is_closed=facts.state in CLOSED, may=_may(found), kept=retention.kept(found),
        citizen_steps=steps_of(found), asked_in_general=has_general_hearing(found),
        anonymous=found.anonymity == "anonym", complains=found.type in categories.COMPLAINTS, consent=queries.consent_of(found),
        is_confidential=facts.confidential, borgerraadgiver_reads=_has_asked(found), setting=municipality.setting,
        mark=marks.of_code(code), told_by=notices.chosen(read), notices_offered=notices.offered(read.identity),
        has_written=session.pop(visit.WROTE, False), **interpreting.own(found, opened),
        may_be_satisfied=afterwards.may_be_satisfied(found), is_satisfied=afterwards.is_satisfied(found),
        may_be_asked=afterwards.may_be_asked(found), help_answers=queries.HELPED.items(), insights=own(found, opened), **_appeal(found),
        people=people(found, opened),
        board=board.told(found),
        appeal=came_to_citizen(found.received, read.particulars) if found.type == categories.DECISION else "",
    )  # fmt: skip


def _appeal(found: Case) -> dict[str, str]:
    """Return what a complaint over a decision lacks before the department can judge it, and how long there is to mend that."""
    missing = queries.missing_for_appeal(found)
    return {"missing": missing, "time_left": texts.time_to_appeal(found) if missing else ""}


def _may(found: Case) -> dict[str, bool]:
    """Return which of her own deeds the citizen can do now."""
    facts, today = queries.facts_of(found), clock.today()
    moves = {state for state in allowed(facts, Mover.BORGER) if not objection(facts, state, Mover.BORGER, today)}
    asked, to_management = _has_asked(found), found.inbox == Reader.MANAGEMENT
    return {
        "uphold": State.FASTHOLDT in moves,
        "reopen": State.GENAABNET in moves,
        "withdraw": State.TRUKKET in moves,
        "ask": to_management and not asked and inbox.is_ready(),
        "unask": to_management and asked and facts.state not in INVESTIGATING,
    }


def _has_asked(found: Case) -> bool:
    """Tell whether the borgerraadgiver can read a case that was sent to the management."""
    return found.inbox == Reader.MANAGEMENT and queries.is_shared(found, Reader.BORGERRAADGIVER)


@blueprint.route("/sag/besked", methods=["GET", "POST"])
@public
@form_view
def message() -> Page:
    """Write again; possible after closing too. Who comes too late is asked for the code, and the text is kept."""
    opened = None if _sends_a_code() else visit.opened()
    form = MessageForm() if opened else CodedMessageForm()
    if not form.is_submitted():
        return redirect(url_for(".case"))
    if (opened or _sends_a_code()) and form.validate():
        try:
            found, code, held = opened or _by_typed_code(form)
            _write(found, held, form)
        except UserError as error:
            form.add_error(error)
        else:
            visit.begin(code)
            session[visit.WROTE] = True
            return redirect(url_for(".case"))
    if opened:
        return _case_page(*opened, form), 422
    visit.was_too_late()  # the page says so itself
    return _ask_for_the_code(form), 422


def _write(found: Case, held: Keys, form: MessageForm) -> None:
    """Send a message; the same words again, with nothing said in between, are somebody who has gone back."""
    last = read_case(found, held).messages[-1:]
    if any(each.from_citizen and each.text == form.text.data for each in last):
        flash(_("Den besked har vi allerede."), "info")
        return
    service.write_as_citizen(found.id, held, form.text.data, form.token.data, with_management=form.with_management.data)
    attachments.add_files(found.id, held, form.prepared, CITIZEN)
    flash(_("Din besked er sendt."), "success")


def _by_typed_code(form: Any) -> tuple[Case, str, Keys]:
    """Open the case anew when it was closed on this device while the citizen wrote; her text stays in the form."""
    found, code = queries.by_code(form.code.data)
    return found, code, keys.open_with_code(found, code)


@blueprint.route("/sag/traek", methods=["GET", "POST"])
@public
def withdraw() -> Page:
    """Withdraw what was sent, after a question."""
    return _act("traek", service.withdraw, _("Sagen er trukket tilbage. Du kan åbne den igen i 12 måneder."))


@blueprint.route("/sag/loest", methods=["POST"])
@public
def solved() -> Page:
    """Say whether it is solved, as the case's page asks after a call."""
    if request.form.get("svar") not in ("ja", "nej"):
        return redirect(url_for(".case"))
    yes = request.form["svar"] == "ja"
    told = _("Tak. Du får et brev, før vi lukker sagen.") if yes else _("Tak. Du får et skriftligt svar.")
    return _act("", lambda case_id: calls.say_solved(case_id, yes=yes), told)


blueprint.add_url_rule("/sag/inhabil", "avoid", public(form_view(conflicts.avoid)), methods=["GET", "POST"])


blueprint.add_url_rule("/sag/fasthold", "uphold", public(form_view(views_again.uphold)), methods=["GET", "POST"])
blueprint.add_url_rule("/sag/genaabn", "reopen", public(form_view(views_again.reopen)), methods=["GET", "POST"])


def _act(name: str, deed: Any, told: str) -> Page:
    opened = visit.opened()
    if opened is None:
        return redirect(url_for(".case"))
    if request.method == "GET":
        return render_template(
            "complaints/confirm.html", name=name, case=opened[0], complains=opened[0].type in categories.COMPLAINTS,
            appeals=opened[0].type == categories.DECISION, consent=queries.consent_of(opened[0]),
        )  # fmt: skip
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
    opened = visit.opened()
    if opened is None or not _may(opened[0])["ask"]:
        return redirect(url_for(".case"))
    told = _("Borgerrådgiveren kan nu læse din sag.")
    return _act("borgerraadgiver", lambda case_id: service.share_with_borgerraadgiver(case_id, opened[2]), told)


@blueprint.route("/sag/borgerraadgiver/fortryd", methods=["POST"])
@public
def unask_borgerraadgiver() -> Page:
    """Take that back: the borgerraadgiver can no longer read the case."""
    opened = visit.opened()
    if opened is not None and _may(opened[0])["unask"]:
        service.take_back_from_borgerraadgiver(opened[0].id)
        flash(_("Borgerrådgiveren kan ikke længere læse din sag. Det, der er læst, kan ikke læses væk."), "success")
    return redirect(url_for(".case"))


@blueprint.route("/sag/samtykke", methods=["GET", "POST"])
@public
@form_view
def consent() -> Page:
    """Let the management see a confidential case, or part of it."""
    opened = visit.opened()
    anonymous = opened is not None and opened[0].anonymity == "anonym"
    form = OwnConsentForm(anonymous=anonymous, appeals=opened is not None and opened[0].type == categories.DECISION)
    if opened is None or opened[0].inbox != Reader.BORGERRAADGIVER:
        form.validate_on_submit()
        return redirect(url_for(".case"))
    found, _code, held = opened
    if form.validate_on_submit():
        try:
            service.give_consent(found.id, held, form.scope.data, CITIZEN)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Du har sagt ja. Du kan fortryde, når du vil."), "success")
            return redirect(url_for(".case"))
    page = render_template(
        "complaints/consent.html", form=form, case=found, unit=municipality.setting("unit_name"), anonymous=anonymous,
        appeals=found.type == categories.DECISION, messages_go_along=not held.has(Part.MESSAGES),
        consent=queries.consent_of(found), **_appeal(found),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/sag/samtykke/fortryd", methods=["POST"])
@public
def revoke() -> Page:
    """Take a consent back."""
    opened = visit.opened()
    if opened is not None and opened[0].inbox == Reader.BORGERRAADGIVER:
        service.revoke_consent(opened[0].id, CITIZEN)
        flash(_("Du har taget dit ja tilbage. Det, nogen har læst, kan ikke læses væk."), "success")
    return redirect(url_for(".case"))


@blueprint.route("/sag/luk", methods=["POST"])
@public
def leave() -> Page:
    """Close the case on this device: the code is forgotten here, the case goes on."""
    opened, mark = visit.opened(), marks.carried()
    left = queries.case_of_citizen(visit.code_of(mark)) if mark else None
    visit.leave(mark)
    still = visit.opened()
    goes_on = State((left or opened[0]).state) not in CLOSED if opened else False
    return render_template("complaints/left.html", goes_on=goes_on, still_open=still[0] if still else None)
