"""The sections on what came of it, and on how to read it: outcomes, decisions, recommendations, told cases, caveats, what is hidden."""

from __future__ import annotations

from dataclasses import replace

from værdig.hooks.contracts import Bullets, Paragraph
from værdig.i18n import _, format_date, format_number
from værdig.reports import section_complaints, section_recommendations
from værdig.reports.beretning import saying
from værdig.reports.beretning.content import Writing
from værdig.reports.beretning.material import Told
from værdig.reports.beretning.saying import METHOD, RESULT, THEME, TYPE

RATE, STORIES = "pr_tusind", "fortalte_sager"
"""Sections that take more than words: numbers to reckon with, and told cases."""
DECISION = "klage_over_afgoerelse"
AFTER, REPEAT, DECIDED = "complaints.after", "complaints.repeat", "complaints.decision"


def outcomes(told: Told) -> Writing:
    """How cases were handled and how they ended, with criticism and whether it helped."""
    writing = Writing.begin("udfald", _("Hvordan sagerne er behandlet, og hvordan de endte"))
    now = told.now
    whole, method, result = saying.total(now), now.tables.get(METHOD), now.tables.get(RESULT)
    for key, number, part in (
        ("dialog", saying.alone(method, "dialog"), _("blev sagen talt igennem med borgeren")),
        ("medhold", saying.alone(result, "medhold"), _("fik borgeren medhold helt eller delvist")),
        ("fastholdt", saying.alone(now.tables.get(AFTER), "fastholdt"), _("holdt borgeren fast i sin klage")),
        ("genaabnet", saying.alone(now.tables.get(AFTER), "genaabnet"), _("blev sagen åbnet igen")),
        ("fornyet", saying.alone(now.tables.get(REPEAT), "fornyet"), _("havde borgeren haft en sag før")),
    ):
        if whole and number is not None:
            writing.say(key, _part_of(number, whole, part))
    criticism = saying.done(now, "criticism")
    if criticism:
        writing.say("kritik", _criticism(criticism))
    shown = section_complaints.members(writing, now, section_complaints.HANDLED)
    if shown:
        writing.add(*shown)
    else:
        writing.say("for_faa_udfald", _("Der er ikke nok sager til at vise, hvordan de blev behandlet og endte."))
    if saying.total(now, section_complaints.HELPED) is not None:
        writing.add(*section_complaints.members(writing, now, (section_complaints.HELPED,)))
    return writing


def _part_of(number: int, whole: int, what: str) -> str:
    return _(
        "I %(part)s af %(whole)s sager %(what)s. Det er %(share)s.",
        part=format_number(number), whole=format_number(whole), what=what, share=saying.share(number, whole),
    )  # fmt: skip


def _criticism(number: str) -> str:
    if number == "0":
        return _("Ingen sag er endt med kritik, henstilling eller anbefaling.")
    return _("%(cases)s er endt med kritik, henstilling eller anbefaling.", cases=saying.cases(number))


def decisions(told: Told) -> Writing:
    """Complaints over decisions, which others decide."""
    writing = Writing.begin("afgoerelser", _("Klager over afgørelser"))
    writing.add(
        Paragraph(
            text=_(
                "Borgerrådgiveren kan ikke ændre en afgørelse. En klage over en afgørelse bliver sendt til afdelingen, der ser på den igen."
            )
        )
    )
    number = saying.alone(told.now.tables.get(TYPE), DECISION)
    if number is None:
        writing.say("antal", _("Antallet af klager over afgørelser kan ikke vises for sig."))
    elif number == 0:
        writing.say("antal", _("Der kom ingen klager over afgørelser."))
    else:
        earlier = told.previous
        before = saying.alone(earlier.tables.get(TYPE), DECISION) if earlier else None
        said = [_("Der kom %(number)s klager over afgørelser.", number=format_number(number))]
        if earlier is not None and before is not None:
            said.append(saying.compared(number, before, earlier.period))
        writing.say("antal", " ".join(said))
    table = told.now.tables.get(DECIDED)
    if table is not None and not table.refused:
        rows = tuple(row for row in table.rows if all(DECISION in member for member in row.members))
        only = replace(told.now, tables={DECIDED: replace(table, rows=rows)})
        writing.add(*section_complaints.members(writing, only, (DECIDED,)))
    late = saying.done(told.now, "reassessed_late")
    if late and late != "0":
        text = _("Afgørelser, der blev vurderet igen for sent eller er over tiden: %(number)s.", number=late)
        writing.say("genvurdering", text)
    return writing


