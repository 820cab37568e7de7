"""The form of an agreed talk: its day."""

from __future__ import annotations

from værdig.i18n import _l
from værdig.ui.widgets import DateField, Required, VaerdigForm


class MeetingForm(VaerdigForm):
    """Another day for the talk."""

    meeting = DateField(
        _l("Dagen for samtalen"),
        [Required(_l("Skriv dagen for samtalen."))],
        description=_l(
            "Fx 31.12.2026. Den dag, borgeren og afdelingen har sagt ja til. Borgeren ser dagen på sin side."
        ),
    )
