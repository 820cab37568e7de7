"""What the administration itself did: answers in time and late, their days, letters of delay, criticism; whole offices, never a part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from statistics import median

from værdig import clock, municipality
from værdig.clock import working_days_between
from værdig.complaints import categories
from værdig.complaints.clocks import ENDED_WITHOUT, days_late
from værdig.complaints.deadlines import Clock
from værdig.complaints.figures.reading import Counted
from værdig.complaints.models import Case, CaseClock
from værdig.disclosure import AdministrationCount
from værdig.i18n import _, format_number, ngettext

MET = "besvaret"
"""The cause with which a clock stops because its duty was done; a withdrawn case stops it without."""

ENOUGH_FOR_NINE_IN_TEN = 30
"""Of fewer cases the tenth that waited longest is a handful, and the number would tell about one of them."""

Dated = tuple[CaseClock, bool]
"""A clock, and whether its duty was done too late as counted on its own half-year's day."""


def acts(counted: Sequence[Counted], universe: str, *, with_rest: bool, decisions: bool) -> list[AdministrationCount]:
    """Return what the offices did in the cases, of one half-year or several.

    What they did in time, and the rest, sum up to the cases: they are told only where that number is (`with_rest`), and of
    complaints over decisions only where theirs is (`decisions`).
    """
    return list(_Acts(counted, universe).told(with_rest=with_rest, decisions=decisions))


