"""Telephone numbers in text, made links that can be rung and do not break over a line."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

_NUMBER = re.compile(r"(?<![\d+-])(?:\+45 ?)?\d(?: ?\d){7}(?! ?\d|-)|\b112\b")
"""A Danish number, spaced as people space them, or the alarm."""


def with_links(text: Any) -> Markup:
    """Return a text with a `tel:` link round each Danish telephone number in it; all else is escaped."""
    found, last = Markup(), 0
    for number in _NUMBER.finditer(str(text)):
        found += escape(str(text)[last : number.start()]) + _link(number[0])
        last = number.end()
    return found + escape(str(text)[last:])


def _link(number: str) -> Markup:
    digits = number.replace(" ", "")
    address = f"+45{digits}" if len(digits) == 8 else digits
    return Markup('<a href="tel:{}">{}</a>').format(address, number)
