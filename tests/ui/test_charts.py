"""Charts say the same in picture, words and table, and never more than the figures."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.hooks.contracts import Line, ShareBars
from værdig.ui.charts import Chart, line_chart, share_bars_chart
from værdig.ui.charts.scale import scale

SVG = "{http://www.w3.org/2000/svg}"
QUARTERS = [f"{year}Q{quarter}" for year in range(2015, 2025) for quarter in range(1, 5)]
ALLOWED = {
    "svg", "defs", "pattern", "rect", "path", "circle", "line", "text",
}  # fmt: skip


def _tree(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(str(chart.svg))


def _line(**changes: object) -> Line:
    given_: dict[str, object] = {
        "caption": "Jobparate borgere",
        "unit": "fuldtidspersoner",
        "periods": ["2020Q1", "2020Q2", "2020Q3", "2020Q4", "2021Q1"],
        "values": [1000.0, 1100.0, None, 1050.0, 950.0],
    }
    return Line(**{**given_, **changes})  # type: ignore[arg-type]


def _curve(chart: Chart) -> list[ElementTree.Element]:
    return [item for item in _tree(chart).iter(f"{SVG}line") if item.get("stroke-width") == "3"]


def test_a_gap_is_never_bridged() -> None:
    assert len(_curve(line_chart(_line()))) == 2
    assert len(_curve(line_chart(_line(values=[1.0, None, 2.0, None, 3.0])))) == 0


def test_a_break_is_drawn_and_never_crossed() -> None:
    chart = line_chart(_line(values=[1.0, 2.0, 3.0, 4.0, 5.0], breaks=["2020Q4"]))
    assert len(_curve(chart)) == 3
    assert "ny opgørelse" in str(chart.svg)
    assert "Fra 4. kvartal 2020 opgøres tallet på en ny måde" in chart.text
    assert chart.table.rows[3][2] == "ny opgørelse fra her"


def test_nothing_is_compared_across_a_break() -> None:
    plain = line_chart(_line())
    assert "faldet med 50" in plain.text
    assert "året før" not in line_chart(_line(breaks=["2020Q4"])).text


def test_the_target_is_dashed_and_told() -> None:
    chart = line_chart(_line(target=999.0))
    dashed = [item for item in _tree(chart).iter(f"{SVG}line") if item.get("stroke-dasharray") == "8 5"]
    assert len(dashed) == 1
    assert "Målet er 999." in chart.text


def test_a_provisional_figure_is_hollow_dashed_and_told() -> None:
    chart = line_chart(_line(provisional=["2021Q1"]))
    assert [item.get("fill") for item in _tree(chart).iter(f"{SVG}circle")] == ["#1a1a1a"] * 3 + ["#ffffff"]
    assert _curve(chart)[-1].get("stroke-dasharray") == "3 3"
    assert chart.table.rows[-1] == ("1. kvartal 2021", "950", "foreløbigt")
    assert chart.text.startswith(
        "Det seneste endelige tal er 1.050 fuldtidspersoner i 4. kvartal 2020. "
        "Det foreløbige tal er 950 fuldtidspersoner i 1. kvartal 2021."
    )


def test_differences_are_those_of_the_figures_as_shown_and_of_per_cent_in_points() -> None:
    """What the reader can work out from the figures in front of her is what is told."""
    shares = line_chart(_line(unit="pct.", values=[19.057377, 19.0, 19.0, 19.0, 17.049808], target=10.0))
    assert shares.text.startswith(
        "Det seneste tal er 17,0 pct. i 1. kvartal 2021. Samme periode året før var tallet 19,1."
    )
    assert "Det er faldet med 2,1 procentpoint." in shares.text
    assert "Målet er 10." in shares.text
    assert shares.table.rows[1][1] == "19,0"
    persons = line_chart(_line(values=[1000.4, 1.0, 1.0, 1.0, 1000.0]))
    assert "Samme periode året før var tallet det samme." in persons.text


def test_unknown_is_not_zero_in_table_words_or_picture() -> None:
    chart = line_chart(_line())
    assert chart.table.rows[2] == ("3. kvartal 2020", "ingen tal")
    assert "Der mangler tal for 3. kvartal 2020." in chart.text
    assert len(list(_tree(chart).iter(f"{SVG}circle"))) == 4


def test_a_line_without_any_figure_says_so() -> None:
    chart = line_chart(_line(periods=[], values=[]))
    assert chart.text == "Der er ingen tal."
    assert list(_tree(chart).iter(f"{SVG}circle")) == []


def test_words_that_are_markup_stay_words() -> None:
    chart = line_chart(_line(caption='<script>"x"</script>', unit="<b>&"))
    assert _tree(chart).get("aria-label") == '<script>"x"</script>. Kurve. Tallene står i tabellen.'
    assert "<script" not in str(chart.svg)


values = st.one_of(st.none(), st.floats(-1e7, 1e7, allow_nan=False).map(lambda value: round(value, 1)))


@settings(deadline=None)
@given(st.lists(values, min_size=0, max_size=40), st.data())
def test_every_figure_is_drawn_once_and_inside_the_frame(numbers: list[float | None], data: st.DataObject) -> None:
    periods = QUARTERS[: len(numbers)]
    marked = data.draw(st.lists(st.sampled_from(periods), unique=True)) if periods else []
    chart = line_chart(_line(periods=periods, values=numbers, breaks=marked, provisional=marked))
    circles = list(_tree(chart).iter(f"{SVG}circle"))
    assert (
        len(circles)
        == sum(value is not None for value in numbers)
        == sum(row[1] != "ingen tal" for row in chart.table.rows)
    )
    for item in circles:
        assert 64 <= float(item.get("cx", "")) <= 448
        assert 38 - 0.1 <= float(item.get("cy", "")) <= 256 + 0.1


@settings(deadline=None)
@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False), max_size=20))
def test_an_axis_holds_zero_and_everything_in_round_steps(numbers: list[float]) -> None:
    axis = scale(numbers)
    assert axis.low <= 0 <= axis.high
    slack = axis.step * 1e-6
    assert all(axis.low - slack <= value <= axis.high + slack for value in numbers)
    assert 2 <= len(axis.ticks) <= 9


def _bars(rows: list[tuple[str, list[int | None]]]) -> ShareBars:
    return ShareBars(caption="Tilfredshed", categories=["Tilfreds", "Hverken eller", "Utilfreds"], rows=rows)


def test_the_column_of_rows_says_what_they_are() -> None:
    """Questions, unless the block says otherwise; never a word that is about something else."""
    questions = _bars([("Din seneste samtale", [70, 20, 10])])
    assert share_bars_chart(questions).table.columns[0] == "Spørgsmål"
    assert share_bars_chart(replace(questions, rows_are="Målgruppe")).table.columns[0] == "Målgruppe"


def test_bars_tell_shares_in_words_table_and_widths() -> None:
    chart = share_bars_chart(_bars([("Alle", [70, 20, 10])]))
    assert chart.table.rows == (("Alle", "70", "20", "10"),)
    assert chart.text == "Alle: 70 pct. tilfreds, 20 pct. hverken eller, 10 pct. utilfreds."
    widths = [float(item.get("width", "")) for item in _tree(chart).iter(f"{SVG}rect") if item.get("y") == "106"]
    assert widths == pytest.approx([334.6, 95.6, 47.8], abs=0.1)


@pytest.mark.parametrize("other", [[70, 20, 10], [5, 5, 90], [None, 20, None]])
def test_a_hidden_row_looks_the_same_whatever_is_hidden(other: list[int | None]) -> None:
    """What is hidden cannot be read from the picture: only which row is hidden shows."""
    hidden = share_bars_chart(_bars([("Få", [None, None, None]), ("Alle", [70, 20, 10])]))
    partly = share_bars_chart(_bars([("Få", [None, *other[1:]]), ("Alle", [70, 20, 10])]))
    assert str(hidden.svg) == str(partly.svg)
    assert "Få: for få svar til at vise." in partly.text


def test_too_few_answers_are_not_no_answers() -> None:
    without_categories = ShareBars(caption="Tilfredshed", categories=[], rows=[("Få", [])])
    for block in (_bars([("Få", [None, None, None])]), without_categories):
        chart = share_bars_chart(block)
        assert "for få svar til at vise" in str(chart.svg)
        assert "ingen svar" not in str(chart.svg)


def test_no_answers_is_not_hidden() -> None:
    chart = share_bars_chart(_bars([("Ingen", [0, 0, 0])]))
    assert "ingen svar" in str(chart.svg)


@settings(deadline=None)
@given(st.lists(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=3, max_size=3), max_size=6))
def test_every_picture_is_plain_and_keeps_inside(rows: list[list[int | None]]) -> None:
    chart = share_bars_chart(_bars([(f"Gruppe {number}", shares) for number, shares in enumerate(rows)]))
    for item in _tree(chart).iter():
        assert item.tag.removeprefix(SVG) in ALLOWED
        assert not {"style", "class", "onclick", "href"} & set(item.attrib)
        if item.get("x") and item.get("width") and item.tag == f"{SVG}rect":
            assert float(item.get("x", "")) + float(item.get("width", "")) <= 480.1


def test_two_pictures_on_one_page_do_not_share_patterns() -> None:
    one = share_bars_chart(_bars([("Alle", [70, 20, 10])]))
    other = share_bars_chart(ShareBars(caption="Andet", categories=["Ja", "Nej"], rows=[("Alle", [60, 40])]))
    ids = [set(re.findall(r'id="([^"]+)"', str(chart.svg))) for chart in (one, other)]
    assert ids[0]
    assert not ids[0] & ids[1]
