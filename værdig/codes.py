"""Codes people type and read aloud: making, checking and showing them; what a code opens is known elsewhere.

A code is 13 symbols shown as `XXXX-XXXX-XXXXX`: eleven drawn at random from an alphabet of 29 (53.4 bits) and two check
symbols. The alphabet has no 0 O 1 I L, and of the pairs 5/S and 2/Z only the digit; since 29 is prime, the check symbols
catch every single slip, every swap of two neighbours and every two slips in the random part.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata

from værdig.errors import UserError
from værdig.i18n import gettext

ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
RANDOM_SYMBOLS = 11
LENGTH = RANDOM_SYMBOLS + 2
_PRIME = len(ALPHABET)
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)} | {"S": 3, "Z": 0}
"""S is read as 5 and Z as 2: they are not in the alphabet and are easily written for them."""

_LINK = re.compile(r"/svar/([^/?#\s]+)", re.IGNORECASE)
"""Where the code stands in the link of a letter."""


class CodeMistyped(UserError):
    """The text is not a code: wrong length, a symbol no code has, or check symbols that do not fit."""


def new_code() -> str:
    """Return a fresh code in its plain form (13 symbols, no hyphens)."""
    return _with_checks([secrets.randbelow(_PRIME) for _ in range(RANDOM_SYMBOLS)])


def code_from(secret: bytes) -> str:
    """Return the code that 32 secret bytes always give, so that a repeated request can show the same code again."""
    number = int.from_bytes(hashlib.sha512(secret).digest(), "big")
    values = []
    for _ in range(RANDOM_SYMBOLS):
        number, value = divmod(number, _PRIME)
        values.append(value)
    return _with_checks(values)


def normalise(text: str) -> str:
    """Return the plain form of a typed code; spaces, hyphens and lower case do not matter, and of a whole link its code is read.

    Raises CodeMistyped with a Danish text when it cannot be a code.
    """
    link = _LINK.search(text)
    folded = unicodedata.normalize("NFKC", link[1] if link else text).upper()
    symbols = [symbol for symbol in folded if symbol.isalnum()]
    if len(symbols) != LENGTH:
        raise CodeMistyped(
            gettext(
                "En kode har %(length)s tegn. Du har skrevet %(written)s. Se efter, hvor koden står.",
                length=LENGTH,
                written=len(symbols),
            ),
            "code",
        )
    unknown = dict.fromkeys(symbol for symbol in symbols if symbol not in _VALUE)
    if unknown:
        raise CodeMistyped(
            gettext(
                "Du har skrevet tegn, som ikke findes i koderne: %(symbols)s. Koderne har ikke 0, 1, I, L eller O.",
                symbols=", ".join(unknown),
            ),
            "code",
        )
    values = [_VALUE[symbol] for symbol in symbols]
    plain = _with_checks(values[:RANDOM_SYMBOLS])
    if [_VALUE[symbol] for symbol in plain] != values:
        raise CodeMistyped(gettext("Koden er ikke skrevet helt rigtigt. Se efter, om to tegn er byttet om."), "code")
    return plain


def shown(code: str) -> str:
    """Return a plain code as people see it: `XXXX-XXXX-XXXXX`."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def _with_checks(values: list[int]) -> str:
    first = sum((place + 1) * value for place, value in enumerate(values)) % _PRIME
    second = sum((place + 1) ** 2 * value for place, value in enumerate(values)) % _PRIME
    return "".join(ALPHABET[value] for value in [*values, first, second])
