"""`vaerdig invitations export`: a merge file or letters in a file that only its owner can read."""

from __future__ import annotations

import csv
import io
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from surveys.invitations.lists import invited
from surveys.rounds import open_round, send

from værdig.errors import UserError
from værdig.municipality import service as municipalities
from værdig.surveys.invitations import outbox
from værdig.surveys.invitations.commands import invitations_group


def export(*arguments: str) -> str:
    done = CliRunner().invoke(
        invitations_group, ["export", "2021H1", *arguments, "--municipality", "albertslund"], catch_exceptions=True
    )
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";"))


def test_a_merge_file_and_letters(context: Flask, tmp_path: Path) -> None:
    invited(4)
    told = export("--format", "csv", "--out", str(tmp_path / "f.csv"), "--base", "https://svar.eksempel.dk")
    assert "f.csv" in told
    assert [row["reference"] for row in rows(tmp_path / "f.csv")] == ["L00001", "L00002", "L00003", "L00004"]
    assert rows(tmp_path / "f.csv")[0]["link"].startswith("https://svar.eksempel.dk/svar/")
    assert stat.S_IMODE((tmp_path / "f.csv").stat().st_mode) == 0o600
    export("--format", "pdf", "--out", str(tmp_path / "f.pdf"))
    assert (tmp_path / "f.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(UserError, match="kan ikke laves"):
        export("--format", "csv", "--out", str(tmp_path / "f.csv"))


def test_only_unused_codes_needs_the_setting_and_a_reminder_and_tells_no_number(context: Flask, tmp_path: Path) -> None:
    round_id = invited(4)
    send(outbox.people(outbox.of(round_id))[0].code, moedet=4)
    out = str(tmp_path / "f.csv")
    with pytest.raises(UserError, match="remind_unused_only"):
        export("--format", "csv", "--out", out, "--reminder", "--unused-only")
    municipalities.put("remind_unused_only", True)
    with pytest.raises(UserError, match="--reminder"):
        export("--format", "csv", "--out", out, "--unused-only")
    told = export("--format", "csv", "--out", out, "--reminder", "--unused-only")
    assert [row["reference"] for row in rows(tmp_path / "f.csv")] == ["L00002", "L00003", "L00004"]
    assert not any(sign in told for sign in "134")


def test_without_a_list_it_says_so(context: Flask, tmp_path: Path) -> None:
    open_round()
    with pytest.raises(UserError, match="ingen liste"):
        export("--format", "csv", "--out", str(tmp_path / "f.csv"))
    assert not (tmp_path / "f.csv").exists()
