"""The last day on which a complaint over a decision must be received, and the sentences that say how it was counted; pure.

Source: retssikkerhedsloven § 60 and § 67 (4 weeks from notice of the decision), counted to the same weekday; a last day that is a
Saturday, Sunday, holiday, grundlovsdag, 24 or 31 December becomes the next working day (Justitsministeriets vejledning nr. 9533 af
26. juni 2018; the same days as in forældelsesloven § 27, stk. 2). The municipality's own closing days move nothing. The day ends at
midnight: the reckoning is in days, not in opening hours (the same vejledning).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from værdig.clock import add_working_days, day_off
from værdig.complaints.appeals.arrival import Way, rule_of
from værdig.complaints.deadlines import weekday_date
from værdig.i18n import _

WEEKS = 4


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What the citizen knows of when she was told: at least one of the two dates."""

    way: Way
    dated: date | None = None
    """The date on the letter."""
    got: date | None = None
    """The day it came to her, as she remembers it."""

    def __post_init__(self) -> None:
        if self.dated is None and self.got is None:
            raise ValueError("a notice needs a date")


@dataclass(frozen=True, kw_only=True)
class LastDay:
    """The last day, whether it can be told for certain, and how it was counted.

    Where it is not certain, `day` is the earliest the last day can be: whoever complains by then is in time whatever is found out.
    """

    notice: date
    day: date
    certain: bool
    told: tuple[str, ...]


def last_day(notice: Notice) -> LastDay:
    """Return the last day for a complaint to be received; where two dates compete the earlier counts, which is safe for her."""
    start, certain, told = _arrived(notice)
    same_weekday = start + timedelta(weeks=WEEKS)
    day = add_working_days(same_weekday, 0)
    told += (_four_weeks(start, same_weekday),)
    if day != same_weekday:
        told += (_rolled(same_weekday, day),)
    return LastDay(notice=start, day=day, certain=certain, told=told)


def _arrived(notice: Notice) -> tuple[date, bool, tuple[str, ...]]:
    """Return from when the four weeks count, whether that is certain, and why."""
    known = [day for day in (notice.dated, notice.got) if day is not None]
    if notice.way is Way.UNKNOWN:
        return (
            min(known),
            False,
            (_("Vi ved ikke, hvordan du fik afgørelsen. Derfor regner vi fra den tidligste dag, det kan være."),),
        )
    rule = rule_of(notice.way, min(known))
    if rule is None:
        return (
            min(known),
            False,
            (_("Vi kender ikke reglen for post fra den tid. Derfor regner vi fra den tidligste dag, det kan være."),),
        )
    cited = _("%(said)s Kilde: %(source)s.", said=rule.said, source=rule.source)
    if notice.dated is None:
        return min(known), True, (cited, _("Du fik den %(day)s.", day=weekday_date(min(known))))
    presumed = rule.on(notice.dated)
    if notice.got is None or notice.got == presumed:
        return presumed, True, (cited, _from_date(notice.dated, presumed))
    if notice.got < presumed:
        return notice.got, True, (cited, _("Du fik den før, %(day)s. Så tæller den dag.", day=weekday_date(notice.got)))
    later = _(
        "Du fik den senere, %(got)s. Skriv det i klagen. Kan det ikke vises, tæller %(day)s. Den dag regner vi fra her.",
        got=weekday_date(notice.got),
        day=weekday_date(presumed),
    )
    return presumed, False, (cited, _from_date(notice.dated, presumed), later)


def _from_date(dated: date, presumed: date) -> str:
    if dated == presumed:
        return _("Den er dateret %(day)s.", day=weekday_date(dated))
    return _("Den er dateret %(dated)s og kom senest %(day)s.", dated=weekday_date(dated), day=weekday_date(presumed))


def _four_weeks(start: date, end: date) -> str:
    return _("4 uger efter %(start)s er %(end)s, samme ugedag.", start=weekday_date(start), end=weekday_date(end))


def _rolled(from_day: date, to_day: date) -> str:
    return _(
        "Den dag er fri (%(why)s). Derfor er sidste dag den næste arbejdsdag, %(day)s.",
        why=day_off(from_day),
        day=weekday_date(to_day),
    )
