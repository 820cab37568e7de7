"""The forms of sending out: a file, who gets a letter, days of reminders, and yes; no database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from værdig.i18n import _l
from værdig.surveys.forms_staff import MoreInvitedForm
from værdig.surveys.invitations.outbox import Whom
from værdig.surveys.invitations.service import MOST_REMINDERS
from værdig.ui.widgets import BooleanField, DateField, FileField, Optional, RadioField, Required, VaerdigForm

YES, NO = "ja", "nej"


class ListForm(VaerdigForm):
    """A file with people to invite."""

    file = FileField(
        _l("Fil"),
        [Required()],
        description=_l("CSV eller Excel (.xlsx), højst 10 MB. Uden navne og uden cpr-numre."),
    )


class InviteForm(MoreInvitedForm):
    """Yes to a list that has been shown."""


class WhomForm(VaerdigForm):
    """Who is written to, and whether it is a reminder."""

    whom = RadioField(
        _l("Hvem skal have det?"),
        [Required()],
        choices=[
            (Whom.WITHOUT_MAIL.value, _l("Dem uden e-mail, og dem, hvis e-mail blev afvist")),
            (Whom.ALL.value, _l("Alle på listen")),
        ],
        default=Whom.WITHOUT_MAIL.value,
    )
    reminder = BooleanField(_l("Det er en påmindelse. Teksten siger: Har du svaret, så se bort fra dette brev."))


class RemindForm(VaerdigForm):
    """Yes to a reminder now, and whether it is the last: then the list goes when it is sent."""

    last = RadioField(
        _l("Er det den sidste påmindelse?"),
        [Required()],
        choices=[
            (YES, _l("Dette er den sidste påmindelse. E-mailadresser og koder bliver slettet, så snart den er sendt.")),
            (NO, _l("Der kommer flere påmindelser. Listen bliver stående.")),
        ],
    )


class RemindersForm(VaerdigForm):
    """The days of reminders; an empty field is no reminder."""

    first = DateField(_l("Første påmindelse"), [Optional()], description=_l("Fx 12.5.2026. Tom: ingen."))
    second = DateField(_l("Anden påmindelse"), [Optional()])
    third = DateField(_l("Tredje påmindelse"), [Optional()])
    no_more = BooleanField(
        _l("Der sendes ikke flere påmindelser"),
        description=_l(
            "Sæt kryds, så bliver listen slettet med det samme: referencer, e-mailadresser, koder og breve."
        ),
    )

    def days(self) -> list[date]:
        """Return the days that are filled in."""
        fields: Sequence[Any] = (self.first, self.second, self.third)
        return [field.data for field in fields if field.data]

    def show(self, days: Sequence[date]) -> None:
        """Fill the fields with days that are planned already."""
        for field, day in zip((self.first, self.second, self.third)[:MOST_REMINDERS], days, strict=False):
            field.data = day
