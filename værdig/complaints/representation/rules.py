"""What a fuldmagt or an appointment lets somebody do on a day: pure rules, nothing here reads the database.

Source: forvaltningsloven § 8; Folketingets Ombudsmand on fuldmagt (who gives, who gets, what it covers, dated, can be revoked);
the domain note on complaints, 5.1 (18) and 5.5.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from værdig.complaints.keys import Part

EXPIRES_SOON = 14
"""Days before its last day in which a fuldmagt is shown as about to expire."""

ACTOR = "rep:"
"""What the log's word for a representative begins with; the id of her row follows."""


class Role(StrEnum):
    """As what somebody stands beside a citizen."""

    PARTSREPRAESENTANT = "partsrepraesentant"
    VAERGE = "vaerge"
    BISIDDER = "bisidder"
    """Helps, also as a relative; may not act, and is given nothing."""


class Basis(StrEnum):
    """What somebody's right to act rests on."""

    SKRIFTLIG = "skriftlig"
    MUNDTLIG = "mundtlig"
    """Given by word of mouth, and noted by whoever heard it."""
    BESKIKKELSE = "beskikkelse"
    PAA_SAGEN = "paa_sagen"
    """Given by the citizen herself behind her own code."""
    INGEN = "ingen"
    """A bisidder needs none."""


class Right(StrEnum):
    """What a fuldmagt covers."""

    SE = "se"
    SKRIV = "skriv"
    SVAR = "svar"
    TRAEK = "traek"


class Standing(StrEnum):
    """How a fuldmagt stands on a day."""

    GAELDER = "gaelder"
    MANGLER_BEVIS = "mangler_bevis"
    IKKE_BEGYNDT = "ikke_begyndt"
    UDLOEBET = "udloebet"
    SLUT = "slut"
    HJAELPER = "hjaelper"


ACTING = frozenset({Role.PARTSREPRAESENTANT, Role.VAERGE})
NEEDS_PROOF = frozenset({Basis.SKRIFTLIG, Basis.BESKIKKELSE})
"""What is on paper must have been seen; what was said, or given behind the citizen's code, is known to whoever noted it."""
USUAL = (Right.SE, Right.SKRIV, Right.SVAR)
"""What is taken to be meant until the fuldmagt has been read: never to give the complaint up."""
BASES = {
    Role.PARTSREPRAESENTANT: (Basis.SKRIFTLIG, Basis.MUNDTLIG),
    Role.VAERGE: (Basis.BESKIKKELSE,),
    Role.BISIDDER: (Basis.INGEN,),
}
"""What staff can note each role to rest on; the first is what is taken to be meant where nothing is said."""


@dataclass(frozen=True, kw_only=True)
class Behalf:
    """What somebody who writes for another tells of herself: as what, her own name, and how she is reached."""

    role: Role
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """A fuldmagt or appointment as the rules see it; `until` is the last day it holds, None for no end."""

    role: Role
    basis: Basis
    scope: frozenset[Right]
    since: date
    until: date | None = None
    proof_seen: bool = False
    ended: bool = False


def standing(mandate: Mandate, day: date) -> Standing:
    """Return how a mandate stands on a day; only `GAELDER` lets anybody see or do anything."""
    if mandate.ended:
        return Standing.SLUT
    if mandate.role not in ACTING:
        return Standing.HJAELPER
    if mandate.until is not None and day > mandate.until:
        return Standing.UDLOEBET
    if mandate.basis in NEEDS_PROOF and not mandate.proof_seen:
        return Standing.MANGLER_BEVIS
    return Standing.GAELDER if day >= mandate.since else Standing.IKKE_BEGYNDT


def rights(mandate: Mandate, day: date) -> frozenset[Right]:
    """Return what somebody may do on a day; empty for a bisidder, and for whatever is not valid."""
    return mandate.scope if standing(mandate, day) is Standing.GAELDER else frozenset()


def parts_of(held: Collection[Right]) -> tuple[Part, ...]:
    """Return the parts of a case's keys that rights need; none without the right to see it.

    Messages in confidence have a key of their own, given with the right to write or to have answers. In a case that was sent to the
    management messages lie under the complaint's key: there the page alone holds answers back from somebody without the right to them.
    """
    if Right.SE not in held:
        return ()
    talks = Right.SKRIV in held or Right.SVAR in held
    return (Part.CASE, Part.IDENTITY, *([Part.MESSAGES] if talks else []))


def days_left(mandate: Mandate, day: date) -> int | None:
    """Return how many days a valid mandate has left when it is about to expire, 0 on its last day; else None."""
    if mandate.until is None or standing(mandate, day) is not Standing.GAELDER:
        return None
    left = (mandate.until - day).days
    return left if left <= EXPIRES_SOON else None
