"""The form for a contact with a company, and what its list shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from værdig.api import (
    Cvr,
    DateField,
    Happened,
    IntegerField,
    MaxText,
    NoCpr,
    NumberRange,
    Optional,
    RadioField,
    Required,
    StringField,
    VaerdigForm,
    _,
    _l,
)

KINDS = {"kontakt": _l("Kontakt"), "besoeg": _l("Besøg hos virksomheden")}


class FirmakontaktForm(VaerdigForm):
    """One contact or visit."""

    virksomhed = StringField(_l("Virksomhed"), [Required(), MaxText(200), NoCpr()])
    cvr = StringField(_l("CVR-nummer"), [Required(), Cvr()], description=_l("Otte cifre."))
    ansatte = IntegerField(_l("Antal ansatte"), [Optional(), NumberRange(min=0, max=500_000)])
    slags = RadioField(
        _l("Hvad var det?"),
        [Required()],
        choices=list(KINDS.items()),
    )
    dato = DateField(_l("Dato"), [Required(), Happened()])


def shown(row: Any) -> Mapping[str, Any]:
    """Return what the list tells of a contact."""
    return {
        _("Virksomhed"): row.virksomhed,
        _("CVR"): row.cvr,
        _("Ansatte"): row.ansatte,
        _("Slags"): KINDS[row.slags],
        _("Dato"): row.dato,
    }
