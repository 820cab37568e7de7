"""The form of a call: what came of it, with whom, when, and what was said and agreed."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from værdig import clock
from værdig.clock import COPENHAGEN
from værdig.complaints.calls.rules import Result
from værdig.complaints.calls.wording import SPEAKERS
from værdig.complaints.forms import ROOM, Once
from værdig.complaints.forms_case import Seen
from værdig.i18n import _, _l
from værdig.ui.widgets import (
    DateField,
    JudgedTogether,
    MaxText,
    Optional,
    RadioField,
    Required,
    StringField,
    TextAreaField,
    ValidationError,
    not_long_ago,
)

CONFIRMED = "loest_bekraeftet"
REACHED = _l("Skal udfyldes, hvis du traf borgeren.")


class CallForm(Once, Seen):
    """A call; `seen` is how many calls the page knew of. Day and hour may stand empty for a call that has just been made."""

    result = RadioField(
        _l("Hvordan gik det?"),
        [Required()],
        choices=[
            (CONFIRMED, _l("Borgeren sagde, at det er løst")),
            (Result.LOEST.value, _l("Jeg mener, at det er løst, men borgeren sagde det ikke")),
            (Result.SKRIFTLIGT.value, _l("Borgeren ønsker et skriftligt svar")),
            (Result.IKKE_TRUFFET.value, _l("Jeg traf ikke borgeren")),
        ],
        hints={
            CONFIRMED: _l(
                "Borgeren ser på sin side, hvad du har noteret, og kan sige nej. Afslut så sagen med et brev."
            ),
            Result.LOEST.value: _l(
                "Borgeren bliver på sin side spurgt: »Er det løst?« Sagen kan først afsluttes efter et ja."
            ),
            Result.SKRIFTLIGT.value: _l("Borgeren ser på sin side, at der kommer et skriftligt svar, og hvornår."),
            Result.IKKE_TRUFFET.value: _l(
                "Borgeren ser på sin side, at du har prøvet at ringe, og hvornår du prøver igen."
            ),
        },
    )
    spoken_with = RadioField(
        _l("Hvem talte du med?"), [Optional(), JudgedTogether()], description=REACHED, choices=list(SPEAKERS.items())
    )
    said = TextAreaField(_l("Hvad blev der sagt?"), [MaxText(ROOM), JudgedTogether()], description=REACHED)
    agreed = TextAreaField(_l("Hvad aftalte I?"), [MaxText(ROOM)])
    next_try = DateField(_l("Hvornår prøver du igen?"), description=_l("Kun hvis du ikke traf borgeren."))
    day = DateField(
        _l("Hvilken dag ringede du?"), [not_long_ago], description=_l("Lad feltet stå tomt, hvis det er i dag.")
    )
    hour = StringField(_l("Hvad var klokken?"), description=_l("Fx 14.30. Lad feltet stå tomt, hvis det er nu."))

    def validate_hour(self, field: Any) -> None:
        """Read the hour as people write it; a call on an earlier day needs one."""
        if not field.data and self.day.data and self.day.data != clock.today():
            raise ValidationError(_("Skriv klokkeslættet."))
        if field.data:
            self._hour()

    @property
    def at(self) -> datetime:
        """When somebody rang."""
        day: date = self.day.data or clock.today()
        return datetime.combine(day, self._hour(), COPENHAGEN) if self.hour.data else clock.now()

    def _hour(self) -> time:
        found = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?", (self.hour.data or "").strip())
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError(_("Skriv klokkeslættet, fx 14.30."))
        return time(int(found[1]), int(found[2] or 0))
