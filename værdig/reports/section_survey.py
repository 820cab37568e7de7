"""The report's section on answers: three shares for each question, never only the happy one; how they came in is `section_method`'s."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from værdig.disclosure import ClearedRow, ClearedTable
from værdig.hooks.contracts import (
    Figure,
    Notice,
    Paragraph,
    SectionContent,
    ShareBars,
    Table,
)
from værdig.i18n import _, capital, format_date, format_number
from værdig.reports import figures, section_beside, section_words
from værdig.reports.figures import About, Section
from værdig.reports.material import Answered, Asked
from værdig.surveys.queries import short

OVERALL = "samlet"
"""The theme of the question on dignity as a whole."""
DONT_KNOW = "ved_ikke"


def satisfied_means() -> str:
    """Return the fixed definition of *tilfreds*; it is printed with every result and no setting widens it."""
    return _(
        "Hvert spørgsmål har fem svar. »Tilfreds« er de to bedste (4 og 5). »Hverken eller« er det midterste (3). "
        "»Utilfreds« er de to dårligste (1 og 2). »Ved ikke« står for sig selv og tæller ikke med i procenterne."
    )


def word(table: ClearedTable, category: str) -> str:
    """Return the short word for one of the three answers; `satisfied_means` tells what is in it."""
    short = {"tilfreds": _("Tilfreds"), "hverken": _("Hverken eller"), "utilfreds": _("Utilfreds")}
    return short.get(category, table.labels[category])


def title(answered: Answered) -> str:
    """Return the section's title; the two designs are never pooled and have each their own."""
    if answered.design == "after_conversation":
        return _("Svar fra borgerne efter en samtale")
    return _("Svar fra borgerne")


def build(answered: Answered, period: str) -> SectionContent:
    """Return the results of one round."""
    section = Section(hidden=figures.too_few("answers"))
    section.add(Paragraph(text=_response(answered)), Paragraph(text=satisfied_means()))
    _turned_scale(section, answered)
    rated = [asked for asked in answered.questions if asked.kind == "rated"]
    _shares(section, answered, rated, period)
    _numbers(section, answered, rated, period)
    _factual(section, answered, period)
    for table in answered.breakdowns:
        _by_group(section, answered, table, period)
    overall = _overall(answered)
    section_beside.change(section, answered, origin(answered, period), overall.id if overall else "")
    section_beside.weighted(section, answered, origin(answered, period))
    section_words.add(section, answered, origin(answered, period))
    return section.content


def _overall(answered: Answered) -> Asked | None:
    return next((one for one in answered.questions if one.theme == OVERALL and one.id in answered.tables), None)


def origin(answered: Answered, period: str) -> Callable[[str, str], About]:
    """Return `about` for one round and period: it is given a key and a definition."""
    return lambda key, definition: about(answered, key, period, definition)


def _turned_scale(section: Section, answered: Answered) -> None:
    """Warn where the scale looks read backwards in a language: the figures are then lower than people meant."""
    if answered.reversed_languages:
        text = _(
            "Skalaen ser ud til at være læst omvendt af mange, der svarede på disse sprog: %(languages)s. Læs tallene med forbehold.",
            languages=", ".join(answered.reversed_languages),
        )
        section.add(Notice(text=text, tone="warning"))
    if answered.more_reversed:
        text = _("Skalaen ser ud til at være læst omvendt på et sprog, vi ikke kan nævne. Læs tallene med forbehold.")
        section.add(Notice(text=text, tone="warning"))


def _response(answered: Answered) -> str:
    window = _(
        "Man kunne svare fra %(start)s til %(end)s.",
        start=format_date(answered.opens_on), end=format_date(answered.closed_on or answered.closes_on),
    )  # fmt: skip
    return _("%(window)s %(result)s", window=window, result=response_text(answered))


def response_text(answered: Answered) -> str:
    """Return who was invited and who answered, or why no rate can be computed."""
    total = answered.response.total
    if not total.shown:
        return total.reason
    if answered.invited is None:
        return _(
            "%(answered)s svarede. Vi ved ikke, hvor mange der blev inviteret, så svarprocent kan ikke beregnes.",
            answered=total.n_text,
        )
    return _(
        "%(answered)s af %(invited)s inviterede svarede. Svarprocenten er %(rate)s.",
        answered=total.n_text, invited=format_number(answered.invited), rate=total.rate_text,
    )  # fmt: skip


