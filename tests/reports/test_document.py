"""The report as one value: nothing lost on the way to JSON and back, and a fingerprint that sees every change."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from reports.documents import BLOCKS, HIDDEN, SHOWN, document

from værdig.db.types import canonical
from værdig.hooks.contracts import Heading, Line, Paragraph, ShareBars, Table
from værdig.i18n import _l
from værdig.reports.document import Part, figure_fingerprint, from_plain, plain_blocks, settle, to_plain


def test_json_and_back_loses_nothing() -> None:
    made = document()
    assert from_plain(json.loads(canonical(to_plain(made)))) == made


def test_equal_documents_have_one_fingerprint() -> None:
    assert document().fingerprint == from_plain(to_plain(document())).fingerprint
    assert len(document().fingerprint) == 64


@pytest.mark.parametrize("field", ["title", "municipality", "dated", "committee", "version", "example_data"])
def test_every_field_of_the_head_is_in_the_fingerprint(field: str) -> None:
    made = document()
    other = {"version": 9, "example_data": False}.get(field, "2022-01-01")
    assert replace(made, meta=replace(made.meta, **{field: other})).fingerprint != made.fingerprint


def test_own_text_and_blocks_are_in_the_fingerprint() -> None:
    made = document()
    assert made.with_texts({"anledning": "Nyt."}).fingerprint != made.fingerprint
    changed = replace(made.parts[0], blocks=settle([Paragraph(text="To gange om året!")]))
    assert replace(made, parts=(changed, *made.parts[1:])).fingerprint != made.fingerprint


def test_bars_whose_rows_have_no_name_keep_the_fingerprint_of_reports_that_are_frozen() -> None:
    """What a report was frozen with never had the field; adding it empty would make every such report look tampered with."""
    bars = next(one for one in BLOCKS if isinstance(one, ShareBars))
    (plain,) = plain_blocks([bars])
    assert list(plain) == ["type", "caption", "categories", "rows", "note"]
    named = replace(bars, rows_are="Målgruppe")
    assert plain_blocks([named])[0] == {**plain, "rows_are": "Målgruppe"}
    assert settle([bars, named]) == (bars, named)


@pytest.mark.parametrize("field", ["value", "unit", "definition", "source", "period", "why_missing"])
def test_a_figures_fingerprint_sees_value_definition_source_and_period(field: str) -> None:
    assert figure_fingerprint(replace(SHOWN, **{field: "andet"})) != figure_fingerprint(SHOWN)


def test_hidden_is_not_an_empty_text() -> None:
    assert figure_fingerprint(HIDDEN) != figure_fingerprint(replace(HIDDEN, value=""))
    assert from_plain(to_plain(document())).figures[2].value is None


def test_lazy_texts_and_ranges_and_missing_numbers_become_plain() -> None:
    table = Table(caption=_l("Tal"), columns=[_l("A"), "B"], rows=[[_l("x"), "1"]], numeric=range(1, 2))
    line = Line(caption="L", unit="u", periods=["2021Q1"], values=[float("nan")])
    settled_table, settled_line = settle([table, line])
    assert settled_table == Table(caption="Tal", columns=("A", "B"), rows=(("x", "1"),), numeric=(1,))
    assert isinstance(settled_line, Line)
    assert settled_line.values == (None,)
    json.dumps(
        to_plain(replace(document(), parts=(Part(key="a", title="A", blocks=(settled_table,)),))), allow_nan=False
    )


def test_only_headings_that_take_text_get_any() -> None:
    made = document().with_texts({"bilag": "Snyd", "anledning": "Min tekst.\n\n  Linje\nto. "})
    by_key = {part.key: part for part in made.parts}
    assert by_key["bilag"].own_text == ""
    generated = by_key["anledning"].blocks
    own = (Paragraph(text="Min tekst."), Paragraph(text="Linje\nto."))
    assert by_key["anledning"].with_own_text == [*generated, Heading(text="Forvaltningens tekst"), *own]
    assert by_key["sagsfremstilling"].own_text == ""


def test_every_block_comes_in_reading_order() -> None:
    assert [type(block) for block in document().appendices[0].blocks] == [type(block) for block in BLOCKS]
    assert next(iter(document().blocks())) == Paragraph(text="To gange om året.")
