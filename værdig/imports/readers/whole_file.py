"""A file that cannot be read at all, told as a `ReadFile`: an error must cross a process as data, not as an exception."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from værdig.errors import UserError
from værdig.hooks.contracts import ReadFile, RowProblem

WHOLE_FILE = 0
"""The row number of a problem with the file as a whole; rows themselves count from 1."""


def telling(read: Callable[[bytes, str], ReadFile]) -> Callable[[bytes, str], ReadFile]:
    """Return a reader that answers a refused file with one problem in row 0 where `read` raises UserError."""

    @wraps(read)
    def told(data: bytes, file_name: str) -> ReadFile:
        try:
            return read(data, file_name)
        except UserError as error:
            return ReadFile(observations=(), problems=(RowProblem(row=WHOLE_FILE, column="", text=str(error.text)),))

    return told


def refusal(read: ReadFile) -> str | None:
    """Return why the whole file was refused, or None when it was read."""
    if read.observations:
        return None
    return next((problem.text for problem in read.problems if problem.row == WHOLE_FILE), None)