def about(answered: Answered, key: str, period: str, definition: str) -> About:
    """Return what a round's figures have in common."""
    source = _(
        "Undersøgelsen %(start)s til %(end)s",
        start=format_date(answered.opens_on), end=format_date(answered.closed_on or answered.closes_on),
    )  # fmt: skip
    return About(prefix=f"survey.{answered.design}.{key}", period=period, source=source, definition=definition)


def _shares(section: Section, answered: Answered, rated: Sequence[Asked], period: str) -> None:
    tables = [(asked, answered.tables[asked.id]) for asked in rated if asked.id in answered.tables]
    if not tables:
        return
    for asked, table in tables:
        common = about(answered, asked.id, period, _share_definition())
        for category in table.categories:
            label = _("%(question)s %(answer)s", question=asked.wording, answer=word(table, category))
            section.cell(figures.share(common, category, label, table.total, category))
    categories = tables[0][1].categories
    section.add(
        ShareBars(
            caption=_("Hvad borgerne svarede"),
            categories=[word(tables[0][1], category) for category in categories],
            rows=[
                (short(asked.wording), [table.total.shares.get(one) for one in categories]) for asked, table in tables
            ],
            note=_(
                "Procent af dem, der svarede på spørgsmålet, uden »Ved ikke«. Spørgsmålene står fuldt ud i næste tabel."
            ),
        )
    )


def _share_definition() -> str:
    return _("Andel af dem, der svarede på spørgsmålet, uden »Ved ikke«. Tilfreds er 4 og 5, utilfreds 1 og 2.")


def _numbers(section: Section, answered: Answered, rated: Sequence[Asked], period: str) -> None:
    rows = []
    for asked in rated:
        row = answered.tables[asked.id].total if asked.id in answered.tables else None
        if row is not None:
            common = about(
                answered, asked.id, period, _("Hvor mange der svarede, og hvor mange der svarede »Ved ikke«.")
            )
            rows.append([asked.wording, *_number_cells(section, common, asked, row)])
    if rows:
        section.add(
            Table(
                caption=_("Hvor mange der svarede på hvert spørgsmål"),
                columns=[_("Spørgsmål"), _("Svar"), _("Ved ikke"), _("Gennemsnit (1-5)"), _("Bemærkning")],
                rows=rows,
                numeric=[1, 2, 3],
                note=_number_note(rated),
            )
        )


def _number_note(rated: Sequence[Asked]) -> str:
    """Say what the columns count, and which questions were not put to everybody."""
    counted = _("»Ved ikke« er andelen af alle, der så spørgsmålet. Gennemsnit vises fra 30 svar.")
    narrowed = (
        _("%(question)s: %(whom)s", question=short(asked.wording), whom=asked.put_to) for asked in rated if asked.put_to
    )
    return " ".join([counted, *narrowed])


def _number_cells(section: Section, common: About, asked: Asked, row: ClearedRow) -> list[str]:
    number = figures.number(common, "n", _("%(question)s Antal svar", question=asked.wording), row, _("svar"))
    aside = figures.beside(common, DONT_KNOW, _("%(question)s Ved ikke", question=asked.wording), row, DONT_KNOW)
    middle = figures.mean(
        replace(common, definition=_("Gennemsnit af svarene på en skala fra 1 til 5, uden »Ved ikke«. Vises fra 30 svar.")),
        _("%(question)s Gennemsnit", question=asked.wording), row, _("på en skala fra 1 til 5"),
    )  # fmt: skip
    return [section.cell(number), section.cell(aside), section.cell(middle), row.mark]


def _factual(section: Section, answered: Answered, period: str) -> None:
    """Add each question with choices of its own: yes and no, and those of a plug-in's type."""
    for asked in answered.questions:
        table = answered.tables.get(asked.id) if asked.kind not in ("rated", "open") else None
        if table is not None:
            section.add(_chosen(section, about(answered, asked.id, period, _chosen_definition(table)), asked, table))
    if answered.cannot_be_shown:
        gone = _(
            "Kan ikke vises, fordi udvidelsen, der ejer spørgsmålet, er slået fra eller var det, da runden blev lukket: %(questions)s",
            questions=" ".join(answered.cannot_be_shown),
        )
        section.add(Notice(text=gone, tone="missing"))


