"""The last appendix: every figure of the report with its value, definition, source, period and fingerprint."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from værdig.hooks.contracts import Block, Figure, Paragraph, Table
from værdig.i18n import _
from værdig.reports.document import SHORT, figure_fingerprint


def build(figures: Sequence[Figure]) -> list[Block]:
    """Return the list, one table for each run of figures with the same definition and source."""
    found: list[Block] = [
        Paragraph(
            text=_(
                "Her står alle tal i rapporten. Aftrykket er regnet ud af tallet, definitionen, kilden og perioden. "
                "Ændres noget af det, passer aftrykket ikke længere."
            )
        )
    ]
    for (definition, source), run in groupby(figures, key=lambda one: (one.definition, one.source)):
        found.append(_table(definition, source, list(run)))
    return found


def _table(definition: str, source: str, figures: Sequence[Figure]) -> Table:
    return Table(
        caption=_("%(definition)s Kilde: %(source)s.", definition=definition, source=source.rstrip(".")),
        columns=[_("Tal"), _("Værdi"), _("Enhed, eller hvorfor tallet mangler"), _("Periode"), _("Aftryk")],
        rows=[_row(figure) for figure in figures],
        numeric=[1],
    )


def _row(figure: Figure) -> list[str]:
    value, unit = (figure.value, figure.unit) if figure.value is not None else ("–", figure.why_missing)
    return [figure.label, value, unit, figure.period, figure_fingerprint(figure)[:SHORT]]
