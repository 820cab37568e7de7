"""PDF files written anew without what acts by itself, what lies hidden in them, and what they tell of their maker."""

from __future__ import annotations

import io
from typing import Any

from værdig.complaints.attachments.kinds import Refused
from værdig.i18n import _

MOST_PAGES = 300
MOST_OBJECTS = 200_000
ACTING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/ResetForm", "/GoToE", "/GoToR", "/Rendition",
                    "/RichMediaExecute", "/Sound", "/Movie", "/Hide", "/Named", "/Trans", "/SetOCGState"})  # fmt: skip
"""Kinds of actions that a file must not hold; a link inside the document or to a web page may stay."""
TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/JS", "/AA", "/OpenAction", "/XFA", "/EF", "/RichMediaContent")
"""What is taken out of every object it stands in."""
_HIDDEN_NOTES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})


def made_anew(data: bytes) -> bytes:
    """Return the document with its pages and nothing else; raises Refused for one that is locked, broken, or too large."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise _locked()
            if len(pdf.pages) > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
                raise Refused(_("Dokumentet er for langt. Send det i flere dele."))
            if not len(pdf.pages):
                raise Refused(_("Dokumentet har ingen sider."))
            _empty(pdf)
            return _written(pdf)
    except pikepdf.PasswordError as error:
        raise _locked() from error
    except Refused:
        raise
    except Exception as error:  # hostile files break their reader in ways of their own
        raise Refused(
            _("PDF-filen er skadet og kan ikke åbnes. Gem den igen, eller tag billeder af siderne.")
        ) from error


def _locked() -> Refused:
    return Refused(_("PDF-filen er låst med en kode. Gem den uden kode, eller tag billeder af siderne."))


def _empty(pdf: Any) -> None:
    names = pdf.Root.get("/Names")
    if names is not None:
        for name in ("/JavaScript", "/EmbeddedFiles"):
            if name in names:
                del names[name]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for each in pdf.objects:
        _empty_object(each)
    for page in pdf.pages:
        _keep_visible_notes(page)


def _empty_object(each: Any) -> None:
    import pikepdf

    _empty_inside(each)
    if isinstance(each, pikepdf.Stream) and _is_photograph(each):
        parameters: dict[str, Any] = {"decode_parms": each.DecodeParms} if "/DecodeParms" in each else {}
        each.write(without_additions(each.read_raw_bytes()), filter=pikepdf.Name.DCTDecode, **parameters)


def _is_photograph(stream: Any) -> bool:
    import pikepdf

    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    return names == ["/DCTDecode"]


def _empty_inside(each: Any) -> None:
    """Take out what tells or acts, of an object and of whatever stands inside it and is no object of its own."""
    import pikepdf

    if isinstance(each, pikepdf.Array):
        for place in reversed(range(len(each))):
            if _acts(each[place]):
                del each[place]
            elif _is_part_of(each[place]):
                _empty_inside(each[place])
    if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        return
    for name in list(each.keys()):
        held = each[name]
        if name in TELLING or _acts(held):
            del each[name]
        elif _is_part_of(held):
            _empty_inside(held)


def _is_part_of(held: Any) -> bool:
    import pikepdf

    return isinstance(held, pikepdf.Dictionary | pikepdf.Array) and not held.is_indirect


def _acts(held: Any) -> bool:
    import pikepdf

    return isinstance(held, pikepdf.Dictionary) and str(held.get("/S", "")) in ACTING


def _keep_visible_notes(page: Any) -> None:
    """Leave out notes that hold a file, a film or a sound."""
    import pikepdf

    notes = page.obj.get("/Annots")
    if notes is not None:
        kept = [note for note in notes if str(note.get("/Subtype", "")) not in _HIDDEN_NOTES]
        page.obj.Annots = pikepdf.Array(kept)


def _written(pdf: Any) -> bytes:
    out = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, fix_metadata_version=False, deterministic_id=True)
    return out.getvalue()


def without_additions(jpeg: bytes) -> bytes:
    """Return a JPEG without the segments that tell of it (APP1 to APP13 and comments); the picture is untouched.

    Source: ITU T.81, annex B. Bytes that are no JPEG come back as they are.
    """
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, place = bytearray(b"\xff\xd8"), 2
    while place + 4 <= len(jpeg) and jpeg[place] == 0xFF:
        marker, size = jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4])
        if marker == 0xDA:
            break
        if not (0xE1 <= marker <= 0xED or marker == 0xFE):
            kept += jpeg[place : place + 2 + size]
        place += 2 + size
    return bytes(kept + jpeg[place:])
