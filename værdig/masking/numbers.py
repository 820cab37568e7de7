"""Finding CPR numbers, telephone numbers, e-mail addresses and street addresses in a text; names are found in `people`.

A CPR number is ten digits whose first six can be a day and a month (also with 60 added to the day, as in the replacement numbers of
CPR-loven § 3), in any spelling: with spaces, dots, hyphens or slashes anywhere, with the year in full, in any script's digits, or
with its last four crossed out. The date is not asked to have been: a number with a slip in it tells as much.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

Span = tuple[int, int]
"""Where something begins, and where the text goes on behind it."""

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Signs that nobody sees: soft hyphens, joiners, marks of direction."""
_BETWEEN = rf"(?:[\s.\-/_·‐-―−()\\'{_INVISIBLE}]{{0,3}}|,)"
"""What may stand between the digits of one number."""
_TEN = re.compile(rf"\d(?:{_BETWEEN}\d){{9}}(?!\d)")
_WITH_CENTURY = re.compile(rf"\d\d{_BETWEEN}\d\d{_BETWEEN}(?:18|19|20)\d\d{_BETWEEN}\d{{4}}(?!\d)")
_CROSSED_OUT = re.compile(rf"\d\d{_BETWEEN}\d\d{_BETWEEN}\d\d{_BETWEEN}[xX*]{{4}}")
_STARTS = re.compile(r"(?<!\d)\d")


def cpr_numbers(text: str) -> Iterator[Span]:
    """Yield where CPR numbers stand, from the left."""
    done = 0
    for start in _STARTS.finditer(text):
        if start.start() < done:
            continue
        found = next((one for one in _readings(text, start.start()) if _is_a_date(one.group())), None)
        if found is not None:
            done = found.end()
            yield found.span()


def _readings(text: str, start: int) -> Iterator[re.Match[str]]:
    for pattern in (_WITH_CENTURY, _TEN, _CROSSED_OUT):
        found = pattern.match(text, start)
        if found is not None:
            yield found


def _is_a_date(number: str) -> bool:
    digits = [unicodedata.digit(sign) for sign in number if sign.isdigit()]
    day, month = digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]
    return (1 <= day <= 31 or 61 <= day <= 91) and 1 <= month <= 12


_GAP = r"[ \u00a0.\-‐-―]?"
_DANISH = re.compile(
    rf"(?<![\d+])(?:(?:\+|00){_GAP}45{_GAP}|\(?45\)?{_GAP})?"
    rf"(?:[1-9]\d({_GAP})\d\d\1\d\d\1\d\d|[1-9]\d\d\d[ \u00a0\-]\d{{4}}|[1-9]\d\d[ \u00a0\-](?:\d\d[ \u00a0\-]\d{{3}}"
    r"|\d{3}[ \u00a0\-]\d\d))(?!\d)"
)
_FOREIGN = re.compile(r"(?<!\d)(?:\+|00)[ ]?[1-9](?:[ \u00a0.\-/()]{0,2}\d){6,14}(?!\d)")
_AFTER_A_WORD = re.compile(
    r"\b(?:tlf|telefon|telefonnummer|mobil|mobilnummer|nummer|ring(?: til)?|phone|tel)\b[.: ]{1,3}"
    r"(\d(?:[ \u00a0.\-]?\d){5,11})(?!\d)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\s*(?:,-|,\d\d|kr\b|kroner\b|dkk\b)", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d[ \u00a0\-](?:19|20)\d\d")


def telephone_numbers(text: str) -> Iterator[Span]:
    """Yield where telephone numbers stand: eight Danish digits as they are written, numbers with a country's code, and those named so.

    Two years side by side and amounts of money are none.
    """
    for found in _AFTER_A_WORD.finditer(text):
        yield found.span(1)
    for found in _FOREIGN.finditer(text):
        yield found.span()
    for found in _DANISH.finditer(text):
        if not _YEARS.fullmatch(found.group()) and not _MONEY.match(text, found.end()):
            yield found.span()


_AT = r"(?:[ ]?@[ ]?|[ ]?[(\[](?:at|snabel-?a)[)\]][ ]?|[ ]snabel-?a[ ])"
_SIGN = re.compile(_AT, re.IGNORECASE)
_HOST = re.compile(r"[\w\-]+(?:\.[\w\-]+)*")
_OF_A_NAME = re.compile(r"[\w.+\-]")


def email_addresses(text: str) -> Iterator[Span]:
    """Yield where e-mail addresses stand, also with the @ written out.

    They are looked for from the @ to both sides: from the left every letter of a long word would be read once for each before it.
    """
    done = 0
    for sign in _SIGN.finditer(text):
        host = _HOST.match(text, sign.end())
        start = sign.start()
        while start > done and _OF_A_NAME.match(text[start - 1]):
            start -= 1
        if host is not None and start < sign.start():
            done = host.end()
            yield start, done


_ROAD = (
    r"(?:vej|vejen|gade|gaden|allé|alle|alléen|stræde|plads|pladsen|torv|torvet|vænge|vænget|toft|toften|parken|haven|bakken|"
    r"stien|kæret|lunden|boulevard|gården|engen|ager|højen|marken|kvarter|kvarteret|kanal|kanalen|huset|hegn|bro|broen|strøget)"
)
_CAPITAL = "[A-ZÆØÅÉÖÄÜ]"
_ADDRESS = re.compile(
    rf"\b(?:{_CAPITAL}[\w.]{{0,40}}[ ]){{0,3}}(?!Omvej|Genvej|Halvvej|Udvej){_CAPITAL}\w{{0,40}}[ ]?(?i:{_ROAD})[ ]\d{{1,3}}(?:[ ]?[A-Za-z]\b)?(?!\d)"
    r"(?:,?[ ](?:st|kl|\d{1,2})\.?(?:[ ]?sal)?[ ,.]*(?:tv|th|mf)\b\.?|,?[ ]\d{1,2}\.[ ]?sal\b)?"
    rf"(?:,?[ ]\d{{4}}[ ]{_CAPITAL}\w+)?"
)


def street_addresses(text: str) -> Iterator[Span]:
    """Yield where street addresses stand: a road with a capital and a house number, with floor and town where they follow."""
    return (found.span() for found in _ADDRESS.finditer(text))
