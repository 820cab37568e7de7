"""Forms of retention: what is decided about a case at its end, and the number that is typed before it is deleted."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from værdig.complaints.journalising.models import REFERENCE_ROOM
from værdig.complaints.retention.rules import Ground
from værdig.complaints.retention.wording import GROUNDS
from værdig.i18n import _, _l
from værdig.ui.validators import NoCpr
from værdig.ui.widgets import DateField, MaxText, RadioField, Required, StringField, TextAreaField, VaerdigForm

KEEP = "behold"
"""The choice to keep a case longer; the others are grounds to delete it."""


class ReviewForm(VaerdigForm):
    """What is decided: keep it until a day, or delete it on a ground."""

    decision = RadioField(_l("Hvad skal der ske med sagen?"), [Required(_l("Vælg, hvad der skal ske."))])
    until = DateField(_l("Gem den til og med"), description=_l("Kun hvis sagen skal gemmes længere."))
    reference = StringField(
        _l("Regel eller svar fra arkivet"),
        [MaxText(REFERENCE_ROOM), NoCpr()],
        description=_l(
            "Kun hvis sagen skal slettes uden at være arkiveret. Det bliver gemt, når sagen er slettet. Skriv ikke navne."
        ),
    )
    words = TextAreaField(
        _l("Begrundelse"),
        [MaxText(2_000)],
        description=_l("Skal skrives, medmindre alt er overført og sagen skal slettes. Kun jeres side kan læse den."),
    )

    def __init__(self, *args: Any, may_delete: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deletions = [(ground.value, _("Slet: %(why)s", why=GROUNDS[ground])) for ground in Ground] if may_delete else []
        self.decision.choices = [(KEEP, _("Gem sagen længere")), *deletions]


class DeleteForm(VaerdigForm):
    """The number of the case, typed by whoever deletes it."""

    number = StringField(
        _l("Skriv sagens nummer for at slette den"), [Required(_l("Skriv sagens nummer.")), MaxText(40)]
    )

    def validate_number(self, field: Any) -> None:
        """Object to what cannot be a number before the case is looked at."""
        if not any(each.isdigit() for each in field.data or ""):
            raise ValidationError(_("Skriv nummeret, som det står på sagen."))
