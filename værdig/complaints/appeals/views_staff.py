"""The pages where a handler notes when the citizen was told of the decision, and what Ankestyrelsen decided; the citizen's is in `views`."""

from __future__ import annotations

from flask import request

from værdig.complaints import categories
from værdig.complaints.appeals.board import note_board, sent_on
from værdig.complaints.appeals.forms import BoardForm, NotedNoticeForm
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


def board(desk: Desk) -> Page:
    """Note what Ankestyrelsen has decided about a complaint that was sent there; also once the case is closed."""
    if sent_on(desk.case) is None:
        return turned_back(desk, _("Sagen er ikke sendt til Ankestyrelsen."))
    form = BoardForm(
        data={"outcome": desk.case.board_outcome, "on": desk.case.board_on} if request.method == "GET" else {}
    )
    return form_page(
        desk, "appeals/board", form, lambda: note_board(desk.case.id, form.outcome.data, form.on.data, desk.by),
        _("Det er noteret. Borgeren kan se det på siden »Din sag«."),
    )  # fmt: skip
