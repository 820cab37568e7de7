"""The morning page's lines: for each thing the case number, the duty in words, the date, and the way to the deed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for

from værdig import clock, municipality
from værdig.clock import local
from værdig.complaints import categories, deadlines, keys, texts
from værdig.complaints.acting import BORGERRAADGIVER, Side
from værdig.complaints.appeals.alarm import alarms
from værdig.complaints.calls import rules as calls
from værdig.complaints.calls.rules import Solved
from værdig.complaints.categories import Kind
from værdig.complaints.clocks import Standing, standing
from værdig.complaints.conflicts import queries as conflicts
from værdig.complaints.deadlines import RULES, Clock, weekday_date
from værdig.complaints.insight import queries as insight
from værdig.complaints.insight.rules import Asked
from værdig.complaints.insight.wording import ASKED
from værdig.complaints.interpreting import queries as interpreting
from værdig.complaints.interpreting.rules import Kind as Ordered
from værdig.complaints.interpreting.wording import KINDS
from værdig.complaints.investigations import queries as investigations
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.queries import missing_for_appeal, reopened
from værdig.complaints.reading import ways_to_reach
from værdig.complaints.retention import queries as retention
from værdig.complaints.retention.rules import is_over
from værdig.complaints.today import queries
from værdig.complaints.wishes import how_to_reach
from værdig.i18n import _, format_time, ngettext

SOON_CONSENT = 5
"""Working days before a decision is to be judged again from which a missing consent or name is told of."""
SOON_CITIZEN = 3
"""Working days before a citizen's own date runs out from which it is told of."""
MOST = 50
"""Lines shown in a group; the rest are in the queue."""
MOST_OLD = 3
"""Lines shown of what has no date of its own to be done by; the rest have a page of their own."""

_DEEDS: Mapping[Clock, str] = {
    Clock.VISITATION: "move",
    Clock.RING_OP: "call",
    Clock.KONTAKT: "contact",
    Clock.FOERSTE_SVAR: "answer",
    Clock.SKRIFTLIGT_SVAR: "answer",
    Clock.AFDELINGENS_SVAR: "answer",
    Clock.STILLINGTAGEN: "move",
    Clock.VIDERESENDELSE: "move",
    Clock.GENVURDERING: "move",
    Clock.UNDERRETNING: "answer",
}
"""The page on which a duty is done; the case itself for any other."""


@dataclass(frozen=True)
class Row:
    """One thing to do."""

    number: str
    what: str
    date: date | None
    url: str
    standing: Standing | None = None
    more: str = ""
    about: str = ""
    """What kind of case it is; empty where it is not to be opened by the reader, and where `what` says it."""
    case_url: str = ""
    """The case itself; empty where it is not to be opened by the reader."""


@dataclass(frozen=True)
class Group:
    """Things of one kind; `empty` is said where there are none."""

    id: str
    title: str
    empty: str
    rows: list[Row] = field(default_factory=list)
    most: int = MOST
    everything: str = ""
    """The address of the page with all of them; empty where that is the queue."""

    @property
    def shown(self) -> list[Row]:
        """The lines there is room for."""
        return self.rows[: self.most]


def groups(side: Side, private: Mapping[str, bytes] | None) -> list[Group]:
    """Return everything there is to do at a side; `private` are its keys, None while they are locked."""
    page = _Morning(side)
    opened = keys.open_many([row.case for row in page.to_ring], side.reader, private or {})
    return [
        Group("frister", _("Frister i dag og før"), _("Intet er forfaldent i dag."), [page.duty(row) for row in page.due]),
        Group("samtykke", _("Samtykke eller navn mangler"), _("Der mangler intet."), page.missing()),
        *page.unhandled(),
        Group("ring", _("Ring først"), _("Der er ingen at ringe til."), [page.ring(row, opened, private) for row in page.to_ring]),
        Group("fastholdt", _("Borgeren har fastholdt klagen"), _("Ingen venter på, at I tager stilling."), [page.duty(row) for row in page.upheld]),
        *page.hearings(),
        Group("anmodninger", _("Vil se, rette eller slette noget"), _("Ingen venter på svar."), page.requests()),
        Group("sprog", _("Tolk og oversættelse"), _("Intet er forfaldent."), page.language()),
        Group("beskeder", _("Nye beskeder fra borgere"), _("Alle beskeder er besvaret."), page.messages()),
        Group("breve", _("Breve og svar"), _("Ingen breve venter."), page.letters()),
        Group("nyt", _("Kommet siden %(when)s", when=format_time(page.since)), _("Der er ikke kommet noget."), page.new()),
        Group("borgernes", _("Borgernes egne datoer"), _("Ingen datoer udløber snart."), [page.duty(row) for row in page.citizens]),
        Group("opbevaring", _("Sager, hvis tid er gået"), _("Ingen sager venter på gennemgang."), page.old_cases(),
              MOST_OLD, url_for(side.endpoint("retention_panel"))),
    ]  # fmt: skip


