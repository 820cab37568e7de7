"""A citizen who is satisfied, and whether it helped her: once, hers to change, and nothing that joins the answer to her."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from complaints.given import BOSS, again, received, token
from flask import Flask
from sqlalchemy import select

from værdig import clock
from værdig.audit import AuditEntry
from værdig.clock import HalfYear
from værdig.complaints import keys, queries, service
from værdig.complaints.afterwards import service as afterwards
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, HelpCount
from værdig.complaints.representation.rules import Behalf, Role
from værdig.complaints.states import State
from værdig.db import db, tenant
from værdig.errors import RuleBroken


def answered(**more: Any) -> tuple[Case, str]:
    case, code = received("Jeg får ikke svar.", Reader.MANAGEMENT, **more)
    _answer(case)
    return again(case), code


def _answer(case: Case) -> None:
    service.move(case.id, opened(case), State.HOS_AFDELING, BOSS, "Videre.")
    service.answer(case.id, opened(case), "Her er svaret.", BOSS, settles=True)


def opened(case: Case) -> keys.Keys:
    return keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())


def finished() -> Case:
    case, _code = answered()
    service.withdraw(case.id)
    return again(case)


def counts() -> dict[str, int]:
    db.session.rollback()
    return {row.answer: row.count for row in db.session.scalars(select(HelpCount))}


def page_of(client: Any, code: str) -> Any:
    return client.get("/sag").submit({"code": code}).follow()


def test_she_says_that_the_answer_will_do_and_her_handler_sees_it(context: Flask, client: Any, boss: Any) -> None:
    case, code = answered()
    page = page_of(client, code).submit(form="Ja, jeg er tilfreds").follow()
    assert "Du har sagt, at du er tilfreds med svaret." in page.text
    assert "Ja, jeg er tilfreds" not in page.text
    told = boss.get(f"/stab/klager/{case.id}").text
    assert "Borgeren er tilfreds" in told
    assert "Borgeren er tilfreds med svaret" in told


def test_she_may_change_her_mind_until_it_is_closed(context: Flask, client: Any, boss: Any) -> None:
    case, code = answered()
    page = page_of(client, code).submit(form="Ja, jeg er tilfreds").follow()
    page = page.click("Fasthold din klage").submit().follow()
    assert again(case).state == State.FASTHOLDT
    assert "Borgeren har sagt, at svaret er i orden." not in boss.get(f"/stab/klager/{case.id}").text


def test_two_presses_are_one(context: Flask) -> None:
    case, _code = answered()
    afterwards.be_satisfied(case.id)
    with pytest.raises(RuleBroken):
        afterwards.be_satisfied(case.id)
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "complaint.satisfied")).all()
    assert len(entries) == 1


@pytest.mark.parametrize("state", [State.VISITATION, State.HOS_AFDELING])
def test_there_must_be_an_answer_to_be_satisfied_with(context: Flask, state: State) -> None:
    case = received(reader=Reader.MANAGEMENT)[0]
    if state is State.HOS_AFDELING:
        service.move(case.id, opened(case), state, BOSS, "Svar.")
    with pytest.raises(RuleBroken):
        afterwards.be_satisfied(case.id)


def test_a_second_answer_is_asked_about_anew(context: Flask) -> None:
    case, _code = answered()
    afterwards.be_satisfied(case.id)
    service.withdraw(case.id)
    service.reopen(case.id)
    _answer(again(case))
    assert not afterwards.is_satisfied(again(case))
    afterwards.be_satisfied(case.id)
    assert afterwards.is_satisfied(again(case))


def test_whether_it_helped_is_counted_once_and_stands_nowhere_near_the_case(context: Flask, client: Any) -> None:
    case, code = answered()
    service.withdraw(case.id)
    entries = db.session.query(AuditEntry).count()
    page = page_of(client, code).submit(form="Delvist").follow()
    assert "Ingen kan se, at det er dit." in page.text
    assert "Hjalp det dig at klage?" not in page.text
    assert counts() == {"delvist": 1}
    assert db.session.query(AuditEntry).count() == entries, "the log is silent"
    assert "delvist" not in {str(getattr(again(case), column.key)) for column in Case.__table__.columns}
    assert not afterwards.say_if_helped(case.id, "ja")
    assert counts() == {"delvist": 1}


def test_who_would_rather_not_is_not_asked_again(context: Flask, client: Any) -> None:
    case, code = answered()
    service.withdraw(case.id)
    page = page_of(client, code).submit(form="Jeg vil ikke svare").follow()
    assert "Hjalp det dig" not in page.text
    assert counts() == {}


@pytest.mark.parametrize("more", [{"behalf": Behalf(role=Role.VAERGE)}, {"type": "vejledning"}])
def test_who_writes_for_another_and_who_has_not_complained_are_not_asked(context: Flask, more: Any) -> None:
    case = received(reader=Reader.MANAGEMENT, **more)[0]
    service.withdraw(case.id)
    assert not afterwards.may_be_asked(again(case))
    assert not afterwards.say_if_helped(case.id, "ja")
    assert counts() == {}


def test_nobody_is_asked_before_the_case_is_over(context: Flask, client: Any) -> None:
    _case, code = answered()
    assert "Hjalp det dig" not in page_of(client, code).text


def test_what_is_no_answer_is_not_counted(context: Flask) -> None:
    with pytest.raises(RuleBroken):
        afterwards.say_if_helped(finished().id, "måske")


def test_none_is_lost_when_many_answer_at_once(engine_app: Flask) -> None:
    """On both engines: two who answer first at the same moment both count."""
    with engine_app.app_context(), tenant("albertslund"):
        ids = [_withdrawn() for _number in range(8)]

    def say(case_id: str) -> None:
        with engine_app.app_context(), tenant("albertslund"):
            assert afterwards.say_if_helped(case_id, "ja")

    threads = [Thread(target=say, args=[case_id]) for case_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine_app.app_context(), tenant("albertslund"):
        assert counts() == {"ja": 8}


def _withdrawn() -> str:
    told = service.receive(service.Complaint(story="Klage", inbox=Reader.MANAGEMENT), token())
    service.withdraw(told.case_id)
    return told.case_id


def test_few_answers_are_not_shown_and_enough_are(context: Flask) -> None:
    half_year = HalfYear.of(clock.today())
    for _number in range(4):
        afterwards.say_if_helped(finished().id, "ja")
    assert queries.figures(half_year).clearing.table("complaints.helped").total.n is None
    for _number in range(4):
        afterwards.say_if_helped(finished().id, "nej")
    afterwards.say_if_helped(finished().id, "ja")
    table = queries.figures(half_year).clearing.table("complaints.helped")
    assert table.total.n == 9
    assert all(row.n is None or row.n >= 5 for row in table.rows)
