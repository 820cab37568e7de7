"""How a metric stands: a word, a symbol and a tone, by rules anybody can look up; the figures are given, nothing is read here.

What is measured against is the plan's own words and nothing else: »skal falde fra 20% til 10%« (A-M7), »kontakter samtlige
virksomheder« (A-M3: 100 per cent), »orienteres to gange årligt« (A-N4-I2), Bilag 1's ten targets for 2021 (Vallensbæk and
Ishøj). A change for the better is not enough to be on the way: the target has to be within reach at that pace.

The newest final figure is judged, as it is shown, that is, rounded:

- *reached*: the target or better.
- *not reached*: the target's date has come with the figure, and it is not reached.
- *on track*: the change since the same period a year before (else since the plan's dated baseline), continued in a straight
  line, reaches the target by the end of its period. A target for each calendar year is continued from January.
- *behind*: it does not.
- *no target*, or a target without a date: only the direction is told, better, worse or (within ±2 %) unchanged.
- *no figure*: nothing final is known. Newer periods that are missing or provisional are named, and not judged.
- grey too: fewer than 10 persons, nothing to compare with, no direction in the plan, and a target's date that has passed
  without a figure from it: what is over is not forecast.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from værdig.hooks.contracts import Direction
from værdig.hooks.sections import MetricStatus
from værdig.i18n import LazyText, _, _l, as_shown, format_figure, format_number, is_percent
from værdig.metrics.points import Value
from værdig.periods import Period

UNCHANGED = Decimal("0.02")
DECEMBER = 12
FEW = 10
"""Persons: below this a change of one or two says nothing (metrics of small groups swing from 0 to 100 per cent)."""

Tone = Literal["good", "warning", "bad", "neutral"]
Verdict = Literal[
    "reached",
    "not_reached",
    "on_track",
    "behind",
    "better",
    "unchanged",
    "worse",
    "followed",
    "no_figure",
    "provisional",
    "few",
    "nothing_to_compare",
    "overdue",
]

WORDS: dict[Verdict, tuple[LazyText, Tone, MetricStatus]] = {
    "reached": (_l("målet er nået"), "good", "reached"),
    "not_reached": (_l("målet er ikke nået"), "bad", "not_reached"),
    "on_track": (_l("på vej mod målet"), "good", "good"),
    "behind": (_l("når ikke målet"), "bad", "bad"),
    "better": (_l("bedre end for et år siden"), "good", "good"),
    "unchanged": (_l("uændret på et år"), "warning", "unchanged"),
    "worse": (_l("dårligere end for et år siden"), "bad", "bad"),
    "followed": (_l("følges"), "neutral", "unknown"),
    "no_figure": (_l("ingen tal"), "neutral", "unknown"),
    "provisional": (_l("foreløbigt"), "neutral", "unknown"),
    "few": (_l("for få til at bedømme"), "neutral", "unknown"),
    "nothing_to_compare": (_l("intet at sammenligne med"), "neutral", "unknown"),
    "overdue": (_l("intet tal fra fristen"), "neutral", "unknown"),
}
SYMBOLS: dict[Tone, str] = {"good": "✓", "warning": "!", "bad": "✕", "neutral": "○"}
"""The symbols of `ui.tag`, for places that have no tag."""


@dataclass(frozen=True, kw_only=True)
class Goalposts:
    """What a metric is measured against. Dates are those of the readings; a missing one means the plan does not say."""

    direction: Direction
    unit: str = ""
    baseline: Decimal | None = None
    baseline_at: Period | None = None
    target: Decimal | None = None
    target_at: Period | None = None
    date_inferred: bool = False
    """The plan names no date; its last year is taken."""
    yearly: bool = False
    """The target is to be met in each calendar year; figures count from its beginning."""
    counts_persons: bool = False
    breaks: Collection[str] = field(default_factory=tuple)

    @property
    def wants_more(self) -> bool:
        """Whether a larger figure is the better one."""
        if self.baseline is not None and self.target is not None and self.baseline != self.target:
            return self.target > self.baseline
        return self.direction != "down"

    def is_reached(self, figure: Decimal) -> bool:
        """Tell whether a figure is as good as the target."""
        if self.target is None:
            return False
        return figure >= self.target if self.wants_more else figure <= self.target


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a metric stands, with the sentences that say why; `period` is the one judged."""

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


def judged_value(values: Sequence[Value]) -> Value | None:
    """Return the newest known figure that the source will not change: the one that status, lists and texts speak of."""
    return next((value for value in reversed(values) if value.value is not None and not value.provisional), None)


