"""`vaerdig invitations`: a list taken in, and a merge file or letters in a file that only its owner can read."""

from __future__ import annotations

import csv
import io
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select
from surveys.invitations.lists import csv_of, invited, people
from surveys.rounds import open_round, planned_round, send

from værdig.db import db
from værdig.errors import UserError
from værdig.municipality import service as municipalities
from værdig.surveys.invitations import outbox
from værdig.surveys.invitations.commands import invitations_group
from værdig.surveys.invitations.models import ListDraft
from værdig.surveys.languages import printing
from værdig.surveys.orders import Group


def export(*arguments: str) -> str:
    return called("export", "2021H1", *arguments).output


def called(*arguments: str) -> Result:
    done = CliRunner().invoke(invitations_group, [*arguments, "--municipality", "albertslund"], catch_exceptions=True)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


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


IN_DANISH = "Brevets ord er ikke godkendt på disse sprog: arabisk. De, der har et af dem, får teksten på dansk."


def test_languages_whose_letter_comes_in_danish_are_warned_of(
    context: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_round()
    arabic, danish = tmp_path / "liste.csv", tmp_path / "dansk.csv"
    danish.write_bytes(csv_of(people(4)))
    arabic.write_bytes(csv_of([people(5)[0], *people(6)[5:]]))
    assert IN_DANISH not in called("import", "2021H1", str(danish)).stderr
    for dry_run in (["--dry-run"], []):
        done = called("import", "2021H1", str(arabic), "--skip-errors", *dry_run)
        assert (IN_DANISH in done.stderr, IN_DANISH in done.stdout) == (True, False)
    done = called("export", "2021H1", "--format", "csv", "--out", str(tmp_path / "f.csv"))
    assert done.stderr.strip() == IN_DANISH
    assert [row["oensket_sprog"] for row in rows(tmp_path / "f.csv")] == ["da", "da", "da", "da", "ar", "da"]
    monkeypatch.setattr(printing, "can_print", lambda language: language != "da")
    done = called("export", "2021H1", "--format", "pdf", "--out", str(tmp_path / "f.pdf"))
    assert IN_DANISH in done.stderr
    assert "Serveren har ingen skrifttype til dansk. De breve bliver på dansk." in done.stderr


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


def written(folder: Path, rows: list[list[str]]) -> str:
    path = folder / "liste.csv"
    path.write_bytes(csv_of(rows))
    return str(path)


def test_a_list_is_told_of_taken_in_and_sent_out(context: Flask, tmp_path: Path) -> None:
    round_id = open_round()
    file, out = written(tmp_path, people(12, 5)), tmp_path / "f.csv"
    told = called("import", "2021H1", file, "--dry-run")
    assert "Kan inviteres: 12. Heraf med e-mail: 5. Rækker med fejl: 0." in told.output
    assert (told.exit_code, outbox.of(round_id)) == (0, None), "nothing is kept"
    assert "12 er på listen." in called("import", "2021H1", file).output
    export("--format", "csv", "--out", str(out))
    assert len(rows(out)) == 12


def test_rows_with_errors_are_told_by_number_and_invite_nobody_unless_they_are_skipped(
    context: Flask, tmp_path: Path
) -> None:
    round_id = open_round()
    file = written(tmp_path, [*people(3), ["L99", "Ukendt", "", "b99@eksempel.dk"]])
    done = called("import", "2021H1", file)
    assert (done.exit_code, outbox.of(round_id)) == (1, None)
    assert "Række 5, Gruppe: Målgruppen er ikke med i runden." in done.stderr
    assert "Ingen er inviteret." in done.output
    assert "L99" not in done.output
    assert called("import", "2021H1", file, "--skip-errors").exit_code == 0
    assert len(outbox.people(outbox.of(round_id))) == 3


@pytest.mark.parametrize(("heading", "cell"), [("Fornavn", "Anne"), ("CPR-nr", ""), ("Kode", "070761-4285")])
def test_a_list_with_names_or_cpr_is_refused_by_the_columns_name(
    context: Flask, tmp_path: Path, heading: str, cell: str
) -> None:
    round_id = open_round()
    for more in ([], ["--dry-run"], ["--skip-errors"]):
        with pytest.raises(UserError, match=heading):
            called("import", "2021H1", written(tmp_path, [["Reference", heading], ["L1", cell]]), *more)
    assert outbox.of(round_id) is None


def test_more_than_were_said_to_be_invited_needs_a_yes_and_leaves_nothing(context: Flask, tmp_path: Path) -> None:
    round_id = open_round([Group("dagpenge", "Dagpenge", 2), Group("sygedagpenge", "Sygedagpenge", 9)])
    file = written(tmp_path, people(6))
    with pytest.raises(UserError, match=r"3 koder til 2 inviterede.* --more-invited"):
        called("import", "2021H1", file)
    assert db.session.scalars(select(ListDraft)).all() == []
    assert called("import", "2021H1", file, "--more-invited").exit_code == 0
    assert sum(outbox.counts(round_id).values()) == 6


def test_a_round_that_is_not_open_takes_no_list(context: Flask, tmp_path: Path) -> None:
    planned_round()
    with pytest.raises(UserError, match="ikke åben"):
        called("import", "2021H1", written(tmp_path, people(2)))
