"""A finished copy in the hands of somebody who wants to know what was hidden: copying, unpacking, attachments, older versions, thumbnails."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest
from complaints.attachments import files
from complaints.given import BOSS, again, citizen_keys, received
from complaints.redaction.making import begun, fetched, gone_through, inside, kept, lies_in, made, plain, saved, text_of
from complaints.redaction.test_hiding import letters
from flask import Flask
from hypothesis import HealthCheck, given, settings
from PIL import Image
from sqlalchemy import select

from værdig.complaints.acting import CITIZEN
from værdig.complaints.attachments.preparing import Prepared, prepare
from værdig.complaints.attachments.service import add_files
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseFile
from værdig.complaints.redaction import pictures, sheet
from værdig.complaints.redaction.copying import Copy, Given
from værdig.complaints.redaction.documents import Form, Source
from værdig.complaints.redaction.finding import letters_of, occurrences
from værdig.complaints.redaction.hiding import MARK, Piece, everywhere, pieces
from værdig.db import db

SECRET = "Gunhildsnavn"


def page_with_text(*lines: str) -> pikepdf.Pdf:
    """A PDF whose page has a text layer."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    drawn = " ".join(f"1 0 0 1 30 {800 - 40 * n} Tm ({line}) Tj" for n, line in enumerate(lines))
    pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 24 Tf {drawn} ET".encode())
    return pdf


def written(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def hostile() -> bytes:
    """A PDF with the secret in its text, metadata, an attachment, a note, a form field, a hidden layer, a thumbnail and an older version."""
    pdf = page_with_text(SECRET, "Ufarligt")
    pdf.docinfo["/Title"] = SECRET
    pdf.attachments["hemmelig.txt"] = SECRET.encode()
    page = pdf.pages[0].obj
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 30, 30], Contents=SECRET
    )
    page.Annots = pikepdf.Array([pdf.make_indirect(note)])
    page.Thumb = pdf.make_stream(
        SECRET.encode(), Width=4, Height=4, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8
    )
    page.PieceInfo = pikepdf.Dictionary(Private=pikepdf.String(SECRET))
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=SECRET))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
    pdf.Root.AcroForm = pikepdf.Dictionary(
        Fields=[pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="f", V=SECRET))]
    )
    first = written(pdf)
    newer = b"\n99 0 obj\n(" + SECRET.encode() + b")\nendobj\n"
    return first + newer + b"%%EOF\n"


def nothing_beside_the_pages(data: bytes) -> None:
    """Fail where a PDF holds more than pages to look at, or an older version of itself."""
    assert data.count(b"startxref") == 1
    assert data.rstrip().endswith(b"%%EOF")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.attachments
        assert "/Prev" not in pdf.trailer
        for name in ("/AcroForm", "/OCProperties", "/Collection", "/OpenAction", "/AA"):
            assert name not in pdf.Root
        names = pdf.Root.get("/Names", pikepdf.Dictionary())
        assert "/EmbeddedFiles" not in names
        assert "/JavaScript" not in names
        for page in pdf.pages:
            assert not {"/Thumb", "/PieceInfo", "/Annots", "/AA", "/LastModified"} & set(page.obj.keys())


@pytest.fixture
def mine(context: Flask) -> tuple[Case, str]:
    return received("Se filen.", Reader.MANAGEMENT)


def with_file(case: Case, code: str, file: Prepared) -> Case:
    add_files(case.id, citizen_keys(case, code), [file], CITIZEN)
    return again(case)


