"""What a chart is: the picture, the words and the table that say the same; drawing is in `line` and `bars`."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart in three forms made from one block: `svg`, the sentences of `summary`, and a table.

    `alt` names the picture for those who do not see it; `rows` are display texts, first column the row's header.
    """

    title: str
    svg: Markup
    alt: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    note: str = ""
