"""`vaerdig import`: telling, storing, refusing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from værdig.errors import UserError
from værdig.imports import history, queries
from værdig.imports.commands import import_file

CSV = "Område;Periode;Antal personer\nAlbertslund;2021M01;1.512\nAlbertslund;2021M02;x\n"
Write = Callable[..., Path]


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run the command in the application's context as the command line would."""
    result = app.test_cli_runner().invoke(import_file, arguments, catch_exceptions=False)
    return result.exit_code, result.stdout


def test_a_dry_run_tells_and_stores_nothing(context: Flask, write: Write) -> None:
    path = write("y01a02.csv", CSV, "cp1252")
    status, said = run(context, str(path), "--source", "jobindsats", "--dry-run", "--json")
    told = json.loads(said)
    assert status == 1, "a cell is refused: somebody should look before the file is stored"
    assert (told["figures"], told["new"], told["stored_as"]) == (1, 1, None)
    assert told["rejected"] == [{"row": 3, "column": "Antal personer", "why": "»x« er ikke et tal."}]
    assert history.latest_run() is None


def test_a_file_is_stored_and_told_in_words(context: Flask, write: Write) -> None:
    path = write("y01a02.csv", CSV)
    status, said = run(context, str(path), "--source", "jobindsats", "--kind", "afskrift")
    assert status == 0
    assert "Gemt som import nr. 1." in said
    assert "Afvist, række 3: Antal personer: »x« er ikke et tal." in said
    (point,) = queries.series("y01a02", "Antal personer", {}, "Albertslund", "M")
    assert point.provenance[0].kind == "afskrift"
    _status, again = run(context, str(path), "--source", "jobindsats", "--dry-run")
    assert "Filen er allerede importeret som nr. 1. Intet er gemt." in again
    with pytest.raises(UserError, match="allerede importeret"):
        run(context, str(path), "--source", "jobindsats")


def test_a_dry_run_that_has_nothing_to_ask_about_succeeds(context: Flask, write: Write) -> None:
    path = write("y01a02.csv", "Område;Periode;Antal personer\nAlbertslund;2021M01;1.512\n")
    status, said = run(context, str(path), "--source", "jobindsats", "--dry-run")
    assert status == 0, said


def test_figures_that_look_wrong_are_held_until_somebody_has_checked_them(context: Flask, write: Write) -> None:
    rows = "".join(f"Albertslund;2020M{month:02d};{500 + month}\n" for month in range(1, 13))
    run(context, str(write("y01a02.csv", f"Område;Periode;Antal personer\n{rows}")), "--source", "jobindsats")
    odd = str(write("senere.csv", "Tabel: y01a02\nOmråde;Periode;Antal personer\nAlbertslund;2021M01;51.200\n"))
    for more in (["--dry-run"], []):
        status, said = run(context, odd, "--source", "jobindsats", *more)
        assert status == 1
        assert "over 5 gange større end normalt (507)" in said
        assert "Intet er gemt." in said
    status, said = run(context, odd, "--source", "jobindsats", "--checked")
    assert (status, "Gemt som import nr. 2." in said) == (0, True)


def test_periods_in_the_files_own_remarks_are_spelled_out(context: Flask, write: Write) -> None:
    path = write(
        "a.csv", "Tabel: y01a02\n\nArea;Periode;Antal personer\nAlbertslund;2021Q1;160\n\n* Foreløbige tal: 2021Q1\n"
    )
    _status, said = run(context, str(path), "--source", "jobindsats", "--dry-run")
    assert "Bemærkning: * Foreløbige tal: 1. kvartal 2021" in said
    assert "2021Q1" not in said


def test_table_and_area_can_be_given(context: Flask, write: Write) -> None:
    path = write("udtræk.csv", "Periode;Antal personer\n2021M01;7\n")
    with pytest.raises(UserError, match="tabellens id"):
        run(context, str(path), "--source", "jobindsats")
    assert history.latest_run() is None
    run(context, str(path), "--source", "jobindsats", "--table", "y01a02", "--area", "Ishøj")
    assert queries.series("y01a02", "Antal personer", {}, "Ishøj", "M")


def test_another_municipality_can_be_named(context: Flask, write: Write) -> None:
    run(context, str(write("y01a02.csv", CSV)), "--source", "jobindsats", "--municipality", "vallensbaek")
    assert history.latest_run() is None
    with pytest.raises(UserError, match="vallensbaek"):
        run(context, str(write("y01a02.csv", CSV)), "--source", "jobindsats", "--municipality", "atlantis")


def test_an_unknown_source_is_refused_with_those_there_are(context: Flask, write: Write) -> None:
    with pytest.raises(UserError, match=r"»opus«.*jobindsats, kmd"):
        run(context, str(write("x.csv", CSV)), "--source", "opus")


def test_a_refused_file_is_an_error(context: Flask, write: Write) -> None:
    with pytest.raises(UserError, match="Filen er tom"):
        run(context, str(write("x.csv", "")), "--source", "jobindsats")


def test_a_file_that_says_it_is_made_up_is_told_which_option_to_write(context: Flask, write: Write) -> None:
    path = write("y01a02.csv", "Eksempeldata: opdigtede tal\n" + CSV)
    with pytest.raises(UserError, match=r"eksempeldata\. Skriv --kind eksempel\.$"):
        run(context, str(path), "--source", "jobindsats", "--dry-run")
    _status, said = run(context, str(path), "--source", "jobindsats", "--dry-run", "--kind", "eksempel")
    assert "Tal: 1" in said
