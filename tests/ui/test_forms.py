"""Whole forms through the browser: errors in the same words everywhere, a lost token loses no text, foreign sites are refused."""

from __future__ import annotations

from typing import Any

import pytest
from checking import CheckingClient
from ui.gallery import make_app

EXPIRED = "Siden havde stået åben for længe. Dit indhold er her stadig. Send igen."


@pytest.fixture(scope="module")
def app() -> Any:
    return make_app()


@pytest.fixture
def browser(app: Any) -> CheckingClient:
    made: CheckingClient = app.test_client()
    return made


def test_an_empty_form_lists_its_errors_above_the_heading(browser: CheckingClient) -> None:
    page = browser.get("/galleri").submit(form="Send klagen")
    assert page.title == "Fejl: Skriv din klage – Albertslund Kommune"
    assert page.errors == [
        "Udfyld »Hvad hedder du?«.",
        "Udfyld »Hvad er der sket?«.",
        "Vælg et svar under »Bliver du mødt med respekt?«.",
        "Vælg på listen under »Hvilken afdeling?«.",
        "Sæt hak ved »Du må vise min klage til lederen«.",
        "Udfyld »Hvornår skete det?«.",
    ]
    assert page.error_summary
    assert [a["href"] for a in page.error_summary("a")] == ["#name", "#what", "#talk-0", "#unit", "#agree", "#day"]


def test_what_was_typed_and_chosen_stands_again(browser: CheckingClient) -> None:
    typed = {
        "what": 'Første linje\nאבג \u200f🙏 "citat" <b>',
        "talk": "x",
        "themes": ["tid", "tone"],
        "agree": "y",
        "day": "i går",
    }
    shown = browser.get("/galleri").submit(typed, form="Send klagen").form("Send klagen").values
    assert {name: shown[name] for name in typed} == typed


def test_a_complete_form_goes_on(browser: CheckingClient) -> None:
    page = browser.get("/galleri").submit(
        {"name": "Anne", "what": "x", "talk": "5", "unit": "job", "agree": "y", "day": "3.5.2021"}, form="Send klagen"
    )
    assert page.follow().h1 == "Forside"


def test_errors_found_after_validation_are_shown_where_they_belong(browser: CheckingClient) -> None:
    at_field = browser.get("/note").submit({"note": "fejl"})
    assert at_field.errors == ["Den note findes allerede."]
    assert at_field.error_summary.find("a")["href"] == "#note"
    above = browser.get("/note").submit({"note": "helt galt"})
    assert above.errors == ["Der er lukket for noter."]
    assert above.form().values["note"] == "helt galt"


def test_a_lost_session_shows_the_form_again_with_its_text(browser: CheckingClient) -> None:
    page = browser.get("/note")
    with browser.session_transaction() as session:
        session.clear()
        session["andet"] = 1
    again = page.submit({"note": "min lange klage"})
    assert again.status == 200
    assert again.errors == [EXPIRED]
    assert again.form().values["note"] == "min lange klage"
    assert again.submit().follow().h1 == "Forside"


def test_a_browser_without_cookies_is_told_so_and_keeps_the_text(app: Any) -> None:
    without = app.test_client(use_cookies=False)
    again = without.get("/note").submit({"note": "hej"})
    assert again.errors == [f"{EXPIRED} Sker det hver gang, så tillad cookies for denne side."]
    assert again.form().values["note"] == "hej"


def test_a_foreign_token_does_not_open_my_session(app: Any, browser: CheckingClient) -> None:
    stolen = app.test_client().get("/note").form().values["csrf_token"]
    browser.get("/note")
    assert browser.post("/note", data={"note": "x", "csrf_token": stolen}).errors == [EXPIRED]


def test_an_unmarked_view_is_never_reached_without_a_token(browser: CheckingClient) -> None:
    browser.get("/note")
    page = browser.post("/slet", data={"id": "7"}, status=400)
    assert page.h1 == "Siden havde stået åben for længe"
    assert browser.get("/galleri").submit(form="Slet kladden").status == 302


def test_a_marked_view_that_never_asks_its_form_is_refused(browser: CheckingClient) -> None:
    browser.get("/note")
    assert browser.post("/glemt", data={}, status=409).h1 == "Det kan ikke lade sig gøre nu"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    ],
)
def test_another_site_is_refused_even_with_a_token_and_a_marked_view(
    browser: CheckingClient, headers: dict[str, str]
) -> None:
    values = {**browser.get("/note").form().values, "note": "x"}
    assert browser.post("/note", data=values, headers=headers, status=400)


def test_old_browsers_are_judged_by_origin_and_token(app: Any) -> None:
    browser = app.test_client()
    values = {**browser.get("/note").form().values, "note": "x"}
    plain = super(CheckingClient, browser).post
    assert plain("/note", data=values, headers={"Origin": "https://ond.example"}).status_code == 400
    assert plain("/note", data=values, headers={"Origin": "http://localhost"}).status_code == 302
    assert plain("/note", data=values, headers={"Origin": "null"}).status_code == 302
    assert plain("/note", data=values).status_code == 302


def test_a_header_may_carry_the_token(browser: CheckingClient) -> None:
    token = browser.get("/note").form().values["csrf_token"]
    assert browser.post("/slet", headers={"X-CSRF-Token": token}).status == 302


def test_every_view_that_validates_a_form_is_marked_and_the_reverse(request: pytest.FixtureRequest) -> None:
    """A view without the mark loses typed text when its token is lost; a mark without a form is refused at run time."""
    import inspect

    from conftest import make_app as real_app  # the whole application, without a database of its own

    app = real_app(request.getfixturevalue("tmp_path"))
    from værdig.ui.csrf import is_form_view

    unmarked = []
    for rule in app.url_map.iter_rules():
        view = inspect.unwrap(app.view_functions[rule.endpoint])
        names = getattr(getattr(view, "__code__", None), "co_names", ())
        if (
            "POST" in (rule.methods or ())
            and "validate_on_submit" in names
            and not is_form_view(app.view_functions[rule.endpoint])
        ):
            unmarked.append(rule.endpoint)
    assert unmarked == []
