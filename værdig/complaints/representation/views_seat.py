"""Pages of somebody who represents a citizen: the case as far as her fuldmagt goes, writing, files; and why a code opens nothing.

She never has the citizen's own pages: giving or taking back a consent, letting somebody else act, and asking to see the case are not here.
"""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig import clock, municipality
from værdig.access import public
from værdig.complaints import queries as cases
from værdig.complaints import service, texts, visit
from værdig.complaints.attachments import handing_out
from værdig.complaints.attachments import queries as files
from værdig.complaints.attachments import service as attachments
from værdig.complaints.insight.views_public import blueprint
from værdig.complaints.reading import ReadMessage, read_case
from værdig.complaints.representation import codes, queries, seats
from værdig.complaints.representation.forms import CodedSeatForm, SeatForm
from værdig.complaints.representation.rules import Right
from værdig.complaints.representation.seats import Seat
from værdig.complaints.representation.wording import ROLES, covers
from værdig.complaints.states import Mover, State, allowed, objection
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _, format_hour
from værdig.ui.widgets import form_view

__all__ = ["blueprint"]

Page = str | Response | tuple[str, int]

OF_A_WRITER = frozenset({"complaints.leave", "complaints.receipt"})
"""The citizens' pages that whoever wrote a complaint for another may have: the receipt of what she sent, and closing the case here."""


@blueprint.before_request
def _keep_to_her_seat() -> Response | None:
    """Lead whoever wrote a complaint for its citizen, and so has its return code, to the page of those who represent."""
    rule = request.url_rule.rule if request.url_rule else ""
    if not rule.startswith("/sag") or request.endpoint in OF_A_WRITER:
        return None
    if request.endpoint == "complaints.message" and "code" in request.form:
        return _to_her_message(request.form["code"])
    if request.endpoint == "complaints.case" and request.method == "POST":
        return None  # another code is being typed
    opened = visit.opened()
    row = queries.holder_of(opened[0].id) if opened else None
    return redirect(url_for("complaints.seat", representative_id=row.id)) if row else None


def _to_her_message(typed: str) -> Response | None:
    """Send on what is written with a typed code to the page of whoever holds the code for its citizen; None for any other code.

    Her text and files go along (307), and are taken only as far as her right goes.
    """
    try:
        found, code = cases.by_code(typed)
    except UserError:
        return None
    row = queries.holder_of(found.id)
    if row is None:
        return None
    visit.end()
    visit.begin(code)
    return redirect(url_for("complaints.seat_message", representative_id=row.id), 307)


@blueprint.route("/paa-vegne/<representative_id>")
@public
def seat(representative_id: str) -> Page:
    """The case as a representative sees it; opening it is logged. A code that opens nothing any more is told why."""
    found = seats.taken(representative_id)
    if found is None:
        return redirect(url_for(".case"))
    if found.keys is None:
        return render_template("complaints/representation/lapsed.html", **_frame(found))
    if found.may(Right.SE):
        seats.note_opening(found)
    return _page(found, SeatForm(formdata=None))


def _frame(found: Seat) -> dict[str, Any]:
    row = found.row
    return {
        "case": found.case, "row": row, "standing": found.standing, "role": ROLES[queries.mandate_of(row).role],
        "covers": covers(found.rights), "setting": municipality.setting, "holds_code": row.holds_code,
    }  # fmt: skip


def _page(found: Seat, form: SeatForm) -> str:
    assert found.keys is not None  # noqa: S101 - asked by every caller
    case, sees = found.case, found.may(Right.SE)
    read = read_case(case, found.keys)
    openings = [(o.role, o.unit, format_hour(o.hour)) for o in cases.opened_by(case.id)] if sees else []
    can_ring = bool(read.identity.get("phone"))
    return render_template(
        "complaints/representation/seat.html", read=read, form=form, sees=sees, openings=openings, may_write=found.may_write,
        messages=[each for each in read.messages if _may_read(found, each)], sender=_sender(found),
        answers=found.may(Right.SVAR), status=texts.status(case, can_ring), office=texts.office(case),
        dates=texts.citizen_dates(case, can_ring) if sees else [], files=files.files_of(case, found.keys) if sees else None,
        moves=_moves(found), **_frame(found),
    )  # fmt: skip


def _may_read(found: Seat, message: ReadMessage) -> bool:
    """Tell whether a message is hers to read: her own always, the citizen's with the right to see, answers with the right to them."""
    if message.from_citizen:
        return message.role == found.row.role or found.may(Right.SE)
    return found.may(Right.SE) and found.may(Right.SVAR)


