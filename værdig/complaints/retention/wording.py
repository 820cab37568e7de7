"""What is said of how long a case is kept and of a case that has been deleted; grounds as staff and citizens read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from værdig.clock import today
from værdig.complaints.models import Case, Tombstone
from værdig.complaints.retention import queries
from værdig.complaints.retention.rules import Ground, is_near, is_over
from værdig.complaints.retention.years import keep_years, told
from værdig.i18n import _, _l, format_date

GROUNDS: dict[Ground, Any] = {
    Ground.ARKIVERET: _l("Alle sagens dokumenter er overført til ESDH og kvitteret"),
    Ground.KASSATION: _l("Dokumenterne skal ikke bevares efter reglerne om kassation"),
    Ground.DUBLET: _l("Det samme ligger i en anden sag, som er arkiveret"),
    Ground.FEJL: _l("Sagen er oprettet ved en fejl eller som en prøve"),
    Ground.UTILGAENGELIG: _l("Resten kan ingen længere åbne, fx den anden sides notater"),
}
"""Why a case may be deleted, as staff choose it."""


def kept(case: Case | None = None) -> str:
    """Return how long a case is kept, for its citizen: the last day once it is closed, else the years; the public record says the same."""
    until = queries.until_of(case) if case is not None else None
    if until is not None:
        return " ".join(_until(until))
    years = _("%(years)s år", years=keep_years(case.type)) if case is not None else told()
    return _(
        "Vi gemmer sagen i %(years)s, efter at den er afsluttet. Så ser et menneske på den, før den bliver slettet.",
        years=years,
    )


def _until(until: date) -> list[str]:
    """Return until when a closed case is kept; when that is soon or past, that she can still have a copy."""
    if is_over(until, today()):
        told = _(
            "Vi har gemt sagen til og med den %(day)s. Nu ser et menneske på, om den skal slettes.",
            day=format_date(until),
        )
    else:
        told = _(
            "Vi gemmer sagen til og med den %(day)s. Så ser et menneske på den, før den bliver slettet.",
            day=format_date(until),
        )
    copy = _("Vil du have en kopi af den, så bed om det nu. Det gør du under »Jeg vil se min sag«.")
    return [told, copy] if is_near(until, today()) else [told]


def deleted(stone: Tombstone) -> list[str]:
    """Return what the citizen of a deleted case is told, as short sentences: when, and where it lies now."""
    office = _("borgerrådgiveren") if stone.inbox == "borgerraadgiver" else _("kommunen")
    told = [
        _("Din sag %(number)s blev afsluttet den %(day)s.", number=stone.number, day=format_date(stone.closed)),
        _(
            "Vi slettede den her den %(day)s. Et menneske havde set på den først. Ingen kan længere læse den her.",
            day=format_date(stone.deleted),
        ),
    ]
    if stone.ground == Ground.ARKIVERET:
        told.append(
            _(
                "Sagen ligger i kommunens arkiv. Nummeret er %(number)s. Vil du se den, så skriv eller ring til %(office)s, "
                "og sig nummeret.",
                number=stone.reference,
                office=office,
            )
        )
    else:
        told.append(
            _(
                "Sagen er ikke lagt i kommunens arkiv. Det er besluttet efter: %(rule)s. Har du spørgsmål, så skriv eller ring "
                "til %(office)s.",
                rule=stone.reference,
                office=office,
            )
        )
    return told
