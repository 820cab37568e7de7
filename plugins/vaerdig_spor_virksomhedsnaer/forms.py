"""The form for a contact with a company; what is stored of it is in `service`."""

from __future__ import annotations

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
    _l,
)


class FirmakontaktForm(VaerdigForm):
    """One contact or visit."""

    virksomhed = StringField(_l("Virksomhed"), [Required(), MaxText(200), NoCpr()])
    cvr = StringField(_l("CVR-nummer"), [Required(), Cvr()], description=_l("Otte cifre."))
    ansatte = IntegerField(_l("Antal ansatte"), [Optional(), NumberRange(min=0, max=500_000)])
    slags = RadioField(
        _l("Hvad var det?"),
        [Required()],
        choices=[("kontakt", _l("Kontakt")), ("besoeg", _l("Besøg hos virksomheden"))],
    )
    dato = DateField(_l("Dato"), [Required(), Happened()])
