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
_SHEET_ENTRY = re.compile(rb"""<(?:\w+:)?sheet\s[^<>]*?\w+:id\s*=\s*["']([^"'<>]*)["']""")
_PART_ENTRY = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"""(?:^|\s)(Id|Target)\s*=\s*["']([^"'<>]*)["']""")
_UNREAD = re.compile(
    rb"<(?:\w+:)?c(\s[^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*(?:/>|>\s*</(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)
_TEXT_RESULT = re.compile(rb"""\st\s*=\s*["']str["']""")
"""A formula whose result is an empty text has a value: Excel says that it is a text."""


class UnreadFormula(str):
    """Stands in a cell whose formula has no stored value: a program wrote it, and nothing has computed it since.

    It is not *not stated*: what the cell would show is not known. As text it says so.
    """

    __slots__ = ()


UNREAD_FORMULA = UnreadFormula("(formel uden værdi)")


def sheets(data: bytes) -> list[tuple[str, list[list[Any]]]]:
    """Return the visible sheets of a workbook by name, as rows of cells. Raises UserError."""
    from python_calamine import CalamineError, PasswordError, SheetVisibleEnum, load_workbook

    _look_through(data)
    try:
        with load_workbook(io.BytesIO(data)) as workbook:
            names = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
            read = [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
            return _with_unread(data, read, [sheet.name for sheet in workbook.sheets_metadata])
    except PasswordError as error:
        raise UserError(_("Regnearket er beskyttet med en adgangskode. Gem det uden kode."), "file") from error
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable() from error


def _with_unread(
    data: bytes, read: list[tuple[str, list[list[Any]]]], names: Sequence[str]
) -> list[tuple[str, list[list[Any]]]]:
    """Put UNREAD_FORMULA in the cells that hold one; the reader gives them as empty, as it gives a blank cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = dict(zip(names, _sheet_parts(archive), strict=False))
        inside = set(archive.namelist())
        for name, grid in read:
            if parts.get(name) in inside:
                _mark_unread(grid, archive.read(parts[name]))
    return read


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """Return the part of each sheet, in the workbook's order."""
    relations = "xl/_rels/workbook.xml.rels"
    found = _PART_ENTRY.findall(archive.read(relations)) if relations in archive.namelist() else []
    attributes = [dict(_ATTRIBUTE.findall(one)) for one in found]
    targets = {each[b"Id"]: each[b"Target"].decode() for each in attributes if {b"Id", b"Target"} <= each.keys()}
    ids = _SHEET_ENTRY.findall(archive.read("xl/workbook.xml"))
    names = [targets.get(one, "") for one in ids]
    return [name.lstrip("/") if name.startswith("/") else f"xl/{name}" for name in names]


def _mark_unread(grid: list[list[Any]], sheet: bytes) -> None:
    for attributes in _UNREAD.findall(sheet):
        at = _CELL.search(attributes)
        if at is None or _TEXT_RESULT.search(attributes):
            continue
        row, column = int(at[2]) - 1, _column_number(at[1]) - 1
        grid.extend([] for _missing in range(row + 1 - len(grid)))
        grid[row].extend([""] * (column + 1 - len(grid[row])))
        grid[row][column] = UNREAD_FORMULA


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
