"""Reading the words off opened letters, as any reader of PDF files does; what is looked for in them is not here."""

from __future__ import annotations

import pypdfium2


def texts_of(pdf: bytes) -> list[str]:
    """Return the text of each page of one file of letters, in the order of its pages."""
    with pypdfium2.PdfDocument(pdf) as letters:
        return [page.get_textpage().get_text_range() for page in letters]
