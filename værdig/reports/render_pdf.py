"""The report as a tagged PDF (PDF/UA-1), made from the same HTML as the file; nothing is fetched and no error is let pass."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident

from værdig.errors import VaerdigError
from værdig.reports.document import Document
from værdig.reports.render_html import render as render_html
from værdig.ui.paper import pdf_of

LOGGER = "weasyprint"


class PdfFailed(VaerdigError):
    """WeasyPrint reported an error, such as a picture without a text: the PDF would not be readable by everybody."""


def render(document: Document) -> bytes:
    """Return the document as PDF/UA-1; raises PdfFailed naming what WeasyPrint complained about."""
    return from_html(render_html(document))


def from_html(html: str) -> bytes:
    """Return the PDF of a document's HTML as `render_html` gives it; raises as `render` does."""
    with _errors() as errors:
        pdf = pdf_of(html)
    if errors:
        raise PdfFailed("; ".join(errors))
    return pdf


class _Collect(logging.Handler):
    """Keeps the errors logged by one thread: others may be making PDFs at the same time."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.thread = get_ident()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.texts.append(record.getMessage())


@contextmanager
def _errors() -> Iterator[list[str]]:
    collect = _Collect()
    logger = logging.getLogger(LOGGER)
    logger.addHandler(collect)
    try:
        yield collect.texts
    finally:
        logger.removeHandler(collect)
