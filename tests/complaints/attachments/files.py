"""Files that tests hand in, honest and hostile, all made in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pikepdf
from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw

SECRET = "Anna Hemmelig"
GPS_IFD, ARTIST, ORIENTATION = 0x8825, 0x013B, 0x0112


def photo(kind: str = "JPEG", size: tuple[int, int] = (320, 200), orientation: int = 1) -> bytes:
    """A picture that tells where and by whom it was taken; its left half is red."""
    drawn = Image.new("RGB", size, "white")
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    told = Image.Exif()
    told[ARTIST], told[ORIENTATION] = SECRET, orientation
    told.get_ifd(GPS_IFD).update({1: "N", 2: (55.0, 39.0, 12.5), 3: "E", 4: (12.0, 21.0, 3.0)})
    out = io.BytesIO()
    drawn.save(out, kind, exif=told)
    return out.getvalue()


def pdf(root: str = "", page: str = "") -> bytes:
    """A PDF with one page that tells of its maker; `root` and `page` are entries of theirs as PDF writes them."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(300, 200))
        made.docinfo["/Author"] = SECRET
        with made.open_metadata() as told:
            told["dc:creator"] = [SECRET]
        for where, entries in ((made.Root, root), (made.pages[0].obj, page)):
            for name, value in pikepdf.Object.parse(f"<< {entries} >>".encode()).items():
                where[name] = value
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def locked_pdf() -> bytes:
    with pikepdf.open(io.BytesIO(pdf())) as made:
        out = io.BytesIO()
        made.save(out, encryption=pikepdf.Encryption(owner="ejer", user="hemmelig"))
        return out.getvalue()


def pdf_with_photo() -> bytes:
    """A PDF whose page holds a photograph as the camera made it, with the place in it."""
    with pikepdf.open(io.BytesIO(pdf())) as made:
        held = made.make_stream(photo(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=320, Height=200,
                                ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode)  # fmt: skip
        made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=held))
        made.pages[0].Contents = made.make_stream(b"q 300 0 0 200 0 0 cm /Im0 Do Q")
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def docx(text: str = "Kære kommune") -> bytes:
    made = Document()
    made.core_properties.author = SECRET
    made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    made = Workbook()
    made.properties.creator = SECRET
    made.active["A1"] = "Kære kommune"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def odt() -> bytes:
    return packed({
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": b'<?xml version="1.0"?><o xmlns="urn:x">Kommune</o>',
        "meta.xml": f"<m>{SECRET}</m>".encode(),
        "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<m:file-entry m:full-path="content.xml"/><m:file-entry m:full-path="meta.xml"/></m:manifest>',
    })  # fmt: skip


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    return packed({**parts_of(data), name: content})
