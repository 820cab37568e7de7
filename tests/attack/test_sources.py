"""What the insider reads beside the database: opened letters, the queue's own file, and a real server's log."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from postgres import PostgresServer, started
from surveys.rounds import open_round

from værdig import codes
from værdig.attack.copying import copy_of, server_files
from værdig.attack.heap import rows_of
from værdig.attack.pages import texts_of
from værdig.attack.scene import Scene, scene
from værdig.attack.serving import ACCESS_LOG, SERVER_LOG, with_its_own_log
from værdig.attack.wires import Loopback
from værdig.surveys.invitations import letters
from værdig.surveys.invitations.outbox import Invited
from værdig.surveys.invitations.texts import words

NETWORK = "127.77.100.142"


SEALED_WITH_CARRIAGE_RETURN = "KXYM-E8HB-QCGHG"  # the Arabic letter to it once ended its packed text with that sign


def test_opened_letters_are_read_as_a_person_reads_them(context: Flask) -> None:
    people = [
        Invited(f"L0000{number}", code, spoken, "")
        for number, (spoken, code) in enumerate(
            [("ar", SEALED_WITH_CARRIAGE_RETURN)]
            + [(spoken, codes.shown(codes.normalise(codes.new_code()))) for spoken in ("da", "ar", "tr")]
        )
    ]
    said = words(open_round(), "https://svar.eksempel.dk", is_reminder=False)
    read = "\n".join(texts_of(letters.pdf(people, said)))
    for person in people:
        assert person.reference in read
        assert person.code in read


@pytest.fixture(scope="module")
def served() -> Iterator[Scene]:
    """An instance whose server is started with gunicorn's own log."""
    with scene() as made:
        made.command = with_its_own_log
        with made.served():
            yield made


def test_a_server_that_logs_requests_names_the_device(served: Scene) -> None:
    wire = served.outer_wire(NETWORK)
    assert isinstance(wire, Loopback)
    assert wire.ask("/svar", None, {}).status == 200
    until = time.monotonic() + 20  # the line is written after the page is sent
    while "GET /svar " not in (logged := copy_of(served.app).texts[ACCESS_LOG]) and time.monotonic() < until:
        time.sleep(0.1)
    assert "GET /svar " in logged.rpartition(NETWORK)[2]
    assert SERVER_LOG in copy_of(served.app).texts


def test_waiting_jobs_are_read_from_the_queues_own_file(served: Scene) -> None:
    from værdig import jobs

    with served.inside():
        jobs.soon("surveys.mail", "a-round")
    (task,) = copy_of(served.app).tables["jobs.sqlite/task"]
    assert b"a-round" in task["data"]
    served.work_off()
    assert copy_of(served.app).tables["jobs.sqlite/task"] == []


@pytest.mark.postgresql
def test_rows_that_were_are_read_from_postgresqls_own_files(postgres_server: PostgresServer) -> None:
    with psycopg.connect(postgres_server.new_database().replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE said (what text)")
        connection.execute("INSERT INTO said VALUES ('first'), ('second')")
        connection.execute("DELETE FROM said WHERE what = 'first'")
        connection.execute("CHECKPOINT")
        made = connection.execute("SELECT xmin::text::bigint FROM said").fetchall()
        (file,) = connection.execute("SELECT pg_read_binary_file(pg_relation_filepath('said'))").fetchall()
    found = {data[-5:]: (began, ended) for began, ended, data in rows_of(bytes(file[0]))}
    ((number,),) = made
    assert found[b"first"] == (number, number + 1)
    assert found[b"econd"] == (number, 0)


@pytest.mark.postgresql
def test_a_log_file_that_is_kept_for_later_use_is_read_too() -> None:
    """On a server of its own: after much other writing PostgreSQL has files enough for later use, and removes this one."""
    with (
        started() as server,
        psycopg.connect(server.new_database().replace("+psycopg", ""), autocommit=True) as connection,
    ):
        connection.execute("CREATE TABLE said (what text)")
        connection.execute("INSERT INTO said VALUES ('before the log went on')")
        connection.execute("SELECT pg_switch_wal()")
        connection.execute("CHECKPOINT")
        logs = [data for name, data in server_files(connection.cursor()) if name.startswith("pg_wal/")]
    assert any(b"before the log went on" in data for data in logs)
