"""The forms of surveys: a code, one question, sending, and staff's forms for rounds; no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup

from værdig.i18n import _, _l
from værdig.surveys.beside import in_both
from værdig.surveys.page_marks import SeatForm
from værdig.surveys.question_types import OPEN_ROOM, QuestionType
from værdig.ui.text import normalise
from værdig.ui.widgets import (
    HiddenField,
    MaxText,
    RadioField,
    Required,
    StringField,
    TextAreaField,
    VaerdigForm,
    VaerdigMeta,
)

MOST_TYPED = 200
"""Characters of a mistyped code that are shown again."""


class KeptText(HiddenField):
    """Text of several lines that the page carries for somebody whose session was gone."""

    clean = staticmethod(normalise)


class CodeForm(VaerdigForm):
    """The code from the letter; `kept_question` and `kept_answer` carry an answer that waits for it.

    `kept_written` is set when that answer is a text in somebody's own words.
    """

    code = StringField(
        _l("Din kode"),
        [Required(_l("Skriv koden fra dit brev."))],
        description=_l("13 tegn. Store og små bogstaver er lige gode, og du må gerne skrive mellemrum."),
    )
    kept_question = HiddenField()
    kept_answer = KeptText()
    kept_written = HiddenField()


class SendForm(SeatForm):
    """A button, and the mark of the answers that were checked."""

    tjekket = HiddenField()


class ProofForm(FlaskForm):  # type: ignore[misc]
    """Asks for the page's token without a word on the page: for a request whose answer needs no trust in where it came from."""

    class Meta(VaerdigMeta, FlaskForm.Meta):  # type: ignore[misc]
        """The same token as every form has."""


class QuestionForm(SeatForm):
    """One question of a questionnaire; its field `svar` is added by `question_form`."""

    fra = HiddenField()
    """`tjek` when the citizen came from the check page and wants to go back to it."""


def question_form(question: Mapping[str, Any], kind: QuestionType | None, **given: Any) -> QuestionForm:
    """Return the form of one question, for a type that can be shown; without one it has only its buttons."""
    fields: dict[str, Any] = {}
    if kind is not None:
        fields["svar"] = _field(question, kind)
    made: QuestionForm = type("OneQuestionForm", (QuestionForm,), fields)(**given)
    return made


def _field(question: Mapping[str, Any], kind: QuestionType) -> Any:
    choices = kind.choices(question)
    if not choices:
        return TextAreaField(_("Dit svar"), [MaxText(OPEN_ROOM)])
    heading = Markup("<h1>{}</h1>").format(in_both(question["wording"]))
    return RadioField(
        heading,
        choices=[(choice.value, in_both(choice.words)) for choice in choices],
        separate=[choice.value for choice in choices if choice.apart],
        description=in_both(question["help"]) if question["help"] else "",
    )
