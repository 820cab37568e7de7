"""The copy on paper: a new PDF of what may be seen, with metadata that names nothing; a draft says on every page that it is one."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from flask import current_app

from værdig import clock, municipality
from værdig.complaints.models import Case
from værdig.complaints.redaction import wording
from værdig.complaints.redaction.copying import Copy
from værdig.complaints.texts import office
from værdig.ui import paper


def values(case: Case, copy: Copy) -> dict[str, Any]:
    """Return what page and paper show of a copy, by the names their templates know."""
    reasons = copy.reasons
    return {
        "case": case, "copy": copy, "office": office(case), "reasons": [wording.reason(each) for each in reasons],
        "numbers": {word: number for number, word in enumerate(reasons, 1)}, "picture": picture, "drawn": wording.drawn(),
    }  # fmt: skip


def picture(data: bytes) -> str:
    """Return a picture as an address that a page holds in itself."""
    return f"data:image/jpeg;base64,{b64encode(data).decode()}"


def pdf(case: Case, copy: Copy, *, draft: bool) -> bytes:
    """Return a copy as a tagged PDF, made of nothing but what the copy shows."""
    sheet = current_app.jinja_env.get_template("complaints/redaction/sheet.html")
    page = sheet.render(
        values(case, copy), made=clock.now(), municipality=municipality.get().name, example=municipality.example_data(),
        draft=wording.DRAFT if draft else "",
    )  # fmt: skip
    return paper.pdf_of(page)
