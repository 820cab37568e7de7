"""The form that clears a quotation: the text to shorten or mask, and that somebody has read it; no database."""

from __future__ import annotations

from værdig.i18n import _l
from værdig.surveys.question_types import OPEN_ROOM
from værdig.ui.widgets import BooleanField, MaxText, Required, TextAreaField, VaerdigForm


class ClearForm(VaerdigForm):
    """What may be quoted of one text."""

    words = TextAreaField(
        _l("Det, der må citeres"),
        [Required(_l("Skriv det, der må citeres.")), MaxText(2 * OPEN_ROOM)],
        description=_l("Du kan kun fjerne ord eller skjule dem med [navn] eller […]. Du kan ikke tilføje noget."),
    )
    read = BooleanField(
        _l("Jeg har læst det. Ingen kan kendes på det."),
        [Required(_l("Læs citatet, og sæt kryds, når ingen kan kendes på det."))],
    )
