"""Klagepunkter: what is shown of them, correcting one, removing one and bringing it back, each told in the case's history."""

from __future__ import annotations

from typing import Any

import pytest
from checking import Page
from complaints.given import BOSS, BR, again, received
from flask import Flask

from værdig.complaints import inbox, keys, queries, service
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.errors import NotYours, UserError

FILED = {"theme": "complaints.manglende_svar", "unit": "jobcenter", "formality": "formalitet"}


def _with_point(br: Any) -> tuple[Case, Page]:
    case, _code = received()
    page = br.get(f"/stab/indbakke/{case.id}").click("Tilføj et klagepunkt")
    return case, page.submit({**FILED, "summary": "Ingen ringede."}).follow()


def _row(page: Page) -> list[str]:
    (table,) = [t for t in page.soup.find_all("table") if t.caption.get_text() == "Klagepunkter"]
    return [cell.get_text(" ", strip=True) for cell in table.select("tbody tr")[0].find_all(["th", "td"])]


def _history(page: Page) -> str:
    return page.text.split("Forløb")[1]


def test_everything_that_was_chosen_is_shown(br: Any) -> None:
    _case, page = _with_point(br)
    number, theme, principle, unit, formality, outcome, _links = _row(page)
    assert number == "1"
    assert "Ingen ringede." in theme
    assert (principle, unit) == ("Rettidighed", dict(queries.units())["jobcenter"])
    assert formality.startswith("Formalitet")
    assert "Mangler udfald" in outcome
    page = page.click("Udfald for punkt 1").submit({"outcome": "medhold", "reaction": "beklaget"}).follow()
    assert _row(page)[5] == "Medhold. Beklaget"


def test_going_back_and_adding_again_makes_no_twin(br: Any) -> None:
    case, page = _with_point(br)
    again_ = page.click("Tilføj et klagepunkt").submit({**FILED, "summary": "Ingen ringede."})
    assert again_.errors == ["Klagepunkt 1 er præcis magen til. Skriv, hvad der er anderledes, hvis det er et til."]
    assert again_.form().values["summary"].strip() == "Ingen ringede."
    again_.submit({**FILED, "summary": "Ingen ringede dagen efter."})
    br.get(f"/stab/indbakke/{case.id}/punkt").submit(
        {**FILED, "theme": "complaints.optraeden", "summary": "Ingen ringede."}
    )
    assert [point.number for point in again(case).points] == [1, 2, 3]


def test_a_klagepunkt_is_corrected_and_the_history_tells_what_it_was(br: Any) -> None:
    _case, page = _with_point(br)
    form = page.click("Ret punkt 1")
    assert form.form().values["theme"] == "complaints.manglende_svar"
    assert form.form().values["summary"].strip() == "Ingen ringede."
    page = form.submit(
        {"theme": "complaints.optraeden", "unit": "anden_enhed", "formality": "realitet", "summary": "Hård tone."}
    ).follow()
    assert _row(page)[3] == "En anden del af kommunen"
    assert _row(page)[4].startswith("Realitet")
    told = _history(page)
    assert "Klagepunkt 1 rettet: tema fra »Manglende svar eller tilbagekald« til »Personalets optræden«" in told
    assert "formalitet eller realitet fra »Formalitet" in told
    assert "ordene om det" in told
    assert "princip fra »Rettidighed«" in told, "the principle follows the theme unless another is chosen"
    assert "Hård tone." not in told, "the words are sealed"


def test_saving_without_a_change_leaves_no_trace(br: Any) -> None:
    _case, page = _with_point(br)
    page = page.click("Ret punkt 1").submit().follow()
    assert "rettet" not in _history(page)


