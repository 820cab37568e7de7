"""One move of one case: judged by the table, written as an event, and its clocks turned; used by every use case that moves."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select

from værdig import audit, clock
from værdig.clock import add_working_days, working_days_between
from værdig.complaints import deadlines, parts, path, queries, states
from værdig.complaints.acting import SYSTEM, By
from værdig.complaints.clocks import UNANSWERED
from værdig.complaints.conflicts.walls import open_to_viewer, require_free
from værdig.complaints.deadlines import Clock, Counted
from værdig.complaints.keys import Keys
from værdig.complaints.models import RECKONING, Case, CaseClock, Event
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.states import CLOSED, Mover, State
from værdig.db import db, new_id
from værdig.errors import NotYours
from værdig.i18n import _


class Reason(StrEnum):
    """Why a case moved, as a closed list; `skrevet` means that a person's own words lie sealed in the event."""

    MODTAGET = "modtaget"
    AUTOMATISK = "automatisk"
    SKREVET = path.WRITTEN
    TAGET_TILBAGE = path.TAKEN_BACK
    AFDELING_SVAREDE = "afdeling_svarede"
    BORGER_SVAREDE = "borger_svarede"
    BORGER_TRAK = "borger_trak"
    BORGER_FASTHOLDT = "borger_fastholdt"
    BORGER_GENAABNEDE = "borger_genaabnede"
    FRIST_OVERSKREDET = "frist_overskredet"
    UDTALELSE_SENDT = "udtalelse_sendt"


def locked(case_id: str) -> Case:
    """Return a case for writing; raises NotYours when it is not in the bound municipality, or not for whoever asks to handle."""
    found = db.session.scalar(select(Case).where(Case.id == case_id, open_to_viewer(Case.id)).with_for_update())
    if found is None:
        raise NotYours
    return found


def carry_out(
    case: Case, target: State, by: By, code: Reason, moment: datetime, *, words: str = "", keys: Keys | None = None
) -> None:
    """Move a case inside the caller's transaction; raises what `states.check` raises, and then nothing has happened.

    A move back to where it was moved from takes that move back, and the clocks run on as they did before it.
    """
    require_free(case.id, by)
    old, facts = State(case.state), queries.facts_of(case)
    said = words if code is Reason.SKREVET else code
    states.check(facts, target, by.mover, reason=said, today=clock.local(moment).date())
    undone = path.undoable(case.events, old) if states.goes_back(facts, target, by.mover) else None
    write_event(case, old, target, by, Reason.TAGET_TILBAGE if undone else code, moment, words=words, keys=keys)
    case.state = target
    case.returns_to = old if target is State.AFVENTER_BORGER else None
    case.closed = moment if target in CLOSED else None
    if target is not State.AFSLUTTET:
        case.out_of_scope = None  # a case that is closed as not for us stays so until it is taken up again
    if undone:
        _turn_clocks_back(case, undone, moment)
    else:
        turn_clocks(case, deadlines.effects(old, target), _cause(old, target, by), moment)
    audit.record("complaint.moved", OBJECT, case.id, detail={"from": old, "to": target}, actor=by.actor)


def _cause(old: State, target: State, by: By) -> str:
    """Return why clocks stop at a move: the state it leads to, unless a handler ends the waiting and not the citizen's answer."""
    waited = old is State.AFVENTER_BORGER and target not in CLOSED and by.mover is not Mover.BORGER
    return UNANSWERED if waited else target


def _turn_clocks_back(case: Case, undone: Event, moment: datetime) -> None:
    """End the clocks that a move taken back had started or let begin, and let those run on that it had stopped, with the dates they had."""
    state = State(undone.to_state)
    for kind in filter(None, (deadlines.STARTED_BY.get(state), *deadlines.WITHIN.get(state, ()))):
        stop_clock(case, kind, moment, Reason.TAGET_TILBAGE)
    for row in case.clocks:
        if row.stopped == undone.at and row.stop_cause == undone.to_state:
            row.stopped, row.stop_cause = None, None


def write_event(
    case: Case,
    old: State | None,
    new: State,
    by: By,
    code: Reason,
    moment: datetime,
    *,
    words: str = "",
    keys: Keys | None = None,
) -> None:
    """Add an event to a case's history, a person's own words sealed: the borgerraadgiver's for her own office."""
    last = db.session.scalar(select(func.max(Event.position)).where(Event.case_id == case.id)) or 0
    event = Event(
        id=new_id(), case_id=case.id, position=last + 1, at=moment, actor=by.id, role=by.role,
        from_state=old, to_state=new, reason_code=code,
    )  # fmt: skip
    if words and keys is not None:
        opened, part = parts.of_own_words(keys, by)
        event.part, event.reason = part, opened.seal(part, "case_event", "reason", event.id, words)
    db.session.add(event)
    db.session.flush()
    db.session.refresh(case, ["events"])


