"""The state table: complete, as written, and its invariants over random walks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from værdig.complaints import deadlines
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.states import (
    APPEALING,
    CITIZEN_SEES,
    CLOSED,
    DEPARTMENTS_OWN,
    INVESTIGATING,
    JUDGED_AGAIN,
    MOVES,
    OPEN,
    PAUSING,
    STAFF_SEES,
    WAYS_BACK,
    Facts,
    Mover,
    State,
    allowed,
    check,
    objection,
)
from værdig.errors import RuleBroken, UserError

TODAY = date(2021, 5, 3)
WRITTEN = {
    "modtaget": "visitation trukket",
    "visitation": "afventer_borger dialog hos_afdeling afgoerelsesklage videresendt vejledt uden_for_kompetence "
    "undersoegelse trukket",
    "afventer_borger": "visitation dialog hos_afdeling undersoegelse genvurdering afsluttet trukket",
    "dialog": "afsluttet hos_afdeling maegling afgoerelsesklage afventer_borger trukket",
    "hos_afdeling": "besvaret eskaleret afventer_borger trukket",
    "eskaleret": "besvaret undersoegelse trukket",
    "besvaret": "fastholdt afsluttet trukket",
    "fastholdt": "undersoegelse maegling afsluttet trukket",
    "maegling": "afsluttet undersoegelse trukket",
    "undersoegelse": "udtalelse afventer_borger trukket",
    "udtalelse": "afsluttet trukket",
    "afgoerelsesklage": "genvurdering trukket",
    "genvurdering": "aendret sendt_ankestyrelsen afventer_borger trukket",
    "aendret": "afsluttet trukket",
    "sendt_ankestyrelsen": "afsluttet trukket",
    "videresendt": "afsluttet trukket",
    "vejledt": "afsluttet genaabnet trukket",
    "uden_for_kompetence": "afsluttet trukket",
    "trukket": "genaabnet",
    "afsluttet": "genaabnet",
    "genaabnet": "visitation trukket",
}
"""The domain note's table of states, 5.2, written out by hand, with withdrawal from every open state, and the law's way from a dialogue."""


BACK = {
    "dialog": "visitation",
    "hos_afdeling": "visitation dialog",
    "eskaleret": "hos_afdeling",
    "besvaret": "hos_afdeling eskaleret",
    "maegling": "dialog fastholdt",
    "undersoegelse": "visitation eskaleret fastholdt maegling",
    "udtalelse": "undersoegelse",
    "afgoerelsesklage": "visitation dialog",
    "genvurdering": "afgoerelsesklage",
    "aendret": "genvurdering",
    "sendt_ankestyrelsen": "genvurdering",
    "videresendt": "visitation",
    "vejledt": "visitation",
    "uden_for_kompetence": "visitation",
}
"""Where a handler's move can be taken back to, which the note leaves out."""


def test_the_table_is_the_one_that_is_written() -> None:
    assert {state.value: set(targets) for state, targets in MOVES.items()} == {
        state: {State(name) for name in f"{names} {BACK.get(state, '')}".split()} for state, names in WRITTEN.items()
    }


def test_a_way_back_is_open_only_to_whoever_made_the_move_and_only_to_where_it_was_made_from() -> None:
    for state, targets in WAYS_BACK.items():
        for target, movers in targets.items():
            assert movers <= {Mover.BORGERRAADGIVER, Mover.LEDER}
            assert movers <= MOVES[target][state], "nobody takes back what she could not have done"
            for mover in Mover:
                assert target not in allowed(Facts(state=state), mover), (state, target)
                for moved_by in movers:
                    facts = Facts(state=state, came_from=target, moved_by=moved_by)
                    assert (target in allowed(facts, mover)) is (mover is moved_by)


def test_every_state_has_words_for_citizen_and_staff() -> None:
    assert set(CITIZEN_SEES) == set(STAFF_SEES) == set(State)


def test_every_open_state_can_be_withdrawn_by_the_citizen_and_left_by_somebody() -> None:
    for state in OPEN:
        assert MOVES[state][State.TRUKKET] == {Mover.BORGER}
        assert set(MOVES[state]) - {State.TRUKKET}
    assert {State.AFSLUTTET, State.TRUKKET} == CLOSED


def test_only_the_borgerraadgiver_investigates() -> None:
    for state, targets in MOVES.items():
        for target in INVESTIGATING & set(targets):
            if state is not State.AFVENTER_BORGER:
                assert targets[target] == {Mover.BORGERRAADGIVER}, (state, target)


