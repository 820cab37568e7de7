"""What may leave a plug-in's process: everything right passes and is plain, everything else is named."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from værdig.hooks import results
from værdig.hooks.contracts import (
    Bullets,
    Figure,
    Heading,
    Line,
    Notice,
    Observation,
    Paragraph,
    ReadFile,
    RowProblem,
    SectionContent,
    ShareBars,
    Table,
)
from værdig.hooks.results import Nonsense
from værdig.i18n import _l


def section(*blocks: Any, figures: Any = ()) -> SectionContent:
    return results.section(SectionContent(blocks=blocks, figures=figures))


def figure(**more: Any) -> Figure:
    given = {"id": "a", "label": "l", "value": "1", "unit": "u", "definition": "d", "source": "s", "period": "2021H1"}
    return Figure(**{**given, **more})


def observation(**more: Any) -> Observation:
    given = {"table": "t", "measure": "m", "area": "a", "period": "2021Q1", "unit": "u", "value": "1.5"}
    return Observation(**{**given, **more})


def test_a_series_may_hold_any_kind_of_number_and_any_kind_of_nothing() -> None:
    values = pd.Series([1, 2.5, Decimal("3.25"), None, float("nan"), pd.NA], dtype=object)
    values.index = pd.Index(["2021", "2021M01", "2021Q1", "2021Q2", "2021H1", "2021QMAT01"])
    assert list(results.series(values).values()) == [1.0, 2.5, 3.25, None, None, None]
    assert all(type(value) in (float, type(None)) for value in results.series(values).values())


@pytest.mark.parametrize(
    "values",
    [
        [1, 2],
        {"2021": 1},
        None,
        pd.DataFrame({"a": [1]}),
        pd.Series([1.0]),
        pd.Series([1.0], index=[2021]),
        pd.Series([1.0], index=["foråret"]),
        pd.Series([1.0, 2.0], index=["2021", "2021"]),
        pd.Series([float("inf")], index=["2021"]),
        pd.Series([True], index=["2021"]),
        pd.Series(["1"], index=["2021"]),
        pd.Series([[1]], index=["2021"]),
    ],
)
def test_what_is_no_series_of_numbers_by_period_is_refused(values: Any) -> None:
    with pytest.raises(Nonsense):
        results.series(values)


def test_a_right_section_passes_as_plain_texts() -> None:
    made = section(
        Heading(text=_l("Overskrift"), level=4),
        Paragraph(text="Tekst"),
        Bullets(items=["a", _l("b")], ordered=True),
        Notice(text="Bemærk", tone="warning"),
        Table(caption="T", columns=["a", "b"], rows=[["1", "2"]], numeric=[1]),
        ShareBars(caption="S", categories=["ja", "nej"], rows=[("alle", [60, None])]),
        Line(caption="L", unit="u", periods=["2021Q1"], values=[None], breaks=["2021Q1"]),
        figures=[figure(), figure(id="b", value=None, why_missing="skjult")],
    )
    assert type(made.blocks[0].text) is str  # type: ignore[union-attr]
    assert made.blocks[2] == Bullets(items=("a", "b"), ordered=True)
    assert [item.value for item in made.figures] == ["1", None]


@pytest.mark.parametrize(
    "block",
    [
        Heading(text="x", level=2),  # type: ignore[arg-type]
        Paragraph(text=None),
        Paragraph(text=b"bytes"),
        Paragraph(text=3.0),
        Paragraph(text="I alt nan personer"),
        Paragraph(text="Værdi: None"),
        Paragraph(text="<NA>"),
        Bullets(items="abc"),
        Bullets(items=[1]),
        Notice(text="x", tone="loud"),  # type: ignore[arg-type]
        Table(caption="T", columns=["a"], rows=[["1", "2"]]),
        Table(caption="T", columns=["a"], rows=[["1"]], numeric=[1]),
        Table(caption="T", columns=["a"], rows=[[float("nan")]]),
        ShareBars(caption="S", categories=["ja"], rows=[("alle", [60, 40])]),
        ShareBars(caption="S", categories=["ja"], rows=[("alle", [101])]),
        ShareBars(caption="S", categories=["ja"], rows=[("alle", [60.5])]),  # type: ignore[list-item]
        Line(caption="L", unit="u", periods=["2021Q1"], values=[]),
        Line(caption="L", unit="u", periods=["1. kvartal"], values=[1.0]),
        Line(caption="L", unit="u", periods=["2021Q1"], values=["1"]),  # type: ignore[list-item]
        Line(caption="L", unit="u", periods=["2021Q1"], values=[1.0], provisional=["snart"]),
        figure(),
        None,
    ],
)
def test_a_wrong_block_is_refused_and_named(block: Any) -> None:
    with pytest.raises(Nonsense, match=r"Blok 1|figures"):
        section(block)


@pytest.mark.parametrize(
    "figures",
    [
        [figure(), figure()],
        [figure(value=None)],
        [figure(value=1)],
        [figure(unit=None)],
        ["x"],
        "x",
        [figure(value="nan")],
    ],
)
def test_wrong_figures_are_refused(figures: Any) -> None:
    with pytest.raises(Nonsense):
        section(figures=figures)


def test_a_right_file_passes() -> None:
    made = results.read_file(
        ReadFile(
            observations=[observation(), observation(value=None, missing="diskretioneret", where={"køn": "kvinder"})],
            problems=[RowProblem(row=3, column="B", text="Ikke et tal")],
            dropped_columns=["CPR"],
            remarks=["None of these er et navn i filen"],
        )
    )
    assert [item.value for item in made.observations] == ["1.5", None]
    assert made.observations[1].where == {"køn": "kvinder"}


@pytest.mark.parametrize(
    "given",
    [
        None,
        ReadFile(observations=["x"]),  # type: ignore[list-item]
        ReadFile(observations=[observation(value="1,5")]),
        ReadFile(observations=[observation(value="NaN")]),
        ReadFile(observations=[observation(value="Infinity")]),
        ReadFile(observations=[observation(value=1.5)]),
        ReadFile(observations=[observation(value=None)]),
        ReadFile(observations=[observation(period=2021)]),
        ReadFile(observations=[], problems=[RowProblem(row="3", column="B", text="t")]),  # type: ignore[arg-type]
        ReadFile(observations=[], problems=["række 3"]),  # type: ignore[list-item]
        ReadFile(observations=[], remarks=[None]),  # type: ignore[list-item]
    ],
)
def test_a_wrong_file_is_refused(given: Any) -> None:
    with pytest.raises(Nonsense):
        results.read_file(given)
