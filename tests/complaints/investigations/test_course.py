"""An investigation from the first question to the finding: what each step does, what may be told to whom, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from complaints.given import BOSS, BR, again, citizen_keys, database_bytes, received, see_again, token
from complaints.investigations.begun import (
    QUESTIONS,
    ask,
    finish,
    hearing_of,
    hers,
    investigated,
    send_on,
    timer,
    written,
)
from flask import Flask

from værdig import municipality
from værdig.complaints import keys, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.deadlines import Clock
from værdig.complaints.investigations import finding, hearings, queries
from værdig.complaints.investigations.steps import Step
from værdig.complaints.keys import Reader
from værdig.complaints.reading import read_case
from værdig.complaints.states import State
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.municipality import service as municipalities

MONDAY = "2026-11-02 09:00"
Ready = Callable[[], dict[str, bytes]]


@pytest.fixture
def monday(freeze: Callable[[str], None]) -> Callable[[str], None]:
    freeze(MONDAY)
    return freeze


@pytest.fixture
def ready(ready: Ready) -> Ready:
    """Keep her keys for the weeks an investigation takes; the inbox itself locks when it is not used."""
    held = ready()
    return lambda: held


def test_the_whole_way(ready: Ready, monday: Any) -> None:
    case, code = investigated(ready, consent="uden_navn")
    ask(case, ready)
    assert timer(case, Clock.HOERINGSSVAR).due == date(2026, 11, 23)
    hearings.answer_hearing(hearing_of(case).id, "Vi beklager. Vi havde for få hænder.", BOSS)
    assert timer(case, Clock.HOERINGSSVAR).stop_cause == "besvaret"
    monday("2026-11-10 09:00")
    send_on(case, ready)
    assert timer(case, Clock.BEMAERKNINGER).due == date(2026, 11, 24)
    with pytest.raises(UserError, match="Borgeren kan stadig skrive"):
        hearings.begin_draft(case.id, BR)
    service.write_as_citizen(case.id, citizen_keys(case, code), "Det passer ikke helt.", token())
    finish(case, ready)
    after = again(case)
    assert after.state == State.UDTALELSE
    assert [point.outcome for point in after.points] == ["kritik"]
    found = queries.latest(after)
    assert found is not None
    assert (found.step, found.draft) == (Step.UDTALELSE, None)
    assert [(each.word, each.place, each.steps) for each in found.criticism] == [("Kritisabelt", 3, 5)]
    sent = read_case(after, citizen_keys(after, code)).messages[-1]
    assert sent.kind == "udtalelse"
    for said in ("Otte uger.", "For længe.", "God skik.", "Svar hurtigere.", ": Kritisabelt."):
        assert said in sent.text
    assert not [row for row in after.clocks if row.stopped is None and row.kind != Clock.OPFOELGNING]


# --- what may be told of a case ---


def test_nothing_of_a_confidential_case_is_asked_about_without_consent(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready)
    with pytest.raises(UserError, match="ikke samtykke") as refused:
        ask(case, ready)
    assert refused.value.field == "general"
    assert queries.latest(again(case)) is None
    assert not queries.put_to_management()


def test_general_questions_tell_the_management_nothing_of_the_case(ready: Ready, monday: Any) -> None:
    case, code = investigated(ready)
    ask(case, ready, "Hvor længe venter borgere på svar?", general=True)
    (put,) = queries.put_to_management()
    assert put.about is None
    assert queries.read_hearing(put.row, put.keys).questions == "Hvor længe venter borgere på svar?"
    assert set(put.keys.parts) == {keys.Part.HEARING}
    with pytest.raises(NotYours):
        keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    hearings.answer_hearing(put.row.id, "Otte dage.", BOSS)
    read = queries.read_hearing(hearing_of(case), hers(case, ready))
    assert read.answer == "Otte dage."
    assert not keys.open_with_code(case, code).has(keys.Part.HEARING)


@pytest.mark.parametrize("words", ["Navnløs", "nielsens", "12345678", "NAVNLOS@example.dk"])
@pytest.mark.parametrize("consent", ["", "uden_navn"])
def test_questions_that_lead_to_the_citizen_are_refused(ready: Ready, monday: Any, words: str, consent: str) -> None:
    case, _code = investigated(ready, consent=consent)
    with pytest.raises(UserError, match="føre til borgeren") as refused:
        ask(case, ready, f"Hvad ved I om {words}?", general=not consent)
    assert refused.value.field == "text"
    ask(case, ready, "Hvor længe venter borgere?", general=not consent)


def test_general_questions_do_not_quote_the_number_of_the_case(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready)
    with pytest.raises(UserError, match=case.number):
        ask(case, ready, f"Hvad skete der i {case.number}?", general=True)


def test_a_name_may_stand_in_the_questions_when_the_citizen_has_let_the_management_know_it(
    ready: Ready, monday: Any
) -> None:
    case, _code = investigated(ready, consent="med_navn")
    assert ask(case, ready, "Hvornår ringede I til Navnløs Nielsen?")


def test_a_consent_that_is_taken_back_closes_the_hearing_to_the_management(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready, consent="med_navn")
    ask(case, ready)
    hearing_id = hearing_of(case).id
    service.revoke_consent(case.id, CITIZEN)
    assert not queries.put_to_management()
    with pytest.raises(NotYours):
        hearings.answer_hearing(hearing_id, "Her er svaret.", BOSS)


def test_another_unit_is_asked_in_general_only_and_its_answer_is_noted(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready, consent="med_navn")
    with pytest.raises(UserError, match="ikke samtykke"):
        ask(case, ready, unit="anden_enhed")
    ask(case, ready, "Hvor længe venter borgere?", unit="anden_enhed", general=True)
    assert not queries.put_to_management(), "it does not read here"
    with pytest.raises(NotYours):
        hearings.answer_hearing(hearing_of(case).id, "Otte dage.", BOSS)
    hearings.note_answer(case.id, hearing_of(case).id, hers(case, ready), "Otte dage.", BR)
    assert queries.latest(again(case)).step == Step.HOERINGSSVAR_MODTAGET  # type: ignore[union-attr]


def test_a_case_that_was_sent_to_the_management_is_asked_about_as_it_is(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready, reader=Reader.MANAGEMENT)
    ask(case, ready, "Hvornår ringede I til Navnløs Nielsen?")
    assert [put.about.number for put in queries.put_to_management() if put.about] == [case.number]


def test_neither_questions_answers_nor_drafts_can_be_read_in_the_database(
    app: Flask, ready: Ready, monday: Any
) -> None:
    case, _code = investigated(ready, consent="uden_navn")
    ask(case, ready, "Spørgsmålseg?")
    hearings.answer_hearing(hearing_of(case).id, "Svarpoppel.", BOSS)
    finding.keep(case.id, hers(case, ready), written(case, facts="Udkastgran."), BR)
    see_again()
    everything = database_bytes(app)
    for word in ("Spørgsmålseg", "Svarpoppel", "Udkastgran"):
        assert word.encode() not in everything
    assert b"hoering" in everything, "the bytes are the right ones"


# --- steps and dates ---


def test_who_does_not_answer_can_be_gone_past_when_the_date_has_passed(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready, consent="uden_navn")
    ask(case, ready)
    monday("2026-11-23 09:00")
    with pytest.raises(UserError, match="Afdelingen kan stadig svare"):
        hearings.begin_draft(case.id, BR)
    monday("2026-11-24 09:00")
    finish(case, ready)
    assert again(case).state == State.UDTALELSE


def test_no_comments_by_the_date_is_no_hindrance(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready, consent="uden_navn")
    ask(case, ready)
    hearings.answer_hearing(hearing_of(case).id, "Vi beklager.", BOSS)
    send_on(case, ready)
    monday("2026-11-17 09:00")
    hearings.begin_draft(case.id, BR)
    assert queries.latest(again(case)).step == Step.UDKAST  # type: ignore[union-attr]


def test_nobody_is_criticised_who_has_not_been_heard(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready)
    with pytest.raises(UserError, match="Send en høring først"):
        finish(case, ready)
    assert again(case).state == State.UNDERSOEGELSE
    finding.keep(case.id, hers(case, ready), written(case, "Ingen kritik"), BR)
    finding.send(case.id, hers(case, ready), BR)
    assert [point.outcome for point in again(case).points] == ["ikke_medhold"]


@pytest.mark.parametrize("name", finding.TEXTS)
def test_a_finding_that_lacks_one_of_its_texts_is_not_sent(ready: Ready, monday: Any, name: str) -> None:
    case, _code = investigated(ready)
    hearings.begin_draft(case.id, BR)
    finding.keep(case.id, hers(case, ready), written(case, "Ingen kritik", **{name: "  "}), BR)
    with pytest.raises(UserError, match="alle fire afsnit"):
        finding.send(case.id, hers(case, ready), BR)
    assert not again(case).messages


def test_a_finding_says_something_of_every_klagepunkt(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready)
    hearings.begin_draft(case.id, BR)
    finding.keep(case.id, hers(case, ready), written(case, "Ingen kritik"), BR)
    service.add_point(
        case.id, hers(case, ready), BR, theme="complaints.optraeden", unit="jobcenter", formality="formalitet"
    )
    with pytest.raises(UserError, match="hvert klagepunkt"):
        finding.send(case.id, hers(case, ready), BR)


def test_an_outcome_that_she_chooses_goes_before_the_one_of_the_scale(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready, consent="uden_navn")
    ask(case, ready)
    hearings.answer_hearing(hearing_of(case).id, "Vi beklager.", BOSS)
    hearings.begin_draft(case.id, BR)
    outcomes = {point.id: "henstilling" for point in again(case).points}
    finding.keep(case.id, hers(case, ready), written(case, "Bemærkning", outcomes=outcomes), BR)
    finding.send(case.id, hers(case, ready), BR)
    assert [point.outcome for point in again(case).points] == ["henstilling"]


def test_a_double_click_sends_one_finding_and_what_is_sent_stays(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready)
    hearings.begin_draft(case.id, BR)
    finding.keep(case.id, hers(case, ready), written(case, "Ingen kritik"), BR)
    form = token()
    assert finding.send(case.id, hers(case, ready), BR, token=form)
    assert not finding.send(case.id, hers(case, ready), BR, token=form)
    assert len(again(case).messages) == 1
    with pytest.raises(RuleBroken):
        finding.keep(case.id, hers(case, ready), written(case, "Kritisabelt"), BR)


def test_a_draft_that_somebody_has_changed_meanwhile_is_not_sent_unread(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready)
    hearings.begin_draft(case.id, BR)
    finding.keep(case.id, hers(case, ready), written(case, "Ingen kritik"), BR)
    looked_at = finding.version_of(again(case))
    monday("2026-11-02 09:05")
    finding.keep(case.id, hers(case, ready), written(case, "Ingen kritik", facts="Andet."), BR)
    with pytest.raises(UserError, match="Udkastet er ændret"):
        finding.send(case.id, hers(case, ready), BR, version=looked_at)


def test_the_scale_is_the_municipalitys_and_a_finding_keeps_the_one_of_its_day(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready, consent="uden_navn")
    ask(case, ready)
    hearings.answer_hearing(hearing_of(case).id, "Vi beklager.", BOSS)
    finish(case, ready, "Beklageligt")
    municipalities.put("criticism_scale", ["Ingen kritik", "Kritik"], valid_from=date(2026, 11, 3))
    monday("2026-11-04 09:00")
    assert municipality.setting("criticism_scale", date(2026, 11, 4)) == ["Ingen kritik", "Kritik"]
    found = queries.latest(again(case))
    assert found is not None
    assert [(each.word, each.place, each.steps) for each in found.criticism] == [("Beklageligt", 2, 5)]
    other, _code = investigated(ready)
    hearings.begin_draft(other.id, BR)
    finding.keep(other.id, hers(other, ready), written(other, "Beklageligt"), BR)
    with pytest.raises(UserError):
        finding.send(other.id, hers(other, ready), BR)


def test_the_citizen_hears_again_within_twenty_working_days_of_the_last_letter(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready)
    assert timer(case, Clock.STATUSBREV).due == date(2026, 11, 30)
    monday("2026-11-30 09:00")
    service.answer(case.id, hers(case, ready), "Jeg undersøger stadig.", BR)
    assert timer(case, Clock.STATUSBREV).due == date(2026, 12, 30)
    monday("2027-01-05 09:00")
    service.answer(case.id, hers(case, ready), "Undskyld, at det varede så længe.", BR)
    (late, new) = [row for row in again(case).clocks if row.kind == Clock.STATUSBREV]
    assert late.stopped is not None
    assert late.due == date(2026, 12, 30), "a promise that was broken stays broken"
    assert new.stopped is None


def test_a_move_taken_back_ends_what_the_investigation_had_begun(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready, consent="uden_navn")
    ask(case, ready)
    service.move(case.id, hers(case, ready), State.VISITATION, BR, "Det var en fejl.")
    assert not [
        row.kind
        for row in again(case).clocks
        if row.stopped is None and row.kind in (Clock.HOERINGSSVAR, Clock.STATUSBREV)
    ]
    put = queries.put_to_management()[0]
    assert not queries.is_open(put)


def test_nobody_else_investigates(ready: Ready, monday: Any) -> None:
    case, _code = received(reader=Reader.MANAGEMENT)
    with pytest.raises(RuleBroken):
        hearings.begin_draft(case.id, BOSS)
    mine, _code = investigated(ready)
    with pytest.raises(RuleBroken):
        hearings.begin_draft(mine.id, BOSS)


def test_a_hearing_is_answered_once(ready: Ready, monday: Any) -> None:
    case, _code = investigated(ready, consent="uden_navn")
    ask(case, ready)
    form = token()
    assert hearings.answer_hearing(hearing_of(case).id, "Vi beklager.", BOSS, token=form)
    assert not hearings.answer_hearing(hearing_of(case).id, "Vi beklager.", BOSS, token=form)
    with pytest.raises(UserError, match="Høringen er besvaret"):
        hearings.answer_hearing(hearing_of(case).id, "Og en ting til.", BOSS, token=token())
    assert queries.read_hearing(hearing_of(case), hers(case, ready)).questions == QUESTIONS
