"""Reading a tally: one line per quarter, `2021Q1;12`. Runs in a process of its own and stores nothing."""

from __future__ import annotations

import re

from værdig.api import Observation, ReadFile, RowProblem

LINE = re.compile(r"(\d{4}Q[1-4]);(\d+|\.\.)", re.ASCII)


def read(data: bytes, file_name: str) -> ReadFile:
    """Return the observations of a tally; a line that cannot be read is a problem with its number, never a guess."""
    lines = data.decode("utf-8-sig", errors="replace").splitlines()
    found: list[Observation] = []
    problems: list[RowProblem] = []
    for number, line in enumerate(lines, 1):
        match = LINE.fullmatch(line.strip())
        if match:
            found.append(_observation(match[1], match[2]))
        elif line.strip():
            problems.append(RowProblem(row=number, column="1", text="Skriv kvartal, semikolon og antal: 2021Q1;12"))
    return ReadFile(observations=found, problems=problems, title=file_name)


def _observation(period: str, number: str) -> Observation:
    is_missing = number == ".."
    return Observation(
        table="vaerdig_eksempel_tally",
        measure="gaester",
        area="Albertslund",
        period=period,
        unit="antal",
        value=None if is_missing else number,
        missing="Ikke talt op" if is_missing else "",
    )
