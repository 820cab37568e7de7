"""Closing a round: taken up again after any crash, nothing left that joins answers to people, and a lost key loses one round."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import HOME
from flask import Flask
from sqlalchemy import event, func, select
from surveys.rounds import codes_for, open_round, send

from værdig.audit import AuditEntry
from værdig.crypto import keyring
from værdig.db import db, in_transaction, tenant
from værdig.errors import RuleBroken, UserError
from værdig.surveys import answering, closing, losing, queries, round_keys, service
from værdig.surveys.closing import envelopes, erasing, writing
from værdig.surveys.coarsen import MERGED
from værdig.surveys.models import Answer, Draft, Envelope, Invitation, OpenAnswer, RoundTally, State, SurveyRound
from værdig.surveys.orders import CodeOrder
from værdig.surveys.quotations import queries as quotations

TEXT = "Et menneske kan genkendes på den her sætning"


class Crash(Exception):
    """Thrown in the middle of closing."""


def filled_round() -> tuple[str, list[str]]:
    """Open a round in which 15 on dagpenge, 12 on sygedagpenge and 2 on revalidering have answered; returns id and codes."""
    round_id = open_round()
    codes = codes_for(round_id, "dagpenge", 20, "over_2_aar")
    codes += codes_for(round_id, "sygedagpenge", 12) + codes_for(round_id, "revalidering", 4, "under_3_maaneder")
    for code in (*codes[:15], *codes[20:32], *codes[32:34]):
        send(code, moedet=4, samlet=2, fortael=TEXT)
    answering.answer(codes[18], "moedet", 1)
    return round_id, codes


def round_(round_id: str) -> SurveyRound:
    db.session.expire_all()
    return db.session.scalars(select(SurveyRound).where(SurveyRound.id == round_id)).one()


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def assert_closed(round_id: str) -> None:
    """Check everything a closed round is and is not, whatever happened on the way."""
    closed = round_(round_id)
    assert (closed.state, closed.closing_step) == (State.CLOSED, closing.STEP_NAMES[-1])
    assert closed.answers_total == count(Answer) == count(OpenAnswer) == 29
    assert closed.unreadable == 0
    assert (count(Invitation), count(Envelope), count(Draft)) == (0, 0, 0)
    combinations = Counter(map(tuple, db.session.execute(select(Answer.group_key, Answer.length_key))))
    assert combinations == {("dagpenge", "over_2_aar"): 15, (MERGED, None): 14}
    used = {group.key: (group.invited, group.used, group.merged_into) for group in closed.groups}
    assert used == {
        "dagpenge": (40, 15, None),
        "sygedagpenge": (30, 12, MERGED),
        "revalidering": (4, 2, MERGED),
        MERGED: (34, 14, None),
    }
    tallies = {(row.kind, row.value): row.number for row in db.session.scalars(select(RoundTally))}
    assert tallies == {("channel", "link"): 29, ("help", "unsaid"): 29, ("language", "da"): 29}
    with pytest.raises(round_keys.KeyLost):
        round_keys.private_key(closed)
    assert [quotations.text(round_id, number).words for number in range(1, 30)] == [TEXT] * 29


def test_a_round_closes(engine_app: Flask) -> None:
    with engine_app.app_context(), tenant(HOME):
        round_id, _codes = filled_round()
        service.close_round(round_id)
        assert_closed(round_id)


@pytest.mark.parametrize("step", closing.STEP_NAMES)
def test_an_exception_after_any_step_is_made_good_by_closing_again(context: Flask, step: str) -> None:
    round_id, _codes = filled_round()

    def crash(done: str) -> None:
        if done == step:
            raise Crash

    with pytest.raises(Crash):
        closing.run(round_id, after_step=crash)
    assert round_(round_id).closing_step == step
    service.close_round(round_id)
    assert_closed(round_id)


MIDDLES = {
    "kontrolleret": (envelopes, "_fitting", "stoppet"),
    "skrevet": (writing, "_tallies", "stoppet kontrolleret udjaevnet"),
    "udjaevnet": (writing, "_merge_groups", "stoppet kontrolleret"),
    "talt": (writing, "count_used", "stoppet kontrolleret udjaevnet skrevet"),
    "ryddet": (erasing, "_vacuum_on", " ".join(closing.STEP_NAMES[:8])),
}
"""Step → module and name of the function in its middle that breaks, and the steps that are then done."""


@pytest.mark.parametrize("step", MIDDLES)
def test_an_exception_in_the_middle_of_a_step_leaves_nothing_of_it(
    context: Flask, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id, _codes = filled_round()
    module, name, done = MIDDLES[step]
    whole = getattr(module, name)

    def break_off(*values: Any) -> Any:
        whole(*values)
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(module, name, break_off)
        with pytest.raises(Crash):
            service.close_round(round_id)
    assert round_(round_id).closing_step == done.split()[-1]
    assert count(Answer) == (0 if step in ("kontrolleret", "skrevet", "udjaevnet") else 29)
    service.close_round(round_id)
    assert_closed(round_id)


def test_a_box_that_was_emptied_in_part_is_emptied_by_closing_again(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id, _codes = filled_round()
    monkeypatch.setattr(erasing, "DELETED_AT_ONCE", 10)
    deletions = []

    def break_off_at_the_third(*about: Any) -> None:
        deletions.extend(["envelope"] if "DELETE FROM envelope" in about[2] else [])
        if len(deletions) == 3:
            raise Crash

    event.listen(db.engine, "before_cursor_execute", break_off_at_the_third)
    with pytest.raises(Crash):
        service.close_round(round_id)
    event.remove(db.engine, "before_cursor_execute", break_off_at_the_third)
    assert (round_(round_id).closing_step, count(Envelope)) == ("invitationer_slettet", 9)
    service.close_round(round_id)
    assert_closed(round_id)


def test_others_can_write_while_the_envelopes_are_opened(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite nobody else writes during a transaction, and opening a large round's envelopes takes long."""
    round_id, _codes = filled_round()
    whole, apart = envelopes._fitting, []

    def look(*values: Any) -> Any:
        apart.append(in_transaction())
        return whole(*values)

    monkeypatch.setattr(envelopes, "_fitting", look)
    service.close_round(round_id)
    assert apart == [False] * 29


