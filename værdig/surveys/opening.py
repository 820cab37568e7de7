"""What a citizen is told first of all before she answers, in words that are shown and read aloud alike; the rest of it is the page's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from værdig import municipality
from værdig.i18n import LazyText, _l

TITLE = _l("Før du svarer")
WHO = _l("Vi vil gerne vide, hvordan du bliver mødt. »Vi« er %(unit)s i %(name)s.")
POINTS: Sequence[LazyText] = (
    _l("Du bestemmer selv, om du vil svare. Du kan springe spørgsmål over."),
    _l("Dit svar ændrer ikke dine penge eller din sag."),
    _l("Din sagsbehandler får ikke dit svar at se."),
    _l("Det tager cirka fem minutter. Svarene bliver gemt undervejs. Du kan holde pause og bruge koden igen."),
)


def who_values() -> Mapping[str, Any]:
    """Return what is filled in in `WHO`: the unit, which has a name in each language, and the municipality."""
    unit = municipality.setting("unit_name")
    return {"unit": _l(unit), "name": municipality.name()}
