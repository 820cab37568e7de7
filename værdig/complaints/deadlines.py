"""The clocks of a case: how many Danish working days each duty has, and a sentence that says how a date was counted.

Source of the defaults: the domain note on complaints, 5.7. Pure but for the municipality's dated settings; rows are `service`'s.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from værdig import municipality
from værdig.clock import add_working_days, day_off, is_working_day, working_days_between
from værdig.complaints.states import CLOSED, State
from værdig.i18n import _, _l, format_date, ngettext


class Clock(StrEnum):
    """The duties that have a date."""

    VISITATION = "visitation"
    FOERSTE_SVAR = "foerste_svar"
    RING_OP = "ring_op"
    KONTAKT = "kontakt"
    SKRIFTLIGT_SVAR = "skriftligt_svar"
    AFDELINGENS_SVAR = "afdelingens_svar"
    BORGERENS_SVAR = "borgerens_svar"
    BORGERENS_REAKTION = "borgerens_reaktion"
    STILLINGTAGEN = "stillingtagen"
    HOERINGSSVAR = "hoeringssvar"
    BEMAERKNINGER = "bemaerkninger"
    STATUSBREV = "statusbrev"
    OPFOELGNING = "opfoelgning"
    VIDERESENDELSE = "videresendelse"
    GENVURDERING = "genvurdering"
    UNDERRETNING = "underretning"
    SAMTALE = "samtale"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How one duty is counted.

    `setting` names the municipal setting with its working days, or `days` are those of a law, or `weeks` calendar weeks to the
    same weekday. A `statutory` clock knows only statutory days and never pauses; local closing days bend the others.
    """

    title: Any
    citizen: Any
    """What the citizen is told the date is for; empty for a duty that concerns only the office."""
    source: Any
    days: int = 0
    weeks: int = 0
    setting: str = ""
    statutory: bool = False
    pausable: bool = False
    """Whether it stands still while the case waits for the citizen."""
    rests: bool = False
    """Whether a statutory clock stands still while the case is closed: nobody could do its duty meanwhile."""
    citizens: bool = False
    """Whether it is the citizen's own date: when it has passed nobody here has broken a promise."""
    agreed: bool = False
    """Whether people have agreed the day between them: it is counted from nothing, and no calendar moves it."""


