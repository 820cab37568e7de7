"""A citizen's own copy as a PDF; what it says is what was given (`extract`), and nothing is fetched while it is made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app, make_response
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.complaints.insight.extract import LEFT_OUT, Copy, Sort
from værdig.complaints.insight.rules import Kind
from værdig.complaints.insight.wording import KINDS
from værdig.complaints.models import Case, InsightRequest
from værdig.complaints.texts import office
from værdig.i18n import _
from værdig.ui.paper import pdf_of


def values(case: Case, row: InsightRequest, copy: Copy) -> dict[str, Any]:
    """Return what the page and the PDF of a copy show, by the names their templates know."""
    return {
        "case": case, "copy": copy, "insight": row, "made": datetime.fromisoformat(copy.made),
        "kind": KINDS[Kind(row.kind or "")], "office": office(case),
        "messages": [{**each, "at": datetime.fromisoformat(each["at"])} for each in copy.messages],
        "items": [{**each, "at": datetime.fromisoformat(each["at"]) if each["at"] else None} for each in copy.items],
        "left_out": [LEFT_OUT[Sort(each)] for each in copy.left_out],
        "elsewhere": _elsewhere(case) if copy.elsewhere else "",
    }  # fmt: skip


def _elsewhere(case: Case) -> str:
    if case.inbox == "borgerraadgiver":
        return _("Ledelsen har også haft sagen. Det, den selv har skrevet, kan du bede den om.")
    return _("Borgerrådgiveren har også haft sagen. Det, der er skrevet der, kan du bede borgerrådgiveren om.")


def pdf(case: Case, row: InsightRequest, copy: Copy) -> bytes:
    """Return a copy as a tagged PDF."""
    sheet = current_app.jinja_env.get_template("complaints/insight/sheet.html")
    page = sheet.render(
        values(case, row, copy), municipality=municipality.get().name, example=municipality.example_data()
    )
    return pdf_of(page)


def file(case: Case, row: InsightRequest, copy: Copy) -> Response:
    """Return the PDF as a file to keep, which no browser keeps by itself."""
    answer = make_response(pdf(case, row, copy))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="min-sag-{case.number}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
