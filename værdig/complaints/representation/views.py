"""The pages on which staff note who stands beside a citizen: note, correct, end, and give a representative a code of her own."""

from __future__ import annotations

from typing import Any

from flask import request

from værdig.codes import shown
from værdig.complaints.case_page import Page, form_page, render, turned_back
from værdig.complaints.desk import Desk
from værdig.complaints.forms import Once
from værdig.complaints.keys import Part
from værdig.complaints.representation import citizen_code, queries, service
from værdig.complaints.representation.alike import staff_called_the_same
from værdig.complaints.representation.forms import ChangeForm, NoteForm
from værdig.complaints.representation.queries import Person
from værdig.complaints.representation.rules import ACTING, Role
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.ui.widgets import VaerdigForm


def section(desk: Desk) -> dict[str, Any]:
    """Return what the case's page shows of the people beside its citizen; nothing for a side that may not know who she is."""
    people = queries.people(desk.case, desk.keys)
    return {
        "people": people, "sees_people": desk.keys.has(Part.IDENTITY), "notes_people": is_ours(desk), "needs_code": citizen_code.is_needed(desk.case),
        "same_name": staff_called_the_same(desk.case.id, [each for each in people if not each.is_over]),
    }  # fmt: skip


def is_ours(desk: Desk) -> bool:
    """Tell whether this side notes people in the case: the one it was sent to, where it may know who its citizen is."""
    return bool(desk.case.inbox == desk.side.reader and desk.keys.has(Part.IDENTITY))


def note_person(desk: Desk) -> Page:
    """Note somebody beside the citizen."""
    _require_ours(desk)
    form = NoteForm()

    def deed() -> None:
        service.note(desk.case.id, desk.keys, form.fuldmagt, desk.by, token=form.token.data)

    return form_page(desk, "representation/person", form, deed, _("Personen er noteret."), person=None)


def change_person(desk: Desk, representative_id: str) -> Page:
    """Correct what is noted, above all that the fuldmagt has been seen."""
    person = _person(desk, representative_id)
    if person.is_over and request.method == "GET":
        return turned_back(desk, _("Det er slut. Notér personen igen, hvis der er givet en ny fuldmagt."))
    row = person.row
    form = ChangeForm(
        role=person.role,
        data={
            "name": person.name, "contact": person.contact, "basis": row.basis, "since": row.since, "until": row.until,
            "scope": [right.value for right in person.scope], "proof_seen": row.proof_seen is not None, "words": person.words,
        },
    )  # fmt: skip

    def deed() -> None:
        service.change(desk.case.id, desk.keys, representative_id, form.fuldmagt, desk.by)

    return form_page(
        desk, "representation/person", form, deed, _("Det er rettet."), person=person, acts=person.role in ACTING
    )


def end_person(desk: Desk, representative_id: str) -> Page:
    """Ask, and end somebody's right to act."""
    person = _person(desk, representative_id)
    if person.is_over:
        return turned_back(desk, _("Det er allerede slut."))
    told = _("Det er noteret. Borgeren kan læse det på sin side.") if person.role in ACTING else _("Det er noteret.")
    return form_page(
        desk, "representation/end", VaerdigForm(),
        lambda: service.end(desk.case.id, desk.keys, representative_id, desk.by), told, person=person,
        acts=person.role is not Role.BISIDDER,
    )  # fmt: skip


def person_code(desk: Desk, representative_id: str) -> Page:
    """Ask, and give a representative a code of her own; it is shown now and cannot be had again."""
    person = _person(desk, representative_id)
    if not person.may_have_code:
        return turned_back(
            desk, _("Der kan ikke laves en kode. Fuldmagten skal gælde i dag, være set og give lov til at se sagen.")
        )
    form, code = Once(), ""
    if form.validate_on_submit():
        try:
            code = shown(service.make_code(desk.case.id, desk.keys, representative_id, desk.by, form.token.data))
        except UserError as error:
            form.add_error(error)
    return render(desk, "representation/code", form=form, person=person, code=code)


def citizens_code(desk: Desk) -> Page:
    """Ask, and give the citizen a code of her own where whoever wrote the complaint has the one on the receipt; shown once."""
    _require_ours(desk)
    form, code = Once(), ""
    if form.validate_on_submit():
        try:
            code = shown(citizen_code.make(desk.case.id, desk.keys, desk.by, form.token.data))
        except UserError as error:
            form.add_error(error)
    elif not citizen_code.is_needed(desk.case):
        return turned_back(desk, _("Borgeren har allerede sin egen kode."))
    return render(desk, "representation/citizens_code", form=form, code=code)


def _person(desk: Desk, representative_id: str) -> Person:
    _require_ours(desk)
    return queries.read(queries.one(desk.case.id, representative_id), desk.keys)


def _require_ours(desk: Desk) -> None:
    if not is_ours(desk):
        raise NotYours
