"""The table of a planned round's own questions; published ones are in the questionnaire version, and never change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned
from værdig.db.types import CanonicalJson

REMOVED = "removed_from"
"""The key of a removed question that holds its place among the others, from 0."""


class LocalDraft(Owned, Model):
    """The own questions of one round while it is planned; deleted when they are published."""

    __tablename__ = "round_local_draft"

    round_id: Mapped[str] = mapped_column(
        String(22), ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(default=0)
    """Counts the changes, so that two who write at the same time notice each other."""
    items: Mapped[Any] = mapped_column(CanonicalJson)
    """Questions in order, in the form of `questionnaires.content_of`; behind them the one removed last, with its place under `REMOVED`."""

    @property
    def asked(self) -> list[Mapping[str, Any]]:
        """The questions that are in the round."""
        return [item for item in self.items if REMOVED not in item]

    @property
    def removed(self) -> Mapping[str, Any] | None:
        """The question removed last, which can be put back; None where there is none."""
        return next((item for item in self.items if REMOVED in item), None)
