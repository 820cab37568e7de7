"""Excel files (.xlsx): looked through before they are opened, so that a small file cannot become an enormous one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from værdig.errors import UserError
from værdig.files import cpr
from værdig.files.limits import check_size
from værdig.files.workbook import sheets
from værdig.hooks.contracts import ReadFile
from værdig.i18n import _
from værdig.imports.readers.meaning import read_table
from værdig.imports.readers.table import Table, find


def read(data: bytes, file_name: str) -> ReadFile:
    """Read the first sheet that holds a table; the other sheets are named in a remark. Raises UserError."""
    check_size(len(data))
    table, remarks = _first_table(sheets(data))
    return read_table(table, file_name, remarks)


def _first_table(read: Sequence[tuple[str, list[list[Any]]]]) -> tuple[Table, list[str]]:
    reason: UserError | None = None
    for name, grid in read:
        try:
            return find(grid), _other_sheets(name, [other for other, rows in read if other != name and rows])
        except UserError as error:
            reason = reason or error
    raise reason or UserError(_("Regnearket har ingen ark."), "file")


def _other_sheets(name: str, others: Sequence[str]) -> list[str]:
    if not others:
        return []
    rest = cpr.mask(", ".join(others))
    return [_("Kun arket »%(name)s« er læst. Andre ark i filen: %(rest)s.", name=cpr.mask(name), rest=rest)]
