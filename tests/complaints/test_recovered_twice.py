"""The page that gives access by a recovery code, sent again by a reload: it tells that access was given, and the way to a new code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import PASSPHRASE
from flask import Flask

OWN = "stedfortræderens eget kodeord"


@pytest.mark.parametrize(
    ("role", "way"),
    [("borgerraadgiver", "Lav en ny genopretningskode"), ("stedfortraeder", "bed borgerrådgiveren om at lave en ny")],
)
def test_a_reload_says_that_access_was_given(context: Flask, staff: Callable[..., Any], role: str, way: str) -> None:
    first, second = staff("borgerraadgiver"), staff(role)
    made = first.get("/stab/indbakke/ny-noegle").submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    typed = {"code": made.soup.select_one(".return-code").get_text(strip=True), "passphrase": OWN, "again": OWN}
    form = second.get("/stab/indbakke/genopret")
    assert form.submit(typed).h1 == "Gem genopretningskoden"
    again = form.submit(typed)
    assert (again.status, again.h1) == (200, "Du har allerede fået adgang")
    assert way in again.text
    assert again.click("Gå til indbakken").status == 200, "the inbox is still unlocked"


def test_another_session_learns_nothing_from_a_spent_code(context: Flask, staff: Callable[..., Any]) -> None:
    first, second, third = staff("borgerraadgiver"), staff("stedfortraeder"), staff("stedfortraeder")
    made = first.get("/stab/indbakke/ny-noegle").submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    typed = {"code": made.soup.select_one(".return-code").get_text(strip=True), "passphrase": OWN, "again": OWN}
    second.get("/stab/indbakke/genopret").submit(typed)
    refused = third.get("/stab/indbakke/genopret").submit(typed)
    assert refused.errors == ["Genopretningskoden passer ikke. Skriv den, som den står på papiret."]
