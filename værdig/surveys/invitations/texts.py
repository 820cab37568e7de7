"""What an invitation and a reminder say, in the invited person's language where all of it is translated, else in Danish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from babel.dates import format_date as babel_date
from sqlalchemy import select

from værdig import municipality
from værdig.db import db
from værdig.errors import NotYours
from værdig.i18n import SOURCE, LazyText, _l, catalogues
from værdig.surveys.channels import qr_address
from værdig.surveys.languages.names import FOREIGN, Language, language_by_code
from værdig.surveys.languages.queries import is_approved, verdicts
from værdig.surveys.models import Design, SurveyRound

SUBJECT = _l("Hvordan har du det hos %(unit)s?")
REMINDER_SUBJECT = _l("Husk: Hvordan har du det hos %(unit)s?")
GREETING = _l("Hej")
ASKED = _l("Vi vil gerne vide, hvordan du oplever mødet med %(unit)s. Det tager cirka 5 minutter at svare.")
TALKED = _l(
    "Du har for nylig haft en samtale med %(unit)s. Vi vil gerne vide, hvordan du oplever mødet med os. "
    "Det tager cirka 5 minutter at svare."
)
REMINDED = _l("Vi har skrevet til dig før. Har du svaret, så se bort fra dette brev.")
FREE = _l("Det er frivilligt. Det ændrer ikke din sag eller din ydelse, om du svarer.")
SECRET = _l("Ingen kan se, hvad netop du svarer. Heller ikke din sagsbehandler.")
HOW = _l("Sådan gør du: Gå ind på %(link)s. Eller gå ind på %(address)s, og skriv din kode.")
CODE = _l("Din kode")
SCAN = _l("Eller scan billedet med din telefon.")
UNTIL = _l("Du kan svare til og med den %(day)s.")
HELP = _l("Har du brug for hjælp eller tolk? Ring til kommunen på %(phone)s.")
HELP_WITHOUT_PHONE = _l("Har du brug for hjælp eller tolk? Ring til kommunen.")

MESSAGES: Sequence[LazyText] = (
    SUBJECT, REMINDER_SUBJECT, GREETING, ASKED, TALKED, REMINDED, FREE, SECRET, HOW, CODE, SCAN, UNTIL, HELP, HELP_WITHOUT_PHONE,
)  # fmt: skip
"""Everything a letter may say."""

NOT_SAID: Mapping[str, frozenset[LazyText]] = {
    Design.CENSUS: frozenset({TALKED}),
    Design.AFTER_CONVERSATION: frozenset({ASKED}),
}
"""By design, what its letters do not say: a language is used when it has all of the rest."""


@dataclass(frozen=True)
class Wording:
    """The words of one letter: subject, paragraphs, and what stands at code and picture."""

    language: str
    subject: str
    paragraphs: Sequence[str]
    code: str
    scan: str

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        known = language_by_code(self.language)
        return known.direction if known else "ltr"


class Words:
    """The wording of one round's letters, language by language; made once for many letters."""

    def __init__(self, round_: SurveyRound, address: str, *, is_reminder: bool) -> None:
        self._address = address.rstrip("/")
        self._day = round_.closes_on
        self._asked = ASKED if round_.design == Design.CENSUS else TALKED
        self._needed = tuple(message for message in MESSAGES if message not in NOT_SAID[round_.design])
        self._is_reminder = is_reminder
        self._unit, self._phone = municipality.setting("unit_name"), municipality.setting("phone")
        self._found: dict[str, Mapping[str, str] | None] = {}

    def link(self, code: str) -> str:
        """Return the address that a code's letter names."""
        return f"{self._address}/svar/{code}"

    def scanned(self, code: str) -> str:
        """Return what the letter's picture holds: the same address, marked so that answers tell they came that way."""
        return qr_address(self._address, code)

    def of(self, language: str, code: str) -> Wording:
        """Return a letter's words."""
        said = self._said(language)
        spoken = SOURCE if said is None else language

        def word(message: LazyText, **values: str) -> str:
            text = str(message) if said is None else said[str(message)]
            return text % values if values else text

        paragraphs = [
            word(GREETING),
            *([word(REMINDED)] if self._is_reminder else []),
            word(self._asked, unit=self._unit),
            word(FREE),
            word(SECRET),
            word(HOW, link=self.link(code), address=f"{self._address}/svar"),
            word(UNTIL, day=babel_date(self._day, "long", locale=spoken).rstrip()),
            word(HELP, phone=self._phone) if self._phone else word(HELP_WITHOUT_PHONE),
        ]
        subject = word(REMINDER_SUBJECT if self._is_reminder else SUBJECT, unit=self._unit)
        return Wording(spoken, subject, paragraphs, word(CODE), word(SCAN))

    def in_danish(self, languages: Iterable[str]) -> list[Language]:
        """Return those of some languages whose people get a Danish letter, since its words are not all approved there."""
        wanted = set(languages)
        return [each for each in FOREIGN if each.code in wanted and self._said(each.code) is None]

    def _said(self, language: str) -> Mapping[str, str] | None:
        """Return every message in a language; None where one has no approved translation, and for Danish."""
        if language not in self._found:
            self._found[language] = None if language == SOURCE else _translated(language, self._needed)
        return self._found[language]


def _translated(language: str, needed: Sequence[LazyText]) -> Mapping[str, str] | None:
    known, said = catalogues().messages(language), verdicts(language)
    found = {}
    for message in needed:
        danish = str(message)
        translation = known.get(danish)
        if translation is None or not is_approved(language, danish, translation, said):
            return None
        found[danish] = translation.texts[0]
    return found


def words(round_id: str, address: str, *, is_reminder: bool) -> Words:
    """Return the wording of a round's letters, leading to an address; raises NotYours."""
    round_ = db.session.scalar(select(SurveyRound).where(SurveyRound.id == round_id))
    if round_ is None:
        raise NotYours
    return Words(round_, address, is_reminder=is_reminder)


def as_text(wording: Wording, code: str) -> str:
    """Return a letter as plain text, for an e-mail or a merge file."""
    return "\n\n".join([*wording.paragraphs, f"{wording.code}: {code}", municipality.get().name])
