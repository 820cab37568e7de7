"""What is taken in, what is refused and in which words, and that nothing of a file's maker comes along."""

from __future__ import annotations

import io
import resource
import zlib

import pikepdf
import pytest
from complaints.attachments import files
from docx import Document
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from værdig.complaints.attachments import apart, images, pdfs
from værdig.complaints.attachments.kinds import CONTENT_TYPES, Kind, Refused, told_by_content
from værdig.complaints.attachments.preparing import name_of, prepare

HONEST = {
    Kind.JPEG: files.photo(),
    Kind.PNG: files.photo("PNG"),
    Kind.PDF: files.pdf(),
    Kind.DOCX: files.docx(),
    Kind.XLSX: files.xlsx(),
    Kind.ODT: files.odt(),
    Kind.TEXT: "Kære kommune. Æblegrød.".encode("cp1252"),
}


@pytest.fixture(autouse=True)
def _within(context: Flask) -> None:
    """The scanner's setting is the application's."""


@pytest.mark.parametrize("kind", sorted(Kind))
def test_honest_files_are_taken_in_and_told_by_their_content(kind: Kind) -> None:
    assert set(HONEST) == set(Kind) == set(CONTENT_TYPES)
    kept = prepare("noget.log" if kind is Kind.TEXT else "noget.exe", HONEST[kind])
    assert (kept.kind, kept.name) == (kind, f"noget.{kind}")
    again = prepare(kept.name, kept.content)
    assert again.kind is kind, "what is kept can be read again"


@pytest.mark.parametrize("name", ["ond.pdf", "x.exe", "x.svg", "../side.HTML ", "brev.txt.js", "arkiv.docx"])
def test_writing_that_is_called_something_else_is_not_taken_in_silence(name: str) -> None:
    with pytest.raises(Refused, match="ren tekst"):
        prepare(name, b"<svg><script>alert(1)</script></svg>")


@pytest.mark.parametrize("name", ["", "brev", "brev nr. 3", "udkast 1.2", "brev.TXT", "liste.csv"])
def test_writing_may_be_called_what_people_call_it(name: str) -> None:
    assert prepare(name, b"Hej").name.endswith(".txt")


@pytest.mark.parametrize("kind", sorted(Kind))
def test_nothing_tells_of_who_made_it(kind: Kind) -> None:
    kept = prepare("fil", HONEST[kind]).content
    inside = b"".join(files.parts_of(kept).values()) if kept.startswith(b"PK") else kept
    for told in (files.SECRET.encode(), files.SECRET.encode("utf-16-be"), b"GPS", b"Exif", b"xmpmeta", b"docProps"):
        assert told not in inside
        assert told not in kept


def test_a_photo_has_no_place_and_is_turned_as_it_was_seen() -> None:
    sideways = files.photo(orientation=6)
    with Image.open(io.BytesIO(sideways)) as before:
        assert before.getexif().get_ifd(files.GPS_IFD), "it had one"
    with Image.open(io.BytesIO(images.made_anew(sideways, Kind.JPEG))) as after:
        assert not after.getexif()
        assert after.size == (200, 320)
        assert (
            after.getpixel((100, 20))[0] > 200 > after.getpixel((100, 300))[1] + 200
            or after.getpixel((100, 20))[1] < 60
        )


def test_what_rides_along_behind_a_picture_is_left_behind() -> None:
    kept = prepare("billede.jpg", files.photo() + b"PK\x03\x04<script>alert(1)</script>").content
    assert b"<script>" not in kept


def test_a_large_photo_is_made_smaller_and_stays_readable() -> None:
    kept = prepare("stort.jpg", files.photo(size=(4500, 3000))).content
    with Image.open(io.BytesIO(kept)) as after:
        assert max(after.size) == images.LONGEST_SIDE


def test_a_photograph_inside_a_document_has_no_place_either_and_is_still_there() -> None:
    kept = prepare("skan.pdf", files.pdf_with_photo()).content
    with pikepdf.open(io.BytesIO(kept)) as opened:
        held = opened.pages[0].Resources.XObject.Im0
        raw = held.read_raw_bytes()
        assert b"Exif" not in raw
        with Image.open(io.BytesIO(raw)) as seen:
            assert seen.size == (320, 200)
            assert seen.getpixel((10, 10))[0] > 200


