"""A closed round's result as a file for spreadsheets: the result page's tables below one another; figures come from `presenting`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from værdig.i18n import _
from værdig.spreadsheets import csv_file
from værdig.surveys.presenting import ResultsShown, TableShown
from værdig.surveys.queries import RoundRow
from værdig.surveys.weighing.presenting import BesideShown

Line = Sequence[str]
EMPTY: Line = ()


def result_file(round_: RoundRow, shown: ResultsShown, beside: BesideShown) -> bytes:
    """Return the page's tables as CSV: each with its caption above and its note below, an empty line between two.

    What is hidden on the page is the same words here, since both are made of what `presenting` gives.
    """
    lines = [line for caption, table in _tables(shown, beside) for line in _lines(caption, table)]
    return csv_file((_("Resultat: %(round)s", round=round_.title),), [*lines, *_ending(shown, beside)])


def _tables(shown: ResultsShown, beside: BesideShown) -> Iterator[tuple[str, TableShown]]:
    overview = [shown.overview.table] if shown.overview is not None else []
    yield shown.response.caption, shown.response
    for table in overview:
        yield (
            table.caption,
            TableShown(table.caption, table.columns, [list(map(str, row)) for row in table.rows], table.note),
        )
    for one in (beside.presence, *beside.moved, beside.weighted, shown.factual):
        if one is not None:
            yield one.caption, one
    for question in shown.questions:
        for one in question.tables:
            yield " ".join(filter(None, (one.caption, question.put_to))), one


def _lines(caption: str, table: TableShown) -> list[Line]:
    note = [(table.note,)] if table.note else []
    return [EMPTY, (caption,), table.columns, *table.rows, *note]


def _ending(shown: ResultsShown, beside: BesideShown) -> Iterator[Line]:
    """Yield what the page says in words, each list under the page's heading."""
    lists = (
        (_("Vægtede tal"), beside.refused),
        (_("Kan ikke vises"), shown.cannot_be_shown),
        (_("For få svar til at vise"), shown.too_few),
        (_("Om det, der ikke vises"), shown.notes),
    )
    for heading, told in lists:
        if told:
            yield from (EMPTY, (heading,), *((each,) for each in told))
