"""The page where a citizen is contacted as she has asked: whom to ring, in which language, and what came of it."""

from __future__ import annotations

from flask import request

from værdig.complaints import service
from værdig.complaints.case_page import Page, act, form_page, overtaken, turned_back
from værdig.complaints.desk import Desk
from værdig.complaints.forms_case import ContactedForm
from værdig.complaints.service import Contact
from værdig.complaints.wishes import read_wish
from værdig.errors import UserError
from værdig.i18n import _


def contact(desk: Desk) -> Page:
    """Ring or write to the citizen, and tell what came of it; in vain, she goes on waiting."""
    wish = read_wish(desk.case, desk.keys)
    if wish is None or not wish.ways:
        told = _("Der er ikke nogen at kontakte i sagen lige nu.")
        return overtaken(desk) if request.method == "POST" else turned_back(desk, told)
    form = ContactedForm(data={"seen": str(wish.tries)})
    tries = wish.tries

    def deed() -> None:
        if not form.caught_up(str(tries)):
            raise UserError(_("Der er allerede noteret et forsøg, siden du åbnede siden. Er det et nyt, så gem igen."))
        result = Contact(form.result.data)
        service.tell_contact(desk.case.id, desk.keys, result, desk.by, desk.side.reader, note=form.text.data or "")

    return form_page(desk, "contact_staff", form, deed, _("Det er noteret."), wish=wish)


def contact_again(desk: Desk) -> Page:
    """Let a wish wait again that was ticked off by a slip."""
    return act(
        desk, lambda: service.contact_again(desk.case.id, desk.by), _("Borgeren venter på at blive kontaktet igen.")
    )
