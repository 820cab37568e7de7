"""The word lists of masking, as sets; what each is for stands in `data/words.toml`, the rules in `people`."""

from __future__ import annotations

import tomllib
from pathlib import Path

_WORDS = tomllib.loads((Path(__file__).parent / "data" / "words.toml").read_text(encoding="utf-8"))


def _set(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name].split())


GIVEN = _set("given")
DOUBTFUL = _set("doubtful")
MONTHS = _set("months")
FAMILY = _set("family")
NOT_IN_SEN = _set("not_in_sen")
NO_NAMES = _set("no_names")
ROLES = _set("roles")
NAMED = _set("named")
TITLES = _set("titles")
GREETINGS = _set("greetings")
BEFORE = _set("before")
PARTICLES = _set("particles")
DETERMINERS = _set("determiners")
TIMES = _set("times")
DEEDS = _set("deeds")
