"""The pages of a case's journal: its documents, a theme, a package to take out, and the receipt; each office for its own documents."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, request

from værdig import clock, municipality
from værdig.complaints import service as cases
from værdig.complaints.case_page import Page, form_page, name_of, render, turned_back, url
from værdig.complaints.desk import Desk, private_keys
from værdig.complaints.journalising import documents, package, queries, service, wording
from værdig.complaints.journalising.contents import content
from værdig.complaints.journalising.documents import Document, Source
from værdig.complaints.journalising.forms import ReceiptForm, ThemeForm
from værdig.complaints.journalising.package import Packed
from værdig.complaints.journalising.queries import How, Standing
from værdig.errors import NotYours
from værdig.i18n import _, format_time, ngettext

THEME_RULE = f"/<case_id>/journal/<any({','.join(Source)}):wanted>/<document_id>"
"""The address of a document's theme."""


def journal(desk: Desk) -> Page:
    """The case's documents with date, theme, direction, and whether each lies in the records system."""
    cases.open_case(desk.case.id, desk.by)
    case = desk.case
    rows, transfers = documents.of_case(case), queries.transfers_of([case.id])[case.id]
    own = documents.themes_of(case)
    mine = [each for each in rows if _is_ours(desk, each)]
    shown = [
        _shown(desk, each, wording.theme(each, case, desk.keys, own.get(each.key)), queries.standing(each, transfers))
        for each in mine
    ]
    other = [queries.standing(each, transfers).is_done for each in rows if not _is_ours(desk, each)]
    return render(
        desk, "journalising/journal", rows=shown, others=len(other), others_missing=other.count(False),
        missing=sum(not each["done"] for each in shown), waiting=queries.unconfirmed(case, desk.side.reader),
        taken=[_taken(row) for row in reversed(transfers) if row.side == desk.side.reader],
    )  # fmt: skip


def _is_ours(desk: Desk, document: Document) -> bool:
    return document.is_open_to(desk.keys, desk.side.reader)


def _shown(desk: Desk, document: Document, theme: str, standing: Standing) -> dict[str, Any]:
    word, tone = wording.STANDINGS[standing.how]
    return {
        "at": document.at, "title": wording.title(document), "theme": theme,
        "direction": wording.DIRECTIONS[document.direction], "word": word, "tone": tone, "since": standing.at,
        "reference": standing.reference, "done": standing.is_done,
        "url": url(desk, "journal_theme", wanted=document.source.value, document_id=document.row_id),
    }  # fmt: skip


def _taken(row: Any) -> dict[str, Any]:
    return {
        "made": row.made, "by": name_of(row.made_by), "count": len(row.documents), "checksum": row.checksum,
        "confirmed": row.confirmed, "confirmed_by": name_of(row.confirmed_by) if row.confirmed else "",
        "reference": row.reference or "",
    }  # fmt: skip


def journal_theme(desk: Desk, wanted: str, document_id: str) -> Page:
    """Put the theme of one document in words."""
    document = queries.one(desk.case, wanted, document_id)
    if not _is_ours(desk, document):
        raise NotYours
    own = documents.themes_of(desk.case).get(document.key)
    form = ThemeForm(data={"theme": wording.theme(document, desk.case, desk.keys, own)})

    def deed() -> None:
        service.change_theme(desk.case.id, desk.keys, wanted, document_id, form.theme.data or "", desk.by)

    return form_page(
        desk, "journalising/theme", form, deed, _("Temaet er gemt."), then="journal", document=document,
        title=wording.title(document), proposed=wording.proposed(document, desk.case),
    )  # fmt: skip


def journal_package(desk: Desk) -> Page:
    """Give the package to be saved: what does not lie in the records system yet, or everything. It is made in memory and kept nowhere."""
    private = private_keys(desk.side) or {}
    everything, moment = request.form.get("omfang") == "alt", clock.now()
    cases.open_case(desk.case.id, desk.by)
    transfers = queries.transfers_of([desk.case.id])[desk.case.id]
    mine = [(each, queries.standing(each, transfers)) for each in documents.of_case(desk.case) if _is_ours(desk, each)]
    chosen = [(each, how) for each, how in mine if everything or not how.is_done]
    if not chosen:
        return turned_back(desk, _("Alt er overført. Der er intet at hente."))
    own = documents.themes_of(desk.case)
    packed = []
    for each, how in chosen:
        theme = wording.theme(each, desk.case, desk.keys, own.get(each.key))
        packed.append(Packed(each, theme, content(desk, private, each, theme), how.how is How.AENDRET))
    made = package.build(desk.case.number, municipality.get().name, moment, packed)
    service.note_package(
        desk.case.id, service.Taken([each for each, _how in chosen], made.checksum), desk.by, at=moment
    )
    answer = make_response(made.data)
    answer.headers["Content-Type"] = "application/zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="esdh-{desk.case.number}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def journal_receipt(desk: Desk) -> Page:
    """Confirm that a package lies in the records system, and under which number."""
    waiting = queries.unconfirmed(desk.case, desk.side.reader)
    if not waiting and request.method == "GET":
        flash(_("Der er ingen pakke at kvittere for. Hent en først."), "info")
        return redirect(url(desk, "journal"))
    known = queries.reference_of(desk.case)
    form = ReceiptForm(data={"transfer": waiting[0].id if waiting else "", "reference": known})
    form.transfer.choices = [(row.id, _named(row)) for row in waiting]
    form.transfer.hints = {row.id: _("Kontrolsum: %(sum)s", sum=row.checksum) for row in waiting}

    def deed() -> None:
        service.confirm(desk.case.id, form.transfer.data, form.reference.data, desk.by)

    return form_page(desk, "journalising/receipt", form, deed, _("Overførslen er kvitteret."), then="journal")


def _named(row: Any) -> str:
    count = len(row.documents)
    return ngettext(
        "%(count)s dokument, hentet %(when)s",
        "%(count)s dokumenter, hentet %(when)s",
        count,
        when=format_time(row.made),
    )
