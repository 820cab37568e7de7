"""How much a file may hold, and the texts that say so; each reader checks before it builds anything large."""

from __future__ import annotations

from værdig.errors import UserError
from værdig.i18n import _

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_CELLS = 2_000_000


def check_size(size: int) -> None:
    """Raise UserError when a file of `size` bytes is too large or empty."""
    if size == 0:
        raise UserError(_("Filen er tom."), "file")
    if size > MAX_BYTES:
        raise UserError(_("Filen er for stor. Den må højst fylde 10 MB."), "file")


def check_shape(rows: int, columns: int) -> None:
    """Raise UserError when a table of that many rows and columns is more than anybody has a use for."""
    if columns > MAX_COLUMNS:
        raise UserError(_("Filen har for mange kolonner. Der må højst være 1.000."), "file")
    if rows > MAX_ROWS or rows * columns > MAX_CELLS:
        raise UserError(_("Filen har for mange rækker. Del den i flere filer."), "file")
