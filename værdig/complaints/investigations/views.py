"""The borgerraadgiver's pages of an investigation: how far it is, hearing both sides, the draft of the finding, and sending it."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from værdig.clock import today
from værdig.complaints import deadlines
from værdig.complaints import queries as cases
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.case_page import Page, done, form_page, overtaken, render, turned_back, url
from værdig.complaints.deadlines import Clock
from værdig.complaints.desk import Desk
from værdig.complaints.investigations import finding, hearings, queries, steps
from værdig.complaints.investigations.citizen import steps_of
from værdig.complaints.investigations.forms import (
    CommentsForm,
    HearingAnswerForm,
    HearingForm,
    SendFindingForm,
    finding_form,
)
from værdig.complaints.investigations.hearings import Questions, may_tell_of_case
from værdig.complaints.investigations.queries import OWN_UNIT
from værdig.complaints.investigations.steps import Step
from værdig.complaints.investigations.wording import comments_letter, finding_letter
from værdig.complaints.reading import read_points
from værdig.complaints.recommendations.lifecycle import SEEN_AS
from værdig.complaints.recommendations.queries import of_case
from værdig.complaints.service import SaidAlready
from værdig.complaints.states import Mover, State
from værdig.complaints.views_letters import ask_about_management, read_up, readers, with_management
from værdig.errors import NotYours, UserError
from værdig.i18n import _


def investigation(desk: Desk) -> Page:
    """How far the investigation is, what has been asked and answered, and what can be done next."""
    _require_hers(desk)
    found = queries.latest(desk.case)
    current = queries.current(desk.case)
    if found is None and not _is_on(desk):
        raise NotYours
    facts = queries.facts_of(current, today())
    offered = steps.allowed(facts, Mover.BORGERRAADGIVER) if _is_on(desk) else []
    missing = {step: steps.objection(facts, step) for step in offered if step is not Step.UDTALELSE}
    return render(
        desk, "investigations/overview", found=found, is_on=_is_on(desk),
        step=steps.STAFF_SEES[Step(found.step) if found else Step.BEGYNDT],
        hearings=[queries.read_hearing(row, desk.keys) for row in found.hearings] if found else [], citizen_steps=steps_of(desk.case),
        offered=offered, missing=missing, Step=Step, units=dict(cases.units()), facts=facts,
        waits=cases.facts_of(desk.case).state is State.AFVENTER_BORGER,
        comments_until=_comments_until(current), recommendations=of_case(desk.case.id),
        stage_titles=SEEN_AS, may_tell=may_tell_of_case(desk.case, OWN_UNIT),
    )  # fmt: skip


def _comments_until(found: object) -> date | None:
    row = queries.clock_of(getattr(found, "comments_clock_id", None))
    return row.promised if row else None


def send_hearing(desk: Desk) -> Page:
    """Put questions to the administration; without consent they may tell nothing of the case."""
    turned = _not_now(desk, Step.HOERING_SENDT)
    if turned is not None:
        return turned
    may_tell = may_tell_of_case(desk.case, OWN_UNIT)
    form = HearingForm(data={} if request.method == "POST" else {"unit": OWN_UNIT, "until": _usual(Clock.HOERINGSSVAR)})

    def deed() -> None:
        wanted = Questions(unit=form.unit.data, text=form.text.data, until=form.until.data, general=form.general.data)
        hearings.send_hearing(desk.case.id, desk.keys, wanted, desk.by, token=form.token.data)

    told = _("Høringen er sendt.")
    return form_page(desk, "investigations/hearing", form, deed, told, then="investigation", may_tell=may_tell)


def note_hearing_answer(desk: Desk, hearing_id: str) -> Page:
    """Note an answer to a hearing that has come in another way than here."""
    _require_hers(desk)
    found = queries.current(desk.case)
    row = next((each for each in found.hearings if each.id == hearing_id), None) if found else None
    if row is None:
        raise NotYours
    form = HearingAnswerForm()
    read = queries.read_hearing(row, desk.keys)
    if request.method == "GET" and (row.answered or not _is_on(desk)):
        return turned_back(desk, _("Høringen er besvaret, eller undersøgelsen er slut."))

    def deed() -> None:
        hearings.note_answer(desk.case.id, hearing_id, desk.keys, form.text.data, desk.by, token=form.token.data)

    told = _("Svaret er noteret.")
    return form_page(desk, "investigations/note_answer", form, deed, told, then="investigation", hearing=read)


def ask_comments(desk: Desk) -> Page:
    """Send the citizen the administration's answer, edited where it must be, and a date for her comments."""
    turned = _not_now(desk, Step.BORGERENS_BEMAERKNINGER)
    if turned is not None:
        return turned
    until = _usual(Clock.BEMAERKNINGER)
    form = CommentsForm(
        data={}
        if request.method == "POST"
        else {"text": comments_letter(desk.case, _answer(desk), until), "until": until}
    )
    ask_about_management(desk, form)
    fresh, read = read_up(desk, form)

    def deed() -> None:
        hearings.ask_comments(
            desk.case.id, desk.keys, form.text.data, form.until.data, desk.by, token=form.token.data,
            with_management=with_management(form), seen=read,
        )  # fmt: skip

    told = _("Brevet er sendt. Borgeren kan læse det nu.")
    return form_page(
        desk, "investigations/comments", form, deed, told, then="investigation", readers=readers(desk), fresh=fresh
    )


