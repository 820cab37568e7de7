"""`vaerdig report build|verify|list`: files written, exit statuses, and Danish messages for what cannot be done."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from reports.conftest import HALF_YEAR, Source
from reports.documents import SHOWN
from sqlalchemy import text

from værdig.db import db, tenant, transaction
from værdig.errors import UserError
from værdig.reports import service
from værdig.reports.commands import report_group

Run = Callable[..., Any]


@pytest.fixture
def run(command: Callable[..., Any], source: Source) -> Run:
    """`run("list")` runs `vaerdig report list` and returns its result; an error is raised."""
    return partial(command, report_group)


@pytest.fixture
def frozen(app: Flask, run: Run) -> str:
    with app.app_context(), tenant("albertslund"):
        return service.freeze(service.build(HALF_YEAR).id).id


@pytest.mark.parametrize(("name", "begins"), [("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK")])
def test_build_writes_the_file(run: Run, tmp_path: Path, name: str, begins: bytes) -> None:
    out = tmp_path / f"rapport.{name}"
    result = run("build", "2021H1", "--format", name, "--out", str(out))
    assert result.exit_code == 0
    assert out.read_bytes().startswith(begins)
    assert "1. halvår 2021, version 1, udkast" in result.output


def test_a_frozen_report_is_written_and_not_built(run: Run, frozen: str, source: Source, tmp_path: Path) -> None:
    result = run("build", "2021H1", "--out", str(tmp_path / "r.html"))
    assert frozen in result.output
    assert "frosset" in result.output
    assert source.builds == 1


@pytest.mark.parametrize("half_year", ["2021", "2021H3", "H1", "0021H1"])
def test_a_half_year_that_does_not_exist_is_refused(run: Run, tmp_path: Path, half_year: str) -> None:
    with pytest.raises(UserError, match="er ikke et halvår"):
        run("build", half_year, "--out", str(tmp_path / "r.html"))


def test_a_file_that_cannot_be_written_is_told_in_danish(run: Run, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^Filen kan ikke skrives: mappen findes ikke\.$"):
        run("build", "2021H1", "--out", str(tmp_path / "findes" / "ikke.html"))
    (tmp_path / "fil").touch()
    with pytest.raises(UserError, match=r"en del af stien er ikke en mappe\.$"):
        run("build", "2021H1", "--out", str(tmp_path / "fil" / "ikke.html"))


def test_a_half_year_without_a_round_is_refused_here_as_on_the_page(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    with pytest.raises(UserError, match=r"^Der er ingen lukket runde i 1. halvår 1999\. Luk først en runde\.$"):
        run("build", "1999H1", "--out", str(out))
    assert not out.exists()
    assert run("list").stdout.strip() == "Der er ingen rapporter endnu."


def test_an_unknown_municipality_is_refused_and_the_known_listed(run: Run, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="albertslund, vallensbaek"):
        run("list", "--municipality", "hvor")


def test_verify_says_unchanged(run: Run, frozen: str) -> None:
    result = run("verify", frozen)
    assert result.exit_code == 0
    assert "Rapporten er uændret. 3 tal er talt igen." in result.output


def test_verify_tells_new_data_from_tampering_by_exit_status(run: Run, frozen: str, source: Source, app: Flask) -> None:
    source.figures = (replace(SHOWN, value="61 %"), *source.figures[1:])
    changed = run("verify", frozen)
    assert changed.exit_code == 3
    assert "Nye data: »Alt i alt: tilfreds«: tallet var »58 %« og er nu »61 %«." in changed.output
    with app.app_context(), transaction():
        db.session.execute(text("update report_figure set value = '99 %' where figure_id = :id"), {"id": SHOWN.id})
    wrong = run("verify", frozen)
    assert wrong.exit_code == 1
    assert "FEJL: »Alt i alt: tilfreds« er ændret: aftrykket passer ikke." in wrong.output


def test_verifying_what_does_not_exist_or_is_anothers(run: Run, frozen: str) -> None:
    with pytest.raises(UserError, match="findes-ikke"):
        run("verify", "findes-ikke")
    with pytest.raises(UserError, match="ingen rapport"):
        run("verify", frozen, "--municipality", "vallensbaek")


def test_an_id_that_begins_with_a_dash_is_an_id(run: Run, frozen: str) -> None:
    with pytest.raises(UserError, match="»-findes_ikke«"):
        run("verify", "-findes_ikke")


def test_a_report_tells_by_its_id_whose_it_is(
    run: Run, frozen: str, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for default in ("", "vallensbaek"):
        monkeypatch.setattr(app.extensions["vaerdig_settings"], "default_municipality", default)
        found = run("verify", frozen)
        assert (found.exit_code, found.stderr) == (0, "")


def test_list_as_text_and_json(run: Run, frozen: str) -> None:
    assert f"{frozen}  2021H1  v1  frosset" in run("list").stdout
    (row,) = json.loads(run("list", "--json").stdout)
    assert (row["id"], row["half_year"], row["state"], len(row["fingerprint"])) == (frozen, "2021H1", "frosset", 64)
    assert run("list", "--json", "--municipality", "vallensbaek").stdout.strip() == "[]"


def test_the_empty_list_says_so(run: Run) -> None:
    assert run("list").stdout.strip() == "Der er ingen rapporter endnu."
