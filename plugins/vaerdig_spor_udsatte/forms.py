"""The form for an agreement with a company, and what its list shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from værdig.api import (
    Cvr,
    DateField,
    Happened,
    IntegerField,
    NumberRange,
    Optional,
    RadioField,
    Required,
    StringField,
    VaerdigForm,
    ValidationError,
    _,
    _l,
)

KINDS = {
    "jobtraening": _l("Jobtræning"),
    "faerre_timer": _l("Job på færre timer"),
    "partnerskab": _l("Partnerskab om socialt ansvar"),
    "andet": _l("Andet"),
}


class SamarbejdsaftaleForm(VaerdigForm):
    """One agreement."""

    cvr = StringField(_l("CVR-nummer"), [Required(), Cvr()], description=_l("Otte cifre."))
    slags = RadioField(_l("Hvad handler aftalen om?"), [Required()], choices=list(KINDS.items()))
    pladser = IntegerField(_l("Antal pladser"), [Required(), NumberRange(min=1, max=10_000)])
    indgaaet = DateField(_l("Indgået"), [Required(), Happened()])
    udloeb = DateField(_l("Udløber"), [Optional()], description=_l("Lad feltet stå tomt, hvis aftalen ikke udløber."))

    def validate_udloeb(self, field: Any) -> None:
        if field.data and self.indgaaet.data and field.data < self.indgaaet.data:
            raise ValidationError(_l("Aftalen kan ikke udløbe, før den er indgået."))


def shown(row: Any) -> Mapping[str, Any]:
    """Return what the list tells of an agreement."""
    return {
        _("CVR"): row.cvr,
        _("Slags"): KINDS[row.slags],
        _("Pladser"): row.pladser,
        _("Indgået"): row.indgaaet,
        _("Udløber"): row.udloeb or _("udløber ikke"),
    }
