"""What is objected to in the value of a municipal setting, each as one sentence in Danish; None where it may be stored."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any


def no_scale(words: list[Any]) -> str | None:
    texts = [word.strip() for word in words if isinstance(word, str)]
    if len(texts) < len(words) or not all(texts) or len(set(texts)) < len(texts):
        return "Skriv et ord for hvert trin. To trin kan ikke have det samme ord."
    if not 2 <= len(texts) <= 9 or any(len(text) > 60 for text in texts):
        return "Skalaen skal have fra 2 til 9 trin på højst 60 tegn."
    return None


def no_names(names: list[Any]) -> str | None:
    texts = [name.strip() for name in names if isinstance(name, str)]
    if len(texts) < len(names) or not all(texts) or len({text.casefold() for text in texts}) < len(texts):
        return "Skriv et navn for hver del af kommunen. To kan ikke have det samme navn."
    if any(len(text) > 60 for text in texts) or {"jobcenter", "anden_enhed"} & {text.casefold() for text in texts}:
        return "Et navn kan højst være på 60 tegn, og jobcentret skal ikke stå på listen."
    return None


def at_least(least: int) -> Callable[[Any], str | None]:
    return lambda value: None if value >= least else f"Værdien må ikke være under {least}."


def working_days(value: int) -> str | None:
    return None if 1 <= value <= 60 else "Skriv et antal arbejdsdage fra 1 til 60."


def hour(value: int) -> str | None:
    return None if 0 <= value <= 24 else "Skriv en hel time fra 0 til 24."


def years(value: int) -> str | None:
    return None if 1 <= value <= 50 else "Skriv et antal år fra 1 til 50."


def only_years_of_types(lines: list[Any]) -> str | None:
    """Object to what is no type with its years: a case would be kept too short or too long without anybody knowing."""
    found = [re.fullmatch(r"([a-z_]+) *: *([0-9]{1,2})", str(line).strip()) for line in lines]
    if not all(each and 1 <= int(each[2]) <= 50 for each in found):
        return "Skriv hver linje som type: år, fx klage_over_afgoerelse: 10. Fra 1 til 50 år."
    types = [each[1] for each in found if each]
    return "En type står der to gange." if len(set(types)) < len(types) else None


def only_days(value: list[Any]) -> str | None:
    """Object to what is no day: every reckoning of a date would stumble over it."""
    wrong = [each for each in value if not _is_day(each)]
    return f"»{wrong[0]}« er ikke en dag. Skriv den som år-måned-dag, fx 2026-12-23." if wrong else None


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False
