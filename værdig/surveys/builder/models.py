"""The table of a planned round's own questions; published ones are in the questionnaire version, and never change."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned
from værdig.db.types import CanonicalJson


class LocalDraft(Owned, Model):
    """The own questions of one round while it is planned; deleted when they are published."""

    __tablename__ = "round_local_draft"

    round_id: Mapped[str] = mapped_column(
        String(22), ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(default=0)
    """Counts the changes, so that two who write at the same time notice each other."""
    items: Mapped[Any] = mapped_column(CanonicalJson)
    """Questions in order, in the form of `questionnaires.content_of`."""
