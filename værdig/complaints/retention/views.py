"""The pages where a person looks at a case whose time is over: keep it longer, or delete it in two steps; only for the side it was sent to."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for

from værdig.access import can
from værdig.clock import today
from værdig.complaints import categories
from værdig.complaints import service as cases
from værdig.complaints.case_page import Page, form_page, name_of, render, turned_back, url
from værdig.complaints.categories import Kind
from værdig.complaints.desk import Desk
from værdig.complaints.journalising.queries import reference_of
from værdig.complaints.reading import words_of
from værdig.complaints.retention import queries, rules, service
from værdig.complaints.retention.forms import KEEP, DeleteForm, ReviewForm
from værdig.complaints.retention.models import RetentionReview
from værdig.complaints.retention.rules import Ground
from værdig.complaints.retention.service import Disposal
from værdig.complaints.retention.wording import GROUNDS
from værdig.errors import NotYours, UserError
from værdig.i18n import _

PERMISSION = "complaints.retention"


def retention(desk: Desk) -> Page:
    """How long the case is kept, what stands in the way of deleting it, and the decision; a deputy may only look."""
    _require_ours(desk)
    if request.method == "POST" and not can(PERMISSION):
        raise NotYours
    if request.method == "GET":
        cases.open_case(desk.case.id, desk.by)
    facts = queries.facts_of(desk.case, today())
    if facts.until is None:
        return turned_back(desk, _("Sagen er ikke afsluttet. Tiden regnes fra den dag, den bliver afsluttet."))
    form = ReviewForm(may_delete=rules.is_over(facts.until, facts.today))
    form.decision.hints = {Ground.ARKIVERET.value: _missing(facts)} if facts.untransferred else {}

    def deed() -> None:
        words = form.words.data or ""
        if form.decision.data == KEEP:
            service.keep_longer(desk.case.id, desk.keys, form.until.data, words, desk.by)
            return
        wanted = Disposal(ground=Ground(form.decision.data), reference=form.reference.data or "", words=words)
        service.decide_deletion(desk.case.id, desk.keys, wanted, desk.by)

    deletes = form.is_submitted() and form.decision.data != KEEP
    told = (
        _("Det er besluttet. Skriv nu sagens nummer for at slette den.") if deletes else _("Sagen bliver gemt længere.")
    )
    return form_page(
        desk, "retention/review", form, deed, told, then="delete_case" if deletes else "retention", facts=facts,
        may=can(PERMISSION) and rules.is_near(facts.until, facts.today), is_over=rules.is_over(facts.until, facts.today),
        decided=_decided(desk), has_permission=can(PERMISSION), is_deletable=rules.objection_to_deleting(facts) is None,
    )  # fmt: skip


def _missing(facts: rules.Facts) -> str:
    return _("Det kan først vælges, når alt er overført. Der mangler %(count)s.", count=facts.untransferred)


def _decided(desk: Desk) -> dict[str, Any] | None:
    end = queries.end_of(desk.case)
    row: RetentionReview | None = end.review if end else None
    if row is None:
        return None
    return {
        "at": row.at, "by": name_of(row.by_id), "until": row.until, "reference": row.reference or "",
        "ground": GROUNDS[Ground(row.ground)] if row.ground else "",
        "words": words_of(desk.keys, row.part, "case_retention_review", "words", row.id, row.words),
    }  # fmt: skip


def delete_case(desk: Desk) -> Page:
    """The second step: what is deleted, what is left, and the number to be typed."""
    _require_ours(desk)
    if not can(PERMISSION):
        raise NotYours
    missing = rules.objection_to_deleting(queries.facts_of(desk.case, today()))
    if missing is not None:
        flash(str(missing.text), "error")
        return redirect(url(desk, "retention"))
    form, panel = DeleteForm(), url_for(desk.side.endpoint("retention_panel"))
    if form.validate_on_submit():
        number = desk.case.number
        try:
            service.delete_case(desk.case.id, form.number.data, desk.by)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Sag %(number)s er slettet. Tilbage er kun det, der står på listen.", number=number), "success")
            return redirect(panel)
    end = queries.end_of(desk.case)
    ground = Ground(end.review.ground) if end and end.review and end.review.ground else Ground.ARKIVERET
    reference = (
        reference_of(desk.case) if ground is Ground.ARKIVERET else (end.review.reference if end and end.review else "")
    )
    page = render(
        desk, "retention/delete", form=form, ground=GROUNDS[ground], reference=reference, panel=panel,
        type_title=categories.title(Kind.TYPE, desk.case.type),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _require_ours(desk: Desk) -> None:
    if desk.case.inbox != desk.side.reader:
        raise NotYours