RULES: dict[Clock, Rule] = {
    Clock.VISITATION: Rule(
        title=_l("Find ud af, hvem der skal hjælpe"),
        citizen="",
        setting="visitation_days",
        pausable=True,
        source=_l("Indenrigsministeriets anbefaling 97.8.12: gennemgå henvendelsen hurtigt"),
    ),
    Clock.FOERSTE_SVAR: Rule(
        title=_l("Første svar fra et menneske"),
        citizen=_l("Du hører fra et menneske senest"),
        setting="answer_days",
        source=_l("Kommunens svarfrist"),
    ),
    Clock.RING_OP: Rule(
        title=_l("Ring til borgeren"),
        citizen=_l("Vi ringer til dig senest"),
        setting="call_days",
        pausable=True,
        source=_l("Styrket borgerkontakt"),
    ),
    Clock.KONTAKT: Rule(
        title=_l("Ring eller skriv til borgeren"),
        citizen=_l("Vi kontakter dig senest"),
        setting="call_days",
        pausable=True,
        source=_l("Kommunens frist for at kontakte den, der har bedt om det"),
    ),
    Clock.SKRIFTLIGT_SVAR: Rule(
        title=_l("Skriftligt svar efter et opkald"),
        citizen=_l("Du får et skriftligt svar senest"),
        setting="answer_days",
        pausable=True,
        source=_l("Kommunens svarfrist"),
    ),
    Clock.AFDELINGENS_SVAR: Rule(
        title=_l("Afdelingens svar"),
        citizen=_l("Afdelingen svarer dig senest"),
        setting="department_days",
        pausable=True,
        source=_l("Kommunens frist for afdelingens svar"),
    ),
    Clock.BORGERENS_SVAR: Rule(
        title=_l("Borgerens svar"),
        citizen=_l("Vi håber at høre fra dig inden"),
        setting="wait_days",
        citizens=True,
        source=_l("Kommunens praksis for, hvor længe vi venter på svar"),
    ),
    Clock.BORGERENS_REAKTION: Rule(
        title=_l("Borgeren kan fastholde klagen"),
        citizen=_l("Du kan fastholde din klage til og med"),
        setting="reaction_days",
        citizens=True,
        source=_l("Kommunens praksis for, hvor længe en klage kan fastholdes"),
    ),
    Clock.STILLINGTAGEN: Rule(
        title=_l("Tag stilling til den fastholdte klage"),
        citizen=_l("Du hører, hvad der nu sker, senest"),
        setting="decide_days",
        source=_l("Kommunens praksis for fastholdte klager"),
    ),
    Clock.HOERINGSSVAR: Rule(
        title=_l("Svar på høring af forvaltningen"),
        citizen=_l("Afdelingen skal svare borgerrådgiveren senest"),
        setting="department_days",
        pausable=True,
        source=_l("Kommunens frist for afdelingens svar"),
    ),
    Clock.BEMAERKNINGER: Rule(
        title=_l("Borgerens bemærkninger til afdelingens svar"),
        citizen=_l("Du kan skrive dine bemærkninger til og med"),
        setting="remarks_days",
        pausable=True,
        citizens=True,
        source=_l("Borgerrådgiverens praksis"),
    ),
    Clock.STATUSBREV: Rule(
        title=_l("Skriv til borgeren, hvor undersøgelsen er"),
        citizen=_l("Du hører fra borgerrådgiveren igen senest"),
        setting="status_days",
        pausable=True,
        source=_l("Borgerrådgiverens praksis"),
    ),
    Clock.OPFOELGNING: Rule(
        title=_l("Afdelingens opfølgning på udtalelsen"),
        citizen=_l("Afdelingen skal følge op senest"),
        setting="follow_up_days",
        source=_l("Borgerrådgiverens praksis"),
    ),
    Clock.VIDERESENDELSE: Rule(
        title=_l("Send klagen over afgørelsen videre"),
        citizen=_l("Vi sender din klage over afgørelsen videre senest"),
        days=0,
        statutory=True,
        rests=True,
        source=_l("For at holde klagefristen på 4 uger"),
    ),
    Clock.GENVURDERING: Rule(
        title=_l("Genvurdering af afgørelsen"),
        citizen=_l("Afgørelsen er vurderet igen senest"),
        weeks=4,
        statutory=True,
        source=_l("Retssikkerhedsloven § 66"),
    ),
    Clock.UNDERRETNING: Rule(
        title=_l("Fortæl borgeren, hvor sagen er sendt hen"),
        citizen="",
        setting="passing_on_days",
        source=_l("Forvaltningsloven § 7, stk. 2"),
    ),
    Clock.SAMTALE: Rule(
        title=_l("Samtale mellem borgeren og afdelingen"),
        citizen=_l("Samtalen er aftalt til"),
        citizens=True,
        agreed=True,
        source=_l("Aftalt med borgeren og afdelingen"),
    ),
}

AT_RECEIPT = (Clock.FOERSTE_SVAR,)
AT_RECEIPT_OF_WISH = (Clock.KONTAKT,)
AT_RECEIPT_OF_DECISION = (Clock.VIDERESENDELSE, Clock.GENVURDERING)

STARTED_BY: dict[State, Clock] = {
    State.VISITATION: Clock.VISITATION,
    State.DIALOG: Clock.RING_OP,
    State.HOS_AFDELING: Clock.AFDELINGENS_SVAR,
    State.AFVENTER_BORGER: Clock.BORGERENS_SVAR,
    State.BESVARET: Clock.BORGERENS_REAKTION,
    State.FASTHOLDT: Clock.STILLINGTAGEN,
    State.UNDERSOEGELSE: Clock.STATUSBREV,
    State.UDTALELSE: Clock.OPFOELGNING,
    State.VIDERESENDT: Clock.UNDERRETNING,
}
"""Entering the state starts the clock; leaving it stops it, except that waiting for the citizen pauses it."""