def test_a_klagepunkt_is_removed_after_a_question_and_brought_back(br: Any) -> None:
    case, page = _with_point(br)
    asked = page.click("Fjern punkt 1")
    assert asked.h1 == "Vil du fjerne klagepunkt 1?"
    assert len(again(case).points) == 1, "asking removes nothing"
    page = asked.submit().follow()
    assert again(case).points == []
    assert "Klagepunkt fjernet: 1 (Manglende svar eller tilbagekald)" in _history(page)
    added = page.click("Tilføj et klagepunkt").submit(FILED).follow()
    assert _row(added)[0] == "2", "a number is used once"
    page = page.submit(form="Sæt klagepunkt 1 ind igen").follow()
    assert [point.number for point in again(case).points] == [1, 2]
    assert "Klagepunkt sat ind igen: 1" in _history(page)
    assert "Sæt klagepunkt 1 ind igen" not in page.text


def test_a_closed_case_keeps_its_klagepunkter(br: Any) -> None:
    case, page = _with_point(br)
    asked = page.click("Fjern punkt 1")
    service.withdraw(case.id)
    assert asked.submit().errors == ["Sagen er lukket. Den skal åbnes igen først."]
    assert len(again(case).points) == 1


def test_a_removed_klagepunkt_is_not_to_be_had_and_does_not_count(context: Flask) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    point = service.add_point(case.id, opened, BOSS, **FILED)
    service.remove_point(case.id, point, BOSS)
    assert not queries.facts_of(case).settled
    with pytest.raises(NotYours):
        service.settle_point(case.id, point, BOSS, outcome="medhold")
    service.restore_point(case.id, point, BOSS)
    with pytest.raises(NotYours):
        service.restore_point(case.id, point, BOSS)


def test_the_management_corrects_nothing_in_the_borgerraadgivers_cases(context: Flask) -> None:
    inbox.set_up("u" * 22, "rolig lampe grøn båd")
    case, code = received()
    opened = keys.open_with_code(case, code)
    point = service.add_point(case.id, opened, BR, **FILED, summary="Hendes ord.")
    with pytest.raises(UserError, match="borgerrådgiverens"):
        service.change_point(case.id, point, opened, BOSS, **FILED)
    with pytest.raises(UserError, match="borgerrådgiverens"):
        service.remove_point(case.id, point, BOSS)


def test_words_that_are_not_for_a_reader_are_left_as_they_are(br: Any, boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    service.share_with_borgerraadgiver(case.id, keys.open_with_code(case, code))
    page = br.get(f"/stab/indbakke/{case.id}/punkt").submit({**FILED, "summary": "Kun mine ord."}).follow()
    assert "Kun mine ord." in page.text
    form = boss.get(f"/stab/klager/{case.id}").click("Ret punkt 1")
    assert "summary" not in form.form().names
    form.submit({"formality": "begge"})
    assert "Kun mine ord." in br.get(f"/stab/indbakke/{case.id}").text


def test_only_the_borgerraadgiver_is_offered_criticism(br: Any, boss: Any) -> None:
    hers, theirs = {"kritik", "henstilling", "anbefaling"}, {"medhold", "ikke_medhold", "vejledt"}
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.share_with_borgerraadgiver(case.id, opened)
    point = service.add_point(case.id, opened, BOSS, theme="complaints.andet", unit="jobcenter", formality="realitet")
    offered = {}
    for browser, slug in ((br, "indbakke"), (boss, "klager")):
        page = browser.get(f"/stab/{slug}/{case.id}/punkt/{point}")
        offered[slug] = {choice["value"] for choice in page.soup.select('input[name="outcome"]')}
    assert offered["indbakke"] >= hers | theirs
    assert offered["klager"] >= theirs
    assert not offered["klager"] & hers
    for outcome in sorted(hers):
        with pytest.raises(UserError, match="Kun borgerrådgiveren"):
            service.settle_point(case.id, point, BOSS, outcome=outcome)
    service.settle_point(case.id, point, BR, outcome="henstilling")
    kept = boss.get(f"/stab/klager/{case.id}/punkt/{point}").submit({"reaction": "beklaget"}).follow()
    assert "Henstilling. Beklaget" in kept.text, "what she has given stays"
