"""What each step is called for the citizen and for staff, and the e-mail that tells staff to sign in; it says nothing of any case."""

from __future__ import annotations

from typing import Any

from værdig import municipality
from værdig.complaints.reminders.models import ClockReminder
from værdig.complaints.reminders.steps import Step
from værdig.i18n import _, _l, format_date

STAFF_SEES: dict[Step, Any] = {
    Step.RYKKER: _l("Afdelingen er rykket for svar"),
    Step.LEDERS_LEDER: _l("Lederens leder har fået besked om, at svaret mangler"),
    Step.BORGERRAADGIVER: _l("Borgerrådgiveren har fået besked om, at svaret mangler"),
    Step.RYKKET: _l("Borgerrådgiveren har rykket ledelsen"),
}
CITIZEN_SEES: dict[Step, Any] = {
    Step.RYKKER: _l("Vi har rykket afdelingen for svar"),
    Step.LEDERS_LEDER: _l("Vi har sagt det til lederens leder"),
    Step.BORGERRAADGIVER: _l("Vi har sagt det til borgerrådgiveren"),
    Step.RYKKET: _l("Borgerrådgiveren har rykket ledelsen for svar"),
}


def told(row: ClockReminder) -> str:
    """Return a step with its day as the citizen reads it."""
    return _("%(what)s den %(day)s.", what=CITIZEN_SEES[Step(row.step)], day=format_date(row.day))


def subject() -> str:
    """Return the subject of the e-mail to staff."""
    return _("Værdig: der er frister, du skal se på")


def text(address: str) -> str:
    """Return the e-mail to staff; `address` is the page they sign in on, or empty where it is not known."""
    parts = [
        _("Hej"),
        _("Der er frister i dag i Værdig (%(municipality)s). Log ind for at se dem.", municipality=municipality.name()),
        address,
        _("Der står ikke mere her, for e-mail kan læses af andre. Du får højst én e-mail om dagen, på arbejdsdage."),
    ]
    return "\n\n".join(part for part in parts if part)
