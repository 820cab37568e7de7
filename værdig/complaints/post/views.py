"""The letter that a handler prints."""

from __future__ import annotations

from flask import make_response, request

from værdig import audit
from værdig.complaints.case_page import Page
from værdig.complaints.desk import Desk
from værdig.complaints.interpreting.queries import NOTHING, translations
from værdig.complaints.post import document
from værdig.complaints.post.models import LETTER_PRINTED
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reading import read_case
from værdig.db import transaction
from værdig.errors import NotYours


def letter(desk: Desk, message_id: str) -> Page:
    """Give one message to the citizen as a letter to print, with its newest translation into a language where that is asked for.

    That it was printed stands in the case's history.
    """
    read = read_case(desk.case, desk.keys)
    message = next((each for each in read.messages if each.id == message_id and not each.from_citizen), None)
    if message is None:
        raise NotYours
    wanted = request.args.get("sprog")
    lying = translations(desk.case, desk.keys).get(message.id, NOTHING).newest
    translation = next((each for each in lying if each.language == wanted), None)
    if wanted and translation is None:
        raise NotYours
    made = document.pdf(desk.case, read, message, translation)
    with transaction():
        audit.record(LETTER_PRINTED, OBJECT, desk.case.id, actor=desk.by.actor)
    answer = make_response(made)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="brev-{desk.case.number}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
