"""A page of HTML as a tagged PDF (PDF/UA) on paper; what stands on the page, and its style, are the features'."""

from __future__ import annotations

import warnings
from dataclasses import dataclass


@dataclass(frozen=True)
class Attached:
    """A text file that lies inside the PDF: its name, what it is said to be, and the text."""

    name: str
    description: str
    text: str


def pdf_of(html: str, *attached: Attached, variant: str = "pdf/ua-1") -> bytes:
    """Return the PDF of a page of HTML; nothing is fetched meanwhile but what the page itself holds as data addresses.

    `variant` is the standard it follows: PDF/UA for people to read, or one of PDF/A for what is to be kept.
    """
    from weasyprint import HTML, Attachment
    from weasyprint.urls import URLFetcher

    inside = [Attachment(string=each.text, name=each.name, description=each.description) for each in attached]
    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ResourceWarning
        )  # the library leaves the file of its colours for PDF/A to be closed
        content: bytes = page.write_pdf(pdf_variant=variant, attachments=inside or None)
    return content
