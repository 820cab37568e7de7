"""Discarding codes: what the page says before, and what the holder of a discarded code is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from surveys.rounds import codes_for, open_round

from værdig.municipality import service as municipalities
from værdig.surveys import service
from værdig.surveys.places import service as places

REPLACED = "Koden er erstattet af en ny."
PAPERS = "Papirer, der er tastet én gang og venter på anden tastning, går tabt."


def _round_with_a_place() -> str:
    round_id = open_round()
    codes_for(round_id, "dagpenge", 12)
    places.open_place(round_id, "Caféen på torvet", is_screen=True, asks_group=False, daily_most=40)
    return round_id


def test_the_page_tells_what_is_lost_with_the_numbers_that_may_be_told(staff: Any, within: Callable[..., Any]) -> None:
    round_id = within(_round_with_a_place)
    page = staff("leder").get(f"/stab/runder/{round_id}/koder/kasser")
    (row,) = page.soup.select("table tbody tr")
    assert row.get_text(" ", strip=True).endswith("12")
    assert "ikke brugt, holder også op med at virke: Caféen på torvet." in page.text
    assert PAPERS not in page.text


def test_where_papers_are_typed_twice_the_page_tells_that_waiting_ones_are_lost(
    staff: Any, within: Callable[..., Any]
) -> None:
    within(lambda: municipalities.put("paper_typed_twice", True))
    round_id = within(open_round)
    assert PAPERS in staff("leder").get(f"/stab/runder/{round_id}/koder/kasser").text


def test_a_discarded_code_is_told_it_may_have_been_replaced_as_any_other_that_opens_nothing(
    client: Any, within: Callable[..., Any]
) -> None:
    round_id = within(open_round)
    discarded = within(lambda: codes_for(round_id, "dagpenge", 1)[0])
    within(lambda: service.discard_unused(round_id))
    shown = client.get("/svar").submit({"code": discarded})
    assert shown.h1 == "Koden kan ikke bruges"
    assert REPLACED in shown.text
