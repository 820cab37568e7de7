"""The language a citizen has chosen stays hers: at a place, on the receipt, when she leaves, and when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from babel.dates import format_date
from flask import Flask
from page_rules import words
from sqlalchemy import select
from surveys.rounds import codes_for, open_round

from værdig.clock import today
from værdig.db import db
from værdig.i18n import catalogues
from værdig.municipality import service as municipalities
from værdig.municipality.settings import LIVSLINIEN
from værdig.surveys import answering, drafts
from værdig.surveys.languages.names import FOREIGN, LANGUAGES
from værdig.surveys.models import Draft
from værdig.surveys.places import service as places

Within = Callable[..., Any]


@pytest.fixture
def round_id(within: Within, freeze: Callable[[str], Any]) -> Any:
    """An open round before its last day, where translations are shown that nobody has approved."""
    freeze("2021-04-12 09:00")
    within(lambda: municipalities.put("show_unapproved_translations", True))
    return within(open_round)


@pytest.fixture
def place(within: Within, round_id: str) -> Any:
    """A screen's token."""
    opened = {"is_screen": True, "asks_group": False, "daily_most": 40}
    return within(lambda: places.open_place(round_id, "Receptionen", **opened))


@pytest.fixture
def said(within: Within) -> Any:
    """What Danish texts are in Arabic."""
    return within(lambda: {key: text.texts[0] for key, text in catalogues().messages("ar").items()})


ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,da;q=0.4"}


def own_name(language: str) -> str:
    return next(each.own_name for each in LANGUAGES if each.code == language)


def speak(client: Any, page: Any, language: str = "ar") -> Any:
    """Press a language on a page and return the page it leads back to."""
    back = page.submit(form="/svar/sprog", button=own_name(language))
    client.language = language
    return back.follow()


def seated(client: Any, within: Within, round_id: str) -> str:
    """Choose Arabic and begin with a code; return it."""
    (code,) = within(lambda: codes_for(round_id, "dagpenge", 1))
    speak(client, client.get("/svar"))
    client.get(f"/svar/{code}")
    return str(code)


def in_danish(page: Any) -> list[str]:
    return [words(tag) for tag in page.soup.select('main span[lang="da"]')]


def test_a_screen_offers_the_languages_before_and_beside_the_code(client: Any, place: str, said: Any) -> None:
    page = speak(client, client.get(f"/svar/her/{place}"))
    assert page.url == f"/svar/her/{place}"
    assert page.h1 == said["Fortæl, hvordan du bliver mødt"]
    page = page.submit(button=said["Begynd"]).follow()
    assert page.h1 == said["Her er din kode"]
    page = speak(client, page, "tr")
    assert page.url == "/svar/min-kode"
    assert page.soup.html["lang"] == "tr"


def test_the_next_person_at_a_screen_begins_in_danish(client: Any, place: str) -> None:
    speak(client, client.get(f"/svar/her/{place}"))
    page = client.get("/svar/ryd", status=302)
    client.language = "da"
    assert page.follow().h1 == "Fortæl, hvordan du bliver mødt"


def test_one_can_go_back_from_the_languages_without_choosing(client: Any, place: str, within: Within) -> None:
    for came_from, back in {"kode": "/svar", "tjek": "/svar/tjek", "3": "/svar/3", "her": "/svar"}.items():
        page = client.get(f"/svar/sprog?fra={came_from}")
        assert page.soup.select_one("main .back-link")["href"] == back
    client.get(f"/svar/her/{place}")
    page = client.get("/svar/sprog?fra=her")
    assert page.soup.select_one("main .back-link")["href"] == f"/svar/her/{place}"


def test_the_receipt_has_the_date_in_the_language(client: Any, within: Within, round_id: str) -> None:
    seated(client, within, round_id)
    client.get("/svar/1").submit({"svar": "4"})
    page = client.get("/svar/tjek").submit(form="/svar/tjek")
    assert page.soup.select_one(".receipt-date bdi").text == format_date(today(), format="long", locale="ar")


def test_clearing_is_told_in_the_language_and_forgets_it(client: Any, within: Within, round_id: str, said: Any) -> None:
    seated(client, within, round_id)
    client.get("/svar/1").submit({"svar": "4"})
    page = client.get("/svar/ryd", status=302).follow()
    assert page.h1 == said["Her er ryddet"]
    assert said["Dine svar er gemt"] in page.text
    assert in_danish(page) == []
    client.language = "da"
    assert client.get("/svar/ryddet").h1 == "Her er ryddet"


