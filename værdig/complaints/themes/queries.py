"""Reads of what a municipality has decided about its themes; remembered between requests, since every page with a theme asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from værdig.complaints.themes.models import ThemeVersion
from værdig.db import db
from værdig.municipality import remembered

OWN = "egen."
"""How the ids of a municipality's own themes begin; what follows is drawn, so that another title is the same theme."""


@dataclass(frozen=True)
class Version:
    """How a theme is used from a day on."""

    theme: str
    valid_from: date
    title: str
    principle: str
    used: bool
    number: int
    written_by: str

    @property
    def is_own(self) -> bool:
        """Whether the theme is one that the municipality has added."""
        return self.theme.startswith(OWN)


def versions() -> Sequence[Version]:
    """Return every version in the bound municipality, the one that holds the longest after the others of its theme."""
    return remembered(("complaint_themes",), _read)


def _read() -> tuple[Version, ...]:
    columns = (
        ThemeVersion.theme, ThemeVersion.valid_from, ThemeVersion.title, ThemeVersion.principle, ThemeVersion.used,
        ThemeVersion.number, ThemeVersion.written_by,
    )  # fmt: skip
    chosen = select(*columns).order_by(ThemeVersion.valid_from, ThemeVersion.number)
    return tuple(Version(*row) for row in db.session.execute(chosen))


def holding(day: date) -> dict[str, Version]:
    """Return the version of each theme that holds on a day; themes that nothing had been decided about are not there."""
    return {version.theme: version for version in versions() if version.valid_from <= day}


def of(theme_id: str) -> list[Version]:
    """Return the versions of a theme, the newest day first."""
    return [version for version in versions() if version.theme == theme_id][::-1]
