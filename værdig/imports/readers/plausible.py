"""What an official figure cannot be, and what it hardly is, seen by itself; comparing it with history is `imports.doubts`'."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from værdig.hooks.contracts import Observation
from værdig.i18n import _
from værdig.imports.readers import areas, units
from værdig.periods import find, label_of

MOST = Decimal(10_000_000)
"""More than there are people in Denmark (about six million), so no count of people or companies reaches it."""

_THREE_DECIMALS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
"""`1,234` as it was read: in a file that separates thousands with a comma it stands for 1.234."""

_CHANGE = re.compile(r"ændring|forskel|vækst|stigning|fald\b|udvikling|forbedring|forværring|difference", re.IGNORECASE)
_AHEAD = re.compile(r"budget|forvente|prognose|fremskriv|skøn", re.IGNORECASE)
_COUNTED = frozenset({"personer", "virksomheder", "forløb", "antal", "plads", "fuldtidspersoner", "helårspersoner"})
_TIMES = frozenset({"timer", "uger"})
_TOGETHER = re.compile(r"\s+og\s+|\s*[/+&,]\s*")


def wrong(observation: Observation, today: date) -> str:
    """Return the first reason why a figure cannot be taken, or an empty text."""
    return (
        wrong_area(observation.area)
        or wrong_period(observation.period, observation.measure, today)
        or wrong_value(observation.value, observation.unit, observation.measure)
    )


def wrong_area(name: str) -> str:
    """Return why a place cannot be taken, or an empty text; several known places together (`Vallensbæk og Ishøj`) can."""
    if not name or areas.is_known(name) or all(areas.is_known(part) for part in _TOGETHER.split(name)):
        return ""
    return _("»%(area)s« er ikke en kommune, en region eller hele landet.", area=name[:40])


def wrong_period(code: str, measure: str, today: date) -> str:
    """Return why a period cannot be taken, or an empty text: nothing is known yet of a time that has not begun."""
    if not _is_ahead(code, today) or _AHEAD.search(measure):
        return ""
    return _("%(period)s er ikke begyndt endnu.", period=label_of(code).capitalize())


def wrong_value(value: str | None, unit: str, measure: str) -> str:
    """Return why a figure cannot be right, or an empty text: negative counts, shares outside 0-100, more than there are people.

    A change may be negative, and above 100 per cent: then it is only odd, see `odd`.
    """
    if value is None or _CHANGE.search(measure):
        return ""
    number = Decimal(value)
    if number < 0 and unit in _COUNTED | _TIMES:
        return _("Et antal kan ikke være negativt.")
    if units.is_share(unit) and not 0 <= number <= 100:
        return _("En procent skal ligge mellem 0 og 100.")
    if number > MOST and unit in _COUNTED:
        return _("Tallet er større end antallet af mennesker i Danmark.")
    return ""


def odd(value: str | None, unit: str, measure: str, period: str, today: date) -> str:
    """Return why a figure that can be right must be confirmed by a person, or an empty text."""
    if value is not None and Decimal(value) < 0:
        return _("Tallet er negativt.")
    if value is not None and units.is_share(unit) and Decimal(value) > 100:
        return _("Tallet er over 100 procent.")
    if value is not None and Decimal(value) > MOST and not unit:
        return _("Tallet er meget stort.")
    if value is not None and not units.is_share(unit) and _THREE_DECIMALS.fullmatch(value):
        shown = value.replace(".", ",")
        return _(
            "»%(read)s« er læst som et tal med tre decimaler. Er kommaet et tusindtegn, skal der stå %(plain)s.",
            read=shown,
            plain=value,
        )
    return _("Perioden er ikke begyndt endnu.") if _is_ahead(period, today) else ""


def _is_ahead(code: str, today: date) -> bool:
    found = find(code)
    return found is not None and found.start > today
