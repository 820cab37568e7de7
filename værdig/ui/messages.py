"""The Danish texts for everything WTForms and Flask-WTF object to; what our own fields say stands with the fields."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from værdig.i18n import _, _l, format_number
from værdig.ui.kinds import kind

A_CPR = _l("Teksten ser ud til at have et CPR-nummer. Fjern det: Teksten kan ses af andre.")
NOT_HAPPENED = _l("Skriv en dag, der har været. Den kan ikke ligge i fremtiden eller før år 2000.")
NOT_A_CVR = _l("Skriv et CVR-nummer på otte cifre. Se efter, om to cifre er byttet om.")
EXPIRED = _l("Siden havde stået åben for længe. Dit indhold er her stadig. Send igen.")
"""Shown when a form's token is gone or foreign; true because the form is shown again with what was typed."""

NO_COOKIE = _l(
    "Siden havde stået åben for længe. Dit indhold er her stadig. Send igen. "
    "Sker det hver gang, så tillad cookies for denne side."
)
"""Shown instead when the browser sent no cookie at all: either it has just been restarted, or it never keeps any."""

_ONE_OF_LIST = _l("Vælg en af mulighederne på listen.")

DANISH: dict[str, Any] = {
    "Invalid field name '%s'.": _l("Feltet »%s« findes ikke."),
    "Field must be equal to %(other_name)s.": _l("Skriv det samme i begge felter."),
    "Field must be at least %(min)d character long.": _l("Skriv mindst %(min)d tegn."),
    "Field cannot be longer than %(max)d character.": _l("Teksten er for lang. Der er plads til %(max)d tegn."),
    "Field must be exactly %(max)d character long.": _l("Skriv præcis %(max)d tegn."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Skriv mellem %(min)d og %(max)d tegn."),
    "Number must be at least %(min)s.": _l("Tallet skal være mindst %(min)s."),
    "Number must be at most %(max)s.": _l("Tallet må højst være %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Tallet skal være mellem %(min)s og %(max)s."),
    "Date must be at least %(min)s.": _l("Datoen må tidligst være %(min)s."),
    "Date must be at most %(max)s.": _l("Datoen må senest være %(max)s."),
    "Date must be between %(min)s and %(max)s.": _l("Datoen skal være mellem %(min)s og %(max)s."),
    "Invalid input.": _l("Det, du har skrevet, kan ikke bruges her. Ret det."),
    "Invalid email address.": _l("Skriv en e-mailadresse med @, fx navn@eksempel.dk."),
    "Invalid IP address.": _l("Skriv en gyldig IP-adresse."),
    "Invalid Mac address.": _l("Skriv en gyldig MAC-adresse."),
    "Invalid URL.": _l("Skriv en netadresse, fx https://eksempel.dk."),
    "Invalid UUID.": _l("Skriv et gyldigt id."),
    "Invalid value, must be one of: %(values)s.": _l("Skriv en af disse værdier: %(values)s."),
    "Invalid value, can't be any of: %(values)s.": _l("Skriv noget andet end: %(values)s."),
    "This field cannot be edited.": _l("Feltet kan ikke ændres."),
    "This field is disabled and cannot have a value.": _l("Feltet er lukket og kan ikke udfyldes."),
    "Invalid CSRF Token.": EXPIRED,
    "CSRF token missing.": EXPIRED,
    "CSRF failed.": EXPIRED,
    "CSRF token expired.": EXPIRED,
    "Invalid Choice: could not coerce.": _ONE_OF_LIST,
    "Choices cannot be None.": _l("Listen har ingen muligheder."),
    "Not a valid choice.": _ONE_OF_LIST,
    "Invalid choice(s): one or more data inputs could not be coerced.": _ONE_OF_LIST,
    "'%(value)s' is not a valid choice for this field.": _l("»%(value)s« er ikke en af mulighederne."),
    "'%(value)s' are not valid choices for this field.": _l("»%(value)s« er ikke blandt mulighederne."),
    "Not a valid datetime value.": _l("Skriv dato og klokkeslæt, fx 24.12.2021 kl. 14.30."),
    "No such day.": _l("Den dag findes ikke. Se efter, om dag, måned og år er rigtige."),
    "Not a valid date value.": _l("Skriv datoen som dag, måned og år, fx 24.12.2021."),
    "Not a valid time value.": _l("Skriv klokkeslættet, fx 14.30."),
    "Not a valid week value.": _l("Skriv år og uge, fx 2021-W52."),
    "Not a valid integer value.": _l("Skriv et helt tal, fx 12."),
    "Not a valid decimal value.": _l("Skriv et tal, fx 12,5."),
    "Not a valid float value.": _l("Skriv et tal, fx 12,5."),
    "File does not have an approved extension: {extensions}": _l("Vælg en fil af en af disse slags: {extensions}."),
    "File does not have an approved extension.": _l("Den slags fil kan ikke bruges her. Vælg en anden."),
}
"""WTForms' English message → ours. Placeholders are WTForms' own and filled in by it."""

_FILE_SIZE = re.compile(r"File must be between (\d+) and (\d+) bytes\.")
"""Flask-WTF fills in the numbers before it asks for the translation."""

_MISSING = "This field is required."
_MISSING_BY_KIND: dict[str, Any] = {
    "radios": _l("Vælg et svar under »%(label)s«."),
    "checkboxes": _l("Sæt mindst ét hak under »%(label)s«."),
    "select": _l("Vælg på listen under »%(label)s«."),
    "checkbox": _l("Sæt hak ved »%(label)s«."),
    "text": _l("Udfyld »%(label)s«."),
    "file": _l("Vælg en fil under »%(label)s«."),
}


def missing(field: Any) -> str:
    """Return what is said of an empty mandatory field; it names the field, since it stands in the error summary too."""
    text = str(_MISSING_BY_KIND.get(kind(field), _MISSING_BY_KIND["text"]))
    return text % {"label": words_of(field.label)}


def words_of(label: Any) -> str:
    """Return a label as it is named in a sentence: without markup (a heading inside a legend) and the stop at its end."""
    return Markup(label.text).striptags().rstrip(" .:")  # noqa: S704  # nothing is shown unescaped: the tags are taken out


class OfAField(str):
    """A text that could be said of many fields: the error summary puts the field's name before it."""

    def __mod__(self, values: Any) -> OfAField:
        """Stay one when WTForms fills in the numbers."""
        return OfAField(super().__mod__(values))


class Messages:
    """The translations object of one bound field, as WTForms asks for it: English in, the reader's language out."""

    def __init__(self) -> None:
        self.field: Any = None
        """Set once the field is bound, so that a message can name it."""

    def gettext(self, english: str) -> str:
        """Return our text for a WTForms message; a text that is not one of them is returned as it is."""
        if english == _MISSING and self.field is not None:
            return missing(self.field)
        if size := _FILE_SIZE.fullmatch(english):
            return OfAField(_file_size(int(size[1]), int(size[2])))
        said = DANISH.get(english)
        return english if said is None else OfAField(str(said))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return our text for a counted WTForms message; Danish `tegn` is the same in the plural."""
        return self.gettext(many if many in DANISH and count != 1 else one)


def _file_size(least: int, most: int) -> str:
    return _(
        "Filen skal fylde mellem %(least)s og %(most)s byte. Vælg en anden fil.",
        least=format_number(least),
        most=format_number(most),
    )


def too_long(written: int, room: int) -> str:
    """Return what is said of a text of `written` characters where there is room for `room`."""
    text = _(
        "Du har skrevet %(written)s tegn. Der er plads til %(room)s. Gør teksten %(over)s tegn kortere.",
        written=format_number(written),
        room=format_number(room),
        over=format_number(written - room),
    )
    return OfAField(text)
