"""The table of an investigation's steps: as written, with its invariants over random walks, and the guard of what questions tell."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from værdig.complaints.investigations.revealing import leads_to
from værdig.complaints.investigations.steps import (
    CITIZEN_SEES,
    MOVES,
    STAFF_SEES,
    Facts,
    Step,
    allowed,
    check,
    objection,
)
from værdig.complaints.states import Mover
from værdig.errors import RuleBroken, UserError

WRITTEN = {
    "begyndt": "hoering_sendt udkast",
    "hoering_sendt": "hoeringssvar_modtaget udkast",
    "hoeringssvar_modtaget": "borgerens_bemaerkninger hoering_sendt udkast",
    "borgerens_bemaerkninger": "hoering_sendt udkast",
    "udkast": "hoering_sendt borgerens_bemaerkninger udtalelse",
    "udtalelse": "",
}


def test_the_table_is_the_one_that_is_written() -> None:
    assert {step.value: set(targets) for step, targets in MOVES.items()} == {
        step: {Step(name) for name in names.split()} for step, names in WRITTEN.items()
    }
    assert set(STAFF_SEES) == set(CITIZEN_SEES) == set(Step)


def test_the_management_does_nothing_but_answer_and_the_citizen_moves_nothing() -> None:
    for step, targets in MOVES.items():
        for target, movers in targets.items():
            assert movers <= {Mover.BORGERRAADGIVER, Mover.LEDER}
            if Mover.LEDER in movers:
                assert (step, target) == (Step.HOERING_SENDT, Step.HOERINGSSVAR_MODTAGET)


FACTS = st.builds(
    Facts,
    step=st.sampled_from(Step), answered=st.booleans(), answer_late=st.booleans(), commented=st.booleans(),
    comments_late=st.booleans(), complete=st.booleans(), graded=st.booleans(), criticises=st.booleans(),
)  # fmt: skip


@given(FACTS, st.sampled_from(Step), st.sampled_from(Mover))
def test_a_finding_is_sent_only_whole_and_criticises_only_those_who_could_answer(
    facts: Facts, target: Step, mover: Mover
) -> None:
    try:
        check(facts, target, mover)
    except (RuleBroken, UserError):
        return
    if target is Step.UDTALELSE:
        assert facts.complete
        assert facts.graded
        assert mover is Mover.BORGERRAADGIVER
        assert not facts.criticises or facts.answered or facts.answer_late
    if target is Step.UDKAST and facts.step is Step.HOERING_SENDT:
        assert facts.answer_late
    if target is Step.UDKAST and facts.step is Step.BORGERENS_BEMAERKNINGER:
        assert facts.commented or facts.comments_late
    if target is Step.BORGERENS_BEMAERKNINGER:
        assert facts.answered


class Walk(RuleBasedStateMachine):
    """An investigation taken any way that the table lets it."""

    @initialize()
    def begin(self) -> None:
        self.step, self.answers, self.asked = Step.BEGYNDT, 0, 0

    @rule(data=st.data(), facts=FACTS)
    def move(self, data: Any, facts: Facts) -> None:
        seen = Facts(**{**vars(facts), "step": self.step, "answered": self.answers > 0})
        mover = data.draw(st.sampled_from([Mover.BORGERRAADGIVER, Mover.LEDER]))
        steps = [step for step in allowed(seen, mover) if objection(seen, step) is None]
        if not steps:
            return
        self.step = data.draw(st.sampled_from(steps))
        self.asked += self.step is Step.HOERING_SENDT
        self.answers += self.step is Step.HOERINGSSVAR_MODTAGET

    @invariant()
    def nobody_answers_what_was_not_asked(self) -> None:
        assert self.answers <= self.asked

    @invariant()
    def the_citizen_is_asked_only_about_an_answer(self) -> None:
        assert self.step is not Step.BORGERENS_BEMAERKNINGER or self.answers


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)


NAME = st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå", min_size=3, max_size=12)


@given(NAME, st.integers(10_000_000, 99_999_999), st.text(alphabet="xyz .,\n", max_size=40))
def test_whatever_the_citizen_has_told_of_herself_is_found_in_a_text(name: str, phone: int, around: str) -> None:
    digits = str(phone)
    told = {"name": f"{name.title()} Aa", "phone": digits, "email": f"{name}@example.dk"}
    spaced = " ".join(digits[at : at + 2] for at in range(0, 8, 2))
    for written in (
        name.upper(),
        f"{name}s",
        f"{name.title()}.",
        spaced,
        digits,
        f"skriv til {name.upper()}@example.dk",
    ):
        assert leads_to(f"{around} {written} {around}", "2026-482173-45", told), written


@given(st.sampled_from(["2026-482173-45", "2026 482173 45", "20264821 7345"]))
def test_the_number_of_the_case_is_found_however_it_is_written(number: str) -> None:
    assert leads_to(f"Det handler om {number}.", "2026-482173-45", {}) == ["2026-482173-45"]


@pytest.mark.parametrize(
    "text",
    [
        "Hvordan svarer I på henvendelser?",
        "Hvor mange dage går der i 2026?",
        "Hvilken praksis har I, og siden hvornår?",
    ],
)
def test_ordinary_questions_are_let_through(text: str) -> None:
    told = {
        "name": "Bo Ø. Lund-Hansen",
        "phone": "12345678",
        "address": "Nygade 4, 2620 Albertslund",
        "reference": "tirsdag",
    }
    assert leads_to(text, "2026-482173-45", told) == []
