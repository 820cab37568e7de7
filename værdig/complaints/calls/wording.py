"""What is said of calls: as what somebody spoke, the note that is kept, and what the citizen reads; nothing is stored here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from værdig.clock import local
from værdig.complaints.calls import rules
from værdig.complaints.calls.models import CaseCall
from værdig.complaints.calls.rules import ORALLY, Solved
from værdig.complaints.deadlines import weekday_date
from værdig.i18n import LazyText, _, _l, format_time

SPEAKERS: dict[str, LazyText] = {
    "borgeren": _l("Borgeren selv"),
    "tolk": _l("Borgeren gennem tolk"),
    "partsrepraesentant": _l("Partsrepræsentant med fuldmagt"),
    "vaerge": _l("Værge"),
}
"""As what the one who answered the telephone spoke. No names: who a citizen's helpers are is not ours to collect."""


def note_text(spoken_with: str | None, at: datetime, said: str, agreed: str) -> str:
    """Return the telefonnotat as it is kept (notatpligt, offentlighedsloven § 13)."""
    who = _("Talt med: %(who)s.", who=SPEAKERS[spoken_with]) if spoken_with else _("Ikke truffet.")
    lines = [_("Telefonnotat, %(when)s.", when=format_time(at)), who]
    if said:
        lines.append(_("Det blev sagt:\n%(text)s", text=said))
    if agreed:
        lines.append(_("Det blev aftalt:\n%(text)s", text=agreed))
    return "\n\n".join(lines)


@dataclass(frozen=True)
class ToCitizen:
    """What a citizen reads of the calls in her case: sentences, and whether she is asked if it is solved or can take her word back."""

    told: list[str]
    asks: bool = False
    may_say_no: bool = False
    may_say_yes: bool = False


def to_citizen(calls: Sequence[CaseCall]) -> ToCitizen:
    """Return what the citizen of a case in dialogue reads."""
    told = _of_tries(rules.tries(calls))
    last, now = rules.latest_reached(calls), rules.solved(calls)
    if last is None:
        return ToCitizen(told)
    spoke = _("Vi talte sammen %(day)s.", day=weekday_date(local(last.at).date()))
    if now is Solved.SPURGT:
        return ToCitizen([spoke, *told], asks=True, may_say_no=True, may_say_yes=True)
    if now is Solved.BEKRAEFTET:
        return ToCitizen(
            [_confirmed(last), _("Du får også et brev her på siden, før vi lukker sagen."), *told], may_say_no=True
        )
    return ToCitizen([spoke, _("Du får et skriftligt svar."), *told], may_say_yes=last.answer == rules.NO)


def _of_tries(tries: Sequence[CaseCall]) -> list[str]:
    if not tries:
        return []
    told = [_("Vi har prøvet at ringe %(day)s.", day=weekday_date(local(call.at).date())) for call in tries]
    if tries[-1].next_try is not None:
        told.append(_("Vi prøver igen %(day)s.", day=weekday_date(tries[-1].next_try)))
    return told


def _confirmed(call: CaseCall) -> str:
    day = weekday_date(_day(call))
    if call.answer_how == ORALLY:
        return _("Du sagde i telefonen %(day)s, at det er løst. Passer det ikke, så sig det her.", day=day)
    return _("Du har sagt her på siden %(day)s, at det er løst.", day=day)


def _day(call: CaseCall) -> date:
    return local(call.answered or call.at).date()
