"""What python-docx has no call for, written straight into the document's XML: language, header rows, fields, alternative texts."""

from __future__ import annotations

from typing import Any

from værdig.reports import docx_chart


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def set_language(paper: Any, language: str) -> None:
    """Make `language` (`da-DK`) the language of all text, so that screen readers choose the right voice."""
    from docx.oxml.ns import qn

    run_defaults = paper.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in run_defaults.findall(qn("w:lang")):
        run_defaults.remove(old)
    run_defaults.append(_element("w:lang", val=language, eastAsia=language, bidi="ar-SA"))


def dark_headings(paper: Any) -> None:
    """Give titles and headings dark text and the body's typeface: the template's light blue has too little contrast."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        style = paper.styles[name]
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        style.font.name = "Arial"
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def page_numbers(paragraph: Any, page: str, of: str) -> None:
    """Write `Side 1 af 9` as fields that Word keeps up to date."""
    paragraph.add_run(f"{page} ")
    _field(paragraph, "PAGE")
    paragraph.add_run(f" {of} ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    field = _element("w:fldSimple", instr=code)
    run, text = _element("w:r"), _element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def fill_cell(cell: Any, text: str, size: int, *, bold: bool = False, right: bool = False) -> None:
    """Write a text in a table cell, `size` in points; `right` for numbers."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = 0
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def mark_header_row(grid: Any) -> None:
    """Mark the first row as header (repeated on each page, read aloud with each cell) and the first column as row headers."""
    from docx.oxml.ns import qn

    for number, row in enumerate(grid.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if number == 0:
            properties.append(_element("w:tblHeader"))
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        look = _element("w:tblLook")
        grid._tbl.tblPr.append(look)
    for name, value in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
        look.set(qn(f"w:{name}"), value)


def describe_table(grid: Any, text: str) -> None:
    """Give a table its alternative title, read aloud before its cells."""
    grid._tbl.tblPr.append(_element("w:tblCaption", val=text))


def describe_picture(picture: Any, text: str) -> None:
    """Give a picture its alternative text."""
    picture._inline.docPr.set("descr", text)
    picture._inline.docPr.set("title", "")


def add_drawing(paper: Any, relation: str, text: str) -> None:
    """Add a paragraph with the chart that `relation` leads to; `text` is its alternative text."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm

    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    drawing = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")} xmlns:c="{docx_chart.NS_CHART}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{Cm(13)}" cy="{Cm(6.5)}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{paper.part.next_id}" name="chart"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{docx_chart.NS_CHART}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    drawing[0].docPr.set("descr", text)
    paragraph.add_run()._r.append(drawing)


def boxed(paper: Any, word: str, text: str) -> None:
    """Add a paragraph with a frame; `word` tells in bold what kind of remark it is."""
    paragraph = paper.add_paragraph()
    paragraph.add_run(f"{word}: ").bold = True
    paragraph.add_run(text)
    borders = _element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_element(f"w:{side}", val="single", sz="8", space="4", color="555555"))
    paragraph._p.get_or_add_pPr().append(borders)
