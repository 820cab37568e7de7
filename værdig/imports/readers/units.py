"""What a measure's label says about its unit; how cells are read follows from it (see `cells`)."""

from __future__ import annotations

import re
from functools import lru_cache

SHARE = "pct."

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), unit)
    for pattern, unit in (
        (r"\bpct\b|procent|%|\bandel|grad\b|grad(?:en)? i alt|frekvens", SHARE),
        (r"\bantal (?:personer|borgere)\b", "personer"),
        (r"besøg|kontakter\b", "antal"),
        (r"fuldtids", "fuldtidspersoner"),
        (r"helårs", "helårspersoner"),
        (r"placering|\bplads\b|rangliste", "plads"),
        (r"\bforløb\b", "forløb"),
        (r"virksomheder", "virksomheder"),
        (r"\bkr\b|udgift", "kr."),
        (r"\btimer\b", "timer"),
        (r"\buger\b|varighed", "uger"),
        (r"personer|aktiverede|ledige|modtagere|beskæftigede|borgere|befolkning|arbejdsstyrken", "personer"),
        (r"\bantal\b", "antal"),
    )
)
_WHOLE = frozenset({"personer", "virksomheder", "forløb", "antal", "plads"})
_MEASURE_WORDS = re.compile(r"værdi|vaerdi|gennemsnit|forskel|ændring|budget|regnskab|forventet|faktisk", re.IGNORECASE)


@lru_cache(maxsize=1000)
def unit_of(label: str) -> str:
    """Return the unit a measure's label tells (`Fuldtidspersoner i pct. af …` → `pct.`), or an empty text."""
    return next((unit for pattern, unit in _PATTERNS if pattern.search(label)), "")


def is_share(unit: str) -> bool:
    """Tell whether the unit is a percentage or a share: such figures cannot be added across areas."""
    return unit.casefold().startswith(("pct", "procent", "%", "andel"))


def is_whole(unit: str) -> bool:
    """Tell whether figures in this unit are whole by nature, so that `1,139` cannot be a fraction."""
    return unit in _WHOLE


def names_measure(label: str) -> bool:
    """Tell whether a column heading sounds like something measured, not like a grouping."""
    return bool(unit_of(label) or _MEASURE_WORDS.search(label))
