"""The method box: how a survey round was done, in answers to what politicians have asked; generated, and not to be left out.

The questions are those put to the mayor of employment in Copenhagen on 4 May 2023 (Borgerrepræsentationen, item 29): did staff
choose who answered, were they warned, are the answers enough and representative, who wrote the questions, who asked them,
who decided whom to ask, will the method change. Period, channels, response and what may not be concluded are added.
"""

from __future__ import annotations

from collections.abc import Iterator

from værdig.disclosure import ClearedRow, ClearedTable
from værdig.hooks.contracts import SectionContent, Table
from værdig.i18n import _, format_date, format_number
from værdig.reports import figures, section_beside
from værdig.reports.figures import Section
from værdig.reports.material import Answered
from værdig.reports.section_survey import about, origin, response_text

CORE = "surveys."
"""What the id of a questionnaire of the core's begins with."""
CHANNEL, HELP, LANGUAGE = "channel", "help", "language"
"""What is counted one way: how answers came in, who helped, in which language."""
PHONE = "phone"
"""The way in where somebody else reads the questions aloud."""


def build(answered: Answered, previous: Answered | None, period: str) -> SectionContent:
    """Return the method box of one round; `previous` is the round of the same design half a year before, if any."""
    section = Section(hidden=figures.too_few("answers"))
    section.add(
        Table(
            caption=_("Sådan er undersøgelsen lavet"),
            columns=[_("Spørgsmål"), _("Svar")],
            rows=list(_answers(answered, previous)),
        )
    )
    _response_table(section, answered, period)
    section_beside.presence(section, answered, origin(answered, period))
    for table in answered.tallies:
        counted = figures.counted(section, about(answered, table.id, period, table.title), table, _("svar"), _("Svar"))
        section.add(*([counted] if counted else []))
    return section.content


def _answers(answered: Answered, previous: Answered | None) -> Iterator[tuple[str, str]]:
    yield _("Hvornår?"), _period(answered)
    yield _("Hvem blev inviteret, hvordan, og hvem bestemte det?"), _invited(answered)
    yield (
        _("Ad hvilke veje kom svarene?"),
        _told(
            answered,
            CHANNEL,
            _("Alle eller næsten alle svarede ad samme vej. Hvilken, viser vi ikke. %(why)s", why=_all()),
        ),
    )
    yield (
        _("Hvem fik hjælp til at svare?"),
        _told(answered, HELP, _("Alle eller næsten alle gav samme svar. Hvilket, viser vi ikke. %(why)s", why=_all())),
    )
    yield (
        _("På hvilke sprog blev der svaret?"),
        _told(
            answered,
            LANGUAGE,
            _("Alle eller næsten alle svarede på samme sprog. Hvilket, viser vi ikke. %(why)s", why=_all()),
        ),
    )
    yield _("Hvor mange svarede?"), response_text(answered)
    yield _("Har medarbejdere valgt, hvem der svarer?"), _chosen()
    yield _("Vidste medarbejderne, at undersøgelsen kom?"), _warned()
    yield _("Er der svar nok, og ligner de alle?"), _enough(answered)
    yield _("Hvem mangler?"), _missing(answered)
    yield _("Hvem har skrevet spørgsmålene?"), _written(answered)
    yield _("Hvem har stillet spørgsmålene?"), _asked(answered)
    yield _("Er metoden ændret, og bliver den ændret?"), _changed(answered, previous)
    yield _("Hvad kan man ikke slutte?"), _not_concluded()


def _period(answered: Answered) -> str:
    return _(
        "Fra %(start)s til %(end)s. Ingen kunne se svar, før runden var lukket.",
        start=format_date(answered.opens_on), end=format_date(answered.closed_on or answered.closes_on),
    )  # fmt: skip


