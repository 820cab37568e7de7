"""A series over periods as picture, words and table: gaps stay gaps, breaks are drawn, provisional figures are marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from værdig.hooks.contracts import Line, Table
from værdig.i18n import _, as_shown, format_figure, format_number, is_percent, with_unit
from værdig.periods import find, label_of, short_of
from værdig.ui.charts import svg
from værdig.ui.charts.chart import Chart
from værdig.ui.charts.scale import Scale, scale

WIDTH, HEIGHT = 480, 300
"""Narrow, so that the words are still readable when the picture is shrunk to a telephone's width."""
LEFT, RIGHT, TOP, BOTTOM = 64, 32, 38, 44
MOST_LABELS = 5
"""Labels under the axis; more would not fit side by side."""

DASH_TARGET, DASH_PROVISIONAL, DASH_BREAK = "8 5", "3 3", "2 4"


def line_chart(block: Line) -> Chart:
    """Return a series as a chart. Nothing is drawn where a value is missing, and nothing across a break."""
    plot = _Plot(block, _scale(block))
    title = str(block.caption)
    alt = _("%(title)s. Kurve. Tallene står i tabellen.", title=title)
    return Chart(
        title=title,
        svg=svg.picture(WIDTH, HEIGHT, alt, plot.parts()),
        alt=alt,
        text=" ".join(_sentences(block)),
        table=_table(block, title),
    )


def _table(block: Line, title: str) -> Table:
    rows = [_row(block, number) for number in range(len(block.periods))]
    width = 3 if any(remark for _period, _figure, remark in rows) else 2
    return Table(
        caption=title,
        columns=(_("Periode"), _("Tal (%(unit)s)", unit=str(block.unit)), _("Bemærkning"))[:width],
        rows=tuple(row[:width] for row in rows),
        numeric=(1,),
        note=" ".join(str(text) for text in (block.provenance, block.note) if str(text)),
    )


def _scale(block: Line) -> Scale:
    target = [block.target] if block.target is not None else []
    return scale([*(value for value in block.values if value is not None), *target])


def decimals_for(values: Sequence[float | None]) -> int:
    """Return how many decimals an axis is written with: none where all are whole numbers, else one."""
    return 0 if all(value is None or float(value).is_integer() for value in values) else 1


def _written(block: Line, value: float) -> str:
    return format_figure(value, str(block.unit))


def _target(value: float) -> str:
    """Return a target as its plan prints it: `10`, not `10,0`."""
    return format_number(value).replace("-", "−")


def _row(block: Line, number: int) -> tuple[str, str, str]:
    period, value = block.periods[number], block.values[number]
    remarks = []
    if period in block.breaks:
        remarks.append(_("ny opgørelse fra her"))
    if value is not None and period in block.provisional:
        remarks.append(_("foreløbigt"))
    return label_of(period), _("ingen tal") if value is None else _written(block, value), ", ".join(remarks)


def _sentences(block: Line) -> Iterator[str]:
    known = [(period, value) for period, value in zip(block.periods, block.values, strict=True) if value is not None]
    if not known:
        yield _("Der er ingen tal.")
        return
    yield from _newest(block, known)
    if len(known) > 2:
        low, high = min(known, key=lambda point: point[1]), max(known, key=lambda point: point[1])
        yield _(
            "Det laveste er %(low)s i %(low_period)s, det højeste %(high)s i %(high_period)s.",
            low=_written(block, low[1]),
            low_period=label_of(low[0]),
            high=_written(block, high[1]),
            high_period=label_of(high[0]),
        )
    if block.target is not None:
        yield _("Målet er %(target)s.", target=_target(block.target))
    yield from _about_holes(block)


def _newest(block: Line, known: Sequence[tuple[str, float]]) -> Iterator[str]:
    """Tell the newest figure that is final, against the year before; what the source may still change is told for itself."""
    final = [point for point in known if point[0] not in block.provisional]
    if final:
        period, value = final[-1]
        said = {"figure": with_unit(value, str(block.unit)), "period": label_of(period)}
        yield (
            _("Det seneste endelige tal er %(figure)s i %(period)s.", **said)
            if known[-1] != final[-1]
            else _("Det seneste tal er %(figure)s i %(period)s.", **said)
        )
        yield from _year_before(block, dict(known), period, value)
    if not final or known[-1] != final[-1]:
        period, value = known[-1]
        said = {"figure": with_unit(value, str(block.unit)), "period": label_of(period)}
        yield _("Det foreløbige tal er %(figure)s i %(period)s.", **said)


