"""The page where a handler notes when the citizen was told of the decision; the citizen's own is in `views`."""

from __future__ import annotations

from flask import request

from værdig.complaints import categories
from værdig.complaints.appeals.forms import NotedNoticeForm
from værdig.complaints.appeals.kept import kept
from værdig.complaints.appeals.last_day import Notice
from værdig.complaints.appeals.noting import note_notice
from værdig.complaints.case_page import Page, form_page, turned_back
from værdig.complaints.desk import Desk
from værdig.complaints.reading import read_case
from værdig.i18n import _


def notice(desk: Desk) -> Page:
    """Note when and how the citizen was told of the decision that the complaint is over."""
    if desk.case.type != categories.DECISION:
        return turned_back(desk, _("Sagen er ikke en klage over en afgørelse."))
    known = kept(read_case(desk.case, desk.keys).particulars)
    form = NotedNoticeForm(data=_shown(known) if known and request.method == "GET" else {})
    return form_page(
        desk, "appeals/notice", form, lambda: note_notice(desk.case.id, desk.keys, form.notice, desk.by),
        _("Det er noteret, hvornår borgeren fik afgørelsen."),
    )  # fmt: skip


def _shown(known: Notice) -> dict[str, object]:
    return {"way": known.way.value, "dated": known.dated, "got": known.got}
