"""The addresses of a case's pages, the same for both sides, and the way in: each is reached only by whom it is wrapped to."""

from __future__ import annotations

import functools

from flask import Blueprint, redirect, render_template, request, url_for

from værdig.access import requires
from værdig.complaints import keys, queries
from værdig.complaints.acting import MANAGEMENT, Side
from værdig.complaints.appeals.views_staff import board, notice
from værdig.complaints.attachments.views import document, file
from værdig.complaints.calls.views import call
from værdig.complaints.case_page import CaseView, Page, is_reserved, overtaken, turned_back, written
from værdig.complaints.conflicts.views import conflicts, lift_conflict, weigh
from værdig.complaints.conflicts.walls import turn_away
from værdig.complaints.delays.views import delay
from værdig.complaints.desk import Desk, acting, me, private_keys, unlock_address
from værdig.complaints.forms_case import DraftForm
from værdig.complaints.forms_keys import UnlockForm
from værdig.complaints.insight.views import (
    answer_insight,
    insight_copy,
    put_off_insight,
    sort_insight,
    take_down_insight,
)
from værdig.complaints.interpreting.views import (
    language_step,
    order_interpreter,
    order_translation,
    write_translation,
)
from værdig.complaints.investigations.views import (
    ask_comments,
    begin_draft,
    draft_finding,
    investigation,
    note_hearing_answer,
    send_finding,
    send_hearing,
)
from værdig.complaints.journalising.views import THEME_RULE, journal, journal_package, journal_receipt, journal_theme
from værdig.complaints.mediation.views import meeting
from værdig.complaints.post.views import letter
from værdig.complaints.redaction.views import (
    choose_documents,
    drop_redaction,
    finish_redaction,
    new_redaction,
    redaction,
    redaction_pdf,
)
from værdig.complaints.redaction.views_hiding import redact_document
from værdig.complaints.representation.views import change_person, citizens_code, end_person, note_person, person_code
from værdig.complaints.retention.views import delete_case, retention
from værdig.complaints.states import BORGERRAADGIVERS
from værdig.complaints.views_case import classify, identify, move, show
from værdig.complaints.views_consent import consent, revoke_consent
from værdig.complaints.views_contact import contact, contact_again
from værdig.complaints.views_letters import answer, close, need_answer, need_no_answer, note, reopen
from værdig.complaints.views_points import add_point, change_point, remove_point, restore_point, settle_point
from værdig.errors import NotYours, RuleBroken
from værdig.i18n import _
from værdig.ui.widgets import form_view

