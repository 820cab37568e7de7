"""What is in the documents of a package: hearings with their answers, recommendations, and the citizen's copy, as they were written."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from typing import Any

import pytest
from complaints.given import BOSS, BR, again, citizen_keys
from complaints.investigations.begun import QUESTIONS, ask, hearing_of, hers, investigated
from flask import Flask

from værdig.complaints.acting import BORGERRAADGIVER, CITIZEN
from værdig.complaints.desk import Desk
from værdig.complaints.insight import queries as requests
from værdig.complaints.insight import service as insight
from værdig.complaints.insight.rules import Asked, Kind, State
from værdig.complaints.insight.service import Answer, Wanted
from værdig.complaints.investigations.hearings import answer_hearing
from værdig.complaints.journalising import documents
from værdig.complaints.journalising.contents import content
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.recommendations import queries as recommended
from værdig.complaints.recommendations import sealing
from værdig.complaints.recommendations import service as recommendations

pytestmark = pytest.mark.skipif(
    not (shutil.which("pdftotext") or os.environ.get("CI")), reason="poppler-utils is not installed"
)


def words_of(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def said(case: Case, ready: Any) -> dict[str, str]:
    """Return the words of each document of the borgerraadgiver's by its source."""
    case = again(case)
    desk = Desk(BORGERRAADGIVER, case, hers(case, ready), BR)
    return {
        each.source.value: words_of(content(desk, ready(), each, "Temaet").data)
        for each in documents.of_case(case)
        if each.is_open_to(desk.keys, Reader.BORGERRAADGIVER)
    }


def test_a_hearing_and_its_answer_are_documents_of_the_borgerraadgivers(ready: Any) -> None:
    case, _code = investigated(ready)
    ask(case, ready, general=True)
    answer_hearing(hearing_of(case).id, "Vi har en vejledning om det.", BOSS)
    found = said(case, ready)
    assert QUESTIONS in found["hoering"]
    assert "Retning: Ud." in found["hoering"]
    assert "Vi har en vejledning om det." in found["hoeringssvar"]
    assert "Retning: Ind." in found["hoeringssvar"]
    assert all("Tema: Temaet" in text and case.number in text for text in found.values())


def test_a_recommendation_and_what_the_citizen_was_given_are_documents(ready: Any, app: Flask) -> None:
    case, code = investigated(ready)
    wanted = recommendations.Wanted(
        title="Ring tilbage", text="Ring inden to dage.", unit="jobcenter", owner="leder", due=date(2035, 4, 1)
    )
    made = recommendations.draft(wanted, BR, case_id=case.id)
    assert "anbefaling" not in said(case, ready), "a draft is not final"
    row = recommended.one(made, Reader.BORGERRAADGIVER)
    recommendations.give(made, sealing.open_for(row, Reader.BORGERRAADGIVER, ready()), BR, read_through=True)
    asked = Wanted(asked=Asked.SE, words="Alt om mig.")
    insight.ask(case.id, asked, CITIZEN, keys=citizen_keys(again(case), code))
    (request,) = requests.of_case(again(case))
    insight.sort(case.id, request.id, Kind.EGENACCES, BR)
    given = Answer(result=State.DELVIST, reason="Notaterne er interne.")
    insight.answer(case.id, hers(again(case), ready), request.id, given, BR)
    with app.test_request_context("/"):
        found = said(case, ready)
    assert "Ring tilbage" in found["anbefaling"]
    assert "Ring inden to dage." in found["anbefaling"]
    assert "Alt om mig." in found["anmodning"]
    assert f"Kopi af sag {case.number}" in found["kopi"]
