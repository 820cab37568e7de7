"""Nobody answers, closes or decides over what she has not seen: what has come since her page was made is shown first."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BOSS, again, citizen_keys, received, see_again, token
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from værdig.complaints import categories, keys, letters, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.categories import Kind
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.reading import ReadPoint
from værdig.complaints.states import State
from værdig.errors import UserError

CAME = "Borgeren har skrevet, siden du åbnede siden."
SENT = "Der er skrevet til borgeren, siden du åbnede siden."
POINT = {"theme": "complaints.manglende_svar", "unit": "jobcenter", "formality": "formalitet"}
NEWS = "Vigtigt: mit nummer er 12 34 56 78."


def _write(case: Case, code: str, text: str = NEWS) -> None:
    service.write_as_citizen(case.id, citizen_keys(again(case), code), text, token())
    see_again()


def _letters(case: Case) -> list[str]:
    return [message.kind for message in again(case).messages if message.direction == "til_borger"]


@pytest.fixture
def mine() -> tuple[Case, str]:
    """A case of the management's with one klagepunkt that has its outcome."""
    case, code = received(reader=Reader.MANAGEMENT)
    point = service.add_point(case.id, citizen_keys(case, code), BOSS, **POINT)
    service.settle_point(case.id, point, BOSS, outcome="ikke_medhold")
    service.move(case.id, citizen_keys(again(case), code), State.DIALOG, BOSS, "Vi ringer.")
    see_again()
    return case, code


def _letter(page: Any) -> str:
    return str(page.soup.find("textarea", {"name": "letter"}).get_text().strip("\n"))


def _filled(page: Any) -> str:
    """Return the letter on a page with its open places filled in."""
    return _letter(page).replace("[Skriv begrundelsen her]", "Derfor.").replace("[Skriv, hvad der sker]", "Intet mere.")


def test_a_message_that_came_meanwhile_is_read_before_the_answer_is_sent(boss: Any, mine: tuple[Case, str]) -> None:
    case, code = mine
    page = boss.get(f"/stab/klager/{case.id}/svar")
    _write(case, code)
    page = page.submit({"text": "Her er svaret."})
    assert page.status == 422
    assert CAME in page.text
    assert NEWS in page.text
    assert "Her er svaret." in page.text
    assert _letters(case) == []
    page.submit({"text": "Her er svaret."})
    assert _letters(case) == ["svar"]


def test_it_is_read_before_the_case_is_closed_and_the_mark_stays(boss: Any, mine: tuple[Case, str]) -> None:
    case, code = mine
    page = boss.get(f"/stab/klager/{case.id}/afslut")
    _write(case, code)
    page = page.submit({"letter": _filled(page), "reason": "Færdig."})
    assert (page.status, CAME in page.text, NEWS in page.text) == (422, True, True)
    assert again(case).state != State.AFSLUTTET
    assert "Ubesvaret besked" in boss.get("/stab/klager").text
    page.submit({"letter": _filled(page), "reason": "Færdig."})
    assert again(case).state == State.AFSLUTTET


def test_of_two_colleagues_the_second_sees_what_the_first_has_sent(boss: Any, mine: tuple[Case, str]) -> None:
    case, _code = mine
    first, second = (boss.get(f"/stab/klager/{case.id}/svar") for _time in range(2))
    first.submit({"text": "Svar fra den første."})
    page = second.submit({"text": "Svar fra den anden."})
    assert SENT in page.text
    assert "Svar fra den første." in page.text
    assert _letters(case) == ["svar"]


def test_a_double_click_is_still_one_message_and_no_warning(boss: Any, mine: tuple[Case, str]) -> None:
    case, _code = mine
    page = boss.get(f"/stab/klager/{case.id}/svar")
    for _time in range(2):
        assert page.submit({"text": "Her er svaret."}).status == 302
    assert _letters(case) == ["svar"]


def test_what_the_reader_may_not_see_stops_nobody(br: Any, boss: Any) -> None:
    case, code = received()
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", CITIZEN)
    see_again()
    page = boss.get(f"/stab/klager/{case.id}/svar")
    br.get(f"/stab/indbakke/{case.id}/svar").submit({"text": "Kun mellem os."})
    assert page.submit({"text": "Fra ledelsen."}).status == 302


