"""Stacked shares as picture, words and table; a row with anything hidden is drawn as one blank box, so that no width tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from værdig.hooks.contracts import ShareBars, Table
from værdig.i18n import _
from værdig.ui.charts import svg
from værdig.ui.charts.chart import Chart

WIDTH, LEGEND, ROW, BAR = 480, 24, 60, 28
NARROWEST_LABEL = 44
"""A narrower segment has no room for its own number, which then stands in the table only."""

FILLS = ("solid", "stripes", "paper", "dots", "grey")
"""How segments are told apart in grey; a sixth category begins again."""


def share_bars_chart(block: ShareBars) -> Chart:
    """Return three-way (or other) shares as a chart; hidden shares leave no trace in widths, labels or words."""
    title = str(block.caption)
    alt = _("%(title)s. Liggende bjælker. Tallene står i tabellen.", title=title)
    categories = tuple(str(category) for category in block.categories)
    drawn = _Drawing(
        categories,
        [(str(label), tuple(shares)) for label, shares in block.rows],
        svg.name_of(title, categories),
    )
    return Chart(
        title=title,
        svg=svg.picture(WIDTH, drawn.height, alt, drawn.parts()),
        alt=alt,
        text=" ".join(_sentence(label, categories, shares) for label, shares in drawn.rows),
        table=Table(
            caption=title,
            columns=(
                str(block.rows_are) or _("Spørgsmål"),
                *(_("%(category)s (pct.)", category=category) for category in categories),
            ),
            rows=tuple((label, *map(_cell, shares)) for label, shares in drawn.rows),
            numeric=tuple(range(1, len(categories) + 1)),
            note=str(block.note),
        ),
    )


def _cell(share: int | None) -> str:
    return too_few() if share is None else str(share)


def too_few() -> str:
    """Return what stands where a share is hidden; it is not `ingen svar`, which is a number we know."""
    return _("for få svar til at vise")


def _sentence(label: str, categories: Sequence[str], shares: Sequence[int | None]) -> str:
    if any(share is None for share in shares):
        return _("%(row)s: %(hidden)s.", row=label, hidden=too_few())
    told = ", ".join(
        _("%(share)s pct. %(category)s", share=share, category=_in_sentence(category))
        for category, share in zip(categories, shares, strict=True)
    )
    return _("%(row)s: %(shares)s.", row=label, shares=told)


def _in_sentence(category: str) -> str:
    return category if category.isupper() else category[:1].lower() + category[1:]


@dataclass(frozen=True)
class _Drawing:
    """The picture of one block; `name` keeps its patterns apart from other pictures on the page."""

    categories: tuple[str, ...]
    rows: list[tuple[str, tuple[int | None, ...]]]
    name: str

    @property
    def top(self) -> int:
        """Where the rows begin, below the legend."""
        return LEGEND * len(self.categories) + 12

    @property
    def height(self) -> int:
        return self.top + ROW * len(self.rows) + 4

    def parts(self) -> Iterator[Markup]:
        yield svg.element("defs", *self._patterns())
        yield svg.element("rect", x=0, y=0, width=WIDTH, height=self.height, fill=svg.PAPER)
        yield from self._legend()
        for number, (label, shares) in enumerate(self.rows):
            yield from self._row(self.top + ROW * number, label, shares)

    def _patterns(self) -> Iterator[Markup]:
        stripes = svg.element("path", d="M0 8 L8 0 M-2 2 L2 -2 M6 10 L10 6", stroke=svg.INK, stroke_width=1.5)
        dots = svg.element("circle", cx=3, cy=3, r=1.2, fill=svg.INK)
        for kind, size, mark in (("stripes", 8, stripes), ("dots", 6, dots)):
            ground = svg.element("rect", width=size, height=size, fill=svg.PAPER)
            yield svg.element(
                "pattern",
                ground,
                mark,
                id=f"{self.name}-{kind}",
                width=size,
                height=size,
                patternUnits="userSpaceOnUse",
            )

    def _fill(self, number: int) -> str:
        kind = FILLS[number % len(FILLS)]
        plain = {"solid": "#2b2b2b", "paper": svg.PAPER, "grey": "#b0b0b0"}
        return plain.get(kind, f"url(#{self.name}-{kind})")

    def _legend(self) -> Iterator[Markup]:
        for number, category in enumerate(self.categories):
            y = LEGEND * number + 4
            yield svg.element(
                "rect", x=1, y=y, width=18, height=18, fill=self._fill(number), stroke=svg.INK, stroke_width=1
            )
            yield svg.text(category, 28, y + 14)

    def _row(self, top: float, label: str, shares: tuple[int | None, ...]) -> Iterator[Markup]:
        yield svg.text(label, 1, top + 16)
        known = [share for share in shares if share is not None]
        if len(known) < len(shares) or not sum(known):
            yield svg.element(
                "rect",
                x=1,
                y=top + 22,
                width=WIDTH - 2,
                height=BAR,
                fill=svg.PAPER,
                stroke=svg.GREY,
                stroke_width=1,
            )
            words = _("ingen svar") if known and len(known) == len(shares) else too_few()
            yield svg.text(words, WIDTH / 2, top + 22 + BAR / 2 + 5, text_anchor="middle", fill=svg.GREY)
            return
        yield from self._segments(top + 22, known)

    def _segments(self, top: float, shares: Sequence[int]) -> Iterator[Markup]:
        x, each = 1.0, (WIDTH - 2) / sum(shares)
        for number, share in enumerate(shares):
            width = share * each
            if share:
                yield svg.element(
                    "rect",
                    x=x,
                    y=top,
                    width=width,
                    height=BAR,
                    fill=self._fill(number),
                    stroke=svg.INK,
                    stroke_width=1,
                )
            if width >= NARROWEST_LABEL:
                yield from self._label(x + width / 2, top + BAR / 2, str(share), number)
            x += width

    def _label(self, x: float, y: float, words: str, number: int) -> Iterator[Markup]:
        dark = FILLS[number % len(FILLS)] == "solid"
        if not dark:
            yield svg.element("rect", x=x - 15, y=y - 10, width=30, height=20, fill=svg.PAPER)
        yield svg.text(words, x, y + 5, text_anchor="middle", fill=svg.PAPER if dark else svg.INK)
