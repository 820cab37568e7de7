"""The days a round may take answers on: the limits its half-year sets, and how its last day may be moved; no database."""

from __future__ import annotations

from datetime import date, timedelta

from værdig.clock import HalfYear
from værdig.i18n import _, format_date, ngettext

MOST_LATE = timedelta(days=60)
"""How long after its half-year a round may open: the answers are to be about that half-year."""
LAST_MONTHS = 3
"""How many whole months after its half-year a round's last day may be.

Nobody reads an answer before that day is over, and it is only ever moved to later: a slip of the finger in the year would lock the
answers up for good. Three months leave room for the widest window known (Køge's half-year of 2022, from March to August), and
the figures still come to the committee before the half-year after is asked about.
"""

FEW_DAYS = 7
"""With fewer days left, today counted, opening asks once more: a letter is up to five days on its way, and answering takes some."""


def latest_first_day(half_year: HalfYear) -> date:
    """Return the latest day a round about a half-year may begin."""
    return half_year.end + MOST_LATE


def latest_last_day(half_year: HalfYear) -> date:
    """Return the latest last day of a round about a half-year."""
    after = half_year.following().start
    return after.replace(month=after.month + LAST_MONTHS) - timedelta(days=1)


def still_possible(day: date) -> list[HalfYear]:
    """Return the half-years around a day that a round with days still to come can be about: the last, this and the next one."""
    current = HalfYear.of(day)
    return [each for each in (current.previous(), current, current.following()) if day <= latest_last_day(each)]


def why_not_first(half_year: HalfYear, opens_on: date) -> str:
    """Return in Danish why a round about a half-year cannot begin on a day; empty when it can."""
    if half_year.start <= opens_on <= latest_first_day(half_year):
        return ""
    return _(
        "Runden skal begynde i %(half_year)s eller højst to måneder efter: fra den %(first)s til den %(latest)s.",
        half_year=half_year.label,
        first=format_date(half_year.start),
        latest=format_date(latest_first_day(half_year)),
    )


def why_not_last(half_year: HalfYear, closes_on: date) -> str:
    """Return in Danish why a round about a half-year cannot go on to a day; empty when it can."""
    if closes_on <= latest_last_day(half_year):
        return ""
    return _(
        "Sidste dag kan senest være den %(latest)s. Det er tre måneder efter %(half_year)s. Ingen kan læse svarene, før den sidste "
        "dag er gået.",
        latest=format_date(latest_last_day(half_year)),
        half_year=half_year.label,
    )


def why_not_opened(closes_on: date, today: date) -> str:
    """Return in Danish why a round with this last day is not opened today; empty when it can be."""
    if today <= closes_on:
        return ""
    return _("Rundens sidste dag, den %(day)s, er gået. Ret planen, før du åbner den.", day=format_date(closes_on))


def few_days_left(closes_on: date, today: date) -> str:
    """Return a warning in Danish where citizens would get so little time that letters come too late; empty where there is enough."""
    days = (closes_on - today).days + 1
    if not 0 < days < FEW_DAYS:
        return ""
    return ngettext(
        "Rundens sidste dag er i dag, den %(day)s. Breve når ikke frem, før den er gået.",
        "Der er kun %(count)s dage til at svare, i dag talt med: Sidste dag er den %(day)s. Breve kan være fem dage undervejs.",
        days,
        day=format_date(closes_on),
    )


def why_not_moved(half_year: HalfYear, promised: date, closes_on: date) -> str:
    """Return in Danish why the last day that citizens were promised cannot be moved to another; empty when it can."""
    if closes_on <= promised:
        return _("Sidste dag er den %(day)s. Den kan kun flyttes til en senere dag.", day=format_date(promised))
    return why_not_last(half_year, closes_on)