def _sender(found: Seat) -> Any:
    def told(message: ReadMessage) -> str:
        if not message.from_citizen:
            return texts.sender(message)
        if message.role == found.row.role:
            return _("Fra dig")
        return _("Fra borgeren") if message.role is None else _("Fra %(role)s", role=message.role_title.lower())

    return told


def _moves(found: Seat) -> dict[str, bool]:
    """Return which of the citizen's own deeds her fuldmagt lets a representative do now."""
    facts, today = cases.facts_of(found.case), clock.today()
    moves = {state for state in allowed(facts, Mover.BORGER) if not objection(facts, state, Mover.BORGER, today)}
    return {
        "uphold": State.FASTHOLDT in moves and found.may(Right.SKRIV) and found.may(Right.SE),
        "withdraw": State.TRUKKET in moves and found.may(Right.TRAEK),
    }


@blueprint.route("/paa-vegne/<representative_id>/besked", methods=["GET", "POST"])
@public
@form_view
def seat_message(representative_id: str) -> Page:
    """Write for the citizen. Who comes too late is asked for her code, and the text is kept."""
    here = url_for(".seat", representative_id=representative_id)
    found = seats.taken(representative_id)
    form = SeatForm() if found else CodedSeatForm()
    if not form.is_submitted():
        return redirect(here)
    if form.validate():
        try:
            found = found or _by_typed_code(form, representative_id)
            if not found.may_write:
                return _kept(found, form)
            _write(found, form)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Din besked er sendt."), "success")
            return redirect(here)
    if found is not None and found.keys is not None:
        return _page(found, form), 422
    return render_template("complaints/representation/code_and_text.html", form=form, here=request.path), 422


def _by_typed_code(form: Any, representative_id: str) -> Seat:
    typed = codes.of_code(form.code.data)
    found = seats.of_row(*typed) if typed and typed[0].id == representative_id else None
    if found is None or typed is None:
        raise UserError(_("Koden passer ikke til den sag, du skrev i."), "code")
    seats.begin(typed[1])
    return found


def _kept(found: Seat, form: SeatForm) -> Page:
    """Give the text back to whoever may not write any more."""
    return render_template("complaints/representation/lapsed.html", written=form.text.data, **_frame(found)), 409


def _write(found: Seat, form: SeatForm) -> None:
    assert found.keys is not None  # noqa: S101 - asked by the caller
    by = codes.by(found.row)
    service.write_as_citizen(found.case.id, found.keys, form.text.data, form.token.data, by=by)
    attachments.add_files(found.case.id, found.keys, form.prepared, by)


@blueprint.route("/paa-vegne/<representative_id>/fil/<file_id>")
@public
def seat_file(representative_id: str, file_id: str) -> Response:
    """Give a file of the case to be saved."""
    found = seats.taken(representative_id)
    if found is None:
        return redirect(url_for(".case"))
    if found.keys is None or not found.may(Right.SE):
        raise NotYours
    return handing_out.to_save(*files.content_of(found.case, found.keys, file_id))


DEEDS = {
    "fasthold": ("uphold", service.uphold),
    "traek": ("withdraw", service.withdraw),
}
"""What a fuldmagt may let somebody do with the complaint itself, by the word in the address."""


@blueprint.route("/paa-vegne/<representative_id>/<any(fasthold, traek):wanted>", methods=["GET", "POST"])
@public
def seat_deed(representative_id: str, wanted: str) -> Page:
    """Uphold the complaint, or withdraw it, after a question; only with the right to it."""
    found = seats.taken(representative_id)
    here = url_for(".seat", representative_id=representative_id)
    name, deed = DEEDS[wanted]
    if found is None or not _moves(found)[name]:
        return redirect(here)
    if request.method == "GET":
        return render_template("complaints/representation/deed.html", wanted=wanted, here=here, **_frame(found))
    try:
        deed(found.case.id, by=codes.by(found.row))
    except RuleBroken:
        flash(_("Det er allerede gjort, eller sagen er kommet videre. Se her, hvor den er nu."), "info")
    else:
        flash(_("Klagen er fastholdt.") if name == "uphold" else _("Klagen er trukket tilbage."), "success")
    return redirect(here)


@blueprint.route("/paa-vegne/<representative_id>/luk", methods=["POST"])
@public
def leave_seat(representative_id: str) -> Page:
    """Close the case on this device; for whoever wrote the complaint on all of them, as a citizen closes hers."""
    found = seats.taken(representative_id)
    if found is not None and found.row.holds_code:
        service.end_visits(found.case.id)
    seats.end()
    visit.end()
    return render_template("complaints/left.html", goes_on=False, still_open=None)
