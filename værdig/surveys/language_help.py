"""One sentence in the languages many citizens read better than Danish: that help and an interpreter can be had.

It stands where somebody must decide whether to answer, before any language has been chosen. The questions' own translations are
not here. The languages are those one can answer in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from værdig import municipality


@dataclass(frozen=True)
class Sentence:
    """One language's sentence: its code, the direction it is written in, the language's own name for itself, and the words."""

    language: str
    direction: str
    name: str
    text: str


SENTENCES: Sequence[Sentence] = (
    Sentence("en", "ltr", "English", "Do you need help or an interpreter? Call the municipality."),
    Sentence("ar", "rtl", "العربية", "هل تحتاج إلى مساعدة أو إلى مترجم؟ اتصل بالبلدية."),
    Sentence("tr", "ltr", "Türkçe", "Yardıma veya tercümana mı ihtiyacınız var? Belediyeyi arayın."),
    Sentence("ur", "rtl", "اردو", "کیا آپ کو مدد یا مترجم کی ضرورت ہے؟ کمیون کو فون کریں۔"),
    Sentence("fa", "rtl", "فارسی", "به کمک یا مترجم نیاز دارید؟ به شهرداری زنگ بزنید."),
    Sentence("so", "ltr", "Soomaali", "Ma u baahan tahay caawimo ama turjumaan? Wac degmada."),
    Sentence("bs", "ltr", "Bosanski", "Trebate li pomoć ili tumača? Nazovite općinu."),
    Sentence("pl", "ltr", "Polski", "Potrzebujesz pomocy lub tłumacza? Zadzwoń do gminy."),
    Sentence("uk", "ltr", "Українська", "Потрібна допомога або перекладач? Зателефонуйте до муніципалітету."),
)


@dataclass(frozen=True)
class Help:
    """The sentences, and the municipality's telephone number; empty when it is not known."""

    sentences: Sequence[Sentence]
    phone: str


def in_languages() -> Help:
    """Return the sentences with the number to call."""
    return Help(SENTENCES, municipality.setting("phone"))
