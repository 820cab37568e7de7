"""What is read aloud of a question in a language, just as a citizen is shown it there, and the hash a recording is bound to."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from værdig.i18n import LazyText
from værdig.surveys.languages import queries as languages
from værdig.surveys.question_types import type_of

_ADDRESS_BYTES = 16


@dataclass(frozen=True)
class SpokenText:
    """A question in a language: its wording, its help where it has one, and each answer that can be chosen."""

    language: str
    about: str
    """The question's id."""
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
        """The question itself."""
        return self.parts[0]


def spoken(question: Mapping[str, Any], language: str) -> SpokenText:
    """Return what is read aloud of a published question in a language; what has no translation there to show is in Danish."""
    kind = type_of(question)
    choices = kind.choices(question) if kind else ()
    texts = [question["wording"], question["help"], *(choice.words for choice in choices)]
    messages = [text.danish if isinstance(text, LazyText) else str(text) for text in texts if text]
    parts = tuple(languages.shown_in(language, message) or message for message in messages)
    return SpokenText(language, question["id"], parts)
