"""A message to a citizen as a letter on paper: a PDF for a window envelope; what it says is the message and nothing else."""

from __future__ import annotations

import re

from flask import current_app

from værdig import municipality
from værdig.complaints.interpreting.queries import ReadTranslation
from værdig.complaints.interpreting.wording import MAKERS, language
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.reading import ReadCase, ReadMessage
from værdig.complaints.texts import office
from værdig.ui.address import citizens_address
from værdig.ui.paper import pdf_of


def pdf(case: Case, read: ReadCase, message: ReadMessage, translation: ReadTranslation | None = None) -> bytes:
    """Return one message as a tagged PDF; the address stands in the window where she has told it. Nothing is fetched meanwhile.

    A translation follows after the Danish letter, which is the one that holds, and both say so.
    """
    contact = "borgerraadgiver_contact" if case.inbox == Reader.BORGERRAADGIVER else "phone"
    sheet = current_app.jinja_env.get_template("complaints/post/sheet.html")
    page = sheet.render(
        case=case, message=message, paragraphs=paragraphs(message.text), receiver=window(read.identity),
        office=office(case), contact=municipality.setting(contact), own_page=citizens_address("sag"),
        translation=translation, translated=paragraphs(translation.text) if translation else [],
        translated_to=language(translation.language) if translation else "", maker=MAKERS[translation.maker] if translation else "",
        municipality=municipality.get().name, address=municipality.setting("address"), example=municipality.example_data(),
    )  # fmt: skip
    return pdf_of(page)


def window(identity: dict[str, str]) -> list[str]:
    """Return the lines of an address field: name, and the address as she wrote it, at most six lines; empty without an address."""
    address = identity.get("address", "").strip()
    if not address:
        return []
    lines = [identity.get("name", ""), *re.split(r"[\n,;]", address)]
    return [" ".join(line.split()) for line in lines if line.strip()][:6]


def paragraphs(text: str) -> list[list[str]]:
    """Return a text's paragraphs, each as its lines."""
    return [block.split("\n") for block in re.split(r"\n{2,}", text.strip().replace("\r\n", "\n"))]
