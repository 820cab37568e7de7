"""A series as a chart of Word's own: small, editable and with its numbers in a workbook inside; the drawing's text is `docx_xml`'s.

The parts and their order follow ECMA-376, part 1, chapter 21.2 (DrawingML charts): Word refuses a chart whose elements are out of
order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from værdig.hooks.contracts import Line
from værdig.i18n import _
from værdig.periods import short_of
from værdig.reports.workbook import workbook
from værdig.ui.charts.line import decimals_for

NS_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NS_DRAW = "http://schemas.openxmlformats.org/drawingml/2006/main"
NS_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHART_RELATION, BOOK_RELATION = f"{NS_RELATIONS}/chart", f"{NS_RELATIONS}/package"
SHEET = "Tal"
INK, PAPER, FAINT = "1A1A1A", "FFFFFF", "D4D4D4"
WIDE, THIN = "28575", "9525"
"""Widths of lines in EMU: 2.25 and 0.75 points."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One curve: a missing value leaves a gap, `dashed` is a target, `provisional` are the places that may still change."""

    name: str
    values: Sequence[float | None]
    dashed: bool = False
    provisional: Sequence[int] = ()


def add_chart(paper: Any, block: Line) -> str:
    """Add the chart's parts to a python-docx document and return the relation id that a drawing refers to."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = paper.part.package
    number = sum(one.content_type == CHART_TYPE for one in package.iter_parts()) + 1
    labels, series = [short_of(period) for period in block.periods], list(series_of(block))
    book = Part(
        PackURI(f"/word/embeddings/tal{number}.xlsx"), BOOK_TYPE, workbook(SHEET, rows_of(labels, series)), package
    )
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, b"", package)
    chart._blob = chart_xml(block, labels, series, chart.relate_to(book, BOOK_RELATION))
    relation: str = paper.part.relate_to(chart, CHART_RELATION)
    return relation


def series_of(block: Line) -> Iterator[Series]:
    """Yield a curve for each stretch with one definition, since nothing may be drawn across a break, and the target."""
    starts = [place for place, period in enumerate(block.periods) if place and period in block.breaks]
    edges = [0, *starts, len(block.periods)]
    for first, end in pairwise(edges):
        inside = range(first, end)
        yield Series(
            name=_("%(unit)s, ny opgørelse", unit=str(block.unit)) if first else str(block.unit),
            values=[value if place in inside else None for place, value in enumerate(block.values)],
            provisional=[place for place in inside if block.periods[place] in block.provisional],
        )
    if block.target is not None:
        yield Series(name=_("mål"), values=[block.target] * len(block.periods), dashed=True)


def rows_of(labels: Sequence[str], series: Sequence[Series]) -> list[list[str | float | None]]:
    """Return what stands in the workbook: a column of periods and one for each curve, with its name on top."""
    head: list[str | float | None] = [_("Periode"), *(one.name for one in series)]
    return [head, *([label, *(one.values[place] for one in series)] for place, label in enumerate(labels))]


def chart_xml(block: Line, labels: Sequence[str], series: Sequence[Series], book: str) -> bytes:
    """Return the chart part; `book` is its relation to the workbook."""
    from lxml import etree  # type: ignore[import-untyped]

    drawn = _Writer()
    curves = [drawn.curve(number, one, labels) for number, one in enumerate(series)]
    line = drawn.c(
        "lineChart", drawn.c("grouping", val="standard"), drawn.c("varyColors", val="0"), *curves,
        drawn.c("marker", val="1"), drawn.c("axId", val="1"), drawn.c("axId", val="2"),
    )  # fmt: skip
    legend = [drawn.c("legend", drawn.c("legendPos", val="b"), drawn.c("overlay", val="0"))] if len(series) > 1 else []
    space = drawn.c(
        "chartSpace",
        drawn.c("date1904", val="0"), drawn.c("lang", val="da-DK"), drawn.c("roundedCorners", val="0"),
        drawn.c(
            "chart", drawn.c("autoTitleDeleted", val="1"),
            drawn.c("plotArea", drawn.c("layout"), line, *drawn.axes(str(block.unit), decimals_for(block.values))),
            *legend, drawn.c("plotVisOnly", val="1"), drawn.c("dispBlanksAs", val="gap"),
        ),
        drawn.small_text(),
        drawn.external(book),
    )  # fmt: skip
    data: bytes = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


class _Writer:
    """Makes the elements of a chart."""

    def __init__(self) -> None:
        from lxml.builder import ElementMaker  # type: ignore[import-untyped]

        spaces = {"c": NS_CHART, "a": NS_DRAW, "r": NS_RELATIONS}
        self.c: Any = ElementMaker(namespace=NS_CHART, nsmap=spaces)
        self.a: Any = ElementMaker(namespace=NS_DRAW, nsmap=spaces)

    def curve(self, number: int, one: Series, labels: Sequence[str]) -> Any:
        column = chr(ord("B") + number)
        last = len(labels) + 1
        return self.c(
            "ser",
            self.c("idx", val=str(number)), self.c("order", val=str(number)),
            self.c("tx", self._texts([one.name], f"{SHEET}!${column}$1")),
            self._look(WIDE, "dash" if one.dashed else "solid"),
            self._marker(None if one.dashed else INK),
            *(self._provisional(place) for place in one.provisional),
            self.c("cat", self._texts(labels, f"{SHEET}!$A$2:$A${last}")),
            self.c("val", self._numbers(one.values, f"{SHEET}!${column}$2:${column}${last}")),
            self.c("smooth", val="0"),
        )  # fmt: skip

    def axes(self, unit: str, decimals: int) -> list[Any]:
        return [
            self.c(
                "catAx", *self._axis("1", "b"), self.c("numFmt", formatCode="General", sourceLinked="0"),
                *self._ticks("low"), self.c("crossAx", val="2"), self.c("crosses", val="autoZero"), self.c("auto", val="0"),
                self.c("lblAlgn", val="ctr"), self.c("lblOffset", val="100"), self.c("noMultiLvlLbl", val="0"),
            ),
            self.c(
                "valAx", *self._axis("2", "l", least="0"), self.c("majorGridlines", self._look(THIN, "solid", FAINT)),
                self._title(unit), self.c("numFmt", formatCode="#,##0.0" if decimals else "#,##0", sourceLinked="0"),
                *self._ticks("nextTo"), self.c("crossAx", val="1"), self.c("crosses", val="autoZero"),
                self.c("crossBetween", val="between"),
            ),
        ]  # fmt: skip

    def small_text(self) -> Any:
        size = self.a("defRPr", sz="900")
        return self.c("txPr", self.a("bodyPr"), self.a("p", self.a("pPr", size), self.a("endParaRPr", lang="da-DK")))

    def external(self, book: str) -> Any:
        found = self.c("externalData", self.c("autoUpdate", val="0"))
        found.set(f"{{{NS_RELATIONS}}}id", book)
        return found

    def _axis(self, number: str, side: str, least: str = "") -> list[Any]:
        limits = [self.c("min", val=least)] if least else []
        scaling = self.c("scaling", self.c("orientation", val="minMax"), *limits)
        return [self.c("axId", val=number), scaling, self.c("delete", val="0"), self.c("axPos", val=side)]

    def _ticks(self, labels: str) -> list[Any]:
        return [
            self.c("majorTickMark", val="out"), self.c("minorTickMark", val="none"), self.c("tickLblPos", val=labels)
        ]  # fmt: skip

    def _title(self, unit: str) -> Any:
        text = self.a("p", self.a("r", self.a("rPr", lang="da-DK", sz="900", b="0"), self.a("t", unit)))
        return self.c("title", self.c("tx", self.c("rich", self.a("bodyPr"), text)), self.c("overlay", val="0"))

    def _texts(self, texts: Sequence[str], where: str) -> Any:
        points = [self.c("pt", self.c("v", text), idx=str(place)) for place, text in enumerate(texts)]
        cache = self.c("strCache", self.c("ptCount", val=str(len(texts))), *points)
        return self.c("strRef", self.c("f", where), cache)

    def _numbers(self, values: Sequence[float | None], where: str) -> Any:
        points = [
            self.c("pt", self.c("v", repr(float(value))), idx=str(place))
            for place, value in enumerate(values)
            if value is not None
        ]
        kind = self.c("formatCode", "General")
        return self.c(
            "numRef", self.c("f", where), self.c("numCache", kind, self.c("ptCount", val=str(len(values))), *points)
        )

    def _provisional(self, place: int) -> Any:
        """The mark is hollow and the line to it dashed, as in the other formats."""
        return self.c(
            "dPt", self.c("idx", val=str(place)), self._marker(PAPER), self.c("bubble3D", val="0"),
            self._look(WIDE, "sysDot"),
        )  # fmt: skip

    def _look(self, width: str, dash: str, ink: str = INK) -> Any:
        return self.c("spPr", self.a("ln", self._fill(ink), self.a("prstDash", val=dash), self.a("round"), w=width))

    def _marker(self, fill: str | None) -> Any:
        if fill is None:
            return self.c("marker", self.c("symbol", val="none"))
        look = self.c("spPr", self._fill(fill), self.a("ln", self._fill(INK), w=THIN))
        return self.c("marker", self.c("symbol", val="circle"), self.c("size", val="6"), look)

    def _fill(self, ink: str) -> Any:
        return self.a("solidFill", self.a("srgbClr", val=ink))
