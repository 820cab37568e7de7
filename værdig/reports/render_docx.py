"""The report as DOCX, which is what agenda systems take: real headings, header rows, language, alternative texts."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import Any

from værdig.hooks.contracts import Bullets, Heading, Line, Notice, Paragraph, ShareBars, Table
from værdig.i18n import _
from værdig.reports import docx_chart, present
from værdig.reports import docx_xml as xml
from værdig.reports.bars import bar
from værdig.reports.document import Document
from værdig.reports.present import Shown, tied

LANGUAGE = "da-DK"
BAR_WIDTH_CM = 3.6
PLAIN, SMALL = 9, 7
"""Points, in tables to read and in lists to look things up in."""


def render(document: Document) -> bytes:
    """Return the document as the bytes of a .docx file."""
    paper = _new(document)
    paper.add_paragraph(tied(document.meta.title), style="Title")
    _facts(paper, document)
    for text in present.notices(document.meta):
        paper.add_paragraph().add_run(text).bold = True
    for part in document.parts:
        paper.add_heading(part.title, level=1)
        _blocks(paper, present.shown(part.with_own_text, document.meta))
    for number, appendix in enumerate(document.appendices):
        if number == 0:
            paper.add_page_break()
        paper.add_heading(present.appendix_title(appendix), level=1)
        _blocks(paper, present.shown(appendix.blocks, document.meta))
    return _bytes(paper)


def _new(document: Document) -> Any:
    from docx import Document as NewDocument
    from docx.shared import Cm, Pt

    paper = NewDocument()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.header.paragraphs[0].text = present.head_line(document.meta)
    xml.page_numbers(section.footer.paragraphs[0], _("Side"), _("af"))
    paper.styles["Normal"].font.name, paper.styles["Normal"].font.size = "Arial", Pt(10.5)
    xml.set_language(paper, LANGUAGE)
    xml.dark_headings(paper)
    _properties(paper, document)
    return paper


def _properties(paper: Any, document: Document) -> None:
    properties = paper.core_properties
    properties.title, properties.language = document.meta.title, LANGUAGE
    properties.author = properties.last_modified_by = document.meta.municipality
    properties.subject, properties.comments = present.head_line(document.meta), ""
    properties.created = properties.modified = datetime.combine(document.meta.day, time(12))


def _facts(paper: Any, document: Document) -> None:
    for term, value in present.facts(document):
        paragraph = paper.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        paragraph.add_run(f"{term}: ").bold = True
        paragraph.add_run(value)


def _blocks(paper: Any, blocks: list[Shown]) -> None:
    for one in blocks:
        _block(paper, one)


def _block(paper: Any, one: Shown) -> None:
    block = one.block
    if isinstance(block, Heading):
        paper.add_heading(str(block.text), level=block.level - 1)
    elif isinstance(block, Paragraph):
        paper.add_paragraph(str(block.text)).paragraph_format.keep_with_next = one.leads
    elif isinstance(block, Bullets):
        _list(paper, block)
    elif isinstance(block, Notice):
        xml.boxed(paper, present.notice_word(block.tone), str(block.text))
    else:
        _figures(paper, one)


def _list(paper: Any, block: Bullets) -> None:
    for number, item in enumerate(block.items, start=1):
        if block.ordered:  # numbers written out: Word's own numbering would go on from the list before
            paper.add_paragraph(f"{number}. {item}", style="List")
        else:
            paper.add_paragraph(str(item), style="List Bullet")


def _figures(paper: Any, one: Shown) -> None:
    table = one.table
    if table is None:
        raise TypeError(f"a block of kind {one.kind} cannot be laid out")
    if one.pictured:
        _caption(paper, present.picture_caption(one), one)
    if one.pictured and isinstance(one.block, Line):
        xml.add_drawing(paper, docx_chart.add_chart(paper, one.block), one.chart.alt if one.chart else "")
    _caption(paper, present.table_caption(one), one)
    grid = _table(paper, table, f"{table.caption} ({one.mark})" if one.mark else str(table.caption))
    if isinstance(one.block, ShareBars):
        _add_bars(grid, one.block)
    if one.words:
        paper.add_paragraph(one.words)
    if table.note:
        paper.add_paragraph(str(table.note))


def _caption(paper: Any, text: str, one: Shown) -> None:
    marked = f"{text} ({one.mark})" if one.mark else text
    paper.add_paragraph(marked, style="Caption").paragraph_format.keep_with_next = True


def _table(paper: Any, table: Table, caption: str) -> Any:
    size = SMALL if present.is_long(table) else PLAIN
    grid = paper.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for place, column in enumerate(table.columns):
        xml.fill_cell(grid.rows[0].cells[place], str(column), size, bold=True, right=place in table.numeric)
    for row in table.rows:
        cells = grid.add_row().cells
        for place, cell in enumerate(row):
            xml.fill_cell(cells[place], str(cell), size, right=place in table.numeric)
    xml.mark_header_row(grid)
    xml.describe_table(grid, caption)
    paper.add_paragraph().paragraph_format.space_after = 0
    return grid


def _add_bars(grid: Any, block: ShareBars) -> None:
    from docx.shared import Cm

    grid.add_column(Cm(BAR_WIDTH_CM))
    xml.fill_cell(grid.rows[0].cells[-1], _("Billede"), PLAIN, bold=True)
    for row, (label, shares) in zip(grid.rows[1:], block.rows, strict=True):
        run = row.cells[-1].paragraphs[0].add_run()
        picture = run.add_picture(BytesIO(bar(shares)), width=Cm(BAR_WIDTH_CM))
        xml.describe_picture(picture, _("Bjælke for %(label)s. Tallene står i rækken.", label=label))


def _bytes(paper: Any) -> bytes:
    out = BytesIO()
    paper.save(out)
    return out.getvalue()