def test_a_draft_goes_on_in_its_language_on_another_device(
    app: Flask, client: Any, within: Within, round_id: str
) -> None:
    code = seated(client, within, round_id)
    client.get("/svar/1").submit({"svar": "4"})
    other = app.test_client()
    other.language = "ar"
    page = other.get(f"/svar/{code}", headers=ENGLISH).follow()
    assert page.soup.html["lang"] == "ar"
    typed = app.test_client()
    typed.language = "en"
    page = typed.get("/svar", headers=ENGLISH)
    typed.post("/svar", data={**page.form("/svar").values, "code": code}, headers=ENGLISH, status=302)
    typed.language = "ar"
    assert typed.get("/svar/1", headers=ENGLISH).soup.html["lang"] == "ar"


@pytest.mark.parametrize("language", ["ar", "da"])
def test_a_language_changed_midway_is_that_of_the_next_device(
    app: Flask, client: Any, within: Within, round_id: str, language: str
) -> None:
    code = seated(client, within, round_id)
    client.get("/svar/1").submit({"svar": "4"})
    for chosen in ("tr", language):
        page = client.get("/svar/sprog?fra=2")
        speak(client, page, chosen)
    other = app.test_client()
    other.language = language
    assert other.get(f"/svar/{code}").follow().soup.html["lang"] == language
    assert within(lambda: answering.enter(code).answers), "the answers are as they were"


def test_choosing_a_language_before_anything_is_answered_writes_nothing(
    client: Any, within: Within, round_id: str
) -> None:
    seated(client, within, round_id)
    speak(client, client.get("/svar/sprog?fra=intro"), "tr")
    assert within(lambda: db.session.scalars(select(Draft)).all()) == []


def test_what_is_chosen_on_the_other_device_wins_over_the_drafts_language(
    app: Flask, client: Any, within: Within, round_id: str
) -> None:
    code = seated(client, within, round_id)
    client.get("/svar/1").submit({"svar": "4"})
    other = app.test_client()
    speak(other, other.get("/svar"), "tr")
    other.get(f"/svar/{code}")
    other.get("/svar/2").submit({"svar": "3"})
    assert within(lambda: answering.enter(code).language) == "tr"


def test_a_draft_begun_with_help_goes_on_in_the_language_beside_danish(
    app: Flask, client: Any, within: Within, round_id: str
) -> None:
    (code,) = within(lambda: codes_for(round_id, "dagpenge", 1))
    client.get("/svar/sammen").submit({"beside": "uk", "code": code})
    client.get("/svar/1").submit({"svar": "4"})
    other = app.test_client()
    other.language = "uk"
    assert other.get(f"/svar/{code}").follow().soup.html["lang"] == "uk"


def test_the_language_in_a_draft_changes_nothing_of_its_size(client: Any, within: Within, round_id: str) -> None:
    code = seated(client, within, round_id)
    client.get("/svar/13").submit({"svar": "😀" * 2000})
    client.get("/svar/hjaelp").submit({"helped": "interpreter"})
    assert within(lambda: answering.enter(code).language) == "ar"
    sizes = within(lambda: {len(draft.sealed) for draft in db.session.scalars(select(Draft))})
    assert sizes == {drafts.SEALED_BYTES}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("ar-EG,ar;q=0.9,en;q=0.5", "ar"), ("de-DE,pl;q=0.7,en;q=0.4", "pl"), ("da-DK,da;q=0.9,en;q=0.8", "da"),
        ("de,sv;q=0.5", "da"), ("*", "da"), ("slem;;;q=x", "da"),
    ],
)  # fmt: skip
def test_the_first_page_is_in_the_language_of_the_browser(client: Any, round_id: str, asked: str, shown: str) -> None:
    client.language = shown
    page = client.get("/svar", headers={"Accept-Language": asked})
    assert page.soup.html["lang"] == shown
    client.language = "da"
    assert client.get("/", headers={"Accept-Language": asked}).soup.html["lang"] == "da"
    assert client.get("/klage/kontakt", headers={"Accept-Language": asked}).soup.html["lang"] == "da"


def test_danish_can_be_chosen_in_a_browser_that_asks_for_another(client: Any, round_id: str) -> None:
    client.language = "en"
    page = client.get("/svar", headers=ENGLISH)
    client.post("/svar/sprog", data={**page.form("/svar/sprog").values, "sprog": "da"}, headers=ENGLISH, status=302)
    client.language = "da"
    assert client.get("/svar", headers=ENGLISH).h1 == "Skriv din kode"


