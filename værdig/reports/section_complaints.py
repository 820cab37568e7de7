"""The report's section on complaints: contacts, cases and klagepunkter counted apart, beside the survey's answers, with its caveats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from værdig.complaints.queries import COMPLAINT_TYPES, EXPLAINED
from værdig.disclosure import ClearedRow, ClearedTable
from værdig.hooks.contracts import Block, Bullets, Heading, Notice, Paragraph, SectionContent, Table
from værdig.i18n import _, format_date, format_number
from værdig.reports import figures, section_decisions, section_recommendations
from værdig.reports.figures import About, Section
from værdig.reports.material import Answered, Complained
from værdig.surveys.queries import short

LISTED = ("complaints.type", "complaints.channel", "complaints.theme")
HANDLED = ("complaints.method", "complaints.result", "complaints.after", "complaints.repeat")
COUNTED = ("complaints.contact_type", "complaints.contact_channel")
PRINCIPLES = "complaints.principle"
HELPED = "complaints.helped"


def build(now: Complained, before: Mapping[str, Complained], answered: Sequence[Answered]) -> SectionContent:
    """Return the section; `before` are earlier half-years by their label (the last one, and the same half last year)."""
    section = Section(hidden=figures.too_few("cases"))
    section.add(Paragraph(text=_counting_rule(now)))
    volume(section, now, before)
    section_decisions.rate(section, now, _complaints(now)[0], _number_of_complaints(now))
    section.add(*members(section, now, LISTED))
    principles(section, now, answered)
    section.add(Heading(text=_("Hvordan er sagerne behandlet?")))
    section.add(*members(section, now, HANDLED) or [Paragraph(text=_not_yet(now))])
    section_decisions.add_to(section, now)
    administration(section, now)
    section_recommendations.add_to(section, now)
    if now.tables["complaints.contact_type"].total.shown:
        section.add(Heading(text=_("Hurtige henvendelser uden sag")), *members(section, now, COUNTED))
    if now.tables[HELPED].total.shown:
        section.add(Heading(text=_("Hjalp det at klage?")), *members(section, now, (HELPED,)))
    section.add(Heading(text=_("Sådan skal tallene læses")), Bullets(items=caveats()))
    return section.content


def _not_yet(now: Complained) -> str:
    """Say why nothing stands under a heading: too few cases, or numbers that cannot be told apart."""
    return _("Der er ikke nok sager at fortælle om endnu. %(why)s", why=figures.note(now.tables[HANDLED[0]])).strip()


def caveats() -> tuple[str, ...]:
    """Return what is always printed with figures about complaints, whoever they are told to."""
    return (
        _("Der er få sager. Små udsving kan være tilfældige."),
        _("Ikke alle klager kommer hertil. Nogle klager siges til sagsbehandleren og bliver ikke talt."),
        _("Et lavt tal kan betyde, at borgere ikke tør eller ikke kan klage."),
        _("En sag kan have flere klagepunkter. Derfor kan en sag stå under flere temaer."),
        _("Ændres måden at tælle på, kan tal fra før og efter ikke sammenlignes. Det står i så fald ved tallet."),
    )


def summary(now: Complained) -> list[str]:
    """Return what the committee item says about complaints."""
    if not now.tables["complaints.type"].total.shown:
        return [_("Klager og andre sager: %(why)s", why=now.tables["complaints.type"].total.reason)]
    said = [_how_many(now)]
    if now.points is not None:
        said.append(_("I sagerne er der i alt %(points)s klagepunkter.", points=format_number(now.points)))
    late = next((one for one in now.administration if one.id == "complaints.first_answer_late"), None)
    if late is not None:
        said.append(_late(late.text, under_the_limit=late.value < now.threshold))
    return said


def _late(number: str, *, under_the_limit: bool) -> str:
    """Say how often the first answer was late; a number under the limit stands beside hidden ones, and says why it does not."""
    if under_the_limit:
        return _(
            "Første svar kom for sent i %(number)s af sagerne. Tallet handler om forvaltningens egne handlinger og vises altid.",
            number=number,
        )
    return _("Første svar kom for sent i %(number)s af sagerne.", number=number)


def _how_many(now: Complained) -> str:
    """Say how many cases there were, and how many of them are complaints where that may be told."""
    cases, complaints, others = (number(now)[0] for number in (_cases, _complaints, _others))
    if complaints is None or others is None:
        return _("Der kom %(cases)s sager. Klager og andre sager kan ikke tælles hver for sig.", cases=cases)
    return _(
        "Der kom %(complaints)s klager og %(others)s sager om vejledning og andet. Det er %(cases)s sager i alt.",
        complaints=complaints, others=others, cases=cases,
    )  # fmt: skip


def _counting_rule(now: Complained) -> str:
    return _(
        "Tallene er sager, der er registreret i %(period)s. De er talt %(day)s. En henvendelse uden sag, en sag og et klagepunkt "
        "tælles hver for sig.",
        period=now.period, day=format_date(now.as_of),
    )  # fmt: skip


@dataclass(frozen=True)
class _Counting:
    """One row of the table of how much came in: `number` gives a half-year's value, or why there is none."""

    key: str
    title: str
    definition: str
    unit: str
    number: Callable[[Complained], tuple[str | None, str]]
    hidden: str = ""


