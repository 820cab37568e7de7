"""LIX and sentences: the definition on texts counted by hand, and what can be said of any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig import reading

HAND_COUNTED = "Du bestemmer selv, om du vil svare. Ingen kan se, hvad netop du har svaret! Det tager fem minutter."
"""19 words, 3 sentences; `bestemmer` (9) and `minutter` (8) are long."""


def test_counts_by_hand() -> None:
    found = reading.measure(HAND_COUNTED)
    assert (found.words, found.sentences, found.long_words) == (19, 3, 2)


def test_lix_is_words_per_sentence_plus_per_cent_of_long_words() -> None:
    found = reading.measure(*[HAND_COUNTED] * 3)
    assert found.lix == pytest.approx(57 / 9 + 100 * 6 / 57)


def test_a_few_words_have_no_lix() -> None:
    assert reading.measure(HAND_COUNTED).lix is None


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Vi svarer senest den 3. marts kl. 10.", 1),
        ("I 1. halvår 2021 svarede 1.234 borgere.", 1),
        ("Ring 112. Bed om hjælp.", 2),
        ("Hvad sker der? Vi ringer.", 2),
        ("Overskrift\nFørste linje", 2),
        ("Han sagde: »Kom i morgen.« Så gik jeg.", 3),
        ("Skriv fx navn og telefon.", 1),
        ("…", 0),
        ("", 0),
    ],
)
def test_where_a_sentence_ends(text: str, sentences: int) -> None:
    assert reading.measure(text).sentences == sentences


def test_a_long_sentence_is_pointed_at() -> None:
    long = "Vi skriver til dig om alt det som vi gerne vil have at du skal vide nu"
    found = reading.measure(f"Kort. {long}. Også kort.")
    assert found.longest == (long,)
    assert found.noted


@pytest.mark.parametrize(
    ("texts", "words"), [((HAND_COUNTED,), 8), (("En to.", "Fire er et ord mere."), 5), (("…",), 0)]
)
def test_the_longest_sentence_is_counted_however_short_it_is(texts: tuple[str, ...], words: int) -> None:
    assert reading.measure(*texts).most_words == words


def test_hard_and_easy() -> None:
    hard = "Myndigheden foretager sagsbehandling vedrørende ydelsesberettigelse efter beskæftigelseslovgivningens bestemmelser. "
    assert reading.measure(hard * 10).hard
    easy = reading.measure("Du kan ringe til os. Vi er her for dig. " * 10)
    assert not easy.hard
    assert not easy.noted


@pytest.mark.parametrize(("word", "count"), [("cpr-nummer", 6), ("1.234", 0), ("borgerrådgiver", 14), ("e-mail", 4)])
def test_letters(word: str, count: int) -> None:
    assert reading.letters(word) == count


@given(st.lists(st.text(alphabet="abcæøå ABC.!?:\n-1", max_size=60), max_size=5))
def test_parts_add_up(texts: list[str]) -> None:
    whole = reading.measure(*texts)
    parts = [reading.measure(text) for text in texts]
    assert whole.words == sum(part.words for part in parts)
    assert whole.sentences == sum(part.sentences for part in parts)
    assert 0 <= whole.long_words <= whole.words
    assert whole.sentences <= whole.words
