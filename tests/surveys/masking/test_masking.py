"""Masking of open answers: what is found, what is left alone, and what holds for every text there is."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.dk import cpr
from surveys.masking.labelled import HELD_OUT, LABELLED_KINDS, USED
from surveys.masking.measuring import measure

from værdig.masking import names
from værdig.masking.rules import MARKS, mask
from værdig.surveys.question_types import OPEN_ROOM


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Min sagsbehandler Mette Hansen er god.", "Min sagsbehandler [navn] er god."),
        ("min sagsbehandler mette er god", "min sagsbehandler [navn] er god"),
        ("METTE ER GOD", "[navn] ER GOD"),
        ("min sagsbehandler hans-peter jensen er god", "min sagsbehandler [navn] er god"),
        ("jeg talte med hans-peter, og karl-eriks kone", "jeg talte med [navn], og [navn] kone"),
        ("hans peter jensen og bo larsen svarede", "[navn] og [navn] svarede"),
        ("per hansens brev, HANS-PETER og bo ahmed", "[navn] brev, [navn] og [navn]"),
        ("maj-britt og per-ole olsen", "[navn] og [navn]"),
        ("Mettes breve og Anders' breve", "[navn] breve og [navn]' breve"),
        ("Jeg talte med Anne-Marie af Hansens hold.", "Jeg talte med [navn] af [navn] hold."),
        ("Hr. K. Østergaard svarede.", "Hr. [navn] svarede."),
        ("Hun hedder Qwertina, og det er godt.", "Hun hedder [navn], og det er godt."),
        ("Jeg var hos Qwertina i går.", "Jeg var hos [navn] i går."),
        ("Venlig hilsen\nQwertina", "Venlig hilsen\n[navn]"),
        ("Ring 22 33 44 55.", "Ring [telefon]."),
        ("Ring +45 22334455 eller 0046-8-123 456 78", "Ring [telefon] eller [telefon]"),
        ("Skriv til mig@eksempel.dk eller mig (at) eksempel.dk", "Skriv til [e-mail] eller [e-mail]"),
        ("Jeg bor Gl. Landevej 7B, 1. th, 2620 Albertslund nu", "Jeg bor [adresse] nu"),
        ("Født 010190-1234 her", "Født [cpr-nummer] her"),
        ("Født 010190-xxxx her", "Født [cpr-nummer] her"),
        ("Født 610190-1234 her", "Født [cpr-nummer] her"),
        ("cpr ٠١٠١٩٠-١٢٣٤", "cpr [cpr-nummer]"),
    ],
)  # fmt: skip
def test_what_names_somebody_is_hidden(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "Maj var lang. I Maj og i Juni ventede jeg.", "Bo der er dyrt.", "Storm og regn.", "Bjørn er et dyr.",
        "Mit Liv er svært.", "En Storm af breve.", "Jeg har 12 børn, 3 biler og 100.000 kr i gæld.",
        "Mødet var 12.04.2021 kl. 10.30, og igen 13-05-2021.", "Det var i 2020 2021 og 2022.", "Det kostede 12345678 kr.",
        "Processen, Pausen og Hilsen er ord.", "Jobcenteret og Borgerservice i Albertslund Kommune svarer ikke.",
        "per måned er det for lidt, og tom snak er for meget", "hans sag og hendes sag", "Sagsnr. 31-2021-77",
        "det er i april-maj eller maj-juni", "bo-støtte, per-person og liv-stil", "hans rejsen, hans pausen og hans sagen",
        "vi vil bo, larsen er væk", "storm-regn og sol", "per ansat og per uge", "svend-prøve",
        "Omvej 3 gange om ugen", "Jeg tage bussen", "Et møde hos Jobcenteret",
    ],
)  # fmt: skip
def test_ordinary_words_and_numbers_are_left_alone(text: str) -> None:
    assert mask(text).text == text


def test_the_names_that_are_words_need_more_than_a_capital_at_the_beginning() -> None:
    assert mask("Bo hjalp mig.").text == "[navn] hjalp mig."
    assert mask("Bo Jensen er sød.").text == "[navn] er sød."
    assert mask("Jeg mødte Storm i går.").text == "Jeg mødte [navn] i går."
    assert mask("Bo var sød.").text == "Bo var sød.", "missed, and said to be (people)"


def test_recall_and_precision_are_what_the_rules_say() -> None:
    all_of_it, by_name = measure(HELD_OUT), measure(HELD_OUT, frozenset({"name"}))
    assert (all_of_it.found, all_of_it.wanted) == (33, 38), all_of_it.missed
    assert (by_name.found, by_name.wanted) == (22, 27), by_name.missed
    assert all_of_it.precision == 1, all_of_it.wrongly
    for kind in LABELLED_KINDS - {"name"}:
        assert measure(HELD_OUT, frozenset({kind})).recall == 1, kind
    known = measure(USED)
    assert (known.recall, known.precision) == (1, 1), known


def test_the_lists_do_not_contradict_each_other() -> None:
    assert not names.GIVEN & names.DOUBTFUL
    assert not (names.GIVEN | names.DOUBTFUL) & (names.NO_NAMES | names.ROLES)


WORDS = st.sampled_from(
    [
        "Mette", "mette", "Hansen", "Bo", "Maj", "hedder", "hos", "sagsbehandler", "og", "Jeg", "i", "K.", "METTE", "van", "Æble",
        "hilsen", "[navn]", "[cpr-nummer]", "*", ".", ",", "\n", "-", "12", "34", "01", "010190", "1234", "2620", "+45", "a@b.dk",
        "Kongevej", "7", "Fru", "Quux", "ولد", "🙂", "e\u0301",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(WORDS, max_size=30).map(" ".join),
    st.lists(WORDS, max_size=30).map("".join),
)


@given(TEXTS)
@example("Bo " * 600)
@example("Xx Mette Yy Zz Qq Ww Ee Rr")
def test_masking_a_masked_text_changes_nothing(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@given(TEXTS, st.integers(min_value=0, max_value=200))
def test_masking_never_lengthens_a_text_beyond_its_room(text: str, more: int) -> None:
    room = len(text) + more
    tight = mask(text, room).text
    assert len(tight) <= room
    assert mask(tight, room).text == tight


@given(TEXTS)
def test_nothing_but_what_is_hidden_is_lost(text: str) -> None:
    found = mask(text)
    assert "".join(part.words for part in found.parts) == text
    assert "".join(MARKS[part.kind] if part.kind else part.words for part in found.parts) == found.text


SEPARATORS = st.sampled_from(
    ["", " ", "-", " - ", ".", "/", "\u00a0", "–", "_", "\u200b", "\u202e", "\u2067", "\u061c", "\n"]
)
DIGITS = st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"])


@st.composite
def spelt_numbers(draw: st.DrawFn) -> str:
    """Return a CPR number as somebody might write it."""
    born = draw(st.dates(min_value=date(1900, 1, 1), max_value=date(2020, 12, 31)))
    last = draw(st.integers(min_value=0, max_value=9999))
    plain = f"{born:%d%m%y}{last:04d}"
    digits = draw(DIGITS)
    between = draw(st.lists(SEPARATORS, min_size=9, max_size=9))
    return "".join(digits[int(sign)] + gap for sign, gap in zip(plain, [*between, ""], strict=True))


@given(
    spelt_numbers(),
    st.sampled_from(["", "cpr ", "Jeg hedder Bo. ", "nr. 2 "]),
    st.sampled_from(["", " og", ".", ", 12"]),
)
def test_no_cpr_number_survives_in_any_spelling(number: str, before: str, after: str) -> None:
    masked = mask(f"{before}{number}{after}").text
    left = re.sub(r"\D", "", "".join(str(int(sign)) if sign.isdecimal() else sign for sign in masked))
    assert not any(cpr.is_valid(left[at : at + 10]) for at in range(len(left) - 9))
    assert len(left) < 10


def test_what_is_hidden_fits_the_room_of_an_open_answer() -> None:
    full = ("Bo Jensen, " * 200)[:OPEN_ROOM]
    assert len(mask(full, OPEN_ROOM).text) <= OPEN_ROOM
    crowded = ("a Eva " * 400)[:OPEN_ROOM].strip()
    assert len(mask(crowded).text) > OPEN_ROOM
    assert mask(crowded, OPEN_ROOM).text.startswith("a * a * ")
