"""The printed twin of a questionnaire: the same words in the same order, with boxes to tick, as a PDF or a page to print; codes are made elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g, render_template
from markupsafe import Markup

from værdig import municipality
from værdig.i18n import SOURCE, language, text_direction
from værdig.surveys.helping import ASKED
from værdig.surveys.languages import queries
from værdig.surveys.languages.speaking import PageJudge, marked
from værdig.surveys.question_types import type_of
from værdig.ui.paper import pdf_of
from værdig.ui.static_files import STATIC


@dataclass(frozen=True)
class Sheet:
    """What is printed: the questions, the last day, the address where one may answer instead, and the language."""

    questions: Sequence[Mapping[str, Any]]
    closes_on: date
    address: str
    language: str = SOURCE


@dataclass(frozen=True)
class Bar:
    """What stands above the papers on a screen, in Danish, and is not printed: some sentences, and the way back."""

    texts: Sequence[str]
    back: str
    back_text: str


def html(sheet: Sheet, codes: Sequence[str], *, bar: Bar | None = None, style: str = "") -> str:
    """Return the papers, one for each code as people read it; without codes one with a line to write it on.

    As a page it has a `bar` and the stylesheet's address; for a PDF it carries its `style`.
    """
    with _speaking(sheet.language):
        keys = ("unit_name", "address", "phone", "acute_help", "survey_threshold", "survey_deletion_months")
        page = render_template(
            "surveys/paper/sheet.html",
            sheet=sheet,
            codes=list(codes) or [""],
            choices=_choices(sheet.questions),
            helped=list(ASKED.values()),
            facts={key: municipality.setting(key) for key in keys},
            name=municipality.get().name,
            example=municipality.example_data(),
            tongue=language(),
            direction=text_direction(),
            bar=bar,
            style=Markup(style),  # noqa: S704
        )
        return marked(page)


def pdf(sheet: Sheet, codes: Sequence[str]) -> bytes:
    """Return the papers as a tagged PDF; nothing is fetched."""
    page = html(sheet, codes, style=(STATIC / "paper.css").read_text("utf-8"))
    return pdf_of(page)


def _choices(questions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    kinds = {question["id"]: (question, type_of(question)) for question in questions}
    return {key: kind.choices(question) if kind else [] for key, (question, kind) in kinds.items()}


@contextmanager
def _speaking(code: str) -> Iterator[None]:
    """Let texts be those of a language, as far as they may be shown here."""
    before = g.get("language"), g.get("vaerdig_judge")
    if code != SOURCE:
        show = municipality.setting("show_unapproved_translations")
        g.language, g.vaerdig_judge = code, PageJudge(code, queries.verdicts(code), show_unapproved=show)
    try:
        yield
    finally:
        for name, value in zip(("language", "vaerdig_judge"), before, strict=True):
            if value is None:
                g.pop(name, None)
            else:
                setattr(g, name, value)