def _countings() -> tuple[_Counting, ...]:
    within = _("En sag er enten en klage eller noget andet, fx vejledning, ros eller forslag. Hver sag tælles én gang.")
    return (
        _Counting("cases", _("Sager i alt"), _("Sager registreret i halvåret."), _("sager"), _cases),
        _Counting("complaints", _("Heraf klager"), within, _("klager"), _complaints),
        _Counting("others", _("Heraf vejledning og andet"), within, _("sager"), _others),
        _Counting(
            "points", _("Klagepunkter"), _("Klagepunkter i de sager, der er registreret i halvåret."), _("klagepunkter"),
            _points,
        ),
        _Counting(
            "contacts", _("Henvendelser uden sag"), _("Henvendelser, der kun er talt."), _("henvendelser"), _contacts,
            _too_few_contacts(),
        ),
    )  # fmt: skip


def _too_few_contacts() -> str:
    return _("for få henvendelser til at vise")


def volume(section: Section, now: Complained, before: Mapping[str, Complained]) -> None:
    """Add the table of how much came in, beside earlier periods that have anything to show."""
    columns = {now.period: now, **{period: one for period, one in before.items() if _anything(one)}}
    silent = [period for period in before if period not in columns]
    section.add(
        Table(
            caption=_("Hvor meget der kom ind"),
            columns=[_("Hvad"), *columns],
            rows=[
                [counting.title, *(_volume_cell(section, counting, one) for one in columns.values())]
                for counting in _countings()
            ],
            numeric=range(1, len(columns) + 1),
            note=_("Der er ingen tal, der må vises, fra: %(periods)s.", periods=", ".join(silent)) if silent else "",
        )
    )


def _volume_cell(section: Section, counting: _Counting, one: Complained) -> str:
    about = About(
        prefix=f"complaints.volume.{one.half_year}", period=one.period, source=_source(), definition=counting.definition
    )
    label = _("%(what)s, %(period)s", what=counting.title, period=one.period)
    value, reason = counting.number(one)
    return section.cell(figures.known(about, counting.key, label, value, counting.unit, reason), counting.hidden)


def _anything(one: Complained) -> bool:
    return any(number(one)[0] is not None for number in (_cases, _contacts))


def _source() -> str:
    return _("Kommunens klagesager")


def _cases(one: Complained) -> tuple[str | None, str]:
    return _number(one.tables["complaints.type"].total)


def _complaints(one: Complained) -> tuple[str | None, str]:
    return _of_kind(one, complaints=True)


def _others(one: Complained) -> tuple[str | None, str]:
    return _of_kind(one, complaints=False)


def _of_kind(one: Complained, *, complaints: bool) -> tuple[str | None, str]:
    """Return how many cases are complaints, or are not; the gate may be unable to tell the two apart."""
    found = _row_of_kind(one, complaints=complaints)
    return (None, figures.note(one.tables["complaints.kind"])) if found is None else _number(found)


def _row_of_kind(one: Complained, *, complaints: bool) -> ClearedRow | None:
    rows = one.tables["complaints.kind"].rows
    return next((row for row in rows if all((kind in COMPLAINT_TYPES) == complaints for (kind,) in row.members)), None)


def _number_of_complaints(one: Complained) -> int | None:
    row = _row_of_kind(one, complaints=True)
    return None if row is None else row.n


def _contacts(one: Complained) -> tuple[str | None, str]:
    return _number(one.tables["complaints.contact_type"].total)


