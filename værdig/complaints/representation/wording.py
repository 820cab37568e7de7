"""What representation is called: roles, bases, rights and how a fuldmagt stands, and the messages a citizen is sent about it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from værdig.complaints.deadlines import weekday_date
from værdig.complaints.representation.rules import Basis, Right, Role, Standing
from værdig.i18n import _, _l

ROLES: dict[Role, Any] = {
    Role.PARTSREPRAESENTANT: _l("Partsrepræsentant"),
    Role.VAERGE: _l("Værge"),
    Role.BISIDDER: _l("Bisidder eller pårørende"),
}
HINTS: dict[str, Any] = {
    Role.PARTSREPRAESENTANT: _l("Taler og skriver for borgeren. Skal have en fuldmagt."),
    Role.VAERGE: _l("Er udpeget til at handle for borgeren. Skal vise sin beskikkelse."),
    Role.BISIDDER: _l("Hjælper og går med til samtaler. Får ikke adgang til sagen."),
}
BASES: dict[Basis, Any] = {
    Basis.SKRIFTLIG: _l("Skriftlig fuldmagt"),
    Basis.MUNDTLIG: _l("Mundtlig fuldmagt"),
    Basis.BESKIKKELSE: _l("Beskikkelse som værge"),
    Basis.PAA_SAGEN: _l("Givet af borgeren på siden »Din sag«"),
    Basis.INGEN: _l("Ingen fuldmagt"),
}
RIGHTS: dict[Right, Any] = {
    Right.SE: _l("Se sagen"),
    Right.SKRIV: _l("Skrive og klage"),
    Right.SVAR: _l("Få svar"),
    Right.TRAEK: _l("Trække klagen tilbage"),
}
STANDINGS: dict[Standing, tuple[Any, str]] = {
    Standing.GAELDER: (_l("Gælder"), "good"),
    Standing.MANGLER_BEVIS: (_l("Fuldmagten er ikke set"), "warning"),
    Standing.IKKE_BEGYNDT: (_l("Gælder ikke endnu"), "warning"),
    Standing.UDLOEBET: (_l("Udløbet"), "neutral"),
    Standing.SLUT: (_l("Slut"), "neutral"),
    Standing.HJAELPER: (_l("Ingen adgang"), "neutral"),
}
"""How it stands in a word, and the tone it is shown in."""


def covers(scope: Collection[Right]) -> str:
    """Return what a fuldmagt covers in words, in their fixed order."""
    return ", ".join(str(RIGHTS[right]) for right in Right if right in scope)


def noted(name: str, role: Role, basis: Basis, scope: Collection[Right], until: date | None) -> str:
    """Return the message that tells a citizen whom staff have noted as acting for her, so that she can object."""
    parts = [
        _(
            "Vi har noteret, at %(name)s er din %(role)s. Grundlag: %(basis)s.",
            name=name, role=str(ROLES[role]).lower(), basis=str(BASES[basis]).lower(),
        ),
        _("Det gælder: %(covers)s.", covers=covers(scope).lower()),
        *([_("Det gælder til og med %(date)s.", date=weekday_date(until))] if until else []),
        _("Er det forkert? Så tag det tilbage på siden »Din sag«, eller ring til os. Du kan fortryde, når du vil."),
    ]  # fmt: skip
    return "\n\n".join(parts)


def ended(name: str, role: Role) -> str:
    """Return the message that tells a citizen that somebody no longer acts for her."""
    return _(
        "Fra i dag er %(name)s ikke længere din %(role)s. %(name)s kan ikke åbne din sag mere. Det, nogen har læst, kan ikke læses væk. "
        "Er det forkert, så skriv til os.",
        name=name,
        role=str(ROLES[role]).lower(),
    )


def code_made(name: str) -> str:
    """Return the message that tells a citizen that somebody has been given a code to her case."""
    return _(
        "%(name)s har fået en kode til din sag. Du kan se under »Hvem har åbnet din sag?«, når den bliver brugt. "
        "Du kan lukke koden på siden »Din sag«.",
        name=name,
    )
