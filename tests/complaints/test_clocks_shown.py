"""How a case's clocks are shown: a date that was passed stays passed, and a clock runs on one side only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import BOSS, PASSPHRASE, again, citizen_keys, clocks_of, received

from værdig.clock import today
from værdig.complaints import home, keys, queries, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.clocks import standing
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.states import State

Freeze = Callable[[str], None]


def test_a_question_ends_the_first_answers_clock_and_its_breach_stays(br: Any, freeze: Freeze) -> None:
    freeze("2021-05-03 08:00")
    case, _code = received()
    freeze("2021-05-17 08:15")
    br.get("/stab/indbakke/laas-op").submit({"passphrase": PASSPHRASE})
    page = br.get(f"/stab/indbakke/{case.id}")
    assert clocks_of(page)["Første svar fra et menneske"] == "12. maj 2021 | ✕ Overskredet 5 dage for sent."
    page.click("Bed borgeren om samtykke").submit()
    freeze("2021-05-17 08:30")
    told = clocks_of(br.get(f"/stab/indbakke/{case.id}"))
    assert told["Første svar fra et menneske"] == (
        "12. maj 2021 | ✕ Overskredet 5 dage for sent. Besvaret 17. maj 2021 kl. 10.15."
    )
    assert again(case).first_answer.isoformat() == "2021-05-17T08:15:00+00:00"


def test_a_date_that_was_kept_is_shown_as_kept(boss: Any, freeze: Freeze) -> None:
    freeze("2021-05-03 08:00")
    case, _code = received(reader=Reader.MANAGEMENT)
    (row,) = [row for row in case.clocks if row.kind == "foerste_svar"]
    assert standing(row, today()).word == "Løber"
    freeze("2021-05-12 08:00")
    page = boss.get(f"/stab/klager/{case.id}")
    assert clocks_of(page)["Første svar fra et menneske"] == "12. maj 2021 | ! I dag"
    page.click("Skriv til borgeren").submit({"text": "Vi ser på det."})
    told = clocks_of(boss.get(f"/stab/klager/{case.id}"))
    assert told["Første svar fra et menneske"] == "12. maj 2021 | ✓ Til tiden Besvaret 12. maj 2021 kl. 10.00."


def _waiting(freeze: Freeze) -> tuple[Case, Any]:
    freeze("2021-05-03 08:00")
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.DIALOG, BOSS, "Ring.")
    service.move(case.id, opened, State.AFVENTER_BORGER, BOSS, "Vi mangler et brev.")
    return case, opened


@pytest.mark.parametrize(("answers", "word"), [(True, "Til tiden"), (False, "Bortfaldet")])
def test_only_the_citizens_own_answer_keeps_her_date(context: Any, freeze: Freeze, answers: bool, word: str) -> None:
    case, opened = _waiting(freeze)
    if answers:
        service.write_as_citizen(case.id, opened, "Her er brevet.", "m" * 22)
    else:
        service.move(case.id, opened, State.DIALOG, BOSS, "Det var en anden sag, der manglede et brev.")
    (row,) = [row for row in again(case).clocks if row.kind == "borgerens_svar"]
    assert standing(row, today()).word == word


def test_waiting_has_its_way_back_and_says_what_it_does(boss: Any, freeze: Freeze) -> None:
    case, _opened = _waiting(freeze)
    page = boss.get(f"/stab/klager/{case.id}/flyt")
    assert "Tilbage til: Dialog: ring til borgeren" in page.text
    assert "Vi venter ikke længere på borgeren, og fristerne løber igen." in page.text


def test_answered_by_the_department_without_an_answer_in_the_case_is_remarked(boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    service.move(case.id, keys.open_with_code(case, code), State.HOS_AFDELING, BOSS, "Svar borgeren.")
    remark = "Der ligger intet svar til borgeren i sagen."
    assert remark in boss.get(f"/stab/klager/{case.id}/flyt").text
    boss.get(f"/stab/klager/{case.id}").click("Skriv til borgeren").submit({"text": "Vi beklager.", "kind": "svar"})
    assert remark not in boss.get(f"/stab/klager/{case.id}/flyt").text


def test_a_clock_that_ends_while_it_stands_still_is_not_late(context: Any, freeze: Freeze) -> None:
    case, _opened = _waiting(freeze)
    freeze("2021-06-10 08:00")
    (row,) = [row for row in case.clocks if row.kind == "ring_op"]
    assert standing(row, today()).word == "Står stille"
    service.withdraw(case.id)
    assert standing(row, today()).word == "Bortfaldet"


def test_the_citizens_own_date_is_nobodys_breach(context: Any, freeze: Freeze) -> None:
    case, _opened = _waiting(freeze)
    freeze("2021-06-10 08:00")
    (row,) = [row for row in case.clocks if row.kind == "borgerens_svar"]
    assert (standing(row, today()).word, standing(row, today()).tone) == ("Udløbet", "neutral")


def test_a_duty_that_never_was_is_not_late(context: Any, freeze: Freeze) -> None:
    freeze("2021-05-03 08:00")
    case, _code = received(reader=Reader.MANAGEMENT, type="klage_over_afgoerelse", identity={"name": "Anna"})
    freeze("2021-06-10 08:00")
    service.classify(case.id, "klage_over_sagsbehandling", BOSS)
    (row,) = [row for row in case.clocks if row.kind == "genvurdering"]
    assert standing(row, today()).word == "Bortfaldet"


# --- one side at a time ---


@pytest.fixture
def appeal(br: Any, freeze: Freeze) -> Case:
    """A confidential appeal with consent to the name, three weeks old."""
    freeze("2021-05-03 08:00")
    case, code = received(type="klage_over_afgoerelse", identity={"name": "Anna"})
    service.give_consent(case.id, citizen_keys(case, code), "med_navn", CITIZEN)
    service.answer(case.id, citizen_keys(case, code), "Jeg ser på det.", BOSS)
    freeze("2021-06-01 08:00")
    br.get("/stab/indbakke/laas-op").submit({"passphrase": PASSPHRASE})
    return case


def _due(reader: Reader) -> set[str]:
    return {row.kind for row in queries.due_by(reader, today())}


def test_a_moved_appeals_clocks_run_where_it_lies(br: Any, appeal: Case) -> None:
    assert _due(Reader.MANAGEMENT) == set(), "consent alone moves nothing"
    assert _due(Reader.BORGERRAADGIVER) == {"visitation", "videresendelse", "genvurdering"}
    br.get(f"/stab/indbakke/{appeal.id}/flyt").submit({"target": "afgoerelsesklage", "reason": "Til afdelingen."})
    assert again(appeal).state == State.AFGOERELSESKLAGE
    assert _due(Reader.BORGERRAADGIVER) == set()
    assert _due(Reader.MANAGEMENT) == {"genvurdering"}, "it has been sent on, and judging it is the department's"
    assert [line.text for line in home.management("")] == ["1 frist er overskredet."]
    told = clocks_of(br.get(f"/stab/indbakke/{appeal.id}"))
    assert "✕ Overskredet" in told["Genvurdering af afgørelsen"], "she who sent it on still sees it"
    row = next(row for row in br.get("/stab/indbakke").soup.select("tbody tr") if appeal.number in row.get_text())
    assert "Overskredet" in row.get_text()


def test_a_case_whose_consent_is_gone_lies_with_the_borgerraadgiver_again(br: Any, appeal: Case) -> None:
    br.get(f"/stab/indbakke/{appeal.id}/flyt").submit({"target": "afgoerelsesklage", "reason": "Til afdelingen."})
    service.revoke_consent(appeal.id, CITIZEN)
    assert _due(Reader.BORGERRAADGIVER) == {"genvurdering"}


# --- headings ---


def test_a_caption_that_repeats_the_heading_is_only_read_aloud(br: Any) -> None:
    case, _code = received()
    for address in ("/stab/indbakke", f"/stab/indbakke/{case.id}"):
        page = br.get(address)
        headings = {heading.get_text(strip=True) for heading in page.soup.select("main h2")}
        for caption in page.soup.select("main caption"):
            assert "sr-only" in caption.get("class", []) or caption.get_text(strip=True) not in headings


def test_a_date_of_the_citizens_is_the_municipalitys_practice_whoever_has_the_case(boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Videre.")
    service.answer(case.id, opened, "Her er svaret.", BOSS, settles=True)
    service.uphold(case.id)
    waits, code = received(reader=Reader.MANAGEMENT)
    service.move(waits.id, keys.open_with_code(waits, code), State.AFVENTER_BORGER, BOSS, "Vi mangler et brev.")
    for each in (case, waits):
        page = boss.get(f"/stab/klager/{each.id}").text
        assert "Kilde: Kommunens praksis for" in page
        assert "Borgerrådgiverens praksis" not in page
