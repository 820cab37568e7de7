"""A half-year's figures about complaints, cleared: contacts, cases and klagepunkter counted apart.

The unit of the gate is the case behind a cell, never the klagepunkt. What the administration itself did (answered late,
was criticised) is counted for the whole office and always shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from værdig import clock, municipality
from værdig.clock import HalfYear, working_days_between
from værdig.complaints import categories, path
from værdig.complaints.categories import Kind
from værdig.complaints.clocks import days_late
from værdig.complaints.deadlines import Clock
from værdig.complaints.models import Case, CaseClock, ContactCount, HelpCount
from værdig.complaints.retention import tombstones
from værdig.complaints.states import State
from værdig.db import current_tenant, db
from værdig.disclosure import AdministrationCount, Clearing, CountTable, Policy, clear, count_overlapping, count_rows
from værdig.disclosure.evidence import Release
from værdig.errors import UserError
from værdig.i18n import _, _l, ngettext

CASES, CONTACTS = "sager", "henvendelser"
COMPLAINT, OTHER = "klage", "andet"
"""The two kinds that a case's type belongs to: a complaint, or something else that came in as a case (guidance, praise …)."""
HELPED = {"ja": _l("Ja"), "delvist": _l("Delvist"), "nej": _l("Nej")}
"""The answers to whether it helped to complain, best first."""
MET = "besvaret"
"""The cause with which a clock stops because its duty was done; a withdrawn case stops it without."""


@dataclass(frozen=True, kw_only=True)
class ComplaintFigures:
    """The cleared figures of one half-year.

    `clearing` holds the tables `complaints.kind` (complaints, and cases that are none), `.type`, `.channel`, `.theme`,
    `.principle`, `.method`, `.result` (cases), `.contact_type`, `.contact_channel` (enquiries only counted) and `.helped` (answers
    to whether it helped); record its releases before showing them. `points` is the number of klagepunkter, None where the number
    of cases is hidden. `administration` is always shown.
    """

    half_year: HalfYear
    as_of: date
    clearing: Clearing
    points: int | None
    administration: tuple[AdministrationCount, ...]


class FiguresGone(UserError):
    """Cases of the half-year have been deleted when their time was over: counted anew, its figures would be too low."""


EXPLAINED = {
    "complaints.type": _l(
        "Typen er, hvad sagen samlet er. Hver sag tælles én gang. »Klage over optræden« er kun de sager, der mest handler om det."
    ),
    "complaints.theme": _l(
        "Temaet er, hvad et klagepunkt handler om. En klage over sagsbehandling kan have et punkt om optræden, og en sag uden "
        "klagepunkter har intet tema. Derfor er tallene ikke de samme som efter type."
    ),
    "complaints.principle": _l(
        "Princippet følger af klagepunkternes tema. En sag uden klagepunkter er ikke med. Derfor er tallene ikke de samme som "
        "efter type."
    ),
}
"""What is said under a table of cases, since the same words count different things in them."""


def figures(half_year: HalfYear, *, as_of: date | None = None, earlier: Iterable[Release] = ()) -> ComplaintFigures:
    """Return the figures of the cases registered in a half-year, with their state on `as_of` (today by default).

    A letter from June that is registered in July counts in July's half-year, so that a reported number never changes.

    `earlier` are the ledger's releases about the same cases: where there are any, the day of the first holds, so that the gate
    sees what has changed since and two counts on different days cannot show one case moving. Only the jobcentre's cases count.
    """
    if tombstones.any_counted(half_year):
        raise FiguresGone(
            _(
                "Sager fra %(period)s er slettet, fordi deres tid er gået. Derfor kan klagerne ikke tælles igen. "
                "Tallene står i den rapport, der blev lavet dengang.",
                period=half_year.label,
            )
        )
    earlier = list(earlier)
    day = _first_counted(earlier) or as_of or clock.today()
    cases, contacts = _cases(half_year), _contacts(half_year)
    tables = [*_case_tables(cases, half_year, day), *_contact_tables(contacts, half_year), _helped(half_year)]
    clearing = clear(tables, Policy.of("cases", municipality.setting("case_threshold")), earlier)
    shown = bool(clearing.table("complaints.type").total.shown)
    return ComplaintFigures(
        half_year=half_year,
        as_of=day,
        clearing=clearing,
        points=sum(len(case.points) for case in cases) if shown else None,
        administration=tuple(_administration(cases, half_year, day, with_rest=shown)),
    )


