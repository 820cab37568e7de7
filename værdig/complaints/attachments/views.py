"""Where a handler fetches a file, which is logged and seen by the citizen, and puts one that came by post or by hand into the case."""

from __future__ import annotations

from flask import flash, redirect

from værdig.complaints import service
from værdig.complaints.attachments import handing_out, queries
from værdig.complaints.attachments.service import add_files, note_opening
from værdig.complaints.case_page import Page, form_page, url
from værdig.complaints.desk import Desk
from værdig.complaints.forms_case import DocumentForm
from værdig.complaints.keys import Part
from værdig.complaints.service import SaidAlready
from værdig.complaints.service.judging import still_open
from værdig.i18n import _


def file(desk: Desk, file_id: str) -> Page:
    """Give a file to be saved."""
    kind, name, content = queries.content_of(desk.case, desk.keys, file_id)
    service.open_case(desk.case.id, desk.by)
    note_opening(desk.case.id, desk.by)
    return handing_out.to_save(kind, name, content)


def document(desk: Desk) -> Page:
    """Put what came by post or by hand into the case, with a note of what it is; nobody is written to.

    It lies with who the citizen is, as what she sends herself does: a letter names her. A handler who may not know that puts it where
    what she sends the citizen lies.
    """
    form = DocumentForm()

    def deed() -> None:
        still_open(desk.case)  # before the files, which come first: a note must not tell of what is not there
        part = Part.IDENTITY if desk.keys.has(Part.IDENTITY) else None
        add_files(desk.case.id, desk.keys, form.prepared, desk.by, part=part)
        service.write_note(
            desk.case.id, desk.keys, form.text.data, desk.by, desk.side.reader, kind="notat_til_sagen", token=form.token.data
        )  # fmt: skip

    try:
        return form_page(
            desk, "attachments/document", form, deed, _("Dokumentet ligger i sagen. Der er også gemt et notat.")
        )
    except SaidAlready:
        flash(_("Det har vi allerede."), "info")
        return redirect(url(desk, "show"))
