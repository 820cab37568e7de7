"""The scale of criticism as a municipality has it on a day, and what each place means for a klagepunkt's outcome."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from værdig import municipality
from værdig.errors import UserError
from værdig.i18n import _

NOT_JUDGED = "ikke_vurderet"
"""Chosen for a klagepunkt that the finding does not judge."""


class Grade(NamedTuple):
    """One place on the scale: 0 is no criticism, and each place after it is graver."""

    place: int
    word: str
    steps: int

    @property
    def outcome(self) -> str:
        """The outcome a klagepunkt gets where she chooses no other."""
        return "kritik" if self.place else "ikke_medhold"


def grades(on: date) -> list[Grade]:
    """Return the bound municipality's scale on a day, the mildest first."""
    words = [str(word) for word in municipality.setting("criticism_scale", on)]
    return [Grade(place, word, len(words)) for place, word in enumerate(words)]


def grade_of(word: str, on: date) -> Grade | None:
    """Return the place a word has, None for `NOT_JUDGED`; raises UserError for a word that is not on the scale (any longer)."""
    if word == NOT_JUDGED:
        return None
    found = next((grade for grade in grades(on) if grade.word == word), None)
    if found is None:
        raise UserError(_("Kritikskalaen er ændret. Vælg en vurdering for hvert klagepunkt igen."))
    return found
