"""The life of a recommendation: the table as it is written, and what holds on every walk through it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from værdig.complaints.recommendations.lifecycle import (
    CLOSED,
    MOVES,
    OPEN,
    OWED,
    SEEN_AS,
    Stage,
    allowed,
    asks_for,
    check,
    is_overdue,
)
from værdig.complaints.states import Mover
from værdig.errors import RuleBroken, UserError

WRITTEN = {
    "udkast": "afgivet",
    "afgivet": "tiltraadt delvist_tiltraadt ikke_tiltraadt",
    "tiltraadt": "i_gang",
    "delvist_tiltraadt": "i_gang",
    "ikke_tiltraadt": "tiltraadt delvist_tiltraadt",
    "i_gang": "gennemfoert",
    "gennemfoert": "effekt_vurderet i_gang",
    "effekt_vurderet": "",
}
MANAGEMENTS = {Stage.TILTRAADT, Stage.DELVIST_TILTRAADT, Stage.IKKE_TILTRAADT, Stage.I_GANG, Stage.GENNEMFOERT}
BACK = (Stage.GENNEMFOERT, Stage.I_GANG)


def test_the_table_is_the_one_that_is_written() -> None:
    assert {stage.value: set(targets) for stage, targets in MOVES.items()} == {
        stage: {Stage(name) for name in names.split()} for stage, names in WRITTEN.items()
    }
    assert set(SEEN_AS) == set(Stage)
    assert OPEN | CLOSED | {Stage.UDKAST} == set(Stage)
    assert OWED < OPEN


def test_whose_step_each_one_is() -> None:
    for stage, targets in MOVES.items():
        for target, mover in targets.items():
            managements = target in MANAGEMENTS and (stage, target) != BACK
            assert mover is (Mover.LEDER if managements else Mover.BORGERRAADGIVER), (stage, target)


class Life(RuleBasedStateMachine):
    """A recommendation that anybody tries anything with."""

    @initialize()
    def begin(self) -> None:
        self.stage, self.been = Stage.UDKAST, [Stage.UDKAST]
        self.said: list[tuple[Stage, Stage, Mover, str]] = []

    @rule(
        to=st.sampled_from(Stage), mover=st.sampled_from(Mover), words=st.sampled_from(["", "  ", "Fordi."]),
        effect=st.sampled_from(["", "virket", "noget andet"]),
    )  # fmt: skip
    def step(self, to: Stage, mover: Mover, words: str, effect: str) -> None:
        try:
            check(self.stage, to, mover, words, effect)
        except (RuleBroken, UserError):
            return
        if to is Stage.EFFEKT_VURDERET:
            assert effect == "virket"
        self.said.append((self.stage, to, mover, words))
        self.stage = to
        self.been.append(to)

    @rule(data=st.data())
    def forward(self, data: Any) -> None:
        mover = data.draw(st.sampled_from([Mover.BORGERRAADGIVER, Mover.LEDER]))
        targets = allowed(self.stage, mover)
        if targets:
            self.step(data.draw(st.sampled_from(targets)), mover, "Fordi.", "virket")

    @invariant()
    def nothing_is_carried_out_that_was_not_accepted(self) -> None:
        if Stage.I_GANG in self.been:
            accepted = [s for s in self.been if s in (Stage.TILTRAADT, Stage.DELVIST_TILTRAADT)]
            assert accepted
        if Stage.EFFEKT_VURDERET in self.been:
            assert Stage.GENNEMFOERT in self.been

    @invariant()
    def a_refusal_and_the_proof_have_words(self) -> None:
        for stage, target, _mover, words in self.said:
            assert words.strip() or asks_for(stage, target) is None

    @invariant()
    def only_the_borgerraadgiver_gives_and_judges(self) -> None:
        for _stage, target, mover, _words in self.said:
            if target in (Stage.AFGIVET, Stage.EFFEKT_VURDERET):
                assert mover is Mover.BORGERRAADGIVER

    @invariant()
    def it_is_a_draft_once(self) -> None:
        assert self.been.count(Stage.UDKAST) == 1
        assert self.been.count(Stage.AFGIVET) <= 1


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@given(
    st.sampled_from(Stage), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1))
)
def test_only_what_the_administration_owes_is_overdue_and_never_on_its_day(stage: Stage, due: date, day: date) -> None:
    assert is_overdue(stage, due, day) == (stage in OWED and due < day)
    assert not is_overdue(stage, due, due)
