"""Ring først: the call, what the citizen is told of it, and that a case is solved only when she says so."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BOSS, again, clocks_of, received
from hypothesis import given
from hypothesis import strategies as st

from værdig.complaints import keys, queries, service
from værdig.complaints.calls import rules
from værdig.complaints.calls import service as calls
from værdig.complaints.calls.models import CaseCall
from værdig.complaints.calls.rules import Result, Solved
from værdig.complaints.deadlines import Clock
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.states import State
from værdig.errors import RuleBroken, UserError

MONDAY = "2026-11-02 09:00"
SAID = {"spoken_with": "borgeren", "said": "Vi talte om brevet."}
PHONE = {"phone": "22 33 44 55"}


def opened(case: Case) -> keys.Keys:
    return keys.open_for(again(case), Reader.MANAGEMENT, keys.management_keys())


def in_dialogue() -> tuple[Case, str]:
    case, code = received("Ingen svarer mig.", Reader.MANAGEMENT, identity=PHONE)
    service.move(case.id, opened(case), State.DIALOG, BOSS, "Et opkald kan løse det.")
    return again(case), code


def ring(browser: Any, case: Case, result: str, **more: Any) -> Any:
    words = {} if result == "ikke_truffet" else SAID
    return browser.get(f"/stab/klager/{case.id}/opkald").submit({"result": result, **words, **more}).follow()


def citizen_at(client: Any, code: str) -> Any:
    page = client.get("/sag")
    return page.submit({"code": code}).follow() if page.h1 != "Din sag" else page


def finish(browser: Any, case: Case) -> Any:
    """Give the case a klagepunkt that is solved in dialogue, if it has none, and send the closing letter."""
    if not again(case).points:
        point = service.add_point(
            case.id, opened(case), BOSS, theme="complaints.manglende_svar", unit="jobcenter", formality="formalitet"
        )
        service.settle_point(case.id, point, BOSS, outcome="loest_i_dialog")
    page = browser.get(f"/stab/klager/{case.id}/afslut")
    letter = page.form().values["letter"].replace("[Skriv begrundelsen her]", "Det er løst.")
    letter = letter.replace("[Skriv, hvad der sker]", "Intet mere.")
    return page.submit({"letter": letter, "reason": "Løst."})


def clock_of(case: Case, kind: Clock) -> Any:
    return next((row for row in again(case).clocks if row.kind == kind), None)


def test_the_page_tells_the_number_and_notes_what_was_said_sealed(boss: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = in_dialogue()
    page = boss.get(f"/stab/klager/{case.id}").click("Ring til borgeren")
    assert "22 33 44 55" in page.text
    assert "4. november 2026" in page.text, "two working days after Monday"
    shown = ring(boss, case, "skriftligt", agreed="Vi skriver inden fredag.")
    for told in ("Telefonnotat", "Borgeren selv", "Vi talte om brevet.", "Vi skriver inden fredag.", "skriftligt svar"):
        assert told in shown.text
    assert "Til tiden" in clocks_of(shown)["Ring til borgeren"]
    assert again(case).first_answer is not None


def test_in_vain_the_date_stays_the_tries_count_and_the_citizen_is_told(
    context: Any, staff: Any, client: Any, freeze: Any
) -> None:
    freeze(MONDAY)
    case, code = in_dialogue()
    ring(staff("leder"), case, "ikke_truffet")
    freeze("2026-11-03 09:00")
    shown = ring(staff("leder"), case, "ikke_truffet", next_try="5.11.2026")
    assert "Forsøgt 2 gange." in shown.text
    assert clock_of(case, Clock.RING_OP).stopped is None
    assert again(case).first_answer is None
    page = citizen_at(client, code)
    assert "Vi har prøvet at ringe mandag den 2. november 2026." in page.text
    assert "Vi prøver igen torsdag den 5. november 2026." in page.text
    assert "Er det løst?" not in page.text


def test_solved_in_our_view_only_she_is_asked_and_nothing_is_closed_before_her_yes(boss: Any, client: Any) -> None:
    case, code = in_dialogue()
    ring(boss, case, "loest")
    assert "har ikke bekræftet" in finish(boss, case).text
    assert again(case).state == State.DIALOG
    page = citizen_at(client, code)
    assert "Er det løst?" in page.text
    page = page.submit(form="Ja, det er løst").follow()
    assert "Du har sagt her på siden" in page.text
    assert "Er det løst?" not in page.text
    assert "Borgeren har bekræftet" in boss.get(f"/stab/klager/{case.id}").text
    assert finish(boss, case).follow().text.count("Sagen er afsluttet.") == 1
    assert again(case).messages[-1].kind == "afslutning"


def test_an_oral_yes_is_shown_to_her_and_she_can_object(boss: Any, client: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, code = in_dialogue()
    ring(boss, case, "loest_bekraeftet")
    page = citizen_at(client, code)
    assert "Du sagde i telefonen mandag den 2. november 2026, at det er løst." in page.text
    page = page.submit(form="Nej, jeg vil have et skriftligt svar").follow()
    assert "Du får et skriftligt svar senest" in page.text
    assert clock_of(case, Clock.SKRIFTLIGT_SVAR).stopped is None
    assert "har ikke bekræftet" in finish(boss, case).text
    service.answer(case.id, opened(case), "Hvilken dag ringede du?", BOSS, kind="spoergsmaal")
    assert clock_of(case, Clock.SKRIFTLIGT_SVAR).stopped is None, "a question is not the answer she was promised"
    service.answer(case.id, opened(case), "Her er svaret.", BOSS)
    assert clock_of(case, Clock.SKRIFTLIGT_SVAR).stopped is not None


def test_she_can_change_her_mind_and_saying_it_twice_is_saying_it_once(boss: Any, client: Any) -> None:
    case, code = in_dialogue()
    ring(boss, case, "loest")
    page = citizen_at(client, code)
    no = page.submit(form="Nej, jeg vil have et skriftligt svar").follow()
    page.submit(form="Nej, jeg vil have et skriftligt svar")
    assert sum(row.kind == Clock.SKRIFTLIGT_SVAR for row in again(case).clocks) == 1
    yes = no.submit(form="Ja, det er løst").follow()
    assert "det er løst" in yes.text
    assert rules.solved(queries.calls_of(again(case))) is Solved.BEKRAEFTET
    assert clock_of(case, Clock.SKRIFTLIGT_SVAR).stopped is not None


def test_nobody_who_is_not_asked_can_say_it(context: Any, client: Any) -> None:
    case, code = in_dialogue()
    with pytest.raises(RuleBroken):
        calls.say_solved(case.id, yes=True)
    page = citizen_at(client, code)
    assert "Er det løst?" not in page.text


def test_a_double_click_notes_one_call_and_a_second_call_is_another(boss: Any) -> None:
    case, _code = in_dialogue()
    page = boss.get(f"/stab/klager/{case.id}/opkald")
    told = {"result": "ikke_truffet"}
    page.submit(told)
    again_ = page.submit(told)
    assert again_.status == 422
    assert "Der er noteret et opkald" in again_.text
    assert len(again(case).calls) == 1
    ring(boss, case, "ikke_truffet")
    assert len(again(case).calls) == 2


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ({"result": "skriftligt", "spoken_with": "borgeren"}, "hvad der blev sagt"),
        ({"result": "skriftligt", "said": "Noget."}, "hvem du talte med"),
        ({"result": "ikke_truffet", "next_try": "1.11.2026"}, "Den må ikke være gået"),
        ({"result": "ikke_truffet", "next_try": "7.11.2026"}, "Der er lukket lørdag den 7. november 2026."),
        ({"result": "skriftligt", **SAID, "hour": "23.00"}, "ikke kommet endnu"),
        ({"result": "skriftligt", **SAID, "hour": "25"}, "fx 14.30"),
        ({"result": "skriftligt", **SAID, "day": "30.10.2026"}, "Skriv klokkeslættet"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(
    boss: Any, freeze: Any, sent: dict[str, str], wanted: str
) -> None:
    freeze(MONDAY)
    case, _code = in_dialogue()
    page = boss.get(f"/stab/klager/{case.id}/opkald").submit({"agreed": "En lang aftale.", **sent})
    assert page.status == 422
    assert wanted in " ".join(page.errors)
    assert "En lang aftale." in page.html
    assert again(case).calls == []


def test_a_case_that_is_opened_again_is_asked_about_anew(boss: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = in_dialogue()
    ring(boss, case, "loest_bekraeftet")
    assert finish(boss, case).status == 302
    freeze("2026-11-10 09:00")
    service.reopen(case.id)
    service.move(case.id, opened(case), State.DIALOG, BOSS, "Ring igen.")
    assert rules.solved(queries.calls_of(again(case))) is Solved.IKKE_TALT
    assert queries.facts_of(again(case)).unconfirmed


def test_a_case_elsewhere_has_no_call(boss: Any) -> None:
    case, _code = received(reader=Reader.MANAGEMENT)
    assert "ikke i dialog" in boss.get(f"/stab/klager/{case.id}/opkald").follow().text
    call = calls.Call(result=Result.SKRIFTLIGT, at=again(case).received, spoken_with="borgeren", said="x")
    with pytest.raises(RuleBroken):
        calls.note_call(case.id, opened(case), call, BOSS, Reader.MANAGEMENT)


def test_the_management_notes_no_call_in_the_borgerraadgivers_case(context: Any, ready: Any) -> None:
    case, code = received()
    held = keys.open_with_code(case, code)
    from complaints.given import BR

    service.move(case.id, held, State.DIALOG, BR, "Ring.")
    call = calls.Call(result=Result.SKRIFTLIGT, at=case.received, spoken_with="borgeren", said="x")
    with pytest.raises(UserError):
        calls.note_call(case.id, held, call, BOSS, Reader.MANAGEMENT)


CALLS = st.lists(st.tuples(st.sampled_from(list(Result)), st.sampled_from([None, "ja", "nej"])), max_size=6)


@given(CALLS, st.booleans())
def test_nothing_but_her_word_makes_it_solved(made: list[tuple[Result, str | None]], said: bool) -> None:
    from datetime import UTC, datetime, timedelta

    start = datetime(2026, 11, 2, tzinfo=UTC)
    rows = [
        CaseCall(
            at=start + timedelta(days=n), noted=start, result=result, answer=word if result == Result.LOEST else None
        )
        for n, (result, word) in enumerate(made)
    ]
    reached = [row for row in rows if row.result != "ikke_truffet"]
    yes = bool(reached) and reached[-1].answer == "ja"
    assert (rules.solved(rows) is Solved.BEKRAEFTET) is yes
    if said:
        assert rules.is_unconfirmed(rows, said_solved=True) is not yes
    asked = bool(reached) and reached[-1].result == "loest" and reached[-1].answer is None
    assert rules.is_unconfirmed(rows, said_solved=False) is asked
