"""The goal's three registrations as forms, and what their lists show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from værdig.api import (
    DateField,
    Happened,
    IntegerField,
    MaxText,
    NoCpr,
    NotMoreThan,
    NumberRange,
    Period,
    RadioField,
    Required,
    StringField,
    VaerdigForm,
    _,
    _l,
)

COUNT = NumberRange(min=0, max=1_000_000)


KINDS = {"leder": _l("En leder har fulgt op med medarbejderne"), "udvalg": _l("Udvalget er orienteret")}


def _first_of_month(day: date | None) -> date | None:
    return day and day.replace(day=1)


class SvartidForm(VaerdigForm):
    """Answered enquiries of one month."""

    maaned = DateField(
        _l("En dag i måneden"),
        [Required(), Happened()],
        description=_l("Tallene gælder hele den måned, dagen ligger i."),
        filters=[_first_of_month],
    )
    besvaret = IntegerField(_l("Besvarede henvendelser"), [Required(), COUNT])
    til_tiden = IntegerField(
        _l("Heraf besvaret til tiden"),
        [
            Required(),
            COUNT,
            NotMoreThan("besvaret", _l("Der kan ikke være flere svar til tiden, end der er svar i alt.")),
        ],
    )


class UndervisningForm(VaerdigForm):
    """One course in god forvaltningsskik."""

    dato = DateField(_l("Dato"), [Required(), Happened()])
    emne = StringField(_l("Emne"), [Required(), MaxText(200), NoCpr()])
    deltagere = IntegerField(
        _l("Medarbejdere, der deltog"),
        [Required(), COUNT, NotMoreThan("medarbejdere", _l("Der kan ikke deltage flere, end der er medarbejdere."))],
    )
    medarbejdere = IntegerField(_l("Medarbejdere i alt den dag"), [Required(), NumberRange(min=1, max=1_000_000)])


class OpfoelgningForm(VaerdigForm):
    """A leader's follow-up, or a briefing of the committee."""

    slags = RadioField(
        _l("Hvad er der sket?"),
        [Required()],
        choices=list(KINDS.items()),
    )
    dato = DateField(_l("Dato"), [Required(), Happened()])
    emne = StringField(_l("Emne"), [Required(), MaxText(200), NoCpr()], description=_l("Skriv ikke navne på borgere."))


def shown_svartid(row: Any) -> Mapping[str, Any]:
    """Return what the list tells of a month."""
    month = Period("M", row.maaned.year, row.maaned.month).label
    return {_("Måned"): month, _("Besvaret"): row.besvaret, _("Til tiden"): row.til_tiden}


def shown_undervisning(row: Any) -> Mapping[str, Any]:
    """Return what the list tells of a course."""
    return {_("Emne"): row.emne, _("Dato"): row.dato, _("Deltog"): row.deltagere, _("Medarbejdere"): row.medarbejdere}


def shown_opfoelgning(row: Any) -> Mapping[str, Any]:
    """Return what the list tells of a follow-up or briefing."""
    return {_("Emne"): row.emne, _("Dato"): row.dato, _("Hvad"): KINDS[row.slags]}
