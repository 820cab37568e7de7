"""What is left in the files of SQLite: no draft of a sent answer stays in the log, and after closing none stays anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from surveys.rounds import codes_for, open_round

from værdig import sealer
from værdig.db import db
from værdig.errors import UserError
from værdig.surveys import answering, closing, queries, service
from værdig.surveys.closing import erasing
from værdig.surveys.models import Draft, State


def files(app: Flask) -> dict[str, bytes]:
    """Return the bytes of the database and of its write-ahead log."""
    found = {}
    for name in ("vaerdig.sqlite", "vaerdig.sqlite-wal"):
        path = Path(app.instance_path) / name
        found[name] = path.read_bytes() if path.exists() else b""
    return found


def sent_draft() -> tuple[str, bytes]:
    """Answer and send; returns the round and a piece of the draft as it was stored."""
    round_id = open_round()
    (code,) = codes_for(round_id, "dagpenge", 1)
    answering.answer(code, "fortael", "Det her har jeg sendt")
    sealed = db.session.scalars(select(Draft.sealed)).one()
    db.session.rollback()
    answering.send(code)
    return round_id, sealed[100:164]


def test_closing_leaves_no_draft_in_the_log_nor_in_the_database(context: Flask) -> None:
    round_id, draft = sent_draft()
    assert draft in files(context)["vaerdig.sqlite-wal"], "the test looks where drafts are written"
    service.close_round(round_id)
    assert [name for name, held in files(context).items() if draft in held] == []


def test_a_running_server_empties_the_log_within_a_minute(context: Flask) -> None:
    _round_id, draft = sent_draft()
    sealer.once(context)
    assert files(context)["vaerdig.sqlite-wal"] == b""
    assert draft not in files(context)["vaerdig.sqlite"]


def test_closing_stops_and_says_so_while_somebody_keeps_the_log_in_use(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id, draft = sent_draft()
    monkeypatch.setattr(erasing, "CLEARED_WITHIN_MS", 50)
    reader = db.engine.raw_connection()
    stopped = []

    def begin_to_read(done: str) -> None:
        if done == "konvolutter_slettet":
            reader.cursor().execute("BEGIN").execute("SELECT count(*) FROM survey_round").fetchall()
            stopped.append(done)

    try:
        with pytest.raises(UserError, match="kan ikke ryddes"):
            closing.run(round_id, after_step=begin_to_read)
    finally:
        reader.cursor().execute("ROLLBACK")
        reader.close()
    assert stopped
    assert queries.round_by_id(round_id).state == State.CLOSING
    service.close_round(round_id)
    assert [name for name, held in files(context).items() if draft in held] == []


def test_used_codes_of_the_example_are_told_no_more(context: Flask) -> None:
    round_id = open_round()
    told = codes_for(round_id, "dagpenge", 2)
    answering.deliver(told[0], {"moedet": 4})
    assert service.fresh_codes(told) == [told[1]]
    answering.deliver(told[1], {"moedet": 4})
    (new,) = service.fresh_codes(told)
    assert answering.enter(new).round_id == round_id
    service.close_round(round_id)
    assert service.fresh_codes(told) == []
