"""The doors to writing: what each asks, in words that fit it, and the type of case it begins as; staff can correct the type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from værdig.complaints import categories
from værdig.i18n import _l


@dataclass(frozen=True, kw_only=True)
class Door:
    """One way in. A door that `appeals` has no reader chosen beforehand and must know who writes.

    A decision is judged again by the department that made it (retssikkerhedsloven § 66), for the person it concerns.
    """

    id: str
    heading: Any
    type: str
    story: Any
    """The label of the one mandatory text."""
    missing: Any
    """What is said when that text is empty."""
    wish: Any = ""
    """The label of what the citizen wishes; empty where there is nothing to ask."""
    appeals: bool = False

    @property
    def complains(self) -> bool:
        """Whether what is written here is a complaint."""
        return self.type in categories.COMPLAINTS


DOORS: dict[str, Door] = {
    door.id: door
    for door in (
        Door(
            id="behandling",
            heading=_l("Skriv din klage"),
            type="klage_over_sagsbehandling",
            story=_l("Hvad er der sket?"),
            missing=_l("Skriv, hvad der er sket."),
            wish=_l("Hvad ønsker du, at der skal ske?"),
        ),
        Door(
            id="afgoerelse",
            heading=_l("Klag over en afgørelse"),
            type=categories.DECISION,
            story=_l("Hvilken afgørelse klager du over?"),
            missing=_l("Skriv, hvad du klager over. Du kan nøjes med: Jeg klager."),
            wish=_l("Hvad ønsker du, at der skal ske?"),
            appeals=True,
        ),
        Door(
            id="hjaelp",
            heading=_l("Få hjælp"),
            type=categories.GUIDANCE,
            story=_l("Hvad vil du have hjælp til?"),
            missing=_l("Skriv, hvad du vil have hjælp til."),
        ),
        Door(
            id="ros",
            heading=_l("Giv ros"),
            type="ros",
            story=_l("Hvad var godt?"),
            missing=_l("Skriv, hvad der var godt."),
        ),
        Door(
            id="forslag",
            heading=_l("Kom med et forslag"),
            type="forslag",
            story=_l("Hvad foreslår du?"),
            missing=_l("Skriv dit forslag."),
        ),
    )
}
"""Every door by the word in its address."""


def door_of(word: str) -> Door:
    """Return the door of an address; an unknown word leads to the ordinary complaint."""
    return DOORS.get(word, DOORS["behandling"])
