"""The table of notices that wait: an e-mail address for as long as the mail server has not taken the notice, and then gone."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from værdig.complaints.key_models import SEALED
from værdig.db import Model, Owned, new_id

LETTER_PRINTED = "complaint.letter_printed"
"""The log's word for a letter that was fetched to be printed."""
NOTICE_REFUSED = "complaint.notice_refused"
"""The log's word for a notice that did not reach the citizen."""


class CaseNotice(Owned, Model):
    """One notice to one citizen, at most one a case at a time: what is written twice before it is sent is told once."""

    __tablename__ = "case_notice"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("complaint_case.id", ondelete="CASCADE"), unique=True)
    day: Mapped[date] = mapped_column(Date)
    address: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    """Sealed under a key of the installation, since the job that sends it holds no key of any case."""
