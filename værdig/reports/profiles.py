"""Agenda profiles: which headings a municipality's committee item has, from dated data; what is written under them is `assemble`'s."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from værdig import municipality
from værdig.errors import UserError
from værdig.i18n import _

DATA = Path(__file__).parent / "data" / "profiles.toml"
FIRST, LAST = date.min, date.max


class Content(StrEnum):
    """What the report puts under a heading."""

    OCCASION = "occasion"
    ACCOUNT = "account"
    RECOMMEND = "recommend"
    COMPETENCE = "competence"
    APPENDICES = "appendices"


@dataclass(frozen=True, kw_only=True)
class ProfileHeading:
    """One heading of an item: its stable key, its wording, and what belongs under it."""

    key: str
    title: str
    of: Content


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The form of one municipality's items between two dates, both included.

    `minutes_only` are headings that the secretary writes in the minutes (referat); an item never prints them.
    """

    id: str
    name: str
    valid_from: date
    valid_to: date
    title: str
    closing: str
    recommendations: tuple[str, ...]
    minutes_only: tuple[str, ...]
    headings: tuple[ProfileHeading, ...]

    @property
    def label(self) -> str:
        """Id and first day of validity, as the document keeps it: `albertslund 2019-01-01`."""
        return self.id if self.valid_from == FIRST else f"{self.id} {self.valid_from.isoformat()}"


@dataclass(frozen=True, kw_only=True)
class Committee:
    """The committee an item is laid before, and who lays it; an empty text is not known."""

    name: str
    short: str
    sender: str


@cache
def all_profiles() -> tuple[Profile, ...]:
    """Return every profile there is, as the data file has them."""
    with DATA.open("rb") as file:
        return tuple(_profile(one) for one in tomllib.load(file)["profile"])


def _profile(data: dict[str, Any]) -> Profile:
    headings = tuple(ProfileHeading(**{**one, "of": Content(one["of"])}) for one in data["headings"])
    texts = {name: tuple(data[name]) for name in ("recommendations", "minutes_only")}
    dates = {"valid_from": data.get("valid_from", FIRST), "valid_to": data.get("valid_to", LAST)}
    return Profile(**{**data, **dates, **texts, "headings": headings})


def profile(profile_id: str, on: date) -> Profile:
    """Return the profile that holds on a day; raises UserError naming an unknown one."""
    for one in all_profiles():
        if one.id == profile_id and one.valid_from <= on <= one.valid_to:
            return one
    raise UserError(_("Der er ingen dagsordensprofil »%(id)s« på den dato.", id=profile_id))


def reorder(chosen: Profile, order: Sequence[str]) -> Profile:
    """Return the profile with its headings in the given order of keys; those not named follow in their own order.

    Raises UserError for a key the profile does not have.
    """
    by_key = {heading.key: heading for heading in chosen.headings}
    unknown = [key for key in order if key not in by_key]
    if unknown:
        raise UserError(_("Dagsordenen har ikke overskriften »%(key)s«.", key=unknown[0]))
    rest = [heading for heading in chosen.headings if heading.key not in order]
    return replace(chosen, headings=(*(by_key[key] for key in order), *rest))


def current_profile(on: date) -> Profile:
    """Return the bound municipality's profile on a day, in the order it has chosen."""
    found = profile(municipality.setting("agenda_profile", on), on)
    return reorder(found, municipality.setting("agenda_order", on))


def committee(on: date) -> Committee:
    """Return the bound municipality's committee and sender on a day."""
    return Committee(
        name=municipality.setting("committee_name", on),
        short=municipality.setting("committee_short", on),
        sender=municipality.setting("director_title", on),
    )


def item_title(chosen: Profile, short: str, matter: str) -> str:
    """Return the title of the item; without an abbreviation the profile's dash goes too."""
    return chosen.title.format(short=short, matter=matter).removeprefix(" - ")


def recommendation(chosen: Profile, sender: str) -> tuple[str, tuple[str, ...]]:
    """Return who recommends (`… indstiller,`) and the numbered points."""
    return chosen.closing.format(sender=sender or _("Forvaltningen")), chosen.recommendations
