"""The table of places where a round can be answered without an invitation; codes and answers are in `surveys.models`."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id


class SurveyPlace(Owned, Model):
    """A place of one round. Its id is the token in its address: who has it can ask for a code there."""

    __tablename__ = "survey_place"
    __table_args__ = (
        Index("ix_survey_place_round", "round_id"),
        CheckConstraint("daily_most >= 1", name="daily_most_natural"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    is_screen: Mapped[bool]
    """A tablet of ours that many use, which clears itself; else people use their own telephone."""
    asks_group: Mapped[bool]
    """Whether people are asked which of the round's groups they belong to."""
    daily_most: Mapped[int]
    """Codes handed out a day at the most."""
    day: Mapped[date | None]
    """The last day a code was handed out."""
    handed_out: Mapped[int] = mapped_column(default=0)
    """Codes handed out on that day: for the daily most, shown to nobody. It begins anew, so no sum over days is kept."""
    is_stopped: Mapped[bool] = mapped_column(default=False)
