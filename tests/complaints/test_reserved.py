"""What the management may do in a case that was sent to the borgerraadgiver and that its citizen lets it see."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BOSS, BR, again, received
from flask import Flask

from værdig.complaints import keys, letters, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.states import State
from værdig.errors import UserError

HERS = "Sagen er borgerrådgiverens. Ledelsen kan læse og svare, men ikke ændre den."
POINT = {"theme": "complaints.manglende_svar", "unit": "jobcenter", "formality": "formalitet"}


def _shared(**more: Any) -> tuple[Case, Keys]:
    """Return a case of the borgerraadgiver's that the management may see."""
    case, code = received(**more)
    opened = keys.open_with_code(case, code)
    service.give_consent(case.id, opened, "med_navn", CITIZEN)
    return case, keys.open_with_code(again(case), code)


def _answered() -> tuple[Case, Keys]:
    """Return one that the department has answered, with a klagepunkt that has its outcome."""
    case, opened = _shared()
    point = service.add_point(case.id, opened, BR, **POINT)
    service.settle_point(case.id, point, BR, outcome="medhold")
    service.move(case.id, opened, State.HOS_AFDELING, BR, "Svar borgeren.")
    service.answer(case.id, opened, "Her er svaret.", BOSS)
    service.move(case.id, opened, State.BESVARET, BOSS, "Afdelingen har svaret.")
    return case, opened


def test_the_management_cannot_close_a_case_of_the_borgerraadgiver(context: Flask, ready: Any) -> None:
    case, opened = _answered()
    with pytest.raises(UserError, match="borgerrådgiverens"):
        service.close(case.id, opened, "Farvel.", BOSS, "Færdig.")
    assert again(case).state == State.BESVARET
    assert case.final_answer is None
    assert not [message for message in case.messages if message.kind == "afslutning"]
    hers = keys.open_for(case, Reader.BORGERRAADGIVER, ready())
    service.close(case.id, hers, "Farvel.", BR, "Færdig.")
    assert case.state == State.AFSLUTTET


@pytest.mark.parametrize(
    "target",
    [
        State.DIALOG,
        State.HOS_AFDELING,
        State.VIDERESENDT,
        State.VEJLEDT,
        State.UDEN_FOR_KOMPETENCE,
        State.AFVENTER_BORGER,
    ],
)
def test_nor_move_it_where_the_borgerraadgiver_decides(context: Flask, ready: Any, target: State) -> None:
    case, opened = _shared()
    service.answer(case.id, opened, "Det hører til et andet sted.", BR, kind="henvisning")
    with pytest.raises(UserError, match="borgerrådgiverens"):
        service.move(case.id, opened, target, BOSS, "Flyttes.")
    assert again(case).state == State.VISITATION
    service.move(case.id, opened, target, BR, "Flyttes.", terms=service.Terms("ansaettelse"))


def test_nor_open_it_again(context: Flask, ready: Any) -> None:
    case, opened = _shared()
    service.move(case.id, opened, State.VEJLEDT, BR, "Vejledt.")
    with pytest.raises(UserError, match="borgerrådgiverens"):
        service.reopen(case.id, BOSS, "Ny viden.", keys=opened)


def test_a_slip_of_its_own_hand_it_takes_back(context: Flask, ready: Any) -> None:
    case, opened = _answered()
    service.move(case.id, opened, State.HOS_AFDELING, BOSS, "Svaret mangler et bilag.")
    assert again(case).state == State.HOS_AFDELING


def test_the_decision_it_made_it_judges_again(context: Flask, ready: Any) -> None:
    case, opened = _shared(type="klage_over_afgoerelse", identity={"name": "Anna"})
    with pytest.raises(UserError, match="borgerrådgiverens"):
        service.move(case.id, opened, State.AFGOERELSESKLAGE, BOSS, "Videre.")
    service.move(case.id, opened, State.AFGOERELSESKLAGE, BR, "Videre.")
    service.move(case.id, opened, State.GENVURDERING, BOSS, "Vi ser på den.")
    service.answer(case.id, opened, "Afgørelsen er ændret.", BOSS)
    service.move(case.id, opened, State.AENDRET, BOSS, "Ændret.")
    with pytest.raises(UserError, match="borgerrådgiverens"):
        service.close(case.id, opened, "Farvel.", BOSS, "Færdig.")


