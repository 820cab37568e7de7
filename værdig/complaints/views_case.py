"""The case as its handler sees it, and what she decides about it: moves, its type, who the citizen is; `views_points` splits it."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from værdig.clock import today
from værdig.complaints import categories, history, queries, service
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.afterwards.service import is_satisfied
from værdig.complaints.appeals import board
from værdig.complaints.appeals.alarm import alarm_of
from værdig.complaints.appeals.wording import came
from værdig.complaints.attachments.queries import files_of
from værdig.complaints.calls import rules as calls
from værdig.complaints.case_page import (
    Page,
    citizen_sees,
    form_page,
    is_confidential,
    is_reserved,
    overtaken,
    render,
    turned_back,
)
from værdig.complaints.clocks import Standing, standing
from værdig.complaints.conflicts.views import wishes
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.delays.views import put_off
from værdig.complaints.desk import Desk
from værdig.complaints.forms_case import IdentityForm, MoveForm, TypeForm
from værdig.complaints.insight import views as insight
from værdig.complaints.interpreting import views as interpreting
from værdig.complaints.investigations.queries import due_of, has_investigation, waiting
from værdig.complaints.keys import Part
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.reading import can_ring, read_case, read_notes, read_points
from værdig.complaints.redaction import views as redaction
from værdig.complaints.representation import views as representation
from værdig.complaints.states import (
    BORGERRAADGIVERS,
    CLOSED,
    STAFF_SEES,
    Facts,
    State,
    allowed,
    goes_back,
    objection,
)
from værdig.complaints.wishes import read_wish
from værdig.db import transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _, format_hour, ngettext

OWN_PAGES = frozenset({State.AFSLUTTET, State.GENAABNET})
"""States with a page of their own, since they ask for more than a reason."""


def show(desk: Desk) -> Page:
    """The case; opening it is logged, and the citizen can see that."""
    service.open_case(desk.case.id, desk.by)
    case = queries.case_for(desk.side.reader, desk.case.id)
    facts = queries.facts_of(case)
    return render(
        desk, "case_staff", read=read_case(case, desk.keys), points=read_points(case, desk.keys),
        notes=read_notes(case, desk.keys, desk.side.reader), history=history.lines(case, desk.keys),
        clocks=_clocks(case), reopened=queries.reopened_at(case), files=files_of(case, desk.keys), is_satisfied=is_satisfied(case), put_off=put_off(desk),
        insights=insight.shown(desk), answers_insight=insight.is_ours(desk), redactions=redaction.shown(desk),
        facts=facts, **representation.section(desk), is_closed=facts.state in CLOSED,
        consent=queries.consent_of(case), opened=_openings(case), missing=queries.missing_for_appeal(case), **_appeal(desk, case),
        unanswered=queries.latest_unanswered(case, desk.side.reader), waived=queries.waived(case),
        must_write=facts.state is State.DIALOG and not can_ring(desk.case, desk.keys),
        avoids=any(wish["seen"] is None for wish in wishes(desk)),
        solved=calls.solved(queries.calls_of(case)), tries=len(calls.tries(queries.calls_of(case))),
        wish=read_wish(case, desk.keys), may_contact_again=facts.state not in CLOSED and queries.fulfilled_wish(case) is not None,
        investigates=has_investigation(desk.case, desk.side), hearings=_hearings(desk), **interpreting.shown(desk),
        removed=[point for point in case.every_point if point.removed], unit_titles=dict(queries.units()), **_offers(desk, case, facts),
    )  # fmt: skip


def _hearings(desk: Desk) -> list[dict[str, Any]]:
    """Return the borgerraadgiver's questions about the case that wait for the management's answer."""
    asked = (
        [] if desk.side is BORGERRAADGIVER else [put for put in waiting() if put.about and put.about.id == desk.case.id]
    )
    return [
        {"address": url_for("complaints_hearings.answer", hearing_id=put.row.id), "due": due_of(put.row)}
        for put in asked
    ]


def _appeal(desk: Desk, case: Case) -> dict[str, Any]:
    """Return of a complaint over a decision whether it came in time, and the alarm over a consent that is missing."""
    decides = case.type == categories.DECISION
    particulars = read_case(case, desk.keys).particulars
    return {
        "appeal": came(case.received, particulars) if decides else None,
        "board": {"sent": board.sent_on(case), "told": board.told(case)},
        "alarm": alarm_of(case, today()),
    }


def _offers(desk: Desk, case: Case, facts: Facts) -> dict[str, Any]:
    """Return what the handler can do now: the moves there are, and whether she may do what has a page of its own."""
    is_open = facts.state not in CLOSED
    return {
        "moves": _moves(desk),
        "may_close": _may(desk, State.AFSLUTTET),
        "may_reopen": _may(desk, State.GENAABNET),
        "may_answer": is_open or queries.awaits_answer(case),
        "may_name": _may_name(desk),
        "may_settle": not is_reserved(desk),
        "may_judge": is_open and not is_reserved(desk),
    }


def _clocks(case: Case) -> list[tuple[Any, CaseClock, Standing]]:
    """Return every clock with its title and how it stands: those that run, then those that have ended."""
    rows = [*queries.running_clocks(case), *queries.ended_clocks(case)]
    return [(RULES[Clock(row.kind)].title, row, standing(row, today())) for row in rows]


def _openings(case: Case) -> list[tuple[Any, ...]]:
    return [
        (o.role, o.unit, format_hour(o.hour), ngettext("%(count)s gang", "%(count)s gange", o.times))
        for o in queries.opened_by(case.id)
    ]


def _may_name(desk: Desk) -> bool:
    return desk.case.anonymity == "anonym" and desk.case.inbox == desk.side.reader and desk.keys.has(Part.IDENTITY)


def _may(desk: Desk, target: State) -> bool:
    return target in allowed(queries.facts_of(desk.case), desk.side.mover)


def _moves(desk: Desk) -> list[State]:
    """Return the moves there are; of a complaint over a decision the way the law gives comes first."""
    moves = [state for state in allowed(queries.facts_of(desk.case), desk.side.mover) if state not in OWN_PAGES]
    return sorted(moves, key=lambda state: desk.case.type != categories.DECISION or state is not State.AFGOERELSESKLAGE)


def move(desk: Desk) -> Page:
    """Move the case; only what the table allows is offered, with what the citizen will see."""
    facts = queries.facts_of(desk.case)
    targets = _moves(desk)
    if not targets:
        return overtaken(desk) if request.method == "POST" else turned_back(desk, _nowhere(desk))
    onward = [state for state in targets if _may_now(facts, desk, state)]
    form = MoveForm(offered=onward, data={"seen": facts.state})
    form.target.choices = [(state.value, _target(facts, desk, state)) for state in targets]
    form.target.hints = {state.value: _hint(facts, desk, state) for state in targets}

    def deed() -> None:
        _require_seen(form, facts.state)
        service.move(desk.case.id, desk.keys, State(form.target.data), desk.by, form.reason.data, terms=form.terms)

    can_ask = is_confidential(desk) and not facts.consent
    missing = queries.missing_for_appeal(desk.case) or ("samtykke" if can_ask else "")
    return form_page(desk, "move", form, deed, _("Sagen er flyttet."), missing=missing)


def _may_now(facts: Facts, desk: Desk, target: State) -> bool:
    mover = desk.side.mover
    return not goes_back(facts, target, mover) and objection(facts, target, mover, today()) is None


def _nowhere(desk: Desk) -> Any:
    return BORGERRAADGIVERS if is_reserved(desk) else _("Sagen kan ikke flyttes nu. Se her, hvad du kan gøre.")


def _require_seen(form: MoveForm, state: State) -> None:
    """Refuse a move of a case that somebody else has moved since the page was made; from then on the new state counts as seen."""
    if not form.caught_up(state) or form.target.data not in {value for value, *_rest in form.target.iter_choices()}:
        raise UserError(
            _("Sagen er flyttet, siden du åbnede siden. Nu er den: %(state)s. Vælg igen.", state=STAFF_SEES[state]),
            "target",
        )


def _target(facts: Facts, desk: Desk, target: State) -> Any:
    back = goes_back(facts, target, desk.side.mover) or target is facts.returns_to
    return _("Tilbage til: %(state)s", state=STAFF_SEES[target]) if back else STAFF_SEES[target]


def _hint(facts: Facts, desk: Desk, target: State) -> str:
    sees = _("Borgeren ser: »%(text)s«.", text=citizen_sees(desk, target))
    if goes_back(facts, target, desk.side.mover):
        sees = _(
            "%(sees)s Flytningen bliver taget tilbage. Fristerne fra før løber videre med de samme datoer.", sees=sees
        )
    elif target is facts.returns_to:
        sees = _("%(sees)s Vi venter ikke længere på borgeren, og fristerne løber igen.", sees=sees)
    if target is State.DIALOG and not can_ring(desk.case, desk.keys):
        sees = _("%(sees)s Der er intet telefonnummer. Skriv også til borgeren.", sees=sees)
    if target is State.SENDT_ANKESTYRELSEN:
        sees = _(
            "%(sees)s Send selv klagen, afgørelsen, genvurderingen og sagens papirer til Ankestyrelsen. Værdig sender dem ikke.",
            sees=sees,
        )
    missing = objection(facts, target, desk.side.mover, today())
    return f"{sees} {missing.text}" if missing else sees


def classify(desk: Desk) -> Page:
    """Correct what kind of enquiry it is, and in the borgerraadgiver's cases which part of the municipality it is about."""
    places = desk.side is BORGERRAADGIVER and service.may_be_elsewhere(desk.case)
    form = TypeForm(data={"type": desk.case.type, "unit": desk.case.unit}, places=places)

    def deed() -> None:
        with transaction():
            service.classify(desk.case.id, form.type.data, desk.by)
            if places:
                service.place(desk.case.id, form.unit.data, desk.by)

    return form_page(desk, "type", form, deed, _("Det er rettet.") if places else _("Typen er rettet."))


def identify(desk: Desk) -> Page:
    """Note who an anonymous citizen is, when she has told it."""
    if not _may_name(desk):
        raise NotYours
    form = IdentityForm()
    return form_page(
        desk, "identity", form, lambda: service.note_identity(desk.case.id, desk.keys, form.identity, desk.by),
        _("Borgerens navn er noteret."),
    )  # fmt: skip