def enter_visitation(case: Case, moment: datetime) -> None:
    """Bring a case that has just come, or come again, to those who look at it first."""
    carry_out(case, State.VISITATION, SYSTEM, Reason.AUTOMATISK, moment)


def start_clock(case: Case, kind: Clock, start: date) -> None:
    """Start one duty's clock."""
    start_counted(case, kind, start, deadlines.count(kind, start))


def start_counted(case: Case, kind: Clock, start: date, counted: Counted) -> None:
    """Start a clock whose date has been counted, or agreed."""
    db.session.add(
        CaseClock(id=new_id(), case_id=case.id, kind=kind, started=start, due=counted.due, basis=counted.basis)
    )
    db.session.flush()
    db.session.refresh(case, ["clocks"])


def stop_clock(case: Case, kind: Clock, moment: datetime, cause: str) -> None:
    """Stop one duty's clock where it runs; the date it had stays, moved by the days it stood still."""
    for row in case.clocks:
        if row.kind == kind and row.stopped is None:
            if row.paused is not None:
                _resume(row, clock.local(moment).date())
            row.stopped, row.stop_cause = moment, cause


def turn_clocks(case: Case, effects: deadlines.Effects, cause: str, moment: datetime) -> None:
    """Do to the clocks what a move does to them, for a cause; each is judged by itself and none overwrites another."""
    day = clock.local(moment).date()
    for kind in effects.stop:
        stop_clock(case, kind, moment, cause)
    for row in case.clocks:
        if row.stopped is None and row.kind in effects.pause:
            row.paused, row.pause_cause = day, _("Vi venter på svar fra borgeren.")
        elif row.stopped is None and row.paused is not None and effects.resume:
            _resume(row, day)
        elif row.kind in effects.again and row.stop_cause in CLOSED:
            _run_on(row, day)
    if effects.start is not None:
        start_clock(case, effects.start, day)


def _resume(row: CaseClock, day: date) -> None:
    since = row.paused or day
    postpone(row, since, day, _("Sagen ventede på borgeren fra %(from)s til %(to)s.", **_span(since, day)))
    row.paused, row.pause_cause = None, None


def _run_on(row: CaseClock, day: date) -> None:
    """Let a clock run on that ended when the case was closed; its date moves where it rests in a closed case."""
    since = clock.local(row.stopped).date() if row.stopped else day
    row.stopped, row.stop_cause = None, None
    if deadlines.RULES[Clock(row.kind)].rests:
        postpone(row, since, day, _("Sagen var lukket fra %(from)s til %(to)s.", **_span(since, day)))


def _span(since: date, until: date) -> dict[str, str]:
    return {"from": deadlines.weekday_date(since), "to": deadlines.weekday_date(until)}


def postpone(row: CaseClock, since: date, until: date, cause: str) -> None:
    """Move a clock's date by the days in which its duty could not be done, and say why in its reckoning: `cause` is a sentence."""
    closed = frozenset() if deadlines.RULES[Clock(row.kind)].statutory else deadlines.closing_days()
    before, left = row.due, working_days_between(since, row.due, closed)
    due = deadlines.resume(before, since, until, closed)
    tell_move(row, due, cause)
    if due != before and due == add_working_days(until, left, closed):
        row.counted_from, row.days_left = until, left


def tell_move(row: CaseClock, due: date, cause: str) -> None:
    """Give a clock another date, and say why in its reckoning: `cause` is a sentence. Whoever has counted it notes from when."""
    if due != row.due:
        moved = _("Datoen er derfor flyttet til %(due)s.", due=deadlines.weekday_date(due))
        row.basis = _reckoned(row.basis, f"{cause} {moved}")
        row.counted_from = row.days_left = None
    row.due = due


def _reckoned(basis: str, moved: str) -> str:
    """Return a reckoning with one more move of the date; where there is no room for all of them the oldest moves go."""
    first, *moves = basis.split("\n")
    moves.append(moved)
    while len(moves) > 1 and len("\n".join([first, *moves])) > RECKONING:
        moves.pop(0)
    return "\n".join([first, *moves])
