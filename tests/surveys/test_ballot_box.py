"""The ballot box: every envelope has one size, only the round's key opens it, and it fits the longest answer there can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.crypto import CannotOpen, new_box_keypair
from værdig.surveys.ballot_box import (
    PADDED_BYTES,
    SEALED_BYTES,
    Ballot,
    NotAnAnswer,
    TooLarge,
    open_ballot,
    pad,
    seal_ballot,
    unpad,
)
from værdig.surveys.core_questionnaire import CORE_1
from værdig.surveys.question_types import OPEN_ROOM, Open

PUBLIC, PRIVATE = new_box_keypair()
LONGEST = (
    "😀" * OPEN_ROOM,
    '"' * OPEN_ROOM,
    "\\" * OPEN_ROOM,
    "\n".join("x" * (OPEN_ROOM // 2)),
    "x" + "\u200f" * (OPEN_ROOM - 1),
)


@pytest.mark.parametrize("text", LONGEST, ids=["emoji", "quotes", "backslashes", "line breaks", "marks"])
def test_the_longest_answers_fit_and_are_no_larger_than_the_shortest(text: str) -> None:
    assert Open("open").clean({}, text) is not None
    local = {f"et_lokalt_spoergsmaal_med_et_meget_langt_navn_{n}": "ved_ikke" for n in range(5)}
    full = {question.id: "ved_ikke" for question in CORE_1.questions} | local | {"fortael": text}
    sealed = seal_ballot(PUBLIC, "runde", Ballot(full, "interview", "tolk", "bs"))
    assert len(sealed) == SEALED_BYTES == len(seal_ballot(PUBLIC, "runde", Ballot({})))
    assert open_ballot(PRIVATE, "runde", sealed).answers["fortael"] == text


@given(st.dictionaries(st.text(max_size=8), st.integers(1, 5) | st.text(max_size=200), max_size=6))
def test_what_is_put_in_comes_out_and_every_envelope_is_alike(answers: dict[str, int | str]) -> None:
    ballot = Ballot(
        {k: v for k, v in answers.items() if str(v).isprintable() and k.isprintable()}, "link", "tolk", "so"
    )
    sealed = seal_ballot(PUBLIC, "r", ballot)
    assert len(sealed) == SEALED_BYTES
    assert open_ballot(PRIVATE, "r", sealed) == ballot


def test_the_same_answer_sealed_twice_gives_two_envelopes() -> None:
    assert seal_ballot(PUBLIC, "r", Ballot({"moedet": 5})) != seal_ballot(PUBLIC, "r", Ballot({"moedet": 5}))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(CannotOpen):
        open_ballot(new_box_keypair()[1], "r", seal_ballot(PUBLIC, "r", Ballot({"moedet": 5})))


def test_an_envelope_carried_over_from_another_round_is_no_answer() -> None:
    with pytest.raises(NotAnAnswer):
        open_ballot(PRIVATE, "en anden", seal_ballot(PUBLIC, "r", Ballot({"moedet": 5})))


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"form":1}', b"\xff\xfe"])
def test_anything_else_in_an_envelope_is_no_answer(content: bytes) -> None:
    from værdig.crypto import box_seal

    with pytest.raises(NotAnAnswer):
        open_ballot(PRIVATE, "r", box_seal(PUBLIC, pad(content)))


def test_padding_is_exact_at_its_limit() -> None:
    most = b"x" * (PADDED_BYTES - 4)
    assert unpad(pad(most)) == most
    with pytest.raises(TooLarge):
        pad(most + b"x")
