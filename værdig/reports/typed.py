"""Typed texts of reports: by what mark a page knows its text again, and what is done when it was changed elsewhere; storing is others'."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from værdig.errors import UserError
from værdig.i18n import _

SAME_SITTING = timedelta(minutes=15)
"""Savings by one person within this time are one text; later ones are kept beside it."""


class Kept(Protocol):
    """A text as it is stored under one heading: whoever keeps texts has rows of this shape."""

    @property
    def text(self) -> Any:
        """The text."""

    @property
    def saved_by(self) -> Any:
        """Who saved it."""

    @property
    def saved_at(self) -> Any:
        """When it was saved."""


class TextsChanged(UserError):
    """Other texts were saved under some headings since the writer's page was made; nothing of hers has been saved.

    `stored` are the newest rows by heading key.
    """

    def __init__(self, stored: Mapping[str, Any]) -> None:
        super().__init__(
            _("Teksten er blevet ændret et andet sted, mens du skrev. Begge tekster står herunder. Intet er gået tabt.")
        )
        self.stored = stored


def mark_of(text: str) -> str:
    """Return a short mark of a text, by which a page tells which text it was made from."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def tidy(text: str) -> str:
    """Return a text as it is stored: line breaks of one kind, nothing empty around it."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def written(texts: Mapping[str, str], before: Mapping[str, Kept], seen: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that were changed on the writer's page; raises TextsChanged where they were changed elsewhere too."""
    changed, elsewhere = {}, {}
    for heading, text in texts.items():
        stored = before[heading].text if heading in before else ""
        saw = seen.get(heading, mark_of(stored))
        if text == stored or (saw != mark_of(stored) and saw == mark_of(text)):
            continue
        changed[heading] = text
        if saw != mark_of(stored):
            elsewhere[heading] = before[heading]
    if elsewhere:
        raise TextsChanged(elsewhere)
    return changed


def is_same_sitting(last: Kept, saved_by: str, now: datetime) -> bool:
    """Tell whether a saving goes on in the text of a moment ago, so that it need not be kept beside it."""
    return bool(last.saved_by == saved_by and now - last.saved_at < SAME_SITTING)