KILLER = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from conftest import HOME, make_app
from værdig.db import tenant
from værdig.surveys import closing
from værdig.surveys.closing import writing

instance, database, round_id, step, moment = sys.argv[2:]
app = make_app(Path(instance), plugins="", **({"database": database} if database else {}))

def die(*_values):
    os._exit(137)

with app.app_context(), tenant(HOME):
    if moment == "middle":
        whole = writing._insert
        def half(model, rows):
            whole(model, rows)
            if model is writing.OpenAnswer:
                die()
        writing._insert = half
        closing.run(round_id)
    closing.run(round_id, after_step=lambda done: die() if done == step else None)
"""


def killed_at(app: Flask, round_id: str, step: str, moment: str = "after") -> None:
    """Close in a process of its own that dies without a word: no rollback, no clean-up."""
    database = app.config["SQLALCHEMY_DATABASE_URI"]
    arguments = [
        str(Path(__file__).parents[1]), app.instance_path, "" if database.startswith("sqlite") else database,
        round_id, step, moment,
    ]  # fmt: skip
    done = subprocess.run([sys.executable, "-c", KILLER, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 137, done.stderr


def resume(app: Flask, round_id: str) -> None:
    with app.app_context(), tenant(HOME):
        db.session.remove()
        service.close_round(round_id)
        assert_closed(round_id)


def killed_in_a_fork(round_id: str, step: str) -> None:
    """The same in a copy of this process, which needs no second to start: for trying every step."""
    db.engine.dispose()
    child = os.fork()
    if not child:
        try:
            closing.run(round_id, after_step=lambda done: os._exit(137) if done == step else None)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 137


@pytest.mark.parametrize("step", closing.STEP_NAMES)
def test_a_process_killed_after_any_step_is_made_good_by_closing_again(engine_app: Flask, step: str) -> None:
    with engine_app.app_context(), tenant(HOME):
        round_id, _codes = filled_round()
        db.session.remove()
        killed_in_a_fork(round_id, step)
    resume(engine_app, round_id)


@pytest.mark.parametrize("step", ["middle", "skrevet"])
def test_a_process_killed_while_it_writes_leaves_nothing_half_done(engine_app: Flask, step: str) -> None:
    with engine_app.app_context(), tenant(HOME):
        round_id, _codes = filled_round()
        db.session.remove()
    killed_at(engine_app, round_id, step, moment="middle" if step == "middle" else "after")
    with engine_app.app_context(), tenant(HOME):
        assert count(Answer) == (0 if step == "middle" else 29)
    resume(engine_app, round_id)


def test_closing_twice_changes_nothing(context: Flask) -> None:
    round_id, _codes = filled_round()
    service.close_round(round_id)
    before = set(db.session.scalars(select(Answer.id)))
    service.close_round(round_id)
    assert set(db.session.scalars(select(Answer.id))) == before
    assert_closed(round_id)


def test_a_planned_round_cannot_be_closed(context: Flask) -> None:
    from surveys.rounds import planned_round

    round_id = planned_round()
    with pytest.raises(UserError):
        service.close_round(round_id)
    assert round_(round_id).state == State.PLANNED


def test_closing_is_no_part_of_another_transaction(context: Flask) -> None:
    from værdig.db import transaction

    round_id, _codes = filled_round()
    with transaction(), pytest.raises(RuleBroken):
        service.close_round(round_id)
    assert round_(round_id).state == State.OPEN


def test_nothing_of_codes_envelopes_and_drafts_is_left_in_the_files(context: Flask) -> None:
    round_id, codes = filled_round()
    remains = [answering.lookup(code.replace("-", "")) for code in codes]
    remains += [bytes(sealed)[:64] for sealed in db.session.scalars(select(Envelope.sealed))]
    remains += [bytes(sealed)[:64] for sealed in db.session.scalars(select(Draft.sealed))]
    assert all(_in_files(context, each) for each in remains[-3:])
    service.close_round(round_id)
    db.session.remove()
    assert not [each for each in remains if _in_files(context, each)]


def _in_files(app: Flask, content: bytes) -> bool:
    files = Path(app.instance_path).glob("vaerdig.sqlite*")
    return any(content in file.read_bytes() for file in files)


def test_answers_are_shuffled_and_carry_neither_order_nor_time(context: Flask) -> None:
    round_id = open_round()
    codes = codes_for(round_id, "dagpenge", 40, "over_2_aar")
    for number, code in enumerate(codes):
        send(code, fortael=f"nummer {number:02}", moedet=1 + number % 5)
    service.close_round(round_id)
    columns = {column.name for model in (Answer, OpenAnswer, Envelope, Draft) for column in model.__table__.columns}
    assert not [name for name in columns if name.endswith(("_at", "_on", "time", "date", "position", "number"))]
    in_key_order = [row.chosen["moedet"] for row in db.session.scalars(select(Answer).order_by(Answer.id))]
    assert in_key_order != [1 + number % 5 for number in range(40)]


def test_the_tables_of_citizens_have_no_row_ids(context: Flask) -> None:
    from sqlalchemy.exc import OperationalError

    for model in (Answer, OpenAnswer, Envelope, Draft, Invitation):
        with pytest.raises(OperationalError, match="rowid"):
            db.session.execute(db.text(f"SELECT rowid FROM {model.__tablename__}"))
        db.session.rollback()


def test_an_envelope_that_does_not_open_is_counted_and_the_rest_are_read(context: Flask) -> None:
    from værdig.db import transaction

    round_id, _codes = filled_round()
    with transaction():
        one, two = db.session.scalars(select(Envelope).limit(2))
        one.sealed = bytes(len(one.sealed))
        two.sealed = two.sealed[:-1] + bytes([two.sealed[-1] ^ 1])
    service.close_round(round_id)
    assert (round_(round_id).unreadable, round_(round_id).answers_total) == (2, 27)


def test_an_envelope_without_an_invitation_is_no_answer(context: Flask) -> None:
    """An insider who can write in the database can seal what he likes; without a code it does not count."""
    from værdig.db import transaction
    from værdig.surveys.ballot_box import Ballot, seal_ballot

    round_id, _codes = filled_round()
    with transaction():
        public = round_(round_id).public_key or b""
        stuffed = seal_ballot(public, round_id, Ballot({"moedet": 5}))
        db.session.add(Envelope(round_id=round_id, lookup=b"x" * 32, sealed=stuffed))
    service.close_round(round_id)
    assert (round_(round_id).unreadable, round_(round_id).answers_total) == (1, 29)


# --- keys ---


def key_files() -> list[Path]:
    return list((keyring().folder / "runder").glob("*.key"))


def test_the_key_file_is_readable_by_its_owner_only_and_gone_afterwards(context: Flask) -> None:
    round_id, _codes = filled_round()
    (file,) = [each for each in key_files() if each.stem == (round_(round_id).public_key or b"").hex()]
    assert file.stat().st_mode & 0o077 == 0
    service.close_round(round_id)
    assert not file.exists()


def test_a_lost_key_loses_the_round_says_so_and_nothing_else(context: Flask) -> None:
    from værdig.clock import HalfYear

    round_id, _codes = filled_round()
    lost = [each for each in key_files() if each.stem == (round_(round_id).public_key or b"").hex()]
    other = open_round(half_year=HalfYear(2021, 2))
    (code,) = codes_for(other, "dagpenge", 1)
    lost[0].unlink()
    with pytest.raises(UserError, match="tabt"):
        service.close_round(round_id)
    assert round_(round_id).state == State.LOST
    assert count(Envelope) == 29
    send(code, moedet=3)
    service.close_round(other)
    assert round_(other).state == State.CLOSED


def test_a_key_that_turns_up_again_saves_the_round(context: Flask) -> None:
    round_id, _codes = filled_round()
    (file,) = [each for each in key_files() if each.stem == (round_(round_id).public_key or b"").hex()]
    kept = file.read_bytes()
    file.unlink()
    with pytest.raises(UserError):
        service.close_round(round_id)
    file.write_bytes(kept)
    service.close_round(round_id)
    assert_closed(round_id)


def test_a_key_file_with_another_key_in_it_is_a_lost_key(context: Flask) -> None:
    round_id, _codes = filled_round()
    (file,) = [each for each in key_files() if each.stem == (round_(round_id).public_key or b"").hex()]
    file.write_bytes(b"k" * 32)
    with pytest.raises(UserError, match="tabt"):
        service.close_round(round_id)


def test_a_lost_round_can_be_given_up_and_asked_again(context: Flask) -> None:
    round_id, _codes = filled_round()
    for file in key_files():
        file.unlink()
    with pytest.raises(UserError):
        service.close_round(round_id)
    losing.give_up_round(round_id)
    assert (count(Envelope), count(Draft), count(Invitation)) == (0, 0, 0)
    assert {group.key: group.used for group in round_(round_id).groups}["dagpenge"] == 15
    again = open_round()
    assert round_(again).state == State.OPEN
    with pytest.raises(UserError):
        service.close_round(round_id)


@pytest.fixture
def holders(context: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Keep rounds' keys with holders; the function makes the two."""
    from factories import make_user

    monkeypatch.setattr(round_keys, "custody", lambda: round_keys.HOLDERS)

    def make() -> None:
        for role, phrase in (("borgerraadgiver", "rolig lampe grøn båd"), ("dpo", "tavs sten over bro")):
            user = make_user(role)
            service.become_key_holder(user.id, user.name, phrase)

    return make