def picture_of(data: bytes) -> Image.Image:
    """Return the only picture that lies in a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (image,) = {each.objgen: each for page in pdf.pages for each in page.get_images().values()}.values()
        return pikepdf.PdfImage(image).as_pil_image().convert("RGB")


@pytest.mark.parametrize("raw", [False, True])
def test_a_pdf_becomes_pictures_and_nothing_of_it_is_left(mine: tuple[Case, str], boss: Any, raw: bool) -> None:
    """Raw: as if the file had not been made safe when it came in."""
    case, code = mine
    kept_as = prepare("brev.pdf", written(page_with_text(SECRET, "Ufarligt")))
    file = Prepared(kept_as.kind, kept_as.name, hostile()) if raw else kept_as
    with_file(case, code, file)
    page = begun(boss, case, "Fil 1")
    grid = boss.get(str(page.soup.select("main ol a")[0]["href"]))
    assert "Fil hentet" in boss.get(f"/stab/klager/{case.id}").text
    page = saved(grid, cells=["A1", "B1"], typed="C1-H1, 2")
    assert "16" in page.text
    data = fetched(made(page))
    nothing_beside_the_pages(data)
    assert not lies_in(SECRET, inside(data))
    assert "Ufarligt" not in text_of(data), "what can be seen is points, not text"
    drawn = picture_of(data)
    rows = pictures.rows_of(drawn)
    strip = drawn.crop((0, 0, drawn.width, drawn.height * 2 // rows - 8))
    assert max(high for _low, high in strip.getextrema()) <= 12
    assert drawn.crop((0, drawn.height * 2 // rows + 8, drawn.width, drawn.height)).getextrema()[0][1] > 200


def test_a_left_out_page_and_a_closed_file_are_only_named(mine: tuple[Case, str], boss: Any) -> None:
    case, code = mine
    pdf = page_with_text("Første side")
    other = page_with_text(SECRET)
    pdf.pages.append(other.pages[0])
    with_file(case, code, prepare("brev.pdf", written(pdf)))
    with_file(case, code, prepare("brev.docx", files.docx(SECRET)))
    page = begun(boss, case, "Fil")
    first = boss.get(str(page.soup.select("main ol a")[0]["href"]))
    second = saved(first)
    assert "side 2 af 2" in second.text
    closed = saved(second, page_out="y")
    assert closed.h1 == "Dokumentet bliver udeladt"
    page = saved(closed)
    data = fetched(made(page))
    said = text_of(data)
    assert "Siden er udeladt." in said
    assert "Dokumentet er udeladt." in said
    assert not lies_in(SECRET, inside(data))
    assert "brev" not in said, "what its owner called a file is not told"


def test_a_photo_has_nothing_of_its_file(mine: tuple[Case, str], boss: Any) -> None:
    case, code = mine
    with_file(case, code, prepare("Gunhildsnavn.jpg", files.photo(size=(640, 480))))
    page = begun(boss, case, "Fil 1")
    assert SECRET in page.text, "the handler sees what it is called"
    page = saved(boss.get(str(page.soup.select("main ol a")[0]["href"])), typed="A1-D13")
    data = fetched(made(page))
    assert not lies_in(SECRET, inside(data))
    drawn = picture_of(data)
    assert max(high for _low, high in drawn.crop((0, 0, drawn.width // 2 - 8, drawn.height)).getextrema()) <= 12
    original = db.session.scalars(select(CaseFile).where(CaseFile.case_id == case.id)).one()
    assert original.content[40:80] not in data


def test_squares_that_are_not_there_are_told(mine: tuple[Case, str], boss: Any) -> None:
    case, code = mine
    with_file(case, code, prepare("brev.jpg", files.photo()))
    page = begun(boss, case, "Fil 1")
    grid = boss.get(str(page.soup.select("main ol a")[0]["href"]))
    wrong = grid.submit({"typed": "A1, Z9", "cells": ["B2"]}, form="Gem og gå videre")
    assert wrong.errors == ["»Z9« er ikke et felt. Skriv fx A1, C3-D5 eller 7 for hele række 7."]
    assert wrong.form("Gem og gå videre").values["cells"] == "B2"
    grid.browser.get(grid.url.split("?")[0] + "?side=2", status=404)


def test_the_finished_text_copy_is_pages_and_no_more(mine: tuple[Case, str], boss: Any) -> None:
    case, code = mine
    with_file(case, code, prepare("note.txt", "Gunhild Pedersen bor på Solsortevej 12.\nDet er alt.".encode()))
    data = fetched(made(gone_through(begun(boss, case))))
    nothing_beside_the_pages(data)
    for word in ("Gunhild", "Pedersen", "Solsortevej"):
        assert not lies_in(word, inside(data))
    assert "Det er alt." in text_of(data)
    assert kept(case).side == "ledelse"
    assert BOSS.id not in inside(data)


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(letters())
def test_any_text_on_paper(mine: tuple[Case, str], told: tuple[str, list[str]]) -> None:
    text, hidden = told
    phrases = [(name, "fvl_15b") for name in hidden]
    words = pieces(text, everywhere(text, phrases))
    source = Source("klage", "Henvendelsen", Form.TEXT, text=text)
    data = sheet.pdf(mine[0], Copy([Given(source, [Piece("Henvendelsen")], words)], "x"), draft=False)
    said = text_of(data)
    body = said.partition("Henvendelsen")[2].partition("Derfor er noget skjult")[0]
    everything = inside(data)
    for name in hidden:
        assert not occurrences(body, name)
        assert letters_of(name) not in letters_of(body)
        assert name not in everything
        assert plain(name) not in plain(text_of(data))
    latin = [
        piece.words for piece in words if not piece.reasons and piece.words.strip(" \n,.–") and piece.words.isascii()
    ]
    for each in latin:
        assert letters_of(each) in letters_of(body), "what is not hidden is there"
    assert letters_of(body).count(letters_of(MARK)) == sum(bool(piece.reasons) for piece in words)


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(letters())
def test_the_same_paper_however_long_the_hidden_is(mine: tuple[Case, str], told: tuple[str, list[str]]) -> None:
    text, hidden = told

    def drawn(longer: str) -> list[bytes]:
        words = pieces(text, everywhere(text, [(name, "fvl_15b") for name in hidden]))
        source = Source("klage", "Henvendelsen", Form.TEXT, text=text + longer)
        with pypdfium2.PdfDocument(
            sheet.pdf(mine[0], Copy([Given(source, [Piece("Henvendelsen")], words)], "x"), draft=False)
        ) as pdf:
            return [page.render().to_pil().tobytes() for page in pdf]

    assert drawn("") == drawn("længere end før " * 20)
