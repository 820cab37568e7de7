"""Answers of Jobindsats' API version 3 saved as files: one object with the parallel lists `columns` and `rows`."""

from __future__ import annotations

from typing import Any

from værdig.hooks.contracts import ReadFile
from værdig.imports.readers.json_text import build_table, load, texts, wrong_shape
from værdig.imports.readers.meaning import read_table


def is_shape(answer: Any) -> bool:
    """Tell whether a JSON value is a version 3 answer."""
    return isinstance(answer, dict) and isinstance(answer.get("columns"), list) and isinstance(answer.get("rows"), list)


def read(data: bytes, file_name: str) -> ReadFile:
    """Read a version 3 answer; the file may also say `table_id`, `title`, `source` and `note`. Raises UserError."""
    answer, remarks = load(data)
    if not is_shape(answer):
        raise wrong_shape()
    headings = [_label(column) for column in answer["columns"]]
    facts = {
        key: found[0] for key, field in (("tabel", "table_id"), ("kilde", "source")) if (found := texts(answer, field))
    }
    table = build_table(headings, answer["rows"], texts(answer, "title"), facts, texts(answer, "note"))
    return read_table(table, file_name, remarks)


def _label(column: Any) -> str:
    if isinstance(column, dict):
        column = column.get("label") or column.get("name")
    if not isinstance(column, str):
        raise wrong_shape()
    return column
