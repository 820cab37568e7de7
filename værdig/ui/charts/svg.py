"""Writing SVG: elements with escaped attributes and text, and the inks every chart draws with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

INK = "#1a1a1a"
GREY = "#6b6b6b"
FAINT = "#d4d4d4"
PAPER = "#ffffff"
FONT = "DejaVu Sans, sans-serif"


def element(name: str, *children: Markup | str, **attributes: Any) -> Markup:
    """Return one element; `stroke_width` becomes `stroke-width`, None leaves an attribute out, numbers are shortened."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), number(value))
        for key, value in attributes.items()
        if value is not None
    )
    inner = Markup("").join(escape(child) for child in children)
    return Markup("<{}{}>{}</{}>").format(Markup(name), written, inner, Markup(name))  # noqa: S704 - our own tag names


def number(value: Any) -> str:
    """Return an attribute's value: numbers with at most two decimals, everything else as text."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def text(words: str, x: float, y: float, **attributes: Any) -> Markup:
    """Return a line of text in the chart's font."""
    look = {"font_family": FONT, "font_size": 15, "fill": INK, **attributes}
    return element("text", words, x=float(x), y=float(y), **look)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Any) -> Markup:
    """Return a straight line."""
    look = {"stroke": INK, "stroke_width": 1, **attributes}
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), **look)


def picture(width: int, height: int, alt: str, parts: Iterable[Markup]) -> Markup:
    """Return the whole picture: one image with one name, its parts unread."""
    return element(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_label=alt,
        focusable="false",
    )


def name_of(*data: object) -> str:
    """Return a short id made from the data, so that two pictures on a page do not share patterns by accident."""
    return "d" + hashlib.sha256(repr(data).encode()).hexdigest()[:10]
