"""Whoever has waited longest writes next, also when the others are in another process; and nobody waits for ever."""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from værdig.db import db, tenant, transaction, turns
from værdig.db.turns import Turns
from værdig.municipality.models import MunicipalValue
from værdig.municipality.service import put


def _is_taken(path: Path) -> bool:
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _until(true: Callable[[], bool]) -> None:
    late = time.monotonic() + 10
    while not true():
        assert time.monotonic() < late
        time.sleep(0.002)


def test_whoever_has_waited_in_another_process_is_before_who_comes_later(tmp_path: Path) -> None:
    here, there = Turns(tmp_path / "x"), Turns(tmp_path / "x")  # handles of their own, as two processes have
    came: list[str] = []

    def write(who: str, among: Turns) -> None:
        with among.turn():
            came.append(who)

    with here.turn():
        first = threading.Thread(target=write, args=("there", there))
        first.start()
        _until(lambda: _is_taken(tmp_path / "x-door"))
        second = threading.Thread(target=write, args=("here", here))
        second.start()
        assert came == []
    first.join()
    second.join()
    assert came == ["there", "here"]
    assert not _is_taken(tmp_path / "x-door")
    assert not _is_taken(tmp_path / "x-room")


def test_who_gets_no_turn_in_time_goes_on_and_takes_it_from_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.05)
    here, there = Turns(tmp_path / "x"), Turns(tmp_path / "x")
    with here.turn():
        with there.turn(), here.turn():
            pass
        assert _is_taken(tmp_path / "x-room")
        assert not _is_taken(tmp_path / "x-door")
    assert not _is_taken(tmp_path / "x-room")


def test_a_write_that_fails_gives_its_turn_on(app: Flask) -> None:
    with app.app_context(), tenant("albertslund"):
        with pytest.raises(ZeroDivisionError), transaction():
            raise ZeroDivisionError
        assert not _is_taken(Path(app.instance_path) / "vaerdig.sqlite-room")


def test_many_writers_at_once_all_write(engine_app: Flask) -> None:
    def add(key: str) -> None:
        with engine_app.app_context(), tenant("albertslund"):
            put(key, "1")
            db.session.remove()

    keys = ["phone", "email", "address", "acute_help", "dpo_contact", "controller", "committee_name", "opening_hours"]
    writers = [threading.Thread(target=add, args=(key,)) for key in keys]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    with engine_app.app_context(), tenant("albertslund"):
        assert db.session.query(MunicipalValue).count() == len(keys)