def _invited(answered: Answered) -> str:
    asked = {
        "census": _("Alle i målgrupperne, én gang."),
        "after_conversation": _("Alle, der havde en samtale i perioden."),
    }
    count = _("Vi ved ikke, hvor mange det er.")
    if answered.invited is not None:
        count = _("I alt %(number)s.", number=format_number(answered.invited))
    return _(
        "%(who)s %(count)s Hver fik en kode, der kun kan bruges én gang. Ledelsen valgte målgrupperne, da runden blev åbnet.",
        who=asked[answered.design], count=count,
    )  # fmt: skip


def _silent(row: ClearedRow) -> str | None:
    """Return how many of a row did not answer: everybody can work it out where both numbers stand."""
    return None if row.n is None or row.invited is None else format_number(row.invited - row.n)


def _tally(answered: Answered, kind: str) -> ClearedTable | None:
    """Return the one-way count of a kind, where there is one that may be shown."""
    found = next((one for one in answered.tallies if one.axes == (kind,) or one.id.endswith(f"/{kind}")), None)
    return None if found is None or found.refused else found


def _told(answered: Answered, kind: str, alike: str) -> str:
    """Say how many there were of each; `alike` is what is said of a round in which all were of one sort, or too few of
    any other to be told of.

    Where nothing else could be chosen, the table's title is a sentence that says so.
    """
    table = _tally(answered, kind)
    if table is None:
        return _("Det er ikke opgjort.")
    if not table.rows:
        return table.title if table.title.endswith(".") else alike
    told = [
        _("%(way)s: %(number)s", way=row.label, number=row.n_text if row.shown else figures.too_few("answers"))
        for row in table.rows
    ]
    return _("%(ways)s.", ways="; ".join(told))


def _all() -> str:
    """Say why that which all have in common is told of nobody (group disclosure)."""
    return _("Det ville sige noget om hver enkelt.")


def _chosen() -> str:
    return _(
        "Systemet vælger ingen til eller fra. Kommunen siger, hvor mange der inviteres, eller lægger en liste ind. Hvordan listen er "
        "lavet, og hvem koderne er givet til, kan systemet ikke se. Ingen kan se, hvem der har svaret hvad."
    )


def _warned() -> str:
    return _("Det registrerer systemet ikke. Læs tallene, som om de vidste det.")


def _enough(answered: Answered) -> str:
    total = answered.response.total
    if not total.shown:
        return total.reason
    few = _("Der er færre end 30 svar i alt. Tallene er usikre.") if total.mark else ""
    known = [row for row in answered.response.rows if row.rate is not None]
    if len(known) < 2:
        return _("%(few)s Vi kan ikke vise, om de ligner alle, gruppe for gruppe.", few=few).strip()
    low, high = min(known, key=_rate), max(known, key=_rate)
    return _(
        "%(few)s Svarprocenten er højest i gruppen »%(high)s« (%(high_rate)s) og lavest i »%(low)s« (%(low_rate)s). "
        "%(weights)s",
        few=few, high=high.label, high_rate=high.rate_text, low=low.label, low_rate=low.rate_text,
        weights=_("Vægtede tal står ved siden af.") if answered.weighted else _("Tallene er ikke vægtet."),
    ).strip()  # fmt: skip


def _rate(row: ClearedRow) -> int:
    return row.rate or 0


def _missing(answered: Answered) -> str:
    said = [_("De, der ikke svarede. De kan mene noget andet end de, der gjorde.")]
    total = answered.response.total
    if total.shown and total.n is not None and answered.invited is not None:
        said.append(_("Det er %(number)s af de inviterede.", number=format_number(answered.invited - total.n)))
    if answered.uninvited:
        said.append(_("Antallet af inviterede er ukendt for: %(groups)s.", groups=", ".join(answered.uninvited)))
    if answered.unreadable:
        said.append(answered.unreadable)
    return " ".join(said)