def standing(values: Sequence[Value], posts: Goalposts, today: date) -> Standing:
    """Judge the newest final figure of `values` (time order) on a day."""
    newest = judged_value(values)
    if newest is None or newest.value is None:
        return _no_final(values, posts)
    case = _Case(values, newest, as_shown(newest.value, posts.unit), posts, today)
    verdict, because = _against_target(case) or _direction(case)
    later = _later(values, newest, posts)
    return Standing(verdict=verdict, because=" ".join([because, *later]), period=newest.period)


def _no_final(values: Sequence[Value], posts: Goalposts) -> Standing:
    known = [value for value in values if value.value is not None]
    if known:
        because = _("Kilden kan stadig ændre tallet for %(period)s.", period=known[-1].label)
        return Standing(verdict="provisional", because=because, period=known[-1].period)
    if values:
        why = values[-1].missing or _("tallet er ikke oplyst")
        because = _("For %(period)s: %(why)s.", period=values[-1].label, why=why.rstrip("."))
        return Standing(verdict="no_figure", because=because, period=values[-1].period)
    return Standing(verdict="no_figure", because=_("Der er ingen tal endnu."))


def _later(values: Sequence[Value], newest: Value, posts: Goalposts) -> list[str]:
    """Return what is to be said of the periods after the one judged: provisional figures, and none."""
    told: list[str] = []
    unknown: dict[str, list[str]] = {}
    for value in values[list(values).index(newest) + 1 :]:
        if value.value is not None:
            figure = _with_unit(as_shown(value.value, posts.unit), posts)
            told.append(_("Foreløbigt er tallet %(figure)s i %(period)s.", figure=figure, period=value.label))
        else:
            unknown.setdefault(value.missing.rstrip(".") or _("tallet er ikke oplyst"), []).append(value.label)
    for why, periods in unknown.items():
        told.append(_("Intet tal for %(periods)s: %(why)s.", periods=", ".join(periods), why=why))
    return told


@dataclass(frozen=True)
class _Case:
    """One figure to be judged, with what it is judged by; `figure` is rounded as it is shown."""

    values: Sequence[Value]
    newest: Value
    figure: Decimal
    posts: Goalposts
    today: date

    @property
    def period(self) -> Period:
        return Period.parse(self.newest.period)

    @property
    def said(self) -> dict[str, str]:
        """What every sentence names: the figure, its period, and the target with its date."""
        posts = self.posts
        return {
            "figure": _with_unit(self.figure, posts),
            "period": self.newest.label,
            "target": "" if posts.target is None else target_text(posts.target, posts.unit),
            "deadline": "" if posts.target_at is None else posts.target_at.label,
        }


Judged = tuple[Verdict, str]


def _against_target(case: _Case) -> Judged | None:
    """Return how the figure stands against the target, or None where there is no target, or none that has a date."""
    posts, said = case.posts, case.said
    if posts.target is None:
        return None
    if posts.is_reached(case.figure):
        return "reached", _("%(figure)s i %(period)s. Målet på %(target)s er nået.", **said)
    if posts.yearly:
        return _within_the_year(case)
    if posts.target_at is None:
        return None
    if posts.target_at.end <= case.period.end:
        return "not_reached", _("%(figure)s i %(period)s. Målet på %(target)s er ikke nået til tiden.", **said)
    if posts.target_at.end < case.today:
        return _overdue(case)
    return _continued(case, posts.target_at)


def _overdue(case: _Case) -> Judged:
    """Tell that the target's date has passed without a figure from it: nothing is forecast of a time that is over."""
    text = _(
        "%(figure)s i %(period)s. Målet var %(target)s i %(deadline)s. Fristen er gået, og der er intet tal fra den.",
        **case.said,
    )
    return "overdue", " ".join([text, *_about_date(case)])


def _within_the_year(case: _Case) -> Judged:
    """Judge a count that is to reach its target before the year is out, continued from January."""
    month = case.period.last_month
    said = case.said
    if month == DECEMBER:
        return "not_reached", _("%(figure)s til og med %(period)s. Målet på %(target)s om året er ikke nået.", **said)
    verdict: Verdict = "on_track" if case.posts.is_reached(case.figure * DECEMBER / month) else "behind"
    return verdict, _("%(figure)s til og med %(period)s. Målet er %(target)s om året.", **said)


