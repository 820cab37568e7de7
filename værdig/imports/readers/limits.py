"""How many figures and problems one import may hold, and the text that says so; how large a file may be is in `files`."""

from __future__ import annotations

from værdig.errors import UserError
from værdig.i18n import _

MAX_FIGURES = 200_000
MAX_PROBLEMS = 1_000


def check_figures(count: int) -> None:
    """Raise UserError when a file holds more figures than one import takes."""
    if count > MAX_FIGURES:
        raise UserError(_("Filen har for mange tal. Der må højst være 200.000 i én import."), "file")
