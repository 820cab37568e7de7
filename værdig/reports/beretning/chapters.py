"""The sections on what came in: how much, about what, where and how fast it was answered; what came of it is in `chapters_after`."""

from __future__ import annotations

from værdig import municipality
from værdig.hooks.contracts import Paragraph
from værdig.i18n import _, format_date, format_number
from værdig.reports import section_complaints
from værdig.reports.beretning import saying
from værdig.reports.beretning.content import Writing
from værdig.reports.beretning.material import Told
from værdig.reports.beretning.saying import CONTACTS, KIND, PRINCIPLE, THEME

DIVIDED = ("complaints.unit", "complaints.formality")


def volume(told: Told) -> Writing:
    """How much came in: contacts, cases and klagepunkter apart, by type and channel, beside earlier periods."""
    writing = Writing.begin("omfang", _("Henvendelser, sager og klagepunkter"))
    now = told.now
    writing.add(Paragraph(text=_counting_rule(told)))
    cases = saying.total(now)
    if cases is None:
        writing.say("sager", _("Antallet af sager må ikke vises. %(why)s", why=_why(told)))
    else:
        writing.say("sager", _cases(told, cases))
        writing.say("slags", _kinds(told))
        if now.points is not None:
            points = format_number(now.points)
            writing.say("klagepunkter", _("I sagerne er der i alt %(points)s klagepunkter.", points=points))
    contacts = saying.total(now, CONTACTS)
    if contacts is not None:
        text = _(
            "Desuden er der talt %(contacts)s henvendelser, der blev klaret uden en sag.",
            contacts=format_number(contacts),
        )
        writing.say("henvendelser", text)
    if now.only:
        writing.add(Paragraph(text=now.only))
    section_complaints.volume(writing, now, told.before)
    writing.add(*section_complaints.members(writing, now, ("complaints.type", "complaints.channel")))
    if contacts is not None:
        writing.add(*section_complaints.members(writing, now, section_complaints.COUNTED))
    return writing


def _counting_rule(told: Told) -> str:
    return _(
        "Tallene er sager, der er registreret i %(period)s. De er talt %(day)s. En henvendelse uden sag, en sag og et klagepunkt "
        "tælles hver for sig.",
        period=told.now.period, day=format_date(told.now.as_of),
    )  # fmt: skip


def _why(told: Told) -> str:
    return told.now.tables[saying.TYPE].total.reason


def _cases(told: Told, cases: int) -> str:
    said = [_("Der kom %(cases)s sager i %(period)s.", cases=format_number(cases), period=told.now.period)]
    said += [saying.compared(cases, saying.total(earlier), earlier.period) for earlier in told.before.values()]
    said += [
        _("Sager fra %(period)s er slettet. Derfor kan der ikke sammenlignes.", period=label) for label in told.deleted
    ]
    return " ".join(said)


def _kinds(told: Told) -> str:
    table = told.now.tables[KIND]
    rows = {} if table.refused else {row.label: row for row in table.rows if row.n is not None}
    if len(rows) < len(("klager", "andet")):
        return ""
    return _("Sagerne fordeler sig sådan: %(rows)s.", rows=saying.listed(list(rows.values())))


def themes(told: Told) -> Writing:
    """What it was about: themes, and the principles of dignity beside what citizens answered about the same."""
    writing = Writing.begin("temaer", _("Temaer og principper for værdig sagsbehandling"))
    rows = saying.most_about(told.now.tables.get(THEME))
    if rows:
        text = _("Af de temaer, der kan vises for sig, er der flest sager om: %(rows)s.", rows=saying.listed(rows))
        writing.say("temaer", text)
    principles = saying.most_about(told.now.tables.get(PRINCIPLE))
    if principles:
        text = _(
            "Af de principper, der kan vises for sig, er der flest sager om: %(rows)s.", rows=saying.listed(principles)
        )
        writing.say("principper", text)
    shown = section_complaints.members(writing, told.now, (THEME,))
    writing.add(*shown)
    section_complaints.principles(writing, told.now, told.answered)
    if not shown and not rows:
        writing.say("for_faa", _too_few(told, THEME))
    return writing


def _too_few(told: Told, table: str) -> str:
    found = told.now.tables[table]
    why = found.refused or " ".join(found.notes)
    return _("Der er ikke nok sager til at vise dem hver for sig. %(why)s", why=why).strip()


def units(told: Told) -> Writing:
    """Where in the administration: only where the figures are divided by it."""
    writing = Writing.begin("enhed", _("Enheder, og hvad klagerne gælder"))
    known = [name for name in DIVIDED if name in told.now.tables]
    shown = section_complaints.members(writing, told.now, known)
    for name in known:
        rows = saying.most_about(told.now.tables[name])
        if rows:
            writing.say(
                f"flest_{name.rpartition('.')[2]}",
                _("Flest, hvor tallet kan vises: %(rows)s.", rows=saying.listed(rows)),
            )
    if not known:
        unit = municipality.setting("unit_title")
        writing.say(
            "kun_enhed", _("Tallene er alene for én enhed: %(unit)s. De er ikke delt yderligere op.", unit=unit)
        )
    elif not shown:
        writing.say("for_faa_enheder", _("Der er ikke nok sager til at vise dem for hver enhed."))
    writing.add(*shown)
    return writing


def answer_times(told: Told) -> Writing:
    """How fast it was answered: in time, late, and with a letter of delay."""
    writing = Writing.begin("svartid", _("Svartid"))
    now = told.now
    late, in_time = saying.done(now, "first_answer_late"), saying.done(now, "first_answer_in_time")
    if late:
        writing.say("foerste_svar", _first_answer(in_time, late))
    department = saying.done(now, "department_answer_late")
    if department and (department != "0" or saying.done(now, "department_answer_in_time") not in ("", "0")):
        text = _("Afdelingen svarede for sent i %(late)s.", late=saying.cases(department))
        never = _("Ingen af afdelingens svar kom for sent.")
        writing.say("afdelingens_svar", never if department == "0" else text)
    days = saying.done(now, "first_answer_days")
    if days:
        writing.say("median_foerste", _within(_("det første svar"), days))
    final = saying.done(now, "final_answer_days")
    if final:
        writing.say("median_endelig", _within(_("det endelige svar"), final))
    letters = saying.done(now, "delay_letters")
    if letters:
        text = _(
            "Breve om, at svaret bliver forsinket: %(letters)s. Tallet i parentes er sendt i tide.", letters=letters
        )
        writing.say("forsinkelse", text)
    section_complaints.administration(writing, now)
    return writing


def _within(what: str, days: str) -> str:
    """Say a median: half of those who had the answer had it within so many days."""
    if days.startswith("0 "):
        return _("Mindst halvdelen af dem, der har fået %(what)s, fik det samme arbejdsdag.", what=what)
    return _("Mindst halvdelen af dem, der har fået %(what)s, fik det inden for %(days)s.", what=what, days=days)


def _first_answer(in_time: str, late: str) -> str:
    said = [] if not in_time else [_("Første svar kom til tiden i %(number)s.", number=saying.cases(in_time))]
    said.append(
        _("Intet første svar kom for sent.")
        if late == "0"
        else _("Første svar kom for sent i %(number)s.", number=saying.cases(late))
    )
    return " ".join(said)
