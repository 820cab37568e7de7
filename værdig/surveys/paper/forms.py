"""The forms of papers: the code, a whole questionnaire on one page, and ordering papers to print; no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from værdig.i18n import SOURCE, _, _l
from værdig.surveys.answering import UNSAID
from værdig.surveys.forms_staff import MoreInvitedForm
from værdig.surveys.helping import COUNTED
from værdig.surveys.page_marks import SeatForm
from værdig.surveys.question_types import OPEN_ROOM, type_of
from værdig.ui.widgets import (
    BooleanField,
    HiddenField,
    IntegerField,
    MaxText,
    NumberRange,
    Optional,
    RadioField,
    Required,
    SelectField,
    StringField,
    TextAreaField,
    VaerdigForm,
)

ANSWER = "svar_"
"""How the names of questions' fields begin."""
PDF, PAGE = "pdf", "side"
"""The two forms of a paper."""
NO_ANSWER = ("", _l("Intet kryds, eller flere"))
"""What is chosen by whoever has chosen something by mistake: a radio button cannot be let go of."""
MOST_PAPERS = 50
"""Papers with codes made in one go."""


class CodeForm(VaerdigForm):
    """The code on the paper."""

    neutral = BooleanField(
        _l("Jeg er ikke sagsbehandler for dem, hvis papirer jeg taster."),
        [Required(_l("Sæt et kryds. Ellers skal en anden taste papiret."))],
    )
    code = StringField(_l("Koden på papiret"), [Required(_l("Skriv koden fra papiret."))], description=_l("13 tegn."))


class AnswersForm(SeatForm):
    """A whole paper; its questions are added by `answers_form`, as `svar_1` and so on."""

    helped = RadioField(
        _l("Hjalp nogen borgeren?"),
        [Required()],
        choices=[(value, words) for value, words in COUNTED.items() if value not in ("", UNSAID)]
        + [(UNSAID, _l("Der er ikke sat kryds"))],
    )
    language = SelectField(_l("Papirets sprog"), [Required()])
    decided = BooleanField(_l("Jeg har set på papiret igen. Det, der står her nu, er rigtigt."))

    @property
    def has_typing(self) -> bool:
        """Whether anything of the paper has been typed; its language is chosen beforehand."""
        return any(field.data for field in self if field.name == "helped" or field.name.startswith(ANSWER))


def answers_form(questions: Sequence[Mapping[str, Any]], languages: Sequence[tuple[str, str]]) -> AnswersForm:
    """Return the form of a whole questionnaire; a question that cannot be shown is left out."""
    fields = {name_of(n): _field(n, question) for n, question in enumerate(questions, 1) if type_of(question)}
    form: AnswersForm = type("WholePaperForm", (AnswersForm,), fields)(data={"language": SOURCE})
    form.language.choices = list(languages)
    return form


def name_of(number: int) -> str:
    """Return the name of a question's field by its number from 1."""
    return f"{ANSWER}{number}"


def _field(number: int, question: Mapping[str, Any]) -> Any:
    kind = type_of(question)
    choices = kind.choices(question) if kind else []
    label = _("%(number)s. %(question)s", number=number, question=_(question["wording"]))
    if not choices:
        return TextAreaField(label, [Optional(), MaxText(OPEN_ROOM)])
    return RadioField(label, [Optional()], choices=[(choice.value, choice.words) for choice in choices] + [NO_ANSWER])


class PrintForm(MoreInvitedForm):
    """Papers to print: blank ones, or with a fresh code on each.

    `made_before` is how many codes the round had when the page was shown: pressed once more, it asks before it makes others.
    """

    made_before = HiddenField()
    form = RadioField(
        _l("Hvordan vil du printe?"),
        [Required()],
        choices=[(PDF, _l("Fra en PDF-fil")), (PAGE, _l("Fra en side i browseren"))],
        default=PDF,
    )
    language = SelectField(_l("Sprog"), [Required()])
    number = IntegerField(
        _l("Antal papirer med kode"),
        [Optional(), NumberRange(0, MOST_PAPERS)],
        description=_l("0 giver ét papir med en linje til koden. Højst 50 ad gangen."),
    )
    group = SelectField(_l("Målgruppe, når der er koder på"), [Optional()])
