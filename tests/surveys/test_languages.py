"""Answering in one's own language: choosing it, what may be shown in it, and who approves a translation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bs4 import Tag
from factories import make_user
from flask import Flask
from page_rules import words
from sqlalchemy import select
from surveys.rounds import codes_for, open_round

from værdig.audit import AuditEntry
from værdig.db import db
from værdig.errors import UserError
from værdig.i18n import RIGHT_TO_LEFT, Catalogues, Translation, catalogues
from værdig.municipality import service as municipalities
from værdig.surveys import answering, questionnaires
from værdig.surveys.ballot_box import Ballot, seal_ballot
from værdig.surveys.core_questionnaire import CORE_2
from værdig.surveys.invitations import texts as letter_texts
from værdig.surveys.languages import queries, service
from værdig.surveys.languages.names import FOREIGN, LANGUAGES
from værdig.surveys.languages.speaking import marked
from værdig.surveys.languages.texts import text_hash
from værdig.surveys.places.rules import WHY_SHUT
from værdig.surveys.question_types import SCALES

CODES = [language.code for language in FOREIGN]
MOST_BYTES = 15_000


@pytest.fixture
def shown_unapproved(within: Callable[..., Any]) -> None:
    """Let translations be shown that nobody has approved."""
    within(lambda: municipalities.put("show_unapproved_translations", True))


@pytest.fixture
def code(within: Callable[..., Any]) -> Any:
    """A code of an open round."""
    return within(lambda: codes_for(open_round(), "dagpenge", 1)[0])


def speaking(client: Any, language: str) -> Any:
    """Choose a language on the first screen, and return that screen in it."""
    client.get("/svar").submit(form="/svar/sprog", button=own_name(language))
    client.language = language
    return client.get("/svar")


def own_name(language: str) -> str:
    return next(each.own_name for each in LANGUAGES if each.code == language)


def in_danish(page: Any) -> list[str]:
    """Return what a page marks as Danish."""
    return [words(tag) for tag in page.soup.find_all(lang="da") if isinstance(tag, Tag) and tag.name == "span"]


def test_the_first_screen_offers_each_language_in_its_own_script(client: Any, shown_unapproved: None) -> None:
    buttons = client.get("/svar").soup.select("button[name=sprog]")
    assert [(b["value"], b["lang"], words(b)) for b in buttons] == [(x.code, x.code, x.own_name) for x in LANGUAGES]
    assert {b["value"] for b in buttons if b["dir"] == "rtl"} == RIGHT_TO_LEFT
    assert {"da", "en", "ar", "tr", "ur", "fa", "so", "bs", "uk"} <= {b["value"] for b in buttons}


@pytest.mark.parametrize("language", CODES)
def test_a_citizen_answers_in_her_own_language_from_code_to_copy(
    app: Flask, client: Any, code: str, within: Callable[..., Any], shown_unapproved: None, language: str
) -> None:
    page = speaking(client, language)
    known = within(lambda: dict(catalogues().messages(language)))
    said = {message: found.texts[0] for message, found in known.items()}
    assert page.h1 == said["Skriv din kode"]
    page = page.submit({"code": code}, form=said["Fortsæt"]).follow()
    pages = [page]
    page = page.click(said["Begynd"])
    first = str(CORE_2.questions[0].wording)
    assert words(page.soup.h1) == said[first]
    for _question in CORE_2.questions[:-1]:
        value = next(control for control in page.form().controls if control.get("type") == "radio")["value"]
        pages.append(page)
        page = page.submit({"svar": value}, button=said["Frem"]).follow()
    pages.append(page.submit({"svar": "Tak"}, button=said["Frem"]).follow())
    page = client.get("/svar/tjek")
    pages += [page, page.submit(form=said["Send mit svar"])]
    assert pages[-1].h1 == said["Tak for dit svar"]
    for each in pages:
        assert len(each.html.encode()) <= MOST_BYTES, each.url
        assert said["Oversættelsen er ikke godkendt endnu. Den danske tekst gælder."] in each.text
        assert "Oversættelsen er ikke godkendt endnu. Den danske tekst gælder." in each.text
        assert in_danish(each) == [], each.url
        assert "kun på dansk" not in each.text, each.url


def test_changing_the_language_on_a_question_keeps_what_was_just_chosen(
    client: Any, code: str, within: Callable[..., Any], shown_unapproved: None
) -> None:
    page = client.get(f"/svar/{code}").follow().click("Begynd")
    page = page.submit({"svar": "4"}, button="Skift sprog (Language)").follow()
    assert page.h1 == "Vælg sprog"
    back = page.submit(button="Türkçe")
    client.language = "tr"
    page = back.follow()
    assert page.form().values["svar"] == "4"
    assert "Memnunum" in page.text
    assert within(lambda: dict(answering.enter(code).answers)) == {"moedet": 4}


def test_the_language_answered_in_goes_into_the_ballot(
    client: Any, code: str, shown_unapproved: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[str] = []

    def noted(key: bytes, round_id: str, ballot: Ballot) -> bytes:
        put.append(ballot.language)
        return seal_ballot(key, round_id, ballot)

    monkeypatch.setattr("værdig.surveys.answering.seal_ballot", noted)
    speaking(client, "so")
    client.get(f"/svar/{code}").follow()
    client.get("/svar/1").submit({"svar": "4"})
    client.get("/svar/tjek").submit(form="/svar/tjek")
    assert put == ["so"]


def test_danish_can_be_chosen_back_and_what_is_not_a_language_changes_nothing(
    client: Any, shown_unapproved: None
) -> None:
    speaking(client, "ar")
    for sent, expected in (("xx", "ar"), ("", "ar"), ("da", "da")):
        form = client.get("/svar").form("/svar/sprog")
        client.post("/svar/sprog", data={**form.values, "sprog": sent})
        client.language = expected
        assert client.get("/svar").soup.html["lang"] == expected


def test_the_rest_of_the_house_stays_danish(client: Any, shown_unapproved: None) -> None:
    speaking(client, "ar")
    client.language = "da"
    for address in ("/", "/klage", "/privatliv"):
        assert client.get(address).soup.html["lang"] == "da"


def test_without_leave_nothing_is_offered_that_nobody_has_approved(client: Any) -> None:
    page = client.get("/svar")
    assert page.soup.select("button[name=sprog]") == []
    assert "Skift sprog" not in page.text


def test_only_what_is_approved_is_shown_and_the_rest_is_marked_as_danish(
    client: Any, within: Callable[..., Any], staff_id: str
) -> None:
    within(lambda: approve("ar", "Skriv din kode", staff_id))
    page = speaking(client, "ar")
    assert page.h1 == "اكتب رمزك"
    assert "<" not in page.title
    assert "Har du ikke en kode?" in in_danish(page)
    assert "Noget på siden er kun på dansk." in page.text
    assert "ikke godkendt" not in page.text
    button = page.soup.find("button", class_="button-primary")
    assert words(button) == "Fortsæt"
    assert button.find("span")["lang"] == "da"


@pytest.fixture
def staff_id(within: Callable[..., Any]) -> Any:
    """Somebody of the staff."""
    return within(lambda: make_user("leder").id)


def approve(language: str, danish: str, user_id: str, *, approved: bool = True) -> None:
    found = text_hash(language, danish, catalogues().messages(language)[danish])
    service.judge(language, [found], approved=approved, user_id=user_id, name="Amal Saleh")


def test_a_changed_danish_question_is_shown_in_danish_with_a_word_about_it(
    client: Any, within: Callable[..., Any], shown_unapproved: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = replace(CORE_2.questions[0], wording="Hvor glad er du for den måde, du bliver mødt på?")
    offered = {CORE_2.id: replace(CORE_2, version=9, questions=(changed, *CORE_2.questions[1:]))}
    monkeypatch.setattr(questionnaires, "offered", lambda: offered)
    code = within(lambda: codes_for(open_round(), "dagpenge", 1)[0])
    speaking(client, "fa")
    client.get(f"/svar/{code}")
    page = client.get("/svar/1")
    assert str(changed.wording) in in_danish(page)
    assert page.soup.h1.find("span")["dir"] == "ltr"
    assert "Noget på siden er kun på dansk." in page.text


@pytest.mark.parametrize("language", CODES)
def test_the_questions_and_the_points_are_translated_to_every_language(context: Flask, language: str) -> None:
    texts = [text for q in CORE_2.questions for text in (q.wording, q.help) if str(text)]
    texts += [word for scale in SCALES.values() for word in scale]
    known = catalogues().messages(language)
    assert [str(text) for text in texts if str(text) not in known] == []


@pytest.mark.parametrize("language", CODES)
def test_a_scale_has_different_words_on_every_point(context: Flask, language: str) -> None:
    known = catalogues().messages(language)
    for scale in SCALES.values():
        assert len({known[str(word)].texts for word in scale}) == len(scale)


def test_nothing_that_was_translated_by_hand_here_calls_itself_approved(context: Flask) -> None:
    for row in queries.language_rows():
        assert row.approved == 0, row.language.code
        assert row.translated > 100


def test_withdrawing_takes_a_translation_off_the_pages_again(context: Flask, within: Callable[..., Any]) -> None:
    user = make_user("leder").id
    approve("uk", "Skriv din kode", user)
    assert {each.code for each in queries.offered()} == {"da", "uk"}
    approve("uk", "Skriv din kode", user, approved=False)
    assert {each.code for each in queries.offered()} == {"da"}


def test_a_verdict_on_a_text_that_has_changed_is_refused(context: Flask) -> None:
    for hashes in ([], ["0" * 64]):
        with pytest.raises(UserError):
            service.judge("uk", hashes, approved=True, user_id="x", name="X")
    with pytest.raises(UserError):
        service.judge("xx", ["0" * 64], approved=True, user_id="x", name="X")


def test_staff_see_how_far_each_language_is_and_approve_texts_by_name(staff: Callable[..., Any]) -> None:
    browser = staff("leder")
    page = browser.get("/stab/sprog/").click("Arabisk")
    assert page.soup.select('p[lang="ar"][dir="rtl"]')
    box = page.soup.find("label", string=lambda text: text and "bliver mødt på" in text)["for"]
    value = page.soup.find(id=box)["value"]
    page = page.submit({"texts": [value]}, button="Godkend de valgte").follow()
    assert "Én tekst er godkendt." in page.text
    row = page.soup.find(id=box).find_parent("li")
    assert "Godkendt" in words(row)
    page = page.submit({"texts": [value]}, button="Træk godkendelsen tilbage").follow()
    assert "Ikke godkendt" in words(page.soup.find(id=box).find_parent("li"))


def test_letters_papers_and_the_helpers_page_are_approved_too(staff: Callable[..., Any], context: Flask) -> None:
    headings = [words(tag) for tag in staff("leder").get("/stab/sprog/ar").soup.find_all("h2")]
    assert headings == [
        "Når borgeren svarer",
        "I breve og e-mails",
        "På papiret",
        "På siden Hjælp en borger",
        "Når borgeren vil kontaktes",
    ]
    listed = {row.danish_words for row in queries.text_rows("ar")}
    letters = {re.sub(r"%\((\w+)\)s", r"[\1]", str(message)) for message in letter_texts.MESSAGES}
    paper = {
        "Sæt ét kryds ved hvert spørgsmål. Skriv ikke dit navn.",
        "Læs spørgsmålene højt sammen. Borgeren bestemmer hvert svar.",
    }
    place = {"Der er ikke flere koder i dag. Kom igen i morgen, eller ring til kommunen."}
    assert letters | paper | place <= listed
    every = [row.message for row in queries.text_rows("ar")]
    assert len({tuple(message) for message in every}) == len(every)


@pytest.mark.parametrize("language", CODES)
def test_letters_papers_and_what_a_place_says_are_translated(context: Flask, language: str) -> None:
    parts = dict(queries.text_parts(language))
    missing = [
        row.danish_words
        for place in ("I breve og e-mails", "På papiret", "På siden Hjælp en borger")
        for row in parts[place]
        if not row.hash
    ]
    known = catalogues().messages(language)
    assert [*missing, *(str(words) for words in WHY_SHUT.values() if str(words) not in known)] == []


def test_a_letter_goes_out_in_a_language_once_all_its_words_are_approved(context: Flask) -> None:
    round_id, user = open_round(), make_user("leder").id
    needed = [message for message in letter_texts.MESSAGES if message is not letter_texts.TALKED]
    for message in needed:
        said = letter_texts.words(round_id, "https://svar.eksempel.dk", is_reminder=True).of("ar", "ABCD-EFGH-JKMNP")
        assert said.language == "da"
        approve("ar", str(message), user)
    said = letter_texts.words(round_id, "https://svar.eksempel.dk", is_reminder=True).of("ar", "ABCD-EFGH-JKMNP")
    assert (said.language, said.direction, said.paragraphs[0]) == ("ar", "rtl", "مرحبًا")


def test_approving_a_letter_offers_no_language_for_answering(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    greeting = str(letter_texts.GREETING)
    known = {**catalogues().messages("uk"), greeting: Translation(("Вітаємо",), finished=False)}
    monkeypatch.setattr(Catalogues, "messages", lambda _self, language: known if language == "uk" else {})
    approve("uk", greeting, make_user("leder").id)
    assert {each.code for each in queries.offered()} == {"da"}


def test_approving_nothing_is_told(staff: Callable[..., Any]) -> None:
    page = staff("borgerraadgiver").get("/stab/sprog/uk").submit(button="Godkend de valgte")
    assert page.errors == ["Vælg mindst én tekst."]
    staff("leder").get("/stab/sprog/da", status=404)


def test_all_texts_of_a_language_are_approved_at_once_where_they_are_those_shown(staff: Callable[..., Any]) -> None:
    page = staff("borgerraadgiver").get("/stab/sprog/uk")
    button = "Jeg har læst alle: godkend dem, der mangler"
    assert "er ændret, siden du åbnede siden" in page.submit({"shown": "andet"}, button=button).errors[0]
    done = page.submit(button=button).follow()
    assert "tekster er godkendt." in done.text
    assert "Ikke godkendt" not in done.text
    again = done.submit(button=button).follow()
    assert "Alle de oversatte tekster var godkendt i forvejen." in again.text
    assert not again.errors


def test_an_approval_never_given_cannot_be_taken_back(staff: Callable[..., Any]) -> None:
    page = staff("borgerraadgiver").get("/stab/sprog/uk")
    chosen = page.soup.select_one("input[name=texts]")["value"]
    refused = page.submit({"texts": chosen}, button="Træk godkendelsen tilbage")
    assert "En af teksterne er ikke godkendt." in refused.errors[0]
    approved = page.submit({"texts": chosen}, button="Godkend de valgte").follow()
    assert "Én tekst er godkendt." in approved.text
    assert (
        "Én tekst er ikke godkendt mere."
        in approved.submit({"texts": chosen}, button="Træk godkendelsen tilbage").follow().text
    )


def test_an_approval_is_in_the_log_of_who_did_what(context: Flask) -> None:
    approve("pl", "Skriv din kode", make_user("leder").id)
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "survey.translations_approved"))
    assert entry.object_id == "pl"


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<p>\ufdd0Hej\ufdd1 x</p>", '<p><span lang="da" dir="ltr">Hej</span> x</p>'),
        ("<title>\ufdd0Hej\ufdd1</title><p>x</p>", "<title>Hej</title><p>x</p>"),
        ('<a aria-label="\ufdd0Hej\ufdd1">x</a>', '<a aria-label="Hej">x</a>'),
        ("<p>\ufdd0a \ufdd0b\ufdd1 c\ufdd1 d</p>", '<p><span lang="da" dir="ltr">a b c</span> d</p>'),
        ("<p>\ufdd1a\ufdd0b</p><p>\ufdd2c</p>", '<p>a<span lang="da" dir="ltr">b</span></p><p>c</p>'),
        (
            "<option>\ufdd0Ja\ufdd1</option><textarea>\ufdd0x\ufdd1</textarea>",
            "<option>Ja</option><textarea>x</textarea>",
        ),
    ],
)
def test_danish_words_are_marked_where_an_element_can_stand(html: str, made: str) -> None:
    assert marked(html) == made