def test_with_holders_no_key_file_exists_and_either_of_the_two_can_open(holders: Callable[[], None]) -> None:
    holders()
    before = set(key_files())
    round_id, _codes = filled_round()
    assert set(key_files()) == before
    with pytest.raises(UserError, match="kodeord"):
        service.close_round(round_id)
    with pytest.raises(UserError, match="passer ikke"):
        service.close_round(round_id, "et helt forkert kodeord")
    assert round_(round_id).state == State.OPEN
    service.close_round(round_id, "tavs sten over bro")
    assert_closed(round_id)


def test_one_holder_is_too_few_to_open_a_round(holders: Callable[[], None]) -> None:
    with pytest.raises(UserError, match="to nøgleholdere"):
        open_round()
    assert [each.state for each in queries.rounds()] == [State.PLANNED]


def test_a_holder_cannot_change_key_while_a_round_waits_for_the_old_one(holders: Callable[[], None]) -> None:
    from værdig.surveys.models import KeyHolder

    holders()
    round_id, _codes = filled_round()
    holder = db.session.scalars(select(KeyHolder)).first()
    assert holder is not None
    with pytest.raises(UserError, match="ikke er lukket"):
        service.become_key_holder(holder.user_id, holder.name, "et nyt og langt kodeord")
    service.close_round(round_id, "rolig lampe grøn båd")
    service.become_key_holder(holder.user_id, holder.name, "et nyt og langt kodeord")


