"""The form a member of staff fills in after a meeting; the site makes its page."""

from __future__ import annotations

from værdig.api import DateField, IntegerField, MaxText, NumberRange, Required, StringField, VaerdigForm, _l


class MeetingForm(VaerdigForm):
    """One meeting."""

    held_on = DateField(_l("Hvilken dag var mødet?"), [Required()])
    topic = StringField(_l("Hvad handlede det om?"), [Required(), MaxText(200)])
    guests = IntegerField(_l("Hvor mange gæster kom der?"), [Required(), NumberRange(min=0, max=1000)])
    host = StringField(_l("Hvem holdt mødet?"), [Required(), MaxText(120)])
