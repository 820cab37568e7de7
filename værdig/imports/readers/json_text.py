"""JSON text to plain values, safely: depth, size of numbers and NaN are checked; the two shapes have modules of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NoReturn

from værdig.errors import UserError
from værdig.files.decode import decode
from værdig.files.limits import check_shape, check_size
from værdig.hooks.contracts import RowProblem
from værdig.i18n import _
from værdig.imports.readers.table import Heading, Row, Table, without_persons


def load(data: bytes) -> tuple[Any, tuple[str, ...]]:
    """Return the value of a JSON file and remarks on its encoding; raises UserError for anything that is not JSON."""
    check_size(len(data))
    decoded = decode(data)
    try:
        return json.loads(decoded.text, parse_float=Decimal, parse_constant=_refuse), decoded.remarks
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise UserError(_("Filen er ikke gyldig JSON."), "file") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def wrong_shape() -> UserError:
    """Return the error for JSON that is not an answer with figures, such as an error message saved to a file."""
    return UserError(
        _("Filen ligner ikke et svar fra Jobindsats. Det kan være en fejlbesked, der er gemt som fil."), "file"
    )


def build_table(
    headings: Sequence[str], rows: Sequence[Any], title: Sequence[str], facts: Mapping[str, str], notes: Sequence[str]
) -> Table:
    """Return the rows of an answer as a table without personal columns; rows count from 1, since a file of JSON has no lines."""
    check_shape(len(rows), len(headings))
    taken: list[Row] = []
    problems: list[RowProblem] = []
    for number, row in enumerate(rows, start=1):
        cells = row.get("value") if isinstance(row, dict) else row
        if isinstance(cells, list) and len(cells) == len(headings) and all(map(_is_plain, cells)):
            taken.append(Row(number, tuple(cells)))
        else:
            text = _("Rækken har ikke lige så mange celler som overskrifter.")
            problems.append(RowProblem(row=number, column="", text=text))
    return without_persons(
        Table(
            headings=tuple(Heading(heading) for heading in headings),
            rows=tuple(taken),
            title=tuple(title),
            facts=dict(facts),
            notes=tuple(notes),
            problems=tuple(problems),
        )
    )


def _is_plain(cell: object) -> bool:
    return cell is None or isinstance(cell, str | int | float | Decimal)


def texts(answer: Mapping[str, Any], *keys: str) -> list[str]:
    """Return the texts under the first keys that an answer has, lists flattened; anything else is ignored."""
    found = [answer.get(key) for key in keys]
    flat = [item for value in found for item in (value if isinstance(value, list) else [value])]
    return [item for item in flat if isinstance(item, str) and item.strip()]
