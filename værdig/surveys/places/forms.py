"""The forms of places: staff's new place, and the citizen's way in; no database."""

from __future__ import annotations

from collections.abc import Sequence

from værdig.i18n import _l
from værdig.ui.widgets import (
    BooleanField,
    IntegerField,
    MaxText,
    NumberRange,
    Optional,
    RadioField,
    Required,
    StringField,
    VaerdigForm,
)

UNKNOWN = "ukendt"


class PlaceForm(VaerdigForm):
    """A new place."""

    name = StringField(_l("Hvor er det?"), [Required(), MaxText(80)], description=_l("Fx Receptionen på rådhuset."))
    kind = RadioField(
        _l("Hvordan svarer man der?"),
        [Required()],
        choices=[("screen", _l("På jeres egen skærm")), ("own", _l("På egen telefon, med en QR-kode på en plakat"))],
        hints={"screen": _l("Skærmen rydder sig selv, når den ikke bruges, og når borgeren er færdig.")},
    )
    asks_group = BooleanField(
        _l("Spørg borgeren, hvilken målgruppe hun er i"),
        description=_l("Svar herfra står altid for sig selv. Svarprocent kan ikke beregnes for dem."),
    )
    daily_most = IntegerField(
        _l("Flest koder om dagen"),
        [Required(), NumberRange(1, 1000)],
        description=_l("Så kan ingen fylde undersøgelsen med svar fra ét sted."),
    )


class BeginForm(VaerdigForm):
    """The citizen's way in at a place; the group is asked for only where the place does."""

    group = RadioField(_l("Hvilken gruppe er du i?"), [Optional()], separate=[UNKNOWN])

    def offer(self, groups: Sequence[tuple[str, str]]) -> None:
        """Offer the round's groups, and that she does not know; without groups nothing is asked."""
        self.group.choices = [*groups, (UNKNOWN, str(_l("Ved ikke, eller vil ikke sige det")))] if groups else []

    def chosen(self) -> str | None:
        """Return the group's key, or None."""
        return None if self.group.data in (None, "", UNKNOWN) else str(self.group.data)
