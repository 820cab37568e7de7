"""Excel files (.xlsx): looked through before they are opened, so that a small file cannot become an enormous one."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from værdig.errors import UserError
from værdig.hooks.contracts import ReadFile
from værdig.i18n import _
from værdig.imports.readers import cpr
from værdig.imports.readers.limits import MAX_UNPACKED_BYTES, check_shape, check_size
from værdig.imports.readers.meaning import read_table
from værdig.imports.readers.table import Table, find

_CELL = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{0,3})\$?(\d{1,9})["']""")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_MOST_PARTS = 500


def read(data: bytes, file_name: str) -> ReadFile:
    """Read the first sheet that holds a table; the other sheets are named in a remark. Raises UserError."""
    check_size(len(data))
    _look_through(data)
    table, remarks = _first_table(_sheets(data))
    return read_table(table, file_name, remarks)


def _first_table(sheets: Sequence[tuple[str, list[list[Any]]]]) -> tuple[Table, list[str]]:
    reason: UserError | None = None
    for name, grid in sheets:
        try:
            return find(grid), _other_sheets(name, [other for other, rows in sheets if other != name and rows])
        except UserError as error:
            reason = reason or error
    raise reason or UserError(_("Regnearket har ingen ark."), "file")


def _other_sheets(name: str, others: Sequence[str]) -> list[str]:
    if not others:
        return []
    rest = cpr.mask(", ".join(others))
    return [_("Kun arket »%(name)s« er læst. Andre ark i filen: %(rest)s.", name=cpr.mask(name), rest=rest)]


def _sheets(data: bytes) -> list[tuple[str, list[list[Any]]]]:
    from python_calamine import CalamineError, PasswordError, SheetVisibleEnum, load_workbook

    try:
        with load_workbook(io.BytesIO(data)) as workbook:
            names = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
            return [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except PasswordError as error:
        raise UserError(_("Regnearket er beskyttet med en adgangskode. Gem det uden kode."), "file") from error
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable() from error


def _unreadable() -> UserError:
    return UserError(_("Filen er ikke et regneark, der kan læses. Gem det som .xlsx, og prøv igen."), "file")


def _look_through(data: bytes) -> None:
    """Unpack every part once within limits, and check how far out each sheet has cells: the reader makes room for them all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            for part in parts:
                content = archive.read(part)
                if _SHEET.fullmatch(part.filename):
                    _check_extent(content)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
        raise _unreadable() from error


def _check_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise _unreadable()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UserError(_("Regnearket fylder for meget, når det pakkes ud. Del det i flere filer."), "file")


def _check_extent(sheet: bytes) -> None:
    found = _CELL.findall(sheet)
    rows = max((int(row) for _letters, row in found), default=0)
    columns = max((_column_number(letters) for letters, _row in found), default=0)
    check_shape(rows, columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
