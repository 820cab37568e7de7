"""*Ring mig op på mit sprog* in each language and its own script; these are not for translation, and nobody is named."""

from __future__ import annotations

from dataclasses import dataclass

from værdig.i18n import RIGHT_TO_LEFT


@dataclass(frozen=True)
class Tongue:
    """A language as its speakers read it: its own name, the wish to be rung, and what to do on the page."""

    code: str
    own_name: str
    ring_me: str
    do_this: str

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"


TONGUES = (
    Tongue("en", "English", "Call me in my language", "Pick your language. Write your phone number. Press »Send«."),
    Tongue("ar", "العربية", "اتصلوا بي بلغتي", "اختر لغتك. اكتب رقم هاتفك. اضغط على »Send«."),
    Tongue("pl", "Polski", "Zadzwońcie do mnie w moim języku", "Wybierz język. Wpisz numer telefonu. Naciśnij »Send«."),
    Tongue("uk", "Українська", "Зателефонуйте мені моєю мовою", "Виберіть мову. Напишіть номер телефону. Натисніть »Send«."),
    Tongue("so", "Soomaali", "Igu soo wac luqaddayda", "Dooro luqaddaada. Qor lambarkaaga telefoonka. Riix »Send«."),
    Tongue("ur", "اردو", "مجھے میری زبان میں فون کریں", "اپنی زبان چنیں۔ اپنا فون نمبر لکھیں۔ »Send« دبائیں۔"),
    Tongue("fa", "فارسی", "به زبان خودم با من تماس بگیرید", "زبان خود را انتخاب کنید. شماره تلفن خود را بنویسید. »Send« را بزنید."),
    Tongue("bs", "Bosanski", "Nazovite me na mom jeziku", "Izaberite jezik. Upišite broj telefona. Pritisnite »Send«."),
    Tongue("tr", "Türkçe", "Beni kendi dilimde arayın", "Dilinizi seçin. Telefon numaranızı yazın. »Send« düğmesine basın."),
)  # fmt: skip
"""The languages of `texts.LANGUAGES`, in the same order. Drafts that a speaker of each must approve before they are used."""
RING_ME = {tongue.code: tongue.ring_me for tongue in TONGUES}
