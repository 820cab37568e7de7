"""When a decision is taken to have arrived, by the way it was sent: dated rules as data; how the date is used is in `last_day`.

Source: Justitsministeriets vejledning nr. 9533 af 26. juni 2018 om beregning af klagefrister, and Ankestyrelsen's page on them; for
Digital Post lov om Digital Post fra offentlige afsendere § 10. A rule that no jurist has seen must not be added here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from værdig.clock import add_working_days
from værdig.i18n import _l


class Way(StrEnum):
    """How the citizen was told of the decision."""

    DIGITAL = "digital_post"
    LETTER = "brev"
    QUICK = "quickbrev"
    HANDED_OVER = "udleveret"
    UNKNOWN = "ved_ikke"


WAYS: dict[Way, Any] = {
    Way.DIGITAL: _l("Digital Post"),
    Way.LETTER: _l("Almindeligt brev"),
    Way.QUICK: _l("Quickbrev (der står Q på kuverten)"),
    Way.HANDED_OVER: _l("I hånden eller mundtligt"),
    Way.UNKNOWN: _l("Ved ikke"),
}
"""The ways as the citizen chooses among them."""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """How long one way takes by the rules of one time; `working_days` count as the statutory clocks' do, 0 is the same day."""

    way: Way
    working_days: int
    valid_from: date
    valid_until: date | None = None
    """The last day a letter is dated that the rule is about; None while it holds."""
    said: Any
    source: Any

    def holds(self, day: date) -> bool:
        """Tell whether the rule is about what was sent on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def on(self, sent: date) -> date:
        """Return the day on which what was sent on `sent` has arrived: a day at the weekend counts where it takes no time."""
        return add_working_days(sent, self.working_days) if self.working_days else sent


ARRIVALS: tuple[Arrival, ...] = (
    Arrival(
        way=Way.DIGITAL,
        working_days=0,
        valid_from=date(2014, 11, 1),
        said=_l(
            "Digital Post er kommet frem den dag, den ligger i din digitale postkasse. Det gælder, også hvis du læser den senere."
        ),
        source=_l("Lov om Digital Post § 10"),
    ),
    Arrival(
        way=Way.LETTER,
        working_days=6,
        valid_from=date(2018, 6, 26),
        said=_l("Et almindeligt brev regner vi for kommet frem senest 6 arbejdsdage efter datoen på brevet."),
        source=_l("Justitsministeriets vejledning nr. 9533 af 26. juni 2018 om beregning af klagefrister"),
    ),
    Arrival(
        way=Way.QUICK,
        working_days=2,
        valid_from=date(2016, 7, 1),
        said=_l("Et quickbrev regner vi for kommet frem senest 2 arbejdsdage efter datoen på brevet."),
        source=_l("Justitsministeriets vejledning nr. 9533 af 26. juni 2018 om beregning af klagefrister"),
    ),
    Arrival(
        way=Way.HANDED_OVER,
        working_days=0,
        valid_from=date(1998, 7, 1),
        said=_l("Får du afgørelsen i hånden eller mundtligt, tæller vi fra den samme dag."),
        source=_l("Retssikkerhedsloven § 67"),
    ),
)
"""Every rule; a new one ends the one before it with `valid_until`, so that old letters are reckoned as they were."""


def rule_of(way: Way, sent: date) -> Arrival | None:
    """Return the rule about what was sent in a way on a day; None where there is none, or we do not know of one."""
    return next((rule for rule in ARRIVALS if rule.way is way and rule.holds(sent)), None)
