"""The report as one HTML file that needs nothing else, and what the staff page needs to show it; paper is `render_pdf`'s."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any

from flask import current_app
from markupsafe import Markup

from værdig.reports import present
from værdig.reports.document import Document

CSS = Path(__file__).parent / "templates" / "reports" / "print.css"


def render(document: Document) -> str:
    """Return a complete HTML page with its stylesheet and pictures inside."""
    css = Markup(CSS.read_text(encoding="utf-8"))  # noqa: S704  (our own file)
    template = current_app.jinja_env.get_template(
        "reports/print.html"
    )  # no page around it, so no page's context either
    return template.render(css=css, **page_values(document))


def page_values(document: Document) -> dict[str, Any]:
    """Return what the templates of a report read: the document and the functions that put it into words."""
    return {
        "document": document,
        "shown": present.shown,
        "facts": present.facts,
        "notices": present.notices,
        "contents": present.contents,
        "head_line": present.head_line,
        "appendix_title": present.appendix_title,
        "table_caption": present.table_caption,
        "picture_caption": present.picture_caption,
        "is_long": present.is_long,
        "reads_as_text": present.reads_as_text,
        "notice_word": present.notice_word,
        "tied": present.tied,
        "data_uri": data_uri,
    }


def data_uri(svg: str) -> str:
    """Return an SVG as an address that holds the picture itself."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