@given(st.binary(max_size=300))
def test_stripping_what_is_no_picture_changes_nothing_it_should_not(data: bytes) -> None:
    plain = files.photo()
    stripped = pdfs.without_additions(plain + data)
    assert stripped.startswith(b"\xff\xd8")
    assert stripped.endswith(data)
    assert pdfs.without_additions(b"x" + data) == b"x" + data


ACTION = "<< /S /JavaScript /JS (app.alert) >>"
LAUNCH = "<< /S /Launch /F (cmd.exe) >>"


@pytest.mark.parametrize(
    ("root", "page"),
    [
        (f"/OpenAction {ACTION}", ""),
        (f"/AA << /WC {LAUNCH} >>", ""),
        ("", f"/AA << /O {ACTION} >>"),
        ("", f"/Annots [ << /Type /Annot /Subtype /Link /A {LAUNCH} >> ]"),
        ("", f"/Annots [ << /Type /Annot /Subtype /Link /A << /S /URI /URI (https://x) /Next [ {LAUNCH} ] >> >> ]"),
        ("", "/Annots [ << /Subtype /FileAttachment /Contents (cmd.exe) >> ]"),
        (f"/Names << /JavaScript << /Names [ (a) {ACTION} ] >> >>", ""),
        ("/Names << /EmbeddedFiles << /Names [ (cmd.exe) << >> ] >> >>", ""),
        ("/AcroForm << /Fields [] /XFA (app.alert) >>", ""),
    ],
)
def test_a_document_does_nothing_by_itself(root: str, page: str) -> None:
    kept = prepare("brev.pdf", files.pdf(root, page)).content
    with pikepdf.open(io.BytesIO(kept)) as opened:
        said = b" ".join(each.unparse(resolved=True) for each in opened.objects)
    for acting in (
        b"app.alert",
        b"cmd.exe",
        b"/JavaScript",
        b"/Launch",
        b"/XFA",
        b"/AA",
        b"/OpenAction",
        b"/EmbeddedFiles",
    ):
        assert acting not in said


def test_documents_are_still_what_they_were() -> None:
    word = Document(io.BytesIO(prepare("brev.docx", files.docx("Jeg får ikke svar.")).content))
    assert [each.text for each in word.paragraphs] == ["Jeg får ikke svar."]
    assert not word.core_properties.author or word.core_properties.author != files.SECRET
    book = load_workbook(io.BytesIO(prepare("ark.xlsx", files.xlsx()).content))
    assert book.active is not None
    assert book.active["A1"].value == "Kære kommune"


RELATION = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://ond.example/t.dotm" TargetMode="External"/></Relationships>'
)
BOMB = files.packed({"[Content_Types].xml": b"<x/>", "word/a.xml": b"0" * (61 * 1024 * 1024)})
LAUGHS = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "tom"),
        (b"MZ\x90\x00" + bytes(200), "kan ikke læse den slags"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>\x00</svg>", "kan ikke læse den slags"),
        (bytes(4) + b"ftypheic" + bytes(50), "HEIC"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "ældre Word"),
        (files.photo()[:200], "skadet"),
        (files.photo("PNG")[:100], "skadet"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "skadet"),
        (b"%PDF-1.7\n" + bytes(100), "skadet"),
        (files.locked_pdf(), "låst"),
        (files.packed({"noget.txt": b"x"}), "kan ikke læse den slags"),
        (files.with_part(files.docx(), "word/vbaProject.bin", b"x"), "makroer"),
        (files.with_part(files.xlsx(), "xl/embeddings/oleObject1.bin", b"x"), "makroer"),
        (files.with_part(files.docx(), "word/_rels/settings.xml.rels", RELATION), "henter noget andre steder"),
        (files.with_part(files.docx(), "word/ond.xml", LAUGHS), "tør åbne"),
        (files.with_part(files.docx(), "../../etc/passwd", b"x"), "tør åbne"),
        (files.with_part(files.docx(), "/rod.xml", b"<x/>"), "tør åbne"),
        (files.with_part(files.docx(), "WORD/document.xml", b"<x/>"), "tør åbne"),
        (files.packed({f"a{number}": b"" for number in range(2_001)}), "tør åbne"),
        (BOMB, "tør åbne"),
        (files.docx()[:-60], "skadet"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_refused_in_words(data: bytes, told: str) -> None:
    with pytest.raises(Refused, match=told):
        prepare("uskyldig.pdf", data)


def test_a_small_file_with_enormous_dimensions_is_not_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    with pytest.raises(Refused):
        prepare("lille.png", out.getvalue())


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n", b"PK\x03\x04"]),
    st.binary(max_size=2000),
)
def test_random_bytes_are_refused_or_read_and_never_break_anything(begin: bytes, rest: bytes) -> None:
    try:
        kept = prepare("x", begin + rest)
    except Refused:
        return
    assert kept.kind is Kind.TEXT, "no random bytes are a picture or a document"


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(Kind)), st.data())
def test_a_file_with_a_few_bytes_changed_never_breaks_anything(kind: Kind, data: st.DataObject) -> None:
    broken = bytearray(HONEST[kind])
    for _change in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        kept = prepare("x", bytes(broken))
    except Refused:
        return
    assert kept.kind in Kind


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Anna\\brev.docx", "brev.pdf"),
        ("faktura.pdf.exe", "faktura.pdf"),
        ("brev\u202efdp.exe", "brevfdp.pdf"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie x.pdf"),
        ("  ...  ", "fil.pdf"),
        ("Æblegrød på torsdag.jpeg", "Æblegrød på torsdag.pdf"),
    ],
)
def test_names_are_kept_without_their_tricks(given_name: str, kept: str) -> None:
    assert name_of(given_name, Kind.PDF) == kept


