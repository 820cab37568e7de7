"""The goal's three registrations as forms; what is stored of them is in `service`."""

from __future__ import annotations

from typing import Any

from værdig.api import (
    DateField,
    Happened,
    IntegerField,
    MaxText,
    NoCpr,
    NumberRange,
    RadioField,
    Required,
    StringField,
    VaerdigForm,
    ValidationError,
    _l,
)

COUNT = NumberRange(min=0, max=1_000_000)


class SvartidForm(VaerdigForm):
    """Answered enquiries of one month."""

    maaned = DateField(
        _l("En dag i måneden"), [Required()], description=_l("Tallene gælder hele den måned, dagen ligger i.")
    )
    besvaret = IntegerField(_l("Besvarede henvendelser"), [Required(), COUNT])
    til_tiden = IntegerField(_l("Heraf besvaret til tiden"), [Required(), COUNT])

    def validate_til_tiden(self, field: Any) -> None:
        if self.besvaret.data is not None and field.data is not None and field.data > self.besvaret.data:
            raise ValidationError(_l("Der kan ikke være flere svar til tiden, end der er svar i alt."))


class UndervisningForm(VaerdigForm):
    """One course in god forvaltningsskik."""

    dato = DateField(_l("Dato"), [Required(), Happened()])
    emne = StringField(_l("Emne"), [Required(), MaxText(200), NoCpr()])
    deltagere = IntegerField(_l("Medarbejdere, der deltog"), [Required(), COUNT])
    medarbejdere = IntegerField(_l("Medarbejdere i alt den dag"), [Required(), NumberRange(min=1, max=1_000_000)])

    def validate_deltagere(self, field: Any) -> None:
        if self.medarbejdere.data is not None and field.data is not None and field.data > self.medarbejdere.data:
            raise ValidationError(_l("Der kan ikke deltage flere, end der er medarbejdere."))


class OpfoelgningForm(VaerdigForm):
    """A leader's follow-up, or a briefing of the committee."""

    slags = RadioField(
        _l("Hvad er der sket?"),
        [Required()],
        choices=[("leder", _l("En leder har fulgt op med medarbejderne")), ("udvalg", _l("Udvalget er orienteret"))],
    )
    dato = DateField(_l("Dato"), [Required(), Happened()])
    emne = StringField(_l("Emne"), [Required(), MaxText(200), NoCpr()], description=_l("Skriv ikke navne på borgere."))