def _answer(desk: Desk) -> str:
    found = queries.current(desk.case)
    read = [queries.read_hearing(row, desk.keys) for row in found.hearings] if found else []
    return next((each.answer for each in reversed(read) if each.answer), "")


def begin_draft(desk: Desk) -> Page:
    """Go on to the finding once both sides have been heard."""
    turned = _not_now(desk, Step.UDKAST)
    if turned is not None:
        return turned
    try:
        hearings.begin_draft(desk.case.id, desk.by)
    except UserError as error:
        flash(str(error.text), "error")
        return redirect(url(desk, "investigation"))
    return done(
        desk, _("Nu er du ved udkastet. Borgeren kan se, at du er nået hertil, men ikke udkastet."), "draft_finding"
    )


def draft_finding(desk: Desk) -> Page:
    """Write on the finding, which is kept sealed; where a text is missing the preview says so."""
    turned = _not_now(desk, None)
    if turned is not None:
        return turned
    kept = finding.draft_of(desk.case, desk.keys)
    points = read_points(desk.case, desk.keys)
    form = finding_form(points, kept, begun=request.method == "GET")
    looked_at, now = str(form.over.data or ""), finding.mark_of(desk.case)
    is_newer = request.method == "POST" and looked_at != now and kept != form.draft
    if is_newer or request.method == "GET":
        form.over.data = now  # what is kept is on the page, beside what was typed

    def deed() -> None:
        finding.keep(desk.case.id, desk.keys, form.draft, desk.by, over=looked_at)

    then = "send_finding" if request.form.get("then") == "vis" else "draft_finding"
    return form_page(
        desk,
        "investigations/draft",
        form,
        deed,
        _("Udkastet er gemt. Kun dit kontor kan læse det."),
        then=then,
        points=points,
        newer=kept if is_newer else None,
    )


def send_finding(desk: Desk) -> Page:
    """Show the whole finding as it will be sent, and send it when asked to."""
    turned = _not_now(desk, None)
    if turned is not None:
        return turned
    draft = finding.draft_of(desk.case, desk.keys)
    missing = finding.missing_in(desk.case, draft, today())
    form = SendFindingForm(
        data={} if request.method == "POST" else {"version": finding.version_of(desk.case), "with_management": True}
    )
    ask_about_management(desk, form)
    fresh, read = read_up(desk, form)
    looked_at, form.version.data = str(form.version.data or ""), finding.version_of(desk.case)

    def deed() -> None:
        finding.send(
            desk.case.id,
            desk.keys,
            desk.by,
            version=looked_at,
            with_management=with_management(form),
            token=form.token.data,
            seen=read,
        )

    letter = finding_letter(desk.case, draft, finding.judged(read_points(desk.case, desk.keys), draft))
    try:
        return form_page(
            desk, "investigations/send", form, deed, _("Udtalelsen er sendt. Borgeren kan læse den nu."), letter=letter, missing=missing,
            readers=readers(desk), fresh=fresh, unheard=_is_unheard(desk),
        )  # fmt: skip
    except SaidAlready:
        return redirect(url(desk, "show"))


def _require_hers(desk: Desk) -> None:
    """Let nobody but the borgerraadgiver in: to everybody else there is no such page."""
    if desk.side is not BORGERRAADGIVER:
        raise NotYours


def _is_on(desk: Desk) -> bool:
    return State(desk.case.state) is State.UNDERSOEGELSE


def _is_unheard(desk: Desk) -> bool:
    """Tell whether the administration has answered and the citizen has not been sent it: she must be able to contradict it first."""
    facts = queries.facts_of(queries.current(desk.case), today())
    return facts.answered and not finding.was_heard(desk.case)


def _not_now(desk: Desk, step: Step | None) -> Page | None:
    """Return where a page leads that is of no use now: the case is not investigated, or the step is not the next one."""
    _require_hers(desk)
    facts = queries.facts_of(queries.current(desk.case), today())
    if _is_on(desk) and (step is None or step in steps.allowed(facts, Mover.BORGERRAADGIVER)):
        return None
    if request.method == "POST" and not (_is_on(desk) and step is not None):
        return _sent_or_overtaken(desk)
    return turned_back(desk, _("Det trin er ikke det næste i undersøgelsen. Se her, hvor sagen er."))


def _sent_or_overtaken(desk: Desk) -> Page:
    if State(desk.case.state) is State.UDTALELSE and request.path.endswith("/send"):
        return _to_case(desk, _("Udtalelsen er sendt."))
    return overtaken(desk)


def _to_case(desk: Desk, told: str) -> Response:
    flash(told, "info")
    return redirect(url(desk, "show"))


def _usual(kind: Clock) -> date:
    return deadlines.count(kind, today()).due