def _chosen_definition(table: ClearedTable) -> str:
    if DONT_KNOW in table.categories:
        return _("Andel af dem, der svarede på spørgsmålet. »Ved ikke« er også et svar.")
    if DONT_KNOW in table.beside_categories:
        return _("Andel af dem, der svarede ja eller nej.")
    return _("Andel af dem, der svarede på spørgsmålet.")


def _chosen(section: Section, common: About, asked: Asked, table: ClearedTable) -> Table:
    """Return one question's shares. In rounds frozen with »Ved ikke« beside the shares, it keeps its own column and base."""
    cells = [section.cell(_answer(common, asked, table, category)) for category in table.categories]
    headings = [table.labels[one] for one in table.categories]
    if DONT_KNOW in table.beside_categories:
        label = _("%(question)s Ved ikke", question=asked.wording)
        cells.append(section.cell(figures.beside(common, DONT_KNOW, label, table.total, DONT_KNOW)))
        headings.append(_("Ved ikke, af alle"))
    count = figures.number(common, "n", _("%(question)s Antal svar", question=asked.wording), table.total, _("svar"))
    return Table(
        caption=asked.wording,
        columns=[_("Hvem"), *headings, _("Svar")],
        rows=[[table.total.label, *cells, section.cell(count)]],
        numeric=range(1, len(cells) + 2),
        note=_rounding(table.total),
    )


def _rounding(row: ClearedRow) -> str:
    """Say why shares do not add up to a hundred, where they do not."""
    if None in row.shares.values() or sum(share or 0 for share in row.shares.values()) == 100:
        return ""
    return _("Tallene er rundet af hver for sig. Derfor giver de ikke 100 i alt.")


def _answer(common: About, asked: Asked, table: ClearedTable, category: str) -> Figure:
    label = _("%(question)s %(answer)s", question=asked.wording, answer=word(table, category))
    return figures.share(common, category, label, table.total, category)


def _by_group(section: Section, answered: Answered, table: ClearedTable, period: str) -> None:
    if not table.rows:
        return
    definition = _("%(table)s. %(share)s", table=_broken_down(table), share=_share_definition())
    common = about(answered, table.id, period, definition)
    rows = [_group_row(section, common, table, row) for row in (*table.rows, table.total)]
    section.add(
        Table(
            caption=_broken_down(table),
            columns=[_rows_are(table), *(word(table, one) for one in table.categories), _("Svar"), _("Bemærkning")],
            rows=rows,
            numeric=range(1, len(table.categories) + 2),
            note=figures.note(table, marks=True),
        )
    )


def _rows_are(table: ClearedTable) -> str:
    return _("Forløbets længde") if tuple(table.axes) == ("length",) else _("Gruppe")


def _broken_down(table: ClearedTable) -> str:
    ways = {"group": _("efter gruppe"), "length": _("efter forløbets længde")}
    return _("»%(title)s« %(way)s", title=table.title, way=" ".join(ways.get(axis, axis) for axis in table.axes))


def _group_row(section: Section, common: About, table: ClearedTable, row: ClearedRow) -> list[str]:
    key = figures.key_of(row)
    cells = [
        section.cell(
            figures.share(
                common,
                f"{key}.{category}",
                _("%(group)s: %(answer)s", group=row.label, answer=word(table, category)),
                row,
                category,
            )
        )
        for category in table.categories
    ]
    count = figures.number(common, f"{key}.n", _("%(group)s: antal svar", group=row.label), row, _("svar"))
    return [row.label, *cells, section.cell(count), row.mark]


def summary(answered: Answered) -> list[str]:
    """Return what the committee item says about the round: the response and the overall question, all three shares."""
    overall = _overall(answered)
    found = [_("%(round)s: %(response)s", round=answered.title, response=response_text(answered))]
    if overall is None:
        return found
    table = answered.tables[overall.id]
    row = table.total
    if not row.shown:
        return [*found, _("»%(question)s« %(reason)s", question=overall.wording, reason=row.reason)]
    moved = section_beside.moved(answered, overall.id)
    shares = ", ".join(f"{word(table, one).lower()} {row.texts[one]}" for one in table.categories if one in row.texts)
    return [
        *found,
        _(
            "»%(question)s« %(shares)s. %(n)s svarede på det.",
            question=overall.wording,
            shares=capital(shares),
            n=row.n_text,
        ),
        *([moved] if moved else []),
    ]