@given(st.text(max_size=300))
def test_a_name_is_always_one_short_line_with_the_right_ending(typed: str) -> None:
    name = name_of(typed, Kind.PNG)
    assert name.endswith(".png")
    assert len(name) > 4
    assert len(name) <= 80
    assert not set(name) & set('/\\\r\n\0<>:"|?*%;')
    assert name == name.strip()


def test_what_a_file_begins_as_is_told_without_reading_it() -> None:
    assert told_by_content(b"PK\x03\x04") is None


def _bomb(megabytes: int) -> bytes:
    """A PDF whose catalogue lies in a stream that unpacks to so many megabytes of spaces."""
    head = b"1 0 2 30 "
    packer = zlib.compressobj(9)
    inside = packer.compress(head + b"<</Type/Catalog/Pages 2 0 R>>".ljust(30) + b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    inside += b"".join(packer.compress(b" " * 2**20) for _each in range(megabytes)) + packer.flush()
    out, places = b"%PDF-1.5\n", []
    for written in (
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>> endobj\n",
        b"4 0 obj <</Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d>> stream\n" % (len(head), len(inside))
        + inside
        + b"\nendstream endobj\n",
    ):
        places.append(len(out))
        out += written
    rows = b"\0\0\0\0\0" + b"\x02\0\0\x04\0" + b"\x02\0\0\x04\x01"
    rows += b"".join(b"\x01" + place.to_bytes(3, "big") + b"\0" for place in (*places, len(out)))
    last = b"5 0 obj <</Type/XRef/Size 6/W[1 3 1]/Root 1 0 R/Length %d>> stream\n" % len(rows)
    return out + last + rows + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % len(out)


def test_a_small_document_that_unpacks_to_more_than_there_is_room_for_is_refused_and_harms_nobody() -> None:
    assert prepare("brev.pdf", _bomb(1)).kind is Kind.PDF, "the same with less in it is an honest file"
    small = _bomb(1500)
    assert len(small) < 2_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match="kan ikke"):
        prepare("brev.pdf", small)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "kilobytes in this process"


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(Refused, match="kan ikke læses"):
        prepare("brev.pdf", HONEST[Kind.PDF])


def test_the_largest_picture_on_the_list_is_taken_in() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (7700, 7700), (1, 2, 3, 255)).save(out, "PNG")
    with Image.open(io.BytesIO(prepare("stort.png", out.getvalue()).content)) as after:
        assert after.size == (images.LONGEST_SIDE, images.LONGEST_SIDE)


@pytest.mark.timeout(20)
def test_a_name_of_any_length_is_read_at_once() -> None:
    assert name_of(".a" * 200_000 + "!", Kind.TEXT).endswith(".txt")
    assert name_of("Brev fra kommunen" * 40 + ".pdf", Kind.PDF).startswith("Brev fra kommunen")
