"""Forms of redacted copies: what goes along, what is hidden in a text or a page, and that the copy has been read through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from værdig.complaints.forms import Once
from værdig.complaints.forms_case import Seen
from værdig.complaints.redaction.finding import letters_of
from værdig.complaints.redaction.hiding import Proposal
from værdig.complaints.redaction.wording import KINDS, REASONS, USES
from værdig.i18n import _, _l
from værdig.ui.widgets import (
    BooleanField,
    CheckboxesField,
    HiddenField,
    MaxText,
    NoCpr,
    RadioField,
    Required,
    SelectField,
    StringField,
    TextAreaField,
    VaerdigForm,
    ValidationError,
)

MOST_PHRASES = 100
LONGEST_PHRASE = 200
AROUND = 40
"""Letters of context on each side of a proposed passage."""
RULES = [(reason.value, title) for reason, title in REASONS.items()]
AS_ABOVE = ("", _l("Samme grund som for hele dokumentet"))


class ChooseForm(Once):
    """What a copy is for, to whom, and of which documents."""

    use = RadioField(
        _l("Hvad skal kopien bruges til?"), [Required()], choices=[(use.value, title) for use, title in USES.items()]
    )
    recipient = StringField(
        _l("Hvem skal have den?"),
        [Required(_l("Skriv, hvem der skal have kopien. Et ord er nok.")), MaxText(80), NoCpr()],
        description=_l(
            "Et ord er nok, fx »den anden part« eller »en journalist«. Værdig sender ikke kopien. Det gør du selv."
        ),
    )
    documents = CheckboxesField(
        _l("Hvilke dokumenter skal med?"),
        [Required(_l("Vælg mindst ét dokument."))],
        description=_l("Interne arbejdspapirer kan ikke komme med."),
    )
    insight = HiddenField()

    def validate_recipient(self, field: Any) -> None:
        """Refuse an e-mail address: nothing is sent from here."""
        if "@" in field.data:
            raise ValidationError(_("Skriv et ord for modtageren, ikke en e-mail. Værdig sender ikke kopien."))


class LookForm(Seen):
    """What every document has: the reason that counts where no other is chosen, and whether all of it stays out."""

    reason = SelectField(_l("Grund for hele dokumentet"), [Required()], choices=RULES)
    left_out = BooleanField(_l("Udelad hele dokumentet"))


class TextForm(LookForm):
    """What is hidden in a text; the proposed passages are added by `text_form`."""

    paragraphs = CheckboxesField(_l("Skjul hele afsnit"))
    phrases = TextAreaField(
        _l("Skjul også disse ord"),
        [MaxText(8_000)],
        description=_l(
            "Skriv et ord eller et navn på hver linje. Det bliver skjult alle steder, i alle kopiens tekster, også inde i andre ord. "
            "Et ord på højst tre bogstaver bliver kun skjult, hvor det står alene."
        ),
    )

    @property
    def lines(self) -> list[str]:
        """The phrases, each once."""
        return list(dict.fromkeys(line.strip() for line in (self.phrases.data or "").split("\n") if line.strip()))

    def validate_phrases(self, _field: Any) -> None:
        """Refuse what nothing can be found by, and more than anybody can keep in view."""
        if len(self.lines) > MOST_PHRASES:
            raise ValidationError(_("Der kan højst stå %(most)s linjer.", most=MOST_PHRASES))
        for line in self.lines:
            if not letters_of(line):
                raise ValidationError(_("»%(line)s« har hverken bogstaver eller tal.", line=line[:40]))
            if len(line) > LONGEST_PHRASE:
                raise ValidationError(_("»%(line)s …« er for lang. Del den i flere linjer.", line=line[:40]))

    def ticked(self, found: Sequence[Proposal]) -> list[tuple[int, int, str]]:
        """Return where the ticked passages stand and the reason of each."""
        usual = self.reason.data
        return [
            (each.start, each.end, self[f"reason{n}"].data or usual)
            for n, each in enumerate(found)
            if self[f"hide{n}"].data
        ]


def text_form(text: str, found: Sequence[Proposal]) -> type[TextForm]:
    """Return the form of a text with a box and a reason for each passage that is proposed."""
    fields: dict[str, Any] = {}
    for n, each in enumerate(found):
        words = text[each.start : each.end]
        fields[f"hide{n}"] = BooleanField(
            _("Skjul »%(words)s« (%(kind)s)", words=words, kind=KINDS[each.kind]), description=around(text, each)
        )
        fields[f"reason{n}"] = SelectField(
            _("Grund til at skjule »%(words)s«, nr. %(number)s", words=words, number=n + 1), choices=[AS_ABOVE, *RULES]
        )
    return type("TextFormOfOne", (TextForm,), fields)


def around(text: str, passage: Proposal) -> str:
    """Return a passage with a few words on each side, on one line."""
    before, after = text[: passage.start][-AROUND:], text[passage.end :][:AROUND]
    start = "… " if passage.start > AROUND else ""
    end = " …" if passage.end + AROUND < len(text) else ""
    return " ".join(f"{start}{before}{text[passage.start : passage.end]}{after}{end}".split())


class PageForm(LookForm):
    """The squares of one page that are black."""

    cells = CheckboxesField(_l("Felter, der skal være sorte"))
    typed = StringField(
        _l("Eller skriv felterne"),
        [MaxText(400)],
        description=_l("Fx A1, C3-D5. Et tal alene er en hel række, fx 7 eller 7-9."),
    )
    page_out = BooleanField(_l("Udelad siden"))


class ReadForm(Seen):
    """That the whole copy has been read through."""

    read = BooleanField(
        _l("Jeg har læst kopien igennem"),
        [Required(_l("Læs kopien igennem, og sæt kryds. Før kan den ikke gives ud."))],
    )


class DropForm(VaerdigForm):
    """Removing a draft."""
