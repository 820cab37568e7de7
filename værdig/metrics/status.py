"""How a metric stands: a word, a symbol and a tone, by rules anybody can look up; the figures are given, nothing is read here.

With a target the figure is compared with a straight path from baseline to target; without one, or where the plan gives no
dates, with the same period a year before. No plan states such rules, so they are ours and are shown with the status:

- on the path or better is green; within the tolerance (5 % of the way from baseline to target, or 2 persons where persons
  are counted) is yellow; otherwise red. Once the target is met it is met; past its date it is not.
- a target for each calendar year is measured against how far the year has gone.
- without target: the right way is green, within ±2 % of last year yellow, the wrong way red.
- grey where there is no figure, where the source may still change it, where fewer than 10 persons are counted, where there
  is nothing to compare with, and where the plan gives no direction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from værdig.hooks.contracts import Direction
from værdig.hooks.sections import MetricStatus
from værdig.i18n import LazyText, _, _l, format_number
from værdig.metrics.points import Value
from værdig.periods import Period

TOLERANCE = Decimal("0.05")
PERSONS = Decimal(2)
UNCHANGED = Decimal("0.02")
DECEMBER = 12
FEW = 10
"""Persons: below this a change of one or two says nothing (metrics of small groups swing from 0 to 100 per cent)."""

Tone = Literal["good", "warning", "bad", "neutral"]
Verdict = Literal[
    "reached",
    "on_path",
    "near_path",
    "off_path",
    "not_reached",
    "better",
    "unchanged",
    "worse",
    "followed",
    "no_figure",
    "provisional",
    "few",
    "nothing_to_compare",
]

WORDS: dict[Verdict, tuple[LazyText, Tone, MetricStatus]] = {
    "reached": (_l("målet er nået"), "good", "reached"),
    "on_path": (_l("på vej"), "good", "good"),
    "near_path": (_l("tæt på"), "warning", "unchanged"),
    "off_path": (_l("ikke på vej"), "bad", "bad"),
    "not_reached": (_l("målet er ikke nået"), "bad", "not_reached"),
    "better": (_l("på vej"), "good", "good"),
    "unchanged": (_l("uændret"), "warning", "unchanged"),
    "worse": (_l("ikke på vej"), "bad", "bad"),
    "followed": (_l("følges"), "neutral", "unknown"),
    "no_figure": (_l("ingen tal"), "neutral", "unknown"),
    "provisional": (_l("foreløbigt"), "neutral", "unknown"),
    "few": (_l("få"), "neutral", "unknown"),
    "nothing_to_compare": (_l("intet at sammenligne med"), "neutral", "unknown"),
}
SYMBOLS: dict[Tone, str] = {"good": "✓", "warning": "!", "bad": "✕", "neutral": "○"}
"""The symbols of `ui.tag`, for places that have no tag."""


@dataclass(frozen=True, kw_only=True)
class Goalposts:
    """What a metric is measured against. Dates are those of the readings; a missing one means the plan does not say."""

    direction: Direction
    baseline: Decimal | None = None
    baseline_at: Period | None = None
    target: Decimal | None = None
    target_at: Period | None = None
    yearly: bool = False
    """The target is to be met in each calendar year; figures count from its beginning."""
    counts_persons: bool = False
    breaks: Collection[str] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a metric stands, with the sentence that says why; `period` is the one judged."""

    verdict: Verdict
    because: str
    period: str = ""

    @property
    def word(self) -> LazyText:
        return WORDS[self.verdict][0]

    @property
    def tone(self) -> Tone:
        return WORDS[self.verdict][1]

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.tone]

    @property
    def metric_status(self) -> MetricStatus:
        """The verdict as plug-ins read it."""
        return WORDS[self.verdict][2]

    @property
    def text(self) -> str:
        """The status in words, complete without colour or symbol."""
        return _("%(word)s: %(because)s", word=str(self.word), because=self.because)


def standing(values: Sequence[Value], posts: Goalposts, today: date) -> Standing:
    """Judge the newest final figure of `values` (time order) on a day."""
    newest = next((value for value in reversed(values) if not value.provisional), None)
    if newest is None:
        return _no_final(values)
    if newest.value is None:
        why = newest.missing or _("tallet er ikke oplyst")
        return _verdict("no_figure", newest, _("For %(period)s: %(why)s.", period=newest.label, why=why))
    if posts.counts_persons and newest.value < FEW:
        return _verdict("few", newest, _("Der er under %(few)s personer bag tallet.", few=FEW))
    judged = _against_target(newest, newest.value, posts, today)
    return judged or _against_last_year(newest, newest.value, values, posts)


def _no_final(values: Sequence[Value]) -> Standing:
    if any(value.value is not None for value in values):
        return Standing(verdict="provisional", because=_("Kilden kan stadig ændre tallet."), period=values[-1].period)
    return Standing(verdict="no_figure", because=_("Der er ingen tal endnu."))


