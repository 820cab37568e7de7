"""One half-year through the real rounds, complaints, plug-ins and gate into a report, its files and its verification."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import page as page_validation
import pytest
from conftest import fill, make_app
from flask import Flask
from reports import extract
from sqlalchemy import select

from værdig import municipality
from værdig.catalogue import sample as catalogue_sample
from værdig.clock import HalfYear
from værdig.complaints.keys import Reader
from værdig.complaints.service import intake
from værdig.db import db, tenant
from værdig.disclosure import DisclosureRelease
from værdig.hooks.contracts import Table
from værdig.municipality import service as municipalities
from værdig.reports import present, queries, render_docx, render_html, render_pdf, service
from værdig.reports.document import Document
from værdig.reports.verify import verify
from værdig.surveys import answering
from værdig.surveys import service as surveys
from værdig.surveys.models import Design

HALF_YEAR = HalfYear(2021, 1)
GROUPS = (surveys.Group("dagpenge", "Dagpenge", 60), surveys.Group("sygedagpenge", "Sygedagpenge", 50))
RATED = (
    "moedet",
    "samtalen",
    "hoert",
    "maal",
    "forventninger",
    "svar_til_tiden",
    "paa_tvaers",
    "progression",
    "samlet",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with all plug-ins, a closed round and some complaints."""
    app = make_app(tmp_path_factory.mktemp("whole"))
    fill(app)
    with app.app_context(), tenant("albertslund"):
        for key, value in (("example_data", True), ("agenda_profile", "albertslund"), ("committee_short", "EBU")):
            municipalities.put(key, value, date(2018, 1, 1))
        catalogue_sample.load(None)
        closed_round()
        complaints(12)
        yield app


def closed_round() -> None:
    chance = random.Random(7)
    round_id = surveys.create_round(HALF_YEAR, Design.CENSUS, date(2021, 4, 12), date(2021, 5, 16), asked=GROUPS)
    surveys.open_round(round_id)
    for group in ("dagpenge", "sygedagpenge"):
        for made in surveys.issue_codes(round_id, [surveys.CodeOrder(group, None, 40)])[:36]:
            answers: dict[str, Any] = {question: chance.choice([5, 4, 4, 3, 2]) for question in RATED}
            answering.deliver(made.code, {**answers, "ny_sagsbehandler": chance.choice(["ja", "nej"])})
    surveys.close_round(round_id, closed_on=date(2021, 5, 16))


def complaints(number: int) -> None:
    from datetime import UTC, datetime

    for n in range(number):
        told = intake.Complaint(story=f"Jeg fik ikke svar, nr. {n}.", inbox=Reader.MANAGEMENT)
        intake.receive(told, token=f"token-{n}", at=datetime(2021, 3, 1 + n, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def report_id(site: Flask) -> str:
    """The half-year's report."""
    return service.build(HALF_YEAR).id


@pytest.fixture(scope="module")
def document(report_id: str) -> Document:
    return queries.document_of(queries.find(report_id))


def test_the_report_opens_with_the_plans_promises(document: Document) -> None:
    table = next(block for block in document.blocks() if isinstance(block, Table))
    assert "løfter" in str(table.caption).lower()
    assert len(table.rows) >= 15
    rated = [str(row[2]) for row in table.rows if "tilfreds" in str(row[2])]
    assert len(rated) >= 5
    assert all("utilfreds" in answer and "hverken eller" in answer for answer in rated)


def test_every_plug_in_has_its_section_and_none_is_missing(document: Document) -> None:
    ids = {one.id.partition(".")[0] for one in document.appendices}
    assert {
        "vaerdig_maal_sagsbehandling", "vaerdig_maal_virksomheder", "vaerdig_spor_virksomhedsnaer",
        "vaerdig_spor_unge", "vaerdig_spor_udsatte",
    } <= ids  # fmt: skip
    text = extract.of_html(render_html.render(document))
    assert "mangler, fordi det ikke kunne laves" not in text
    assert "kunne ikke startes" not in text


def test_results_and_complaints_are_counted(document: Document) -> None:
    figures = {one.id: one.value for one in document.figures}
    assert figures["survey.census.response.alle.n"] == "72"
    assert figures["survey.census.response.alle.rate"] == "65 %"
    assert figures["complaints.volume.2021H1.cases"] == "12"
    three = [figures[f"survey.census.samlet.{word}"] for word in ("tilfreds", "hverken", "utilfreds")]
    assert all(three)


def test_the_ledger_knows_what_the_draft_has_shown(report_id: str, document: Document) -> None:
    rows = db.session.scalars(select(DisclosureRelease).where(DisclosureRelease.reference == report_id)).all()
    assert {row.universe.partition(":")[0] for row in rows} >= {"round", "cases"}
    assert {row.id for row in rows} == set(queries.find(report_id).built_from)


def test_the_three_formats_show_the_same_figures(site: Flask, document: Document) -> None:
    pdf = render_pdf.render(document)
    texts = {
        "html": extract.of_html(render_html.render(document)),
        "pdf": extract.squeeze(extract.of_pdf(pdf).replace(present.head_line(document.meta), " ")),
        "docx": extract.of_docx(render_docx.render(document)),
    }
    numbers = {name: Counter(extract.numbers(text)) for name, text in texts.items()}
    assert numbers["html"] == numbers["docx"]
    assert set(numbers["html"]) == set(numbers["pdf"])  # captions of pictures are in the PDF's text too
    assert page_validation.is_pdf_compliant_bytes(pdf, profile=page_validation.ValidationProfile.PDF_UA_1)


def test_the_item_itself_is_at_most_two_pages(site: Flask, document: Document) -> None:
    from dataclasses import replace
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(render_pdf.render(replace(document, appendices=())))) as pdf:
        assert len(pdf.pages) <= 2


def test_a_frozen_report_is_verified_by_counting_again(site: Flask, report_id: str, tmp_path: Path) -> None:
    frozen = service.freeze(report_id)
    verdict = verify(frozen.id)
    assert verdict.intact, verdict.wrong
    assert verdict.changed == ()
    assert verdict.not_counted == ()
    assert verdict.counted == verdict.figures > 60
    assert municipality.example_data()