WITHIN: dict[State, frozenset[Clock]] = {
    State.UNDERSOEGELSE: frozenset({Clock.HOERINGSSVAR, Clock.BEMAERKNINGER}),
    State.MAEGLING: frozenset({Clock.SAMTALE}),
}
"""Duties that begin while a case is in the state (`investigations`, `mediation`), and end with it at the latest."""

STOPPED_BY: dict[State, Clock] = {
    State.AFGOERELSESKLAGE: Clock.VIDERESENDELSE,
    State.GENVURDERING: Clock.VIDERESENDELSE,
    State.AENDRET: Clock.GENVURDERING,
    State.SENDT_ANKESTYRELSEN: Clock.GENVURDERING,
}
"""Entering the state fulfils the duty."""


@dataclass(frozen=True)
class Effects:
    """What a move does to the clocks."""

    stop: frozenset[Clock] = frozenset()
    pause: frozenset[Clock] = frozenset()
    resume: bool = False
    start: Clock | None = None
    again: frozenset[Clock] = frozenset()
    """Those that run on where the case's closing ended them before their duty was done."""


def effects(old: State, new: State) -> Effects:
    """Return what a move from `old` to `new` does to the case's clocks. Each clock is judged by itself.

    Opening a case again leaves the law's dates where they were: the 4 weeks for judging a decision again count from the
    complaint's receipt (retssikkerhedsloven § 66), whatever happened in between. The municipality's own duties begin anew.
    """
    if new in CLOSED:
        return Effects(stop=frozenset(Clock))
    if old in CLOSED:
        return Effects(again=frozenset(clock for clock, rule in RULES.items() if rule.statutory))
    if new is State.AFVENTER_BORGER:
        return Effects(pause=frozenset(c for c, rule in RULES.items() if rule.pausable), start=Clock.BORGERENS_SVAR)
    if old is State.AFVENTER_BORGER:
        return Effects(stop=frozenset({Clock.BORGERENS_SVAR}), resume=True)
    stop = {STARTED_BY.get(old), STOPPED_BY.get(new), *WITHIN.get(old, ())}
    if old is State.DIALOG:
        stop.add(Clock.SKRIFTLIGT_SVAR)  # whoever has the case now has a date of its own
    if old is State.ESKALERET:
        stop.add(Clock.AFDELINGENS_SVAR)
    if new is State.ESKALERET:
        stop.discard(Clock.AFDELINGENS_SVAR)  # a late answer is still due
    return Effects(stop=frozenset(clock for clock in stop if clock), start=STARTED_BY.get(new))


@dataclass(frozen=True)
class Counted:
    """A date and the Danish sentences that say how it was counted."""

    due: date
    basis: str


def length(clock: Clock, on: date) -> int:
    """Return the working days a duty has on a date, by the municipality's setting unless a law gives them."""
    rule = RULES[clock]
    return int(municipality.setting(rule.setting, on)) if rule.setting else rule.days


def closing_days() -> frozenset[date]:
    """Return the municipality's own closing days."""
    return frozenset(date.fromisoformat(day) for day in municipality.setting("closing_days"))


def count(clock: Clock, start: date) -> Counted:
    """Return when a duty that began on `start` is due in the bound municipality, with the reckoning in words.

    Raises ValueError for a day that people agree on: no reckoning gives it.
    """
    rule = RULES[clock]
    if rule.agreed:
        raise ValueError(f"{clock} is agreed, not counted")
    if rule.weeks:
        return Counted(start + timedelta(weeks=rule.weeks), _weeks_in_words(rule, start))
    return count_days(rule, start, length(clock, start), frozenset() if rule.statutory else closing_days())