def _written(answered: Answered) -> str:
    form = _(
        "Skemaet er »%(title)s«, version %(version)s.",
        title=answered.questionnaire_title, version=answered.questionnaire_version,
    )  # fmt: skip
    own = [question.wording for question in answered.questions if question.is_municipal]
    written = _("Forvaltningen har skrevet: %(questions)s", questions=" ".join(f"»{one}«" for one in own))
    if answered.questionnaire.startswith(CORE):
        fixed = _("Det er fast og ligger i systemet.")
        untouched = _("Forvaltningen har ikke skrevet eller ændret spørgsmålene.")
        rest = _("Resten har forvaltningen ikke skrevet eller ændret.")
        return " ".join([form, fixed, *([written, rest] if own else [untouched])])
    plug_in = _("Det kommer fra en udvidelse, som kommunen har valgt til.")
    return " ".join([form, plug_in, *([written] if own else [])])


def _asked(answered: Answered) -> str:
    table = _tally(answered, CHANNEL)
    ways = [row.members for row in table.rows if row.members] if table else []
    if ((PHONE,),) in ways:
        return _("Borgerne læste og svarede selv. Nogle svarede i telefonen til en, der ikke kender deres sag.")
    if ways and not any((PHONE,) in together for together in ways):
        return _("Ingen interviewer. Borgerne læste og svarede selv.")
    return _("Borgerne læste og svarede selv, eller svarede i telefonen til en, der ikke kender deres sag.")


def _changed(answered: Answered, previous: Answered | None) -> str:
    stays = _("Et nyt skema får et nyt nummer, så man kan se det.")
    if previous is None:
        return _("Der er ingen runde af samme slags fra halvåret før. %(stays)s", stays=stays)
    if _form(answered) == _form(previous):
        return _("Nej. Skemaet er det samme som halvåret før. %(stays)s", stays=stays)
    return _("Ja. Skemaet er et andet end halvåret før. Tallene kan ikke sammenlignes. %(stays)s", stays=stays)


def _form(answered: Answered) -> tuple[str, int | None, frozenset[str]]:
    own = frozenset(question.wording for question in answered.questions if question.is_municipal)
    return answered.questionnaire, answered.questionnaire_version, own


def _not_concluded() -> str:
    return _(
        "Man kan ikke slutte, hvad de mener, der ikke svarede. Man kan ikke slutte, hvorfor tal stiger eller falder. "
        "Små forskelle kan være tilfældige. Man kan ikke sammenligne med kommuner, der spørger på en anden måde."
    )


def _response_table(section: Section, answered: Answered, period: str) -> None:
    common = about(answered, "response", period, _("Hvor mange af de inviterede der svarede."))
    rows = [
        [row.label, *_response_cells(section, common, row)]
        for row in (*answered.response.rows, answered.response.total)
    ]
    section.add(
        Table(
            caption=_("Inviterede og svar, gruppe for gruppe"),
            columns=[_("Gruppe"), _("Inviterede"), _("Svar"), _("Svarede ikke"), _("Svarprocent")],
            rows=rows,
            numeric=[1, 2, 3, 4],
            note=figures.note(answered.response),
        )
    )


def _response_cells(section: Section, common: figures.About, row: ClearedRow) -> list[str]:
    key = figures.key_of(row)
    unknown = _("Antallet af inviterede er ikke kendt.")
    invited = None if row.invited is None else format_number(row.invited)
    rate = row.rate_text if row.rate is not None else None
    wanted = (
        figures.known(
            common, f"{key}.invited", _("Inviterede: %(group)s", group=row.label), invited, _("personer"), unknown
        ),
        figures.number(common, f"{key}.n", _("Svar: %(group)s", group=row.label), row, _("svar")),
        figures.known(
            common, f"{key}.silent", _("Svarede ikke: %(group)s", group=row.label), _silent(row), _("personer"),
            row.reason or unknown,
        ),
        figures.known(
            common, f"{key}.rate", _("Svarprocent: %(group)s", group=row.label), rate, _("procent"),
            row.reason or _("Svarprocent kan ikke beregnes."),
        ),
    )  # fmt: skip
    missing = (_("ingen tal"), "", *([_("ingen tal") if row.invited is None else ""] * 2))
    return [section.cell(one, why) for one, why in zip(wanted, missing, strict=True)]
