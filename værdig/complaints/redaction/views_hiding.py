"""The page where a handler hides what is not to be seen in one document of a copy: passages of a text, or squares of a page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, request

from værdig.complaints import service as cases
from værdig.complaints.attachments.service import note_opening
from værdig.complaints.case_page import Page, render, url
from værdig.complaints.desk import Desk
from værdig.complaints.models import CaseRedaction
from værdig.complaints.redaction import copying, documents, pictures, service
from værdig.complaints.redaction.documents import Form, Source
from værdig.complaints.redaction.finding import Place
from værdig.complaints.redaction.forms import LookForm, PageForm, TextForm, text_form
from værdig.complaints.redaction.hiding import Hidden, Proposal, paragraphs, proposals
from værdig.complaints.redaction.plan import Choice, PageChoice, Plan
from værdig.complaints.redaction.sheet import picture
from værdig.complaints.redaction.views import finished, held, named
from værdig.complaints.redaction.wording import USUAL, Use
from værdig.errors import NotYours
from værdig.i18n import _


@dataclass(frozen=True)
class At:
    """Where in which copy the handler is."""

    desk: Desk
    row: CaseRedaction
    plan: Plan
    there: list[tuple[Source, Choice]]
    number: int

    @property
    def source(self) -> Source:
        """The document."""
        return self.there[self.number - 1][0]

    @property
    def choice(self) -> Choice:
        """What is chosen for it."""
        return self.there[self.number - 1][1]

    @property
    def is_new(self) -> bool:
        """Whether it has not been gone through as it is now."""
        return self.choice.looked_at != documents.fingerprint(self.source)

    @property
    def seen(self) -> str:
        """What its page is made of: the document, and the words that are hidden everywhere."""
        return hashlib.sha256(json.dumps([documents.fingerprint(self.source), self.plan.phrases]).encode()).hexdigest()

    @property
    def usual(self) -> str:
        """The reason that is chosen beforehand."""
        return USUAL[Use(self.plan.use)].value


def redact_document(desk: Desk, redaction_id: str, number: int) -> Page:
    """Hide what is not to be seen in one document."""
    row, plan = held(desk, redaction_id)
    if row.finished:
        return finished(desk, row)
    there = copying.chosen(desk.case, desk.keys, plan, documents.sources(desk.case, desk.keys, desk.side.reader))
    if not 1 <= number <= len(there):
        raise NotYours
    at = At(desk, row, plan, there, number)
    cases.open_case(desk.case.id, desk.by)
    if at.source.form is Form.TEXT:
        return _text_page(at)
    return _closed_page(at) if at.source.form is Form.CLOSED else _picture_page(at)


def _text_page(at: At) -> Page:
    text, found, lines = at.source.text, proposals(at.source.text), paragraphs(at.source.text)
    made = text_form(text, found)
    form = made(data=_as_it_is(at, found, lines))
    if form.is_submitted() and not form.caught_up(at.seen):
        kept = list(dict.fromkeys([*(words for words, _reason in at.plan.phrases), *form.lines]))
        form = made(formdata=None, data={**_as_it_is(at, found, lines), "phrases": "\n".join(kept)})
        form.paragraphs.choices = _lines(text, lines)
        form.seen.data = at.seen
        form.add_error(_("Dokumentet eller ordene er ændret, siden du åbnede siden. Se det igennem igen."))
        return _shown_text(at, form, found)
    form.seen.data = at.seen
    form.paragraphs.choices = _lines(text, lines)
    if form.did(lambda: _keep(at, _chosen(at, form, found, lines), form.lines, form.reason.data)):
        return _onward(at)
    return _shown_text(at, form, found)


def _as_it_is(at: At, found: list[Proposal], lines: list[Place]) -> dict[str, Any]:
    """Return what the form of a text begins with: what was chosen before, or all that is proposed."""
    now = {(each.start, each.end): each.reason for each in at.choice.hidden} if not at.is_new else {}
    values: dict[str, Any] = {
        "reason": at.choice.left_out or at.usual,
        "left_out": bool(at.choice.left_out),
        "phrases": "\n".join(words for words, _reason in at.plan.phrases),
        "paragraphs": [str(n) for n, place in enumerate(lines) if place in now],
    }
    for n, each in enumerate(found):
        reason = now.get((each.start, each.end))
        values[f"hide{n}"] = at.is_new or reason is not None
        values[f"reason{n}"] = reason if reason not in (None, at.usual) else ""
    return values


def _lines(text: str, lines: list[Place]) -> list[tuple[str, str]]:
    return [(str(n), text[start:end].strip()) for n, (start, end) in enumerate(lines)]


def _chosen(at: At, form: TextForm, found: list[Proposal], lines: list[Place]) -> Choice:
    passages = [Hidden(*each) for each in form.ticked(found)]
    whole = [Hidden(*lines[int(n)], form.reason.data) for n in form.paragraphs.data or ()]
    out = form.reason.data if form.left_out.data else ""
    return Choice(at.source.id, documents.fingerprint(at.source), tuple(sorted({*passages, *whole})), left_out=out)


def _shown_text(at: At, form: TextForm, found: list[Proposal]) -> Page:
    marked = pieces_marked(at.source.text, found)
    now = [] if at.is_new else copying.given(at.desk.case, at.desk.keys, at.plan, at.source, at.choice).words
    page = _render(at, "text", form, marked=marked, found=range(len(found)), now=now)
    return (page, 422) if form.is_submitted() or form.errors or form.form_errors else page


def pieces_marked(text: str, found: list[Proposal]) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it is proposed to be hidden."""
    made, end = [], 0
    for each in found:
        made += [(text[end : each.start], False), (text[each.start : each.end], True)]
        end = each.end
    return [(words, hit) for words, hit in [*made, (text[end:], False)] if words]


