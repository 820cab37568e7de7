"""What a handler writes in a case: messages to the citizen, notes to nobody, the closing letter, and why it is opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from værdig.complaints import categories, letters, queries, service, texts
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.attachments.service import add_files
from værdig.complaints.case_page import Page, act, form_page, is_confidential, is_reserved, url
from værdig.complaints.desk import Desk
from værdig.complaints.forms_case import SETTLES, AnswerForm, CloseForm, DraftForm, NoteForm, ReasonForm, Seen
from værdig.complaints.keys import Reader
from værdig.complaints.reading import ReadMessage, ReadPoint, latest, read_case, read_points
from værdig.complaints.service import Draft, SaidAlready
from værdig.complaints.states import State, allowed
from værdig.complaints.views_points import TO_LETTER
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _


def answer(desk: Desk) -> Page:
    """Write to the citizen; the page says who else reads it. `?om=` begins with a question that is often asked."""
    asked = request.args.get("om", "")
    kind = texts.kind_asked(asked, desk.case)
    begun = {} if request.method == "POST" else _begun(asked, desk)
    form = AnswerForm(data=begun, settles=_may_settle(desk))
    ask_about_management(desk, form)
    fresh, read = read_up(desk, form)

    def deed() -> None:
        _require_finished(form.text.data, "text")
        settles = form.kind.data == SETTLES
        service.answer(
            desk.case.id, desk.keys, form.text.data, desk.by, kind="svar" if settles else form.kind.data,
            token=form.token.data, with_management=with_management(form), seen=read, settles=settles,
        )  # fmt: skip
        add_files(desk.case.id, desk.keys, form.prepared, desk.by, with_management=with_management(form))

    told = _("Beskeden er sendt. Borgeren kan læse den nu.")
    said = _("Den besked har vi allerede.")
    shown: dict[str, Any] = {"readers": readers(desk), "fresh": fresh, "worded": kind.key if kind else ""}
    return _unless_said(desk, said, lambda: form_page(desk, "answer", form, deed, told, **shown))


def _may_settle(desk: Desk) -> bool:
    """Tell whether a message can be the department's answer: it is to answer, and it is the department that writes.

    One that was sent as such is read as such: pressed twice, the second finds the case moved by the first.
    """
    if request.form.get("kind") == SETTLES:
        return desk.side is not BORGERRAADGIVER
    facts = queries.facts_of(desk.case)
    waits = facts.state in (State.HOS_AFDELING, State.ESKALERET)
    return desk.side is not BORGERRAADGIVER and waits and State.BESVARET in allowed(facts, desk.side.mover)


BEGUN_AS = {"videresendt": "henvisning", "uden-for": "henvisning", "samtykke": "spoergsmaal", "navn": "spoergsmaal"}
"""What kind of message each text is that one may begin with; the others are answers."""


def _begun(asked: str, desk: Desk) -> dict[str, str]:
    """Return what a message begins with: its text, and its kind where that is given by what it says."""
    kind = {"kind": BEGUN_AS[asked]} if asked in BEGUN_AS else {}
    return {"text": texts.question(asked, desk.case), **kind}


def _require_finished(text: str, field: str) -> None:
    if letters.UNFINISHED in text:
        raise UserError(_("Brevet er ikke færdigt. Skriv det, der mangler i de kantede parenteser."), field)


def read_up(desk: Desk, form: Seen) -> tuple[list[ReadMessage], str]:
    """Return what has been written since the form's page was made, and the last message that was on it.

    The next page shows what has come since, so that the form then counts it as read.
    """
    messages = read_case(desk.case, desk.keys).messages
    now = latest(desk.case, desk.keys)
    read = str(form.seen.data or "") if form.is_submitted() else now
    form.seen.data = now
    places = [place for place, message in enumerate(messages) if message.id == read]
    return messages[places[0] + 1 if places else 0 :] if read != now else [], read


def _unless_said(desk: Desk, said: str, page: Callable[[], Page]) -> Page:
    """Return a page; whoever has gone back and sends the same again is told that it is there, as citizens are."""
    try:
        return page()
    except SaidAlready:
        flash(said, "info")
        return redirect(url(desk, "show"))


def ask_about_management(desk: Desk, form: Any) -> None:
    """Keep the question only where there is a choice: the borgerraadgiver's, while the citizen has let the management in."""
    sent_as_shared = bool(form.with_management.data)
    if desk.side is not BORGERRAADGIVER or not (queries.facts_of(desk.case).shared or sent_as_shared):
        del form.with_management


def with_management(form: Any) -> bool:
    """Tell whether the writer lets the management read what she writes."""
    return bool("with_management" in form and form.with_management.data)


def readers(desk: Desk) -> str:
    """Return who reads a message besides the citizen."""
    if is_confidential(desk) and desk.side is not BORGERRAADGIVER:
        return _("Borgerrådgiveren kan også læse beskeden.")
    if is_confidential(desk) and queries.facts_of(desk.case).shared:
        return _(
            "Ledelsen kan se klagen, men ikke beskederne mellem borgeren og borgerrådgiverens kontor. Du vælger her, om den må læse denne."
        )
    if is_confidential(desk):
        return _("Kun borgeren og borgerrådgiverens kontor kan læse beskeden. Ledelsen kan ikke.")
    if desk.side is BORGERRAADGIVER:
        return _("Klagen er sendt til ledelsen. Ledelsen kan også læse beskeden.")
    if queries.is_shared(desk.case, Reader.BORGERRAADGIVER):
        return _("Borgeren har bedt borgerrådgiveren om at se med. Borgerrådgiveren kan også læse beskeden.")
    return _("Kun borgeren og ledelsen kan læse beskeden.")