def test_the_service_refuses_too(context: Flask, mine: tuple[Case, str]) -> None:
    case, code = mine
    opened = keys.open_with_code(again(case), code)
    with pytest.raises(UserError, match="skrevet"):
        _write(case, code)
        service.answer(case.id, opened, "Svar.", BOSS, seen="")
    with pytest.raises(UserError, match="skrevet"):
        service.close(case.id, opened, "Farvel.", BOSS, "Færdig.", seen="")
    assert _letters(case) == []


def test_a_letter_that_contradicts_the_outcome_is_mended_and_read_again(boss: Any, mine: tuple[Case, str]) -> None:
    case, _code = mine
    page = boss.get(f"/stab/klager/{case.id}/afslut")
    assert "1. Manglende svar eller tilbagekald: Ikke medhold." in _letter(page)
    letter = _filled(page)
    service.settle_point(case.id, case.points[0].id, BOSS, outcome="medhold")
    page = page.submit({"letter": letter, "reason": "Færdig."})
    assert page.status == 422
    assert "passede ikke til klagepunkterne" in page.text
    assert _letter(page) == letter.replace(": Ikke medhold.", ": Medhold.")
    assert _letters(case) == []
    page.submit({})
    assert again(case).state == State.AFSLUTTET


def test_a_kept_draft_gets_what_has_been_decided_since(boss: Any, mine: tuple[Case, str]) -> None:
    case, code = mine
    page = boss.get(f"/stab/klager/{case.id}/afslut")
    page.submit({"letter": _filled(page)}, button="Gem kladden")
    service.settle_point(case.id, case.points[0].id, BOSS, outcome="medhold")
    point = service.add_point(
        case.id, citizen_keys(again(case), code), BOSS, **{**POINT, "theme": "complaints.partshoering"}
    )
    service.settle_point(case.id, point, BOSS, outcome="delvist_medhold")
    see_again()
    letter = _letter(boss.get(f"/stab/klager/{case.id}/afslut"))
    assert "1. Manglende svar eller tilbagekald: Medhold.\n2. Partshøring: Delvist medhold.\n" in letter
    assert "Derfor." in letter


def test_the_second_to_decide_a_klagepunkt_is_told_what_it_is_now(boss: Any, mine: tuple[Case, str]) -> None:
    case, _code = mine
    address = f"/stab/klager/{case.id}/punkt/{case.points[0].id}"
    outcome, filing = boss.get(address), boss.get(f"{address}/ret")
    service.settle_point(case.id, case.points[0].id, BOSS, outcome="medhold")
    see_again()
    page = outcome.submit({"outcome": "delvist_medhold"})
    assert (page.status, "Nu er det: Manglende svar eller tilbagekald, Medhold." in page.text) == (422, True)
    assert again(case).points[0].outcome == "medhold"
    page.submit({"outcome": "delvist_medhold"})
    assert again(case).points[0].outcome == "delvist_medhold"
    boss.get(f"{address}/ret").submit({"theme": "complaints.partshoering"})
    page = filing.submit({"summary": "Kun ordene er nye."})
    assert (page.status, "Klagepunktet er ændret" in page.text) == (422, True)
    assert again(case).points[0].theme == "complaints.partshoering"


# --- the list of findings ---


def _point(number: int, theme: str, outcome: str | None) -> ReadPoint:
    return ReadPoint(
        id=str(number), number=number, theme=theme, principle="", unit="jobcenter", formality="formalitet",
        outcome=outcome, reaction=None, summary="", may_read=True,
    )  # fmt: skip


@st.composite
def _points(draw: Any) -> list[ReadPoint]:
    numbers = sorted(draw(st.sets(st.integers(1, 12), max_size=6)))
    themes = st.sampled_from(["complaints.partshoering", "complaints.manglende_svar", "complaints.begrundelse"])
    outcomes = st.sampled_from([None, *(each.id for each in categories.listed(Kind.OUTCOME))])
    return [_point(number, draw(themes), draw(outcomes)) for number in numbers]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_letter_follows_its_klagepunkter_whatever_becomes_of_them(context: Flask, data: st.DataObject) -> None:
    before, after = data.draw(_points()), data.draw(_points())
    words = data.draw(st.text(alphabet="abc æøå.:\n", max_size=40)).replace("[", "")
    letter = f"Hej\n{letters._findings(before)}\n\n{words}\nHilsen"
    mended = letters.with_outcomes(letter, after)
    assert sorted(mended.split("\n")) == sorted(f"Hej\n{letters._findings(after)}\n\n{words}\nHilsen".split("\n"))
    assert letters.with_outcomes(mended, after) == mended
    assert not letters.contradicts(mended, after)
