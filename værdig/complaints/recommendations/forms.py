"""Forms of recommendations: the draft, giving it, and the steps in its life."""

from __future__ import annotations

from typing import Any

from værdig.complaints import queries
from værdig.complaints.forms import Once
from værdig.complaints.forms_case import Seen
from værdig.complaints.recommendations.lifecycle import EFFECTS
from værdig.complaints.recommendations.service import OWNERS, Wanted
from værdig.i18n import _l
from værdig.ui.widgets import (
    BooleanField,
    DateField,
    JudgedTogether,
    MaxText,
    NoCpr,
    RadioField,
    Required,
    StringField,
    TextAreaField,
    VaerdigForm,
)


class RecommendationForm(Once):
    """A draft; its text is meant to be read by everybody."""

    title = StringField(_l("Overskrift"), [Required(_l("Skriv en overskrift.")), MaxText(150), NoCpr()])
    text = TextAreaField(_l("Anbefalingen"), [Required(_l("Skriv anbefalingen.")), MaxText(4_000), NoCpr()])
    unit = RadioField(_l("Enhed"), [Required()])
    owner = RadioField(_l("Hvem skal følge op?"), [Required()], choices=list(OWNERS.items()))
    due = DateField(_l("Frist"), [Required(_l("Skriv en dato."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit.choices = queries.units()

    @property
    def wanted(self) -> Wanted:
        """What has been typed."""
        return Wanted(
            title=self.title.data, text=self.text.data, unit=self.unit.data, owner=self.owner.data, due=self.due.data
        )


class GiveForm(VaerdigForm):
    """Giving a draft to the administration."""

    read_through = BooleanField(_l("Jeg har læst teksten. Den nævner ingen."))
    release = BooleanField(_l("Teksten må stå i halvårsrapporten"))


class AdvanceForm(Seen):
    """A step in a recommendation's life; `seen` is the stage it had when the page was made."""

    target = RadioField(_l("Hvad sker der nu?"), [Required()], validate_choice=False)
    effect = RadioField(_l("Har anbefalingen virket?"), choices=list(EFFECTS.items()), validate_choice=False)
    words = TextAreaField(_l("Begrundelse eller dokumentation"), [MaxText(4_000), NoCpr(), JudgedTogether()])
