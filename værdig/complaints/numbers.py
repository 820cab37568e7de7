"""Case numbers: what people quote on the telephone; random, so that they tell neither order nor volume, and open nothing."""

from __future__ import annotations

import re
import secrets

from værdig.errors import UserError
from værdig.i18n import _


def new_number(year: int) -> str:
    """Return a fresh case number: `2026-482173-45`, year, six random digits, two check digits (ISO 7064 MOD 97-10)."""
    digits = f"{secrets.randbelow(10**6):06d}"
    return f"{year}-{digits}-{_checks(f'{year}{digits}')}"


def normalise(text: str) -> str:
    """Return a typed case number in its plain form; raises UserError for a slip or a swap of two digits."""
    digits = re.sub(r"\D", "", text)
    if len(digits) != 12 or _checks(digits[:10]) != digits[10:]:
        raise UserError(
            _(
                "Sagsnummeret er ikke skrevet helt rigtigt. Det har tolv cifre og står på kvitteringen. Et sagsnummer kan se sådan ud: 2026-482173-45."
            ),
            "number",
        )
    return f"{digits[:4]}-{digits[4:10]}-{digits[10:]}"


def looks_like_one(text: str) -> bool:
    """Tell whether somebody has typed a case number, perhaps after the word for it; a code always has more symbols."""
    return re.fullmatch(r"(sag\w*\W*)?\d{4}\W*\d{6}\W*\d{2}", text.strip(), re.IGNORECASE) is not None


def _checks(digits: str) -> str:
    return f"{98 - int(digits) * 100 % 97:02d}"