def _picture_page(at: At) -> Page:
    data = documents.data_of(at.desk.case, at.desk.keys, at.source)
    last = documents.pages_of(at.desk.case, at.desk.keys, at.source)
    if last > pictures.MOST_PAGES:
        return _closed_page(at)
    page = _page_number(last)
    if request.method == "GET" and page == 1:
        note_opening(at.desk.case.id, at.desk.by)
    drawn = pictures.of_photo(data) if at.source.form is Form.PICTURE else pictures.of_page(data, page)
    rows = pictures.rows_of(drawn)
    before = at.choice.pages.get(page, PageChoice())
    form = PageForm(
        data={"reason": before.reason or at.choice.left_out or at.usual, "left_out": bool(at.choice.left_out),
              "cells": list(before.cells), "page_out": before.left_out}
    )  # fmt: skip
    form.cells.choices = [(cell, cell) for cell in pictures.squares(rows)]
    form.seen.data = at.seen

    def deed() -> None:
        cells = dict.fromkeys([*(form.cells.data or ()), *pictures.typed_squares(form.typed.data or "", rows)])
        kept = PageChoice(tuple(cells), form.page_out.data, form.reason.data)
        out = form.reason.data if form.left_out.data else ""

        def changed(plan: Plan) -> Plan:
            pages = (plan.choice(at.source.id) or at.choice).pages
            return plan.with_choice(
                Choice(at.source.id, documents.fingerprint(at.source), pages={**pages, page: kept}, left_out=out)
            )

        _change(at, changed)

    if form.did(deed):
        after = [n for n in range(page + 1, last + 1) if not form.left_out.data]
        return redirect(_address(at, at.number, side=after[0])) if after else _onward(at)
    shown = picture(pictures.packed(drawn))
    now = (
        picture(pictures.packed(pictures.blackened(drawn, before.cells)))
        if before.cells and not before.left_out
        else ""
    )
    made = _render(
        at,
        "page",
        form,
        shown=shown,
        now=now,
        page=page,
        pages=last,
        page_url=lambda n: _address(at, at.number, side=n),
    )
    return (made, 422) if form.is_submitted() else made


def _page_number(last: int) -> int:
    asked = request.args.get("side", "1")
    if not asked.isdecimal() or not 1 <= int(asked) <= last:
        raise NotYours
    return int(asked)


def _closed_page(at: At) -> Page:
    """A document that cannot be drawn here, or is too long: it is named as left out."""
    form = LookForm(data={"reason": at.choice.left_out or at.usual, "left_out": True})
    form.seen.data = at.seen
    if form.did(lambda: _keep(at, Choice(at.source.id, documents.fingerprint(at.source), left_out=form.reason.data))):
        return _onward(at)
    page = _render(at, "closed", form, is_long=at.source.form is not Form.CLOSED)
    return (page, 422) if form.is_submitted() else page


def _keep(at: At, choice: Choice, lines: list[str] | None = None, reason: str = "") -> None:
    def changed(plan: Plan) -> Plan:
        if lines is None:
            return plan.with_choice(choice)
        before = dict(plan.phrases)
        return replace(plan.with_choice(choice), phrases=tuple((line, before.get(line, reason)) for line in lines))

    _change(at, changed)


def _change(at: At, deed: Callable[[Plan], Plan]) -> None:
    service.change(at.desk.case.id, at.desk.keys, at.desk.side.reader, at.row.id, deed, at.desk.by)


def _onward(at: At) -> Page:
    """Go on to the next document that has not been gone through, or to reading the whole copy."""
    desk = at.desk
    there = copying.chosen(
        desk.case, desk.keys, held(desk, at.row.id)[1], documents.sources(desk.case, desk.keys, desk.side.reader)
    )
    waiting = [
        n
        for n, (source, choice) in enumerate(there, 1)
        if not copying.is_looked_at(desk.case, desk.keys, source, choice)
    ]
    if waiting:
        return redirect(_address(at, next((n for n in waiting if n > at.number), waiting[0])))
    return redirect(url(desk, "finish_redaction", redaction_id=at.row.id))


def _address(at: At, number: int, **more: Any) -> str:
    return url(at.desk, "redact_document", redaction_id=at.row.id, number=number, **more)


def _render(at: At, name: str, form: LookForm, **values: Any) -> str:
    return render(
        at.desk, f"redaction/{name}", form=form, document=named(at.source), number=at.number, count=len(at.there),
        back=url(at.desk, "redaction", redaction_id=at.row.id), numbers={}, **values,
    )  # fmt: skip
