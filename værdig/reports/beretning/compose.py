"""Puts her words in: the whole document from what was generated and what she typed, each of her words marked as hers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from værdig.hooks.contracts import Block, Figure, Heading, Notice, Paragraph
from værdig.i18n import _, format_number
from værdig.reports import section_figures
from værdig.reports.beretning import places
from værdig.reports.beretning.chapters_after import RATE, STORIES
from værdig.reports.beretning.content import Chapter, Generated, Sentence
from værdig.reports.document import Appendix, Document, Meta, Part, settle
from værdig.reports.own_text import blocks_of

Texts = Mapping[str, str]


def compose(generated: Generated, texts: Texts, meta: Meta) -> Document:
    """Return the report as its readers will have it; a sentence she left out is not in it, a section always is."""
    figures = (*generated.figures, *rate_figures(generated, texts, meta))
    parts = tuple(
        Part(
            key=chapter.key,
            title=_("%(number)s. %(title)s", number=number, title=chapter.title),
            blocks=settle(_blocks(chapter, generated, texts)),
            takes_text=False,
        )
        for number, chapter in enumerate(generated.chapters, start=1)
    )
    appendix = Appendix(
        number=1, id="figures", title=_("Tal, definitioner og kilder"), blocks=settle(section_figures.build(figures))
    )
    return Document(meta=meta, parts=parts, appendices=(appendix,) if figures else (), figures=figures)


def _blocks(chapter: Chapter, generated: Generated, texts: Texts) -> list[Block]:
    found: list[Block] = []
    for item in chapter.items:
        found += _sentence(item, texts) if isinstance(item, Sentence) else [item]
    if chapter.key == RATE:
        found += _rate(generated, texts)
    if chapter.key == STORIES:
        found += _stories(texts)
    own = blocks_of(texts.get(places.OWN + chapter.key, ""))
    if own:
        found += [Heading(text=_("Borgerrådgiverens egne ord")), *own]
    return found or [Paragraph(text=_("Der er ikke skrevet noget i dette afsnit."))]


def _sentence(sentence: Sentence, texts: Texts) -> list[Block]:
    choice = texts.get(places.CHOICE + sentence.key, places.KEEP)
    words = texts.get(places.WORDS + sentence.key, "")
    if choice == places.OUT:
        return []
    if choice == places.REPLACE and words:
        return [Paragraph(text=_("Borgerrådgiveren skriver:")), *blocks_of(words)]
    return [Paragraph(text=sentence.text)]


# --- told cases ---


def told_cases(texts: Texts) -> Iterator[tuple[int, str, str]]:
    """Yield the number, the words and the ground of each told case there is."""
    for number in range(1, places.MOST_STORIES + 1):
        words = texts.get(f"{places.STORY}{number}", "")
        if words:
            yield number, words, texts.get(f"{places.GROUND}{number}", "")


def _stories(texts: Texts) -> list[Block]:
    found: list[Block] = []
    for place, (_number, words, ground) in enumerate(told_cases(texts), start=1):
        found += [Heading(text=_("Fortalt sag %(number)s", number=place)), *blocks_of(words), _ground(ground)]
    return found or [Paragraph(text=_("Der er ingen fortalte sager i denne beretning."))]


def _ground(ground: str) -> Block:
    if ground == places.CONSENT:
        return Paragraph(
            text=_(
                "Borgeren har sagt ja til, at sagen bliver fortalt her. Det, der kan vise, hvem det er, er taget ud."
            )
        )
    if ground == places.FICTION:
        text = _("Sagen er opdigtet. Den ligner noget, borgerrådgiveren har set, men handler ikke om nogen bestemt.")
        return Paragraph(text=text)
    return Notice(text=_("Det er ikke valgt, om borgeren har sagt ja, eller om sagen er opdigtet."), tone="missing")


# --- complaints per 1,000 ---


def people_in(texts: Texts) -> int | None:
    """Return the number of citizens she has typed, None for none or for what is no number above nought."""
    digits = texts.get(places.PEOPLE, "").replace(".", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < int(digits) < 10_000_000 else None


def _rate(generated: Generated, texts: Texts) -> list[Block]:
    people = people_in(texts)
    if people is None:
        text = _(
            "Der er ikke regnet klager pr. 1.000 borgere. Det er ikke oplyst, hvor mange borgere forvaltningen var i kontakt med."
        )
        return [Paragraph(text=text)]
    told = _("%(people)s borgere var i kontakt med forvaltningen i perioden.", people=format_number(people))
    source = texts.get(places.SOURCE, "").rstrip(".")
    if source:
        told = _("%(told)s Kilde: %(source)s.", told=told, source=source)
    if generated.complaints is None:
        return [Paragraph(text=told), Paragraph(text=_("Antallet af klager må ikke vises. Derfor er der ikke regnet."))]
    rate = _("Det er %(rate)s klager pr. 1.000 borgere.", rate=_per_thousand(generated.complaints, people))
    return [Paragraph(text=told), Paragraph(text=rate)]


def _per_thousand(complaints: int, people: int) -> str:
    return format_number(1000 * complaints / people, decimals=1)


def rate_figures(generated: Generated, texts: Texts, meta: Meta) -> tuple[Figure, ...]:
    """Return the number of citizens and the rate as figures of their own."""
    people = people_in(texts)
    if people is None:
        return ()
    source = texts.get(places.SOURCE, "") or _("Borgerrådgiveren")
    period = meta.half_year
    known = Figure(
        id="beretning.people", label=_("Borgere i kontakt med forvaltningen"), value=format_number(people), unit=_("borgere"),
        definition=_("Oplyst af borgerrådgiveren."), source=source, period=period,
    )  # fmt: skip
    hidden = _("Antallet af klager må ikke vises.")
    complaints = generated.complaints
    rate = Figure(
        id="beretning.rate", label=_("Klager pr. 1.000 borgere"), unit=_("klager"), source=source, period=period,
        value=None if complaints is None else _per_thousand(complaints, people), why_missing=hidden if complaints is None else "",
        definition=_("Klager delt med borgere i kontakt med forvaltningen, gange 1.000."),
    )  # fmt: skip
    return (known, rate)
