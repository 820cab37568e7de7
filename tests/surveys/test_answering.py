"""Answering: nothing saved is lost, sent exactly once, drafts that only the code opens; on both engines, side by side."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest
from conftest import HOME, NEIGHBOUR
from flask import Flask
from sqlalchemy import func, select, text
from surveys.rounds import codes_for, open_round, send

from værdig.audit import AuditEntry
from værdig.codes import CodeMistyped, new_code, normalise, shown
from værdig.crypto import CannotOpen
from værdig.db import db, tenant, transaction
from værdig.errors import UserError
from værdig.surveys import answering, drafts, queries, service
from værdig.surveys.answering import CodeUnusable
from værdig.surveys.ballot_box import SEALED_BYTES
from værdig.surveys.core_questionnaire import CORE_1
from værdig.surveys.models import Draft, Envelope, Invitation

CLOSED = [question.id for question in CORE_1.questions if question.kind != "open"]


def side_by_side(app: Flask, acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all acts at once, each in a thread and database session of its own; returns what came back or was raised."""

    def alone(act: Callable[[], Any]) -> Any:
        with app.app_context(), tenant(HOME):
            try:
                return act()
            except Exception as error:
                return error
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(lambda act: contextvars.Context().run(alone, act), acts))


def prepared(app: Flask, number: int = 1) -> tuple[str, list[str]]:
    """Open a round with some codes; returns its id and the codes."""
    with app.app_context(), tenant(HOME):
        round_id = open_round()
        made = codes_for(round_id, "dagpenge", number)
        db.session.remove()
    return round_id, made


def count(app: Flask, model: Any) -> int:
    with app.app_context(), tenant(HOME):
        found = db.session.scalar(select(func.count()).select_from(model))
        db.session.remove()
    return found or 0


def test_sixteen_saves_at_once_lose_nothing(engine_app: Flask) -> None:
    _round_id, (code,) = prepared(engine_app)
    given = {**dict.fromkeys(CLOSED, "ved_ikke"), "ny_sagsbehandler": "ja"}
    repeated = [*given, *CLOSED[:4]]
    assert len(repeated) == 16
    done = side_by_side(engine_app, [lambda q=q: answering.answer(code, q, given[q]) for q in repeated])
    assert [error for error in done if isinstance(error, Exception)] == []
    with engine_app.app_context(), tenant(HOME):
        assert answering.enter(code).answers == given


def test_a_save_waits_for_whoever_holds_the_draft(engine_app: Flask) -> None:
    """One who holds the code has read the draft and will write it: a save that came between would be overwritten."""
    _round_id, (code,) = prepared(engine_app)
    held, others = threading.Event(), []

    def slowly() -> None:
        with transaction():
            found = answering._hold(normalise(code))
            after, _kept = found.with_answer(normalise(code), "moedet", 5)
            held.set()
            others[0].join(0.5)  # it waits for us: there is nothing to be told when it does
            drafts.write(found.round_id, normalise(code), after)

    def beside() -> None:
        held.wait(20)
        answering.answer(code, "hoert", 4)

    with engine_app.app_context(), tenant(HOME):
        answering.answer(code, "samtalen", 3)
        db.session.remove()
    others.append(threading.Thread(target=lambda: side_by_side(engine_app, [beside])))
    others[0].start()
    assert side_by_side(engine_app, [slowly]) == [None]
    others[0].join(20)
    with engine_app.app_context(), tenant(HOME):
        assert answering.enter(code).answers == {"samtalen": 3, "moedet": 5, "hoert": 4}
        db.session.remove()


def test_nothing_beside_a_draft_counts_its_saves(engine_app: Flask) -> None:
    _round_id, (code,) = prepared(engine_app)
    drawn = []
    for value in ("1", "2", "3"):
        with engine_app.app_context(), tenant(HOME):
            answering.answer(code, "moedet", value)
            drawn.append(db.session.scalars(select(Draft)).one().version)
            db.session.remove()
    assert len(set(drawn)) == 3
    assert {later - earlier for earlier, later in pairwise(drawn)} != {1}


