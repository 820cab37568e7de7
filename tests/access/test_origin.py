"""A staff form keeps to the municipality it was made in, whatever has been chosen meanwhile; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from addresses import closed_addresses, example_of
from checking import CheckingClient
from complaints.given import PASSPHRASE, STORY, received, see_again
from conftest import HOME, NEIGHBOUR
from factories import make_grant
from flask import Flask, g, request_finished
from flask_wtf import FlaskForm
from sqlalchemy import select

import værdig.app
from værdig.access.origin import CHOOSES, Origin, opened, sealed
from værdig.access.roles import Role
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, ContactCount
from værdig.db import db, tenant
from værdig.error_pages import SECRETS
from værdig.ui.fields import PasswordField

ASKED = "Du har skiftet kommune"
GO_BACK = "Skift tilbage til Albertslund Kommune, og send"
TOLD = {
    "story": STORY, "channel": "telefon", "day": "3.5.2021", "hour": "14.30", "type": "vejledning", "inbox": "ledelse",
    "name": "Anna Andersen", "interpreter": "y",
}  # fmt: skip


@pytest.fixture
def in_both(context: Flask, staff: Callable[..., Any]) -> Callable[..., Any]:
    """`in_both("borgerraadgiver")` gives a browser of somebody with those roles in both municipalities, at work in Albertslund."""

    def sign_in(*roles: str) -> Any:
        browser = staff(*roles)
        for role in roles:
            make_grant(browser.user_id, role, municipality=NEIGHBOUR)
        return browser

    return sign_in


def switch(browser: Any, name: str = "Vallensbæk Kommune") -> None:
    """Choose another municipality in another tab, as a person does."""
    assert name in browser.get("/stab/").submit(form=name).follow().title


def where(table: type[Any]) -> list[str]:
    """Return the municipality of each row."""
    see_again()
    return list(db.session.scalars(select(table.municipality_id).execution_options(all_tenants=True)))


def test_a_complaint_is_saved_where_its_form_was_made(in_both: Callable[..., Any]) -> None:
    birgit = in_both("borgerraadgiver")
    form = birgit.get("/stab/klager/ny")
    switch(birgit)
    asked = form.submit(TOLD)
    assert (asked.status, asked.h1) == (409, ASKED)
    assert "Siden er lavet i Albertslund Kommune. Nu arbejder du i Vallensbæk Kommune." in asked.text
    assert STORY in asked.text
    assert where(Case) == []
    receipt = asked.submit(form=GO_BACK)
    assert receipt.h1 == "Kvittering til borgeren"
    assert "Albertslund Kommune" in receipt.title
    assert where(Case) == [HOME]
    assert "Albertslund Kommune" in birgit.get("/stab/").title


def test_one_can_let_it_be(in_both: Callable[..., Any]) -> None:
    birgit = in_both("borgerraadgiver")
    form = birgit.get("/stab/klager/ny")
    switch(birgit)
    assert "Vallensbæk Kommune" in form.submit(TOLD).click("Lad være, og gå til Min side").title
    assert where(Case) == []


def test_a_count_is_counted_where_its_form_was_made(in_both: Callable[..., Any]) -> None:
    birgit = in_both("borgerraadgiver")
    form = birgit.get("/stab/tael")
    switch(birgit)
    asked = form.submit({"type": "vejledning", "channel": "telefon"}, form="Tæl")
    assert where(ContactCount) == []
    asked.submit(form=GO_BACK).follow()
    assert where(ContactCount) == [HOME]


def test_a_note_waits_for_the_pass_phrase_of_its_own_inbox(in_both: Callable[..., Any]) -> None:
    birgit = in_both("borgerraadgiver")
    birgit.get("/stab/indbakke/ny-noegle").submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    case, _code = received(STORY, Reader.BORGERRAADGIVER)
    note = birgit.get(f"/stab/indbakke/{case.id}/notat")
    switch(birgit)
    asked = note.submit({"kind": "notat_til_sagen", "text": "Ringet op i dag."})
    assert asked.h1 == ASKED
    locked = asked.submit(form=GO_BACK)
    assert locked.h1 == "Indbakken har låst sig selv"
    assert "Albertslund Kommune" in locked.title
    saved = locked.submit({"passphrase": PASSPHRASE}).follow()
    assert "Ringet op i dag." in saved.text


def test_every_field_follows_along_and_no_pass_word_does(in_both: Callable[..., Any]) -> None:
    birgit = in_both("administrator")
    form = birgit.get("/stab/brugere/ny").form().values
    switch(birgit)
    typed = {**form, "a": ["1", "2"], "linjer": "en\r\nto", "password": "hemmelig 1", "passphrase": "hemmelig 2"}
    asked = birgit.post("/stab/brugere/ny", data=typed, status=409)
    shown = asked.form(GO_BACK).values
    assert {name: shown[name] for name in ("a", "linjer")} == {"a": ["1", "2"], "linjer": "en\nto"}
    assert "hemmelig" not in asked.html
    assert "Kodeord følger ikke med." in asked.text


def test_a_file_must_be_chosen_again(in_both: Callable[..., Any]) -> None:
    birgit = in_both("leder")
    token = birgit.get("/stab/").form("Log af").values["csrf_token"]
    switch(birgit)
    data = {"csrf_token": token, "file": (BytesIO(b"a;b"), "tal.csv")}
    asked = birgit.post("/stab/import/ny", data=data, content_type="multipart/form-data", status=409)
    assert "Filer følger ikke med." in asked.text


def test_nobody_goes_back_to_where_she_has_no_role(context: Flask, staff: Callable[..., Any]) -> None:
    browser = staff("borgerraadgiver", municipality=NEIGHBOUR)
    token = sealed(Origin(browser.user_id, HOME, leads_back=True))
    form = browser.get("/stab/klager/ny").form().values
    proof = form["csrf_token"].partition("~")[0]
    asked = browser.post("/stab/klager/ny", data={**form, **TOLD, "csrf_token": f"{proof}~{token}"}, status=409)
    assert "Du har ikke længere en rolle der" in asked.text
    assert STORY in asked.text
    assert not asked.soup.select("main form")
    assert where(Case) == []


def test_going_back_needs_the_proof_of_this_session(in_both: Callable[..., Any]) -> None:
    birgit = in_both("borgerraadgiver")
    form = birgit.get("/stab/klager/ny")
    switch(birgit)
    asked = form.submit(TOLD)
    with birgit.session_transaction("/stab/") as session:
        session.pop("csrf_token")
    again = asked.submit(form=GO_BACK)
    assert again.h1 == ASKED
    assert where(Case) == []
    again.submit(form=GO_BACK)
    assert where(Case) == [HOME]


@pytest.mark.parametrize("made_for", ["somebody else", "nobody"])
def test_a_form_made_for_another_is_none_of_hers(context: Flask, staff: Callable[..., Any], made_for: str) -> None:
    browser = staff("skranke")
    form = browser.get("/stab/klager/ny").form().values
    proof = form["csrf_token"].partition("~")[0]
    token = proof if made_for == "nobody" else f"{proof}~{sealed(Origin('x' * 22, HOME))}"
    page = browser.post("/stab/klager/ny", data={**form, **TOLD, "csrf_token": token}, status=422)
    assert page.form().values["story"] == STORY
    assert where(Case) == []


def test_no_staff_form_is_forgotten(app: Flask, staff: Callable[..., Any]) -> None:
    """Every closed address of the core and of the plug-ins asks, before its view, whose form it is that comes from elsewhere."""
    browser = staff(*Role)
    with app.app_context(), tenant(HOME):
        for role in Role:
            make_grant(browser.user_id, str(role), municipality=NEIGHBOUR)
    token = browser.get("/stab/").form("Log af").values["csrf_token"]
    switch(browser)
    asked = set()
    for rule, method, _access in closed_addresses(app):
        if method != "GET" and rule.endpoint != CHOOSES:
            address = example_of(app, rule)
            page = browser.post(address, data={"csrf_token": token, "tekst": "to ord"}, status=409)
            assert (page.h1, page.form(GO_BACK).values["tekst"]) == (ASKED, "to ord"), address
            asked.add(rule.rule)
    assert len(asked) > 60
    assert any(rule.startswith("/stab/m/") for rule in asked)


def test_a_token_without_its_mark_opens_no_staff_form(app: Flask, staff: Callable[..., Any]) -> None:
    """A form that makes its token in another way than the page's own is noticed at once: it is never taken."""
    browser = staff(*Role)
    proof = browser.get("/stab/").form("Log af").values["csrf_token"].partition("~")[0]
    send, taken = super(CheckingClient, browser).post, []

    def note(_app: Flask, **_more: Any) -> None:
        taken.append(g.csrf_valid)

    with request_finished.connected_to(note, app):
        for rule, method, _access in closed_addresses(app):
            if method != "GET" and rule.endpoint != CHOOSES:
                send(example_of(app, rule), data={"csrf_token": proof})
    assert len(taken) > 60
    assert not any(taken)


