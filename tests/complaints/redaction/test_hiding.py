"""Hiding words in a text, for any text and any words: nothing hidden is to be found in what is given out, nor how long it was."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from værdig.complaints.redaction.finding import letters_of, occurrences
from værdig.complaints.redaction.hiding import MARK, Hidden, everywhere, paragraphs, pieces, proposals, seen, shown

NAMES = (
    "Gunhild",
    "Åse Møller",
    "Jørgen-Emil",
    "Søren Ærø",
    "Şükran İpek",
    "Straßburg",
    "010170-1234",
    "20 33 44 55",
    "أحمد",
    "Łukasz",
)
FILLING = ("og så ringede hun", "i går", "til", "kommunen", "\n", "\n\n", ", ", ". ", "–", "42", "æøå", "نعم")
UNSEEN = "\u00ad\u200b\u200d\u2060\ufeff\U000e0041"
BLACK = "\ue000"
TEXT = st.text(st.characters(codec="utf-8"), max_size=80)


def spelt(draw: st.DrawFn, name: str) -> str:
    """Return a name in one of the ways it can stand in a text."""
    how = draw(st.sampled_from(range(8)))
    if how == 1:
        return name.upper()
    if how == 2:
        return unicodedata.normalize("NFD", name).lower()
    if how == 3:
        at = draw(st.integers(1, len(name)))
        return name[:at] + draw(st.sampled_from(UNSEEN)) + name[at:]
    if how == 4:
        at = draw(st.integers(1, len(name) - 1))
        return f"{name[:at]}-\n{name[at:]}" if name[at - 1 : at + 1].isalpha() else name
    if how == 5:
        return name.replace(" ", "\n").replace("-", "\u2011")
    if how == 6:
        return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in name)
    return f"{name}s" if how == 7 else name


@st.composite
def letters(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text with names in it, and the names."""
    hidden = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    parts = []
    for _part in range(draw(st.integers(1, 12))):
        parts.append(
            spelt(draw, draw(st.sampled_from(hidden))) if draw(st.booleans()) else draw(st.sampled_from(FILLING))
        )
    return seen(" ".join(parts)), hidden


@settings(deadline=None)
@given(letters())
def test_no_spelling_of_a_name_is_left(told: tuple[str, list[str]]) -> None:
    text, hidden = told
    given_out = shown(pieces(text, everywhere(text, [(name, "x") for name in hidden])))
    for name in hidden:
        assert not occurrences(given_out, name)
        assert letters_of(name) not in letters_of(given_out.replace(MARK, "|")), "nor with all between taken out"


@settings(deadline=None)
@given(TEXT, st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), max_size=4))
def test_any_words_in_any_text(raw: str, phrases: list[str]) -> None:
    text = seen(raw)
    wanted = [each for each in phrases if letters_of(each)]
    for piece in pieces(text, everywhere(text, [(each, "x") for each in wanted])):
        for phrase in wanted:
            assert not occurrences(piece.words, phrase)


@settings(deadline=None)
@given(TEXT, st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40), TEXT)
def test_nothing_tells_how_long_it_was(before: str, one: str, other: str, after: str) -> None:
    def given_out(middle: str) -> object:
        return pieces(before + middle + after, [Hidden(len(before), len(before) + len(middle), "x")])

    assert given_out(one) == given_out(other)


@settings(deadline=None)
@given(TEXT, st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20)), max_size=6))
def test_what_is_not_hidden_is_unchanged(raw: str, places: list[tuple[int, int]]) -> None:
    text = raw.replace(BLACK, "")
    under = {at for start, length in places for at in range(start, start + length)}
    painted = "".join(BLACK if at in under else sign for at, sign in enumerate(text))
    wanted = re.sub(rf"{BLACK}(?:[{BLACK}\s\-‐-―−]*{BLACK})?", MARK, painted)
    assert shown(pieces(text, [Hidden(start, start + length, "x") for start, length in places])) == wanted


@settings(deadline=None)
@given(TEXT)
def test_what_nobody_sees_is_not_given_out(raw: str) -> None:
    text = seen(raw)
    assert seen(text) == text
    for sign in text:
        assert sign in "\n\t\u200c\u200d\u200e\u200f" or unicodedata.category(sign) not in (
            "Cf",
            "Cc",
            "Co",
            "Cn",
            "Cs",
        )


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 9999),
    st.sampled_from(("", "-", " ", "\u200b-", " - ", "–")),
    TEXT,
)
def test_cpr_numbers_are_proposed(born: date, last: int, between: str, around: str) -> None:
    assume(not any(sign.isdigit() for sign in seen(around)[-4:]))
    number = f"{born:%d%m%y}{between}{last:04d}"
    text = seen(f"{around} cpr {number}.")
    given_out = shown(pieces(text, [Hidden(each.start, each.end, "x") for each in proposals(text)]))
    assert letters_of(number) not in letters_of(given_out)


@pytest.mark.parametrize("number", ["20 33 44 55", "+45 20334455", "2033 4455", "tlf. 20334455"])
def test_telephone_numbers_are_proposed(number: str) -> None:
    text = f"Ring til mig på {number} i morgen"
    assert [text[each.start : each.end][-2:] for each in proposals(text) if each.kind == "phone"] == ["55"]


@pytest.mark.parametrize(
    ("text", "phrase", "given_out"),
    [
        ("Bo bor her. Bos hus.", "bo", "[skjult] bor her. [skjult] hus."),
        ("savannas dyr", "anna", "[skjult] dyr"),
        ("kan naboen se det", "anna", "kan naboen se det"),
        ("far får får", "får", "far [skjult]"),
        ("Åse og Aase", "åse", "[skjult] og [skjult]"),
        ("Anna Holm og Anna\nHolm", "anna holm", "[skjult] og [skjult]"),
        ("Anna, Holm", "Anna Holm", "[skjult]"),
        ("cpr 010170 - 1234", "0101701234", "cpr [skjult]"),
    ],
)
def test_what_a_phrase_hides(text: str, phrase: str, given_out: str) -> None:
    assert shown(pieces(text, everywhere(text, [(phrase, "x")]))) == given_out


def test_passages_with_nothing_between_are_one() -> None:
    text = "Kære Anna Holm-Hansen og Bo"
    hidden = [Hidden(5, 9, "a"), Hidden(10, 14, "b"), Hidden(15, 21, "a")]
    (_kaere, mark, _rest) = pieces(text, hidden)
    assert mark.reasons == ("a", "b")
    assert shown(pieces(text, hidden)) == "Kære [skjult] og Bo"


def test_paragraphs_are_lines_with_words() -> None:
    text = "En\n\n  \nTo\nTre"
    assert [text[start:end] for start, end in paragraphs(text)] == ["En", "To", "Tre"]