def _points(one: Complained) -> tuple[str | None, str]:
    if one.points is None:
        return None, _("Skjult, fordi antallet af sager er skjult.")
    return format_number(one.points), ""


def _number(row: ClearedRow) -> tuple[str | None, str]:
    return (row.n_text, "") if row.n is not None else (None, row.reason)


def members(section: Section, now: Complained, names: Sequence[str]) -> list[Block]:
    """Return the tables of numbers that have anything to show."""
    found = []
    for name in (name for name in names if name in now.tables):
        table = now.tables[name]
        unit, missing = (_("henvendelser"), _too_few_contacts()) if name in COUNTED else (_("sager"), "")
        unit = _("svar") if name == HELPED else unit
        if not table.refused:
            notes = str(EXPLAINED.get(name, ""))
            about = _about(now, table)
            found.append(figures.counted(section, about, table, unit, _("Antal"), notes, missing=missing))
    return [shown for shown in found if shown is not None]


def _about(now: Complained, table: ClearedTable) -> About:
    definition = _("%(title)s, registreret i halvåret.", title=table.title)
    return About(prefix=table.id, period=now.period, source=_source(), definition=definition)


def principles(section: Section, now: Complained, answered: Sequence[Answered]) -> None:
    """Add the cases of each principle beside what was answered about it."""
    table = now.tables[PRINCIPLES]
    if table.refused or not table.rows:
        return
    numbers = figures.counted(section, _about(now, table), table, _("sager"), _("Sager"))
    said = {row.label: _answers_on(row, now.principles, answered) for row in table.rows}
    rows = [[*row, said[str(row[0])]] for row in numbers.rows] if numbers else []
    section.add(
        Heading(text=_("Klager og svar side om side")),
        Table(
            caption=_("Princip for værdig sagsbehandling: sager og svar i undersøgelsen"),
            columns=[_("Princip"), _("Sager"), _("Svar om samme princip: tilfreds / hverken eller / utilfreds")],
            rows=rows,
            numeric=[1],
            note=figures.note(
                table,
                str(EXPLAINED[PRINCIPLES]),
                _("Peger klager og svar hver sin vej, er det værd at tale om. De kommer ikke fra de samme borgere."),
            ),
        ),
    )


def _answers_on(row: ClearedRow, principle_of: Mapping[str, str], answered: Sequence[Answered]) -> str:
    principles = {principle_of.get(member[0], member[0]) for member in row.members}
    told = [
        _("%(question)s: %(shares)s", question=short(asked.wording), shares=_shares_of(one.tables[asked.id]))
        for one in answered
        for asked in one.questions
        if asked.kind == "rated" and asked.principle in principles and asked.id in one.tables
    ]
    return "; ".join(told) or _("Intet spørgsmål om dette")


def _shares_of(table: ClearedTable) -> str:
    return three_way(table) or figures.too_few("answers")


def three_way(table: ClearedTable) -> str:
    """Return the three shares of everybody's answers, `58 % / 20 % / 22 %`; nothing when they are hidden."""
    total = table.total
    return " / ".join(total.texts[one] for one in table.categories if one in total.texts) if total.shown else ""


def administration(section: Section, now: Complained) -> None:
    """Add what the office itself has done, which is always shown."""
    if not now.administration:
        section.add(Notice(text=_("Der er ingen tal for svartid i halvåret."), tone="missing"))
        return
    section.add(Heading(text=_("Svartid og kritik")), Paragraph(text=_always_shown(now.threshold)))
    rows = []
    for one in now.administration:
        about = About(
            prefix="administration", period=now.period, source=_source(),
            definition=_("Enhedens egne handlinger i halvårets sager. De vises altid."),
        )  # fmt: skip
        rows.append([one.title, section.cell(figures.known(about, one.id, one.title, one.text, _("sager"), ""))])
    section.add(
        Table(
            caption=_("Svartid og kritik: det, forvaltningen har gjort"),
            columns=[_("Hvad"), _("Antal")],
            rows=rows,
            numeric=[1],
        )
    )


def _always_shown(threshold: int) -> str:
    """Say why small numbers stand here: the rule is `disclosure.administration_count`'s."""
    return _(
        "Her er talt, hvad forvaltningen selv har gjort: breve, svar og kritik. Det er ikke tal om borgere. Derfor vises de altid, "
        "også når de er under grænsen på %(limit)s sager. Det er kommunens regel for, hvilke tal der må vises.",
        limit=threshold,
    )