def test_a_short_pass_phrase_makes_no_holder(context: Flask) -> None:
    from factories import make_user

    with pytest.raises(UserError, match="16"):
        service.become_key_holder(make_user("dpo").id, "D", "kort")


def test_discarded_codes_open_nothing_and_sent_answers_stay(context: Flask) -> None:
    round_id, codes = filled_round()
    service.discard_unused(round_id)
    with pytest.raises(answering.CodeUnusable):
        answering.enter(codes[18])
    service.issue_codes(round_id, [CodeOrder("dagpenge", None, 1)])
    service.close_round(round_id)
    assert round_(round_id).answers_total == 29


def test_discarding_codes_tells_nobody_how_many_have_answered(context: Flask) -> None:
    round_id, _codes = filled_round()
    service.discard_unused(round_id)
    assert [group.issued for group in queries.round_by_id(round_id).groups] == [0, 0, 0]
    logged = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "survey.codes_discarded")).one()
    assert logged.detail is None


def test_more_answers_than_invited_make_the_rate_unknown(context: Flask) -> None:
    round_id, _codes = filled_round()
    service.discard_unused(round_id)
    for code in codes_for(round_id, "dagpenge", 40):
        send(code, moedet=3)
    service.close_round(round_id)
    invited = {group.key: group.invited for group in round_(round_id).groups}
    assert invited["dagpenge"] is None
    assert queries.question_results(round_id).response.total.rate is None


def test_what_was_decided_about_rare_pairs_is_forgotten(context: Flask) -> None:
    round_id, _codes = filled_round()
    service.close_round(round_id)
    kept = round_(round_id).coarsening
    assert set(kept) == {"hidden"}
    assert set(kept["hidden"]) == {"groups", "lengths"}
    assert all(isinstance(key, str) for keys in kept["hidden"].values() for key in keys), "no pairs and no counts"
