"""What a last day is called, to the citizen and to those who handle her case; how it is counted is in `last_day`.

The texts are drafts that a jurist must approve before they are used; staff are told so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from værdig.clock import local
from værdig.complaints.appeals.kept import last_told, reckoning
from værdig.complaints.appeals.last_day import LastDay
from værdig.complaints.deadlines import weekday_date
from værdig.i18n import _, format_time


def told(found: LastDay, day: date) -> str:
    """Return the last day as one sentence to the citizen on `day`; a day that cannot be told for certain is never promised."""
    last = weekday_date(found.day)
    if day > found.day:
        return _("Sidste dag var %(last)s, som vi regner det. Klag alligevel. Vi ser altid på det.", last=last)
    if not found.certain:
        return _("Klag senest %(last)s. Så er du på den sikre side. Måske har du længere tid. Spørg os.", last=last)
    if day == found.day:
        return _("Det er i dag. Kommunen skal have din klage senest i dag, %(last)s, inden midnat.", last=last)
    return _("Kommunen skal have din klage senest %(last)s inden midnat.", last=last)


@dataclass(frozen=True)
class Came:
    """Whether a complaint over a decision came in time, in words; `in_time` is None where nobody knows from when to count."""

    in_time: bool | None
    text: str
    reckoning: tuple[str, ...] = ()


def came(received: datetime, particulars: Mapping[str, str]) -> Came:
    """Return whether a complaint came in time, by the hour it was received: with us, whichever of the two offices has it.

    Nothing follows from that it came late: whether the time limit is disregarded is for a human to judge (retssikkerhedsloven § 67).
    """
    last, when = last_told(particulars), format_time(received)
    if last is None:
        return Came(
            None,
            _(
                "Klagen kom %(when)s. Borgeren har ikke skrevet, hvornår afgørelsen kom. Spørg, før I regner fristen ud.",
                when=when,
            ),
        )
    found = reckoning(particulars)
    lines = found.told if found and found.day == last else ()
    day = weekday_date(last)
    if local(received).date() <= last:
        return Came(
            True,
            _(
                "Klagen kom %(when)s. Sidste dag er %(day)s. Den er kommet i tide efter vores regning.",
                when=when,
                day=day,
            ),
            lines,
        )
    text = _(
        "Klagen kom %(when)s. Sidste dag var %(day)s. Det er for sent efter vores regning: "
        "vurder selv, om der skal ses bort fra fristen.",
        when=when,
        day=day,
    )
    return Came(False, text, lines)


def came_to_citizen(received: datetime, particulars: Mapping[str, str]) -> str:
    """Return the same to the citizen; nothing where she has not told when the decision came."""
    last = last_told(particulars)
    if last is None:
        return ""
    if local(received).date() <= last:
        return _("Sidste dag for klagen er %(day)s. Vi fik den i tide.", day=weekday_date(last))
    return _(
        "Sidste dag for klagen var %(day)s, som vi regner det. Vi fik den senere. Vi ser på den alligevel.",
        day=weekday_date(last),
    )