class _Morning:
    """What has been read for one page."""

    def __init__(self, side: Side) -> None:
        self.side, self.day = side, clock.today()
        closed = deadlines.closing_days()
        self.since = queries.last_evening(clock.now(), int(municipality.setting("office_ends")), closed)
        consent_by = queries.horizon(self.day, SOON_CONSENT, closed)
        citizens_by = queries.horizon(self.day, SOON_CITIZEN, closed)
        running = queries.clocks(side.reader, consent_by)
        own = [row for row in running if not RULES[Clock(row.kind)].citizens]
        self.to_ring = [row for row in own if row.kind in queries.TO_RING]
        self.to_write = [row for row in own if row.kind in queries.TO_WRITE]
        self.upheld = [row for row in own if row.kind in queries.TO_DECIDE]
        later = (*queries.TO_RING, *queries.TO_WRITE, *queries.TO_DECIDE)
        self.due = [row for row in own if row.kind not in later and row.due <= self.day]
        self.stuck = [row for row in own if row.kind == Clock.GENVURDERING and missing_for_appeal(row.case)]
        self.citizens = [row for row in running if RULES[Clock(row.kind)].citizens and row.due <= citizens_by]
        self.calls = queries.calls(side.reader)
        self.open = queries.new_or_begun(side.reader, self.since)
        self.reopened = reopened(side.reader)

    def duty(self, row: CaseClock, more: str = "") -> Row:
        """Return a duty with its date."""
        name, title = _DEEDS.get(Clock(row.kind), "show"), str(RULES[Clock(row.kind)].title)
        return self._row(row.case, title, row.due, name, standing=standing(row, self.day), more=more)

    def ring(self, row: CaseClock, opened: Mapping[str, Keys], private: Mapping[str, bytes] | None) -> Row:
        """Return a citizen to be rung; how and in which language only where the keys are open."""
        told, held = [], opened.get(row.case_id)
        if private is None:
            told.append(_("Lås indbakken op for at se hvordan."))
        elif held is not None:
            told += _how(row.case, held)
        tries = calls.tries(self.calls.get(row.case_id, (row.case, []))[1])
        if tries:
            told.append(ngettext("Forsøgt %(count)s gang.", "Forsøgt %(count)s gange.", len(tries)))
            if tries[-1].next_try:
                told.append(_("Næste forsøg %(day)s.", day=weekday_date(tries[-1].next_try)))
        return self.duty(row, " ".join(told))

    def unhandled(self) -> list[Group]:
        """Return the cases nobody may handle, at the management's side too: numbers alone. No group where there are none."""
        cases = conflicts.nobody_left(*Reader) if self.side is BORGERRAADGIVER else []
        what, told = _("Alle, der kan behandle sagen, er inhabile"), _("Bed administratoren give en anden rollen.")
        rows = [Row(case.number, what, None, "", more=told) for case in cases]
        return [Group("inhabile", _("Sager, som ingen må behandle"), "", rows)] if rows else []

    def hearings(self) -> list[Group]:
        """Return the borgerraadgiver's questions that wait for the management's answer; no group at her own side."""
        if self.side is BORGERRAADGIVER:
            return []
        rows = [
            Row(
                put.about.number if put.about else _("Generel"), _("Svar borgerrådgiveren"), investigations.due_of(put.row),
                url_for("complaints_hearings.answer", hearing_id=put.row.id),
                case_url=self._url(put.about, "show") if put.about else "",
            )
            for put in investigations.waiting()
        ]  # fmt: skip
        return [Group("hoeringer", _("Høringer fra borgerrådgiveren"), _("Ingen høringer venter på svar."), rows)]

    def messages(self) -> list[Row]:
        """Return the citizens who wait for an answer."""
        what = _("Læs og svar på det, borgeren har skrevet")
        return [
            self._row(case, what, local(since).date(), "show") for case, since in queries.unanswered(self.side.reader)
        ]

    def requests(self) -> list[Row]:
        """Return the citizens who have asked to see their case, or to have something in it corrected or deleted."""
        return [
            self._row(case, str(ASKED[Asked(row.asked)]), date_.due, "show", standing=insight.standing(date_, self.day))
            for case, row, date_ in insight.waiting_dates(self.side.reader)
        ]

    def language(self) -> list[Row]:
        """Return the interpreters and translations that were to be here by today."""
        return [
            self._row(
                case, str(KINDS[Ordered(row.kind)]), interpreting.next_day(row), "language_step", order_id=row.id,
                standing=interpreting.standing(row, self.day),
            )
            for case, row in interpreting.due_with(self.side.reader, self.day)
        ]  # fmt: skip

    def letters(self) -> list[Row]:
        """Return the letters to be written or finished."""
        ready, begun = _("Skriv afslutningsbrev: borgeren siger, at det er løst"), _("Gør kladden til brevet færdig")
        solved = [case for case, made in self.calls.values() if calls.solved(made) is Solved.BEKRAEFTET]
        return [
            *(self.duty(row) for row in self.to_write),
            *(self._row(case, ready, None, "close") for case in solved),
            *(self._row(case, begun, local(at).date(), "close") for case, at in self.open.drafts),
        ]

    def new(self) -> list[Row]:
        """Return what came since the last working day ended."""
        return [
            self._row(case, categories.title(Kind.TYPE, case.type), local(at).date(), "show")
            for case, at in self.open.arrived
        ]

    def old_cases(self) -> list[Row]:
        """Return the cases whose time is over, for somebody to look at."""
        what = _("Gennemgå sagen: gem den længere, eller slet den")
        ends = retention.running_out(self.side.reader, self.day)
        return [self._row(end.case, what, end.until, "retention") for end in ends if is_over(end.until, self.day)]

    def missing(self) -> list[Row]:
        """Return the decisions that cannot be judged again yet: those whose last day is near, then those soon to be judged again."""
        urgent = alarms(self.day) if self.side is BORGERRAADGIVER else []
        told = {each.case.id for each in urgent}
        later = [row for row in self.stuck if row.case_id not in told]
        cannot = _("Så længe kan afgørelsen ikke vurderes igen.")
        return [self._missing(each.case, each.until, each.text) for each in urgent] + [
            self._missing(row.case, row.due, cannot, standing=standing(row, self.day)) for row in later
        ]

    def _missing(self, case: Case, day: date | None, more: str, *, standing: Standing | None = None) -> Row:
        about = missing_for_appeal(case)
        what = _("Bed borgeren om navnet") if about == "navn" else _("Bed borgeren om samtykke")
        return self._row(case, what, day, "answer", om=about, standing=standing, more=more)

    def _row(
        self, case: Case, what: str, day: date | None, name: str, *, standing: Standing | None = None, more: str = "",
        **address: str,
    ) -> Row:  # fmt: skip
        to, case_url = self._url(case, name, **address), self._url(case, "show")
        about = categories.title(Kind.TYPE, case.type)
        if case.id in self.reopened:
            more = f"{more} {_('Sagen er åbnet igen.')}".strip()
        return Row(
            case.number,
            what,
            day,
            to,
            standing=standing,
            more=more,
            case_url=case_url,
            about="" if about == what else about,
        )

    def _url(self, case: Case, name: str, **more: Any) -> str:
        return url_for(self.side.endpoint(name), case_id=case.id, **more)


def _how(case: Case, held: Keys) -> Iterable[str]:
    how = how_to_reach(ways_to_reach(case, held))
    spoken = texts.spoken(case) or categories.title(Kind.LANGUAGE, case.language)
    return [_("%(how)s.", how=how) if how else _("Intet nummer."), _("%(language)s.", language=spoken)]
