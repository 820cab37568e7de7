"""Codes: what they carry, which slips they catch, and how they are shown."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig import codes

codes_drawn = st.binary(min_size=32, max_size=32).map(codes.code_from)


def test_a_code_carries_more_than_fifty_random_bits() -> None:
    assert codes.RANDOM_SYMBOLS * math.log2(len(codes.ALPHABET)) >= 50
    assert len({codes.new_code() for _ in range(2000)}) == 2000


def test_the_alphabet_has_no_look_alikes() -> None:
    assert not set("01OILSZ") & set(codes.ALPHABET)


@given(codes_drawn)
def test_every_single_slip_is_caught(code: str) -> None:
    for place in range(codes.LENGTH):
        for symbol in codes.ALPHABET:
            if symbol != code[place]:
                with pytest.raises(codes.CodeMistyped):
                    codes.normalise(code[:place] + symbol + code[place + 1 :])


@given(codes_drawn)
def test_every_swap_of_neighbours_is_caught(code: str) -> None:
    for place in range(codes.LENGTH - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        if swapped != code:
            with pytest.raises(codes.CodeMistyped):
                codes.normalise(swapped)


@given(codes_drawn)
def test_how_it_is_typed_does_not_matter(code: str) -> None:
    shown = codes.shown(code)
    assert codes.normalise(f"  {shown.lower().replace('-', ' ')} ") == code
    assert codes.normalise(shown.replace("5", "s").replace("2", "z")) == code


@given(codes_drawn)
def test_of_a_whole_link_the_code_is_read_and_strokes_may_part_it(code: str) -> None:
    assert codes.normalise(f"https://kommune.example/svar/{codes.shown(code)}?v=2") == code
    assert codes.normalise(codes.shown(code).replace("-", "/")) == code


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKM00", "🙂" * 13, "x" * 5000, "\x00" * 13])
def test_what_is_no_code_gets_a_danish_text(typed: str) -> None:
    with pytest.raises(codes.CodeMistyped) as raised:
        codes.normalise(typed)
    assert raised.value.field == "code"
    assert "kode" in str(raised.value).lower()