def _first_counted(earlier: Iterable[Release]) -> date | None:
    """Return the day of the first release: it is in the names of the breakdowns that staff can still correct."""
    names = (axis for release in earlier for axes in release.axes for axis in axes)
    return min((date.fromisoformat(name.split("@")[1]) for name in names if "@" in name), default=None)


def _cases(half_year: HalfYear) -> list[Case]:
    start, end = _moment(half_year.start), _moment(half_year.following().start)
    query = (
        select(Case)
        .where(Case.registered_at >= start, Case.registered_at < end, Case.unit == "jobcenter")
        .options(
            selectinload(Case.points),
            selectinload(Case.clocks).selectinload(CaseClock.delays),
            selectinload(Case.events),
        )
    )
    return list(db.session.scalars(query))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), clock.COPENHAGEN)


def _contacts(half_year: HalfYear) -> list[ContactCount]:
    return list(db.session.scalars(select(ContactCount).where(ContactCount.half_year == half_year)))


def principles_of_themes() -> dict[str, str]:
    """Return the dignity principle that each theme counts under."""
    return {theme.id: theme.principle for theme in categories.themes()}


def universe(half_year: HalfYear) -> str:
    """Return the gate's name of the cases of a half-year in the bound municipality."""
    return f"cases:{current_tenant()}:{half_year.code}"


def _case_tables(cases: Sequence[Case], half_year: HalfYear, day: date) -> list[CountTable]:
    """Return the tables of cases. What staff may still correct is a breakdown of its own for each date; the channel is not."""
    channels, labels = _titles(Kind.CHANNEL), _labels()
    stamp = f"@{day.isoformat()}"
    return [
        *_by_type(cases, half_year, stamp),
        _counted(cases, half_year, "channel", "", _("Sager efter kanal"), channels, lambda case: case.channel),
        _themes(cases, half_year, stamp),
        _principles(cases, half_year, stamp),
        _counted(cases, half_year, "method", stamp, _("Sådan er sagerne behandlet"), labels["method"], method_of),
        _counted(cases, half_year, "result", stamp, _("Sådan er sagerne endt"), labels["result"], result_of),
    ]


def _titles(kind: Kind) -> dict[str, str]:
    return {category.id: str(category.title) for category in categories.listed(kind)}


def _by_type(cases: Sequence[Case], half_year: HalfYear, stamp: str) -> list[CountTable]:
    """Return the types, and the same gathered in two: one breakdown, so that the gate sees both at once."""
    title = _("Sager efter type (hver sag står ét sted)")
    table = _counted(cases, half_year, "type", stamp, title, _titles(Kind.TYPE), lambda case: case.type)
    kinds = {type_: COMPLAINT if type_ in categories.COMPLAINTS else OTHER for type_ in table.rows}
    labels = {**table.labels, COMPLAINT: _("Klager"), OTHER: _("Vejledning og andet")}
    table = replace(table, parent=kinds, labels=labels)
    return [table, replace(table, id="complaints.kind", title=_("Klager og andre sager"), by_parent=True)]


def _counted(
    cases: Sequence[Case],
    half_year: HalfYear,
    name: str,
    stamp: str,
    title: str,
    labels: dict[str, str],
    of: Callable[[Case], str],
) -> CountTable:
    """Return a table in which every case is counted under one member; members are the labels and whatever else is found."""
    members = dict.fromkeys([*labels, *(of(case) for case in cases)])
    return CountTable(
        id=f"complaints.{name}", title=title, unit="cases", universe=universe(half_year), categories=(CASES,),
        breakdown=name + stamp, rows=count_rows(((of(case), CASES) for case in cases), members), labels=labels,
    )  # fmt: skip


def _themes(cases: Sequence[Case], half_year: HalfYear, stamp: str) -> CountTable:
    return _by_theme(
        cases, half_year, stamp, "theme", _("Sager efter klagetema (en sag kan stå flere steder)"), by_parent=False
    )


def _principles(cases: Sequence[Case], half_year: HalfYear, stamp: str) -> CountTable:
    """Return the themes gathered under their principles: one breakdown with the themes, so that the gate sees both at once."""
    title = _("Sager efter princip for værdig sagsbehandling (en sag kan stå flere steder)")
    return _by_theme(cases, half_year, stamp, "principle", title, by_parent=True)


