"""The receipt as a file to keep: a PDF with a picture to scan, and the signed text by itself; what it says is in `complaints.texts`.

The PDF holds the signed text three times: printed, as a QR code, and as an attached file that `verify-receipt` reads.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import segno
from flask import current_app

from værdig import municipality
from værdig.ui.paper import Attached, pdf_of

ATTACHED = "kvittering.txt"
QR_ERROR = "l"
"""How much of the picture may be lost: little, since the signed text is long and the paper is clean."""


def pdf(shown: Mapping[str, Any], signed: str) -> bytes:
    """Return the receipt as a tagged PDF; `shown` are the values of its template. Nothing is fetched meanwhile."""
    sheet = current_app.jinja_env.get_template("complaints/receipts/sheet.html")
    page = sheet.render(
        shown, signed=signed, picture=picture(signed), municipality=municipality.get().name,
        address=municipality.setting("address"), example=municipality.example_data(),
    )  # fmt: skip
    return pdf_of(page, Attached(ATTACHED, "Underskrevet kvittering", signed))


def picture(signed: str) -> str:
    """Return the signed text as a picture to scan, as a data address (SVG)."""
    drawn = segno.make(signed, error=QR_ERROR, micro=False).svg_inline(scale=2, border=4, omitsize=True)
    standalone = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"data:image/svg+xml;base64,{b64encode(standalone.encode()).decode()}"


def signed_text(data: bytes) -> str:
    """Return the signed text that a file holds: a PDF of ours, or the text by itself; empty where it holds none."""
    if not data.startswith(b"%PDF"):
        return data.decode("utf-8", "replace").strip()
    import pikepdf

    try:
        with pikepdf.open(_stream(data)) as opened:
            attached = opened.attachments.get(ATTACHED)
            return attached.get_file().read_bytes().decode("utf-8", "replace") if attached is not None else ""
    except pikepdf.PdfError:
        return ""


def _stream(data: bytes) -> Any:
    from io import BytesIO

    return BytesIO(data)
