"""Excel files (.xlsx): looked through before they are opened, so that a small file cannot become an enormous one."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from værdig.errors import UserError
from værdig.files.limits import MAX_UNPACKED_BYTES, check_shape
from værdig.i18n import _

_CELL = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{0,3})\$?(\d{1,9})["']""")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_MOST_PARTS = 500


def sheets(data: bytes) -> list[tuple[str, list[list[Any]]]]:
    """Return the visible sheets of a workbook by name, as rows of cells. Raises UserError."""
    from python_calamine import CalamineError, PasswordError, SheetVisibleEnum, load_workbook

    _look_through(data)
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
