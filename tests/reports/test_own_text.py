"""What a leader types: lines and lists are kept, and more points of a recommendation go on where the first ones ended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.hooks.contracts import Block, Bullets, Heading, Paragraph
from værdig.reports.own_text import blocks_of, follow

MARK = Heading(text="Forvaltningens tekst")
INDSTILLING: list[Block] = [
    Paragraph(text="Direktøren indstiller,"),
    Bullets(items=("at det tages til efterretning.",), ordered=True),
]


def test_lines_and_paragraphs_are_kept() -> None:
    assert blocks_of("Kære udvalg\r\nVi har talt sammen.\r\n\r\nTak.") == [
        Paragraph(text="Kære udvalg\nVi har talt sammen."),
        Paragraph(text="Tak."),
    ]


def test_a_list_between_lines_is_a_list() -> None:
    assert blocks_of("Vi vil:\n- svare hurtigere,\n   også om fredagen\n- ringe selv\nTak.") == [
        Paragraph(text="Vi vil:"),
        Bullets(items=("svare hurtigere, også om fredagen", "ringe selv")),
        Paragraph(text="Tak."),
    ]


def test_numbered_lines_are_a_numbered_list_but_a_half_year_is_none() -> None:
    assert blocks_of("1. Svar\n2. Ring") == [Bullets(items=("Svar", "Ring"), ordered=True)]
    assert blocks_of("1. halvår 2021 var godt.") == [Paragraph(text="1. halvår 2021 var godt.")]
    assert blocks_of("2-3 ting, og -5 grader.") == [Paragraph(text="2-3 ting, og -5 grader.")]


@pytest.mark.parametrize("typed", ["at der følges op.\nat der svares.", "- at der følges op.\n- at der svares."])
def test_more_recommendations_go_on_in_the_list(typed: str) -> None:
    closing, points, *rest = follow(INDSTILLING, blocks_of(f"{typed}\n\nDet koster intet."))
    assert closing == INDSTILLING[0]
    assert points == Bullets(
        items=("at det tages til efterretning.", "at der følges op.", "at der svares."), ordered=True
    )
    assert rest == [MARK, Paragraph(text="Det koster intet.")]


def test_a_list_elsewhere_does_not_take_points() -> None:
    own = blocks_of("at der følges op.")
    assert follow([Paragraph(text="Anledning.")], own) == [Paragraph(text="Anledning."), MARK, *own]
    assert follow([Bullets(items=("a",))], own) == [Bullets(items=("a",)), MARK, *own]


def test_nothing_is_marked_where_nothing_was_typed() -> None:
    assert follow(INDSTILLING, []) == INDSTILLING
    assert follow([Paragraph(text="Anledning.")], blocks_of("")) == [Paragraph(text="Anledning.")]


@given(st.text(alphabet="ab1.- \n•", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    shown = "".join(
        str(block.text) if isinstance(block, Paragraph) else "".join(map(str, block.items))  # type: ignore[union-attr]
        for block in blocks_of(text)
    )
    assert sorted(one for one in shown if one in "ab") == sorted(one for one in text if one in "ab")
