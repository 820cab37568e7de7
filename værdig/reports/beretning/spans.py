"""What a report of hers can be about: a half-year, a calendar year, or a year from July to June; what was counted in it is `material`'s."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from værdig import municipality
from værdig.clock import HalfYear
from værdig.errors import UserError
from værdig.i18n import _

JULY = "juli"
"""The setting `beretning_year` of a municipality whose borgerraadgiver reports from July to June."""
YEAR = re.compile(r"(\d{4})(J?)", re.ASCII)


@dataclass(frozen=True)
class Span:
    """One half-year, or the two of a year."""

    halves: tuple[HalfYear, ...]

    @classmethod
    def parse(cls, code: str) -> Span:
        """Read `2021H1`, `2021`, or `2020J` (July 2020 to June 2021); raises UserError for anything else."""
        found = YEAR.fullmatch(code)
        if not found:
            return cls((HalfYear.parse(code),))
        first = HalfYear.parse(f"{found[1]}H{2 if found[2] else 1}")
        return cls((first, first.following()))

    @classmethod
    def years_of(cls, half_year: HalfYear) -> Span:
        """Return the year that ends with this half-year."""
        return cls((half_year.previous(), half_year))

    @property
    def is_year(self) -> bool:
        return len(self.halves) > 1

    @property
    def code(self) -> str:
        first = self.halves[0]
        if not self.is_year:
            return first.code
        return f"{first.year}{'J' if first.half == len(self.halves) else ''}"

    @property
    def label(self) -> str:
        """The period as people read it."""
        first, last = self.halves[0], self.halves[-1]
        if not self.is_year:
            return first.label
        if first.year == last.year:
            return str(first.year)
        return _("juli %(first)s til juni %(last)s", first=first.year, last=last.year)

    @property
    def end(self) -> date:
        """Its last day."""
        return self.halves[-1].end

    def before(self) -> tuple[Span, ...]:
        """Return what it is compared with: the period before, and for a half-year also the same of the year before."""
        if self.is_year:
            first = self.halves[0].previous()
            return (Span((first.previous(), first)),)
        previous = self.halves[0].previous()
        return (Span((previous,)), Span((previous.previous(),)))


def ends_a_year(half_year: HalfYear) -> bool:
    """Tell whether the municipality's year of reporting ends with this half-year."""
    return half_year.half == (1 if municipality.setting("beretning_year") == JULY else 2)


def known(code: str) -> Span:
    """Return the span of a code that may be begun in this municipality; raises UserError for a year of the other kind."""
    span = Span.parse(code)
    if span.is_year and not ends_a_year(span.halves[-1]):
        raise UserError(_("Kommunens årsberetning følger et andet år."), "period")
    return span
