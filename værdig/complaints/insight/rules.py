"""What a request for insight is, which moves it can make, by when it is to be answered and what an answer needs; pure.

Only statutory days count: weekends and holidays, never the municipality's own closing days (FOB 2021-1).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date
from enum import StrEnum

from værdig.clock import add_working_days, is_working_day
from værdig.complaints.deadlines import Counted, Rule, count_days, weekday_date
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _, _l


class Asked(StrEnum):
    """What the citizen asks for, in her own terms."""

    SE = "se"
    RET = "ret"
    SLET = "slet"


class Kind(StrEnum):
    """The law a request is answered by; staff sort it, the citizen need not know."""

    PARTSAKTINDSIGT = "partsaktindsigt"
    EGENACCES = "egenacces"
    INDSIGTSRET = "indsigtsret"
    BERIGTIGELSE = "berigtigelse"
    SLETNING = "sletning"


class State(StrEnum):
    """How far a request is."""

    MODTAGET = "modtaget"
    SORTERET = "sorteret"
    IMOEDEKOMMET = "imoedekommet"
    DELVIST = "delvist"
    AFSLAAET = "afslaaet"


class Duty(StrEnum):
    """The dates a request has."""

    AKTINDSIGT = "aktindsigt"
    SEN_AKTINDSIGT = "sen_aktindsigt"
    EN_MAANED = "en_maaned"


ACCESS = frozenset({Kind.PARTSAKTINDSIGT, Kind.EGENACCES, Kind.INDSIGTSRET})
"""The kinds whose answer is a copy of the case."""

DECIDED = frozenset({State.IMOEDEKOMMET, State.DELVIST, State.AFSLAAET})
GRANTED = frozenset({State.IMOEDEKOMMET, State.DELVIST})

MOVES: dict[State, frozenset[State]] = {
    State.MODTAGET: frozenset({State.SORTERET}),
    State.SORTERET: frozenset({State.SORTERET, *DECIDED}),
    State.IMOEDEKOMMET: frozenset(),
    State.DELVIST: frozenset(),
    State.AFSLAAET: frozenset(),
}
"""A decision is never undone: whoever disagrees complains over it, or asks again."""

SUGGESTED: dict[Asked, Kind] = {
    Asked.SE: Kind.PARTSAKTINDSIGT,
    Asked.RET: Kind.BERIGTIGELSE,
    Asked.SLET: Kind.SLETNING,
}

RULES: dict[Duty, Rule] = {
    Duty.AKTINDSIGT: Rule(
        title=_l("Svar på anmodningen"),
        citizen=_l("Du får svar senest"),
        days=7,
        statutory=True,
        source=_l("Forvaltningsloven § 16, stk. 2, og offentlighedsloven § 36, stk. 2"),
    ),
    Duty.SEN_AKTINDSIGT: Rule(
        title=_l("Derefter kan borgeren klage over ventetiden"),
        citizen=_l("Har du ikke fået svar, kan du klage over ventetiden efter"),
        days=14,
        statutory=True,
        citizens=True,
        source=_l("Offentlighedsloven § 39"),
    ),
    Duty.EN_MAANED: Rule(
        title=_l("Svar på anmodningen"),
        citizen=_l("Du får svar senest"),
        statutory=True,
        source=_l("Databeskyttelsesforordningens artikel 12, stk. 3"),
    ),
}

LONGEST_MONTHS = 3
"""Months from receipt that article 12(3) allows at most: one, and two more with a letter."""

LONGEST_DAYS = 40
"""Working days from receipt within which access is to be given even in the rarest case (the remarks to offentlighedsloven § 36)."""


def check(old: State, new: State) -> None:
    """Raise RuleBroken for a move that is not in the table."""
    if new not in MOVES[old]:
        raise RuleBroken(f"a request cannot move from {old} to {new}")


def duties(asked: Asked, kind: Kind | None) -> tuple[Duty, ...]:
    """Return the dates a request has; until it is sorted a wish to see the case has the shortest ones."""
    sees = asked is Asked.SE if kind is None else kind in (Kind.PARTSAKTINDSIGT, Kind.EGENACCES)
    return (Duty.AKTINDSIGT, Duty.SEN_AKTINDSIGT) if sees else (Duty.EN_MAANED,)


def count(duty: Duty, start: date) -> Counted:
    """Return when a duty is due for a request that came on `start`, with the reckoning in words."""
    rule = RULES[duty]
    return _month(rule, start) if duty is Duty.EN_MAANED else count_days(rule, start, rule.days)


def latest(duty: Duty, start: date) -> date:
    """Return the last date a letter can put an answer off to."""
    return months_after(start, LONGEST_MONTHS) if duty is Duty.EN_MAANED else add_working_days(start, LONGEST_DAYS)


def months_after(start: date, months: int) -> date:
    """Return the day some calendar months later, or the next working day where that is none.

    A month ends on the day with the same number, or on its last where it has no such day (forordning 1182/71, article 3).
    """
    return add_working_days(_same_day(start, months), 0)


def _same_day(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _month(rule: Rule, start: date) -> Counted:
    plain, due = _same_day(start, 1), months_after(start, 1)
    told = _("En måned efter %(start)s er %(due)s.", start=weekday_date(start), due=weekday_date(plain))
    if due != plain:
        told += " " + _("Den dag er der lukket. Derfor er det %(due)s.", due=weekday_date(due))
    return Counted(due, told + " " + _("Kilde: %(source)s.", source=rule.source))


def objection_to_date(due: date, until: date, last: date, day: date) -> UserError | None:
    """Return why an answer cannot be put off from `due` to `until`, or None; `last` is from `latest`."""
    if until <= day:
        return UserError(_l("Den nye dato skal ligge efter i dag."), "until")
    if until <= due:
        return UserError(_l("Den nye dato skal ligge efter den gamle."), "until")
    if until > max(last, add_working_days(day, 1)):
        text = _("Loven tillader højst til %(date)s. Vælg en tidligere dato.", date=weekday_date(last))
        return UserError(text, "until")
    if not is_working_day(until):
        return UserError(_l("Den dag er der lukket. Vælg en arbejdsdag."), "until")
    return None


def objection_to_answer(
    kind: Kind, result: State, *, reason: str, note: str, released: Collection[str], left_out: Collection[str]
) -> UserError | None:
    """Return what an answer lacks before it can be sent, or None.

    A refusal has reasons (forvaltningsloven § 22), what is left out makes it a partial one, and a correction is a note.
    """
    needs_reason = result is not State.IMOEDEKOMMET or kind is Kind.SLETNING
    if needs_reason and not reason.strip():
        return UserError(_l("Skriv grunden. Borgeren har krav på den (forvaltningsloven § 22)."), "reason")
    if result is State.AFSLAAET and released:
        return UserError(_l("Du har valgt nej, men sat kryds ved noget, der skal med. Vælg det ene."), "result")
    if kind in ACCESS and result is State.IMOEDEKOMMET and left_out:
        return UserError(_l("Der er noget, som ikke er med. Sæt kryds ved det, eller vælg »delvist« og skriv grunden."), "result")  # fmt: skip
    if kind is Kind.BERIGTIGELSE and result in GRANTED and not note.strip():
        return UserError(_l("Skriv den note, der retter oplysningen."), "text")
    return None
