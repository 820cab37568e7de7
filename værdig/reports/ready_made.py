"""PDFs of frozen reports that have been made before, kept as files; a frozen report is fetched by many and takes seconds to make.

A file is found by what it is made of: the whole HTML with its style, and the program that makes it. So nothing old is ever given.
"""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from flask import current_app

from værdig.reports import render_pdf
from værdig.reports.document import Document
from værdig.reports.render_html import render as render_html

MOST_KEPT = 40
"""So many files are kept, the newest."""


def pdf(document: Document) -> bytes:
    """Return a frozen document as PDF: the one made before, or a new one; raises as `render_pdf` does."""
    html = render_html(document)
    file = _folder() / f"{_name(html)}.pdf"
    try:
        return file.read_bytes()
    except FileNotFoundError:
        made = render_pdf.from_html(html)
        _keep(file, made)
        return made


def _folder() -> Path:
    return Path(current_app.instance_path) / "cache" / "reports"


def _name(html: str) -> str:
    return sha256(f"{version('weasyprint')}\0{html}".encode()).hexdigest()


def _keep(file: Path, made: bytes) -> None:
    """Put a file in its place whole, whoever else makes the same, and drop the oldest beyond those kept."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, half_made = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(made)
    os.replace(half_made, file)
    newest = sorted(file.parent.glob("*.pdf"), key=lambda kept: kept.stat().st_mtime, reverse=True)
    for old in newest[MOST_KEPT:]:
        old.unlink(missing_ok=True)