def test_saving_a_draft_leaves_no_mark_on_the_codes_own_row(engine_app: Flask) -> None:
    """PostgreSQL keeps the number of the transaction that locked a row; the draft would have the same."""
    _round_id, (code,) = prepared(engine_app)
    with engine_app.app_context(), tenant(HOME):
        answering.answer(code, "moedet", 5)
        on_postgres = db.engine.dialect.name == "postgresql"
        marks = "xmin::text, xmax::text" if on_postgres else "lookup, used"
        found = db.session.execute(text(f"SELECT {marks} FROM invitation")).one()
        draft = db.session.execute(text("SELECT xmin::text FROM draft")).scalar_one() if on_postgres else ""
        db.session.remove()
    assert draft not in found


def test_saving_a_draft_again_writes_nothing_on_the_rounds_row(engine_app: Flask) -> None:
    """A lock on the row would: every sender would write the same one, and PostgreSQL would keep the number of the last."""
    round_id, (code,) = prepared(engine_app)
    with engine_app.app_context(), tenant(HOME):
        answering.answer(code, "moedet", 5)
        marks = "xmin::text, xmax::text" if db.engine.dialect.name == "postgresql" else "*"
        asked = text(f"SELECT {marks} FROM survey_round WHERE id = :id")
        before = db.session.execute(asked, {"id": round_id}).one()
        answering.answer(code, "moedet", 4)
        assert db.session.execute(asked, {"id": round_id}).one() == before
        db.session.remove()


def test_of_four_submissions_at_once_exactly_one_is_stored(engine_app: Flask) -> None:
    _round_id, (code,) = prepared(engine_app)
    with engine_app.app_context(), tenant(HOME):
        answering.answer(code, "moedet", 5)
        db.session.remove()
    done = side_by_side(engine_app, [lambda: answering.send(code)] * 4)
    assert sum(not isinstance(each, Exception) for each in done) == 1
    refused = [each for each in done if isinstance(each, Exception)]
    assert all(isinstance(each, CodeUnusable) and each.used for each in refused), refused
    assert count(engine_app, Envelope) == 1
    assert count(engine_app, Draft) == 0


def test_answers_sent_while_a_round_closes_are_in_it_or_refused(engine_app: Flask) -> None:
    round_id, codes = prepared(engine_app, 12)
    done = side_by_side(
        engine_app, [*(lambda code=code: send(code, moedet=4) for code in codes), lambda: service.close_round(round_id)]
    )
    refused = [each for each in done[:-1] if isinstance(each, Exception)]
    assert done[-1] is None
    assert all(isinstance(each, CodeUnusable) for each in refused), refused
    with engine_app.app_context(), tenant(HOME):
        from værdig.surveys.models import SurveyRound

        assert db.session.scalars(select(SurveyRound)).one().answers_total == 12 - len(refused)
    assert count(engine_app, Draft) == 0


def test_answers_resume_with_the_same_code_and_change_one_at_a_time(context: Flask) -> None:
    (code,) = codes_for(open_round(), "dagpenge", 1)
    answering.answer(code, "moedet", "2")
    answering.answer(code.lower().replace("-", ""), "fortael", "Goddag")
    assert answering.enter(code).answers == {"moedet": 2, "fortael": "Goddag"}
    answering.answer(code, "moedet", "4")
    answering.answer(code, "fortael", None)
    assert answering.enter(code).answers == {"moedet": 4}


def test_an_open_answer_keeps_emoji_and_direction_marks_and_loses_null_bytes(context: Flask) -> None:
    (code,) = codes_for(open_round(), "dagpenge", 1)
    answering.answer(code, "fortael", "\x00Hej 👩‍👧 \u200fمرحبا\x07\r\nlinje")
    assert answering.enter(code).answers == {"fortael": "Hej 👩‍👧 \u200fمرحبا\nlinje"}


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("moedet", "6"),
        ("moedet", "0"),
        ("moedet", "glad"),
        ("ny_sagsbehandler", "1"),
        ("fortael", "x" * 2001),
        ("x", "1"),
    ],
)
def test_an_answer_that_cannot_be_given_is_refused_and_changes_nothing(
    context: Flask, question: str, given: str
) -> None:
    (code,) = codes_for(open_round(), "dagpenge", 1)
    answering.answer(code, "moedet", 3)
    with pytest.raises(UserError):
        answering.answer(code, question, given)
    assert answering.enter(code).answers == {"moedet": 3}


