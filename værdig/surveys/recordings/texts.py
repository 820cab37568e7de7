"""What is read aloud of a question, and of the opening, in a language, just as a citizen is shown it there, and the hash a recording is bound to."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from værdig.i18n import LazyText
from værdig.surveys import opening
from værdig.surveys.languages import queries as languages
from værdig.surveys.question_types import type_of

OPENING = "@intro"
_ADDRESS_BYTES = 16


@dataclass(frozen=True)
class SpokenText:
    """A text in a language. Of a question: its wording, its help where it has one, and each answer that can be chosen."""

    language: str
    about: str
    """The question's id, or `OPENING`."""
    parts: Sequence[str]

    @property
    def hash(self) -> str:
        """SHA-256 of the language and the parts, in hexadecimal: another word, another answer or another order is another text."""
        return sha256("\0".join([self.language, *self.parts]).encode()).hexdigest()

    @property
    def address(self) -> str:
        """The beginning of the hash as it stands in an address: 22 characters."""
        return urlsafe_b64encode(bytes.fromhex(self.hash)[:_ADDRESS_BYTES]).decode().rstrip("=")

    @property
    def wording(self) -> str:
        """The question itself, or the heading."""
        return self.parts[0]


def spoken(question: Mapping[str, Any], language: str) -> SpokenText:
    """Return what is read aloud of a published question in a language; what has no translation there to show is in Danish."""
    kind = type_of(question)
    choices = kind.choices(question) if kind else ()
    texts = [question["wording"], question["help"], *(choice.words for choice in choices)]
    return SpokenText(language, question["id"], tuple(_said(language, text) for text in texts if text))


def spoken_opening(language: str) -> SpokenText:
    """Return what is read aloud of the page before the first question: down to where the facts begin."""
    values = {name: _said(language, value) for name, value in opening.who_values().items()}
    points = (_said(language, point) for point in opening.POINTS)
    return SpokenText(
        language, OPENING, (_said(language, opening.TITLE), _said(language, opening.WHO) % values, *points)
    )


def _said(language: str, text: object) -> str:
    message = text.danish if isinstance(text, LazyText) else str(text)
    return languages.shown_in(language, message) or message
