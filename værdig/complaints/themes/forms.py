"""Forms of a municipality's themes: a new one, and how one is used from a day on."""

from __future__ import annotations

from typing import Any

from værdig.clock import today
from værdig.complaints import categories
from værdig.complaints.categories import Kind
from værdig.i18n import _l
from værdig.ui.widgets import DateField, MaxText, RadioField, Required, SelectField, StringField, VaerdigForm

_TITLE = _l("Temaets navn")
_FROM = _l("Gælder fra")
_DAY = _l("Fx 31.12.2026. I dag eller en senere dag.")


class NewThemeForm(VaerdigForm):
    """A theme of the municipality's own."""

    title = StringField(_TITLE, [Required(_l("Skriv temaets navn.")), MaxText(60)])
    principle = SelectField(
        _l("Princip for værdig sagsbehandling"), [Required(_l("Vælg et princip."))],
        description=_l("Temaet tæller med under princippet i rapporten. Det kan ikke ændres bagefter."),
    )  # fmt: skip
    valid_from = DateField(_FROM, [Required(_l("Skriv datoen."))], default=today, description=_DAY)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.principle.choices = [("", ""), *categories.choices(Kind.PRINCIPLE, today())]


class ThemeForm(VaerdigForm):
    """What a theme is called from a day on, and whether it is used."""

    title = StringField(_TITLE, [Required(_l("Skriv temaets navn.")), MaxText(60)])
    used = RadioField(
        _l("Bliver det brugt?"), [Required(_l("Vælg ja eller nej."))],
        choices=[("ja", _l("Ja, det kan vælges")), ("nej", _l("Nej, det kan ikke vælges mere"))],
        description=_l("De klagepunkter, der står under temaet, bliver stående der."),
    )  # fmt: skip
    valid_from = DateField(_FROM, [Required(_l("Skriv datoen."))], default=today, description=_DAY)