def test_every_draft_and_envelope_has_the_same_size(context: Flask) -> None:
    first, second, third = codes_for(open_round(), "dagpenge", 3)
    answering.answer(first, "moedet", 1)
    answering.answer(second, "fortael", "😀" * 2000)
    answering.answer(second, "moedet", 1)
    assert {len(draft.sealed) for draft in db.session.scalars(select(Draft))} == {drafts.SEALED_BYTES}
    send(third, moedet=1)
    answering.send(second)
    assert {len(envelope.sealed) for envelope in db.session.scalars(select(Envelope))} == {SEALED_BYTES}


def test_a_draft_opens_with_no_other_code_and_in_no_other_place(context: Flask) -> None:
    round_id = open_round()
    mine, other = codes_for(round_id, "dagpenge", 2)
    answering.answer(mine, "moedet", 1)
    answering.answer(other, "moedet", 5)
    one, two = db.session.scalars(select(Draft))
    with transaction():
        one.sealed, two.sealed = two.sealed, one.sealed
    with pytest.raises(CannotOpen):
        answering.enter(mine)


def test_an_older_copy_of_a_draft_does_not_open_in_a_newer_ones_place(context: Flask) -> None:
    (code,) = codes_for(open_round(), "dagpenge", 1)
    answering.answer(code, "moedet", 1)
    old = db.session.scalars(select(Draft)).one().sealed
    answering.answer(code, "moedet", 2)
    with transaction():
        db.session.scalars(select(Draft)).one().sealed = old
    with pytest.raises(CannotOpen):
        answering.enter(code)


def test_code_draft_and_answer_stand_nowhere_in_clear(context: Flask) -> None:
    (code,) = codes_for(open_round(), "dagpenge", 1)
    answering.answer(code, "fortael", "Sagsbehandleren lyttede")
    answering.answer(code, "fortael", "Sagsbehandleren lyttede igen")
    answering.send(code)
    invitation = db.session.scalars(select(Invitation)).one()
    assert invitation.lookup != drafts.lookup(normalise(code))
    stored = "\n".join(db.engine.raw_connection().driver_connection.iterdump())
    for secret in (normalise(code), code, "Sagsbehandleren lyttede"):
        assert secret not in stored


def test_used_closed_and_unknown_codes_get_the_same_refusal(context: Flask) -> None:
    round_id = open_round()
    used, unused = codes_for(round_id, "dagpenge", 2)
    send(used, moedet=3)
    told = {_refusal(used), _refusal(shown(new_code()))}
    service.close_round(round_id)
    told |= {_refusal(used), _refusal(unused)}
    assert len(told) == 1


def _refusal(code: str) -> str:
    with pytest.raises(CodeUnusable) as refused:
        answering.enter(code)
    return str(refused.value)


def test_a_mistyped_code_is_told_as_such(context: Flask) -> None:
    (code,) = codes_for(open_round(), "dagpenge", 1)
    with pytest.raises(CodeMistyped):
        answering.enter(code[:-1])
    swapped = code[1] + code[0] + code[2:]
    if swapped != code:
        with pytest.raises(CodeMistyped):
            answering.enter(swapped)


def test_nothing_answered_cannot_be_sent(context: Flask) -> None:
    (code,) = codes_for(open_round(), "dagpenge", 1)
    with pytest.raises(UserError):
        answering.send(code)
    assert db.session.scalar(select(func.count()).select_from(Envelope)) == 0
    assert answering.enter(code).answers == {}


def test_a_code_is_of_no_use_in_another_municipality(context: Flask) -> None:
    (code,) = codes_for(open_round(), "dagpenge", 1)
    with tenant(NEIGHBOUR), pytest.raises(CodeUnusable):
        answering.enter(code)


def test_answering_leaves_no_audit_entry(context: Flask) -> None:
    round_id = open_round()
    (code,) = codes_for(round_id, "dagpenge", 1)
    before = db.session.scalar(select(func.count()).select_from(AuditEntry))
    send(code, moedet=3, fortael="Hej")
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_only_tens_are_told_while_the_round_is_open(context: Flask) -> None:
    round_id = open_round()
    for number, code in enumerate(codes_for(round_id, "dagpenge", 12), start=1):
        send(code, moedet=3)
        assert queries.answers_so_far(round_id) == (10 if number >= 10 else 0)