def _year_before(block: Line, known: dict[str, float], period: str, value: float) -> Iterator[str]:
    found = find(period)
    earlier = known.get(found.year_before().code) if found else None
    between = (
        block.periods[block.periods.index(found.year_before().code) + 1 :] if found and earlier is not None else ()
    )
    if earlier is None or any(broken in between for broken in block.breaks):
        return
    unit = str(block.unit)
    difference = as_shown(value, unit) - as_shown(earlier, unit)
    change = {"earlier": _written(block, earlier), "change": _difference(abs(difference), unit)}
    if difference > 0:
        yield _("Samme periode året før var tallet %(earlier)s. Det er steget med %(change)s.", **change)
    elif difference < 0:
        yield _("Samme periode året før var tallet %(earlier)s. Det er faldet med %(change)s.", **change)
    else:
        yield _("Samme periode året før var tallet det samme.")


def _difference(change: Decimal, unit: str) -> str:
    """Return the difference of two figures as they are shown; between percentages it is in percentage points."""
    written = format_figure(change, unit)
    return _("%(change)s procentpoint", change=written) if is_percent(unit) else written


def _about_holes(block: Line) -> Iterator[str]:
    missing = [label_of(period) for period, value in zip(block.periods, block.values, strict=True) if value is None]
    if missing:
        yield _("Der mangler tal for %(periods)s.", periods=", ".join(missing))
    for broken in block.breaks:
        if broken in block.periods:
            yield _(
                "Fra %(period)s opgøres tallet på en ny måde og kan ikke sammenlignes med før.",
                period=label_of(broken),
            )


@dataclass(frozen=True)
class _Plot:
    """Where things fall in the picture of one line."""

    block: Line
    axis: Scale

    def x(self, number: float) -> float:
        width = WIDTH - LEFT - RIGHT
        return LEFT + width * (number + 0.5) / max(1, len(self.block.periods))

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * self.axis.share(value)

    def parts(self) -> Iterator[Markup]:
        yield svg.element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, fill=svg.PAPER)
        yield svg.text(str(self.block.unit), 4, TOP - 18, fill=svg.GREY)
        yield from self._grid()
        yield from self._periods()
        yield from self._breaks()
        yield from self._target()
        yield from self._curve()
        yield from self._marks()

    def _grid(self) -> Iterator[Markup]:
        ticks = self.axis.ticks
        for tick in ticks:
            ink = svg.GREY if tick == 0 else svg.FAINT
            yield svg.line(LEFT, self.y(tick), WIDTH - RIGHT, self.y(tick), stroke=ink)
            label = format_number(tick, decimals_for(ticks)).replace("-", "−")
            yield svg.text(label, LEFT - 8, self.y(tick) + 5, text_anchor="end")

    def _periods(self) -> Iterator[Markup]:
        every = -(-len(self.block.periods) // MOST_LABELS)
        last = len(self.block.periods) - 1
        for number, period in enumerate(self.block.periods):
            yield svg.line(self.x(number), HEIGHT - BOTTOM, self.x(number), HEIGHT - BOTTOM + 5, stroke=svg.GREY)
            if every and (last - number) % every == 0:
                yield svg.text(
                    short_of(period), self.x(number), HEIGHT - BOTTOM + 22, text_anchor="middle", font_size=14
                )

    def _breaks(self) -> Iterator[Markup]:
        for number, period in enumerate(self.block.periods):
            if number and period in self.block.breaks:
                x = self.x(number - 0.5)
                yield svg.line(x, TOP, x, HEIGHT - BOTTOM, stroke=svg.GREY, stroke_dasharray=DASH_BREAK)
                yield svg.text(_("ny opgørelse"), x + 4, TOP + 12, fill=svg.GREY, font_size=13)

    def _target(self) -> Iterator[Markup]:
        target = self.block.target
        if target is not None:
            y = self.y(target)
            yield svg.line(LEFT, y, WIDTH - RIGHT, y, stroke_width=2, stroke_dasharray=DASH_TARGET)
            words = _("mål %(target)s", target=_target(target))
            yield svg.text(words, WIDTH - RIGHT, y - 6, text_anchor="end")

    def _curve(self) -> Iterator[Markup]:
        points = list(zip(self.block.periods, self.block.values, strict=True))
        for number, ((_earlier, before), (period, value)) in enumerate(pairwise(points), start=1):
            if before is None or value is None or period in self.block.breaks:
                continue
            dash = DASH_PROVISIONAL if period in self.block.provisional else None
            yield svg.line(
                self.x(number - 1),
                self.y(before),
                self.x(number),
                self.y(value),
                stroke_width=3,
                stroke_linecap="round",
                stroke_dasharray=dash,
            )

    def _marks(self) -> Iterator[Markup]:
        for number, (period, value) in enumerate(zip(self.block.periods, self.block.values, strict=True)):
            if value is not None:
                fill = svg.PAPER if period in self.block.provisional else svg.INK
                yield svg.element(
                    "circle",
                    cx=self.x(number),
                    cy=self.y(value),
                    r=4.5,
                    fill=fill,
                    stroke=svg.INK,
                    stroke_width=2,
                )
