"""The last appendix: every figure of the report with its value and fingerprint, and once what it means and comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from værdig.hooks.contracts import Block, Figure, Paragraph, Table
from værdig.i18n import _
from værdig.periods import label_of
from værdig.reports.document import SHORT, figure_fingerprint

BARE = re.compile(r"[\d.,-]+")
"""A number without any word or sign for what it counts."""


def build(figures: Sequence[Figure]) -> list[Block]:
    """Return the list in the report's order; figures with one definition, source and period share a note that is written once."""
    origins = list(dict.fromkeys(map(_origin, figures)))
    numbers = {origin: str(number) for number, origin in enumerate(origins, start=1)}
    return [
        Paragraph(
            text=_(
                "Her står alle tal i rapporten. »Note« fører til definitionen i tabellen bagefter. Aftrykket er regnet ud af "
                "tallet, definitionen, kilden og perioden. Ændres noget af det, passer aftrykket ikke længere. Her står de "
                "første %(short)s tegn. De hele aftryk er i datafilen, som kan hentes sammen med rapporten.",
                short=SHORT,
            )
        ),
        Table(
            caption=_("Alle tal i rapporten"),
            columns=[_("Tal"), _("Værdi"), _("Note"), _("Aftryk")],
            rows=[_row(figure, numbers[_origin(figure)]) for figure in figures],
            numeric=[2],
        ),
        Table(
            caption=_("Hvad tallene betyder, og hvor de kommer fra"),
            columns=[_("Note og definition"), _("Kilde"), _("Periode")],
            rows=[(f"{numbers[origin]}. {origin[0]}", *origin[1:]) for origin in origins],
        ),
    ]


def _row(figure: Figure, note: str) -> list[str]:
    return [figure.label, shown_value(figure), note, figure_fingerprint(figure)[:SHORT]]


def _origin(figure: Figure) -> tuple[str, str, str]:
    return figure.definition, figure.source, label_of(figure.period)


def shown_value(figure: Figure) -> str:
    """Return a value with its unit where it does not say itself what it is, or why it is missing."""
    if figure.value is None:
        return figure.why_missing
    if not BARE.fullmatch(figure.value):
        return figure.value
    said = {"value": figure.value, "unit": figure.unit}
    return _("%(value)s (%(unit)s)", **said) if figure.value == "1" else _("%(value)s %(unit)s", **said)
