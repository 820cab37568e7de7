"""The staff form that approves translations or withdraws that; no database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from værdig.errors import UserError
from værdig.i18n import _, _l
from værdig.ui.widgets import CheckboxesField, HiddenField, Required, VaerdigForm


def mark_of(hashes: Sequence[str]) -> str:
    """Return what a page carries of the translations it shows, so that approving all of them is approving those."""
    return hashlib.sha256(" ".join(hashes).encode()).hexdigest()


class VerdictForm(VaerdigForm):
    """Which texts somebody has read, and says something of; `shown` is the mark of all that the page shows."""

    texts = CheckboxesField(_l("Tekster"), [Required(_l("Vælg mindst én tekst."))])

    shown = HiddenField()

    def choose_all(self, hashes: Sequence[str]) -> None:
        """Choose every translation of the page; raises UserError when it showed others than these."""
        if self.shown.data != mark_of(hashes):
            raise UserError(_("En af teksterne er ændret, siden du åbnede siden. Se siden igen."), "texts")
        self.texts.data = list(hashes)

    def offer(self, hashes: Sequence[str]) -> None:
        """Offer the translations of the page, by hash."""
        self.texts.choices = [(found, _("Valgt")) for found in hashes]