def recommendations(told: Told) -> Writing:
    """Recommendations: how many, and the words of those that are released; then what there is more of than before."""
    writing = Writing.begin("anbefalinger", _("Anbefalinger og tendenser"))
    counts = {one.id.removeprefix("recommendations."): one.value for one in told.now.recommendation_counts}
    if not any(counts.values()):
        writing.say("ingen", _("Der er ikke givet anbefalinger, og ingen er åbne."))
    else:
        numbers = {name: format_number(value) for name, value in counts.items()}
        writing.say(
            "antal_anbefalinger",
            _("Nye anbefalinger: %(new)s. Åbne: %(open)s. Heraf er fristen gået for: %(overdue)s.", **numbers),
        )
        writing.say(
            "gennemfoert",
            _("Gennemført i perioden: %(done)s. Effekten er vurderet for: %(judged)s.", **numbers),
        )
    section_recommendations.add_to(writing, told.now)
    writing.say("tendenser", _tendencies(told))
    return writing


LEAST_MORE = 3
"""So many more cases than before make a theme worth naming."""


def _tendencies(told: Told) -> str:
    """Name the themes with clearly more cases than before; only numbers that are shown in both periods are compared."""
    if told.previous is None:
        return ""
    before = told.previous.tables.get(THEME)
    more = []
    for row in saying.ranked(told.now.tables.get(THEME)):
        ((theme,),) = row.members
        then = saying.alone(before, theme)
        if then is not None and (row.n or 0) - then >= LEAST_MORE:
            numbers = {"now": row.n_text, "then": format_number(then)}
            more.append(_("%(label)s (%(now)s, før %(then)s)", label=row.label, **numbers))
    if not more:
        return ""
    return _(
        "Der er flere sager end i %(period)s om: %(themes)s. Det kan være tilfældigt.",
        period=told.previous.period, themes=", ".join(more),
    )  # fmt: skip


def rate(_told: Told) -> Writing:
    """Complaints per 1,000: the number to reckon with is hers, so the sentence is made when her words are put in."""
    return Writing.begin(RATE, _("Klager i forhold til, hvor mange borgere der er"))


def stories(_told: Told) -> Writing:
    """Short told cases, which are hers."""
    return Writing.begin(STORIES, _("Fortalte sager"))


def caveats(told: Told) -> Writing:
    """How the figures are to be read: always printed."""
    writing = Writing.begin("forbehold", _("Sådan skal tallene læses"))
    writing.add(
        Bullets(
            items=(
                _(
                    "Hver sag tælles én gang, i den periode, hvor den er registreret. Senere ændringer flytter den ikke."
                ),
                *section_complaints.caveats(),
            )
        )
    )
    days = {format_date(one.as_of) for one in (told.now, *told.before.values())}
    if len(days) > 1:
        text = _("Perioderne er ikke talt samme dag. Sager, der bliver afsluttet senere, kan stå anderledes.")
        writing.say("talt", text)
    return writing


def hidden(told: Told) -> Writing:
    """What is hidden, and why: always printed."""
    writing = Writing.begin("skjult", _("Tal, der ikke bliver vist"))
    limit = told.now.threshold
    writing.add(
        Paragraph(
            text=_(
                "Tal om færre end %(limit)s sager bliver ikke vist, for så få borgere kan genkendes. Andre tal er slået sammen eller "
                "skjult, hvis de små kunne regnes ud af dem. Det, forvaltningen selv har gjort, bliver altid vist.",
                limit=limit,
            )
        )
    )
    return writing
