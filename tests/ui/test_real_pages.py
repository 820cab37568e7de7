"""The frame and the forms in the whole application: a staff session that has run out loses no text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
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
        session.update({**kept, "csrf_token": session["csrf_token"]})
    again = page.submit(form="Send igen")
    assert again.errors == ["Vælg på listen under »Rolle«."], "it is judged as if nothing had happened"
    assert {name: again.form().values[name] for name in wanted} == wanted


def test_the_real_pages_wear_the_municipalitys_name(client: Any) -> None:
    page = client.get("/findes-ikke", status=404)
    assert page.title == "Siden findes ikke – Albertslund Kommune"
    assert "Albertslund Kommune" in page.soup.find("header").get_text()


def test_an_objection_that_could_be_of_any_field_names_its_own(staff: Any) -> None:
    form = staff("administrator").get("/stab/brugere/ny").form()
    page = form.submit({"name": "A" * 130, "email": "ikke en e-mail", "unit": "", "role": "leder"})
    assert page.errors == [
        "Navn: Du har skrevet 130 tegn. Der er plads til 120. Gør teksten 10 tegn kortere.",
        "E-mail: Skriv en e-mailadresse med @, fx navn@eksempel.dk.",
    ]
    assert "E-mail: Skriv" not in page.soup.find("input", {"name": "email"}).parent.get_text()


@pytest.mark.parametrize("address", ["/klage/skriv", "/stab/log-ind"])
def test_a_page_about_too_much_says_whose_it_is_and_the_way_back(client: Any, address: str) -> None:
    page = client.post(address, data={"story": "x" * 1_200_000}, status=413)
    assert page.title == "Det er for meget på én gang – Albertslund Kommune"
    assert page.soup.select_one("main a")["href"] in ("/", "/stab/")