def _verdict(verdict: Verdict, value: Value, because: str) -> Standing:
    return Standing(verdict=verdict, because=because, period=value.period)


def _against_target(newest: Value, figure: Decimal, posts: Goalposts, today: date) -> Standing | None:
    """Return the standing against the target, or None where the plan gives no target or no path to it."""
    if posts.target is None:
        return None
    rising = _wants_more(posts)
    said = {"figure": _n(figure), "target": _n(posts.target), "period": newest.label}
    if figure == posts.target or (figure > posts.target) == rising:
        return _verdict("reached", newest, _("%(figure)s i %(period)s. Målet er %(target)s.", **said))
    if posts.yearly:
        return _within_the_year(newest, figure, posts.target)
    if posts.target_at is not None and posts.target_at.end <= Period.parse(newest.period).end:
        return _verdict("not_reached", newest, _("%(figure)s i %(period)s. Målet var %(target)s.", **said))
    return _on_path(newest, figure, posts, rising)


def _within_the_year(newest: Value, figure: Decimal, target: Decimal) -> Standing:
    """Judge a count that is to reach its target before the year is out, as far as the year has gone."""
    month = Period.parse(newest.period).last_month
    said = {"figure": _n(figure), "target": _n(target), "period": newest.label}
    if month == DECEMBER:
        return _verdict(
            "not_reached",
            newest,
            _("%(figure)s til og med %(period)s. Målet var %(target)s om året.", **said),
        )
    verdict: Verdict = "on_path" if figure >= target * month / DECEMBER else "off_path"
    return _verdict(verdict, newest, _("%(figure)s til og med %(period)s. Målet er %(target)s om året.", **said))


def _wants_more(posts: Goalposts) -> bool:
    if posts.baseline is not None and posts.target is not None and posts.baseline != posts.target:
        return posts.target > posts.baseline
    return posts.direction != "down"


def _on_path(newest: Value, figure: Decimal, posts: Goalposts, rising: bool) -> Standing | None:
    expected = path(posts, Period.parse(newest.period))
    if expected is None or posts.target is None or posts.baseline is None:
        return None
    lead = figure - expected if rising else expected - figure
    slack = abs(posts.target - posts.baseline) * TOLERANCE
    slack = max(slack, PERSONS) if posts.counts_persons else slack
    because = _(
        "%(figure)s i %(period)s. På en lige vej mod målet %(target)s skulle det være %(expected)s.",
        figure=_n(figure),
        period=newest.label,
        target=_n(posts.target),
        expected=_n(expected),
    )
    if lead >= 0:
        return _verdict("on_path", newest, because)
    return _verdict("near_path" if -lead <= slack else "off_path", newest, because)


def path(posts: Goalposts, at: Period) -> Decimal | None:
    """Return where a straight path from baseline to target is at a period; None without both figures and both dates."""
    if posts.baseline is None or posts.target is None or posts.baseline_at is None or posts.target_at is None:
        return None
    start, end = posts.baseline_at.middle, posts.target_at.middle
    if end <= start:
        return None
    share = Decimal(str(min(1.0, max(0.0, (at.middle - start) / (end - start)))))
    return posts.baseline + (posts.target - posts.baseline) * share


def _against_last_year(newest: Value, figure: Decimal, values: Sequence[Value], posts: Goalposts) -> Standing:
    period = Period.parse(newest.period)
    before = next((value for value in values if value.period == period.year_before().code), None)
    if before is None or before.value is None:
        return _verdict(
            "nothing_to_compare",
            newest,
            _("Der er intet tal for %(period)s.", period=period.year_before().label),
        )
    if _broken_between(before, newest, values, posts):
        return _verdict("nothing_to_compare", newest, _("Tallet opgøres på en ny måde siden sidste år."))
    if posts.counts_persons and before.value < FEW:
        return _verdict("few", newest, _("Der var under %(few)s personer bag tallet sidste år.", few=FEW))
    because = _(
        "%(figure)s i %(period)s mod %(earlier)s samme periode året før.",
        figure=_n(figure),
        period=newest.label,
        earlier=_n(before.value),
    )
    return _verdict(_change(figure, before.value, posts), newest, because)


def _broken_between(before: Value, newest: Value, values: Sequence[Value], posts: Goalposts) -> bool:
    periods = [value.period for value in values]
    between = periods[periods.index(before.period) + 1 : periods.index(newest.period) + 1]
    return any(period in posts.breaks for period in between)


def _change(figure: Decimal, before: Decimal, posts: Goalposts) -> Verdict:
    if posts.direction == "monitor":
        return "followed"
    if abs(figure - before) <= abs(before) * UNCHANGED:
        return "unchanged"
    return "better" if (figure > before) == _wants_more(posts) else "worse"


def _n(value: Decimal) -> str:
    return format_number(value, 0 if value == value.to_integral_value() else 1)
