"""Typed text: what is cleaned away, what is kept, and how long it is said to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.ui.text import length, normalise, normalise_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("linje 1\r\nlinje 2\rlinje 3", "linje 1\nlinje 2\nlinje 3"),
        ("a\x00b\x07c\x1b[31m\x9fd", "abc[31md"),
        ("  \n\n Hej \t \n", "Hej"),
        ("a\u030a", "å"),
        ("\u202bשלום\u202c \u200fמה\u200e", "\u202bשלום\u202c \u200fמה\u200e"),
        ("👩\u200d👧 tak 🙏🏽", "👩\u200d👧 tak 🙏🏽"),
        ("en\u2028to\u2029tre\x0bfire", "en\nto\ntre\nfire"),
        ("indryk\n    bliver", "indryk\n    bliver"),
    ],
)
def test_text_is_kept_without_what_nobody_typed(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


UNSEEN = [
    "\u200b",
    "\u202e",
    "\u00ad\u00ad",
    "\ufeff \u2060",
    "\u3164",
    "\u2800",
    "\u202a\r\n\u202c",
    "\ufe0f",
    "\u200d",
]


@pytest.mark.parametrize("typed", UNSEEN)
def test_a_text_of_which_nothing_can_be_seen_is_empty(typed: str) -> None:
    assert normalise(typed) == normalise_line(typed) == ""
    assert length(typed) == 0
    assert normalise(f"{typed}.").endswith(".")


def test_a_line_has_single_spaces_and_no_breaks() -> None:
    assert normalise_line(" Anne\u00a0 \t Marie\r\nHansen ") == "Anne Marie Hansen"


def test_a_line_break_counts_one_however_the_browser_sends_it() -> None:
    assert length("a\r\nb") == length("a\nb") == 3


@given(st.text())
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    assert normalise(normalise(typed)) == normalise(typed)
    assert normalise_line(normalise_line(typed)) == normalise_line(typed)


@given(st.text())
def test_no_control_character_survives_but_tab_and_line_feed(typed: str) -> None:
    kept = normalise(typed)
    assert not [c for c in kept if (ord(c) < 32 or 127 <= ord(c) < 160) and c not in "\t\n"]
    assert "\n" not in normalise_line(typed)