CASE_PAGES: tuple[tuple[str, CaseView, tuple[str, ...]], ...] = (
    ("/<case_id>", show, ("GET",)),
    ("/<case_id>/punkt", add_point, ("GET", "POST")),
    ("/<case_id>/punkt/<point_id>", settle_point, ("GET", "POST")),
    ("/<case_id>/punkt/<point_id>/ret", change_point, ("GET", "POST")),
    ("/<case_id>/punkt/<point_id>/fjern", remove_point, ("GET", "POST")),
    ("/<case_id>/punkt/<point_id>/fortryd", restore_point, ("POST",)),
    ("/<case_id>/flyt", move, ("GET", "POST")),
    ("/<case_id>/samtale", meeting, ("GET", "POST")),
    ("/<case_id>/svar", answer, ("GET", "POST")),
    ("/<case_id>/besked/<message_id>/kraever-intet", need_no_answer, ("POST",)),
    ("/<case_id>/besked/kraever-svar", need_answer, ("POST",)),
    ("/<case_id>/besked/<message_id>/brev.pdf", letter, ("GET",)),
    ("/<case_id>/fil/<file_id>", file, ("GET",)),
    ("/<case_id>/dokument", document, ("GET", "POST")),
    ("/<case_id>/forsinkelse/<clock_id>", delay, ("GET", "POST")),
    ("/<case_id>/klagefrist", notice, ("GET", "POST")),
    ("/<case_id>/ankestyrelsen", board, ("GET", "POST")),
    ("/<case_id>/indsigt/ny", take_down_insight, ("GET", "POST")),
    ("/<case_id>/indsigt/<insight_id>/sorter", sort_insight, ("GET", "POST")),
    ("/<case_id>/indsigt/<insight_id>/fristbrev", put_off_insight, ("GET", "POST")),
    ("/<case_id>/indsigt/<insight_id>/svar", answer_insight, ("GET", "POST")),
    ("/<case_id>/indsigt/<insight_id>/kopi.pdf", insight_copy, ("GET",)),
    ("/<case_id>/tolk", order_interpreter, ("GET", "POST")),
    ("/<case_id>/oversaettelse", order_translation, ("GET", "POST")),
    ("/<case_id>/oversaettelse/ny", write_translation, ("GET", "POST")),
    ("/<case_id>/sprog/<order_id>", language_step, ("GET", "POST")),
    ("/<case_id>/kopi/ny", new_redaction, ("GET", "POST")),
    ("/<case_id>/kopi/<redaction_id>", redaction, ("GET",)),
    ("/<case_id>/kopi/<redaction_id>/valg", choose_documents, ("GET", "POST")),
    ("/<case_id>/kopi/<redaction_id>/dokument/<int:number>", redact_document, ("GET", "POST")),
    ("/<case_id>/kopi/<redaction_id>/laest", finish_redaction, ("GET", "POST")),
    ("/<case_id>/kopi/<redaction_id>/kopi.pdf", redaction_pdf, ("GET",)),
    ("/<case_id>/kopi/<redaction_id>/slet", drop_redaction, ("GET", "POST")),
    ("/<case_id>/kontakt", contact, ("GET", "POST")),
    ("/<case_id>/kontakt/igen", contact_again, ("POST",)),
    ("/<case_id>/opkald", call, ("GET", "POST")),
    ("/<case_id>/notat", note, ("GET", "POST")),
    ("/<case_id>/type", classify, ("GET", "POST")),
    ("/<case_id>/navn", identify, ("GET", "POST")),
    ("/<case_id>/samtykke", consent, ("GET", "POST")),
    ("/<case_id>/samtykke/slut", revoke_consent, ("GET", "POST")),
    ("/<case_id>/afslut", close, ("GET", "POST")),
    ("/<case_id>/inhabil", conflicts, ("GET", "POST")),
    ("/<case_id>/inhabil/set", weigh, ("POST",)),
    ("/<case_id>/inhabil/<mark_id>/ophaev", lift_conflict, ("GET", "POST")),
    ("/<case_id>/person/ny", note_person, ("GET", "POST")),
    ("/<case_id>/borgerens-kode", citizens_code, ("GET", "POST")),
    ("/<case_id>/person/<representative_id>", change_person, ("GET", "POST")),
    ("/<case_id>/person/<representative_id>/slut", end_person, ("GET", "POST")),
    ("/<case_id>/person/<representative_id>/kode", person_code, ("GET", "POST")),
    ("/<case_id>/genaabn", reopen, ("GET", "POST")),
    ("/<case_id>/undersoegelse", investigation, ("GET",)),
    ("/<case_id>/undersoegelse/hoering", send_hearing, ("GET", "POST")),
    ("/<case_id>/undersoegelse/hoering/<hearing_id>", note_hearing_answer, ("GET", "POST")),
    ("/<case_id>/undersoegelse/bemaerkninger", ask_comments, ("GET", "POST")),
    ("/<case_id>/undersoegelse/videre", begin_draft, ("POST",)),
    ("/<case_id>/undersoegelse/udkast", draft_finding, ("GET", "POST")),
    ("/<case_id>/undersoegelse/send", send_finding, ("GET", "POST")),
    ("/<case_id>/journal", journal, ("GET",)),
    ("/<case_id>/journal/pakke", journal_package, ("POST",)),
    ("/<case_id>/journal/kvittering", journal_receipt, ("GET", "POST")),
    (THEME_RULE, journal_theme, ("GET", "POST")),
    ("/<case_id>/opbevaring", retention, ("GET", "POST")),
    ("/<case_id>/opbevaring/slet", delete_case, ("GET", "POST")),
)
"""Address, view and methods of every page of a case."""
INSIGHT = frozenset({take_down_insight, sort_insight, put_off_insight, answer_insight, insight_copy})
LANGUAGE = frozenset({order_translation, write_translation, language_step})
KEEPING = frozenset({journal, journal_package, journal_receipt, journal_theme, retention, delete_case})
COPIES = frozenset(
    {new_redaction, redaction, choose_documents, redact_document, finish_redaction, redaction_pdf, drop_redaction}
)
PEOPLE = frozenset({note_person, change_person, end_person, person_code, citizens_code})
KEPT_OPEN = INSIGHT | KEEPING | LANGUAGE | COPIES | PEOPLE
WHEN_CLOSED = KEPT_OPEN | {show, board, letter, file, reopen, revoke_consent, investigation, conflicts, lift_conflict}
"""The pages of a closed case: reading, printing and keeping it, opening it again, and what the citizen may always do or ask for."""
ENDED_BY_CLOSING = frozenset({close, move})
"""The pages that have nothing more to do in a closed case; what was typed in them is given back."""
DECIDING = frozenset({add_point, settle_point, change_point, remove_point, classify, close, meeting, reopen})
"""The pages that say what a case comes to: only for the side it was sent to. One begun before is answered by the service."""