def test_the_management_neither_pauses_nor_ends_an_investigation() -> None:
    for state in INVESTIGATING:
        assert allowed(Facts(state=state), Mover.LEDER) == []
        assert allowed(Facts(state=State.AFVENTER_BORGER, returns_to=state), Mover.LEDER) == []


def test_waiting_goes_back_where_it_came_from() -> None:
    for state in PAUSING:
        facts = Facts(state=State.AFVENTER_BORGER, returns_to=state)
        assert State.AFSLUTTET in allowed(facts, Mover.BORGERRAADGIVER)
        assert (State.AFSLUTTET in allowed(facts, Mover.LEDER)) is (state not in INVESTIGATING)
        assert list(allowed(facts, Mover.BORGER)) == [state, State.TRUKKET]


@pytest.mark.parametrize(
    ("facts", "target", "said"),
    [
        (Facts(state=State.VISITATION, confidential=True), State.HOS_AFDELING, "samtykke"),
        (Facts(state=State.VISITATION, identified=True), State.AFGOERELSESKLAGE, "Ret først sagens type"),
        (Facts(state=State.VISITATION, decision=True), State.AFGOERELSESKLAGE, "hvem borgeren er"),
        (Facts(state=State.VISITATION, decision=True), State.HOS_AFDELING, "hvem borgeren er"),
        (
            Facts(state=State.VISITATION, confidential=True, consent=True, decision=True),
            State.AFGOERELSESKLAGE,
            "hvem borgeren er",
        ),
        (Facts(state=State.AFGOERELSESKLAGE, decision=True), State.GENVURDERING, "hvem borgeren er"),
        (Facts(state=State.UNDERSOEGELSE), State.UDTALELSE, "Send først udtalelsen"),
        (Facts(state=State.VISITATION), State.UDEN_FOR_KOMPETENCE, "hvor sagen hører til"),
        (Facts(state=State.VISITATION), State.VIDERESENDT, "hvor sagen hører til"),
        (Facts(state=State.GENVURDERING, decision=True), State.AENDRET, "hvad I er kommet frem til"),
        (Facts(state=State.GENVURDERING, decision=True), State.SENDT_ANKESTYRELSEN, "hvad I er kommet frem til"),
        (Facts(state=State.DIALOG, closing_letter=True), State.AFSLUTTET, "udfald"),
        (Facts(state=State.DIALOG, settled=True), State.AFSLUTTET, "afslutningsbrev"),
        (
            Facts(state=State.AFVENTER_BORGER, returns_to=State.DIALOG, settled=True, closing_letter=True, reminders=1),
            State.AFSLUTTET,
            "to gange",
        ),
    ],
)
def test_what_is_missing_is_said_in_danish(facts: Facts, target: State, said: str) -> None:
    with pytest.raises(UserError, match=said):
        check(facts, target, Mover.BORGERRAADGIVER, reason="fordi", today=TODAY)


def test_the_citizen_reopens_within_twelve_months_and_the_borgerraadgiver_any_time() -> None:
    facts = Facts(state=State.AFSLUTTET, closed_on=date(2020, 2, 29))
    assert objection(facts, State.GENAABNET, Mover.BORGER, date(2021, 2, 28)) is None
    assert objection(facts, State.GENAABNET, Mover.BORGER, date(2021, 3, 1))
    assert objection(facts, State.GENAABNET, Mover.BORGERRAADGIVER, date(2031, 1, 1)) is None
    with pytest.raises(RuleBroken):
        check(facts, State.GENAABNET, Mover.LEDER, reason="fordi", today=TODAY)


