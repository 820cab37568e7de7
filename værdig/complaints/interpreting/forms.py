"""Forms of ordering an interpreter or a translation, of what came of it, and of writing a translation down."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from værdig.clock import COPENHAGEN, today
from værdig.complaints import categories
from værdig.complaints.forms import ROOM, Once
from værdig.complaints.forms_case import Seen
from værdig.complaints.interpreting.wording import MAKERS, STEPS, WAYS
from værdig.i18n import _, _l
from værdig.ui.widgets import (
    DateField,
    MaxText,
    RadioField,
    Required,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
    not_long_ago,
)

SUPPLIER = _l("Hvem er det bestilt hos?")
_SUPPLIER_MISSING = _l("Skriv, hvem du har bestilt hos.")
_ROOM_OF_NAME = 200


def _languages() -> list[tuple[str, str]]:
    return categories.choices(categories.Kind.LANGUAGE, today())


class _Ordering(Once):
    """What both orders ask."""

    language = SelectField(_l("Sprog"), [Required()])
    supplier = StringField(SUPPLIER, [Required(_SUPPLIER_MISSING), MaxText(_ROOM_OF_NAME)])
    ordered_on = DateField(
        _l("Hvornår er det bestilt?"), [not_long_ago], description=_l("Lad feltet stå tomt, hvis det er i dag.")
    )
    due = DateField(
        _l("Hvornår er det lovet?"),
        description=_l("Lad feltet stå tomt, så regner vi datoen ud fra kommunens eget mål."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = _languages()


class InterpreterForm(_Ordering):
    """An interpreter for a talk."""

    day = DateField(_l("Hvilken dag er samtalen?"), [Required(_l("Skriv dagen."))])
    hour = StringField(_l("Hvad er klokken?"), [Required(_l("Skriv klokkeslættet."))], description=_l("Fx 14.30."))
    way = RadioField(
        _l("Hvordan er tolken med?"), [Required()], choices=[(way.value, text) for way, text in WAYS.items()]
    )

    def validate_hour(self, field: Any) -> None:
        """Read the hour as people write it."""
        self._hour()

    @property
    def talk_at(self) -> datetime:
        """When the talk is."""
        return datetime.combine(self.day.data, self._hour(), COPENHAGEN)

    def _hour(self) -> time:
        found = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?", (self.hour.data or "").strip())
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError(_("Skriv klokkeslættet, fx 14.30."))
        return time(int(found[1]), int(found[2] or 0))


class TranslationOrderForm(_Ordering):
    """A translation of something in the case."""

    about = SelectField(_l("Hvad skal oversættes?"), [Required()])
    from_language = SelectField(_l("Fra"), [Required()])

    def __init__(self, *args: Any, about: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about.choices = about
        self.from_language.choices = _languages()
        self.language.label.text = _("Til")


class StepForm(Seen):
    """What came of an order; `seen` is how far it was when the page was shown."""

    step = RadioField(_l("Hvad er der sket?"), [Required()])

    def __init__(self, *args: Any, steps: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step.choices = [(step.value, STEPS[step]) for step in steps]


class TranslationForm(Once):
    """A translation written down or pasted in."""

    about = SelectField(_l("Hvad er oversat?"), [Required()])
    language = SelectField(_l("Oversat til"), [Required()])
    maker = RadioField(
        _l("Hvordan er det oversat?"), [Required()], choices=[(maker.value, text) for maker, text in MAKERS.items()]
    )
    by_whom = StringField(
        _l("Hvem har oversat?"), [Required(_l("Skriv, hvem der har oversat.")), MaxText(_ROOM_OF_NAME)]
    )
    made_on = DateField(_l("Hvornår?"), [not_long_ago], description=_l("Lad feltet stå tomt, hvis det er i dag."))
    text = TextAreaField(
        _l("Oversættelsen"), [Required(_l("Skriv eller indsæt oversættelsen.")), MaxText(ROOM)],
        description=_l("Er der en oversættelse i forvejen, bliver denne en ny udgave. Den gamle bliver liggende."),
    )  # fmt: skip

    def __init__(self, *args: Any, about: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about.choices = about
        self.language.choices = _languages()
