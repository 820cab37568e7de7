"""What tests of redacted copies share: reading every byte of a PDF, and walking the pages as a handler does."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

import pikepdf
from complaints.given import again
from sqlalchemy import select

from værdig.complaints.models import Case, CaseRedaction
from værdig.complaints.redaction.finding import occurrences
from værdig.db import db


def page_of(browser: Any, case: Case, slug: str = "klager") -> Any:
    return browser.get(f"/stab/{slug}/{case.id}")


def begun(browser: Any, case: Case, *words: str, slug: str = "klager", **more: str) -> Any:
    """Begin a copy of the documents whose names begin with one of the words; returns the page of the draft."""
    page = page_of(browser, case, slug).click("Lav en kopi med skjulte oplysninger")
    boxes = page.soup.select("input[name=documents]")
    titles = {
        box["value"]: page.soup.find("label", attrs={"for": box["id"]}).get_text(" ", strip=True) for box in boxes
    }
    wanted = [value for value, title in titles.items() if title.startswith(words or ("",))]
    assert wanted, titles
    chosen = {"use": "part", "recipient": "den anden part", "documents": wanted, **more}
    return page.submit(chosen, form="Gå videre").follow()


def saved(page: Any, **values: Any) -> Any:
    """Save the page of one document and follow."""
    return page.submit(values, form="Gem og gå videre").follow()


def gone_through(page: Any, **values: Any) -> Any:
    """Go through every document of a draft with what is proposed; returns the page where the whole copy is read."""
    waiting = page.soup.select("main ol a")
    page = page.browser.get(str(waiting[0]["href"]))
    while page.h1 != "Læs kopien igennem":
        page = saved(page, **values)
    return page


def made(page: Any) -> Any:
    """Say that a copy has been read through; returns the page of the finished copy."""
    return page.submit({"read": "y"}, form="Gør kopien færdig").follow()


def fetched(page: Any) -> bytes:
    """Return the PDF of a finished copy's page."""
    return bytes(page.click("Hent kopien (PDF)").response.data)


def kept(case: Case) -> CaseRedaction:
    """Return the case's only redacted copy as requests have left it."""
    again(case)
    return db.session.scalars(select(CaseRedaction).where(CaseRedaction.case_id == case.id)).one()


def text_of(pdf: bytes) -> str:
    """Return the text that whoever marks everything and copies it gets."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def inside(pdf: bytes) -> str:
    """Return all that can be had of a PDF's insides as text: raw bytes, every stream unpacked, every word of every object."""
    found = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for each in opened.objects:
            if isinstance(each, pikepdf.Stream):
                found.append(each.read_raw_bytes())
                found.append(_unpacked(each))
            found.append(each.unparse(resolved=False) if hasattr(each, "unparse") else b"")
            found += [str(word).encode() for word in _strings(each)]
        found += [str(word).encode() for word in _strings(opened.trailer)]
    texts = [
        data.decode(encoding, "ignore") for data in found for encoding in ("utf-8", "latin-1", "utf-16-be", "utf-16-le")
    ]
    return "\0".join([*texts, text_of(pdf)])


def _unpacked(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:  # a picture is not unpacked by the library; its raw bytes are looked at
        return b""


def _strings(each: Any, depth: int = 0) -> list[str]:
    if depth > 6:
        return []
    if isinstance(each, pikepdf.String):
        return [str(each)]
    if isinstance(each, pikepdf.Array):
        return [word for one in each for word in _strings(one, depth + 1)]
    if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        held = [value for name, value in each.items() if name not in ("/Parent", "/P")]
        return [word for value in held for word in _strings(value, depth + 1)]
    return []


def plain(text: str) -> str:
    """Return the letters and digits of a text, as whoever wants to find something would compare them."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def lies_in(words: str, text: str) -> bool:
    return bool(occurrences(text, words))
