"""The wall between a case and whoever must not handle it: the condition every list is under, and the door that refuses.

Source: forvaltningsloven §§ 3-6; the domain note on complaints, 5.1 (6). Marks are set and lifted in `service`.
"""

from __future__ import annotations

from typing import Any

from flask import has_request_context, request
from sqlalchemy import ColumnElement, exists, select, true

from værdig import audit
from værdig.access import current_user
from værdig.access.guard import is_staff_address
from værdig.complaints.acting import By
from værdig.complaints.conflicts.models import REFUSED, CaseConflict
from værdig.db import db, transaction
from værdig.errors import NotYours


def viewer() -> str | None:
    """Return the member of staff who asks in this request; None for citizens, for jobs, and outside requests."""
    if not has_request_context() or not is_staff_address(request.path):
        return None
    user = current_user()
    return str(user.id) if user else None


def open_to_viewer(case_id: Any) -> ColumnElement[bool]:
    """Return the condition that the viewer is not marked in the case of a column; everything is open where nobody views."""
    who = viewer()
    if who is None:
        return true()
    marked = exists().where(CaseConflict.case_id == case_id, CaseConflict.user_id == who, CaseConflict.lifted.is_(None))
    return ~marked.correlate_except(CaseConflict)


def is_marked(case_id: str, user_id: str) -> bool:
    """Tell whether somebody must not see or handle a case today."""
    mark = select(CaseConflict.id).where(CaseConflict.case_id == case_id, CaseConflict.user_id == user_id)
    return db.session.scalar(mark.where(CaseConflict.lifted.is_(None)).limit(1)) is not None


def require_free(case_id: str, by: By) -> None:
    """Refuse somebody marked whatever she would do in a case, as if there were no such case: raises NotYours."""
    if is_marked(case_id, by.id):
        raise NotYours


def turn_away(case_id: str, user_id: str) -> None:
    """Refuse somebody marked at the door, and log that she tried; raises NotYours."""
    if is_marked(case_id, user_id):
        with transaction():
            audit.record(REFUSED, "complaint_case", case_id)
        raise NotYours
