"""What a delay letter says: the mandatory text round the handler's own reason, so that no letter lacks the new date.

It is a draft that a jurist must approve before it is used; staff are told so. Source: retssikkerhedsloven § 3, stk. 2.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from værdig.complaints.deadlines import RULES, Clock, weekday_date
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.texts import office
from værdig.i18n import _


def delay_letter(case: Case, row: CaseClock, reason: str, until: date | str) -> str:
    """Return a delay letter; `until` may be a word that stands for the date while there is none."""
    told = until if isinstance(until, str) else weekday_date(until)
    parts = [
        _("Sag %(number)s.", number=case.number),
        _("Vi skrev til dig: »%(promise)s«. Det når vi ikke. Det beklager vi.", promise=promise(row)),
        _("Grunden er:\n%(reason)s", reason=reason),
        _("%(what)s %(date)s.", what=promised_for(row), date=told),
        *_statutory(row),
        _("Du skal ikke gøre noget. Er det svært for dig at vente, så skriv til os på siden »Din sag«, eller ring."),
        _("Venlig hilsen\n%(office)s", office=_capital(office(case))),
    ]
    return "\n\n".join(parts)


def promise(row: CaseClock) -> str:
    """Return what the citizen was told before: the duty and its date, as `/sag` says it."""
    return _("%(what)s %(date)s", what=_told(row), date=weekday_date(row.promised))


def promised_for(row: CaseClock) -> Any:
    """Return what the new date is for, beginning with that it is new."""
    said = _told(row)
    return _("Den nye dato: %(what)s", what=said[:1].lower() + said[1:])


def _told(row: CaseClock) -> str:
    return str(RULES[Clock(row.kind)].citizen)


def _statutory(row: CaseClock) -> list[str]:
    if row.kind != Clock.GENVURDERING:
        return []
    return [
        _("Loven siger, at det skal ske inden 4 uger. Den frist gælder stadig, og du kan klage over, at den er gået.")
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
