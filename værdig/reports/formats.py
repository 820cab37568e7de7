"""The formats a report can be fetched in, by the word used in addresses and on the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from værdig.i18n import LazyText, _l
from værdig.reports import ready_made, render_data, render_docx, render_html, render_pdf
from værdig.reports.document import Document
from værdig.reports.models import Report


@dataclass(frozen=True)
class Format:
    """One format: what it is called, its media type, and the function from document to bytes."""

    title: LazyText
    media_type: str
    render: Callable[[Document], bytes]


def _html(document: Document) -> bytes:
    return render_html.render(document).encode()


FORMATS: dict[str, Format] = {
    "docx": Format(
        _l("DOCX (til dagsordenen)"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        render_docx.render,
    ),
    "pdf": Format(_l("PDF (tilgængelig)"), "application/pdf", render_pdf.render),
    "html": Format(_l("HTML"), "text/html; charset=utf-8", _html),
    "json": Format(_l("datafil (JSON) med alle tal og hele aftryk"), "application/json", render_data.render),
}


def rendered(report: Report, name: str, document: Document) -> bytes:
    """Return a report's document in a format; the PDF of a frozen one is made once and kept."""
    if name == "pdf" and report.is_frozen:
        return ready_made.pdf(document)
    return FORMATS[name].render(document)


def file_name(report: Report, name: str) -> str:
    """Return an ASCII file name that tells municipality, half-year, version and state."""
    return f"vaerdig-{report.municipality_id}-{report.half_year.code}-v{report.version}-{report.state}.{name}"