class _Acts:
    """The acts in some cases, as counts of one universe."""

    def __init__(self, counted: Sequence[Counted], universe: str) -> None:
        self._universe = universe
        self._counted = counted
        self._cases = [case for each in counted for case in each.cases]
        self._threshold = int(municipality.setting("case_threshold"))

    def told(self, *, with_rest: bool, decisions: bool) -> Iterable[AdministrationCount]:
        for kind, name, title in (
            (Clock.FOERSTE_SVAR, "first_answer", _("Første svar")),
            (Clock.AFDELINGENS_SVAR, "department_answer", _("Afdelingens svar")),
        ):
            yield from self._kept(kind, name, title, with_rest=with_rest)
        yield from self._reassessed(decisions=decisions)
        yield from self._letters()
        yield from self._spans()
        criticised = sum(_is_criticised(case, each.day) for each in self._counted for case in each.cases)
        yield self._count("criticism", _("Sager med kritik, henstilling eller anbefaling"), criticised)
        if decisions:
            yield from self._set_aside()

    def _set_aside(self) -> Iterable[AdministrationCount]:
        """Give how many decisions Ankestyrelsen has not let stand, where it has decided about any: the rest are told nowhere."""
        decided = [case.board_outcome for case in self._cases if case.board_outcome]
        if decided:
            number = sum(outcome in categories.SET_ASIDE for outcome in decided)
            yield self._count(
                "set_aside", _("Afgørelser, som Ankestyrelsen har ændret, ophævet eller hjemvist"), number
            )

    def _kept(self, kind: Clock, name: str, title: str, *, with_rest: bool) -> Iterable[AdministrationCount]:
        rows = self._clocks(kind)
        late = sum(is_late for _row, is_late in rows)
        kept = [row for row, is_late in rows if row.stop_cause == MET and not is_late]
        told = sum(bool(row.delays) for row in kept)
        if with_rest:
            yield self._count(f"{name}_in_time", _("%(what)s til tiden", what=title), len(kept) - told)
        if told:
            text = _("%(what)s senere end lovet, men borgeren fik besked i tide", what=title)
            yield self._count(f"{name}_told", text, told)
        yield self._count(f"{name}_late", _("%(what)s for sent", what=title), late)
        if with_rest:
            rest = _("%(what)s: venter endnu, eller intet svar kræves (fx trukket)", what=title)
            yield self._count(f"{name}_rest", rest, len(rows) - len(kept) - late)
            yield from self._share_in_time(name, title, len(kept) - told, len(kept) + late)

    def _share_in_time(self, name: str, title: str, in_time: int, judged: int) -> Iterable[AdministrationCount]:
        """Give the share answered in time of those whose time is known; of a handful it says nothing."""
        if judged >= self._threshold:
            share = round(100 * in_time / judged)
            text = _("%(share)s %% af %(count)s", share=share, count=format_number(judged))
            yield self._count(f"{name}_share", _("%(what)s til tiden, andel", what=title), share, text)

    def _reassessed(self, *, decisions: bool) -> Iterable[AdministrationCount]:
        """Give how often a decision was judged again within the law's 4 weeks, or not; nothing where nobody complained over one."""
        rows = self._clocks(Clock.GENVURDERING, [case for case in self._cases if case.type == categories.DECISION])
        late = sum(is_late for _row, is_late in rows)
        done = sum(
            row.stopped is not None and row.stop_cause not in ENDED_WITHOUT and not is_late for row, is_late in rows
        )
        if decisions:
            yield self._count("reassessed_in_time", _("Afgørelser vurderet igen inden for 4 uger"), done)
        if rows and (decisions or late):
            yield self._count("reassessed_late", _("Afgørelser vurderet igen for sent, eller over tiden"), late)

    def _letters(self) -> Iterable[AdministrationCount]:
        """Give how many delay letters were sent, and how many of them came before the date had passed; nothing where none was."""
        sent = [delay for case in self._cases for row in case.clocks for delay in row.delays]
        if sent:
            title = _("Breve om, at svaret bliver forsinket (sendt i tide)")
            in_time = sum(delay.in_time for delay in sent)
            text = _("%(sent)s (%(in_time)s)", sent=len(sent), in_time=in_time)
            yield self._count("delay_letters", title, len(sent), text)

    def _spans(self) -> Iterable[AdministrationCount]:
        """Give the working days to the first and to the final answer; of a handful they would tell about one person."""
        for name, middle, most, ends in (
            (
                "first_answer", _("Arbejdsdage til første svar (median)"),
                _("Arbejdsdage til første svar i 9 af 10 sager (højst)"), [(c, c.first_answer) for c in self._cases],
            ),
            (
                "final_answer", _("Arbejdsdage til endeligt svar (median)"),
                _("Arbejdsdage til endeligt svar i 9 af 10 sager (højst)"), [(c, c.final_answer) for c in self._cases],
            ),
        ):  # fmt: skip
            days = sorted(_working_days(case.received, end) for case, end in ends if end is not None)
            if len(days) >= self._threshold:
                yield self._days(f"{name}_days", middle, round(median(days)))
            if len(days) >= ENOUGH_FOR_NINE_IN_TEN:
                yield self._days(f"{name}_days_most", most, days[-(-9 * len(days) // 10) - 1])

    def _days(self, name: str, title: str, days: int) -> AdministrationCount:
        return self._count(name, title, days, ngettext("%(count)s arbejdsdag", "%(count)s arbejdsdage", days))

    def _clocks(self, kind: Clock, among: Sequence[Case] | None = None) -> list[Dated]:
        wanted = {case.id for case in (self._cases if among is None else among)}
        return [
            (row, days_late(row, each.day) > 0)
            for each in self._counted
            for case in each.cases
            if case.id in wanted
            for row in case.clocks
            if row.kind == kind
        ]

    def _count(self, name: str, title: str, value: int, text: str = "") -> AdministrationCount:
        return AdministrationCount(
            id=f"complaints.{name}", title=title, value=value, universe=self._universe, text=text or str(value)
        )


def _working_days(start: datetime, end: datetime) -> int:
    return working_days_between(clock.local(start).date(), clock.local(end).date())


def _is_criticised(case: Case, day: date) -> bool:
    """Tell whether a klagepunkt had ended with criticism on a day: what comes later changes no number that has been told."""
    given = [point.settled for point in case.points if point.outcome in categories.CRITICISM and point.settled]
    return any(clock.local(settled).date() <= day for settled in given)
