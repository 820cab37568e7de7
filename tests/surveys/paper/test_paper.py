"""Answers on paper: printed in each language, typed once, or by two persons whose typings are compared, and nothing left after."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import page as page_validation
import pytest
from flask import Flask
from sqlalchemy import func, select
from surveys.rounds import codes_for, open_round

from værdig.audit import AuditEntry
from værdig.db import db
from værdig.errors import UserError
from værdig.municipality import service as municipalities
from værdig.municipality.settings import LIVSLINIEN
from værdig.surveys import answering, queries, round_keys, service
from værdig.surveys.ballot_box import Ballot, open_ballot
from værdig.surveys.models import Draft, Envelope, SurveyRound
from værdig.surveys.paper import service as paper
from værdig.surveys.paper import sheet
from værdig.surveys.paper.service import Typing

ONE = Typing({"moedet": "2", "ny_sagsbehandler": "nej", "fortael": "Brevene er svære."}, "relative")


def twice() -> None:
    municipalities.put("paper_typed_twice", True)


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def the_ballot() -> Ballot:
    round_ = db.session.scalars(select(SurveyRound)).one()
    return open_ballot(round_keys.private_key(round_), round_.id, db.session.scalars(select(Envelope.sealed)).one())


@pytest.fixture
def code(context: Flask) -> str:
    """A code of an open round."""
    return codes_for(open_round(), "dagpenge", 1)[0]


def test_typed_once_it_is_sent_with_its_channel_help_and_language(code: str) -> None:
    before = count(AuditEntry)
    assert paper.type_in(code, Typing(ONE.answers, "relative", "ar"), "anna").is_sent
    ballot = the_ballot()
    assert (ballot.channel, ballot.help, ballot.language) == ("paper", "relative", "ar")
    assert ballot.answers == {"moedet": 2, "ny_sagsbehandler": "nej", "fortael": "Brevene er svære."}
    assert count(AuditEntry) == before
    with pytest.raises(answering.CodeUnusable):
        paper.type_in(code, ONE, "anna")


def test_an_empty_paper_is_not_sent(code: str) -> None:
    with pytest.raises(UserError, match="ikke tastet noget"):
        paper.type_in(code, Typing({"moedet": ""}, "nobody"), "anna")


def test_two_who_agree_send_and_nothing_is_left(code: str) -> None:
    twice()
    assert paper.type_in(code, ONE, "anna") == paper.Outcome()
    assert (count(Envelope), count(Draft)) == (0, 1)
    other = Typing({**ONE.answers, "fortael": "brevene  er svære."}, "relative")
    assert paper.type_in(code, other, "bo").is_sent
    assert (count(Envelope), count(Draft)) == (1, 0)


def test_nobody_types_a_paper_twice_herself(code: str) -> None:
    twice()
    paper.type_in(code, ONE, "anna")
    with pytest.raises(UserError, match="En anden skal gøre det anden gang"):
        paper.type_in(code, ONE, "anna", decided=True)


def test_where_two_differ_the_second_is_shown_it_and_decides(code: str) -> None:
    twice()
    paper.type_in(code, ONE, "anna")
    other = Typing({"moedet": "3", "ny_sagsbehandler": "nej", "samlet": "4", "fortael": "Brevene er svære."}, "nobody")
    outcome = paper.type_in(code, other, "bo")
    assert not outcome.is_sent
    assert outcome.first == {"moedet": 2, "samlet": "", paper.HELP: "relative"}
    assert paper.type_in(code, other, "bo", decided=True).is_sent
    assert (the_ballot().answers["moedet"], the_ballot().help) == (3, "nobody")
    assert count(Draft) == 0


def test_where_two_differ_in_the_papers_language_the_second_is_shown_it(code: str) -> None:
    twice()
    paper.type_in(code, replace(ONE, language="ar"), "anna")
    outcome = paper.type_in(code, replace(ONE, language="da"), "bo")
    assert outcome.first == {paper.LANGUAGE: "ar"}
    assert paper.type_in(code, replace(ONE, language="ar"), "bo").is_sent
    assert the_ballot().language == "ar"


def test_the_first_typing_is_apart_from_what_the_citizen_began(code: str) -> None:
    twice()
    answering.answer(code, "hoert", 1)
    paper.type_in(code, ONE, "anna")
    assert dict(answering.enter(code).answers) == {"hoert": 1}
    paper.type_in(code, ONE, "bo")
    assert "hoert" not in the_ballot().answers
    assert count(Draft) == 0


def test_a_paper_typed_only_once_is_gone_when_the_round_closes(code: str) -> None:
    twice()
    paper.type_in(code, ONE, "anna")
    service.close_round(queries.rounds()[0].id)
    assert (count(Draft), count(Envelope)) == (0, 0)


# --- printed ---


def printed(app: Flask, language: str = "da", codes: list[str] | None = None) -> str:
    questions = queries.published_questions(queries.rounds()[0].id)
    made = sheet.Sheet(questions, date(2021, 4, 30), "https://svar.eksempel.dk/svar", language)
    with app.test_request_context("/stab/"):
        return sheet.html(made, codes or [])


def test_the_paper_has_every_question_and_answer_and_says_what_it_must(context: Flask, code: str) -> None:
    html = printed(context)
    for question in queries.published_questions(queries.rounds()[0].id):
        assert question["wording"] in html
    assert html.count('class="box"') == 10 * 6 + 2 * 3 + 4
    assert "En sagsbehandler hjælper ikke med spørgsmål om egne samtaler." in html
    assert "senest den 30. april 2021" in html
    assert 'class="line"' in html


def test_each_paper_has_its_own_code(context: Flask, code: str) -> None:
    html = printed(context, codes=["2345-6789-ABCDE", "EDCB-A987-65432"])
    assert html.count('<div class="paper">') == 2
    assert "EDCB-A987-65432" in html
    assert 'class="line"' not in html


def test_a_paper_in_another_language_reads_the_other_way(context: Flask, code: str) -> None:
    municipalities.put("show_unapproved_translations", True)
    html = printed(context, "ar")
    assert '<html lang="ar" dir="rtl">' in html
    assert "Hvor tilfreds er du med den måde, du bliver mødt på?" not in html
    assert "\ufdd0" not in html
    assert "Hvor tilfreds" in printed(context)


def test_help_in_need_is_named_in_the_papers_language_and_the_address_does_not_turn(context: Flask, code: str) -> None:
    municipalities.put("show_unapproved_translations", True)
    municipalities.put("acute_help", LIVSLINIEN)
    assert LIVSLINIEN in printed(context)
    arabic = printed(context, "ar")
    assert LIVSLINIEN not in arabic
    assert "70 201 201" in arabic
    assert '<bdi class="address" dir="ltr">https://svar.eksempel.dk/svar</bdi>' in arabic


# --- on the pages ---


def opened(within: Callable[..., Any]) -> tuple[str, str]:
    def make() -> tuple[str, str]:
        round_id = open_round()
        return round_id, codes_for(round_id, "dagpenge", 1)[0]

    made: tuple[str, str] = within(make)
    return made


def test_two_at_the_desk_type_a_paper(staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    _round_id, code = opened(within)
    within(twice)
    anna, bo = staff("skranke"), staff("skranke")
    page = anna.get("/stab/papir/").submit({"code": code})
    assert page.errors
    page = page.submit({"neutral": "y"}).follow()
    page = page.submit({"svar_1": "2", "helped": "nobody"}).follow()
    assert "En anden taster det igen" in page.soup.text
    again = page.submit({"neutral": "y", "code": code})
    assert "Du tastede selv dette papir første gang" in again.errors[0]
    page = bo.get("/stab/papir/").submit({"neutral": "y", "code": code}).follow()
    assert "svar_1" not in page.form().values
    page = page.submit({"svar_1": "4", "helped": "nobody"})
    assert "Den første tastede noget andet" in page.text
    assert "Utilfreds" in page.soup.select_one(".alert dd").text
    assert page.form().values["svar_1"] == "4"
    page = page.submit({"svar_1": "2", "decided": "y"}).follow()
    assert "Papiret er sendt" in page.soup.text
    assert within(lambda: the_ballot().answers) == {"moedet": 2}
    assert bo.get("/stab/papir/svar", status=302).location == "/stab/papir/"


def test_a_choice_made_by_mistake_can_be_taken_back(staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    _round_id, code = opened(within)
    page = staff("skranke").get("/stab/papir/").submit({"neutral": "y", "code": code}).follow()
    assert "Intet kryds, eller flere" in page.text
    page = page.submit({"svar_1": "", "svar_2": "4", "helped": "nobody"}).follow()
    assert "Papiret er sendt" in page.soup.text
    assert within(lambda: the_ballot().answers) == {"samtalen": 4}


def test_a_paper_under_way_is_put_away_only_after_a_question(
    staff: Callable[..., Any], within: Callable[..., Any]
) -> None:
    _round_id, code = opened(within)
    page = staff("skranke").get("/stab/papir/").submit({"neutral": "y", "code": code}).follow()
    asked = page.submit({"svar_1": "2", "svar_2": "4"}, button="Et andet papir")
    assert "Vil du lægge papiret væk?" in asked.text
    assert (asked.form().values["svar_1"], asked.form().values["svar_2"]) == ("2", "4")
    assert not asked.errors
    assert asked.click("Ja, slet det tastede").h1 == "Tast et papir ind"
    assert page.submit(button="Et andet papir").location == "/stab/papir/"


def test_papers_are_printed_with_fresh_codes(staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    round_id, _code = opened(within)
    page = staff("leder").get(f"/stab/runder/{round_id}").click("Print papirer")
    assert page.submit({"number": "1"}).errors == ["Vælg den målgruppe, koderne er til."], "none is chosen beforehand"
    file = page.submit({"number": "1", "group": "sygedagpenge"})
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.data.startswith(b"%PDF")
    assert {group.key: group.issued for group in within(lambda: queries.round_by_id(round_id)).groups}[
        "sygedagpenge"
    ] == 1
    assert page.submit({"number": "51"}).errors


def test_the_papers_are_a_page_to_print_too(staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    round_id, _code = opened(within)
    page = (
        staff("leder")
        .get(f"/stab/runder/{round_id}/papir")
        .submit({"form": "side", "number": "2", "group": "sygedagpenge"})
    )
    assert page.h1 == "Fortæl, hvordan du bliver mødt"
    made = [tag.text for tag in page.soup.select(".code strong")]
    assert len(set(made)) == 2
    assert within(lambda: [answering.enter(code).round_id for code in made]) == [round_id] * 2
    assert "Koderne kan kun ses denne ene gang" in page.text
    assert page.soup.find("style") is None
    back = page.click("Tilbage")
    blank = back.submit({"form": "side"})
    assert blank.soup.select_one(".code .line") is not None
    assert "Koderne kan kun" not in blank.text


def test_more_papers_than_are_invited_ask_first(staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    round_id, _code = opened(within)
    page = staff("leder").get(f"/stab/runder/{round_id}/papir").submit({"number": "5", "group": "revalidering"})
    assert "Revalidering: 5 koder til 4 inviterede" in page.errors[0]
    assert page.submit({"more_invited": "y"}).data.startswith(b"%PDF")


def test_papers_are_made_again_only_after_a_question_since_the_page_stays_when_the_file_comes(
    staff: Callable[..., Any], within: Callable[..., Any]
) -> None:
    round_id, _code = opened(within)
    leder = staff("leder")
    before = within(lambda: queries.round_by_id(round_id)).issued
    first = leder.get(f"/stab/runder/{round_id}/papir")
    wanted = {"number": "2", "group": "sygedagpenge"}
    assert first.submit(wanted).data.startswith(b"%PDF")
    assert "Papirerne er lavet og hentet" in leder.get(f"/stab/runder/{round_id}").text
    asked = first.submit(wanted)
    assert f"Der er nu lavet {before + 2}." in asked.errors[0]
    assert within(lambda: queries.round_by_id(round_id)).issued == before + 2
    assert asked.submit().data.startswith(b"%PDF")
    assert within(lambda: queries.round_by_id(round_id)).issued == before + 4
    assert "Der er nu lavet" in asked.submit().errors[0]
    assert first.submit({"number": "0"}).data.startswith(b"%PDF"), (
        "papers without codes can be printed as often as one likes"
    )


def test_the_paper_is_pdf_ua_1(context: Flask, app: Flask, code: str) -> None:
    made = sheet.Sheet(
        queries.published_questions(queries.rounds()[0].id), date(2021, 4, 30), "https://svar.eksempel.dk"
    )
    with app.test_request_context("/stab/"):
        pdf = sheet.pdf(made, ["2345-6789-ABCDE", "EDCB-A987-65432"])
    assert page_validation.is_pdf_compliant_bytes(pdf, profile=page_validation.ValidationProfile.PDF_UA_1)


@pytest.mark.skipif(not (shutil.which("pdftotext") or os.environ.get("CI")), reason="poppler-utils is not installed")
def test_each_page_of_a_paper_says_its_code(context: Flask, app: Flask, code: str) -> None:
    """Sheets get mixed: a page without a code could be typed with another citizen's."""
    made = sheet.Sheet(
        queries.published_questions(queries.rounds()[0].id), date(2021, 4, 30), "https://svar.eksempel.dk"
    )
    codes = ["2345-6789-ABCDE", "EDCB-A987-65432"]
    with app.test_request_context("/stab/"):
        pdf = sheet.pdf(made, codes)
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    pages = told.decode().removesuffix("\f").split("\f")
    half = len(pages) // 2
    assert half > 1
    for number, text in enumerate(pages):
        assert [each in text for each in codes] == [number < half, number >= half], text[-80:]


def test_a_pdf_in_a_language_that_no_font_here_has_is_refused_and_makes_no_codes(
    staff: Callable[..., Any], within: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id, _code = opened(within)
    within(lambda: municipalities.put("show_unapproved_translations", True))
    monkeypatch.setattr("værdig.surveys.paper.views_staff.can_print", lambda language: language != "ur")
    page = staff("leder").get(f"/stab/runder/{round_id}/papir")
    page = page.submit({"language": "ur", "number": "2", "group": "sygedagpenge"})
    assert "Serveren har ingen skrifttype til sproget" in page.errors[0]
    issued = {group.key: group.issued for group in within(lambda: queries.round_by_id(round_id)).groups}
    assert issued["sygedagpenge"] == 0