def _by_theme(
    cases: Sequence[Case], half_year: HalfYear, stamp: str, name: str, title: str, *, by_parent: bool
) -> CountTable:
    held = [([point.theme for point in case.points], CASES) for case in cases]
    known = categories.themes_counted(theme for themes, _unit in held for theme in themes)
    return CountTable(
        id=f"complaints.{name}", title=title, unit="cases", universe=universe(half_year), categories=(CASES,),
        breakdown="theme" + stamp, overlapping=True, by_parent=by_parent,
        labels={theme.id: str(theme.title) for theme in known} | _titles(Kind.PRINCIPLE),
        rows={theme.id: {} for theme in known}, parent={theme.id: theme.principle for theme in known},
        combinations=count_overlapping(held) or {(): {}},
    )  # fmt: skip


def method_of(case: Case) -> str:
    """Return how a case was handled, each case in one way: the heaviest step it has been through and that was not taken back."""
    been = {event.to_state for event in path.standing(case.events)}
    steps = (
        ("undersoegelse", {State.UNDERSOEGELSE}),
        ("afgoerelse", {State.AFGOERELSESKLAGE}),
        ("afdeling", {State.HOS_AFDELING}),
        ("dialog", {State.DIALOG, State.MAEGLING}),
        ("vejledt", {State.VEJLEDT, State.VIDERESENDT, State.UDEN_FOR_KOMPETENCE}),
    )
    found = next((name for name, states in steps if been & states), None)
    return found or ("andet" if case.closed else "aaben")


def result_of(case: Case) -> str:
    """Return how a case ended for the citizen: each case in one way, the best outcome of its klagepunkter."""
    outcomes = {point.outcome for point in case.points if point.outcome}
    for name, among in (
        ("medhold", {"medhold", "delvist_medhold", "kritik", "henstilling", "anbefaling"}),
        ("loest", {"loest_i_dialog"}),
        ("ikke_medhold", {"ikke_medhold", "kan_ikke_afklares"}),
    ):
        if outcomes & among:
            return name
    return "andet" if outcomes else "uden_udfald"


def _labels() -> dict[str, dict[str, str]]:
    return {
        "method": {
            "dialog": _("Talt igennem med borgeren"),
            "afdeling": _("Besvaret af afdelingen"),
            "undersoegelse": _("Undersøgt af borgerrådgiveren"),
            "afgoerelse": _("Klage over afgørelse"),
            "vejledt": _("Vejledt eller vist videre"),
            "andet": _("Andet, fx trukket"),
            "aaben": _("Endnu ikke taget stilling"),
        },
        "result": {
            "medhold": _("Medhold helt eller delvist"),
            "ikke_medhold": _("Ikke medhold, eller kan ikke afklares"),
            "loest": _("Løst i dialog"),
            "andet": _("Andet udfald, fx vejledt"),
            "uden_udfald": _("Endnu uden udfald"),
        },
    }


def _contact_tables(contacts: Sequence[ContactCount], half_year: HalfYear) -> list[CountTable]:
    types, channels = _titles(Kind.TYPE), _titles(Kind.CHANNEL)
    by_type = _("Talte henvendelser efter type")
    by_channel = _("Talte henvendelser efter kanal")
    return [
        _contact_table(half_year, "contact_type", by_type, types, [contact.type for contact in contacts]),
        _contact_table(half_year, "contact_channel", by_channel, channels, [contact.channel for contact in contacts]),
    ]


def _contact_table(half_year: HalfYear, name: str, title: str, labels: dict[str, str], held: list[str]) -> CountTable:
    return CountTable(
        id=f"complaints.{name}", title=title, unit="cases", labels=labels, breakdown=name,
        universe=f"contacts:{current_tenant()}:{half_year.code}", categories=(CONTACTS,), called="contacts",
        rows=count_rows(((member, CONTACTS) for member in held), dict.fromkeys([*labels, *held])),
    )  # fmt: skip