def test_only_signing_in_and_out_is_sent_by_everybody(app: Flask) -> None:
    closed = {rule.rule for rule, _method, _access in closed_addresses(app)}
    open_to_all = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.rule.startswith("/stab")
    } - closed
    assert open_to_all == {"/stab/log-ind", "/stab/log-af", "/stab/velkommen/<token>"}


def test_a_citizens_form_carries_no_mark(client: Any) -> None:
    assert "~" not in client.get("/klage/skriv").form("Send").values["csrf_token"]


def test_an_origin_is_ours_or_none(context: Flask) -> None:
    mine = Origin("u" * 22, HOME)
    assert opened(sealed(mine)) == mine
    assert opened("") is None
    assert opened(sealed(mine)[:-2]) is None
    assert opened("æøå") is None


def test_every_secret_field_is_known_as_one(app: Flask) -> None:
    """Pages that carry what was typed leave these out; a field that is no secret must not share their names."""
    assert værdig.app.FEATURES
    secret, plain = set(), set()
    for form in every_form(FlaskForm):
        for name, field in vars(form).items():
            kind = getattr(field, "field_class", None)
            if kind is not None:
                (secret if issubclass(kind, PasswordField) else plain).add(name)
    assert secret == SECRETS
    assert not secret & plain


def every_form(above: type[Any]) -> set[type[Any]]:
    """Return every declared form of ours below a class."""
    found = {each for child in above.__subclasses__() for each in {child, *every_form(child)}}
    return {form for form in found if form.__module__.startswith(("værdig.", "vaerdig_"))}
