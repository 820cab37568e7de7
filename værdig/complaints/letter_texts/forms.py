"""Forms of the texts of letters: a new version, and a jurist's approval."""

from __future__ import annotations

from værdig.clock import today
from værdig.complaints.letter_texts.kinds import ROOM
from værdig.i18n import _l
from værdig.ui.widgets import DateField, HiddenField, MaxText, Required, StringField, TextAreaField, VaerdigForm


class Worded(VaerdigForm):
    """A form of a letter that is written when it is sent; `worded` tells the text that its page showed."""

    worded = HiddenField()

    def looked_at(self, now: str) -> str:
        """Return what its page showed; from then on it is `now`, since that is shown again."""
        before = str(self.worded.data or "") if self.is_submitted() else now
        self.worded.data = now
        return before


class TextForm(VaerdigForm):
    """A letter's text, and from when it is used; `seen` is the version that was written last when its page was made."""

    seen = HiddenField()
    text = TextAreaField(_l("Teksten"), [Required(_l("Skriv teksten.")), MaxText(ROOM)])
    valid_from = DateField(
        _l("Bruges fra"), [Required(_l("Skriv datoen."))], description=_l("Fx 31.12.2026. I dag eller en senere dag.")
    )
    note = StringField(_l("Hvorfor bliver den ændret?"), [MaxText(300)])


class BackForm(VaerdigForm):
    """From when the text that Værdig comes with is used again."""

    valid_from = DateField(_l("Bruges fra"), [Required(_l("Skriv datoen."))], default=today)


class ApproveForm(VaerdigForm):
    """Who has approved a version, and when."""

    jurist = StringField(_l("Hvilken jurist har godkendt den?"), [Required(_l("Skriv navnet.")), MaxText(120)])
    on = DateField(_l("Hvornår?"), [Required(_l("Skriv datoen."))], default=today)
