"""What may be done to a text before it is quoted: it may become less, never more."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from værdig.errors import UserError
from værdig.surveys.quotations.shortening import GAP, shorten

TEXT = "Jeg er ikke glad for [navn], og mødet i marts var dårligt."


@pytest.mark.parametrize(
    ("edited", "quoted"),
    [
        (TEXT, TEXT),
        ("Jeg er glad for [navn], og mødet var dårligt.", "Jeg er […] glad for [navn], og mødet […] var dårligt."),
        ("mødet i marts", "[…] mødet i marts […]"),
        ("Jeg er ikke glad [...]", "Jeg er ikke glad […]"),
        ("Jeg er ikke glad for [navn], og [navn] i marts var dårligt.", "Jeg er ikke glad for [navn], og [navn] i marts var dårligt."),
        ("Jeg er ikke glad for [navn], og […] i marts var dårligt.", "Jeg er ikke glad for [navn], og […] i marts var dårligt."),
        ("[navn] er ikke glad for [navn]", "[navn] er ikke glad for [navn] […]"),
        ("Jeg   er ikke\nglad for [navn], og mødet i marts var dårligt.", TEXT),
    ],
)  # fmt: skip
def test_what_goes_leaves_a_mark(edited: str, quoted: str) -> None:
    assert shorten(TEXT, edited) == quoted


@pytest.mark.parametrize(
    "edited",
    [
        "Jeg er meget glad", "jeg er ikke glad", "glad Jeg", f"{TEXT} Tak.", "Jeg er [navn] ikke glad", "", GAP, "[navn]", ",", "mødet mødet",
    ],
)  # fmt: skip
def test_nothing_is_added_moved_or_left_empty(edited: str) -> None:
    with pytest.raises(UserError):
        shorten(TEXT, edited)


WORDS = st.lists(
    st.sampled_from(["jeg", "er", "ikke", "glad", "[navn]", ",", ".", "😀", "møde-2"]), min_size=1, max_size=20
)


@given(WORDS, st.data())
def test_a_quotation_is_the_text_with_marks_where_words_are_gone(words: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    edited = [word for word, stays in zip(words, kept, strict=True) if stays]
    assume(any(word[0].isalpha() for word in edited))
    text = " ".join(words)
    quoted = shorten(text, " ".join(edited))
    assert [word for word in quoted.split() if word not in (GAP, "[navn]")] == [
        word for word in edited if word != "[navn]"
    ]
    pattern = ".*".join(re.escape(piece.strip()) for piece in quoted.split(GAP))
    assert re.fullmatch(f".*{pattern}.*", text), "every piece stands in the text, in its order"
    assert (quoted == text) == all(kept) or "[navn]" in words


@given(WORDS, st.text(alphabet="abcæøå", min_size=1, max_size=6))
def test_a_word_that_is_not_there_is_refused(words: list[str], new: str) -> None:
    assume(new not in words)
    with pytest.raises(UserError):
        shorten(" ".join(words), " ".join([*words, new]))
