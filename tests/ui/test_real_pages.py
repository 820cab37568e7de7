"""The frame and the forms in the whole application: a staff session that has run out loses no text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask


def test_staff_whose_session_has_run_out_keep_what_they_typed(app: Flask, staff: Callable[..., Any]) -> None:
    browser = staff("administrator")
    typed = {"name": "Ane Administrator", "email": "ane@eksempel.dk"}
    form = browser.get("/stab/brugere/ny").form()
    wanted = {name: value for name, value in typed.items() if name in form.names}
    assert wanted
    with browser.session_transaction("/stab/") as session:
        kept = dict(session)
        session.clear()
    page = form.submit(wanted)
    assert (page.status, page.h1) == (401, "Du er logget af")
    with browser.session_transaction("/stab/") as session:
        session.update({name: value for name, value in kept.items() if name != "csrf_token"})
    again = page.submit(form="Send igen")
    assert "Siden havde stået åben for længe. Dit indhold er her stadig. Send igen." in again.errors
    assert {name: again.form().values[name] for name in wanted} == wanted


def test_the_real_pages_wear_the_municipalitys_name(client: Any) -> None:
    page = client.get("/findes-ikke", status=404)
    assert page.title == "Siden findes ikke – Albertslund Kommune"
    assert "Albertslund Kommune" in page.soup.find("header").get_text()
