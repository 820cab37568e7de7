"""The table of languages whose answers look turned: a mark per round and language, and nothing of any answer."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned


class ReversedLanguage(Owned, Model):
    """A language of a closed round in which the scale looks read backwards; only languages with enough answers can have one."""

    __tablename__ = "reversed_language"

    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
