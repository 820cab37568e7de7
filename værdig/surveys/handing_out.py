"""What staff's pages that hand something out share: a warning of an address nobody has set, and a file to save; who gets what is elsewhere."""

from __future__ import annotations

from flask import Response, current_app

from værdig import municipality
from værdig.i18n import _
from værdig.ui.address import citizens_address

CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"


def unsure_address() -> str:
    """Return a warning for staff where nobody has set the address citizens use, so that links lead where this request came to."""
    if current_app.extensions["vaerdig_settings"].public_url:
        return ""
    return _(
        "Links og QR-koder går til %(address)s. Borgernes adresse er ikke sat på serveren (public_url). Prøv linket på en telefon, "
        "før du sender.",
        address=citizens_address(),
    )


def as_file(content: bytes, name: str, kind: str) -> Response:
    """Return a file that the browser saves under a name; `kind` is its media type.

    Example data is told by the name alone: senders of Digital Post take every line of a merge file for a letter and every column
    for a field, so a mark inside would be sent to people or have the file refused.
    """
    if municipality.example_data():
        stem, dot, ending = name.rpartition(".")
        name = f"{stem}-eksempeldata{dot}{ending}"
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
