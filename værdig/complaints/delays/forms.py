"""The form of a delay letter: a reason and a new date; the rest of the letter is given."""

from __future__ import annotations

from værdig.complaints.forms import Once
from værdig.complaints.forms_case import Seen
from værdig.complaints.letter_texts.forms import Worded
from værdig.i18n import _l
from værdig.ui.widgets import BooleanField, DateField, MaxText, Required, TextAreaField


class DelayForm(Once, Seen, Worded):
    """Why a date is not kept, and until when it is put off; `seen` is the last message that was on the page."""

    reason = TextAreaField(
        _l("Hvorfor når I det ikke?"),
        [Required(_l("Skriv hvorfor. Borgeren har krav på at vide det.")), MaxText(4_000)],
        description=_l("Skriv til borgeren, i hele sætninger. Fx: Vi mangler en udtalelse fra lægen."),
    )
    until = DateField(_l("Ny dato"), [Required(_l("Skriv den nye dato."))])
    with_management = BooleanField(_l("Ledelsen må også læse den"))
