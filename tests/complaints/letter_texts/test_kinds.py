"""What a text may say, and how a letter is filled in: for any text that is kept, and whatever is put in."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.complaints.letter_texts.kinds import LetterKind, Place, check, fill, tidy
from værdig.complaints.letter_texts.offered import KINDS
from værdig.errors import RuleBroken, UserError

KIND = LetterKind(
    key="proeve", title="Prøve", source="Ingen", built_in=lambda: "{grund}",
    places={"grund": Place("Grunden", "Fordi.", "Den skal med."), "navn": Place("Navnet", "Anna")},
)  # fmt: skip
ANYTHING = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)
PARTS = st.lists(st.one_of(st.sampled_from(["{grund}", "{navn}", "\n\n", " ", "Hej."]), ANYTHING), max_size=8)


def is_allowed(text: str) -> bool:
    try:
        check(KIND, text)
    except UserError:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_the_text_that_comes_along_keeps_its_own_rules(context: Flask, kind: LetterKind) -> None:
    check(kind, kind.built_in())
    assert not re.search(r"[{}]", kind.example(kind.built_in()))


def test_every_kind_has_a_key_of_its_own() -> None:
    assert len({kind.key for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Skriv teksten."),
        ("{grund} {dato}", "{dato}"),
        ("Kære {navn}", "{grund}. Den skal med."),
        ("{grund} {", "krøllet parentes"),
        ("{grund} }}", "krøllet parentes"),
        ("{grund} { navn }", "krøllet parentes"),
        ("{grund} {{navn}}", "krøllet parentes"),
        ("{grund} {navn.__class__}", "krøllet parentes"),
        ("{grund}" + "x" * 8_000, "for lang"),
    ],
)
def test_what_may_not_stand_is_told_in_words_that_help(text: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        check(KIND, text)
    assert said in str(refused.value.text)


@settings(deadline=None)
@given(parts=PARTS, reason=ANYTHING, name=ANYTHING)
def test_no_place_of_an_allowed_text_is_left_open_and_nothing_that_is_put_in_is_read(
    parts: list[str], reason: str, name: str
) -> None:
    text = tidy("".join(parts))
    if not is_allowed(text):
        return
    marked = fill(text, {"grund": f"⟦{reason}⟧", "navn": f"⟦{name}⟧"})
    assert marked.count(f"⟦{reason}⟧") >= 1
    outside = marked.replace(f"⟦{reason}⟧", "").replace(f"⟦{name}⟧", "")
    assert not re.search(r"[{}]", outside)


@settings(deadline=None)
@given(reason=ANYTHING.filter(str.strip))
def test_a_paragraph_about_nothing_is_left_out_and_no_other(reason: str) -> None:
    text = "Hej {navn}.\n\nGrunden er: {grund}\n\nFarvel."
    assert fill(text, {"navn": "", "grund": reason}) == f"Grunden er: {reason}\n\nFarvel."
    assert fill(text, {"navn": "Bo", "grund": " "}) == "Hej Bo.\n\nFarvel."


def test_a_letter_without_one_of_its_values_is_a_mistake_of_ours(context: Flask) -> None:
    with pytest.raises(RuleBroken):
        KIND.write(grund="Fordi.")


@settings(deadline=None)
@given(ANYTHING)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
