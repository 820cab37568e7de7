"""The outbox on both engines: sealed, of one size, in no order that tells, and gone without a trace when it is deleted."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import HOME
from flask import Flask
from sqlalchemy import select, text
from surveys.invitations.lists import ADDRESS, csv_of, invite, invited, people
from surveys.rounds import GROUPS, open_round, planned_round

from værdig.audit import AuditEntry
from værdig.crypto import CannotOpen, keyring
from værdig.db import db, tenant, transaction
from værdig.errors import UserError
from værdig.surveys import service as rounds
from værdig.surveys.answering import lookup
from værdig.surveys.invitations import letters, mailing, outbox, service
from værdig.surveys.invitations.models import LetterBatch, ListDraft, Outbox
from værdig.surveys.invitations.outbox import SEALED_BYTES, OutboxLost, Whom
from værdig.surveys.models import Invitation, RoundGroup
from værdig.surveys.orders import Group


@pytest.fixture
def here(engine_app: Flask) -> Iterator[Flask]:
    with engine_app.app_context(), tenant(HOME):
        yield engine_app


def sealed_of(round_id: str) -> list[bytes]:
    return [bytes(row) for row in db.session.scalars(select(Outbox.sealed).where(Outbox.round_id == round_id))]


def test_every_person_gets_a_code_of_her_group_and_a_row_like_all_others(here: Flask) -> None:
    round_id = invited(40, mails=10)
    rows = sealed_of(round_id)
    assert {len(row) for row in rows} == {SEALED_BYTES}
    assert len(rows) == 40
    found = outbox.people(outbox.of(round_id))
    assert [person.reference for person in found] == [f"L{place:05}" for place in range(1, 41)]
    groups = {"L00001": "sygedagpenge", "L00002": "dagpenge"}
    for person in found[:2]:
        row = db.session.get(Invitation, (round_id, lookup(person.code.replace("-", ""))))
        assert row is not None
        assert row.group_key == groups[person.reference]
    assert sum(bool(person.email) for person in found) == 10
    assert {person.language for person in found} == {"da", "ar"}


def test_a_list_tells_how_many_are_invited_where_nobody_has_said(here: Flask) -> None:
    round_id = open_round([Group("dagpenge", "Dagpenge", None), Group("sygedagpenge", "Sygedagpenge", 2)])
    invite(round_id, csv_of(people(10)))
    told = {g.key: (g.invited, g.issued) for g in db.session.scalars(select(RoundGroup)) if g.round_id == round_id}
    assert told["dagpenge"] == (5, 5)
    assert told["sygedagpenge"] == (5, 5)


def test_nothing_of_a_person_lies_in_the_clear(here: Flask) -> None:
    round_id = invited(5, mails=5)
    found = outbox.people(outbox.of(round_id))
    secrets = [part.encode() for person in found for part in (person.reference, person.code, person.email)]
    content = b"".join(_bytes_of(here))
    assert not [secret for secret in secrets if secret in content]
    assert sealed_of(round_id)[0][:32] in content, "the search would find what is there"


def _bytes_of(app: Flask) -> Iterator[bytes]:
    """Yield everything the engine has on disk: SQLite's file and log, PostgreSQL's tables (after a checkpoint)."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        for path in Path(app.instance_path).glob("vaerdig.sqlite*"):
            yield path.read_bytes()
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = Path(connection.execute(text("SHOW data_directory")).scalar() or "")
        names = [
            connection.execute(text("SELECT pg_relation_filepath(CAST(oid AS regclass))"
                                    " FROM pg_class WHERE relname = :name"), {"name": name}).scalar()
            for name in ("outbox", "letter_batch", "list_draft", "invitation", "audit_entry", "outreach")
        ]  # fmt: skip
        toast = connection.execute(
            text("SELECT pg_relation_filepath(CAST(reltoastrelid AS regclass)) FROM pg_class"
                 " WHERE relname IN ('outbox', 'letter_batch', 'list_draft') AND reltoastrelid <> 0")
        ).scalars().all()  # fmt: skip
    for name in [*names, *toast]:
        yield subprocess.run(["cat", str(folder / str(name))], capture_output=True, check=True).stdout


def keys_of(app: Flask) -> list[Path]:
    return list((keyring().folder / "udsendelse").glob("*"))


@pytest.mark.parametrize("end", ["deleted", "discarded", "reminded", "given up"])
def test_nothing_is_left_when_it_is_deleted(here: Flask, end: str, freeze: Callable[[str], Any]) -> None:
    freeze("2021-04-10 08:00")
    round_id = invited(30)
    service.start_letters(round_id, Whom.ALL, ADDRESS, is_reminder=False)
    traces = [*sealed_of(round_id), *(bytes(each) for each in db.session.scalars(select(LetterBatch.sealed)))]
    marks = [trace[:24] for trace in traces] + [trace[-24:] for trace in traces]
    assert any(mark in b"".join(_bytes_of(here)) for mark in marks)
    before = keys_of(here)
    assert len(before) == 1
    if end == "deleted":
        service.forget(round_id)
    elif end == "discarded":
        rounds.discard_unused(round_id)
    elif end == "given up":
        from værdig.surveys import losing
        from værdig.surveys.models import State, SurveyRound

        with transaction():
            db.session.get(SurveyRound, round_id).state = State.LOST  # type: ignore[union-attr]
        losing.give_up_round(round_id)
    else:
        from datetime import date

        service.plan_reminders(round_id, [date(2021, 4, 20)])
        freeze("2021-04-20 08:00")
        mailing.tend()
        assert outbox.counts(round_id), "reminders on paper can still be made"
        freeze("2021-04-28 08:00")
        mailing.tend()
    assert not outbox.counts(round_id)
    assert keys_of(here) == []
    content = b"".join(_bytes_of(here))
    assert not [mark for mark in marks if mark in content]
    with pytest.raises(UserError, match="Der er ingen liste"):
        outbox.must_be_open(outbox.of(round_id))


