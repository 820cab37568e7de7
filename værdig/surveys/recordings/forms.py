"""Staff's form of a recording; no database."""

from __future__ import annotations

from værdig.i18n import _l
from værdig.ui.widgets import FileField, Required, VaerdigForm


class RecordingForm(VaerdigForm):
    """A sound file of one text."""

    file = FileField(
        _l("Lydfil"),
        [Required(_l("Vælg en lydfil."))],
        description=_l("MP3, M4A, Ogg eller WAV, højst 5 MB. Brug ikke en fil, hvor der også bliver sagt noget andet."),
    )