def _continued(case: _Case, deadline: Period) -> Judged:
    """Judge by the straight line through an earlier figure and the newest, drawn on to the end of the target's period."""
    start = _start(case)
    if start is None:
        text = _(
            "%(figure)s i %(period)s. Målet er %(target)s i %(deadline)s. "
            "Der er intet tidligere tal at bedømme udviklingen ud fra.",
            **case.said,
        )
        return "nothing_to_compare", text
    if case.posts.counts_persons and min(case.figure, start[1]) < FEW:
        return "few", _("Der er under %(few)s personer bag tallet.", few=FEW)
    at, before = start
    pace = (case.figure - before) / _months(at, case.period)
    ahead = as_shown(case.figure + pace * _months(case.period, deadline), case.posts.unit)
    said = {
        **case.said,
        "earlier": _with_unit(before, case.posts),
        "then": at.label,
        "ahead": _with_unit(max(ahead, Decimal(0)), case.posts),
    }
    if case.posts.is_reached(ahead):
        text = _(
            "%(figure)s i %(period)s mod %(earlier)s i %(then)s. "
            "Fortsætter det sådan, er målet på %(target)s nået ved udgangen af %(deadline)s.",
            **said,
        )
        return "on_track", " ".join([text, *_about_date(case)])
    text = _(
        "%(figure)s i %(period)s mod %(earlier)s i %(then)s. "
        "Fortsætter det sådan, er tallet %(ahead)s ved udgangen af %(deadline)s, og målet på %(target)s er ikke nået.",
        **said,
    )
    return "behind", " ".join([text, *_about_date(case)])


def _about_date(case: _Case) -> list[str]:
    return [_("Planen nævner ingen frist, så planens sidste år er brugt.")] if case.posts.date_inferred else []


def _start(case: _Case) -> tuple[Period, Decimal] | None:
    """Return what the line is drawn from: the same period a year before, else the plan's dated baseline."""
    before = _year_before(case)
    if isinstance(before, Decimal):
        return case.period.year_before(), before
    posts = case.posts
    if posts.baseline is None or posts.baseline_at is None or posts.baseline_at.end >= case.period.end or posts.breaks:
        return None
    return posts.baseline_at, posts.baseline


def _year_before(case: _Case) -> Decimal | str:
    """Return the figure of the same period a year before, or in words why there is none to compare with."""
    wanted = case.period.year_before()
    before = next((value for value in case.values if value.period == wanted.code), None)
    if before is None or before.value is None:
        return _("Der er intet tal for %(period)s.", period=wanted.label)
    if _broken_between(before, case.newest, case.values, case.posts):
        return _("Tallet opgøres på en ny måde siden sidste år.")
    return as_shown(before.value, case.posts.unit)


def _months(first: Period, last: Period) -> int:
    """Return the months from the end of one period to the end of another."""
    return (last.year - first.year) * 12 + last.last_month - first.last_month


def _direction(case: _Case) -> Judged:
    """Tell the direction only: against the same period a year before."""
    posts, said = case.posts, case.said
    before = _year_before(case)
    if not isinstance(before, Decimal):
        start = _("%(figure)s i %(period)s.", **said)
        verdict: Verdict = "followed" if posts.direction == "monitor" else "nothing_to_compare"
        return verdict, " ".join([start, before, *_undated(case)])
    if posts.counts_persons and min(case.figure, before) < FEW:
        return "few", _("Der er under %(few)s personer bag tallet for i år eller sidste år.", few=FEW)
    told = _(
        "%(figure)s i %(period)s mod %(earlier)s samme periode året før.", **said, earlier=_with_unit(before, posts)
    )
    return _change(case.figure, before, posts), " ".join([told, *_undated(case)])


def _undated(case: _Case) -> list[str]:
    if case.posts.target is None:
        return []
    return [_("Målet på %(target)s er ikke nået, og planen siger ikke, hvornår det skal nås.", **case.said)]


def _broken_between(before: Value, newest: Value, values: Sequence[Value], posts: Goalposts) -> bool:
    periods = [value.period for value in values]
    between = periods[periods.index(before.period) + 1 : periods.index(newest.period) + 1]
    return any(period in posts.breaks for period in between)


def _change(figure: Decimal, before: Decimal, posts: Goalposts) -> Verdict:
    if posts.direction == "monitor":
        return "followed"
    if abs(figure - before) <= abs(before) * UNCHANGED:
        return "unchanged"
    return "better" if (figure > before) == posts.wants_more else "worse"


def _with_unit(figure: Decimal, posts: Goalposts) -> str:
    written = format_figure(figure, posts.unit)
    return _("%(figure)s pct.", figure=written) if is_percent(posts.unit) else written


def target_text(target: Decimal, unit: str) -> str:
    """Return a target as its plan prints it, without decimals it does not have: `10 pct.`, `63 pct.`, `1.029`."""
    written = format_number(target.normalize())
    return _("%(figure)s pct.", figure=written) if is_percent(unit) else written
