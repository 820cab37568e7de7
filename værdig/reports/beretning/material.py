"""What her report is written from: cleared figures of the period and those before it, each recorded in the ledger; no sentences here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from værdig import clock
from værdig.disclosure import Occasion
from værdig.errors import UserError
from værdig.i18n import _
from værdig.reports import gather
from værdig.reports.beretning.joining import joined
from værdig.reports.beretning.spans import Span
from værdig.reports.beretning.widening import widened
from værdig.reports.material import Answered, Complained
from værdig.surveys import queries as surveys

PURPOSE = "borgerrådgiverens beretning"
DRAFTED, COUNCIL, EVERYBODY = "borgerrådgiveren", "kommunalbestyrelsen", "offentligheden"
"""Whom a release in the ledger is shown to: she may not read the management's cases, so her draft is a release too."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """The figures of a period and of those it is compared with, and what citizens answered in it."""

    now: Complained
    previous: Complained | None
    deleted: Sequence[str] = ()
    """Labels of earlier periods whose cases have been deleted, so that nothing can be counted anew."""
    answered: Sequence[Answered] = ()
    releases: tuple[str, ...] = ()
    before: Mapping[str, Complained] = field(default_factory=dict)
    """What it is compared with, by label: the period before, and for a half-year the same of the year before."""


def gathered(span: Span, beretning_id: str, audience: str = DRAFTED) -> Told:
    """Return the figures of a period that is over; each of them goes into the disclosure ledger with the report's id.

    Raises UserError where cases of the period have been deleted: a count now would be too low.
    """
    occasion = Occasion(purpose=PURPOSE, audience=audience, reference=beretning_id)
    releases: list[str] = []
    today = clock.today()

    def counted(each: Span) -> Complained | None:
        halves = [gather.complained_in(half, today, occasion, releases) for half in each.halves]
        if not each.is_year or None in halves:
            return None if None in halves else halves[0]
        first, second = halves
        return joined(first, second, each.code, each.label) if first and second else None

    periods = widened({each: counted(each) for each in (span, *span.before())}, today, occasion, releases)
    now = periods[span]
    if now is None:
        gone = _("Sager fra %(period)s er slettet. Derfor kan tallene ikke tælles igen.", period=span.label)
        raise UserError(gone)
    before = {each.label: periods[each] for each in span.before()}
    rounds = [
        found for half in span.halves for design in gather.DESIGNS if (found := surveys.closed_round(half, design))
    ]
    return Told(
        now=now,
        before={label: one for label, one in before.items() if one},
        previous=before[span.before()[0].label],
        deleted=[label for label, one in before.items() if one is None],
        answered=[gather.answered_in(row, occasion, releases) for row in rounds],
        releases=tuple(dict.fromkeys(releases)),
    )
