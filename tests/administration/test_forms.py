"""Registered forms: checked, stored once, answered with a receipt; a plug-in that fails loses nothing that was typed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from conftest import HOME, signed_in
from flask import Flask
from plugin_folder import BAD, forget, site_of
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from værdig.administration import registering
from værdig.administration.models import FormReceipt
from værdig.audit import AuditEntry
from værdig.db import db, tenant, transaction
from værdig.hooks import switches
from værdig.hooks.contracts import FormSpec
from værdig.hooks.results import Nonsense
from værdig.ui.widgets import VaerdigForm

ADDRESS = "/stab/m/vaerdig_eksempel/meeting"
MEETING = {"held_on": "3. maj 2021", "topic": "Nyt om jobcentret", "guests": "12", "host": "Anne"}


@pytest.fixture
def site(app: Flask) -> Flask:
    """The site with the tutorial plug-in switched on."""
    with app.app_context(), tenant(HOME), transaction():
        switches.put("vaerdig_eksempel", True, "system")
    return app


@pytest.fixture
def leader(site: Flask) -> Any:
    return signed_in(site, "leder")


def meetings(site: Flask) -> int:
    from vaerdig_eksempel.models import Meeting

    with site.app_context(), tenant(HOME):
        return db.session.scalar(select(func.count()).select_from(Meeting)) or 0


def test_it_is_found_from_the_list_of_registrations(leader: Any) -> None:
    page = leader.get("/stab/registreringer").click("Registrer åbent hus")
    assert page.h1 == "Registrer åbent hus"


def test_it_is_stored_and_receipted_and_listed(site: Flask, leader: Any) -> None:
    page = leader.get(ADDRESS).submit(MEETING, form="Gem").follow()
    assert "Registreringen er gemt." in page.text
    assert "Nyt om jobcentret" in page.text
    assert meetings(site) == 1
    with site.app_context(), tenant(HOME):
        (stored,) = db.session.scalars(select(AuditEntry).where(AuditEntry.object_type == "registration"))
        assert (stored.action, stored.detail) == ("registration.added", {"form": "vaerdig_eksempel.meeting"})


def test_sent_twice_it_is_stored_once(site: Flask, leader: Any) -> None:
    page = leader.get(ADDRESS)
    first = page.submit(MEETING, form="Gem")
    second = page.submit(MEETING, form="Gem")
    assert first.headers["Location"] == second.headers["Location"]
    assert meetings(site) == 1


def test_going_back_and_changing_it_is_a_new_registration(site: Flask, leader: Any) -> None:
    page = leader.get(ADDRESS)
    page.submit(MEETING, form="Gem")
    page.submit({**MEETING, "topic": "Noget andet"}, form="Gem")
    assert meetings(site) == 2


def test_the_same_again_on_a_fresh_page_is_a_new_registration(site: Flask, leader: Any) -> None:
    for _time in range(2):
        leader.get(ADDRESS).submit(MEETING, form="Gem")
    assert meetings(site) == 2


def test_an_error_shows_everything_typed(site: Flask, leader: Any) -> None:
    page = leader.get(ADDRESS).submit({**MEETING, "guests": "mange"}, form="Gem")
    assert page.status == 422
    assert page.errors
    assert page.form("Gem").values["topic"] == "Nyt om jobcentret"
    assert page.form("Gem").values["guests"] == "mange"
    assert meetings(site) == 0


def test_the_plug_ins_own_objection_stands_at_its_field(site: Flask, leader: Any) -> None:
    page = leader.get(ADDRESS).submit({**MEETING, "held_on": "3. maj 2150"}, form="Gem")
    assert page.status == 422
    assert page.errors == ["Mødet er ikke holdt endnu. Vælg en dag, der har været."]
    assert meetings(site) == 0


def test_others_do_not_see_it(site: Flask) -> None:
    signed_in(site, "dpo").get(ADDRESS, status=404)
    assert "Registrer åbent hus" not in signed_in(site, "dpo").get("/stab/registreringer").text


def test_off_it_is_not_there(app: Flask) -> None:
    client = signed_in(app, "leder")
    client.get(ADDRESS, status=404)
    assert "Registrer åbent hus" not in client.get("/stab/registreringer").text


def test_a_receipt_is_shown_to_the_one_who_sent_it(site: Flask, leader: Any) -> None:
    told = leader.get(ADDRESS).submit(MEETING, form="Gem").headers["Location"]
    assert "er gemt" in leader.get(told).text
    assert "er gemt" not in signed_in(site, "leder").get(told).text


def test_receipts_are_kept_for_a_day(site: Flask, leader: Any, freeze: Any) -> None:
    leader.get(ADDRESS).submit(MEETING, form="Gem")
    with site.app_context(), tenant(HOME):
        (receipt,) = db.session.scalars(select(FormReceipt))
        assert receipt.content != b""
        assert "Anne" not in receipt.text
        with transaction():
            from datetime import timedelta

            receipt.at -= timedelta(days=2)
    leader.get(ADDRESS).submit({**MEETING, "topic": "To"}, form="Gem")
    with site.app_context(), tenant(HOME):
        assert db.session.scalar(select(func.count()).select_from(FormReceipt)) == 1


def test_two_at_once_are_stored_once(engine_app: Flask) -> None:
    """A double click is two requests side by side; the second must wait for the first and get its receipt."""
    calls: list[str] = []

    def submit(_data: Any) -> str:
        calls.append("sent")
        sleep(0.3)
        return "Gemt"

    spec = FormSpec(id="x.form", title="Form", form_class=VaerdigForm, permission="x.read", submit=submit)

    def send() -> str:
        with engine_app.app_context(), tenant(HOME):
            return registering.send_form(spec, {"name": "Anne"}, "p" * 22, "someone").id

    with ThreadPoolExecutor(2) as pool:
        receipts = [future.result() for future in [pool.submit(send) for _click in range(2)]]
    assert calls == ["sent"]
    assert receipts[0] == receipts[1]


def test_a_form_that_breaks_a_rule_of_its_own_table_is_not_taken_for_a_double_click(context: Flask) -> None:
    def submit(_data: Any) -> str:
        raise IntegrityError("insert", {}, Exception())

    spec = FormSpec(id="x.form", title="Form", form_class=VaerdigForm, permission="x.read", submit=submit)
    with pytest.raises(IntegrityError):
        registering.send_form(spec, {}, "p" * 22, "someone")


@pytest.mark.parametrize("receipt", [None, 3, float("nan")])
def test_a_receipt_is_a_text_or_nothing_is_stored(context: Flask, receipt: Any) -> None:
    spec = FormSpec(id="x.form", title="F", form_class=VaerdigForm, permission="x.read", submit=lambda _data: receipt)
    with pytest.raises(Nonsense):
        registering.send_form(spec, {}, "p" * 22, "someone")
    assert db.session.scalar(select(func.count()).select_from(FormReceipt)) == 0


@pytest.fixture
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = site_of(tmp_path_factory.mktemp("failing"), BAD, plugins="bad_page")
    yield app
    forget(app.extensions["vaerdig_host"])


def test_a_plug_in_that_fails_loses_nothing_typed(failing: Flask) -> None:
    client = signed_in(failing, "administrator")
    page = client.get("/stab/m/bad_page/form")
    answer = client.post("/stab/m/bad_page/form", data={**page.form("Gem").values, "name": "Åse Ærlig"}, status=503)
    assert "Det, du har skrevet, står her stadig." in answer.errors[0]
    assert answer.form("Gem").values["name"] == "Åse Ærlig"
