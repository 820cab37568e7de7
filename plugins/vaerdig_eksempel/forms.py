"""The form a member of staff fills in after a meeting, and what its list shows; the site makes the pages."""

from __future__ import annotations

from collections.abc import Mapping

from vaerdig_eksempel.models import Meeting
from værdig.api import DateField, IntegerField, MaxText, NumberRange, Required, StringField, VaerdigForm, _, _l


class MeetingForm(VaerdigForm):
    """One meeting; each field has a column of the same name in `Meeting`."""

    held_on = DateField(_l("Hvilken dag var mødet?"), [Required()])
    topic = StringField(_l("Hvad handlede det om?"), [Required(), MaxText(200)])
    guests = IntegerField(_l("Hvor mange gæster kom der?"), [Required(), NumberRange(min=0, max=1000)])
    host = StringField(_l("Hvem holdt mødet?"), [Required(), MaxText(120)])


def shown(meeting: Meeting) -> Mapping[str, object]:
    """Return what the list tells of a meeting: headings and plain values, which the site writes in Danish."""
    return {_("Emne"): meeting.topic, _("Dag"): meeting.held_on, _("Gæster"): meeting.guests}
