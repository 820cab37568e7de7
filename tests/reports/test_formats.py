"""Web file, PDF and DOCX of one document: the same figures, readable by everybody, marked as made up when they are."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import page as page_validation
import pikepdf
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from reports import extract
from reports.documents import document

from værdig.hooks.contracts import Table
from værdig.reports import present, render_docx, render_html, render_pdf
from værdig.reports.document import Document, State, figure_fingerprint
from værdig.reports.formats import FORMATS
from værdig.ui.charts import Chart


@pytest.fixture
def texts(app: Flask) -> dict[str, str]:
    """The text of one document in each format, read back from the finished files."""
    made = document()
    with app.app_context():
        html, pdf, docx = render_html.render(made), render_pdf.render(made), render_docx.render(made)
    paper = extract.of_pdf(pdf).replace(present.head_line(made.meta), " ")
    return {"html": extract.of_html(html), "pdf": extract.squeeze(paper), "docx": extract.of_docx(docx)}


def test_all_three_show_every_figure_and_no_other_number(texts: dict[str, str]) -> None:
    numbers = {name: Counter(extract.numbers(text)) for name, text in texts.items()}
    assert numbers["html"] == numbers["pdf"] == numbers["docx"]
    assert numbers["html"]["1.312"] >= 1
    for figure in document().figures:
        for text in texts.values():
            assert figure.label in text
            assert (figure.value or figure.why_missing) in text


def test_all_three_say_the_same_words(texts: dict[str, str]) -> None:
    for words in (
        "Æbler & <pærer>",
        "Lederens eget ord.",
        "Og et til.",
        "Mangler: Afsnittet »Unge« mangler.",
        "Jobindsats",
    ):
        for name, text in texts.items():
            assert words in text, name


def test_the_comparison_would_see_a_difference(app: Flask) -> None:
    made = document()
    with app.app_context():
        other = render_docx.render(made.with_texts({"anledning": "Kun her: 77 %"}))
        html = render_html.render(made)
    assert Counter(extract.numbers(extract.of_docx(other))) != Counter(extract.numbers(extract.of_html(html)))


# --- PDF ---


@pytest.fixture
def pdf(app: Flask) -> bytes:
    with app.app_context():
        return render_pdf.render(document())


def test_the_pdf_is_pdf_ua_1(pdf: bytes) -> None:
    report = page_validation.validate_pdf_bytes(pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert page_validation.is_pdf_compliant_bytes(pdf, profile=page_validation.ValidationProfile.PDF_UA_1), str(report)


def test_the_pdf_is_danish_titled_and_tagged(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "da"
        assert str(opened.docinfo["/Title"]) == document().meta.title
        assert bool(opened.Root.MarkInfo.Marked)
        kinds = Counter(kinds_below(opened.Root.StructTreeRoot))
    assert kinds["/H1"] == 1
    assert kinds["/Figure"] == 2
    assert kinds["/TH"] > 8


def kinds_below(element: Any) -> list[str]:
    found = [str(element.S)] if "/S" in element else []
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += kinds_below(kid)
    return found


def test_the_mark_of_example_data_is_on_every_page(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = [extract.squeeze(extract._page_text(one)) for one in opened.pages]
    assert len(pages) > 1
    assert all("Eksempeldata · Albertslund Kommune" in text for text in pages)


def test_a_picture_without_a_text_is_a_failed_pdf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    real = present.chart
    monkeypatch.setattr(present, "chart", lambda block: silent(real(block)))
    with app.app_context(), pytest.raises(render_pdf.PdfFailed, match="alt"):
        render_pdf.render(document())


def silent(chart: Chart) -> Chart:
    return Chart(title=chart.title, svg=chart.svg, alt="", text=chart.text, table=chart.table)


def test_nothing_is_fetched_for_a_pdf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("værdig.reports.render_html.data_uri", lambda _svg: "http://127.0.0.1:9/billede.svg")
    with app.app_context(), pytest.raises(render_pdf.PdfFailed, match=r"127\.0\.0\.1"):
        render_pdf.render(document())


def test_what_people_write_is_text_and_never_markup(app: Flask) -> None:
    nasty = document().with_texts({"anledning": '<img src="file:///etc/passwd"> <script>1</script>'})
    with app.app_context():
        html = render_html.render(nasty)
        render_pdf.render(nasty)
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find("script") is None
    assert all(image["src"].startswith("data:image/svg+xml") for image in soup.find_all("img"))


# --- DOCX ---


@pytest.fixture
def docx(app: Flask) -> Any:
    from docx import Document as OpenedDocument

    with app.app_context():
        return OpenedDocument(BytesIO(render_docx.render(document())))


def test_docx_has_real_headings_in_the_items_order(docx: Any) -> None:
    headings = [
        (one.style.name, one.text) for one in docx.paragraphs if one.style.name.startswith(("Title", "Heading"))
    ]
    assert headings == [
        ("Title", present.tied(document().meta.title)),
        ("Heading 1", "Anledning"),
        ("Heading 1", "Sagsfremstilling"),
        ("Heading 2", "Forvaltningens tekst"),
        ("Heading 1", "Bilag"),
        ("Heading 1", "Bilag 1: Prøver på alt"),
        ("Heading 2", "Æbler & <pærer>"),
        ("Heading 3", "Under overskriften"),
        ("Heading 1", "Bilag 2: Tal, definitioner og kilder"),
    ]


def test_docx_tells_title_language_and_author(docx: Any) -> None:
    properties = docx.core_properties
    assert (properties.title, properties.language) == (document().meta.title, "da-DK")
    assert properties.author == "Albertslund Kommune"
    assert properties.comments == ""
    assert 'w:lang w:val="da-DK"' in part(docx, "word/styles.xml")


def part(docx: Any, name: str) -> str:
    out = BytesIO()
    docx.save(out)
    return ZipFile(out).read(name).decode()


def test_docx_tables_have_header_rows_and_a_name(docx: Any) -> None:
    assert len(docx.tables) == 6
    for table in docx.tables:
        xml = table._tbl.xml
        assert xml.count("<w:tblHeader/>") == 1
        assert "<w:tblCaption " in xml
        assert 'w:firstRow="1"' in xml


def test_docx_pictures_have_texts_and_are_real_pictures(docx: Any) -> None:
    named = [one._inline.docPr.get("descr") for one in docx.inline_shapes]
    assert [one.partition(" ")[0] for one in named] == ["Bjælke", "Bjælke", "Ledige"]
    assert len({one._inline.docPr.get("id") for one in docx.inline_shapes}) == 3
    images = [one for one in docx.part.package.iter_parts() if one.content_type == "image/png"]
    from PIL import Image

    sizes = [Image.open(BytesIO(one.blob)).size for one in images]
    assert sizes == [(400, 36), (400, 36)]


CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def test_a_series_is_a_chart_of_words_own_with_its_numbers_in_a_workbook(docx: Any) -> None:
    from lxml import etree
    from openpyxl import load_workbook

    (chart,) = [one for one in docx.part.package.iter_parts() if "drawingml.chart" in one.content_type]
    drawn = etree.fromstring(chart.blob)
    curve, target = drawn.iter(f"{CHART}ser")
    assert [one.text for one in curve.find(f"{CHART}val").iter(f"{CHART}v")] == ["412.0", "398.5"]
    assert [one.get("idx") for one in curve.find(f"{CHART}val").iter(f"{CHART}pt")] == ["0", "2"]
    assert {one.text for one in target.find(f"{CHART}val").iter(f"{CHART}v")} == {"380.0"}
    assert drawn.find(f".//{CHART}dispBlanksAs").get("val") == "gap"
    (book,) = chart.rels.values()
    sheet = load_workbook(BytesIO(book.target_part.blob)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Periode", "personer", "mål"], ["4. kv. 20", 412, 380], ["1. kv. 21", None, 380], ["2. kv. 21", 398.5, 380],
    ]  # fmt: skip


def test_nothing_is_drawn_across_a_break_and_provisional_marks_are_hollow() -> None:
    from dataclasses import replace

    from værdig.hooks.contracts import Line
    from værdig.reports.docx_chart import chart_xml, series_of

    block = Line(
        caption="L", unit="pct.", periods=("2020Q1", "2020Q2", "2020Q3"), values=(1.0, 2.0, 3.0),
        breaks=("2020Q2",), provisional=("2020Q3",),
    )  # fmt: skip
    before, after = series_of(block)
    assert (before.values, after.values) == ([1.0, None, None], [None, 2.0, 3.0])
    written = chart_xml(block, ["a", "b", "c"], [before, after], "rId1").decode()
    assert written.count('<c:dPt><c:idx val="2"/>') == 1
    assert "<c:dPt>" not in chart_xml(replace(block, provisional=()), ["a"] * 3, [before], "rId1").decode()


def test_the_data_file_has_every_figure_with_its_whole_fingerprint(app: Flask) -> None:
    import json

    with app.app_context():
        data = json.loads(FORMATS["json"].render(document()))
    assert data["fingerprint"] == document().fingerprint
    assert [one["fingerprint"] for one in data["figures"]] == [figure_fingerprint(one) for one in document().figures]
    assert data["notices"][0].startswith("Eksempeldata")
    assert data["figures"][2]["value"] is None


def test_a_leaders_lines_and_lists_are_lines_and_lists_in_every_format(app: Flask) -> None:
    made = document().with_texts({"sagsfremstilling": "Kære udvalg\nVi vil:\n- svare\n- ringe"})
    with app.app_context():
        soup = BeautifulSoup(render_html.render(made), "html.parser")
        opened = opened_docx(render_docx.render(made))
        pdf = extract.of_pdf(render_pdf.render(made))
    assert any("udvalg<br/>Vi" in str(one) for one in soup.find_all("p"))
    assert ["svare", "ringe"] in [[item.text for item in one.find_all("li")] for one in soup.find_all("ul")]
    points = [one.text for one in opened.paragraphs if one.style.name == "List Bullet"]
    assert points[:2] == ["svare", "ringe"]
    assert "Kære udvalg\nVi vil:" in [one.text for one in opened.paragraphs]
    assert re.search(r"Kære udvalg Vi vil: \S* ?svare \S* ?ringe", pdf)


def opened_docx(data: bytes) -> Any:
    from docx import Document as OpenedDocument

    return OpenedDocument(BytesIO(data))


def test_docx_has_the_mark_and_page_numbers_on_every_page(docx: Any) -> None:
    section = docx.sections[0]
    assert section.header.paragraphs[0].text.startswith("Eksempeldata · ")
    assert 'w:instr="PAGE"' in section.footer._element.xml
    assert 'w:instr="NUMPAGES"' in section.footer._element.xml


# --- marks and states ---


def test_every_table_and_picture_says_that_its_data_are_made_up(app: Flask) -> None:
    with app.app_context():
        soup = BeautifulSoup(render_html.render(document()), "html.parser")
        real = BeautifulSoup(render_html.render(document(example_data=False)), "html.parser")
    named = soup.find_all(["caption", "figcaption"])
    assert len(named) == 8
    assert all("Eksempeldata" in one.text for one in named)
    assert "ksempeldata" not in real.get_text()


def test_what_was_copied_from_a_plan_is_not_called_made_up(app: Flask) -> None:
    from værdig.hooks.contracts import Table

    copied = Table(caption="Samarbejdsgrad", columns=("Periode", "Kilde"), rows=(("2017", "Afskrift af planen"),))
    mark = present.shown([copied], document().meta)[0].mark
    assert mark == "Eksempeldata, hvor der ikke står afskrift"


def test_a_draft_says_so_and_a_frozen_report_shows_its_fingerprint(app: Flask) -> None:
    frozen = document(state=State.FROZEN)
    with app.app_context():
        draft_text, frozen_text = (extract.of_html(render_html.render(one)) for one in (document(), frozen))
    assert "Udkast: Rapporten er ikke frosset endnu." in draft_text
    assert document().fingerprint not in draft_text
    assert "Udkast" not in frozen_text
    assert frozen.fingerprint in frozen_text


def test_an_empty_table_is_said_to_be_empty(app: Flask) -> None:
    made = with_block_of_nothing()
    with app.app_context():
        pdf = render_pdf.render(made)
        text = extract.of_docx(render_docx.render(made))
    assert "Mangler: Tomt: Der er intet at vise." in text
    assert page_validation.is_pdf_compliant_bytes(pdf, profile=page_validation.ValidationProfile.PDF_UA_1)


def with_block_of_nothing() -> Document:
    from dataclasses import replace

    from værdig.hooks.contracts import Table

    made = document()
    first = replace(made.parts[0], blocks=(Table(caption="Tomt", columns=("A", "B"), rows=()),))
    return replace(made, parts=(first, *made.parts[1:]))


def test_the_html_file_needs_nothing_else_and_has_an_outline(app: Flask) -> None:
    with app.app_context():
        soup = BeautifulSoup(render_html.render(document()), "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == "da"
    assert len(soup.find_all("h1")) == 1
    assert not soup.find_all(["script", "link"])
    levels = [int(one.name[1]) for one in soup.find_all(["h1", "h2", "h3", "h4"])]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [one["id"] for one in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_words_between_a_heading_and_its_picture_stay_with_it() -> None:
    from værdig.hooks.contracts import Heading, Paragraph

    line = document().appendices[0].blocks[7]
    words = [
        Paragraph(text=text) for text in ("Sidst i afsnittet.", "Planens ord.", "Bedre end sidste år.", "Definition.")
    ]
    blocks = [
        Paragraph(text="Begyndelse."),
        Heading(text="H"),
        *words[:1],
        Heading(text="L"),
        *words[1:3],
        line,
        words[3],
    ]
    found = present.shown(blocks, document().meta)
    assert [one.leads for one in found] == [True, False, False, False, True, True, False, False]
    assert found[-1].trails


def test_no_line_ends_between_a_number_and_its_per_cent() -> None:
    table = Table(caption="8 % af alle", columns=["a", "b"], rows=[["58 % / 8 %", "7,5 pct."]], note="Det er 9 %.")
    (one,) = present.shown([table], document().meta)
    assert isinstance(one.block, Table)
    told = [str(one.block.caption), *map(str, one.block.rows[0]), str(one.block.note)]
    assert told == ["8\u00a0% af alle", "58\u00a0% / 8\u00a0%", "7,5\u00a0pct.", "Det er 9\u00a0%."]


def test_no_line_ends_inside_the_name_of_a_half_year(app: Flask) -> None:
    name = "1.\u00a0halvår 2021"
    made = document()
    with app.app_context():
        html = BeautifulSoup(render_html.render(made), "html.parser")
        paper = ZipFile(BytesIO(render_docx.render(made))).read("word/document.xml").decode()
    assert html.h1 is not None
    assert name in html.h1.text
    assert name in paper
    assert "\u00a0" not in made.meta.title, "what is frozen keeps its plain spaces"
    assert present.tied("fra 2. kvartal, pkt. 2. halvåret") == "fra 2.\u00a0kvartal, pkt. 2. halvåret"


def test_only_a_table_that_is_read_is_taken_apart_on_a_narrow_screen() -> None:
    numbers = Table(caption="c", columns=["a", "b", "c"], rows=[["x" * 90, "1", "få svar"]], numeric=[1])
    words = Table(caption="c", columns=["a", "b"], rows=[["x", "Det her er en hel sætning, som nogen skal læse."]])
    assert not present.reads_as_text(numbers)
    assert present.reads_as_text(words)
