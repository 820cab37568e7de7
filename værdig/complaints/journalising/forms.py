"""Forms of the journal: a document's theme, and the receipt of a package."""

from __future__ import annotations

from værdig.complaints.journalising.models import REFERENCE_ROOM
from værdig.complaints.journalising.wording import ROOM
from værdig.i18n import _l
from værdig.ui.validators import NoCpr
from værdig.ui.widgets import MaxText, RadioField, Required, StringField, VaerdigForm


class ThemeForm(VaerdigForm):
    """A short theme; empty brings the proposed one back."""

    theme = StringField(
        _l("Kort tema"),
        [MaxText(ROOM), NoCpr()],
        description=_l(
            "Højst 80 tegn. Skriv, hvad dokumentet handler om, men ikke hvem. Lad feltet stå tomt for at bruge det foreslåede tema."
        ),
    )


class ReceiptForm(VaerdigForm):
    """Which package has been laid into the records system, and under which number."""

    transfer = RadioField(_l("Hvilken pakke er lagt i ESDH?"), [Required(_l("Vælg en pakke."))])
    reference = StringField(
        _l("Sagens nummer i ESDH"),
        [Required(_l("Skriv nummeret på sagen i ESDH.")), MaxText(REFERENCE_ROOM), NoCpr()],
        description=_l("Fx 27.00.00-K03-12-26. Nummeret bliver gemt, også når sagen er slettet. Skriv ikke navne."),
    )
