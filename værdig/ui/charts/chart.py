"""What a chart is: the picture, the words and the table that say the same; drawing is in `line` and `bars`."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from værdig.hooks.contracts import Table


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart in three forms made from one block: the picture `svg`, the sentences of `text`, and the `table`.

    `alt` names the picture for those who do not see it; the picture itself holds no other words than are in table and text.
    """

    title: str
    svg: Markup
    alt: str
    text: str
    table: Table
