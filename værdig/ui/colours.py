"""A municipality's colour as a stylesheet: inline style is forbidden, so the colour travels in the stylesheet's address."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

BLACK, WHITE = "#000000", "#ffffff"
"""The two inks; one of them has contrast 4.5 on any colour, which the design system's softer black has not."""

_HEX = re.compile(r"#[0-9a-f]{6}")
_NAME = re.compile(r"farver-([0-9a-f]{6})-([0-9a-f]{8})\.css")
_SHEET = ":root{{--kommune:{colour};--kommune-tekst:{text};--kommune-aktiv:{active};--kommune-paa-hvid:{on_white}}}\n"


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3 asks for 4.5 for text)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def darker(colour: str, share: float = 0.25) -> str:
    """Return the colour mixed with black; `share` is black's part."""
    parts = [round(int(colour[at : at + 2], 16) * (1 - share)) for at in (1, 3, 5)]
    return "#" + "".join(f"{part:02x}" for part in parts)


def lighter(colour: str, share: float = 0.25) -> str:
    """Return the colour mixed with white; `share` is white's part."""
    parts = [round(255 - (255 - int(colour[at : at + 2], 16)) * (1 - share)) for at in (1, 3, 5)]
    return "#" + "".join(f"{part:02x}" for part in parts)


def stylesheet(colour: str) -> str:
    """Return the style sheet of a colour `#rrggbb`; text on it and on white keeps the contrast of WCAG AA."""
    text = max((WHITE, BLACK), key=lambda ink: contrast(colour, ink))
    active = darker(colour) if text == WHITE else lighter(colour)
    on_white = colour
    while contrast(on_white, WHITE) < 4.5:
        on_white = darker(on_white, 0.1)
    return _SHEET.format(colour=colour, text=text, active=active, on_white=on_white)


@lru_cache(maxsize=256)
def file_name(colour: str) -> str:
    """Return the name of the stylesheet for a colour; an unusable colour gives the name for the neutral grey."""
    usable = colour.lower() if _HEX.fullmatch(colour.lower()) else "#454545"
    return f"farver-{usable[1:]}-{_fingerprint(usable)}.css"


def from_file_name(name: str) -> str | None:
    """Return the stylesheet that `file_name` names, or None for any other name."""
    found = _NAME.fullmatch(name)
    colour = f"#{found[1]}" if found else ""
    return stylesheet(colour) if found and found[2] == _fingerprint(colour) else None


def _fingerprint(colour: str) -> str:
    return sha256(stylesheet(colour).encode()).hexdigest()[:8]
