"""The pages of a redacted copy: what goes along, how far it is, that it has been read through, and fetching it; hiding is in `views_hiding`."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, request
from werkzeug.wrappers import Response

from værdig import clock
from værdig.complaints import service as cases
from værdig.complaints.case_page import Page, render, url
from værdig.complaints.desk import Desk
from værdig.complaints.insight import queries as requests
from værdig.complaints.insight.rules import Kind
from værdig.complaints.insight.views import is_ours
from værdig.complaints.models import CaseRedaction
from værdig.complaints.redaction import copying, documents, queries, service, sheet
from værdig.complaints.redaction.documents import Source
from værdig.complaints.redaction.forms import ChooseForm, DropForm, ReadForm
from værdig.complaints.redaction.plan import Plan
from værdig.complaints.redaction.wording import USES, Use
from værdig.errors import NotYours, UserError
from værdig.i18n import _, format_date

ASKED_FOR = {Kind.PARTSAKTINDSIGT: Use.PART, Kind.EGENACCES: Use.EGENACCES}
"""What a copy is for when it is begun from a request of a kind; any other is »Andet«."""


def shown(desk: Desk) -> list[dict[str, Any]]:
    """Return the side's redacted copies of a case as its page lists them; none for the side it was not sent to."""
    if not is_ours(desk):
        return []
    return [_listed(desk, row) for row in queries.of_case(desk.case, desk.side.reader)]


def _listed(desk: Desk, row: CaseRedaction) -> dict[str, Any]:
    plan = queries.plan_of(row, desk.keys)
    return {"row": row, "plan": plan, "use": use_of(plan), "url": url(desk, "redaction", redaction_id=row.id)}


def use_of(plan: Plan) -> Any:
    """Return what a copy is for, in words."""
    return USES[Use(plan.use)]


def held(desk: Desk, redaction_id: str) -> tuple[CaseRedaction, Plan]:
    """Return a copy of this side's and its plan; raises NotYours for any other."""
    if not is_ours(desk):
        raise NotYours
    row = queries.one(desk.case, desk.side.reader, redaction_id)
    return row, queries.plan_of(row, desk.keys)


def finished(desk: Desk, row: CaseRedaction) -> Response:
    """Lead to a copy that is finished from a page that has nothing more to do with it."""
    flash(_("Kopien er færdig og kan ikke ændres. Lav en ny, hvis noget skal være anderledes."), "warning")
    return redirect(url(desk, "redaction", redaction_id=row.id))


def new_redaction(desk: Desk) -> Page:
    """Begin a copy; `?indsigt=` names the request it is for."""
    if not is_ours(desk):
        raise NotYours
    form = ChooseForm(data=_begun(desk) if request.method == "GET" else {})
    available = documents.sources(desk.case, desk.keys, desk.side.reader)
    _offer(form, available)
    made: list[str] = []

    def deed() -> None:
        wanted = _wanted(desk, form)
        made.append(service.begin(desk.case.id, desk.keys, desk.side.reader, wanted, desk.by, token=form.token.data))

    if form.did(deed):
        return redirect(url(desk, "redaction", redaction_id=made[0]))
    page = render(desk, "redaction/choose", form=form, back=url(desk, "show"), is_new=True)
    return (page, 422) if form.is_submitted() else page


def _begun(desk: Desk) -> dict[str, Any]:
    asked = request.args.get("indsigt", "")
    if not asked:
        return {}
    row = requests.one(desk.case, asked)
    use = ASKED_FOR.get(Kind(row.kind), Use.ANDET) if row.kind else None
    return {"use": use, "insight": row.id, "recipient": _("borgeren") if use is not Use.PART else ""}


def _offer(form: ChooseForm, available: list[Source]) -> None:
    form.documents.choices = [(each.id, named(each)) for each in available]
    closed = [each for each in available if each.form is documents.Form.CLOSED]
    hint = _(
        "Kan ikke gengives her. Kopien kan kun sige, at det er udeladt. Gem det som PDF, og læg det på sagen, hvis noget skal med."
    )
    form.documents.hints = {each.id: hint for each in closed}


def named(source: Source) -> str:
    """Return a document as the handler knows it, with its day and what a file is called."""
    parts = [
        source.title,
        format_date(clock.local(source.at)) if source.at else "",
        f"»{source.name}«" if source.name else "",
    ]
    return ", ".join(part for part in parts if part)


def _wanted(desk: Desk, form: ChooseForm) -> service.Wanted:
    asked = requests.one(desk.case, form.insight.data).id if form.insight.data else None
    return service.Wanted(
        use=form.use.data, recipient=form.recipient.data, documents=form.documents.data, insight_id=asked
    )


