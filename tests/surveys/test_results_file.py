"""A closed round's result as a file: it holds what the page's tables hold, and nothing a spreadsheet would work out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from surveys.rounds import HALF_YEAR, codes_for, open_round, send

from værdig.clock import HalfYear
from værdig.spreadsheets import csv_file
from værdig.surveys import service
from værdig.surveys.orders import Group

Within = Callable[..., Any]


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def closed_round(of_each: int, half_year: HalfYear = HALF_YEAR) -> str:
    """Close a round of two groups in which so many answered in each."""
    round_id = open_round([Group("dagpenge", "Dagpenge", 200), Group("sygedagpenge", "Sygedagpenge", 90)], half_year)
    for group in ("dagpenge", "sygedagpenge"):
        for place, code in enumerate(codes_for(round_id, group, of_each)):
            send(code, moedet=1 + place % 5)
    service.close_round(round_id)
    return round_id


def test_the_file_holds_every_row_of_the_pages_tables_and_no_other(within: Within, staff: Within) -> None:
    within(lambda: closed_round(30, HALF_YEAR.previous()))
    round_id = within(lambda: closed_round(30))
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}/resultat")
    answer = leder.open(page.soup.find("a", download=True)["href"])
    assert answer.content_type.startswith("text/csv")
    assert "resultat-2021H1-alle.csv" in answer.headers["Content-Disposition"]
    shown = [
        [" ".join(cell.text.split()) for cell in row.find_all(["th", "td"])]
        for table in page.soup.find_all("table")
        for row in table.find_all("tr")
    ]
    assert len(shown) > 10
    assert any("Ændring, gruppe for gruppe" in table.caption.text for table in page.soup.find_all("table"))
    told = [[" ".join(cell.split()).removeprefix("'") for cell in line] for line in lines(answer.data) if len(line) > 1]
    assert told == shown


def test_hidden_figures_are_the_same_words_in_the_file(within: Within, staff: Within) -> None:
    round_id = within(lambda: closed_round(4))
    text = staff("leder").open(f"/stab/runder/{round_id}/resultat.csv").data.decode("utf-8-sig")
    assert "Alle;for få svar til at vise;skjult" in text
    assert "Om det, der ikke vises" in text
    assert "8" not in text.partition("Svarprocent")[2].partition("Om det")[0], "not even how many answered"


def test_no_cell_begins_a_formula_and_numbers_stay_numbers() -> None:
    data = csv_file(("a", "b"), [("=1+1", 7), ("-x", -2), ("@SUM(A1)", 0), ("\rx", 1), ("jævn tekst; med tegn", 2)])
    assert data.startswith("\ufeff".encode())
    assert lines(data)[1:] == [
        ["'=1+1", "7"], ["'-x", "-2"], ["'@SUM(A1)", "0"], ["'\rx", "1"], ["jævn tekst; med tegn", "2"],
    ]  # fmt: skip
