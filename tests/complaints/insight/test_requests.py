"""A request for insight on a real case: its own dates, what it does not move, letters that cannot lack what the law asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from complaints.given import BOSS, BR, again, citizen_keys, received, see_again, token
from flask import Flask
from sqlalchemy import select

from værdig import clock
from værdig.complaints import keys, queries, service
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.insight import extract, wording
from værdig.complaints.insight import queries as requests
from værdig.complaints.insight import service as insight
from værdig.complaints.insight.rules import Asked, Duty, Kind, State
from værdig.complaints.insight.service import Answer, Wanted
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.models import Case, CaseClock, InsightRequest, Message, Note
from værdig.complaints.reading import read_case
from værdig.crypto import CannotOpen
from værdig.db import db, tenant
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.municipality import service as municipalities

MONDAY = "2026-11-02 09:00"
Freeze = Callable[[str], Any]


def opened(case: Case) -> Keys:
    return keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())


def asked(case: Case, code: str, what: Asked = Asked.SE, words: str = "Alt om mig.", **more: Any) -> InsightRequest:
    wanted = Wanted(asked=what, words=words)
    insight.ask(case.id, wanted, CITIZEN, keys=citizen_keys(case, code), token=token(), **more)
    return requests.of_case(again(case))[0]


def sorted_as(case: Case, code: str, kind: Kind, what: Asked = Asked.SE) -> InsightRequest:
    row = asked(case, code, what)
    insight.sort(case.id, row.id, kind, BOSS)
    return requests.one(again(case), row.id)


def clocks(row: InsightRequest) -> dict[str, date]:
    return {each.duty: each.due for each in requests.shown_clocks(row)}


def letter_of(case: Case) -> str:
    return read_case(again(case), opened(case)).messages[-1].text


@pytest.fixture
def mine(context: Flask, freeze: Freeze) -> tuple[Case, str]:
    freeze(MONDAY)
    return received(reader=Reader.MANAGEMENT)


def test_its_dates_are_its_own_and_the_cases_stay(mine: tuple[Case, str], freeze: Freeze) -> None:
    case, code = mine
    before = [(row.kind, row.due, row.stopped) for row in case.clocks]
    freeze("2026-11-04 09:00")
    row = asked(case, code)
    assert clocks(row) == {Duty.AKTINDSIGT: date(2026, 11, 13), Duty.SEN_AKTINDSIGT: date(2026, 11, 24)}
    insight.sort(case.id, row.id, Kind.PARTSAKTINDSIGT, BOSS)
    insight.answer(case.id, opened(case), row.id, Answer(result=State.IMOEDEKOMMET), BOSS)
    after = again(case)
    assert [(row.kind, row.due, row.stopped) for row in after.clocks] == before
    assert (after.state, after.first_answer) == (case.state, None)
    assert not queries.is_unanswered(after, Reader.MANAGEMENT)


def test_the_municipalitys_closing_days_do_not_bend_them(mine: tuple[Case, str], freeze: Freeze) -> None:
    case, code = mine
    municipalities.put("closing_days", ["2026-11-05", "2026-11-06"], valid_from=date(2026, 1, 1))
    assert clocks(asked(case, code))[Duty.AKTINDSIGT] == date(2026, 11, 11)


def test_sorting_gives_the_dates_of_the_law_from_the_day_it_came(mine: tuple[Case, str], freeze: Freeze) -> None:
    case, code = mine
    row = asked(case, code)
    freeze("2026-11-06 09:00")
    insight.sort(case.id, row.id, Kind.INDSIGTSRET, BOSS)
    assert clocks(requests.one(again(case), row.id)) == {Duty.EN_MAANED: date(2026, 12, 2)}
    insight.sort(case.id, row.id, Kind.EGENACCES, BOSS)
    assert clocks(requests.one(again(case), row.id))[Duty.AKTINDSIGT] == date(2026, 11, 11)


def test_what_waits_for_an_answer_goes_on_waiting(mine: tuple[Case, str]) -> None:
    case, code = mine
    service.write_as_citizen(case.id, citizen_keys(case, code), "Hvornår hører jeg?", token())
    row = sorted_as(case, code, Kind.PARTSAKTINDSIGT)
    insight.answer(case.id, opened(case), row.id, Answer(result=State.IMOEDEKOMMET), BOSS)
    assert queries.is_unanswered(again(case), Reader.MANAGEMENT)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("result", [State.DELVIST, State.AFSLAAET])
def test_a_no_cannot_be_sent_without_reasons_and_always_says_how_to_complain(
    mine: tuple[Case, str], kind: Kind, result: State
) -> None:
    case, code = mine
    row = sorted_as(case, code, kind)
    with pytest.raises(UserError) as refused:
        insight.answer(case.id, opened(case), row.id, Answer(result=result, reason=" \n", note="Note."), BOSS)
    assert refused.value.field == "reason"
    assert again(case).messages == []
    insight.answer(
        case.id, opened(case), row.id, Answer(result=result, reason="Af hensyn til andre.", note="Note."), BOSS
    )
    said = letter_of(case)
    assert "Af hensyn til andre." in said
    body = "Ankestyrelsen" if kind in (Kind.PARTSAKTINDSIGT, Kind.EGENACCES) else "Datatilsynet"
    for part in ("Sådan klager du", body, "Der er ingen frist for at klage", str(wording.KINDS[kind])):
        assert part in said


def test_the_copy_has_all_she_may_see_and_what_is_released(mine: tuple[Case, str]) -> None:
    case, code = mine
    service.answer(case.id, opened(case), "Her er svaret.", BOSS)
    for kind, text in (("notat_til_sagen", "Ringet i går."), ("notat_til_sagen", "Om en kollega."),
                       ("internt_arbejdspapir", "Mine tanker.")):  # fmt: skip
        service.write_note(case.id, opened(case), text, BOSS, Reader.MANAGEMENT, kind=kind)
    row = sorted_as(again(case), code, Kind.PARTSAKTINDSIGT)
    can = extract.items(again(case), opened(case), Reader.MANAGEMENT)
    assert {item.text for item in can} == {"Ringet i går.", "Om en kollega."}
    chosen = next(item.id for item in can if item.text == "Ringet i går.")
    with pytest.raises(UserError):
        insight.answer(case.id, opened(case), row.id, Answer(result=State.IMOEDEKOMMET, released=[chosen]), BOSS)
    insight.answer(
        case.id, opened(case), row.id, Answer(result=State.DELVIST, reason="Andre.", released=[chosen]), BOSS
    )
    copy = extract.given(requests.one(again(case), row.id), citizen_keys(case, code))
    assert copy is not None
    assert [each["text"] for each in copy.items] == ["Ringet i går."]
    assert [each["text"] for each in copy.messages] == ["Her er svaret."]
    assert copy.left_out == [extract.Sort.NOTAT, extract.Sort.ARBEJDSPAPIR]
    assert "Mine tanker." not in str(copy)
    assert "Om en kollega." not in str(copy)
    assert "Interne arbejdspapirer" in letter_of(case)


def test_a_paper_can_never_be_released(mine: tuple[Case, str]) -> None:
    case, code = mine
    service.write_note(case.id, opened(case), "Mine tanker.", BOSS, Reader.MANAGEMENT, kind="internt_arbejdspapir")
    row = sorted_as(again(case), code, Kind.PARTSAKTINDSIGT)
    paper = db.session.scalars(select(Note.id)).one()
    with pytest.raises(RuleBroken):
        insight.answer(case.id, opened(case), row.id, Answer(result=State.DELVIST, reason="x", released=[paper]), BOSS)
    assert again(case).messages == []


def test_what_was_given_stays_as_it_was(mine: tuple[Case, str]) -> None:
    case, code = mine
    row = sorted_as(case, code, Kind.INDSIGTSRET)
    insight.answer(case.id, opened(case), row.id, Answer(result=State.IMOEDEKOMMET), BOSS)
    before = requests.one(again(case), row.id).copy
    service.answer(case.id, opened(again(case)), "Noget nyt.", BOSS)
    with pytest.raises(RuleBroken):
        insight.answer(case.id, opened(again(case)), row.id, Answer(result=State.AFSLAAET, reason="x"), BOSS)
    with pytest.raises(RuleBroken):
        insight.sort(case.id, row.id, Kind.EGENACCES, BOSS)
    after = requests.one(again(case), row.id)
    assert (after.copy, after.state) == (before, State.IMOEDEKOMMET)


def test_an_answer_stops_its_dates_and_is_sent_once(mine: tuple[Case, str]) -> None:
    case, code = mine
    row = sorted_as(case, code, Kind.PARTSAKTINDSIGT)
    once = token()
    sent = [
        insight.answer(case.id, opened(case), row.id, Answer(result=State.IMOEDEKOMMET), BOSS, token=once)
        for _press in range(2)
    ]
    assert sent == [True, False]
    assert len(again(case).messages) == 1
    assert all(each.stop_cause == "imoedekommet" for each in requests.one(again(case), row.id).clocks)


def test_two_presses_of_the_door_are_one_request(mine: tuple[Case, str]) -> None:
    case, code = mine
    once, wanted = token(), Wanted(asked=Asked.SE, words="Alt.")
    for _press in range(2):
        insight.ask(case.id, wanted, CITIZEN, keys=citizen_keys(case, code), token=once)
    assert len(requests.of_case(again(case))) == 1


def test_the_door_stays_open_after_closing(mine: tuple[Case, str], freeze: Freeze) -> None:
    case, code = mine
    service.withdraw(case.id)
    freeze("2026-11-09 09:00")
    row = sorted_as(again(case), code, Kind.PARTSAKTINDSIGT)
    assert [found.id for _case, found in requests.open_with(Reader.MANAGEMENT)] == [row.id]
    insight.answer(case.id, opened(again(case)), row.id, Answer(result=State.IMOEDEKOMMET), BOSS)
    after = again(case)
    assert after.closed is not None
    assert after.messages[-1].kind == "indsigt"
    assert requests.open_with(Reader.MANAGEMENT) == []


def test_a_correction_is_a_note_and_changes_nothing_that_stands(mine: tuple[Case, str]) -> None:
    case, code = mine
    service.withdraw(case.id)
    row = sorted_as(again(case), code, Kind.BERIGTIGELSE, Asked.RET)
    story = case.story
    with pytest.raises(UserError) as refused:
        insight.answer(case.id, opened(case), row.id, Answer(result=State.IMOEDEKOMMET), BOSS)
    assert refused.value.field == "text"
    insight.answer(case.id, opened(case), row.id, Answer(result=State.IMOEDEKOMMET, note="Det var i maj."), BOSS)
    (note,) = again(case).notes
    assert note.kind == "notat_til_sagen"
    assert "Det var i maj." in letter_of(case)
    assert again(case).story == story


def test_deletion_always_has_a_reason(mine: tuple[Case, str]) -> None:
    case, code = mine
    row = sorted_as(case, code, Kind.SLETNING, Asked.SLET)
    for result in (State.IMOEDEKOMMET, State.DELVIST, State.AFSLAAET):
        with pytest.raises(UserError):
            insight.answer(case.id, opened(case), row.id, Answer(result=result), BOSS)
    assert again(case).messages == []


# --- fristbrev ---


def test_a_fristbrev_has_reason_date_and_the_right_to_complain_and_the_law_stands(
    mine: tuple[Case, str], freeze: Freeze
) -> None:
    case, code = mine
    row = asked(case, code)
    freeze("2026-11-11 12:00")
    insight.put_off(case.id, opened(case), row.id, "Sagen er stor.", date(2026, 11, 18), BOSS, token=token())
    said = letter_of(case)
    for part in (
        "Sagen er stor.",
        "onsdag den 18. november 2026",
        "klage over ventetiden",
        "20. november 2026",
        "Ankestyrelsen",
    ):
        assert part in said
    after = requests.one(again(case), row.id)
    assert clocks(after)[Duty.AKTINDSIGT] == date(2026, 11, 11)
    assert requests.promised(after) == date(2026, 11, 18)
    assert [letter.in_time for letter in after.letters] == [True]
    freeze("2026-11-19 12:00")
    insight.put_off(case.id, opened(case), row.id, "Stadig stor.", date(2026, 11, 25), BOSS, token=token())
    assert [letter.in_time for letter in requests.one(again(case), row.id).letters] == [True, False]


@pytest.mark.parametrize("until", [date(2026, 11, 11), date(2026, 11, 15), date(2027, 3, 1)])
def test_a_date_that_will_not_do_sends_nothing(mine: tuple[Case, str], until: date) -> None:
    case, code = mine
    row = asked(case, code)
    with pytest.raises(UserError) as refused:
        insight.put_off(case.id, opened(case), row.id, "Stor.", until, BOSS)
    assert refused.value.field == "until"
    assert again(case).messages == []


def test_article_12_allows_two_more_months_and_no_day_beyond(mine: tuple[Case, str]) -> None:
    case, code = mine
    row = sorted_as(case, code, Kind.INDSIGTSRET)
    with pytest.raises(UserError, match=r"2\. februar 2027"):
        insight.put_off(case.id, opened(case), row.id, "Stor.", date(2027, 2, 3), BOSS)
    insight.put_off(case.id, opened(case), row.id, "Stor.", date(2027, 2, 2), BOSS)
    assert "Datatilsynet" in letter_of(case)


# --- who may ---


def test_only_the_side_it_was_sent_to_answers(ready: Any, freeze: Freeze) -> None:
    freeze(MONDAY)
    case, code = received(reader=Reader.BORGERRAADGIVER)
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", CITIZEN)
    row = asked(again(case), code)
    for deed in (
        lambda: insight.sort(case.id, row.id, Kind.EGENACCES, BOSS),
        lambda: insight.answer(case.id, opened(case), row.id, Answer(result=State.AFSLAAET, reason="x"), BOSS),
        lambda: insight.put_off(case.id, opened(case), row.id, "x", date(2026, 11, 18), BOSS),
    ):
        with pytest.raises(NotYours):
            deed()
    assert requests.open_with(Reader.MANAGEMENT) == []
    assert len(requests.open_with(Reader.BORGERRAADGIVER)) == 1


def test_the_managements_keys_open_neither_wish_nor_copy_of_a_confidential_case(ready: Any, freeze: Freeze) -> None:
    freeze(MONDAY)
    case, code = received(reader=Reader.BORGERRAADGIVER)
    service.give_consent(case.id, citizen_keys(case, code), "med_navn", CITIZEN)
    row = asked(again(case), code, words="Kun til dig.")
    insight.sort(case.id, row.id, Kind.EGENACCES, BR)
    own = keys.open_for(again(case), Reader.BORGERRAADGIVER, ready())
    insight.answer(case.id, own, row.id, Answer(result=State.IMOEDEKOMMET), BR)
    row = requests.one(again(case), row.id)
    assert row.wish is not None
    assert row.copy is not None
    held = opened(again(case))
    for part in held.parts:
        for column, sealed in (("wish", row.wish), ("copy", row.copy)):
            with pytest.raises(CannotOpen):
                held.open(Part(part), "case_insight", column, row.id, sealed)
    assert extract.given(row, citizen_keys(again(case), code)) is not None
    assert [m.part for m in db.session.scalars(select(Message))] == [Part.MESSAGES]


def test_a_request_of_another_case_is_not_there(mine: tuple[Case, str]) -> None:
    case, code = mine
    row = asked(case, code)
    other = received(reader=Reader.MANAGEMENT)[0]
    with pytest.raises(NotYours):
        insight.sort(other.id, row.id, Kind.EGENACCES, BOSS)
    with tenant("vallensbaek"), pytest.raises(NotYours):
        insight.sort(case.id, row.id, Kind.EGENACCES, BOSS)


def test_the_desk_notes_a_request_by_the_number_and_reads_nothing(mine: tuple[Case, str], freeze: Freeze) -> None:
    case, _code = mine
    desk = By("d" * 22, BOSS.mover, "skranke")
    freeze("2026-11-05 09:00")
    wanted = Wanted(asked=Asked.RET, words="Bliver ikke gemt.", day=date(2026, 11, 4))
    insight.ask_by_number(f" {case.number} ", wanted, desk, token=token())
    (row,) = requests.of_case(again(case))
    assert (row.wish, row.noted_by, row.asked_on) == (None, "d" * 22, date(2026, 11, 4))
    assert clocks(row) == {Duty.EN_MAANED: date(2026, 12, 4)}
    for day in (date(2026, 11, 6), date(2026, 11, 1)):
        with pytest.raises(UserError) as refused:
            insight.ask_by_number(case.number, Wanted(asked=Asked.SE, day=day), desk, token=token())
        assert refused.value.field == "day"
    with tenant("vallensbaek"), pytest.raises(UserError) as unknown:
        insight.ask_by_number(case.number, Wanted(asked=Asked.SE), desk, token=token())
    assert unknown.value.field == "number"


def test_what_is_done_is_written_in_the_log(mine: tuple[Case, str]) -> None:
    from værdig import audit

    case, code = mine
    row = sorted_as(case, code, Kind.PARTSAKTINDSIGT)
    insight.put_off(case.id, opened(case), row.id, "Stor.", date(2026, 11, 18), BOSS)
    insight.answer(case.id, opened(case), row.id, Answer(result=State.IMOEDEKOMMET), BOSS)
    for _time in range(2):
        insight.note_fetched(case.id, row.id)
    see_again()
    log = [entry for entry in audit.entries_about("complaint_case", case.id) if "insight" in entry.action]
    assert sorted(entry.action.removeprefix("complaint.insight_") for entry in log) == [
        "answered", "asked", "fetched", "put_off", "sorted",
    ]  # fmt: skip
    assert "Alt om mig." not in str([entry.detail for entry in log])
    assert requests.one(again(case), row.id).fetched == clock.today()
    assert db.session.scalars(select(CaseClock.id).where(CaseClock.case_id == case.id)).all()
