"""Reads of what a municipality has decided about its categories; remembered between requests, since every page of a case asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from værdig.complaints.category_versions.models import CategoryVersion
from værdig.db import db
from værdig.municipality import remembered

OWN = "egen."
"""How the ids of a municipality's own categories begin; what follows is drawn, so that another title is the same category."""


@dataclass(frozen=True)
class Version:
    """How a category of a list is used from a day on."""

    kind: str
    category: str
    valid_from: date
    title: str
    principle: str
    used: bool
    number: int
    written_by: str

    @property
    def is_own(self) -> bool:
        """Whether the category is one that the municipality has added."""
        return self.category.startswith(OWN)


def versions(kind: str) -> Sequence[Version]:
    """Return every version in a list of the bound municipality, the one that holds the longest after the others of its category."""
    return [version for version in remembered(("complaint_categories",), _read) if version.kind == kind]


def _read() -> tuple[Version, ...]:
    columns = (
        CategoryVersion.kind, CategoryVersion.category, CategoryVersion.valid_from, CategoryVersion.title,
        CategoryVersion.principle, CategoryVersion.used, CategoryVersion.number, CategoryVersion.written_by,
    )  # fmt: skip
    chosen = select(*columns).order_by(CategoryVersion.valid_from, CategoryVersion.number)
    return tuple(Version(*row) for row in db.session.execute(chosen))


def holding(kind: str, day: date) -> dict[str, Version]:
    """Return the version of each category that holds on a day; those that nothing had been decided about are not there."""
    return {version.category: version for version in versions(kind) if version.valid_from <= day}


def of(kind: str, category_id: str) -> list[Version]:
    """Return the versions of a category, the newest day first."""
    return [version for version in versions(kind) if version.category == category_id][::-1]
