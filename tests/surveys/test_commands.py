"""`vaerdig round`: open, codes, status and close from the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from conftest import HOME
from flask import Flask
from surveys.rounds import send

from værdig.db import db, tenant
from værdig.errors import UserError
from værdig.surveys.commands import round_group
from værdig.surveys.invitations.commands import invitations_group


def test_a_round_from_opening_to_closing(app: Flask, run: Any, tmp_path: Path) -> None:
    assert "er åben" in run("open", "2021H1", "--group", "dagpenge=30", "--group", "under_18=").output
    file = tmp_path / "koder.csv"
    done = run("codes", "2021H1", "--group", "dagpenge", "--number", "11", "--out", str(file))
    assert done.exit_code == 0
    assert file.stat().st_mode & 0o077 == 0
    codes = [row["kode"] for row in csv.DictReader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";")]
    assert len(codes) == 11
    assert not [code for code in codes if code in done.output]
    with app.app_context(), tenant(HOME):
        for code in codes:
            send(code, moedet=4)
        db.session.remove()
    (status,) = json.loads(run("status", "--json").stdout)
    assert (status["state"], status["answers"], status["codes"]) == ("aaben", 10, 11)
    assert status["groups"]["under_18"]["invited"] is None
    assert run("close", "2021H1", "--yes").output.endswith("Runden er lukket\n")
    (status,) = json.loads(run("status", "2021H1", "--json").stdout)
    assert (status["state"], status["answers"]) == ("lukket", None)


def test_closing_asks_first(app: Flask, run: Any) -> None:
    run("open", "2021H1")
    with app.app_context():
        refused = CliRunner().invoke(round_group, ["close", "2021H1"], input="n\n")
        db.session.remove()
    assert refused.exit_code == 1
    assert json.loads(run("status", "--json").stdout)[0]["state"] == "aaben"


def test_a_file_that_exists_is_never_overwritten(run: Any, tmp_path: Path) -> None:
    run("open", "2021H1")
    file = tmp_path / "koder.csv"
    file.write_text("noget vigtigt")
    with pytest.raises(UserError):
        run("codes", "2021H1", "--group", "dagpenge", "--number", "1", "--out", str(file))
    assert file.read_text() == "noget vigtigt"
    assert json.loads(run("status", "--json").stdout)[0]["codes"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("status", "2021H3"),
        ("close", "1997H1", "--yes"),
        ("open", "2021H1", "--group", "findes_ikke=4"),
        ("open", "2021H1", "--group", "dagpenge=mange"),
        ("status", "--municipality", "atlantis"),
    ],
)
def test_impossible_wishes_are_refused_in_danish(run: Any, words: tuple[str, ...]) -> None:
    with pytest.raises(UserError) as refused:
        run(*words)
    assert str(refused.value)


@pytest.mark.parametrize("command", [*round_group.commands.values(), *invitations_group.commands.values()])
def test_every_command_calls_the_half_year_by_one_name(command: click.Command) -> None:
    named = {each.metavar for each in command.params if each.name == "half_year"}
    assert named <= {"HALVÅR", "[HALVÅR]"}
