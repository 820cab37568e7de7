"""Answers of Jobindsats' API version 2 saved as files (retired 2026): a list with one object of `Variables` and `Data`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from værdig.hooks.contracts import ReadFile
from værdig.imports.readers.columns import Role
from værdig.imports.readers.json_text import build_table, load, texts, wrong_shape
from værdig.imports.readers.meaning import read_table
from værdig.imports.readers.table import Table


def is_shape(answer: Any) -> bool:
    """Tell whether a JSON value is a version 2 answer."""
    first = answer[0] if isinstance(answer, list) and answer else answer
    return isinstance(first, dict) and isinstance(first.get("Variables"), list) and isinstance(first.get("Data"), list)


def read(data: bytes, file_name: str) -> ReadFile:
    """Read a version 2 answer; the file may also say `TableID`, `TableName` and `Note`. Raises UserError."""
    answer, remarks = load(data)
    if not is_shape(answer):
        raise wrong_shape()
    first = answer[0] if isinstance(answer, list) else answer
    variables = [variable for variable in first["Variables"] if isinstance(variable, dict)]
    if len(variables) != len(first["Variables"]):
        raise wrong_shape()
    labels = [str(variable.get("Label") or variable.get("Name") or "") for variable in variables]
    table_id = texts(first, "TableID")
    facts = {"tabel": table_id[0]} if table_id else {}
    table = build_table(labels, first["Data"], texts(first, "TableName"), facts, texts(first, "Note"))
    return read_table(table, file_name, remarks, _roles(variables, labels, table))


def _roles(variables: Sequence[Mapping[str, Any]], labels: Sequence[str], table: Table) -> dict[int, Role]:
    """Return the columns' roles by their technical names: dimensions begin with `_`."""
    names = dict(zip(labels, (str(variable.get("Name") or "") for variable in variables), strict=True))
    roles: dict[int, Role] = {}
    for index, heading in enumerate(table.headings):
        name = names.get(heading.label, "").casefold()
        if name in {"area", "period"}:
            roles[index] = Role.AREA if name == "area" else Role.PERIOD
        elif name:
            roles[index] = Role.DIMENSION if name.startswith("_") else Role.FIGURE
    return roles
