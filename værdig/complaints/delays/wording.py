"""What a delay letter says: the mandatory text round the handler's own reason, so that no letter lacks the new date.

It is a draft that a jurist must approve before it is used; staff are told so. Source: retssikkerhedsloven § 3, stk. 2.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from værdig.complaints.deadlines import RULES, Clock, weekday_date
from værdig.complaints.letter_texts.kinds import LetterKind, Place
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.texts import office
from værdig.i18n import _, _l


def _built_in() -> str:
    return "\n\n".join(
        [
            _("Sag %(number)s.", number="{sagsnummer}"),
            _("Vi skrev til dig: »%(promise)s«. Det når vi ikke. Det beklager vi.", promise="{loefte}"),
            _("Grunden er:\n%(reason)s", reason="{grund}"),
            "{ny_dato}",
            "{lovens_frist}",
            _(
                "Du skal ikke gøre noget. Er det svært for dig at vente, så skriv til os på siden »Din sag«, eller ring."
            ),
            _("Venlig hilsen\n%(office)s", office="{afsender}"),
        ]
    )


DELAY = LetterKind(
    key="forsinkelse",
    title=_l("Forsinkelsesbrev"),
    source=_l("Retssikkerhedsloven § 3, stk. 2: Borgeren skal have besked, når en frist ikke kan holdes, og hvornår svaret så kommer."),
    built_in=_built_in,
    places={
        "sagsnummer": Place(_l("Sagens nummer"), "2026-123456-78"),
        "loefte": Place(_l("Det, borgeren fik lovet, og datoen"), _l("Afdelingen svarer dig senest fredag den 4. december 2026")),
        "grund": Place(_l("Grunden, som behandleren skriver"), _l("Vi venter på en udtalelse."), _l("Borgeren skal vide hvorfor.")),
        "ny_dato": Place(
            _l("Den nye dato"),
            _l("Den nye dato: afdelingen svarer dig senest fredag den 18. december 2026."),
            _l("Borgeren skal vide, hvornår svaret kommer."),
        ),
        "lovens_frist": Place(
            _l("En sætning om lovens egen frist, hvor der er en"),
            _l("Loven siger, at det skal ske inden 4 uger. Den frist gælder stadig."),
            _l("Lovens frist flytter sig ikke, fordi vi skriver et brev."),
        ),
        "afsender": Place(_l("Hvem brevet er fra"), _l("Borgerrådgiveren")),
    },
)  # fmt: skip


def delay_letter(case: Case, row: CaseClock, reason: str, until: date | str) -> str:
    """Return a delay letter; `until` may be a word that stands for the date while there is none."""
    told = until if isinstance(until, str) else weekday_date(until)
    return DELAY.write(
        sagsnummer=case.number, loefte=promise(row), grund=reason,
        ny_dato=_("%(what)s %(date)s.", what=promised_for(row), date=told),
        lovens_frist=_statutory(row), afsender=_capital(office(case)),
    )  # fmt: skip


def promise(row: CaseClock) -> str:
    """Return what the citizen was told before: the duty and its date, as `/sag` says it."""
    return _("%(what)s %(date)s", what=_told(row), date=weekday_date(row.promised))


def promised_for(row: CaseClock) -> Any:
    """Return what the new date is for, beginning with that it is new."""
    said = _told(row)
    return _("Den nye dato: %(what)s", what=said[:1].lower() + said[1:])


def _told(row: CaseClock) -> str:
    return str(RULES[Clock(row.kind)].citizen)


def _statutory(row: CaseClock) -> str:
    if row.kind != Clock.GENVURDERING:
        return ""
    return _(
        "Loven siger, at det skal ske inden 4 uger. Den frist gælder stadig, og du kan klage over, at den er gået."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