def test_a_browsers_language_goes_along_to_being_contacted(client: Any, within: Within, round_id: str) -> None:
    (code,) = within(lambda: codes_for(round_id, "dagpenge", 1))
    client.get(f"/svar/{code}", headers=ENGLISH)
    assert client.get("/svar/videre/kontakt", headers=ENGLISH, status=302).location == "/klage/kontakt"
    client.language = "en"
    assert client.get("/klage/kontakt").soup.html["lang"] == "en"


def test_nothing_of_the_browsers_languages_is_shown_that_nobody_has_approved(client: Any) -> None:
    assert client.get("/svar", headers=ENGLISH).h1 == "Skriv din kode"


def test_the_page_for_an_unusable_code_offers_the_languages_and_help(
    client: Any, within: Within, round_id: str, said: Any
) -> None:
    within(lambda: municipalities.put("phone", "43 68 68 68"))
    page = speak(client, client.get("/svar/lukket"))
    assert page.url == "/svar/lukket"
    assert page.h1 == said["Koden kan ikke bruges"]
    assert said["Ring til kommunen. Så hjælper vi dig."] in page.text
    assert "43 68 68 68" in page.text
    assert page.soup.select_one('main li[lang="so"]')


def test_the_front_page_leads_to_answering_in_another_language(client: Any, round_id: str) -> None:
    link = client.get("/").soup.select_one('a[href="/svar/sprog"]')
    assert [name["lang"] for name in link.select("bdi")] == [language.code for language in FOREIGN]
    page = speak(client, client.get("/svar/sprog"), "ur")
    assert page.url == "/svar"
    assert page.soup.html["dir"] == "rtl"


def test_the_front_page_names_no_language_where_none_is_offered(client: Any) -> None:
    assert client.get("/").soup.select('a[href="/svar/sprog"]') == []


def test_a_page_that_does_not_exist_says_so_in_the_language(
    client: Any, within: Within, round_id: str, said: Any
) -> None:
    seated(client, within, round_id)
    page = client.get("/svar/99", status=404)
    assert page.h1 == said["Siden findes ikke"]
    assert in_danish(page) == []


@pytest.mark.parametrize("mistyped", [False, True])
def test_the_code_page_keeps_the_language_when_the_cookie_is_gone(
    client: Any, within: Within, round_id: str, said: Any, mistyped: bool
) -> None:
    code = seated(client, within, round_id)
    page = client.get("/svar/2")
    client.delete_cookie("vaerdig_borger", path="/")
    page = page.submit({"svar": "4"}, button=said["Frem"])
    assert page.h1 == said["Skriv din kode"]
    if mistyped:
        client.delete_cookie("vaerdig_borger", path="/")
        page = page.submit({"code": "slem"}, button=said["Fortsæt"])
        assert page.h1 == said["Skriv din kode"]
    page = page.submit({"code": code}, button=said["Fortsæt"]).follow()
    assert page.soup.html["lang"] == "ar"
    assert page.url == "/svar/3"


@pytest.mark.parametrize("address", ["/svar/intro", "/svar/13"])
def test_the_municipalitys_own_texts_are_translated_as_long_as_they_are_ours(
    client: Any, within: Within, round_id: str, said: Any, address: str
) -> None:
    within(lambda: municipalities.put("acute_help", LIVSLINIEN))
    seated(client, within, round_id)
    page = client.get(address)
    assert said[LIVSLINIEN] in page.text
    assert in_danish(page) == []
    within(lambda: municipalities.put("acute_help", "Ring til vagten på 12 34 56 78"))
    page = client.get(address)
    assert in_danish(page) == ["Ring til vagten på 12 34 56 78"]
    assert page.soup.select_one('main span[lang="da"]')["dir"] == "ltr"


def test_who_asks_and_on_what_grounds_is_said_in_the_language(
    client: Any, within: Within, round_id: str, said: Any
) -> None:
    seated(client, within, round_id)
    page = client.get("/svar/intro")
    assert said["jobcentret"] in page.text
    assert "Databeskyttelsesforordningens" not in page.text
    within(lambda: municipalities.put("unit_name", "Job og Vækst"))
    assert in_danish(client.get("/svar/intro")) == ["Job og Vækst"]


def test_an_old_tab_in_another_language_changes_nothing(client: Any, within: Within, round_id: str, said: Any) -> None:
    seated(client, within, round_id)
    old = client.get("/svar/2")
    speak(client, client.get("/svar/sprog?fra=2"), "da")
    page = old.submit({"svar": "4"}, button=said["Frem"]).follow()
    assert page.soup.html["lang"] == "da"