class Walk(RuleBasedStateMachine):
    """A case that anybody pushes in any direction; whatever gets through must keep every promise."""

    @initialize(confidential=st.booleans(), decision=st.booleans())
    def receive(self, confidential: bool, decision: bool) -> None:
        self.facts = Facts(state=State.MODTAGET, confidential=confidential, decision=decision)
        self.day = TODAY
        self.history: list[tuple[State, State, Mover, Facts]] = []
        self.running: dict[Clock, str] = {}

    @rule(
        consent=st.booleans(), settled=st.booleans(), letter=st.booleans(), signposted=st.booleans(),
        reminders=st.integers(0, 3), identified=st.booleans(), statement=st.booleans(), informed=st.booleans(), answered=st.booleans(),
        days=st.integers(0, 500),
    )  # fmt: skip
    def things_happen(
        self,
        consent: bool,
        settled: bool,
        letter: bool,
        signposted: bool,
        reminders: int,
        identified: bool,
        statement: bool,
        informed: bool,
        answered: bool,
        days: int,
    ) -> None:
        self.day += timedelta(days=days)
        self.facts = replace(
            self.facts, consent=consent, settled=settled, closing_letter=letter, signposted=signposted,
            reminders=reminders, statement=statement, informed=informed, answered=answered,
            identified=identified and (consent or not self.facts.confidential),
        )  # fmt: skip

    @rule(to=st.sampled_from(State), mover=st.sampled_from(Mover), reason=st.sampled_from(["", " ", "fordi"]))
    def push(self, to: State, mover: Mover, reason: str) -> None:
        self._try(to, mover, reason)

    @precondition(lambda self: any(allowed(self.facts, mover) for mover in Mover))
    @rule(data=st.data())
    def push_where_the_table_lets(self, data: Any) -> None:
        ways = [(mover, target) for mover in Mover for target in allowed(self.facts, mover)]
        mover, target = data.draw(st.sampled_from(ways))
        self._try(target, mover, "fordi")

    def _try(self, target: State, mover: Mover, reason: str) -> None:
        before = self.facts
        try:
            check(before, target, mover, reason=reason, today=self.day)
        except (RuleBroken, UserError):
            assert self.facts == before
            return
        assert reason.strip()
        self._turn(before.state, target)
        self.history.append((before.state, target, mover, before))
        self.facts = replace(
            before,
            state=target,
            returns_to=before.state if target is State.AFVENTER_BORGER else None,
            closed_on=self.day if target in CLOSED else None,
        )

    def _turn(self, old: State, new: State) -> None:
        effects = deadlines.effects(old, new)
        for clock in list(self.running):
            if clock in effects.stop:
                del self.running[clock]
            elif clock in effects.pause:
                self.running[clock] = "står stille"
            elif effects.resume:
                self.running[clock] = "løber"
        if effects.start:
            assert effects.start not in self.running, f"{effects.start} is started while it runs ({old} to {new})"
            self.running[effects.start] = "løber"

    @invariant()
    def promises_hold(self) -> None:
        for old, new, mover, facts in getattr(self, "history", []):
            assert mover in MOVES[old][new]
            if new in INVESTIGATING and old is not State.AFVENTER_BORGER:
                assert mover is Mover.BORGERRAADGIVER
            if new is State.HOS_AFDELING:
                assert facts.consent or not facts.confidential
            if new in APPEALING or (new is State.HOS_AFDELING and facts.decision):
                assert facts.identified, "somebody there must be able to see whose decision it is"
                assert facts.consent or not facts.confidential
            if new is State.AFGOERELSESKLAGE:
                assert facts.decision, "or the law's four weeks would not run"
            if new is State.UDTALELSE:
                assert facts.statement
            if new is State.AFSLUTTET:
                assert facts.settled
                assert facts.closing_letter
            if facts.decision and mover is Mover.SYSTEM:
                assert new not in (State.AFSLUTTET, State.UDEN_FOR_KOMPETENCE)
            if old is State.AFVENTER_BORGER and new not in CLOSED:
                assert new is facts.returns_to

    @invariant()
    def each_decides_what_is_theirs(self) -> None:
        for _old, new, mover, facts in getattr(self, "history", []):
            if new in JUDGED_AGAIN:
                assert facts.informed, "she reads more than that it happened"
            if new is State.BESVARET:
                assert facts.answered, "nobody is told that the department has answered before it has"
            if facts.confidential and mover is Mover.LEDER:
                assert new in DEPARTMENTS_OWN, "the management decides nothing in the borgerraadgiver's cases"

    @invariant()
    def clocks_are_as_the_state_says(self) -> None:
        if not getattr(self, "history", []):
            return
        if self.facts.state in CLOSED:
            assert not self.running
        still = {clock for clock, how in self.running.items() if how == "står stille"}
        assert all(RULES[clock].pausable and not RULES[clock].statutory for clock in still)
        if self.facts.state is not State.AFVENTER_BORGER:
            assert not still, "nothing stands still without a visible cause"


Walk.TestCase.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
TestWalk = Walk.TestCase
