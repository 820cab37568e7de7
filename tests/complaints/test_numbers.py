"""Case numbers: random, and every slip of the finger is caught."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.complaints.numbers import new_number, normalise
from værdig.errors import UserError

NUMBERS = st.builds(new_number, st.integers(2020, 2099))


def test_a_number_is_typed_in_many_ways() -> None:
    number = new_number(2026)
    for typed in (number, number.replace("-", ""), f" sag {number.replace('-', ' ')} "):
        assert normalise(typed) == number


@given(NUMBERS)
def test_every_wrong_digit_and_every_swap_of_neighbours_is_caught(number: str) -> None:
    digits = number.replace("-", "")
    slips = {digits[:n] + d + digits[n + 1 :] for n in range(12) for d in "0123456789"}
    slips |= {digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in range(11)}
    for slip in slips - {digits}:
        with pytest.raises(UserError):
            normalise(slip)


def test_numbers_tell_no_order() -> None:
    made = [new_number(2026) for _time in range(50)]
    assert len(set(made)) == 50
    assert made != sorted(made)