def _helped(half_year: HalfYear) -> CountTable:
    """Return what citizens have answered to whether it helped to complain; each answer comes from one case, nobody knows which."""
    rows: dict[str, dict[str, int]] = {answer: {} for answer in HELPED}
    for held in db.session.scalars(select(HelpCount).where(HelpCount.half_year == half_year)):
        rows[held.answer][CASES] = rows[held.answer].get(CASES, 0) + held.count
    return CountTable(
        id="complaints.helped", title=_("Hjalp det at klage? Borgernes svar"), unit="cases", breakdown="helped",
        labels={answer: str(label) for answer, label in HELPED.items()}, categories=(CASES,),
        universe=f"helped:{current_tenant()}:{half_year.code}", rows=rows,
    )  # fmt: skip


# --- What the administration itself did: whole-office counts, always shown ---


def _administration(
    cases: Sequence[Case], half_year: HalfYear, day: date, *, with_rest: bool
) -> Iterable[AdministrationCount]:
    """Give what the office did. What it did in time, and the rest, sum up to the cases: they are told only where their number is."""
    first = [row for case in cases for row in case.clocks if row.kind == Clock.FOERSTE_SVAR]
    department = [row for case in cases for row in case.clocks if row.kind == Clock.AFDELINGENS_SVAR]
    for rows, name, title in (
        (first, "first_answer", _("Første svar")),
        (department, "department_answer", _("Afdelingens svar")),
    ):
        yield from _kept(rows, half_year, day, name, title, with_rest=with_rest)
    yield from _letters(cases, half_year)
    yield from _spans(cases, half_year)
    criticised = sum(any(point.outcome in categories.CRITICISM for point in case.points) for case in cases)
    yield _administration_count(half_year, "criticism", _("Sager med kritik, henstilling eller anbefaling"), criticised)


def _kept(
    rows: Sequence[CaseClock], half_year: HalfYear, day: date, name: str, title: str, *, with_rest: bool
) -> Iterable[AdministrationCount]:
    late = sum(days_late(row, day) > 0 for row in rows)
    kept = [row for row in rows if row.stop_cause == MET and not days_late(row, day)]
    told = sum(bool(row.delays) for row in kept)
    if with_rest:
        yield _administration_count(half_year, f"{name}_in_time", _("%(what)s til tiden", what=title), len(kept) - told)
    if told:
        text = _("%(what)s senere end lovet, men borgeren fik besked i tide", what=title)
        yield _administration_count(half_year, f"{name}_told", text, told)
    yield _administration_count(half_year, f"{name}_late", _("%(what)s for sent", what=title), late)
    if with_rest:
        rest = _("%(what)s: venter endnu, eller intet svar kræves (fx trukket)", what=title)
        yield _administration_count(half_year, f"{name}_rest", rest, len(rows) - len(kept) - late)


def _letters(cases: Sequence[Case], half_year: HalfYear) -> Iterable[AdministrationCount]:
    """Give how many delay letters were sent, and how many of them came before the date had passed; nothing where none was."""
    sent = [delay for case in cases for row in case.clocks for delay in row.delays]
    if sent:
        title = _("Breve om, at svaret bliver forsinket (sendt i tide)")
        in_time = sum(delay.in_time for delay in sent)
        text = _("%(sent)s (%(in_time)s)", sent=len(sent), in_time=in_time)
        yield _administration_count(half_year, "delay_letters", title, len(sent), text)


def _spans(cases: Sequence[Case], half_year: HalfYear) -> Iterable[AdministrationCount]:
    """Give the median number of working days to the first and to the final answer; of a handful it would tell about one person."""
    least = int(municipality.setting("case_threshold"))
    for name, title, ends in (
        ("first_answer_days", _("Arbejdsdage til første svar (median)"), [(c, c.first_answer) for c in cases]),
        ("final_answer_days", _("Arbejdsdage til endeligt svar (median)"), [(c, c.final_answer) for c in cases]),
    ):
        days = [_working_days(case.received, end) for case, end in ends if end is not None]
        if len(days) >= least:
            middle = round(median(days))
            text = ngettext("%(count)s arbejdsdag", "%(count)s arbejdsdage", middle)
            yield _administration_count(half_year, name, title, middle, text)


def _working_days(start: datetime, end: datetime) -> int:
    return working_days_between(clock.local(start).date(), clock.local(end).date())


def _administration_count(
    half_year: HalfYear, name: str, title: str, value: int, text: str = ""
) -> AdministrationCount:
    return AdministrationCount(
        id=f"complaints.{name}", title=title, value=value, universe=universe(half_year), text=text or str(value)
    )
