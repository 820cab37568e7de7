"""The forms of own questions: writing one, and picking one; no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from værdig.i18n import _, _l
from værdig.surveys.builder.rules import MOST_HELP, MOST_WORDING
from værdig.ui.widgets import (
    HiddenField,
    MaxText,
    NoCpr,
    RadioField,
    Required,
    SelectField,
    TextAreaField,
    VaerdigForm,
)


class DraftForm(VaerdigForm):
    """Any change of the draft: `version` is the draft's number when the page was shown."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The number of the draft that the page showed; -1 for what is none."""
        return int(self.version.data) if str(self.version.data or "").isdecimal() else -1


class ItemForm(DraftForm):
    """One own question."""

    wording = TextAreaField(
        _l("Spørgsmålet"),
        [Required(), MaxText(MOST_WORDING), NoCpr()],
        description=_l("Spørg kun om én ting. Brug korte ord, og højst 15 ord i en sætning."),
    )
    help = TextAreaField(
        _l("Hjælp til spørgsmålet"), [MaxText(MOST_HELP), NoCpr()], description=_l("Fx »Tænk på det seneste halve år.«")
    )
    way = RadioField(_l("Hvordan skal der svares?"), [Required()])

    def offer(self, kinds: Mapping[str, Any]) -> None:
        """Offer the ways of asking, by key."""
        self.way.choices = list(kinds.items())


class PickForm(DraftForm):
    """A question that somebody has asked or offered before."""

    question = SelectField(_l("Spørgsmål"), [Required()])

    def offer(self, bank: Mapping[str, str]) -> None:
        """Offer questions by id."""
        self.question.choices = [("", _("Vælg et spørgsmål")), *bank.items()]
