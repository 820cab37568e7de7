"""Random walks of real cases through the real services keep every promise of the domain note, 5.2; the table alone: `test_states`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, ClassVar

import pytest
from complaints.given import BOSS, STORY, again, received
from complaints.walking import EVERYBODY, HANDLERS, WalkedCase, side_of
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from værdig.access.models import RoleGrant
from værdig.accounts.models import StaffUser
from værdig.clock import add_working_days, now, today
from værdig.complaints import queries, service
from værdig.complaints.acting import CITIZEN, SYSTEM, By, mover_of
from værdig.complaints.categories import DECISION
from værdig.complaints.clocks import standing
from værdig.complaints.conflicts import queries as conflict_queries
from værdig.complaints.conflicts import service as conflicts
from værdig.complaints.conflicts.walls import is_marked
from værdig.complaints.deadlines import Clock
from værdig.complaints.insight import queries as insight_queries
from værdig.complaints.insight import service as insight
from værdig.complaints.insight.rules import DECIDED, Asked, Kind
from værdig.complaints.insight.rules import State as Answered
from værdig.complaints.investigations import hearings
from værdig.complaints.investigations import queries as investigations
from værdig.complaints.investigations.hearings import Questions
from værdig.complaints.investigations.queries import OWN_UNIT
from værdig.complaints.key_models import CaseKey
from værdig.complaints.keys import WITH_CITIZEN, Keys, Part, Reader, management_keys, open_for, open_with_code
from værdig.complaints.models import Message
from værdig.complaints.reading import read_case, read_events
from værdig.complaints.reminders import chasing
from værdig.complaints.service import Contact, Draft
from værdig.complaints.service.writing import KINDS
from værdig.complaints.states import MOVES, Mover, State, allowed
from værdig.db import current_tenant, db, new_id, transaction
from værdig.errors import RuleBroken, UserError

CLOSED = {State.AFSLUTTET, State.TRUKKET}
REVIEWED = {State.UNDERSOEGELSE, State.UDTALELSE}
handlers = st.sampled_from(HANDLERS)
either = st.booleans()
nth = st.integers(0, 3)
rarely = st.sampled_from([False, False, False, True])
mostly = st.sampled_from([True, True, True, False])


class Walk(RuleBasedStateMachine):
    """Everybody does what comes to mind; whatever gets through must keep every promise."""

    private: ClassVar[Mapping[str, bytes]] = {}
    always_heard: ClassVar[bool] = False
    """Whether every confidential case is under investigation from the start."""

    @initialize(confidential=either, decision=either, named=st.sampled_from([True, True, False]), heard=either)
    def begin(self, confidential: bool, decision: bool, named: bool, heard: bool) -> None:
        self.walked = WalkedCase(self.private, confidential=confidential, decision=decision, named=named)
        self.sent: dict[str, Any] = {}
        self.seen_events: list[Any] = []
        self.seen_clocks: dict[str, Any] = {}
        if (heard or self.always_heard) and confidential:
            self.walked.move(HANDLERS[0], State.UNDERSOEGELSE)

    def teardown(self) -> None:
        if hasattr(self, "walked"):
            self.walked.end()

    # --- what people do ---

    def _by(self, own: bool) -> By:
        """Return a handler: of the side the case was sent to, or of the other one."""
        return HANDLERS[0 if self.walked.confidential is own else 1]

    def _is(self, *states: State) -> bool:
        return self.walked.state in states

    @rule(hours=st.sampled_from([1, 24, 72, 240, 24 * 40, 24 * 400]))
    def time_passes(self, hours: int) -> None:
        self.walked.let_pass(hours)
        self.walked.let_the_system_run()
        self.walked.is_looked_at = False

    @rule(with_management=rarely)
    def citizen_writes(self, with_management: bool) -> None:
        shared = self.walked.confidential and self.walked.agreed is not None
        done = self.walked.write_as_citizen(with_management)
        assert done is (shared or not with_management), "the citizen can always write"

    @rule(own=mostly, kind=st.sampled_from(KINDS), with_management=rarely)
    def handler_writes(self, own: bool, kind: str, with_management: bool) -> None:
        by = self._by(own)
        if self.walked.answer(by, kind, with_management) and kind == "udtalelse":
            assert by.mover is Mover.BORGERRAADGIVER

    @rule(
        by=st.sampled_from(EVERYBODY),
        to=st.sampled_from(State),
        reason=st.sampled_from(["Fordi.", "", " "]),
        told=mostly,
    )
    def somebody_pushes(self, by: By, to: State, reason: str, told: bool) -> None:
        if self.walked.move(by, to, reason, told=told) and by in HANDLERS:
            assert reason.strip(), "no move without a reason"

    def _push_where_the_table_lets(self, data: Any, is_prepared: bool) -> None:
        facts = queries.facts_of(self.walked.case)
        able = [by for by in EVERYBODY if by not in HANDLERS or self.walked.may_open(by)]
        ways = [(by, target) for by in able for target in allowed(facts, by.mover) if target is not State.TRUKKET]
        if ways:
            by, target = data.draw(st.sampled_from(ways))
            if is_prepared:
                self._see_to(by, target)
            self.walked.move(by, target)

    @rule(data=st.data(), is_prepared=mostly)
    def case_goes_on(self, data: Any, is_prepared: bool) -> None:
        self._push_where_the_table_lets(data, is_prepared)

    @rule(data=st.data())
    def case_goes_further(self, data: Any) -> None:
        self._push_where_the_table_lets(data, is_prepared=True)

    @rule(data=st.data())
    def case_goes_further_still(self, data: Any) -> None:
        self._push_where_the_table_lets(data, is_prepared=True)

    def _see_to(self, by: By, target: State) -> None:
        """Do what somebody who knows the rules does first."""
        walked = self.walked
        if target is State.UDTALELSE:
            walked.answer(by, "udtalelse")
        elif target in (State.VIDERESENDT, State.UDEN_FOR_KOMPETENCE):
            walked.answer(by, "henvisning")
        elif target in (State.BESVARET, State.AENDRET, State.SENDT_ANKESTYRELSEN):
            walked.answer(by, "svar")
        elif target in (State.HOS_AFDELING, State.AFGOERELSESKLAGE) and walked.confidential and not walked.agreed:
            walked.agree(CITIZEN, "med_navn")
        elif target is State.AFSLUTTET and by in HANDLERS:
            walked.settle_all(by)
            walked.answer(by, "afslutning")

    @rule(own=mostly, settles=mostly)
    def handler_closes(self, own: bool, settles: bool) -> None:
        if settles:
            self.walked.settle_all(self._by(own))
        self.walked.close(self._by(own))

    @rule(own=mostly)
    def handler_files(self, own: bool) -> None:
        self.walked.file(self._by(own))

    @precondition(lambda self: self.walked.case.points)
    @rule(own=mostly, nth=nth, outcome=st.sampled_from(["medhold", "kritik", "trukket"]))
    def handler_settles(self, own: bool, nth: int, outcome: str) -> None:
        walked, by = self.walked, self._by(own)
        found_before = [point.outcome for point in walked.case.every_point]
        done = walked.with_point(by, nth, lambda found, by: service.settle_point(walked.id, found, by, outcome=outcome))
        if outcome == "kritik" and "kritik" not in found_before:
            assert not (done and by.mover is Mover.LEDER), "criticism is the borgerraadgiver's"

    @precondition(lambda self: self.walked.case.every_point)
    @rule(own=mostly, nth=nth, back=either)
    def handler_removes_or_restores(self, own: bool, nth: int, back: bool) -> None:
        deed = service.restore_point if back else service.remove_point
        self.walked.with_point(self._by(own), nth, lambda found, by: deed(self.walked.id, found, by), removed=back)

    @rule(
        by=st.sampled_from([*HANDLERS, CITIZEN, CITIZEN]),
        scope=st.sampled_from(["uden_navn", "med_navn", "med_navn", "alt"]),
    )
    def citizen_agrees(self, by: By, scope: str) -> None:
        if self.walked.agree(by, scope):
            assert self.walked.confidential
            assert scope != "alt"

    @precondition(lambda self: self.walked.agreed)
    @rule(by=st.sampled_from([*HANDLERS, CITIZEN, CITIZEN]))
    def citizen_takes_it_back(self, by: By) -> None:
        self.walked.disagree(by)

    @precondition(lambda self: not self.walked.confidential)
    @rule()
    def citizen_asks_the_borgerraadgiver(self) -> None:
        walked = self.walked
        assert walked.attempt(lambda: service.share_with_borgerraadgiver(walked.id, walked.citizens_keys()))

    @rule()
    def citizen_asks_her_out_again(self) -> None:
        walked = self.walked
        investigated = queries.facts_of(walked.case).investigated
        done = walked.attempt(lambda: service.take_back_from_borgerraadgiver(walked.id))
        assert done is (not walked.confidential and not investigated)

    @rule()
    def citizen_withdraws(self) -> None:
        was_open = not self._is(*CLOSED)
        assert self.walked.attempt(lambda: service.withdraw(self.walked.id)) is was_open

    @rule()
    def citizen_upholds(self) -> None:
        was_answered = self._is(State.BESVARET)
        assert self.walked.attempt(lambda: service.uphold(self.walked.id)) is was_answered

    @precondition(lambda self: self._is(*CLOSED, State.BESVARET))
    @rule(helped=either)
    def citizen_says_how_it_went(self, helped: bool) -> None:
        if helped:
            self.walked.say_if_helped()
        else:
            self.walked.be_satisfied()

    @precondition(lambda self: self._is(*CLOSED, State.VEJLEDT))
    @rule(by=st.sampled_from([*HANDLERS, CITIZEN, CITIZEN]), reason=st.sampled_from(["Ny viden.", "Ny viden.", " "]))
    def somebody_reopens(self, by: By, reason: str) -> None:
        walked = self.walked
        if by is CITIZEN:
            walked.attempt(lambda: service.reopen(walked.id))
        elif walked.on_desk(by, lambda opened: service.reopen(walked.id, by, reason, keys=opened)):
            assert reason.strip()

    @rule(own=mostly, type=st.sampled_from(["klage_over_afgoerelse", "klage_over_optraeden", "ros"]))
    def handler_classifies(self, own: bool, type: str) -> None:
        by = self._by(own)
        self.walked.on_desk(by, lambda opened: service.classify(self.walked.id, type, by))

    @rule(own=mostly, nth=nth)
    def handler_puts_off(self, own: bool, nth: int) -> None:
        self.walked.delay(self._by(own), nth)

    @precondition(lambda self: self.walked.wishes)
    @rule(own=mostly, result=st.sampled_from([*Contact, None]))
    def handler_rings(self, own: bool, result: Contact | None) -> None:
        walked, by = self.walked, self._by(own)
        if result is None:
            walked.on_desk(by, lambda opened: service.contact_again(walked.id, by))
            return
        reader = side_of(by).reader
        walked.on_desk(by, lambda opened: service.tell_contact(walked.id, opened, result, by, reader, note="Ringet"))

    @rule(own=mostly, is_draft=either)
    def handler_notes(self, own: bool, is_draft: bool) -> None:
        walked, by = self.walked, self._by(own)
        reader, words = side_of(by).reader, walked.words("Notat")

        def deed(opened: Keys) -> None:
            if is_draft:
                service.keep_draft(walked.id, opened, Draft(letter=words), reader)
            else:
                service.write_note(walked.id, opened, words, by, reader, kind="notat_til_sagen")

        walked.on_desk(by, deed)

    @rule(own=mostly, needs=either)
    def handler_finds_that_nothing_is_asked(self, own: bool, needs: bool) -> None:
        walked, by = self.walked, self._by(own)

        def deed(opened: Keys) -> None:
            message = queries.latest_unanswered(walked.case, side_of(by).reader)
            if needs:
                service.need_answer(walked.id, by)
            else:
                service.need_no_answer(walked.id, message.id if message else "x", opened, by)

        walked.on_desk(by, deed)

    @precondition(lambda self: self.walked.case.anonymity == "anonym")
    @rule(own=mostly)
    def handler_hears_who_it_is(self, own: bool) -> None:
        walked, by = self.walked, self._by(own)
        walked.on_desk(by, lambda opened: service.note_identity(walked.id, opened, {"name": "Anna Opfundet"}, by))

    @rule()
    def borgerraadgiver_chases(self) -> None:
        for row in chasing.overdue_at_management(today()):
            self.walked.attempt(lambda row=row: chasing.chase(row.id, HANDLERS[0]))

    @rule(by=st.sampled_from([*HANDLERS, CITIZEN]), asked=st.sampled_from(Asked), words=st.sampled_from(["", "Alt."]))
    def somebody_asks_for_insight(self, by: By, asked: Asked, words: str) -> None:
        walked, wanted = self.walked, insight.Wanted(asked=asked, words=words)
        if by is CITIZEN:
            deed = partial(insight.ask, walked.id, wanted, by, keys=walked.citizens_keys())
            assert walked.attempt(deed) is (asked is not Asked.RET or bool(words)), "she can always ask, in any state"
        else:
            walked.on_desk(by, lambda opened: insight.ask(walked.id, wanted, by, keys=opened))

    @precondition(lambda self: insight_queries.of_case(self.walked.case))
    @rule(own=mostly, nth=nth, kind=st.sampled_from(Kind))
    def handler_sorts_a_request(self, own: bool, nth: int, kind: Kind) -> None:
        walked, by, row = self.walked, self._by(own), self._request(nth)
        walked.on_desk(by, lambda opened: insight.sort(walked.id, row, kind, by))

    @precondition(lambda self: insight_queries.of_case(self.walked.case))
    @rule(own=mostly, nth=nth, reason=st.sampled_from(["Den er lang.", "Den er lang.", " "]), days=st.integers(1, 12))
    def handler_puts_off_a_request(self, own: bool, nth: int, reason: str, days: int) -> None:
        walked, by, row = self.walked, self._by(own), self._request(nth)
        until = add_working_days(today(), days)
        if walked.send_letter(by, lambda opened: insight.put_off(walked.id, opened, row, reason, until, by)):
            assert reason.strip(), "she is told why"

    @precondition(lambda self: insight_queries.of_case(self.walked.case))
    @rule(
        own=mostly, nth=nth, result=st.sampled_from(sorted(DECIDED)), reason=st.sampled_from(["Fordi.", "Fordi.", ""])
    )
    def handler_answers_a_request(self, own: bool, nth: int, result: Answered, reason: str) -> None:
        walked, by, row = self.walked, self._by(own), self._request(nth)
        given = insight.Answer(result=result, reason=reason, note="Rettet.")
        self.handler_sorts_a_request(
            own, nth, Kind.BERIGTIGELSE if result is Answered.DELVIST else Kind.PARTSAKTINDSIGT
        )
        if walked.send_letter(by, lambda opened: insight.answer(walked.id, opened, row, given, by)):
            assert own, "it is answered by whom the case was sent to"
            assert reason or result is Answered.IMOEDEKOMMET, "a refusal says why"

    def _request(self, nth: int) -> str:
        rows = insight_queries.of_case(self.walked.case)
        return str(rows[nth % len(rows)].id)

    @precondition(lambda self: self._is(State.UNDERSOEGELSE))
    @rule(own=mostly, general=either)
    def borgerraadgiver_hears_the_administration(self, own: bool, general: bool) -> None:
        walked, by = self.walked, HANDLERS[0]
        unit = OWN_UNIT if own else "borgerservice"
        questions = Questions(
            unit=unit, text=walked.words("Hvorfor"), until=add_working_days(today(), 9), general=general
        )
        done = walked.on_desk(by, lambda opened: hearings.send_hearing(walked.id, opened, questions, by))
        if done and not general:
            assert not walked.confidential or walked.agreed, "nothing of the case is told without consent"

    @precondition(lambda self: self._hearings())
    @rule(nth=nth, noted=either)
    def the_administration_answers(self, nth: int, noted: bool) -> None:
        walked = self.walked
        row = self._hearings()[nth % len(self._hearings())]
        br, boss = HANDLERS
        if noted:
            text = walked.words("De svarer")
            walked.on_desk(br, lambda opened: hearings.note_answer(walked.id, row.id, opened, text, br))
        elif walked.attempt(lambda: hearings.answer_hearing(row.id, walked.words("Vi svarer"), boss)):
            assert row.general or not walked.confidential or walked.agreed, "it answers what it may read"

    def _hearings(self) -> list[Any]:
        found = investigations.latest(self.walked.case)
        return list(found.hearings) if found else []

    @precondition(lambda self: self._is(State.UNDERSOEGELSE))
    @rule(drafts=either)
    def borgerraadgiver_asks_for_comments_or_drafts(self, drafts: bool) -> None:
        walked, by = self.walked, HANDLERS[0]
        if drafts:
            walked.on_desk(by, lambda opened: hearings.begin_draft(walked.id, by))
            return
        until = add_working_days(today(), 9)
        walked.say(lambda text: hearings.ask_comments(walked.id, walked.keys_of(by), text, until, by), "De svarer, at")

    @rule(own=mostly, marks_other=mostly)
    def somebody_is_marked(self, own: bool, marks_other: bool) -> None:
        walked, by = self.walked, self._by(own)
        who = next(each for each in HANDLERS if (each is by) is not marks_other)
        was_marked = is_marked(walked.id, by.id)
        done = walked.on_desk(
            by, lambda opened: conflicts.mark(walked.id, opened, who.id, "naevnt", by, words="Et møde.")
        )
        assert not (done and was_marked), "who is marked does nothing in the case"

    @precondition(lambda self: conflict_queries.marks_of(self.walked.id))
    @rule(own=mostly, words=st.sampled_from(["Det var en anden.", "Det var en anden.", " "]))
    def somebody_lifts_a_mark(self, own: bool, words: str) -> None:
        walked, by = self.walked, self._by(own)
        row = conflict_queries.marks_of(walked.id)[-1]
        if walked.on_desk(by, lambda opened: conflicts.lift(walked.id, opened, row.id, words, by)):
            assert row.user_id != by.id, "nobody lifts her own"
            assert words.strip()

    # --- what must hold ---

    @invariant()
    def every_promise_is_kept(self) -> None:
        if self.walked.is_looked_at:
            return
        self.moves_are_lawful_and_told()
        self.the_management_opens_no_more_than_was_agreed()
        self.what_is_sent_never_changes()
        self.the_citizen_sees_all_that_was_said()
        self.clocks_tell_the_truth()
        self.the_case_knows_whether_it_is_closed()
        self.what_a_move_needs_is_kept_while_it_stands()
        self.walked.is_looked_at = True

    def what_a_move_needs_is_kept_while_it_stands(self) -> None:
        case, state = self.walked.case, State(self.walked.case.state)
        talks = [row for row in case.clocks if row.kind == Clock.SAMTALE and row.stopped is None]
        assert len(talks) == (state is State.MAEGLING), "a talk has a day, and none is waited for elsewhere"
        if state is not State.AFSLUTTET:
            assert (case.out_of_scope == "ansaettelse") is (state is State.UDEN_FOR_KOMPETENCE), (
                "why it is not for us is told"
            )

    def moves_are_lawful_and_told(self) -> None:
        case = self.walked.case
        known = self.seen_events
        rows = [
            (e.id, e.position, e.at, e.actor, e.role, e.from_state, e.to_state, e.reason_code, e.reason)
            for e in case.events
        ]
        assert rows[: len(known)] == known, "history is never changed"
        self.seen_events = rows
        at, state = None, None
        for place, event in enumerate(case.events):
            assert event.position == place + 1
            assert event.from_state == state, "each move begins where the last one ended"
            assert at is None or event.at >= at
            at, state = event.at, event.to_state
        assert state == case.state
        for event in read_events(case, self._opened())[len(known) :]:
            mover = _mover(event.actor, event.role)
            assert event.actor
            assert event.reason_code
            assert not self._was_marked(event.actor, event.at), "who is marked moves nothing"
            if event.from_state is not None:
                assert mover in MOVES[event.from_state][event.to_state]
                self._is_lawful(event, mover)

    def _is_lawful(self, event: Any, mover: Mover) -> None:
        walked, new = self.walked, event.to_state
        if new in REVIEWED and event.from_state is not State.AFVENTER_BORGER:
            assert mover is Mover.BORGERRAADGIVER
        if new is State.HOS_AFDELING and walked.confidential:
            assert walked.agreed, "it is sent on with the citizen's consent, or not at all"
        if new is State.AFSLUTTET:
            case = walked.case
            since = max((e.at for e in case.events if e.to_state == State.GENAABNET), default=case.received)
            assert case.points
            assert all(point.outcome for point in case.points)
            assert any(m.kind == "afslutning" and m.at >= since for m in case.messages), "she is told first"
        if mover is Mover.SYSTEM and walked.case.type == DECISION:
            assert new not in (State.AFSLUTTET, State.UDEN_FOR_KOMPETENCE), "however late it is, a person looks at it"
        if mover in (Mover.BORGERRAADGIVER, Mover.LEDER) and mover is self._reads():
            assert event.words, "a handler says why in her own words"

    def _was_marked(self, actor: str, at: Any) -> bool:
        """Tell whether somebody was marked at a moment."""
        marks = (mark for mark in conflict_queries.marks_of(self.walked.id) if mark.user_id == actor)
        return any(mark.marked < at and (mark.lifted is None or mark.lifted > at) for mark in marks)

    def _opened(self) -> Any:
        """Return the keys of somebody who may read all reasons of the side that has the case."""
        by = HANDLERS[0] if self.walked.confidential else HANDLERS[1]
        return self.walked.keys_of(by)

    def _reads(self) -> Mover:
        return Mover.BORGERRAADGIVER if self.walked.confidential else Mover.LEDER

    def the_management_opens_no_more_than_was_agreed(self) -> None:
        walked = self.walked
        br, boss = HANDLERS
        if not walked.confidential:
            assert Part.NOTES_BORGERRAADGIVER not in walked.keys_of(boss).parts
            return
        assert walked.may_open(br), "her own cases are always hers"
        rows = select(CaseKey.part).where(CaseKey.case_id == walked.id, CaseKey.reader == Reader.MANAGEMENT)
        wrapped = set(db.session.scalars(rows)) & {part.value for part in WITH_CITIZEN}
        allowed_parts = {None: set(), "uden_navn": {"sag"}, "med_navn": {"sag", "identitet"}}[walked.agreed]
        assert wrapped <= allowed_parts
        assert walked.may_open(boss) is (walked.agreed is not None)
        if walked.agreed:
            held = walked.keys_of(boss)
            assert held.has(Part.IDENTITY) is (walked.agreed == "med_navn")
            assert not held.has(Part.MESSAGES)
            assert not held.has(Part.NOTES_BORGERRAADGIVER)

    def what_is_sent_never_changes(self) -> None:
        rows = db.session.execute(select(*Message.__table__.columns).where(Message.case_id == self.walked.id))
        now = {row.id: row for row in rows}
        for message_id, row in self.sent.items():
            assert now.get(message_id) == row
        self.sent = now

    def the_citizen_sees_all_that_was_said(self) -> None:
        walked = self.walked
        read = read_case(walked.case, walked.citizens_keys())
        assert read.story == STORY
        assert [message.text for message in read.messages] == walked.said

    def clocks_tell_the_truth(self) -> None:
        case = self.walked.case
        running = [row for row in case.clocks if row.stopped is None]
        self.clocks_are_never_overwritten()
        assert len({row.kind for row in running}) == len(running), "no duty has two dates"
        assert not (running and self.walked.state in CLOSED)
        for row in case.clocks:
            if row.stopped is not None:
                assert row.stop_cause
                assert row.paused is None
            elif row.paused is not None:
                assert self.walked.state is State.AFVENTER_BORGER
                assert row.pause_cause
                assert row.pause_cause in standing(row, today()).detail, "the cause is shown"

    def clocks_are_never_overwritten(self) -> None:
        """A clock keeps what it counts, from when, and how; a moved date has a line that says so, and an ended one stays as it is."""
        now = {row.id: row for row in self.walked.case.clocks}
        for clock_id, (kind, started, due, basis, ended) in self.seen_clocks.items():
            row = now[clock_id]
            assert (row.kind, row.started) == (kind, started)
            assert row.basis.split("\n")[0] == basis.split("\n")[0], "the first reckoning stays"
            assert row.due == due or row.basis != basis, "no date moves in silence"
            if ended is not None and not self._was_turned_back(row):
                assert (row.stopped, row.due) == (ended, due)
        self.seen_clocks = {row.id: (row.kind, row.started, row.due, row.basis, row.stopped) for row in now.values()}

    def _was_turned_back(self, row: Any) -> bool:
        """Tell whether a clock runs again because what ended it was undone."""
        return row.stopped is None

    def the_case_knows_whether_it_is_closed(self) -> None:
        case = self.walked.case
        assert (case.closed is not None) is (self.walked.state in CLOSED)
        assert (case.returns_to is not None) is (self.walked.state is State.AFVENTER_BORGER)


def _mover(actor: str, role: str | None) -> Mover:
    if actor == CITIZEN.id:
        return Mover.BORGER
    return Mover.SYSTEM if actor == SYSTEM.id else mover_of(role)


HEARD = (
    "time_passes", "citizen_agrees", "citizen_takes_it_back", "citizen_writes", "somebody_asks_for_insight", "somebody_is_marked",
    "handler_sorts_a_request", "handler_puts_off_a_request", "handler_answers_a_request", "somebody_lifts_a_mark",
    "borgerraadgiver_hears_the_administration", "the_administration_answers", "borgerraadgiver_asks_for_comments_or_drafts",
)  # fmt: skip
"""What is done in walks of a case that is investigated, is asked to be seen, or has somebody who must not handle it."""


def only(*names: str) -> dict[str, Any]:
    """Return what takes all other rules out of a walk, so that these come often."""
    rules = [name for name, found in vars(Walk).items() if hasattr(found, "hypothesis_stateful_rule")]
    assert set(names) <= set(rules)
    return {name: None for name in rules if name not in names}


def walk(private: Mapping[str, bytes], walks: int, steps: int, *, shrinks: bool = False, **more: Any) -> None:
    """Let many cases walk; making a walk that fails shorter takes minutes, so only the long variant does it.

    The ordinary walks are the same each time, so that a change is judged by itself; the long ones go where nobody has been.
    """
    chosen = settings(
        max_examples=walks, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck), derandomize=not shrinks,
        phases=(Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if shrinks else [])),
    )  # fmt: skip
    run_state_machine_as_test(type("Walk", (Walk,), {"private": private, **more}), settings=chosen)


@pytest.fixture
def staffed(ready: Callable[[], dict[str, bytes]]) -> Callable[[], dict[str, bytes]]:
    """The handlers of the walks as people with roles, so that they can be marked."""
    with transaction():
        for handler in HANDLERS:
            user = StaffUser(
                id=handler.id, email=f"{handler.role}@example.dk", name="En bruger", unit="", active=True, password=None,
                fs_uniquifier=new_id(), created=now(), home_id=current_tenant(),
            )  # fmt: skip
            grant = RoleGrant(id=new_id(), user_id=user.id, role=handler.role, valid_from=date(2015, 1, 1))
            db.session.add(user)
            db.session.flush()
            db.session.add(grant)
    return ready


def test_a_case_keeps_every_promise_wherever_it_goes(staffed: Callable[[], dict[str, bytes]]) -> None:
    walk(staffed(), walks=15, steps=30)


def test_a_case_that_is_heard_keeps_every_promise(staffed: Callable[[], dict[str, bytes]]) -> None:
    walk(staffed(), walks=10, steps=25, always_heard=True, **only(*HEARD))


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_many_cases_keep_every_promise_wherever_they_go(staffed: Callable[[], dict[str, bytes]]) -> None:
    walk(staffed(), walks=300, steps=60, shrinks=True)


@pytest.mark.parametrize("reason", ["", " ", "\n"])
def test_no_handler_moves_a_case_without_a_reason(context: Any, reason: str) -> None:
    """Found by a walk: the word for »in the handler's own words« was taken for the words."""
    case, _code = received(reader=Reader.MANAGEMENT)
    with pytest.raises(UserError, match="begrundelse"):
        service.move(case.id, open_for(case, Reader.MANAGEMENT, management_keys()), State.DIALOG, BOSS, reason)
    assert again(case).state == State.VISITATION


def test_nobody_notes_a_consent_that_reaches_further_than_her_own_keys(ready: Callable[[], dict[str, bytes]]) -> None:
    """Found by a walk: a leader who was shown a case without the name could note that the name was agreed, and nothing was shown."""
    case, code = received(identity={"name": "Navnløs Nielsen"})
    service.give_consent(case.id, open_with_code(case, code), "uden_navn", CITIZEN)
    held = open_for(again(case), Reader.MANAGEMENT, management_keys())
    with pytest.raises(RuleBroken):
        service.give_consent(case.id, held, "med_navn", BOSS)
    consent = queries.consent_of(again(case))
    assert consent is not None
    assert consent.scope == "uden_navn"
