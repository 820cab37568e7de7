"""Changing language while somebody helps: question, answers and what is around them stand in the same two languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from page_rules import words

from værdig.i18n import catalogues
from værdig.surveys.beside import SIDE
from værdig.surveys.core_questionnaire import CORE_2
from værdig.surveys.languages.names import LANGUAGES
from værdig.surveys.question_types import SCALES


def together(client: Any, code: str, language: str) -> Any:
    """Begin with a helper, and return the first question."""
    client.get("/svar/sammen").submit({"beside": language, "code": code})
    return client.get("/svar/1")


def change(page: Any, language: str) -> Any:
    """Press *Skift sprog* on a question, and a language; return the question."""
    name = next(each.own_name for each in LANGUAGES if each.code == language)
    return languages_from(page).submit(form="/svar/sprog", button=name).follow()


def languages_from(page: Any) -> Any:
    """Press *Skift sprog* on a question and return the page of languages."""
    return page.submit({"svar": "4"}, button=words(page.soup.select_one("button[value=sprog]"))).follow()


@pytest.mark.parametrize("language", ["ar", "da"])
def test_question_and_answers_stand_in_danish_and_the_language_that_is_chosen_midway(
    client: Any, foreign_code: str, within: Callable[..., Any], language: str
) -> None:
    said = within(lambda: {key: text.texts[0] for key, text in catalogues().messages("tr").items()})
    page = change(together(client, foreign_code, language), "tr")
    assert page.soup.html["lang"] == "da"
    assert page.form().values["svar"] == "4"
    texts = [str(CORE_2.questions[0].wording), *(str(word) for word in SCALES["satisfaction"]), "Frem"]
    for danish in texts:
        assert f"{danish} {said[danish]}" in page.text, danish
    assert {span["lang"] for span in page.soup.select(".beside")} == {"tr"}


def test_danish_alone_can_be_chosen_and_the_other_language_again(client: Any, foreign_code: str) -> None:
    page = change(together(client, foreign_code, "ar"), "da")
    assert not page.soup.select("main .beside")
    assert page.soup.html["lang"] == "da"
    assert change(page, "ar").soup.select('main label span[lang="ar"]')


def test_the_page_of_languages_is_in_both_and_says_which_stands_beside(client: Any, foreign_code: str) -> None:
    page = languages_from(together(client, foreign_code, "ar"))
    assert page.soup.select_one('h1 span[lang="ar"]')
    (pressed,) = page.soup.select("button[aria-pressed]")
    assert pressed["value"] == "ar"


def test_a_page_that_is_in_another_language_than_danish_has_none_beside_it(client: Any, foreign_code: str) -> None:
    client.get("/svar").submit(form="/svar/sprog", button="Türkçe")
    client.language = "tr"
    client.get(f"/svar/{foreign_code}")
    with client.session_transaction(base_url="http://localhost/svar") as kept:
        kept[SIDE] = "ar"
    assert not client.get("/svar/1").soup.select(".beside")


def test_who_comes_after_the_helped_chooses_the_language_of_the_page(client: Any, foreign_code: str) -> None:
    together(client, foreign_code, "ar").submit({"svar": "4"})
    client.get("/svar/tjek").submit()
    client.get("/svar").submit(form="/svar/sprog", button="Türkçe")
    client.language = "tr"
    page = client.get("/svar")
    assert page.soup.html["lang"] == "tr"
    assert not page.soup.select(".beside")
