"""The pages about who must not handle a case: its handlers' and its citizen's."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for

from værdig.complaints import visit
from værdig.complaints.case_page import Page, form_page, name_of, render, url
from værdig.complaints.conflicts import queries, service
from værdig.complaints.conflicts.forms import AvoidForm, LiftForm, MarkForm
from værdig.complaints.conflicts.models import CaseConflict
from værdig.complaints.conflicts.rules import REASONS
from værdig.complaints.desk import Desk, me
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.queries.cases import lies_with
from værdig.complaints.reading import words_of
from værdig.errors import UserError
from værdig.i18n import _


def conflicts(desk: Desk) -> Page:
    """See who must not handle the case, and mark somebody; whoever marks herself is led out of it."""
    form = MarkForm()
    form.user_id.choices = _people()
    if form.validate_on_submit():
        try:
            _mark_somebody(desk, form)
        except UserError as error:
            form.add_error(error)
        else:
            return _after(desk, form.user_id.data)
    page = render(
        desk, "conflicts/conflicts", form=form, wishes=wishes(desk), left=queries.left_for(desk.case),
        marks=[_mark(desk, mark) for mark in queries.marks_of(desk.case.id)],
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _mark_somebody(desk: Desk, form: MarkForm) -> None:
    """Mark the chosen one; another than oneself is also the answer to what the citizen has asked for."""
    chosen = form.user_id.data
    service.mark(desk.case.id, desk.keys, chosen, form.reason_code.data, desk.by, words=form.words.data or "")
    if chosen != me():
        service.weigh_wishes(desk.case.id, desk.by)


def _people() -> list[tuple[str, str]]:
    """Return whom a mark can be about: oneself first, then everybody else who handles cases."""
    everyone = {each.user_id: each.name for reader in queries.ROLES for each in queries.handlers(reader)}
    mine = everyone.pop(me(), None)
    first = [(me(), _("Mig selv"))] if mine else []
    return [*first, *sorted(everyone.items(), key=lambda pair: pair[1])]


def _after(desk: Desk, user_id: str) -> Page:
    people = queries.left_for(desk.case)
    if people:
        flash(
            _("Det er noteret. Sagen kan nu behandles af: %(names)s.", names=", ".join(p.name for p in people)),
            "success",
        )
    else:
        flash(_nobody_left(desk), "warning")
    if user_id == me():
        return redirect(url_for(desk.side.endpoint("queue")))
    return redirect(url(desk, "conflicts"))


def _nobody_left(desk: Desk) -> str:
    """Return what must be done now: an administrator sees only of the management's cases that there are such."""
    if lies_with(desk.case) is Reader.BORGERRAADGIVER:
        return _(
            "Det er noteret. Nu må ingen behandle sagen. Bed administratoren give en anden rollen. Administratoren kan ikke se, at sagen findes."
        )
    return _("Det er noteret. Nu må ingen behandle sagen. Borgerrådgiveren og administratoren kan se det.")


def _mark(desk: Desk, row: CaseConflict) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": name_of(row.user_id),
        "by": name_of(row.marked_by),
        "since": row.marked,
        "reason": REASONS[row.reason_code],
        "words": words_of(desk.keys, row.part, "case_conflict", "words", row.id, row.words),
        "lifted": row.lifted,
        "lifted_by": name_of(row.lifted_by) if row.lifted_by else "",
        "lifted_words": words_of(desk.keys, row.lifted_part, "case_conflict", "lifted_words", row.id, row.lifted_words),
    }


def wishes(desk: Desk) -> list[dict[str, Any]]:
    """Return what the citizen has asked for, as far as the keys go."""
    return [
        {"at": row.at, "words": _words(desk.keys, row), "seen": row.seen}
        for row in queries.wishes_of(desk.case.id)
        if desk.keys.has(Part(row.part))
    ]


def _words(held: Keys, row: Any) -> str:
    return words_of(held, row.part, "case_avoid_wish", "words", row.id, row.words)


def lift_conflict(desk: Desk, mark_id: str) -> Page:
    """Lift a mark, with a reason."""
    row = queries.mark_of(desk.case.id, mark_id)
    form = LiftForm()
    return form_page(
        desk, "conflicts/lift", form,
        lambda: service.lift(desk.case.id, desk.keys, mark_id, form.words.data, desk.by),
        _("Det er ophævet. Personen kan behandle sagen igen."), then="conflicts", mark=_mark(desk, row),
    )  # fmt: skip


def weigh(desk: Desk) -> Page:
    """Note that what the citizen has asked for has been looked at, and that nobody is marked for it."""
    service.weigh_wishes(desk.case.id, desk.by)
    flash(_("Det er noteret. Borgeren kan se, at I har set på det."), "success")
    return redirect(url(desk, "conflicts"))


def avoid() -> Page:
    """Let a citizen say on her case's page that somebody must not handle it."""
    opened = visit.opened()
    form = AvoidForm()
    if opened is None:
        form.validate_on_submit()
        return redirect(url_for("complaints.case"))
    found, _code, held = opened
    if form.validate_on_submit():
        try:
            service.ask_to_avoid(found.id, held, form.words.data, form.token.data)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Tak. Vi ser på det og svarer dig her på siden."), "success")
            return redirect(url_for("complaints.case"))
    page = render_template("complaints/conflicts/avoid.html", form=form, case=found, **own_page(found.id, held))
    return (page, 422) if form.is_submitted() else page


def own_page(case_id: str, held: Keys) -> dict[str, Any]:
    """Return what a citizen sees of it: what she has asked for, and since when somebody is kept from her case."""
    return {
        "avoided": [(row.at, _words(held, row), row.seen) for row in queries.wishes_of(case_id)],
        "kept_out": [row.marked for row in queries.marks_of(case_id) if row.lifted is None],
    }
