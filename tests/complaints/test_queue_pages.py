"""The inbox as a list: a page at a time, and back to the same place after unlocking it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import PASSPHRASE, received
from flask import Flask

from værdig.complaints import queries, service
from værdig.complaints.keys import Reader
from værdig.complaints.queries import cases
from værdig.db import tenant

Freeze = Callable[[str], None]


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two cases fill a page."""
    monkeypatch.setattr(cases, "CASES_A_PAGE", 2)


def _numbers(page: Any) -> list[str]:
    (table,) = [t for t in page.soup.find_all("table") if t.caption.get_text() in ("Åbne sager", "Alle sager")]
    return [row.find("th").get_text() for row in table.select("tbody tr")]


def test_a_long_list_is_shown_a_page_at_a_time(boss: Any, short_pages: None) -> None:
    made = [received(reader=Reader.MANAGEMENT)[0] for _number in range(3)]
    service.withdraw(made[0].id)
    page = boss.get("/stab/klager")
    assert len(_numbers(page)) == 2
    assert "Næste side" not in page.text, "two are open"
    page = page.click("Vis også lukkede sager")
    assert "Side 1 af 2" in page.text
    last = page.click("Næste side")
    assert "Side 2 af 2" in last.text
    assert sorted(_numbers(page) + _numbers(last)) == sorted(case.number for case in made)
    for beyond in ("99", "-3", "x"):
        assert _numbers(boss.get(f"/stab/klager?vis=alle&side={beyond}"))


def test_a_page_counts_one_municipalitys_cases_only(context: Flask, short_pages: None) -> None:
    for _number in range(3):
        received(reader=Reader.MANAGEMENT)
    assert queries.cases_page(Reader.MANAGEMENT, 1)[1] == 2
    with tenant("vallensbaek"):
        assert queries.cases_page(Reader.MANAGEMENT, 1) == ([], 1)


def test_unlocking_leads_back_to_what_was_asked_for_and_says_why_it_was_locked(br: Any, freeze: Freeze) -> None:
    freeze("2021-05-04 08:00")
    br.get("/stab/indbakke/laas-op").submit({"passphrase": PASSPHRASE})
    case, _code = received()
    for idle_until, asked in (("08:45", "/stab/indbakke?vis=alle"), ("09:30", f"/stab/indbakke/{case.id}")):
        freeze(f"2021-05-04 {idle_until}")
        page = br.get(asked).follow()
        assert page.h1 == "Lås indbakken op"
        assert "Indbakken er låst igen." in page.text
        refused = page.submit({"passphrase": "forkert kodeord her"})
        assert refused.submit({"passphrase": PASSPHRASE}).location == asked


def test_who_locked_it_herself_is_not_told_that_it_locked_itself(br: Any) -> None:
    page = br.get("/stab/indbakke").submit(form="Lås indbakken").follow()
    assert "Indbakken er låst igen." not in page.text
    assert page.submit({"passphrase": PASSPHRASE}).location == "/stab/indbakke"


@pytest.mark.parametrize("way", ["https://et.andet.sted/", "//et.andet.sted", "/stab/klager", "/stab/indbakkerne"])
def test_unlocking_leads_nowhere_else(br: Any, way: str) -> None:
    br.get("/stab/indbakke").submit(form="Lås indbakken")
    assert (
        br.get(f"/stab/indbakke/laas-op?videre={way}").submit({"passphrase": PASSPHRASE}).location == "/stab/indbakke"
    )
