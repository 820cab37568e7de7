"""The staff form that approves translations or withdraws that; no database."""

from __future__ import annotations

from collections.abc import Sequence

from værdig.i18n import _, _l
from værdig.ui.widgets import CheckboxesField, Required, VaerdigForm


class VerdictForm(VaerdigForm):
    """Which texts somebody has read, and says something of."""

    texts = CheckboxesField(_l("Tekster"), [Required(_l("Vælg mindst én tekst."))])

    def offer(self, hashes: Sequence[str]) -> None:
        """Offer the translations of the page, by hash."""
        self.texts.choices = [(found, _("Valgt")) for found in hashes]
