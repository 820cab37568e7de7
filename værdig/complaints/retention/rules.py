"""When a case's time is over and what must be in place before it is deleted; pure: no database, no settings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from værdig.errors import UserError
from værdig.i18n import _

WARNING_DAYS = 90
"""How long before its time is over a case is shown and told of."""
LONGEST_YEARS = 10
"""How far ahead a case may be put off at a time: whoever means a later day has mistyped the year."""


class Ground(StrEnum):
    """Why a case may be deleted: it lies in the records system, or the rules on disposal let it go without."""

    ARKIVERET = "arkiveret"
    KASSATION = "kassation"
    DUBLET = "dublet"
    FEJL = "fejl"
    UTILGAENGELIG = "utilgaengelig"


class Stage(StrEnum):
    """What staff are warned of."""

    VARSEL = "varsel"
    GENNEMGANG = "gennemgang"


def add_years(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March, so that nothing is kept too short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def kept_until(closed_on: date, years: int, put_off: date | None = None) -> date:
    """Return the last day a case is kept: `years` after it was closed, or the later day to which somebody has put it off."""
    end = add_years(closed_on, years)
    return max(end, put_off) if put_off else end


def is_over(until: date, today: date) -> bool:
    """Tell whether the last day a case is kept has passed."""
    return today > until


def is_near(until: date, today: date) -> bool:
    """Tell whether a case's time runs out within the warning, or has."""
    return until - timedelta(days=WARNING_DAYS) <= today


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What must be known of a case before anything is decided about its end.

    `until` is None while it is open; `untransferred` counts documents without a confirmed transfer of how they are today;
    `requests` those of its citizen that nobody has answered; `awaits` whether she has written and waits; `decided` the ground
    of a decision to delete that stands; `is_written_since` whether something has been written after that decision.
    """

    today: date
    until: date | None
    untransferred: int = 0
    requests: int = 0
    awaits: bool = False
    decided: Ground | None = None
    is_written_since: bool = False


def objection_to_keeping(facts: Facts, until: date | None, words: str) -> UserError | None:
    """Return why a case cannot be put off to a day, or None."""
    if facts.until is None:
        return _is_open()
    if not is_near(facts.until, facts.today):
        return UserError(
            _("Sagens tid udløber først om mere end %(days)s dage. Vent med at tage stilling.", days=WARNING_DAYS)
        )
    if until is None:
        return UserError(_("Skriv den dag, sagen skal gemmes til."), "until")
    if until <= max(facts.today, facts.until):
        return UserError(_("Dagen skal ligge efter den dag, sagen nu gemmes til, og efter i dag."), "until")
    if until > add_years(facts.today, LONGEST_YEARS):
        return UserError(_("En sag kan højst udskydes %(years)s år ad gangen.", years=LONGEST_YEARS), "until")
    if not words.strip():
        return UserError(_("Skriv, hvorfor sagen skal gemmes længere."), "words")
    return None


def objection_to_deciding(facts: Facts, ground: Ground, *, reference: str, words: str) -> UserError | None:
    """Return why it cannot be decided that a case is to be deleted, or None."""
    missing = _in_the_way(facts)
    if missing is not None:
        return missing
    if ground is Ground.ARKIVERET:
        return _untransferred(facts)
    if not reference.strip():
        return UserError(_("Skriv, hvilken regel eller hvilket svar fra arkivet det sker efter."), "reference")
    if not words.strip():
        return UserError(_("Skriv, hvorfor sagen ikke skal arkiveres."), "words")
    return None


def objection_to_deleting(facts: Facts) -> UserError | None:
    """Return why a case cannot be deleted now, or None: it must be over, looked at, and transferred or free of that."""
    missing = _in_the_way(facts)
    if missing is not None:
        return missing
    if facts.decided is None:
        return UserError(_("Et menneske skal først gennemgå sagen og beslutte, at den skal slettes."))
    if facts.is_written_since:
        return UserError(_("Der er kommet noget i sagen, siden det blev besluttet. Gennemgå den igen."))
    return _untransferred(facts) if facts.decided is Ground.ARKIVERET else None


def _in_the_way(facts: Facts) -> UserError | None:
    if facts.until is None:
        return _is_open()
    if not is_over(facts.until, facts.today):
        return UserError(_("Sagens tid er ikke gået endnu. Den kan ikke slettes."))
    if facts.requests:
        return UserError(_("Borgeren har bedt om indsigt, og det er ikke besvaret. Svar først."))
    if facts.awaits:
        return UserError(_("Borgeren har skrevet og venter på svar. Svar først."))
    return None


def _is_open() -> UserError:
    return UserError(_("Sagen er ikke afsluttet. En åben sag kan ikke slettes."))


def _untransferred(facts: Facts) -> UserError | None:
    if not facts.untransferred:
        return None
    return UserError(
        _(
            "Der er dokumenter, som ikke er kvitteret som overført til ESDH: %(count)s. Overfør dem først.",
            count=facts.untransferred,
        )
    )


_OF_TYPE = re.compile(r"^([a-z_]+)\s*:\s*(\d{1,2})$")


def years_by_type(lines: Iterable[str]) -> dict[str, int]:
    """Return the years of each type of case that has its own; lines are as the setting has them (`klage_over_afgoerelse: 10`)."""
    found = (_OF_TYPE.match(line.strip()) for line in lines)
    return {each[1]: int(each[2]) for each in found if each}
