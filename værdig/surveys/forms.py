"""The forms of surveys: a code, one question, sending, and staff's forms for rounds; no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup, escape

from værdig.i18n import _l
from værdig.surveys.beside import in_both
from værdig.surveys.page_marks import SeatForm, SpokenForm
from værdig.surveys.question_types import OPEN_ROOM, QuestionType
from værdig.ui.text import normalise
from værdig.ui.widgets import (
    HiddenField,
    MaxText,
    RadioField,
    Required,
    StringField,
    TextAreaField,
    VaerdigMeta,
)

MOST_TYPED = 200
"""Characters of a mistyped code that are shown again."""


class KeptText(HiddenField):
    """Text of several lines that the page carries for somebody whose session was gone."""

    clean = staticmethod(normalise)


class CodeForm(SpokenForm):
    """The code from the letter, and what `kept` knows of an answer that waits for it: its question's number, the answer, the id of
    its round, and the mark of the code it was answered with.
    """

    code = StringField(
        _l("Din kode"),
        [Required(_l("Skriv koden fra dit brev."))],
        description=_l("13 tegn. Store og små bogstaver er lige gode, og du må gerne skrive mellemrum."),
    )
    kept_question = HiddenField()
    kept_answer = KeptText()
    kept_round = HiddenField()
    kept_mark = HiddenField()


class SendForm(SeatForm):
    """A button, and the mark of the answers that were checked."""

    tjekket = HiddenField()


class ProofForm(FlaskForm):  # type: ignore[misc]
    """Asks for the page's token without a word on the page: for a request whose answer needs no trust in where it came from."""

    class Meta(VaerdigMeta, FlaskForm.Meta):  # type: ignore[misc]
        """The same token as every form has."""


class QuestionForm(SeatForm):
    """One question of a questionnaire; made by `question_form`, which gives it its field `svar`."""

    fra = HiddenField()
    """`tjek` when the citizen came from the check page and wants to go back to it."""
    runde = HiddenField()
    """The id of the round, by which the question is found again when the code is gone."""


class ChoosingForm(QuestionForm):
    """A question with answers to choose from; the words are put in by `question_form`."""

    svar = RadioField(choices=[])


class WritingForm(QuestionForm):
    """A question that is answered in one's own words."""

    svar = TextAreaField(_l("Dit svar"), [MaxText(OPEN_ROOM)])


def question_form(question: Mapping[str, Any], kind: QuestionType | None, **given: Any) -> QuestionForm:
    """Return the form of one question, for a type that can be shown; without one it has only its buttons."""
    if kind is None:
        return QuestionForm(**given)
    choices = kind.choices(question)
    if not choices:
        return WritingForm(**given)
    form = ChoosingForm(**given)
    form.svar.label.text = Markup("<h1>") + escape(in_both(question["wording"])) + Markup("</h1>")
    form.svar.description = in_both(question["help"]) if question["help"] else ""
    form.svar.choices = [(choice.value, in_both(choice.words)) for choice in choices]
    form.svar.separate = tuple(choice.value for choice in choices if choice.apart)
    return form
