"""Which code, and which answers, a page was made for: marks that its form carries, so that no tab acts for another.

All tabs of a browser share one cookie. A couple with two letters, or a helper, may have two codes in use; what stands on a page is
then sent for the code the page was made with, or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request, session

from værdig.crypto import keyring
from værdig.db.types import canonical
from værdig.i18n import language
from værdig.surveys.question_types import Value
from værdig.ui.widgets import HiddenField, VaerdigForm

CODE = "svarkode"
"""The cookie's key for the code in use."""

FIELD = "plads"
SPEAKS = "talt"
"""The name of the field that carries the page's language, for when the cookie that holds it is gone."""

MARK_CHARACTERS = 16


class SpokenForm(VaerdigForm):
    """A form that carries the language of its page."""

    talt = HiddenField(default=language)


class SeatForm(SpokenForm):
    """A form of the question flow: it carries the mark of the code it was made for."""

    plads = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.plads.data and CODE in session:
            self.plads.data = of_code(session[CODE])


def of_code(code: str) -> str:
    """Return the mark of a code: it tells nothing of the code, and fits no other."""
    return _mark("page", code)


def of_draft(code: str, version: int | None) -> str:
    """Return the mark of a draft as it stands: it is another after each save."""
    return _mark("draft", f"{code}:{version}")


def of_answers(code: str, answers: Mapping[str, Value], help_given: str) -> str:
    """Return the mark of what stands on a check page."""
    return _mark("checked", canonical([code, dict(answers), help_given]))


def is_of_another() -> bool:
    """Return whether this request's form was made for another code than the one in use now.

    A page from before the marks were introduced has none and is let through.
    """
    return is_for_another(session.get(CODE, ""))


def is_for_another(code: str) -> bool:
    """Return whether this request's form was made for another code than this one; staff have theirs elsewhere in their cookie."""
    carried = request.form.get(FIELD, "")
    return bool(carried) and carried != of_code(code)


def _mark(purpose: str, text: str) -> str:
    return keyring().pepper_mac(purpose, text).hex()[:MARK_CHARACTERS]
