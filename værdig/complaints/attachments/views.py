"""Where a handler fetches a file; that it was fetched is logged, and the citizen sees that her case was opened."""

from __future__ import annotations

from værdig.complaints import service
from værdig.complaints.attachments import handing_out, queries
from værdig.complaints.attachments.service import note_opening
from værdig.complaints.case_page import Page
from værdig.complaints.desk import Desk


def file(desk: Desk, file_id: str) -> Page:
    """Give a file to be saved."""
    kind, name, content = queries.content_of(desk.case, desk.keys, file_id)
    service.open_case(desk.case.id, desk.by)
    note_opening(desk.case.id, desk.by)
    return handing_out.to_save(kind, name, content)
