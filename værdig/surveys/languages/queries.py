"""Which translations are approved here, which languages can be offered, and what is missing; nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select

from værdig import municipality
from værdig.db import db
from værdig.i18n import SOURCE, Catalogues, Message, Translation, catalogues
from værdig.surveys.languages.models import TranslationVerdict
from værdig.surveys.languages.names import FOREIGN, LANGUAGES, Language
from værdig.surveys.languages.texts import flow_texts, text_hash, texts_by_place


@dataclass(frozen=True)
class Verdict:
    """What somebody said of a text, and when."""

    approved: bool
    name: str
    at: datetime


@dataclass(frozen=True)
class TextRow:
    """One text in one language; `translation` is empty and `hash` too where there is none."""

    message: Sequence[str]
    translation: Sequence[str]
    hash: str
    approved: bool
    verdict: Verdict | None

    @property
    def danish_words(self) -> str:
        """The Danish text for people: what is filled in stands as `[navn]`, and the forms of a count beside each other."""
        return _for_people(self.message)

    @property
    def words(self) -> str:
        """The translation in the same way."""
        return _for_people(self.translation)


def _for_people(texts: Sequence[str]) -> str:
    return " / ".join(re.sub(r"%\((\w+)\)[sd]", r"[\1]", text).replace("%%", "%") for text in texts)


@dataclass(frozen=True)
class LanguageRow:
    """How far a language is: how many texts there are, how many are translated, and how many of those are approved."""

    language: Language
    texts: int
    translated: int
    approved: int

    @property
    def missing(self) -> int:
        """How many texts have no translation: they are shown in Danish."""
        return self.texts - self.translated


def verdicts(*languages: str) -> Mapping[str, Verdict]:
    """Return the newest verdict on each text of some languages, by the text's hash."""
    return municipality.remembered(("verdicts", languages), lambda: _verdicts(languages))


def _verdicts(languages: Sequence[str]) -> Mapping[str, Verdict]:
    rows = db.session.scalars(
        select(TranslationVerdict)
        .where(TranslationVerdict.language.in_(languages))
        .order_by(TranslationVerdict.at, TranslationVerdict.id)
    )
    return {row.text_hash: Verdict(row.approved, row.name, row.at) for row in rows}


def is_approved(language: str, message: Message, translation: Translation, said: Mapping[str, Verdict]) -> bool:
    """Tell whether a translation is approved: by a person here, else by its own file."""
    verdict = said.get(text_hash(language, message, translation))
    return translation.finished if verdict is None else verdict.approved


def shown_in(language: str, message: str) -> str | None:
    """Return the translation of a text that citizens may be shown here in a language; None where they are shown the Danish."""
    found = catalogues().messages(language).get(message)
    if found is None:
        return None
    shown = municipality.setting("show_unapproved_translations") or is_approved(
        language, message, found, verdicts(language)
    )
    return found.texts[0] if shown else None


def text_parts(language: str) -> list[tuple[str, list[TextRow]]]:
    """Return every text that citizens meet in a language, with the name of where they meet it."""
    translated, said = catalogues().messages(language), verdicts(language)
    return [
        (place, [_text_row(language, message, translated.get(message), said) for message in messages])
        for place, messages in texts_by_place().items()
    ]


def text_rows(language: str) -> list[TextRow]:
    """Return the same in one list."""
    return [row for _place, rows in text_parts(language) for row in rows]


def _text_row(language: str, message: Message, translation: Translation | None, said: Mapping[str, Verdict]) -> TextRow:
    danish = (message,) if isinstance(message, str) else message
    if translation is None:
        return TextRow(danish, (), "", False, None)
    found = text_hash(language, message, translation)
    return TextRow(danish, translation.texts, found, is_approved(language, message, translation, said), said.get(found))


def language_rows() -> list[LanguageRow]:
    """Return how far each language is."""
    return [_language_row(language, text_rows(language.code)) for language in FOREIGN]


def _language_row(language: Language, rows: Sequence[TextRow]) -> LanguageRow:
    translated = [row for row in rows if row.translation]
    return LanguageRow(language, len(rows), len(translated), sum(row.approved for row in translated))


def offered() -> list[Language]:
    """Return the languages a citizen can choose here: Danish, and those with anything that may be shown."""
    show = bool(municipality.setting("show_unapproved_translations"))
    return municipality.remembered(("offered", catalogues(), show), lambda: _offered(show))


def _offered(show_unapproved: bool) -> list[Language]:
    if show_unapproved:
        return [each for each in LANGUAGES if each.code == SOURCE or catalogues().messages(each.code)]
    said = verdicts(*(each.code for each in FOREIGN))
    return [each for each in LANGUAGES if each.code == SOURCE or _has_approved(each.code, said)]


def named_languages() -> list[tuple[str, str]]:
    """Return the same as choices for staff: code, and the Danish name."""
    return [(each.code, str(each.name)) for each in offered()]


def _has_approved(language: str, said: Mapping[str, Verdict]) -> bool:
    found = _finished(catalogues(), language, tuple(flow_texts()))
    return any(said[text].approved if text in said else finished for text, finished in found.items())


@lru_cache(maxsize=64)
def _finished(known: Catalogues, language: str, texts: tuple[Message, ...]) -> Mapping[str, bool]:
    """Return, by the hash of each text that is translated, whether its own file says that it is finished; asked on every page."""
    translated = known.messages(language)
    found = ((message, translated[message]) for message in texts if message in translated)
    return {text_hash(language, message, text): text.finished for message, text in found}
