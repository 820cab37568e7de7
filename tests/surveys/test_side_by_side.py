"""Somebody sits beside a citizen: two languages on each page, a receipt with a date in both, and nothing left afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from værdig.clock import today
from værdig.i18n import catalogues, format_date
from værdig.municipality import service as municipalities
from værdig.municipality.settings import LIVSLINIEN


def test_question_choices_and_receipt_stand_in_both_languages(client: Any, foreign_code: str) -> None:
    page = client.get("/").click("Hjælp en borger")
    assert "Er du borgerens egen sagsbehandler? Så må du ikke hjælpe med dette." in page.text
    page = page.submit({"beside": "ar", "code": foreign_code}).follow()
    assert page.h1.startswith("Før du svarer")
    assert page.soup.select('main li span[lang="ar"][dir="rtl"]')
    page = page.click("Begynd")
    assert page.h1.startswith("Hvor tilfreds er du med den måde, du bliver mødt på?")
    assert page.soup.select_one('h1 span[lang="ar"]').text
    assert len(page.soup.select('label span[lang="ar"]')) == 6
    page.submit({"svar": "4"})
    page = client.get("/svar/tjek")
    assert page.soup.select_one('main dd span[lang="ar"]')
    page = page.submit()
    assert page.h1.startswith("Tak for dit svar")
    assert f"Dato: {format_date(today())}" in page.text
    assert str(today().year) in page.soup.select_one(".receipt-date [lang=ar]").text
    page = client.get("/svar/ryd").follow()
    assert page.soup.select_one('h1 span[lang="ar"]')
    assert client.get("/svar/ryddet").h1 == "Her er ryddet"
    assert "sprog" not in str(client.get("/svar").soup.select("main span[lang=ar]"))
    assert client.get("/svar/tjek", status=302).location == "/svar"


IN_BOTH = {
    "/svar/intro": (
        "Ingen læser det, før undersøgelsen er lukket", "Så bliver svarene blandet", "Det, du skriver med egne ord",
        "Svarene bliver slettet 24 måneder efter", "Når svaret er sendt", "Vi vil gerne vide", "Ring 112", "Livslinien",
        "Hvem læser dit svar?", "artikel 6, stk. 1, litra e",
    ),
    "/svar/13": ("Teksten bliver først læst", "Er du i akut nød, så ring 112", "Vi skjuler navne", "Livslinien"),
    "/svar/hjaelp": ("egne samtaler. Det er, for at du kan svare frit", "Den, der hjælper, er ikke min sagsbehandler", "Hjælp er helt i orden"),
}  # fmt: skip
"""What a citizen must be able to read before she decides, and where it stands."""


@pytest.mark.parametrize("address", IN_BOTH)
def test_what_she_must_know_stands_in_both_languages(
    client: Any, foreign_code: str, within: Callable[..., Any], address: str
) -> None:
    within(lambda: municipalities.put("acute_help", LIVSLINIEN))
    client.get("/svar/sammen").submit({"beside": "tr", "code": foreign_code})
    page = client.get(address)
    for danish in IN_BOTH[address]:
        own = within(lambda danish=danish: translated("tr", danish))
        assert danish in page.text
        assert own in page.text, danish
    if address != "/svar/hjaelp":
        assert "1. maj 2021" in page.text
        assert "1 Mayıs 2021" in page.text


def translated(language: str, beginning: str) -> str:
    """Return how a text begins in a language, up to what is filled in."""
    found = [
        text.texts[0]
        for message, text in catalogues().messages(language).items()
        if isinstance(message, str) and beginning in message.replace("%(months)s", "24")
    ]
    return str(min(found, key=len).replace("%(months)s", "24").partition("%(")[0])


def test_the_receipt_says_once_in_danish_that_we_have_the_answer(client: Any, foreign_code: str) -> None:
    client.get("/svar/sammen").submit({"beside": "tr", "code": foreign_code})
    client.get("/svar/1").submit({"svar": "4"})
    check = client.get("/svar/tjek")
    assert check.text.count("Du kan rette alt, indtil du sender.") == 1
    page = check.submit()
    assert page.text.count("Vi har dit svar. Her er din kopi.") == 1
    assert page.soup.select_one(".font-lead .beside[lang=tr]")
    assert page.soup.select_one("button[data-print]")
    assert page.soup.select_one("script[src*=page]")


def only_in_danish(page: Any, known: Mapping[Any, Any]) -> list[str]:
    """Return the texts of a page, its frame at the top included, that have a translation which is not on the page."""
    shown = "\n".join(" ".join(tag.text.split()) for tag in page.soup.select(".beside"))
    danish = [
        " ".join(text.split()) for text in page.soup.select_one("body").find_all(string=True) if not of_frame(text)
    ]
    return [text for text in danish if text in known and known[text].texts[0] not in shown]


def of_frame(text: Any) -> bool:
    """Tell whether a text is of the house or for assistive technology only, and the same on every page."""
    around = text.find_parent(["footer", "script", "svg", "template"]) or text.find_parent(
        class_=["skipnav", "example-data", "beside"]
    )
    return around is not None or text.find_parent(attrs={"aria-hidden": "true"}) is not None


def test_all_that_is_translated_on_the_way_stands_in_both_languages(
    client: Any, foreign_code: str, within: Callable[..., Any]
) -> None:
    known = within(lambda: dict(catalogues().messages("ar")))
    pages = [client.get("/svar/sammen").submit({"beside": "ar", "code": foreign_code}).follow(), client.get("/svar/1")]
    pages[1].submit({"svar": "1"})
    for number in range(2, 12):
        client.post(f"/svar/{number}", data={**client.get(f"/svar/{number}").form().values, "svar": "5", "vej": "frem"})
    client.get("/svar/13").submit({"svar": "Mette hjalp mig."})
    pages += [client.get(address) for address in ("/svar/intro", "/svar/13", "/svar/hjaelp", "/svar/tjek?vaek=8")]
    pages.append(client.get("/svar/hjaelp").submit({"helped": "staff"}))
    sent = client.get("/svar/tjek").submit()
    pages += [sent, client.get("/svar/tak")]
    assert {page.url: only_in_danish(page, known) for page in pages if only_in_danish(page, known)} == {}
    assert known["Stop oplæsning"].texts[0] in pages[1].html
    name = "Albertslund Kommune"
    for message in ("Ikke besvaret", "Modtaget af %(name)s. Svaret er anonymt.", "Dato:", "Skriv siden ud"):
        assert known[message].texts[0] % {"name": name} in sent.text
    assert known["»%(words)s« bliver til %(mark)s"].texts[0].partition("%")[0] in pages[-4].text


def test_the_language_beside_stays_where_one_answers(client: Any, foreign_code: str) -> None:
    client.get("/svar/sammen").submit({"beside": "ar", "code": foreign_code})
    for address in ("/", "/klage/skriv", "/privatliv"):
        assert not client.get(address).soup.select(".beside"), address


def test_only_danish_stands_alone(client: Any, foreign_code: str) -> None:
    client.get("/svar/sammen").submit({"beside": "da", "code": foreign_code})
    assert not client.get("/svar/1").soup.select("main .beside")


def test_what_may_not_be_shown_is_not(client: Any, foreign_code: str, within: Callable[..., Any]) -> None:
    client.get("/svar/sammen").submit({"beside": "ar", "code": foreign_code})
    within(lambda: municipalities.put("show_unapproved_translations", False))
    assert not client.get("/svar/1").soup.select("main h1 .beside")


def test_the_next_who_types_a_code_does_not_get_the_language_of_the_last(
    client: Any, foreign_code: str, within: Callable[..., Any]
) -> None:
    client.get("/svar/sammen").submit({"beside": "ar", "code": foreign_code})
    client.get("/svar").submit({"code": foreign_code})
    assert not client.get("/svar/1").soup.select("main .beside")


@pytest.mark.parametrize(("typed", "told"), [("", "Skriv koden"), ("hej", "13 tegn")])
def test_a_slip_keeps_what_was_chosen(client: Any, foreign_code: str, typed: str, told: str) -> None:
    page = client.get("/svar/sammen").submit({"beside": "en", "code": typed})
    assert told in page.errors[0]
    assert page.form().values["beside"] == "en"
