"""From an answer in another language to being contacted: the language goes along, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from surveys.rounds import codes_for, open_round
from surveys.test_languages import CODES, speaking

from værdig.complaints.models import Case, CaseClock
from værdig.db import db
from værdig.i18n import DANISH, END_OF_DANISH, catalogues
from værdig.municipality import service as municipalities
from værdig.surveys.languages.texts import CONTACT, flow_texts, texts_by_place

WISH = {"inbox": "ledelse", "phone": "22 33 44 55"}


@pytest.fixture
def answered(client: Any, within: Callable[..., Any]) -> Callable[[str], Any]:
    """Send an answer in a language; gives the page after it."""

    def sent(language: str) -> Any:
        within(lambda: municipalities.put("show_unapproved_translations", True))
        code = within(lambda: codes_for(open_round(), "dagpenge", 1)[0])
        speaking(client, language)
        client.get(f"/svar/{code}")
        client.get("/svar/1").submit({"svar": "4"})
        return client.get("/svar/tjek").submit(form="/svar/tjek")

    return sent


def to_contact(client: Any, language: str) -> Any:
    page = client.get("/svar/videre/kontakt").follow()
    assert page.soup.html["lang"] == language
    return page


def test_the_form_is_in_her_language_which_is_the_one_she_is_contacted_in(
    client: Any, answered: Callable[[str], Any], within: Callable[..., Any]
) -> None:
    answered("ar")
    page = to_contact(client, "ar")
    assert page.soup.html["dir"] == "rtl"
    said = within(lambda: dict(catalogues().messages("ar")))
    for danish in ("Jeg vil gerne kontaktes", "Hvordan når vi dig?", "Hvem skal kontakte dig?", "Send"):
        assert said[danish].texts[0] in page.text, danish
    assert said["Er nogen i fare lige nu? Ring 112."].texts[0].partition(" 112")[0] in page.text
    assert page.form().values["language"] == "ar"
    wrong = page.submit({"inbox": "ledelse"})
    assert any(
        said["Skriv et telefonnummer eller en e-mail. Ellers kan vi ikke kontakte dig."].texts[0] in e
        for e in wrong.errors
    )
    receipt = wrong.submit(WISH).follow()
    assert receipt.h1 == said["Vi har modtaget det, du skrev"].texts[0]
    assert within(lambda: db.session.query(Case).one().language) == "ar"


def test_what_is_stored_is_danish_and_holds_no_marks(
    client: Any, answered: Callable[[str], Any], within: Callable[..., Any], staff: Any
) -> None:
    answered("fa")
    to_contact(client, "fa").submit(WISH)
    bases = within(lambda: [row.basis for row in db.session.query(CaseClock)])
    assert bases
    for basis in bases:
        assert "arbejdsdage regnet fra" in basis
        assert not {DANISH, END_OF_DANISH} & set(basis)
    case_id = within(lambda: db.session.query(Case).one().id)
    shown = staff("leder").get(f"/stab/klager/{case_id}")
    assert "Jeg vil gerne kontaktes." in shown.text
    assert "Farsi" in shown.text


def test_the_language_is_all_that_goes_along_and_closing_the_case_forgets_it(
    client: Any, answered: Callable[[str], Any]
) -> None:
    answered("so")
    client.get("/svar/videre/kontakt", status=302)
    with client.session_transaction("/svar") as session:
        assert dict(session) == {"sprog": "so"}
    receipt = client.get("/klage/kontakt").submit(WISH).follow()
    closing = receipt.form(receipt.soup.select("main form")[-1]["action"])
    client.language = "da"
    closing.submit()
    with client.session_transaction("/svar") as session:
        assert "sprog" not in session


def test_who_goes_on_to_complain_has_her_language_chosen_too_and_can_choose_another(
    client: Any, answered: Callable[[str], Any]
) -> None:
    answered("tr")
    client.get("/svar/videre/klage")
    client.language = "da"
    page = client.get("/klage/skriv")
    assert page.form().values["language"] == "tr"
    again = page.submit({"story": "", "language": "da"})
    assert again.form().values["language"] == "da"


@pytest.mark.parametrize("language", CODES)
def test_what_one_must_understand_there_is_translated_and_offered_for_approval(context: Any, language: str) -> None:
    known = catalogues().messages(language)
    assert not [text for text in CONTACT if text not in known]
    assert set(CONTACT) <= set(texts_by_place()["Når borgeren vil kontaktes"])
    assert not set(CONTACT) & set(flow_texts()), "a language is offered for answering without them"
