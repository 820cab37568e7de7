"""The report's section on complaints: contacts, cases and klagepunkter counted apart, beside the survey's answers, with its caveats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from værdig.complaints.queries import EXPLAINED
from værdig.disclosure import ClearedRow, ClearedTable
from værdig.hooks.contracts import Bullets, Figure, Heading, Notice, Paragraph, SectionContent, Table
from værdig.i18n import _, format_date, format_number
from værdig.reports import figures
from værdig.reports.figures import About, Section
from værdig.reports.material import Answered, Complained

LISTED = ("complaints.type", "complaints.channel", "complaints.theme")
HANDLED = ("complaints.method", "complaints.result")
COUNTED = ("complaints.contact_type", "complaints.contact_channel")
PRINCIPLES = "complaints.principle"


def build(now: Complained, before: Mapping[str, Complained], answered: Sequence[Answered]) -> SectionContent:
    """Return the section; `before` are earlier half-years by their label (the last one, and the same half last year)."""
    section = Section(hidden=figures.too_few("cases"))
    section.add(Paragraph(text=_counting_rule(now)))
    _volume(section, now, before)
    for name in LISTED:
        _members(section, now, name)
    _principles(section, now, answered)
    section.add(Heading(text=_("Hvordan er sagerne behandlet?")))
    for name in HANDLED:
        _members(section, now, name)
    _administration(section, now)
    if now.tables["complaints.contact_type"].total.shown:
        section.add(Heading(text=_("Hurtige henvendelser uden sag")))
        for name in COUNTED:
            _members(section, now, name)
    section.add(Heading(text=_("Sådan skal tallene læses")), Bullets(items=caveats()))
    return section.content


def caveats() -> tuple[str, ...]:
    """Return what is always printed with figures about complaints."""
    return (
        _("Der er få sager. Små udsving kan være tilfældige."),
        _("Ikke alle klager kommer hertil. Nogle klager siges til sagsbehandleren og bliver ikke talt."),
        _("Et lavt tal kan betyde, at borgere ikke tør eller ikke kan klage."),
        _("En sag kan have flere klagepunkter. Derfor kan en sag stå under flere temaer."),
        _("Ændres måden at tælle på, kan tal fra før og efter ikke sammenlignes. Det står i så fald ved tallet."),
        _(
            "Der er ikke regnet klager pr. 1.000 borgere. Systemet har ikke tal for, hvor mange der var i kontakt med enheden."
        ),
    )


def summary(now: Complained) -> list[str]:
    """Return what the committee item says about complaints."""
    row = now.tables["complaints.type"].total
    if not row.shown:
        return [_("Klagesager: %(why)s", why=row.reason)]
    said = _("Der kom %(cases)s klagesager. Der er for få klagepunkter til at vise tallet.", cases=row.n_text)
    if now.points is not None:
        points = format_number(now.points)
        said = _("Der kom %(cases)s klagesager med i alt %(points)s klagepunkter.", cases=row.n_text, points=points)
    late = next((one for one in now.administration if one.id == "complaints.first_answer_late"), None)
    if late is None:
        return [said]
    return [said, _("Første svar kom for sent i %(number)s af dem.", number=late.text)]


def _counting_rule(now: Complained) -> str:
    return _(
        "Tallene er sager, der er registreret i %(period)s. De er talt %(day)s. En henvendelse uden sag, en sag og et klagepunkt "
        "tælles hver for sig.",
        period=now.period, day=format_date(now.as_of),
    )  # fmt: skip


def _volume(section: Section, now: Complained, before: Mapping[str, Complained]) -> None:
    columns = {now.period: now, **{period: one for period, one in before.items() if _anything(one)}}
    silent = [period for period in before if period not in columns]
    kinds = (
        ("cases", _("Klagesager"), _("Sager registreret i halvåret."), _cases, ""),
        ("points", _("Klagepunkter"), _("Klagepunkter i de sager, der er registreret i halvåret."), _points, ""),
        (
            "contacts", _("Henvendelser uden sag"), _("Henvendelser, der kun er talt."), _contacts,
            _("for få henvendelser til at vise"),
        ),
    )  # fmt: skip
    rows = []
    for key, title, definition, number, hidden in kinds:
        cells = []
        for period, one in columns.items():
            about = About(
                prefix=f"complaints.volume.{one.half_year}", period=period, source=_source(), definition=definition
            )
            value, reason = number(one)
            cells.append(section.cell(figures.known(about, key, title, value, title.lower(), reason), hidden))
        rows.append([title, *cells])
    section.add(
        Table(
            caption=_("Hvor meget der kom ind"),
            columns=[_("Hvad"), *columns],
            rows=rows,
            numeric=range(1, len(columns) + 1),
            note=_("Der er ingen tal, der må vises, fra: %(periods)s.", periods=", ".join(silent)) if silent else "",
        )
    )


def _anything(one: Complained) -> bool:
    return any(number(one)[0] is not None for number in (_cases, _contacts))


def _source() -> str:
    return _("Kommunens klagesager")


def _cases(one: Complained) -> tuple[str | None, str]:
    return _number(one.tables["complaints.type"].total)


def _contacts(one: Complained) -> tuple[str | None, str]:
    return _number(one.tables["complaints.contact_type"].total)


def _points(one: Complained) -> tuple[str | None, str]:
    if one.points is None:
        return None, _("Skjult, fordi antallet af sager er skjult.")
    return format_number(one.points), ""


def _number(row: ClearedRow) -> tuple[str | None, str]:
    return (row.n_text, "") if row.n is not None else (None, row.reason)


def _members(section: Section, now: Complained, name: str) -> None:
    table = now.tables[name]
    if table.refused or not table.rows:
        return
    key = name.removeprefix("complaints.")
    about = About(prefix=f"complaints.{key}", period=now.period, source=_source(), definition=_definition(table))
    rows = [[row.label, section.cell(_count(about, table, row))] for row in table.rows if row.n != 0]
    if not rows:
        return
    section.add(
        Table(
            caption=table.title,
            columns=[_("Hvad"), _("Antal")],
            rows=rows,
            numeric=[1],
            note=figures.note(table, _nobody() if len(rows) < len(table.rows) else "", _explained(name)),
        )
    )


def _explained(name: str) -> str:
    return str(EXPLAINED.get(name, ""))


def _nobody() -> str:
    return _("Der var ingen i de grupper, der ikke står her.")


def _definition(table: ClearedTable) -> str:
    return _("%(title)s, registreret i halvåret.", title=table.title)


def _count(about: About, table: ClearedTable, row: ClearedRow) -> Figure:
    key = "+".join("/".join(member) for member in row.members)
    label = _("%(title)s: %(row)s", title=table.title, row=row.label)
    unit = _("henvendelser") if table.id in COUNTED else _("sager")
    return figures.number(about, key, label, row, unit)


def _principles(section: Section, now: Complained, answered: Sequence[Answered]) -> None:
    table = now.tables[PRINCIPLES]
    if table.refused or not table.rows:
        return
    about = About(prefix=PRINCIPLES, period=now.period, source=_source(), definition=_definition(table))
    rows = [
        [row.label, section.cell(_count(about, table, row)), _answers_on(row, now.principles, answered)]
        for row in table.rows
    ]
    section.add(
        Heading(text=_("Klager og svar side om side")),
        Table(
            caption=_("Princip for værdig sagsbehandling: klagesager og svar i undersøgelsen"),
            columns=[_("Princip"), _("Sager"), _("Svar om samme princip: tilfreds / hverken eller / utilfreds")],
            rows=rows,
            numeric=[1],
            note=figures.note(
                table,
                _explained(PRINCIPLES),
                _("Peger klager og svar hver sin vej, er det værd at tale om. De kommer ikke fra de samme borgere."),
            ),
        ),
    )


def _answers_on(row: ClearedRow, principle_of: Mapping[str, str], answered: Sequence[Answered]) -> str:
    principles = {principle_of.get(member[0], member[0]) for member in row.members}
    told = [
        three_way(one.tables[asked.id]) or figures.too_few("answers")
        for one in answered
        for asked in one.questions
        if asked.kind == "rated" and asked.principle in principles and asked.id in one.tables
    ]
    return "; ".join(told) or _("Intet spørgsmål om dette")


def three_way(table: ClearedTable) -> str:
    """Return the three shares of everybody's answers, `58 % / 20 % / 22 %`; nothing when they are hidden."""
    total = table.total
    return " / ".join(total.texts[one] for one in table.categories if one in total.texts) if total.shown else ""


def _administration(section: Section, now: Complained) -> None:
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
