"""The languages offered, each by its own name and in its own script; which texts are translated is not known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from værdig.i18n import RIGHT_TO_LEFT, SOURCE, _l


@dataclass(frozen=True)
class Language:
    """A language: its code (BCP 47), what its speakers call it, and what it is called in Danish."""

    code: str
    own_name: str
    name: Any

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"


LANGUAGES: Sequence[Language] = (
    Language(SOURCE, "Dansk", _l("Dansk")),
    Language("en", "English", _l("Engelsk")),
    Language("ar", "العربية", _l("Arabisk")),
    Language("tr", "Türkçe", _l("Tyrkisk")),
    Language("ur", "اردو", _l("Urdu")),
    Language("fa", "فارسی", _l("Farsi")),
    Language("so", "Soomaali", _l("Somali")),
    Language("bs", "Bosanski", _l("Bosnisk")),
    Language("uk", "Українська", _l("Ukrainsk")),
    Language("pl", "Polski", _l("Polsk")),
)
"""In the order shown. The others are those of Copenhagen's citizenship survey, with Ukrainian and Polish."""

FOREIGN: Sequence[Language] = LANGUAGES[1:]


def language_by_code(code: str) -> Language | None:
    """Return a language that is offered, or None."""
    return next((language for language in LANGUAGES if language.code == code), None)
