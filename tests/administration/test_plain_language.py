"""How easy the texts for citizens are to read: every page they meet, every questionnaire, and the check that tells of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from surveys.rounds import codes_for, open_round

from værdig import reading
from værdig.administration import plain_language
from værdig.administration.plain_language import Measured, measured_page, text_of
from værdig.hooks.contracts import Question, Questionnaire, Severity

HARD = (
    "Forvaltningsmyndighedens sagsbehandlingsprocedurer indebærer undersøgelsesforpligtelser vedrørende borgernes "
    "beskæftigelsesmæssige forudsætninger og helbredsmæssige omstændigheder. "
) * 6
EASY = "Du kan få hjælp her. Ring til os i dag. Vi svarer dig hurtigt. Det koster ikke noget. " * 4


def test_no_open_page_and_no_questionnaire_is_too_hard_for_citizens(context: Flask) -> None:
    found = [*plain_language.pages(), *plain_language.questionnaires()]
    assert {"/", "/svar", "/klage", "/klage/skriv", "/privatliv", "/was"} <= {each.name for each in found}
    assert "surveys.kerne 2" in {each.name for each in found}
    assert [each.words for each in found if each.too_hard] == []


def test_no_page_of_answering_is_too_hard(client: Any, code: str) -> None:
    pages = [client.get(f"/svar/{code}").follow(), *(client.get(f"/svar/{number}") for number in (1, 7, 12, 13))]
    client.get("/svar/1").submit({"svar": "4"})
    check = client.get("/svar/tjek")
    pages += [check, check.submit(form="/svar/tjek")]
    found = [measured_page(page.url, page.html) for page in pages]
    assert [each.words for each in found if each.too_hard] == []
    assert sum(each.reading.words for each in found) > 400


@pytest.fixture
def code(app: Flask, context: Flask) -> str:
    """A code of an open round."""
    return codes_for(open_round(), "dagpenge", 1)[0]


def test_the_questions_pages_are_all_measured(context: Flask) -> None:
    measured = next(each for each in plain_language.questionnaires() if each.name == "surveys.kerne 2")
    assert measured.reading.words > 200
    assert (measured.reading.lix or 99) <= 26


def test_a_page_that_is_too_hard_is_found_and_told_of(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    hard = measured_page("/svær", f"<main><p>{HARD}</p></main>")
    assert hard.too_hard
    monkeypatch.setattr(plain_language, "pages", lambda: iter([hard]))
    result = plain_language.check()
    assert result.severity is Severity.ERROR
    assert "/svær: LIX" in str(result.text)


def test_a_hard_questionnaire_of_a_plug_in_is_found(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from værdig.hooks import current_host

    (first, *_rest) = current_host().active("register_questionnaires")
    question = Question(id="a", kind="rated", scale="agreement", wording=HARD)
    bad = replace(first, value=Questionnaire(id="x.y", version=3, title="X", questions=[question]))
    real = type(current_host()).active
    monkeypatch.setattr(
        type(current_host()), "active",
        lambda host, hook: [bad] if hook == "register_questionnaires" else real(host, hook),
    )  # fmt: skip
    assert [each.name for each in plain_language.questionnaires() if each.too_hard] == ["x.y 3"]


def test_what_is_harder_than_the_aim_is_warned_of(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    middling = Measured("/a", reading.Reading(words=100, sentences=10, long_words=17, longest=(), most_words=10))
    monkeypatch.setattr(plain_language, "pages", lambda: iter([middling]))
    monkeypatch.setattr(plain_language, "questionnaires", lambda: iter(()))
    result = plain_language.check()
    assert (result.severity, "/a: LIX 27" in str(result.text)) == (Severity.WARNING, True)


def test_a_legal_text_is_left_out_only_beside_a_plain_summary() -> None:
    legal = f'<section data-reading="legal"><h2>Regler</h2><p>{HARD}</p></section>'
    summary = f'<div data-reading="summary"><p>{EASY}</p></div>'
    alone = measured_page("/a", f"<main>{legal}</main>")
    assert (alone.lacks_summary, alone.too_hard) == (True, True)
    beside = measured_page("/a", f"<main>{summary}{legal}</main>")
    assert (beside.too_hard, beside.reading.words) == (False, 72)
    assert measured_page("/a", f'<main><div data-reading="summary"><p>{HARD}</p></div>{legal}</main>').too_hard


def test_what_is_in_another_language_or_typed_is_not_measured() -> None:
    page = text_of(
        '<p>Udenfor</p><main><p>Hej <b>du</b><br>der</p><li lang="ar">مرحبا</li><p><bdi>Navn</bdi> er her</p>'
        "<textarea>Skrevet</textarea><dl><dt>Et</dt><dd>To</dd></dl></main><p>Efter</p>"
    )
    assert page.plain == ["Hej du", "der", "er her", "Et", "To"]
