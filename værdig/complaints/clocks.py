"""How a case's clock stands on a day: whether its date was kept, by how many days it was passed, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from værdig import clock
from værdig.complaints import path
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.models import CaseClock
from værdig.complaints.states import CLOSED
from værdig.i18n import _, format_time, ngettext

NEVER_DUE = frozenset({"anden_type", path.TAKEN_BACK})
"""Causes that show that there never was such a duty: the case was filed or moved by mistake."""

CONTACTED = "kontaktet"
"""The cause where the citizen has been contacted as she had asked."""

UNANSWERED = "uden_svar"
"""The cause where a handler stops waiting for the citizen: by mistake, in vain, or because she answered in another way."""

ENDED_WITHOUT = NEVER_DUE | CLOSED | {UNANSWERED}
"""Causes with which a clock ends without its duty having been done."""


DONE_BY = {
    Clock.RING_OP: frozenset({CONTACTED}),
    Clock.SKRIFTLIGT_SVAR: frozenset({CONTACTED, "besvaret"}),
}
"""Duties that only the deed itself fulfils: leaving the state they belong to lets them lapse, and is no keeping of them."""


def is_done(row: CaseClock) -> bool:
    """Tell whether a clock that has stopped was stopped by its duty being done."""
    among = DONE_BY.get(Clock(row.kind))
    return row.stop_cause in among if among else row.stop_cause not in ENDED_WITHOUT


@dataclass(frozen=True)
class Standing:
    """How a clock stands, as `ui.tag` shows it, and what there is to say besides."""

    word: str
    tone: str
    detail: str = ""


def days_late(row: CaseClock, day: date) -> int:
    """Return by how many calendar days a duty was done too late, or is overdue on `day`; 0 when it is not late.

    A clock that stands still is not late, and one that ended while it stood still has its date moved first (`moving`).
    """
    if row.stop_cause in NEVER_DUE or (row.stopped is None and row.paused is not None):
        return 0
    ended = clock.local(row.stopped).date() if row.stopped else day
    return max(0, (ended - row.due).days)


def standing(row: CaseClock, day: date) -> Standing:
    """Return how a clock stands on `day`; a date that was passed stays passed, whatever came after it."""
    late = days_late(row, day)
    if late:
        word, tone = (_("Udløbet"), "neutral") if RULES[Clock(row.kind)].citizens else (_("Overskredet"), "bad")
        said = ngettext("%(count)s dag for sent.", "%(count)s dage for sent.", late) if tone == "bad" else ""
        return Standing(word, tone, " ".join(text for text in (said, _ended(row)) if text))
    if row.stopped is not None:
        kept = is_done(row)
        return Standing(_("Til tiden") if kept else _("Bortfaldet"), "good" if kept else "neutral", _ended(row))
    if row.paused is not None:
        return Standing(_("Står stille"), "neutral", row.pause_cause or "")
    return Standing(_("I dag"), "warning") if row.due == day else Standing(_("Løber"), "info")


def _ended(row: CaseClock) -> str:
    """Return when a clock ended; the first answer and the department's are told as what they are."""
    if row.stopped is None:
        return ""
    when = format_time(row.stopped)
    return _("Besvaret %(when)s.", when=when) if row.stop_cause == "besvaret" else _("Slut %(when)s.", when=when)
