"""A receipt on paper leads back to the case: it says at which address, and whom to ring."""

from __future__ import annotations

from typing import Any

from complaints.given import received
from flask import Flask

from værdig import municipality
from værdig.complaints import texts
from værdig.complaints.keys import Reader


def _told(context: Flask, reader: Reader) -> dict[str, Any]:
    case, _code = received(reader=reader, identity={"name": "Anna"})
    with context.test_request_context("/klage/kvittering", base_url="https://klage.eksempel.dk"):
        return texts.receipt(case, {})


def test_the_address_is_the_one_citizens_use(context: Flask, ready: Any) -> None:
    told = _told(context, Reader.MANAGEMENT)
    assert told["own_page"] == "https://klage.eksempel.dk/sag"
    assert told["office_contact"] == municipality.setting("phone")
    assert _told(context, Reader.BORGERRAADGIVER)["office_contact"] == municipality.setting("borgerraadgiver_contact")


def test_it_stands_on_the_citizens_receipt_and_on_the_desks_paper(client: Any, staff: Any) -> None:
    form = client.get("/klage/skriv").form().values | {"story": "Jeg venter på svar.", "inbox": "ledelse"}
    told = "Du finder siden »Din sag« her: http://localhost/sag"
    assert told in client.post("/klage/skriv", data=form).follow().text
    desk = {"story": "Hun venter.", "channel": "telefon", "type": "vejledning", "inbox": "ledelse", "name": "Anna"}
    assert told in staff("skranke").get("/stab/klager/ny").submit(desk).text