def test_a_closing_letter_is_signed_by_whose_case_it_is(context: Flask, ready: Any) -> None:
    hers, _opened = _answered()
    assert letters.closing_letter(hers, []).endswith("Venlig hilsen\nBorgerrådgiveren")
    theirs, code = received(reader=Reader.MANAGEMENT)
    assert "Venlig hilsen\nLedelsen i " in letters.closing_letter(theirs, [])
    opened = keys.open_with_code(theirs, code)
    service.move(theirs.id, opened, State.UNDERSOEGELSE, BR, "Jeg ser på det.")
    assert letters.closing_letter(theirs, []).endswith("Venlig hilsen\nBorgerrådgiveren"), "she has looked into it"


# --- its pages ---


def test_the_management_is_offered_only_what_it_may_do(br: Any, boss: Any) -> None:
    case, _opened = _answered()
    page = boss.get(f"/stab/klager/{case.id}")
    offered = [link.get_text() for link in page.soup.select("main li a, main table a, main form button")]
    language = ["Bestil tolk", "Bestil oversættelse", "Skriv en oversættelse ind"]
    keeping = ["Er nogen inhabil i sagen?", "Journal og overførsel til ESDH"]
    assert offered == [
        "Skriv til borgeren",
        "Flyt sagen",
        "Skriv et notat",
        "Læg et dokument i sagen",
        *keeping,
        *language,
    ], "what it takes to answer"
    moves = [choice["value"] for choice in page.click("Flyt sagen").soup.select('input[name="target"]')]
    assert moves == ["hos_afdeling"], "its own move it takes back"
    hers = br.get(f"/stab/indbakke/{case.id}")
    for text in ("Tilføj et klagepunkt", "Ret typen", "Udfald for punkt 1", "Afslut sagen"):
        assert text in hers.text


def test_an_address_it_may_not_use_leads_back_with_the_reason(br: Any, boss: Any) -> None:
    case, _opened = _answered()
    point = case.points[0].id
    for form in ("punkt", f"punkt/{point}", f"punkt/{point}/ret", f"punkt/{point}/fjern", "type", "afslut", "genaabn"):
        back = boss.get(f"/stab/klager/{case.id}/{form}")
        assert back.location == f"/stab/klager/{case.id}", form
        assert HERS in back.follow().text, form


def test_what_was_begun_on_its_pages_is_refused_and_still_there(br: Any, boss: Any) -> None:
    theirs, _code = received(reader=Reader.MANAGEMENT)
    form = boss.get(f"/stab/klager/{theirs.id}/afslut").form().values
    case, _opened = _answered()
    token = form["csrf_token"]
    refused = boss.post(
        f"/stab/klager/{case.id}/afslut", data={"csrf_token": token, "letter": "Mit lange brev.", "reason": "Færdig."}
    )
    assert refused.errors == [HERS]
    assert refused.form().values["letter"].strip() == "Mit lange brev."
    assert again(case).state == State.BESVARET


def test_while_the_borgerraadgiver_investigates_its_case_the_management_decides_nothing_in_it(
    context: Flask, ready: Any
) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened = keys.open_with_code(case, code)
    point = service.add_point(case.id, opened, BOSS, **POINT)
    service.share_with_borgerraadgiver(case.id, opened)
    private = ready()
    hers = keys.open_for(again(case), Reader.BORGERRAADGIVER, private)
    service.move(case.id, hers, State.UNDERSOEGELSE, BR, "Det skal undersøges.")
    for state in (State.UNDERSOEGELSE, State.AFVENTER_BORGER):
        assert again(case).state == state
        with pytest.raises(UserError, match="borgerrådgiverens"):
            service.settle_point(case.id, point, BOSS, outcome="ikke_medhold")
        with pytest.raises(UserError, match="borgerrådgiverens"):
            service.classify(case.id, "ros", BOSS)
        if state is State.UNDERSOEGELSE:
            hers = keys.open_for(case, Reader.BORGERRAADGIVER, private)
            service.move(case.id, hers, State.AFVENTER_BORGER, BR, "Vi mangler svar.")
    assert case.points[0].outcome is None
    service.answer(case.id, opened, "Vi bidrager til undersøgelsen.", BOSS)