def agree(agreed: date, until: date) -> Counted:
    """Return the day that was agreed for a talk, and on which day it was, in words."""
    told = _("Aftalt %(agreed)s: Samtalen er %(until)s.", agreed=weekday_date(agreed), until=weekday_date(until))
    return Counted(until, told)


def count_days(rule: Rule, start: date, days: int, closed: Collection[date] = ()) -> Counted:
    """Return the date some working days after `start`, with the reckoning in words; `closed` are closing days that do not count."""
    due = add_working_days(start, days, closed)
    return Counted(due, _days_in_words(rule, start, due, days, closed))


def resume(due: date, paused: date, resumed: date, closed: Collection[date] = ()) -> date:
    """Return the new date of a clock that stood still: the working days left when it paused, counted from `resumed`.

    A clock that had already run out keeps its date: waiting cannot mend a broken promise.
    """
    left = working_days_between(paused, due, closed)
    return due if left < 0 else max(due, add_working_days(resumed, left, closed))


def _weeks_in_words(rule: Rule, start: date) -> str:
    """Say how weeks were counted. A last day off does not move: it is our duty, and a holiday must not cost the citizen a day."""
    due = start + timedelta(weeks=rule.weeks)
    told = _(
        "%(weeks)s uger efter %(start)s er %(due)s, samme ugedag. Kilde: %(source)s.",
        weeks=rule.weeks,
        start=weekday_date(start),
        due=weekday_date(due),
        source=rule.source,
    )
    if is_working_day(due):
        return told
    before = next(day for day in (due - timedelta(days=n) for n in range(1, 15)) if is_working_day(day))
    by = _(
        "Den dag er fri (%(why)s), og fristen flytter sig ikke. Sidste arbejdsdag er %(before)s.",
        why=day_off(due),
        before=weekday_date(before),
    )
    return f"{told} {by}"


def _days_in_words(rule: Rule, start: date, due: date, days: int, closed: Collection[date]) -> str:
    if not days:
        return _at_once_in_words(rule, start, due)
    counted = ngettext("%(count)s arbejdsdag", "%(count)s arbejdsdage", days)
    told = _(
        "%(counted)s regnet fra %(start)s er %(due)s. Kilde: %(source)s.",
        counted=counted,
        start=weekday_date(start),
        due=weekday_date(due),
        source=rule.source,
    )
    skipped = _skipped(start, due, closed)
    return " ".join([told, _not_counted(skipped)])


def _at_once_in_words(rule: Rule, start: date, due: date) -> str:
    if due == start:
        return _("Samme dag, %(due)s. Kilde: %(source)s.", due=weekday_date(due), source=rule.source)
    return _(
        "Den første arbejdsdag efter %(start)s er %(due)s. Kilde: %(source)s.",
        start=weekday_date(start),
        due=weekday_date(due),
        source=rule.source,
    )


def _skipped(start: date, due: date, closed: Collection[date]) -> list[date]:
    """Return the weekdays between the two dates that did not count: holidays and the municipality's closing days."""
    span = (start + timedelta(days=n) for n in range(1, (due - start).days + 1))
    return [day for day in span if day.weekday() < 5 and not is_working_day(day, closed)]


def _not_counted(days: list[date]) -> str:
    if not days:
        return _("Lørdage og søndage tæller ikke med.")
    return _(
        "Lørdage, søndage og disse lukkedage tæller ikke med: %(days)s.",
        days=", ".join(format_date(day) for day in days),
    )


_WEEKDAYS = (
    _l("mandag"),
    _l("tirsdag"),
    _l("onsdag"),
    _l("torsdag"),
    _l("fredag"),
    _l("lørdag"),
    _l("søndag"),
)


def weekday_date(day: date) -> str:
    """Return a date with its weekday: `tirsdag den 1. december 2026`."""
    return _("%(weekday)s den %(date)s", weekday=_WEEKDAYS[day.weekday()], date=format_date(day))
