"""The table of cleared quotations; the texts they are taken from are in `surveys.models`, with nothing beside them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from værdig.db import Model, Owned, new_id
from værdig.surveys.models import NO_ROW_ORDER


class Quotation(Owned, Model):
    """Words that a person has cleared to be quoted, of one text of a round: no group, no date, no writer."""

    __tablename__ = "quotation"
    __table_args__ = (UniqueConstraint("text_id"), Index("ix_quotation_round", "round_id"), NO_ROW_ORDER)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    round_id: Mapped[str] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"))
    text_id: Mapped[str] = mapped_column(ForeignKey("open_answer.id", ondelete="CASCADE"))
    """The text it is taken from; deleted with it. What a frozen report has quoted stays in that report."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info={"personal": True})
    """The words, sealed under the master key."""
    is_frozen: Mapped[bool] = mapped_column(default=False)
    """Quoted in a report that is frozen: it cannot be taken back any more."""