def need_no_answer(desk: Desk, message_id: str) -> Page:
    """Take what the citizen has written so far out of what waits for an answer."""
    told = _("Beskeden kræver intet svar. Du kan fortryde ved beskederne.")
    return act(desk, lambda: service.need_no_answer(desk.case.id, message_id, desk.keys, desk.by), told)


def need_answer(desk: Desk) -> Page:
    """Let it wait for an answer after all."""
    return act(desk, lambda: service.need_answer(desk.case.id, desk.by), _("Beskeden venter på svar igen."))


def note(desk: Desk) -> Page:
    """Write a note that goes to nobody."""
    form = NoteForm()

    def deed() -> None:
        service.write_note(
            desk.case.id,
            desk.keys,
            form.text.data,
            desk.by,
            desk.side.reader,
            kind=form.kind.data,
            token=form.token.data,
        )

    told, said = _("Notatet er gemt."), _("Det notat har vi allerede.")
    return _unless_said(desk, said, lambda: form_page(desk, "note", form, deed, told))


def close(desk: Desk) -> Page:
    """Close the case with a letter; what is written of it is kept while the rest is seen to."""
    if request.method == "POST" and "then" in request.form:
        left = _leave(desk)
        if left is not None:
            return left
    points = read_points(desk.case, desk.keys)
    form = CloseForm(data={} if request.method == "POST" else asdict(_draft(desk, points)))
    ask_about_management(desk, form)
    fresh, read = read_up(desk, form)
    mark = letters.mark_of(points)
    agreed, form.points.data = form.points.data == mark, mark

    def deed() -> None:
        if not is_reserved(desk):  # whose letter is refused is not asked to mend it first
            _require_agreement(form, points, agreed=agreed)
        _require_finished(form.letter.data, "letter")
        try:
            service.close(
                desk.case.id, desk.keys, form.letter.data, desk.by, form.reason.data,
                with_management=with_management(form), seen=read,
            )  # fmt: skip
        except RuleBroken:  # somebody has moved the case meanwhile
            _keep(desk, form.draft)
            raise

    missing = [point for point in points if not point.outcome]
    shown: dict[str, Any] = {"points": points, "missing": missing, "readers": readers(desk), "fresh": fresh}
    shown["may_close"] = State.AFSLUTTET in allowed(queries.facts_of(desk.case), desk.side.mover)
    page = form_page(desk, "close", form, deed, _("Sagen er afsluttet."), **shown)
    if isinstance(page, tuple) and not form.csrf_token.errors:
        _keep(desk, form.draft)
    return page


def _require_agreement(form: CloseForm, points: list[ReadPoint], *, agreed: bool) -> None:
    """Refuse a letter whose list says something else than the klagepunkter, and show it mended; what is sent stays sent."""
    if agreed and not letters.contradicts(form.letter.data, points):
        return
    form.letter.data = letters.with_outcomes(form.letter.data, points)
    raise UserError(
        _(
            "Brevet passede ikke til klagepunkterne, som de er nu. Listen i brevet er rettet. Læs brevet igennem, og send igen."
        ),
        "letter",
    )


def _draft(desk: Desk, points: list[ReadPoint]) -> Draft:
    """Return what has been kept of the form, the letter with outcomes that have been set since, or with the template."""
    kept = service.draft_of(desk.case, desk.keys, desk.side.reader) or Draft()
    letter = letters.with_outcomes(kept.letter, points) if kept.letter else letters.closing_letter(desk.case, points)
    return replace(kept, letter=letter)


def _keep(desk: Desk, draft: Draft) -> None:
    service.keep_draft(desk.case.id, desk.keys, draft, desk.side.reader)


def _leave(desk: Desk) -> Response | None:
    """Keep what is typed and go where the pressed button says; None when it cannot be kept, so that the page is shown again."""
    form = DraftForm()
    if not form.validate_on_submit():
        return None
    then = request.form["then"]
    if then == "forfra":
        _keep(desk, Draft())
        return redirect(url(desk, "close"))
    _keep(desk, form.draft)
    flash(_("Kladden er gemt. Kun dit kontor kan læse den."), "success")
    if then == "punkt":
        return redirect(url(desk, "add_point", til=TO_LETTER))
    if any(point.id == then for point in desk.case.points):
        return redirect(url(desk, "settle_point", point_id=then, til=TO_LETTER))
    return redirect(url(desk, "close"))


def reopen(desk: Desk) -> Page:
    """Take up a closed case again."""
    form = ReasonForm()

    def deed() -> None:
        service.reopen(desk.case.id, desk.by, form.reason.data, keys=desk.keys)

    return form_page(desk, "reopen", form, deed, _("Sagen er åbnet igen."), decision=categories.DECISION)
