"""Puts the report together as one value: item, results, method, complaints and every plug-in's section; saving it is `service`'s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from værdig import clock, municipality
from værdig.clock import HalfYear
from værdig.hooks.contracts import Block, Bullets, Figure, Heading, Notice, Paragraph, Table
from værdig.i18n import _, format_date
from værdig.reports import (
    gather,
    profiles,
    section_complaints,
    section_figures,
    section_method,
    section_survey,
    sections,
)
from værdig.reports.document import Appendix, Document, Meta, Part, State, plain_figure, settle
from værdig.reports.figures import unique
from værdig.reports.material import Material
from værdig.reports.profiles import Committee, Content, Profile
from værdig.reports.sections import Built


@dataclass(frozen=True, kw_only=True)
class Assembled:
    """A document, and the releases in the disclosure ledger that its figures rest on."""

    document: Document
    releases: tuple[str, ...] = ()


@dataclass
class _Appendices:
    """The appendices while they are numbered, with the figures of each."""

    listed: list[Appendix] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def add(self, appendix_id: str, title: str, blocks: Sequence[Block], figures: Sequence[Figure] = ()) -> None:
        """Add an appendix; one without anything to show is not made."""
        self.figures += figures
        if blocks:
            number = len(self.listed) + 1
            self.listed.append(Appendix(number=number, id=appendix_id, title=title, blocks=settle(blocks)))


def assemble(half_year: HalfYear, report_id: str) -> Assembled:
    """Return the half-year's report as a first version's draft, without the leader's texts.

    Reads and clears through the disclosure gate (each release goes into its ledger with `report_id`), and calls every plug-in's
    section in a process of its own. One that fails, or is switched off, is named where it would have stood.
    """
    material = gather.gather(half_year, report_id, clock.today())
    built = sections.build_all(material)
    appendices = _appendices(material, built)
    figures = tuple(map(_settled, unique(appendices.figures)))
    if figures:
        appendices.add("figures", _("Tal, definitioner og kilder"), section_figures.build(figures))
    document = Document(
        meta=_meta(half_year),
        parts=_parts(material, built, appendices.listed),
        appendices=tuple(appendices.listed),
        figures=figures,
    )
    return Assembled(document=document, releases=material.releases)


def recount(half_year: HalfYear, report_id: str, on: date) -> tuple[Figure, ...]:
    """Return the figures as they come out from what is stored now; `on` is the day that open cases are judged by."""
    material = gather.gather(half_year, report_id, on)
    return tuple(map(_settled, unique(_appendices(material, sections.build_all(material)).figures)))


def _settled(figure: Figure) -> Figure:
    return Figure(**plain_figure(figure))


def _meta(half_year: HalfYear) -> Meta:
    today = clock.today()
    profile, committee = profiles.current_profile(today), profiles.committee(today)
    matter = _("værdig sagsbehandling i %(period)s", period=half_year.label)
    here = municipality.get()
    return Meta(
        title=profiles.item_title(profile, committee.short, matter),
        municipality_id=here.id,
        municipality=here.name,
        half_year=half_year.code,
        dated=today.isoformat(),
        version=1,
        state=State.DRAFT,
        example_data=municipality.example_data(),
        committee=committee.name,
        sender=committee.sender,
        profile=profile.label,
    )


# --- appendices: results, method, complaints, one per plug-in section ---


def _appendices(material: Material, built: Sequence[Built]) -> _Appendices:
    found = _Appendices()
    for one in built:
        if one.opens:
            found.add(one.id, one.title, after_first_table(one.blocks), one.figures)
    for answered in material.answered:
        content = section_survey.build(answered, material.period)
        found.add(f"survey.{answered.design}", section_survey.title(answered), content.blocks, content.figures)
    for answered in material.answered:
        content = section_method.build(answered, material.previous.get(answered.design), material.period)
        title = _("Metode: %(title)s", title=section_survey.title(answered))
        found.add(f"method.{answered.design}", title, content.blocks, content.figures)
    if material.complained:
        content = section_complaints.build(material.complained, material.complained_before, material.answered)
        blocks = [*content.blocks, *_not_compared(material)]
        found.add("complaints", _("Klager og henvendelser"), blocks, content.figures)
    if material.complaints_deleted:
        found.add("complaints", _("Klager og henvendelser"), [Notice(text=_complaints_deleted(), tone="warning")], [])
    for one in built:
        if not one.opens:
            found.add(one.id, one.title, one.blocks, one.figures)
    return found


def up_to_first_table(blocks: Sequence[Block]) -> list[Block]:
    """Return what the opening section puts in the item itself: everything up to and with its first table."""
    first = next((place for place, block in enumerate(blocks) if isinstance(block, Table)), len(blocks) - 1)
    return list(blocks[: first + 1])


def after_first_table(blocks: Sequence[Block]) -> list[Block]:
    """Return the rest of the opening section, for its appendix."""
    return list(blocks[len(up_to_first_table(blocks)) :])


# --- the committee item ---


def _parts(material: Material, built: Sequence[Built], appendices: Sequence[Appendix]) -> tuple[Part, ...]:
    today = clock.today()
    profile, committee = profiles.current_profile(today), profiles.committee(today)
    blocks = {
        Content.OCCASION: _occasion(material),
        Content.ACCOUNT: _account(material, built, profile),
        Content.RECOMMEND: _recommend(profile, committee),
        Content.COMPETENCE: _competence(committee),
        Content.APPENDICES: _listed(appendices),
    }
    return tuple(
        Part(
            key=heading.key,
            title=heading.title,
            blocks=settle(blocks[heading.of]),
            takes_text=heading.of is not Content.APPENDICES,
        )
        for heading in profile.headings
    )


def _occasion(material: Material) -> list[Block]:
    found: list[Block] = [
        Paragraph(
            text=_(
                "Udvalget orienteres to gange om året om arbejdet med målet om værdig sagsbehandling. Denne orientering "
                "handler om %(period)s.",
                period=material.period,
            )
        )
    ]
    if material.unfinished:
        ends = format_date(material.half_year.end)
        found.append(Notice(text=_("Halvåret slutter %(day)s. Tallene er ikke færdige.", day=ends), tone="warning"))
    return found


def _account(material: Material, built: Sequence[Built], profile: Profile) -> list[Block]:
    found = [] if _has(profile, Content.OCCASION) else _occasion(material)
    found.append(Heading(text=_("Det korte resultat")))
    found += _short(material)
    found += _promises(built)
    found += [block for one in built if not one.opens for block in one.notices]
    return found


def _has(profile: Profile, content: Content) -> bool:
    return any(heading.of is content for heading in profile.headings)


def _promises(built: Sequence[Built]) -> list[Block]:
    """Return the promise table: it is the first table of the report, or is said to be missing."""
    opening = [block for one in built if one.opens for block in up_to_first_table(one.blocks)]
    if opening:
        return [Heading(text=_("Planens løfter")), *opening]
    missing = _(
        "Tabellen over planens løfter mangler. Udvidelsen, der ejer løfterne, er slået fra eller kan ikke køre."
    )
    return [Notice(text=missing, tone="missing")]


def _short(material: Material) -> list[Block]:
    lines = [line for answered in material.answered for line in section_survey.summary(answered)]
    lines += map(_still_open, material.open_until)
    if not material.answered and not material.open_until:
        lines.append(_("Der er ingen lukket undersøgelse i halvåret. Derfor er der ingen svar at vise."))
    if material.complained:
        lines += section_complaints.summary(material.complained)
    if material.complaints_deleted:
        lines.append(_complaints_deleted())
    if material.unfinished:
        lines.append(_("Klager bliver talt, når halvåret er slut."))
    return [Bullets(items=lines), Paragraph(text=_("Alle tal, metoden og forbeholdene står i bilagene."))]


def _not_compared(material: Material) -> list[Block]:
    """Say which earlier half-years are left out since cases of theirs have been deleted: left out is not none."""
    return [
        Paragraph(
            text=_(
                "Der er ikke sammenlignet med %(period)s. Sager derfra er slettet, fordi deres tid er gået.",
                period=period,
            )
        )
        for period in material.deleted_before
    ]


def _complaints_deleted() -> str:
    return _(
        "Sager fra halvåret er slettet, fordi deres tid er gået. Derfor kan klagerne ikke tælles igen. Tallene står i den rapport, "
        "der blev lavet dengang."
    )


def _still_open(closes_on: date) -> str:
    day = format_date(closes_on)
    if closes_on < clock.today():
        return _("En runde, der sluttede %(day)s, er ikke lukket endnu. Tallene kommer, når den er lukket.", day=day)
    return _("En runde er åben til %(day)s. Tallene kommer, når den er lukket.", day=day)


def _recommend(profile: Profile, committee: Committee) -> list[Block]:
    closing, points = profiles.recommendation(profile, committee.sender)
    return [Paragraph(text=closing), Bullets(items=points, ordered=True)]


def _competence(committee: Committee) -> list[Block]:
    return [Paragraph(text=committee.name or _("Udvalget"))]


def _listed(appendices: Sequence[Appendix]) -> list[Block]:
    """Return the numbered list of bilag; it is the list in the item that numbers them."""
    return [Bullets(items=[one.title for one in appendices], ordered=True)]
