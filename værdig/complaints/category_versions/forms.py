"""Forms of a municipality's categories: a new one, and how one is used from a day on."""

from __future__ import annotations

from typing import Any

from værdig.clock import today
from værdig.complaints import categories
from værdig.complaints.categories import Kind
from værdig.i18n import _l
from værdig.ui.widgets import DateField, MaxText, RadioField, Required, SelectField, StringField, VaerdigForm

_TITLE = _l("Navn")
_FROM = _l("Gælder fra")
_DAY = _l("Fx 31.12.2026. I dag eller en senere dag.")


class NewCategoryForm(VaerdigForm):
    """A category of the municipality's own; of themes alone its principle is asked for."""

    title = StringField(_TITLE, [Required(_l("Skriv navnet.")), MaxText(60)])
    principle = SelectField(
        _l("Princip for værdig sagsbehandling"), [Required(_l("Vælg et princip."))],
        description=_l("Temaet tæller med under princippet i rapporten. Det kan ikke ændres bagefter."),
    )  # fmt: skip
    valid_from = DateField(_FROM, [Required(_l("Skriv datoen."))], default=today, description=_DAY)

    def __init__(self, *, kind: Kind, **given: Any) -> None:
        super().__init__(**given)
        self.principle.choices = [("", ""), *categories.choices(Kind.PRINCIPLE, today())]
        if kind is not Kind.THEME:
            del self.principle


class CategoryForm(VaerdigForm):
    """What a category is called from a day on, and whether it is used."""

    title = StringField(_TITLE, [Required(_l("Skriv navnet.")), MaxText(60)])
    used = RadioField(
        _l("Bliver det brugt?"), [Required(_l("Vælg ja eller nej."))],
        choices=[("ja", _l("Ja, det kan vælges")), ("nej", _l("Nej, det kan ikke vælges mere"))],
        description=_l("Det, der allerede er noteret, bliver stående."),
    )  # fmt: skip
    valid_from = DateField(_FROM, [Required(_l("Skriv datoen."))], default=today, description=_DAY)
