"""A metric in a section: a short heading with the plan's sentence below, and figures that may still change marked as such."""

from __future__ import annotations

from dataclasses import replace

from værdig.hooks.blocks import metric_blocks
from værdig.hooks.contracts import Heading, Line, Paragraph
from værdig.hooks.sections import MetricPoint, MetricResult
from værdig.ui.charts import chart

POINTS = (
    MetricPoint(period="2021Q1", label="1. kvartal 2021", value=12.0),
    MetricPoint(period="2021Q2", label="2. kvartal 2021", value=11.0, provisional=True),
)
RESULT = MetricResult(
    id="m", code="A-M1", title="Antallet af ledige falder", unit="personer", direction="down", definition="D.", points=POINTS
)  # fmt: skip


def test_a_sentence_of_the_plan_is_quoted_below_a_short_heading() -> None:
    heading, quoted, *_rest = metric_blocks(RESULT, "Ledige")
    assert heading == Heading(text="Ledige")
    assert quoted == Paragraph(text="Planens ord: »Antallet af ledige falder«.")
    assert metric_blocks(replace(RESULT, points=()), "Ledige")[:2] == [heading, quoted]


def test_without_a_short_name_the_title_is_the_heading_and_nothing_is_quoted() -> None:
    blocks = metric_blocks(RESULT)
    assert blocks[0] == Heading(text="Antallet af ledige falder")
    assert not any(isinstance(one, Paragraph) and "Planens ord" in str(one.text) for one in blocks)


def test_provisional_figures_are_marked_in_words_and_table() -> None:
    (line,) = [one for one in metric_blocks(RESULT) if isinstance(one, Line)]
    drawn = chart(line)
    assert tuple(line.provisional) == ("2021Q2",)
    assert "foreløbige tal" in drawn.text
    assert drawn.table.rows[-1] == ("2. kvartal 2021", "11", "foreløbigt")


def test_how_a_metric_stands_is_a_sentence_with_a_large_letter() -> None:
    told = [
        str(one.text)
        for one in metric_blocks(replace(RESULT, status_text="bedre end før: 11."))
        if isinstance(one, Paragraph)
    ]
    assert told[0] == "Bedre end før: 11."
