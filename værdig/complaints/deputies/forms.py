"""The form that chooses a deputy: who, from when and until when."""

from __future__ import annotations

from værdig.i18n import _l
from værdig.ui.widgets import DateField, RadioField, Required, VaerdigForm


class DeputyForm(VaerdigForm):
    """A deputy and her time; the people are set by the view."""

    user_id = RadioField(_l("Hvem skal være stedfortræder?"), [Required(_l("Vælg en person."))])
    first = DateField(_l("Fra og med"), [Required(_l("Skriv den første dag."))])
    last = DateField(
        _l("Til og med"),
        [Required(_l("Skriv den sidste dag."))],
        description=_l("Adgangen slutter af sig selv ved midnat efter den dag."),
    )