def redaction(desk: Desk, redaction_id: str) -> Page:
    """How far a draft is, or what was given out."""
    row, plan = held(desk, redaction_id)
    available = documents.sources(desk.case, desk.keys, desk.side.reader)
    rows = [
        {"title": named(source), "url": _document(desk, row, number), "done": copying.is_looked_at(desk.case, desk.keys, source, choice)}
        for number, (source, choice) in enumerate(copying.chosen(desk.case, desk.keys, plan, available), 1)
    ]  # fmt: skip
    waiting = [] if row.finished else service.unread(desk.case, desk.keys, plan, available)
    return render(
        desk, "redaction/overview", row=row, plan=plan, use=use_of(plan), documents=rows, waiting=waiting,
        gone=len(plan.documents) > len(rows), to=lambda name: url(desk, name, redaction_id=row.id),
    )  # fmt: skip


def _document(desk: Desk, row: CaseRedaction, number: int) -> str:
    return url(desk, "redact_document", redaction_id=row.id, number=number)


def choose_documents(desk: Desk, redaction_id: str) -> Page:
    """Choose again what goes along in a draft."""
    row, plan = held(desk, redaction_id)
    if row.finished:
        return finished(desk, row)
    available = documents.sources(desk.case, desk.keys, desk.side.reader)
    there = {each.id for each in available}
    now = {
        "use": plan.use,
        "recipient": plan.recipient,
        "documents": [each.id for each in plan.documents if each.id in there],
    }
    form = ChooseForm(data=now)
    _offer(form, available)

    def deed() -> None:
        service.choose(desk.case.id, desk.keys, desk.side.reader, row.id, _wanted(desk, form), desk.by)

    back = url(desk, "redaction", redaction_id=row.id)
    if form.did(deed):
        return redirect(back)
    page = render(desk, "redaction/choose", form=form, back=back, is_new=False)
    return (page, 422) if form.is_submitted() else page


def finish_redaction(desk: Desk, redaction_id: str) -> Page:
    """Show the whole copy as it will be given out, and take the word that it has been read through."""
    row, _plan = held(desk, redaction_id)
    if row.finished:
        return finished(desk, row)
    form = ReadForm()

    def deed() -> None:
        def draw(copy: copying.Copy) -> bytes:
            return sheet.pdf(desk.case, copy, draft=False)

        service.finish(desk.case.id, desk.keys, desk.side.reader, row.id, form.seen.data, draw, desk.by)

    if form.did(deed):
        flash(_("Kopien er færdig. Du kan hente den nu og give den ud. Værdig sender den ikke."), "success")
        return redirect(url(desk, "redaction", redaction_id=row.id))
    return _to_read(desk, row, form)


def _to_read(desk: Desk, row: CaseRedaction, form: ReadForm) -> Page:
    plan = queries.plan_of(row, desk.keys)
    available = documents.sources(desk.case, desk.keys, desk.side.reader)
    waiting = service.unread(desk.case, desk.keys, plan, available)
    try:
        copy = copying.assembled(desk.case, desk.keys, plan, available)
    except UserError as error:
        waiting, told = [error.text], str(error.text)
    else:
        told = _("Gå først alle dokumenter igennem. Det mangler: %(titles)s.", titles=", ".join(waiting))
    if waiting:
        flash(told, "warning")
        return redirect(url(desk, "redaction", redaction_id=row.id))
    form.seen.data, form.read.data = copy.seen, False
    page = render(
        desk, "redaction/finish", form=form, row=row, plan=plan, left=copying.left(copy, plan),
        to=lambda name: url(desk, name, redaction_id=row.id), **_without_case(sheet.values(desk.case, copy)),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _without_case(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "case"}


def redaction_pdf(desk: Desk, redaction_id: str) -> Page:
    """Give the finished copy, or a draft that says on every page that it is one; which of them was fetched is logged."""
    row, plan = held(desk, redaction_id)
    if row.finished:
        return _handed_out(
            desk, queries.pdf_of(row, desk.keys), f"kopi-{clock.local(row.finished).date()}.pdf", draft=False
        )
    try:
        available = documents.sources(desk.case, desk.keys, desk.side.reader)
        copy = copying.assembled(desk.case, desk.keys, plan, available)
    except UserError as error:
        flash(str(error.text), "warning")
        return redirect(url(desk, "redaction", redaction_id=row.id))
    return _handed_out(desk, sheet.pdf(desk.case, copy, draft=True), "UDKAST-kopi.pdf", draft=True)


def _handed_out(desk: Desk, data: bytes, name: str, *, draft: bool) -> Response:
    cases.open_case(desk.case.id, desk.by)
    service.note_opening(desk.case.id, desk.by, draft=draft)
    answer = make_response(data)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def drop_redaction(desk: Desk, redaction_id: str) -> Page:
    """Ask, and remove a draft."""
    row, plan = held(desk, redaction_id)
    if row.finished:
        return finished(desk, row)
    form = DropForm()
    if form.did(lambda: service.drop(desk.case.id, desk.side.reader, row.id, desk.by)):
        flash(_("Udkastet er slettet. Sagen er, som den var."), "success")
        return redirect(url(desk, "show"))
    page = render(
        desk, "redaction/drop", form=form, plan=plan, use=use_of(plan), back=url(desk, "redaction", redaction_id=row.id)
    )
    return (page, 422) if form.is_submitted() else page
