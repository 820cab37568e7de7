"""The last appendix: every figure of the report with its value, definition, source, period and fingerprint."""

from __future__ import annotations

import re
from collections.abc import Sequence

from værdig.hooks.contracts import Block, Figure, Paragraph, Table
from værdig.i18n import _
from værdig.reports.document import SHORT, figure_fingerprint

BARE = re.compile(r"[\d.,-]+")
"""A number without any word or sign for what it counts."""


def build(figures: Sequence[Figure]) -> list[Block]:
    """Return the list in the report's order; what is the same as in the row above is not written again."""
    before: list[Figure | None] = [None, *figures[:-1]]
    return [
        Paragraph(
            text=_(
                "Her står alle tal i rapporten. Aftrykket er regnet ud af tallet, definitionen, kilden og perioden. "
                "Ændres noget af det, passer aftrykket ikke længere."
            )
        ),
        Table(
            caption=_("Alle tal i rapporten"),
            columns=[_("Tal"), _("Værdi"), _("Definition, kilde og periode"), _("Aftryk")],
            rows=[_row(figure, above) for figure, above in zip(figures, before, strict=True)],
        ),
    ]


def _row(figure: Figure, above: Figure | None) -> list[str]:
    same = above is not None and _origin(figure) == _origin(above)
    origin = _("som ovenfor") if same else _origin(figure)
    return [figure.label, shown_value(figure), origin, figure_fingerprint(figure)[:SHORT]]


def _origin(figure: Figure) -> str:
    return _(
        "%(definition)s Kilde: %(source)s. Periode: %(period)s.",
        definition=figure.definition, source=figure.source.rstrip("."), period=figure.period,
    )  # fmt: skip


def shown_value(figure: Figure) -> str:
    """Return a value with its unit where it does not say itself what it is, or why it is missing."""
    if figure.value is None:
        return figure.why_missing
    if BARE.fullmatch(figure.value):
        return _("%(value)s %(unit)s", value=figure.value, unit=figure.unit)
    return figure.value