def add_pages(blueprint: Blueprint, side: Side) -> None:
    """Give a side's blueprint the pages of a case, each behind the side's permission and keys."""
    for rule, view, methods in CASE_PAGES:
        page = requires(side.permission)(_on_desk(side, view))
        marked = form_view(page) if "POST" in methods and "GET" in methods else page
        blueprint.add_url_rule(rule, view.__name__, marked, methods=list(methods))


def _on_desk(side: Side, view: CaseView) -> CaseView:
    """Return a view that finds the case, opens its keys and then does its work; a locked inbox asks for the pass phrase first."""

    @functools.wraps(view)
    def page(case_id: str, **values: str) -> Page:
        turn_away(case_id, me())
        private = private_keys(side)
        if private is None:
            answered = unlock_first()
            if answered is not None:
                return answered
            private = private_keys(side) or {}
        try:
            case = queries.case_for(side.reader, case_id)
            desk = Desk(side, case, keys.open_for(case, side.reader, private), acting(side))
        except NotYours:
            return _taken_back(side, case_id)
        if request.method == "GET" and view in DECIDING and is_reserved(desk):
            return turned_back(desk, BORGERRAADGIVERS)
        if _is_shut(desk, view):
            return turned_back(desk, _("Sagen er lukket. Den skal åbnes igen først."))
        if request.method == "POST" and view in ENDED_BY_CLOSING and desk.case.closed is not None:
            return overtaken(desk)
        try:
            return view(desk, **values)
        except RuleBroken:
            return _come_too_late(desk, view)

    return page


def _come_too_late(desk: Desk, view: CaseView) -> Page:
    """Answer what the case's state no longer lets be done; a closing letter is kept as a draft while the case is open."""
    if view is close and desk.case.closed is None:
        told = _("Det kan ikke lade sig gøre nu. Sagen er måske flyttet af en anden. Kladden er gemt.")
        return turned_back(desk, told)
    return overtaken(desk)


def _is_shut(desk: Desk, view: CaseView) -> bool:
    """Tell whether a form is not to be begun in a closed case; one that was begun before is answered by what it wants to do."""
    if request.method != "GET" or view in WHEN_CLOSED or desk.case.closed is None:
        return False
    return view is not answer or not queries.awaits_answer(desk.case)


def _taken_back(side: Side, case_id: str) -> Page:
    """Give the text back to whoever was writing in a case when its citizen took her consent back; nothing of the case is told.

    Anybody who has not had the case open herself finds nothing here, as if there were no such case.
    """
    words = written()
    if side is not MANAGEMENT or not words or not queries.was_shown(case_id, me()):
        raise NotYours
    DraftForm().validate_on_submit()
    queue = url_for(side.endpoint("queue"))
    return render_template("complaints/taken_back.html", written=words, queue=queue, title=side.title), 410


def unlock_first() -> Page | None:
    """Ask for the pass phrase; what was being sent is carried along, so that nothing typed is lost. None when it is unlocked."""
    from værdig.complaints.views_inbox import unlocked

    if request.method == "GET":
        return redirect(unlock_address())
    form = UnlockForm()
    if "passphrase" in request.form and form.validate_on_submit() and unlocked(form):
        return None
    carried = [
        (name, text) for name, text in request.form.items(multi=True) if name not in ("passphrase", "csrf_token")
    ]
    return render_template("complaints/unlock_and_send.html", form=form, carried=carried), 422
