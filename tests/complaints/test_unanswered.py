"""What a citizen has written and nobody has answered: told in the lists and on Min side, in closed cases too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import citizen_keys, received, see_again, token

from værdig.complaints import queries, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case

Freeze = Callable[[str], Any]
HEADING = "Ubesvarede beskeder i lukkede sager"
TOLD = "1 lukket sag har en ubesvaret besked."


def write(case: Case, code: str, text: str = "Jeg har et spørgsmål til.", **more: Any) -> None:
    service.write_as_citizen(case.id, citizen_keys(case, code), text, token(), **more)


def waiting(page: Any) -> str:
    """Return what stands in the list of closed cases that wait for an answer, nothing when there is no list."""
    tables = [table for table in page.soup.find_all("table") if table.caption.get_text() == HEADING]
    return " ".join(table.get_text(" ") for table in tables)


@pytest.fixture
def office(request: pytest.FixtureRequest) -> tuple[Any, str, Reader]:
    """The browser of a side with its list of cases and its reader."""
    side = request.param
    slug = "indbakke" if side == "br" else "klager"
    return request.getfixturevalue(side), f"/stab/{slug}", Reader.BORGERRAADGIVER if side == "br" else Reader.MANAGEMENT


@pytest.mark.parametrize("office", ["br", "boss"], indirect=True)
def test_a_message_in_a_closed_case_is_told_until_it_is_answered(office: tuple[Any, str, Reader]) -> None:
    browser, queue, reader = office
    case, code = received(reader=reader)
    write(case, code, "Før jeg trak den.")
    service.withdraw(case.id)
    see_again()
    assert waiting(browser.get(queue)) == "", "what was written before it was closed went with it"
    assert "ubesvaret besked" not in browser.get("/stab/").text
    write(case, code)
    see_again()
    assert case.number in waiting(browser.get(queue))
    assert TOLD in browser.get("/stab/").text
    page = browser.get(queue).click(case.number)
    page.click("Skriv til borgeren").submit({"text": "Her er svaret."}).follow()
    assert waiting(browser.get(queue)) == ""
    assert TOLD not in browser.get("/stab/").text


def test_each_side_is_told_only_of_what_it_may_read(br: Any, boss: Any) -> None:
    case, code = received()
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", CITIZEN)
    service.withdraw(case.id)
    see_again()
    write(case, code)
    see_again()
    assert queries.is_shared(case, Reader.MANAGEMENT), "or this tells nothing"
    assert case.number in waiting(br.get("/stab/indbakke"))
    assert waiting(boss.get("/stab/klager")) == ""
    assert TOLD not in boss.get("/stab/").text
    write(case, code, "Denne må ledelsen også læse.", with_management=True)
    see_again()
    assert case.number in waiting(boss.get("/stab/klager"))


def test_the_one_that_has_waited_longest_comes_first(boss: Any, freeze: Freeze) -> None:
    freeze("2036-05-05 09:00")
    made = [received(reader=Reader.MANAGEMENT) for _number in range(2)]
    for case, _code in made:
        service.withdraw(case.id)
    for day, (case, code) in zip((7, 6), made, strict=True):
        freeze(f"2036-05-0{day} 09:00")
        write(case, code)
    freeze("2036-05-08 09:00")
    see_again()
    assert [case.id for case in queries.unanswered_closed(Reader.MANAGEMENT)] == [made[1][0].id, made[0][0].id]


def test_a_reopened_case_stands_among_the_open_ones(boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    service.withdraw(case.id)
    write(case, code)
    service.reopen(case.id)
    see_again()
    assert waiting(boss.get("/stab/klager")) == ""
    assert not queries.unanswered_closed(Reader.MANAGEMENT)


def marked(page: Any, number: str) -> str:
    """Return what is remarked about a case in the list of open ones."""
    (table,) = [table for table in page.soup.find_all("table") if table.caption.get_text() == "Åbne sager"]
    (row,) = [row for row in table.select("tbody tr") if number in row.get_text()]
    return str(row.find_all(["td"])[-1].get_text(" ", strip=True))


def test_an_open_case_is_marked_until_it_is_answered_and_not_only_until_it_is_read(br: Any) -> None:
    case, code = received()
    assert marked(br.get("/stab/indbakke"), case.number) == ""
    write(case, code)
    see_again()
    page = br.get("/stab/indbakke").click(case.number)
    assert marked(br.get("/stab/indbakke"), case.number).endswith("Ubesvaret besked")
    page.click("Skriv til borgeren").submit({"text": "Her er svaret."})
    assert marked(br.get("/stab/indbakke"), case.number) == ""


def test_an_answer_in_confidence_answers_what_both_sides_could_read(br: Any, boss: Any) -> None:
    case, code = received()
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", CITIZEN)
    write(case, code, "Denne må ledelsen også læse.", with_management=True)
    see_again()
    assert "Ubesvaret besked" in marked(boss.get("/stab/klager"), case.number)
    br.get(f"/stab/indbakke/{case.id}/svar").submit({"text": "Kun til dig."})
    assert "Ubesvaret besked" not in marked(boss.get("/stab/klager"), case.number)


def _thanked(closed: bool = True) -> tuple[Case, str]:
    case, code = received(reader=Reader.MANAGEMENT)
    if closed:
        service.withdraw(case.id)
    write(case, code, "Tak for hjælpen.")
    see_again()
    return case, code


@pytest.mark.parametrize("closed", [True, False])
def test_what_needs_no_answer_waits_for_none_until_the_citizen_writes_again(boss: Any, closed: bool) -> None:
    case, code = _thanked(closed)
    page = boss.get(f"/stab/klager/{case.id}")
    assert "Ubesvaret besked" in page.text
    page = page.submit({}, button="Kræver intet svar").follow()
    assert "Ubesvaret besked" not in page.text
    assert "Der er ikke svaret på det sidste, fordi det ikke kræver svar." in page.text
    assert "Det, borgeren har skrevet, kræver intet svar (" in " ".join(page.text.split())
    assert case.number not in waiting(boss.get("/stab/klager"))
    write(case, code, "Og dog: hvornår får jeg brevet?")
    see_again()
    assert "Ubesvaret besked" in boss.get(f"/stab/klager/{case.id}").text
    assert "Ubesvaret besked" in boss.get("/stab/klager").text or case.number in waiting(boss.get("/stab/klager"))


def test_it_can_be_taken_back_and_answered_all_the_same(boss: Any) -> None:
    case, _code = _thanked()
    page = boss.get(f"/stab/klager/{case.id}").submit({}, button="Kræver intet svar").follow()
    page.click("Skriv til borgeren").submit({"text": "Selv tak."})
    assert "Der er ikke svaret" not in boss.get(f"/stab/klager/{case.id}").text
    case, _code = _thanked()
    page = boss.get(f"/stab/klager/{case.id}").submit({}, button="Kræver intet svar").follow()
    page = page.submit({}, button="Kræver svar alligevel").follow()
    assert "Ubesvaret besked" in page.text
    assert case.number in waiting(boss.get("/stab/klager"))


def test_only_what_the_handler_has_seen_is_put_aside(boss: Any) -> None:
    case, code = _thanked()
    page = boss.get(f"/stab/klager/{case.id}")
    write(case, code, "Jeg nåede at skrive igen.")
    page = page.submit({}, button="Kræver intet svar").follow()
    assert "Ubesvaret besked" in page.text


def test_it_is_for_the_side_the_case_was_sent_to_and_for_what_it_can_read(br: Any, boss: Any) -> None:
    case, code = received()
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", CITIZEN)
    write(case, code, "Denne må ledelsen også læse.", with_management=True)
    see_again()
    page = boss.get(f"/stab/klager/{case.id}")
    assert "Ubesvaret besked" in page.text
    assert "Kræver intet svar" not in page.text
    theirs, _code = _thanked()
    foreign = boss.get(f"/stab/klager/{theirs.id}")
    hers = queries.latest_unanswered(case, Reader.BORGERRAADGIVER)
    assert hers is not None
    token_of = foreign.soup.find("input", {"name": "csrf_token"})["value"]
    boss.post(f"/stab/klager/{theirs.id}/besked/{hers.id}/kraever-intet", data={"csrf_token": token_of}, status=404)
    boss.post(f"/stab/klager/{case.id}/besked/{hers.id}/kraever-intet", data={"csrf_token": token_of})
    assert "Ubesvaret besked" in br.get(f"/stab/indbakke/{case.id}").text