def test_closing_deletes_the_outbox_and_its_key(here: Flask, freeze: Callable[[str], Any]) -> None:
    freeze("2021-05-01 12:00")
    round_id = invited(30)
    traces = [row[:24] for row in sealed_of(round_id)]
    rounds.close_round(round_id)
    assert not outbox.counts(round_id)
    assert keys_of(here) == []
    content = b"".join(_bytes_of(here))
    assert not [trace for trace in traces if trace in content]


def test_rows_lie_in_no_order_that_joins_them_to_codes_or_to_the_list(here: Flask) -> None:
    """Places in the engine's own order of the three: no more alike than chance (rank correlation, 400 rows)."""
    round_id = invited(400)
    outreach = outbox.of(round_id)
    assert outreach is not None
    private = outbox.private_key(outreach)
    if db.engine.dialect.name == "sqlite":
        rows = [bytes(each) for each in db.session.execute(text("SELECT sealed FROM outbox")).scalars()]
        codes = [bytes(each) for each in db.session.execute(text("SELECT lookup FROM invitation")).scalars()]
    else:
        rows = [bytes(each) for each in db.session.execute(text("SELECT sealed FROM outbox ORDER BY ctid")).scalars()]
        codes = [bytes(x) for x in db.session.execute(text("SELECT lookup FROM invitation ORDER BY ctid")).scalars()]
    place = {code: number for number, code in enumerate(codes)}
    found = [outbox.unseal(private, row) for row in rows]
    of_code = [place[lookup(person.code.replace("-", ""))] for person in found]
    of_list = [int(person.reference[1:]) for person in found]
    assert abs(_correlation(list(range(400)), of_code)) < 0.2
    assert abs(_correlation(list(range(400)), of_list)) < 0.2


def _correlation(one: list[int], other: list[int]) -> float:
    from statistics import correlation

    return correlation([float(x) for x in one], [float(x) for x in other])


def test_without_its_key_nothing_can_be_opened(here: Flask) -> None:
    round_id = invited(3)
    outreach = outbox.of(round_id)
    assert outreach is not None
    with pytest.raises(CannotOpen):
        outbox.unseal(b"\x01" * 32, sealed_of(round_id)[0])
    keys_of(here)[0].unlink()
    with pytest.raises(OutboxLost):
        outbox.people(outreach)


def test_a_list_is_taken_in_once_and_a_reference_is_invited_once(here: Flask) -> None:
    round_id = invited(4)
    from værdig.surveys import queries as round_queries
    from værdig.surveys.invitations import list_file, queries

    read = list_file.read(csv_of(people(6)), queries.asked(round_queries.round_by_id(round_id)))
    assert [person.reference for person in read.people] == ["L00005", "L00006"]
    assert (read.already, read.errors) == (4, [])
    draft = service.keep_draft(round_id, read)
    assert service.invite(round_id, draft) == 2
    with pytest.raises(UserError, match="allerede taget med"):
        service.invite(round_id, draft)
    assert sum(outbox.counts(round_id).values()) == 6


def test_a_list_nobody_said_yes_to_is_gone_after_a_day(here: Flask, freeze: Callable[[str], Any]) -> None:
    from værdig.surveys.invitations.list_file import Person, ReadList

    freeze("2021-04-10 08:00")
    round_id = open_round()
    service.keep_draft(round_id, ReadList([Person("L1", None, None, "da", "a@b.dk")]))
    freeze("2021-04-11 09:00")
    mailing.tend()
    assert db.session.scalars(select(ListDraft)).all() == []


def test_a_planned_round_takes_no_list(here: Flask) -> None:
    from værdig.surveys.invitations.list_file import ReadList

    with pytest.raises(UserError):
        service.keep_draft(planned_round(GROUPS), ReadList([]))


def test_the_log_tells_how_many_and_never_who(here: Flask) -> None:
    round_id = invited(3, mails=3)
    service.forget(round_id)
    entries = db.session.scalars(select(AuditEntry)).all()
    told = " ".join(f"{entry.action} {entry.detail}" for entry in entries)
    assert "survey.list_invited {'number': 3}" in told
    assert "survey.outbox_deleted" in told
    assert "L0000" not in told
    assert "eksempel.dk" not in told


def test_letters_are_made_again_when_people_are_added(here: Flask) -> None:
    round_id = invited(3)
    service.start_letters(round_id, Whom.ALL, ADDRESS, is_reminder=False)
    assert letters.make(round_id) is None
    assert len(db.session.scalars(select(LetterBatch)).all()) == 1
    invite(round_id, csv_of(people(5)))
    assert db.session.scalars(select(LetterBatch)).all() == []
