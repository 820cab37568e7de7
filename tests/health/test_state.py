"""`/sundhed`: well, and each thing that can be wrong is found by trying it; nothing else is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import fill, make_app
from flask import Flask

from værdig.db import db, migrate
from værdig.health import checks


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application of its own, to be broken; every outcome is found anew."""
    monkeypatch.setattr(checks, "KEPT_SECONDS", -1.0)
    app = make_app(tmp_path / "instance")
    fill(app)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def failing(app: Flask) -> set[str]:
    """Return what `/sundhed` says has failed."""
    answer = app.test_client().open("/sundhed")
    told = answer.get_json()
    failed = {name for name, outcome in told["checks"].items() if outcome != "ok"}
    assert answer.status_code == (503 if failed else 200)
    assert told["status"] == ("failed" if failed else "ok")
    return failed


def test_all_is_well(client: Any) -> None:
    answer = client.get("/sundhed", status=200)
    assert answer.json == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "keys": "ok", "disk": "ok"},
    }
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_database_that_does_not_answer(installation: Flask) -> None:
    with installation.app_context():
        db.session.remove()
        db.engine.dispose()
    for file in Path(installation.instance_path).glob("vaerdig.sqlite*"):
        file.unlink()
    (Path(installation.instance_path) / "vaerdig.sqlite").mkdir()
    assert failing(installation) == {"database", "migrations"}


def test_a_database_without_tables(installation: Flask) -> None:
    with installation.app_context():
        for owner in reversed(migrate.owners()):
            migrate.downgrade(owner)
    assert failing(installation) == {"database", "migrations"}


def test_a_plug_ins_migration_that_is_missing(installation: Flask) -> None:
    with installation.app_context():
        migrate.downgrade(migrate.owners()[-1])
    assert failing(installation) == {"migrations"}


def test_keys_that_are_gone(installation: Flask) -> None:
    shutil.move(Path(installation.instance_path) / "keys", Path(installation.instance_path) / "elsewhere")
    assert failing(installation) == {"keys"}
    shutil.move(Path(installation.instance_path) / "elsewhere", Path(installation.instance_path) / "keys")
    assert failing(installation) == set()


def test_a_disk_that_cannot_be_written(installation: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert failing(installation) == {"disk"}
    assert not list(Path(installation.instance_path).glob(".sundhed-*"))


def test_an_outcome_is_told_again_for_a_while(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def fails() -> bool:
        tried.append(1)
        return False

    monkeypatch.setitem(checks.CHECKS, "keys", fails)
    app.extensions.pop("vaerdig_health", None)
    try:
        for _ in range(3):
            assert app.test_client().open("/sundhed").status_code == 503
        assert tried == [1]
    finally:
        app.extensions.pop("vaerdig_health", None)


def test_the_status_page_says_the_same_in_words(app: Flask, staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "KEPT_SECONDS", -1.0)
    browser = staff("administrator")
    assert "Alt svarer, som det skal." in browser.get("/stab/status", status=200).text
    monkeypatch.setitem(checks.CHECKS, "keys", lambda: False)
    monkeypatch.setitem(checks.CHECKS, "disk", lambda: False)
    said = browser.get("/stab/status", status=200).text
    assert "Noget virker ikke: nøglerne kan ikke læses, der kan ikke skrives på disken." in said


def test_every_check_has_its_words() -> None:
    from værdig.health.plugin import NAMES

    assert set(NAMES) == set(checks.CHECKS)
