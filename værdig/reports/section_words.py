"""What people wrote, in the report: how many did, and the quotations a person has cleared; the figures are `section_survey`'s."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from værdig.hooks.contracts import Block, Bullets, Heading, Paragraph
from værdig.i18n import _
from værdig.reports import figures
from værdig.reports.figures import About, Section
from værdig.reports.material import Answered


def own_words() -> str:
    """Return the heading that quotations stand under."""
    return _("Med borgernes egne ord")


def add(section: Section, answered: Answered, about: Callable[[str, str], About]) -> None:
    """Tell how many wrote something, as cleared, and quote what a person has cleared; nothing is quoted otherwise."""
    if not answered.written and not answered.quotations:
        return
    section.add(Heading(text=own_words()))
    for table in answered.written:
        common = about(table.id, _("Andel af alle, der svarede."))
        share = figures.share(
            common, "skrevet", _("%(question)s Skrev noget", question=table.title), table.total, "skrevet"
        )
        section.add(
            Paragraph(
                text=_(
                    "»%(question)s« Så mange skrev noget: %(share)s.", question=table.title, share=section.cell(share)
                )
            )
        )
    if answered.quotations:
        section.add(
            Paragraph(text=_("Et menneske har læst hvert citat og sagt ja til det. […] er ord, der er taget ud.")),
            Bullets(items=[quoted(words) for words in answered.quotations]),
        )


def quoted(words: str) -> str:
    """Return words as they are quoted."""
    return _("»%(words)s«", words=words)


def quotations_in(blocks: Iterable[Block]) -> list[str]:
    """Return what is quoted among a report's blocks: the lists under the heading of quotations."""
    found: list[str] = []
    inside = False
    for block in blocks:
        if isinstance(block, Heading):
            inside = block.text == own_words()
        elif inside and isinstance(block, Bullets):
            found += [str(item) for item in block.items]
            inside = False
    return found
