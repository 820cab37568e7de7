"""The forms of a telephone interview: beginning it, and sending; questions use the citizens' own form. No database."""

from __future__ import annotations

from værdig.i18n import _l
from værdig.surveys.answering import UNSAID
from værdig.surveys.page_marks import SeatForm
from værdig.ui.widgets import BooleanField, RadioField, Required, StringField, VaerdigForm


class BeginForm(VaerdigForm):
    """The citizen's code as she reads it aloud, and what the interviewer affirms for this very call."""

    neutral = BooleanField(
        _l("Jeg er ikke borgerens sagsbehandler, og jeg har ikke været med i hendes samtaler."),
        [Required(_l("Sæt et kryds. Kender du sagen, så bed en anden om at ringe."))],
    )
    voluntary = BooleanField(
        _l("Jeg har sagt, at det er frivilligt, og borgeren vil gerne svare."),
        [Required(_l("Sig det til borgeren, og sæt et kryds."))],
    )
    code = StringField(
        _l("Koden, som borgeren læser op"),
        [Required(_l("Skriv koden fra borgerens brev."))],
        description=_l("13 tegn."),
    )


class SendForm(SeatForm):
    """Whether somebody beside the interviewer helped the citizen."""

    helped = RadioField(
        _l("Hjalp andre end dig borgeren med at svare?"),
        [Required()],
        choices=[
            ("nobody", _l("Nej")),
            ("relative", _l("Ja, en borgeren kender")),
            ("interpreter", _l("Ja, en tolk")),
            (UNSAID, _l("Det ved jeg ikke")),
        ],
    )
