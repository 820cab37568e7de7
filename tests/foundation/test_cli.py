"""The command line: Danish answers to what is wrong, and exit codes a script can trust."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from værdig import __version__, audit, cli, create_app
from værdig.audit import AuditEntry
from værdig.db import db, transaction
from værdig.paths import resource_dir

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("db", "status")` runs a command on an instance of its own; gives exit code, output and complaints."""
    monkeypatch.setenv("VAERDIG_INSTANCE", str(tmp_path))
    monkeypatch.setenv("VAERDIG_TESTING", "true")

    def command(*words: str, **environment: str) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["vaerdig", *words])
        try:
            cli.main()
            code: Any = 0
        except SystemExit as stopped:
            code = stopped.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_the_version_needs_no_installation(run: Run, tmp_path: Path) -> None:
    assert run("--version") == (0, f"{__version__}\n", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"VAERDIG_DATABSE": "x"}, "Ukendt indstilling »databse«"),
        ({"VAERDIG_TRUSTED_PROXIES": "to"}, "trusted_proxies"),
        ({"VAERDIG_PLUGINS": "vaerdig_findes_ikke"}, "vaerdig_findes_ikke"),
        ({"VAERDIG_KEY_BACKEND": "passphrase"}, "VAERDIG_MASTER_PASSPHRASE mangler"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said(run: Run, environment: dict[str, str], said: str) -> None:
    code, _out, complaint = run("db", "status", **environment)
    assert code == 2
    assert complaint.startswith("Fejl: ")
    assert said in complaint
    assert "Traceback" not in complaint


def test_a_wrong_pass_phrase_opens_nothing(run: Run) -> None:
    wrapped = {"VAERDIG_KEY_BACKEND": "passphrase"}
    assert run("db", "status", VAERDIG_MASTER_PASSPHRASE="fire ord på række", **wrapped)[0] == 0
    code, _out, complaint = run("db", "status", VAERDIG_MASTER_PASSPHRASE="fire andre ord her", **wrapped)
    assert (code, complaint) == (2, "Fejl: Nøglen passer ikke. Er VAERDIG_MASTER_PASSPHRASE den rigtige?\n")


def test_tables_go_up_and_down(run: Run) -> None:
    assert "core: ingen" in run("db", "status")[1]
    assert run("db", "upgrade")[1].startswith("Opgraderet: core,")
    assert run("db", "upgrade")[1] == "Alt er på nyeste udgave.\n"
    newest = max(path.name[:4] for path in resource_dir("migrations").glob("versions/0*.py"))
    assert f"core: {newest}" in run("db", "status")[1]
    assert run("db", "downgrade", "vaerdig_spor_unge", "base")[1] == "vaerdig_spor_unge er nu på ingen udgave.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [(("nogen", "base"), "Ingen ejer hedder »nogen«. Kendte: core,"), (("core", "9999"), "ingen udgave »9999«")],
)
def test_a_downgrade_that_cannot_be_made(run: Run, words: tuple[str, str], said: str) -> None:
    run("db", "upgrade")
    code, _out, complaint = run("db", "downgrade", *words)
    assert code == 2
    assert said in complaint


def test_the_log_is_sealed_and_verified(run: Run) -> None:
    run("db", "upgrade")
    app = create_app()
    with app.app_context(), transaction():
        audit.record("test.done", "thing", "1")
    assert json.loads(run("audit", "verify", "--json")[1]) == {"sealed": 0, "unsealed": 1, "wrong": []}
    assert run("audit", "seal")[1] == "1 poster er kædet på.\n"
    assert run("audit", "verify")[::2] == (0, "")
    with app.app_context(), transaction():
        db.session.execute(update(AuditEntry).values(actor="somebody-else"))
    code, out, _complaint = run("audit", "verify")
    assert code == 1
    assert "ændret" in out
