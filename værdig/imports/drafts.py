"""What was read from a file as plain values and back, for the row that waits between preview and confirm."""

from __future__ import annotations

from typing import Any

from værdig.hooks.contracts import Observation, ReadFile, RowProblem

_OBSERVATION = ("table", "measure", "area", "period", "unit", "value", "missing")


def to_plain(read: ReadFile) -> dict[str, Any]:
    """Return a `ReadFile` as values that JSON can hold."""
    return {
        "observations": [
            [*(getattr(item, name) for name in _OBSERVATION), dict(item.where)] for item in read.observations
        ],
        "problems": [[item.row, item.column, item.text] for item in read.problems],
        "dropped_columns": list(read.dropped_columns),
        "remarks": list(read.remarks),
        "title": read.title,
    }


def from_plain(content: dict[str, Any]) -> ReadFile:
    """Return the `ReadFile` that `to_plain` made these values of."""
    return ReadFile(
        observations=[_observation(values) for values in content["observations"]],
        problems=[RowProblem(row=row, column=column, text=text) for row, column, text in content["problems"]],
        dropped_columns=content["dropped_columns"],
        remarks=content["remarks"],
        title=content["title"],
    )


def _observation(values: list[Any]) -> Observation:
    *plain, where = values
    return Observation(**dict(zip(_OBSERVATION, plain, strict=True)), where=where)
