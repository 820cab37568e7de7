"""A citizen's way through the pages, and everything that may be in the way."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from surveys.rounds import codes_for, open_round

from værdig import codes, logs
from værdig.audit import AuditEntry
from værdig.codes import normalise
from værdig.db import db
from værdig.municipality import service as municipalities
from værdig.surveys import answering, service
from værdig.surveys.languages.names import FOREIGN
from værdig.surveys.models import Draft, Envelope

LAST = 13


@pytest.fixture
def round_id(within: Callable[..., Any]) -> Any:
    """An open round's id."""
    return within(open_round)


@pytest.fixture
def code(within: Callable[..., Any], round_id: str) -> Any:
    """A code of the open round."""
    return within(lambda: codes_for(round_id, "dagpenge", 1)[0])


def seated(client: Any, code: str) -> Any:
    """Follow the link from the letter to the introduction."""
    return client.get(f"/svar/{code}").follow()


def answered(within: Callable[..., Any], code: str) -> Any:
    return within(lambda: dict(answering.enter(code).answers))


def test_a_citizen_answers_from_the_front_page_to_the_copy(client: Any, code: str) -> None:
    page = client.get("/").click("Svare på spørgsmål").submit({"code": code.lower().replace("-", " ")}).follow()
    assert page.h1 == "Før du svarer"
    page = page.click("Begynd")
    for number in range(1, LAST):
        assert f"Spørgsmål {number} af {LAST}" in page.text
        value = next(control for control in page.form().controls if control.get("type") == "radio")["value"]
        page = page.submit({"svar": value}, button="Frem").follow()
    page = page.submit({"svar": "Tak for hjælpen 😀\nog for kaffen"}, button="Frem").follow()
    assert page.h1 == "Hjalp nogen dig med at svare?"
    page = page.submit({"helped": "relative"}, button="Frem").follow()
    assert page.h1 == "Tjek dine svar"
    assert "Ja, en jeg kender" in page.text
    copy = page.submit()
    assert copy.h1 == "Tak for dit svar"
    assert "Tak for hjælpen 😀" in copy.text
    assert "Meget utilfreds" in copy.text


def test_the_introduction_tells_what_it_must(client: Any, code: str, within: Callable[..., Any]) -> None:
    def texts() -> None:
        municipalities.put("controller", "Prøvekøbing Kommune, Torvet 1")
        municipalities.put("dpo_contact", "dpo@eksempel.dk")
        municipalities.put("acute_help", "Livslinien på 70 201 201")

    within(texts)
    text = seated(client, code).text
    for told in (
        "Du bestemmer selv, om du vil svare", "ændrer ikke dine penge", "Din sagsbehandler får ikke dit svar at se", "112",
        "70 201 201", "Prøvekøbing Kommune, Torvet 1", "dpo@eksempel.dk", "artikel 6, stk. 1, litra e", "Datatilsynet",
        "slettet 24 måneder", "læst af ledelsen og borgerrådgiveren",
    ):  # fmt: skip
        assert told in text, told


def test_the_code_leaves_the_address_at_the_first_redirect_and_stands_on_no_page(client: Any, code: str) -> None:
    page = client.get(f"/svar/{code}", status=302)
    assert code not in page.location
    for address in (page.location, "/svar/1", "/svar/13", "/svar/tjek"):
        html = client.get(address).html
        assert code not in html
        assert normalise(code) not in html


def test_answers_can_be_skipped_changed_taken_back_and_gone_back_to(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    page = seated(client, code).click("Begynd").submit(button="Frem").follow()
    assert "Spørgsmål 2" in page.text
    page = page.submit({"svar": "4"}, button="Tilbage").follow()
    assert "Spørgsmål 1" in page.text
    assert answered(within, code) == {"samtalen": 4}
    page = client.get("/svar/2")
    assert page.form().values["svar"] == "4"
    page = page.submit({"svar": "5"}, button="Frem").follow()
    page = client.get("/svar/2").submit(button="Slet mit svar").follow()
    assert "svar" not in page.form().values
    assert answered(within, code) == {}


def test_a_change_from_the_check_page_goes_back_to_it(client: Any, code: str) -> None:
    seated(client, code)
    page = client.get("/svar/tjek").click("Ret svaret på: Hvor tilfreds er du med den måde, du bliver mødt på?")
    page = page.submit({"svar": "2"}, button="Gem og gå til tjek").follow()
    assert page.h1 == "Tjek dine svar"
    assert "Utilfreds" in page.text


def test_the_same_code_goes_on_on_another_device(app: Flask, client: Any, code: str) -> None:
    seated(client, code).click("Begynd").submit({"svar": "3"}, button="Frem")
    elsewhere = app.test_client()
    page = elsewhere.get("/svar").submit({"code": code}).follow()
    assert "Du er begyndt før" in page.text
    page = page.click("Fortsæt")
    assert "Spørgsmål 2" in page.text
    assert elsewhere.get("/svar/1").form().values["svar"] == "3"


@pytest.mark.parametrize(("given", "number"), [({}, 2), ({"svar": "4"}, 3)], ids=["unanswered", "answered"])
def test_who_pauses_at_a_question_goes_on_at_it_until_it_is_answered(
    client: Any, code: str, given: dict[str, str], number: int
) -> None:
    page = seated(client, code).click("Begynd").submit({"svar": "5"}, button="Frem").follow()
    page.submit(given, button="Gem og hold pause").follow()
    assert seated(client, code).click("Fortsæt").url.endswith(f"/svar/{number}")


def test_a_pause_forgets_the_code_here_and_keeps_the_answers(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    page = seated(client, code).click("Begynd").submit({"svar": "5"}, button="Gem og hold pause").follow()
    assert page.h1 == "Dine svar er gemt"
    assert client.get("/svar/2", status=302).follow().h1 == "Skriv din kode"
    assert answered(within, code) == {"moedet": 5}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Skriv koden"),
        ("hej", "13 tegn"),
        ("2345-6789-ABCDE", "ikke skrevet helt rigtigt"),
        ("O0O0-O0O0-O0O0O", "ikke findes i koderne: O, 0."),
        ("2345-6789-ABCDl", "ikke findes i koderne: L."),
        ("https://svar.eksempel.dk/svar/2345", "Du har skrevet 4."),
        ("\x00<script>alert(1)</script>", "13 tegn"),
    ],
)
def test_a_slip_is_told_kindly_and_what_was_typed_stays(client: Any, typed: str, told: str) -> None:
    page = client.get("/svar").submit({"code": typed})
    assert page.status == 200
    assert any(told in error for error in page.errors)
    assert page.form().values["code"] == typed.replace("\x00", "").strip()


@pytest.mark.parametrize(
    "around",
    [
        "https://svar.eksempel.dk/svar/%s",
        " HTTPS://SVAR.EKSEMPEL.DK/SVAR/%s?kilde=1234#a ",
        "Svar her: eksempel.dk/svar/%s/ Tak!",
    ],
)
def test_the_whole_link_can_be_put_in_the_field_of_the_code(client: Any, code: str, around: str) -> None:
    page = client.get("/svar").submit({"code": around % code}).follow()
    assert page.h1 == "Før du svarer"


def test_a_slip_in_a_link_is_shown_on_the_code_page(client: Any) -> None:
    page = client.get("/svar/2345-6789-ABCDE", status=302)
    assert page.location == "/svar"
    page = page.follow()
    assert page.errors
    assert page.form().values["code"] == "2345-6789-ABCDE"


def test_sent_once_whatever_is_pressed(client: Any, code: str, within: Callable[..., Any]) -> None:
    seated(client, code).click("Begynd").submit({"svar": "3"}, button="Frem")
    check = client.get("/svar/tjek")
    assert check.submit().h1 == "Tak for dit svar"
    for _again in range(2):
        page = check.submit()
        assert page.h1 == "Vi har dit svar"
        assert "Hverken" not in page.text
    assert client.get("/svar/tak").h1 == "Vi har dit svar"
    assert client.get("/svar/3", status=302).location == "/svar/tak"
    assert within(lambda: db.session.scalar(select(func.count()).select_from(Envelope))) == 1


def test_the_second_of_two_tabs_is_told_that_we_have_the_answer(app: Flask, client: Any, code: str) -> None:
    other = app.test_client()
    for tab in (client, other):
        seated(tab, code)
    client.get("/svar/1").submit({"svar": "3"}, button="Frem")
    waiting = other.get("/svar/tjek")
    assert client.get("/svar/tjek").submit().h1 == "Tak for dit svar"
    page = waiting.submit()
    assert page.h1 == "Vi har dit svar"


def test_used_closed_and_unknown_codes_share_one_page(
    app: Flask, client: Any, code: str, round_id: str, within: Callable[..., Any]
) -> None:
    (unused,) = within(lambda: codes_for(round_id, "dagpenge", 1))
    seated(client, code).click("Begynd").submit({"svar": "3"}, button="Frem")
    client.get("/svar/tjek").submit()
    pages = [_page_for(app, code)]
    within(lambda: service.close_round(round_id))
    pages += [_page_for(app, code), _page_for(app, unused), _page_for(app, unused, by_link=True)]
    assert {page[0] for page in pages} == {"Koden kan ikke bruges"}
    assert len({page[1] for page in pages}) == 1


def _page_for(app: Flask, code: str, by_link: bool = False) -> tuple[str, str]:
    """Return heading and words of the page that a fresh browser gets for a code."""
    visitor = app.test_client()
    page = visitor.get(f"/svar/{code}").follow() if by_link else visitor.get("/svar").submit({"code": code})
    return page.h1, page.text


def test_a_round_that_closes_under_somebody_shows_what_was_typed(
    client: Any, code: str, round_id: str, within: Callable[..., Any]
) -> None:
    seated(client, code)
    page = client.get(f"/svar/{LAST}")
    within(lambda: service.close_round(round_id))
    page = page.submit({"svar": "Det nåede jeg ikke"}, button="Frem")
    assert page.h1 == "Koden kan ikke bruges"
    assert "Det nåede jeg ikke" in page.text


def test_a_session_that_is_gone_loses_nothing(client: Any, code: str, within: Callable[..., Any]) -> None:
    seated(client, code)
    page = client.get(f"/svar/{LAST}")
    client.delete_cookie("vaerdig_borger", path="/")
    typed = "Første linje\nمرحبا \u200f 😀"
    page = page.submit({"svar": typed}, button="Frem")
    assert page.h1 == "Skriv din kode"
    assert len(page.errors) == 1
    assert "Første linje" in page.text
    page = page.submit({"code": "slem"})
    assert page.errors
    page = page.submit({"code": code}).follow()
    assert page.h1 == "Hjalp nogen dig med at svare?"
    assert answered(within, code) == {"fortael": typed}


def test_a_choice_made_while_the_session_was_gone_is_kept_too(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    seated(client, code)
    page = client.get("/svar/2")
    client.delete_cookie("vaerdig_borger", path="/")
    page = page.submit({"svar": "4"}, button="Frem").submit({"code": code}).follow()
    assert "Spørgsmål 3" in page.text
    assert answered(within, code) == {"samtalen": 4}


def test_a_text_that_is_too_long_is_kept_and_shown_again(client: Any, code: str, within: Callable[..., Any]) -> None:
    seated(client, code)
    typed = "æ" * 2001
    page = client.get(f"/svar/{LAST}").submit({"svar": typed}, button="Frem")
    assert page.status == 200
    assert "2.001" in page.errors[0]
    assert page.form().values["svar"] == typed
    page = page.submit({"svar": typed[1:]}, button="Frem").follow()
    assert page.h1 == "Hjalp nogen dig med at svare?"
    assert answered(within, code) == {"fortael": typed[1:]}


def test_a_text_that_is_too_long_and_a_session_that_is_gone(client: Any, code: str) -> None:
    seated(client, code)
    page = client.get(f"/svar/{LAST}")
    client.delete_cookie("vaerdig_borger", path="/")
    page = page.submit({"svar": "x" * 2500}, button="Frem").submit({"code": code})
    assert "2.500" in page.errors[0]
    assert page.form().values["svar"] == "x" * 2500


def test_a_form_up_to_a_megabyte_is_shown_again(client: Any, code: str) -> None:
    seated(client, code)
    page = client.get(f"/svar/{LAST}").submit({"svar": "x" * 900_000}, button="Frem")
    assert page.form().values["svar"] == "x" * 900_000
    page = client.get(f"/svar/{LAST}").submit({"svar": "x" * 1_100_000}, button="Frem")
    assert page.status == 413
    assert page.h1 == "Det er for meget på én gang"
    assert "Gå tilbage i din browser. Det, du har skrevet, står der stadig." in page.text
    assert "Gør teksten kortere" in page.text


def test_null_bytes_go_and_emoji_and_direction_marks_stay(client: Any, code: str, within: Callable[..., Any]) -> None:
    seated(client, code)
    client.get(f"/svar/{LAST}").submit({"svar": "a\x00b\x08 👍🏽 \u202bمرحبا\u202c"}, button="Frem")
    assert answered(within, code) == {"fortael": "ab 👍🏽 \u202bمرحبا\u202c"}


@pytest.mark.parametrize("address", ["/svar/0", "/svar/14", "/svar/99"])
def test_a_question_that_does_not_exist_is_not_found(client: Any, code: str, address: str) -> None:
    seated(client, code)
    assert client.get(address).status == 404


@pytest.mark.parametrize("address", ["/svar/1", "/svar/tjek", "/svar/intro", "/svar/tak"])
def test_without_a_code_every_page_asks_for_one(client: Any, address: str) -> None:
    assert client.get(address, status=302).location == "/svar"


def test_a_value_nobody_offered_is_refused(client: Any, code: str, within: Callable[..., Any]) -> None:
    seated(client, code)
    token = client.get("/svar/1").form().values["csrf_token"]
    page = client.post("/svar/1", data={"svar": "9", "csrf_token": token})
    assert page.errors
    assert "<h1>" not in " ".join(page.errors)
    assert answered(within, code) == {}


def test_nothing_answered_cannot_be_sent(client: Any, code: str, within: Callable[..., Any]) -> None:
    seated(client, code)
    page = client.get("/svar/tjek").submit()
    assert "mindst ét spørgsmål" in page.errors[0]
    assert within(lambda: db.session.scalar(select(func.count()).select_from(Draft))) == 0


def test_citizens_and_staff_are_told_the_same_day(
    client: Any, code: str, staff: Callable[..., Any], round_id: str, freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-18 10:00")
    assert "Det sker tidligst den 1. maj 2021" in seated(client, code).text
    assert "tidligst lukkes den 1. maj 2021" in staff("leder").get(f"/stab/runder/{round_id}").text


def test_the_free_text_page_says_when_it_is_read_and_where_to_get_help(client: Any, code: str) -> None:
    seated(client, code)
    text = client.get(f"/svar/{LAST}").text
    assert "først læst, når undersøgelsen er lukket. Det sker tidligst den 1. maj 2021" in text
    assert "112" in text


def test_every_page_is_light_and_has_scripts_only_to_read_aloud_to_count_and_to_lose_nothing(
    client: Any, code: str
) -> None:
    client.get("/")
    pages = [(client.get("/"), set()), (client.get("/svar"), set()), (seated(client, code), set())]
    pages += [(client.get(f"/svar/{number}"), {"offline"}) for number in range(1, LAST + 1)]
    pages += [(client.get("/svar/tjek"), {"offline", "draft"})]
    for page, expected in pages:
        assert len(page.html.encode()) <= 15_000, page.url
        writes = page.soup.find("textarea") is not None
        scripts = page.soup.find_all("script")
        names = [re.sub(r"^.*/|-[0-9a-f]+[.]js$", "", script["src"]) for script in scripts]
        assert set(names) - {"read_aloud"} == expected | ({"page", "draft"} if writes else set()), page.url
        assert all(script.has_attr("defer") for script in scripts), page.url


def test_the_text_box_has_what_its_counter_needs(client: Any, code: str) -> None:
    seated(client, code)
    page = client.get(f"/svar/{LAST}")
    (box,) = page.soup.select("[data-maxlength]")
    assert box["data-maxlength"] == "2000"
    assert box.select_one(".character-limit")["data-left"] == "Du har %s tegn tilbage."
    assert box.select_one(".character-limit-sr-only") is not None
    assert any("/page-" in str(script["src"]) for script in page.soup.find_all("script"))


def test_a_save_and_a_page_take_at_most_twelve_statements(app: Flask, client: Any, code: str) -> None:
    seated(client, code)
    said: list[str] = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_more: said.append(statement))
    client.get("/svar/2")
    assert len(said) <= 12, said
    said.clear()
    page = client.get("/svar/3")
    said.clear()
    page.submit({"svar": "4"}, button="Frem")
    assert len(said) <= 12, said


# --- nothing is logged ---


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that would reach standard error of a running server, in its own format."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    before = root.level
    root.setLevel(logging.DEBUG)
    yield out
    root.setLevel(before)
    root.removeHandler(handler)


def test_answering_leaves_no_audit_entry_and_no_timed_log_line(
    client: Any, code: str, lines: io.StringIO, within: Callable[..., Any]
) -> None:
    def entries() -> Any:
        return within(lambda: db.session.scalar(select(func.count()).select_from(AuditEntry)))

    before = entries()
    lines.truncate(0)
    seated(client, code).click("Begynd").submit({"svar": "3"}, button="Frem")
    client.get("/svar/tjek").submit()
    assert entries() == before
    assert not re.search(r'"at"|\d{4}-\d\d-\d\dT', lines.getvalue())


def test_an_error_leaves_its_class_and_neither_time_nor_text(
    app: Flask, client: Any, code: str, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    seated(client, code)
    page = client.get("/svar/1")

    def break_off(*_values: Any) -> None:
        raise ZeroDivisionError(f"secret {code}")

    monkeypatch.setattr(answering, "answer", break_off)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    lines.truncate(0)
    lines.seek(0)
    with pytest.raises(AssertionError):
        page.submit({"svar": "3"}, button="Frem")
    written = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [line["error"] for line in written if line["level"] == "error"] == ["ZeroDivisionError"]
    assert all("at" not in line for line in written)
    assert code not in lines.getvalue()
    assert "/svar" not in lines.getvalue()


def test_cookies_and_headers_carry_no_request_id_and_no_time(client: Any, code: str) -> None:
    page = seated(client, code)
    assert not [name for name in page.headers.keys() if re.search("request-id|x-id|trace", name, re.IGNORECASE)]  # noqa: SIM118
    with client.session_transaction("/") as session:
        assert set(session) <= {"svarkode", "svar_vej", "csrf_token"}


# --- words ---


def test_a_code_of_a_complaint_is_shown_the_other_door(client: Any, round_id: str) -> None:
    page = client.get("/svar").submit({"code": codes.shown(codes.new_code())})
    assert page.h1 == "Koden kan ikke bruges"
    assert page.soup.select_one('main a[href="/sag"]') is not None
    assert client.get("/svar").soup.select_one('main a[href="/sag"]') is not None


def test_help_is_told_of_in_every_language_each_in_its_own_direction(client: Any, code: str) -> None:
    for page in (client.get("/svar"), seated(client, code)):
        lines = page.soup.select("main li[lang]")
        assert {line["lang"]: line["dir"] for line in lines} == {each.code: each.direction for each in FOREIGN}


@pytest.mark.parametrize("closes", [True, False], ids=["closed meanwhile", "sent elsewhere"])
def test_a_choice_that_came_too_late_is_not_shown_as_its_stored_value(
    client: Any, code: str, round_id: str, within: Callable[..., Any], closes: bool
) -> None:
    seated(client, code)
    waiting = client.get("/svar/2")
    if closes:
        within(lambda: service.close_round(round_id))
    else:
        within(lambda: answering.deliver(code, {"moedet": 4}))
    page = waiting.submit({"svar": "2"}, button="Frem")
    assert page.h1 == "Koden kan ikke bruges"
    assert page.soup.select_one(".alert .written").text == "Utilfreds"


def test_written_words_stand_apart_so_that_they_cannot_turn_the_line(client: Any, code: str) -> None:
    typed = "Kort \u202e mærkeligt"
    seated(client, code)
    client.get(f"/svar/{LAST}").submit({"svar": typed}, button="Frem")
    check = client.get("/svar/tjek")
    pages = [check, check.submit()]
    for page in pages:
        holder = next(node for node in page.soup.find_all(string=re.compile("mærkeligt")))
        assert holder.parent["dir"] == "auto", page.h1


def test_what_is_hidden_is_shown_apart_from_the_sentence_about_it(client: Any, code: str) -> None:
    seated(client, code)
    client.get(f"/svar/{LAST}").submit({"svar": "Jeg talte med Mohammed Ali i dag."}, button="Frem")
    shown = client.get("/svar/tjek").soup.select(".alert li bdi")
    assert [part.text for part in shown] == ["Mohammed Ali"]


def test_what_is_hidden_several_times_is_listed_once(client: Any, code: str) -> None:
    seated(client, code)
    typed = "Ring til Mohammed Ali på 43 68 68 68. Mohammed Ali svarer altid på 43 68 68 68."
    client.get(f"/svar/{LAST}").submit({"svar": typed}, button="Frem")
    shown = client.get("/svar/tjek").soup.select(".alert li bdi")
    assert [part.text for part in shown] == ["Mohammed Ali", "43 68 68 68"]


def test_the_code_of_a_case_leads_to_the_page_of_cases(app: Flask, client: Any) -> None:
    receipt = client.get("/klage/skriv").submit({"story": "Ingen ringer tilbage."}).follow()
    (typed,) = set(re.findall(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{5}", receipt.text))
    page = app.test_client().get("/svar").submit({"code": typed.lower()})
    assert "Er den fra en klage, så brug den her:" in page.text
    assert page.click("Se din sag").submit({"code": typed}).follow().h1


def test_words_that_wait_for_a_code_stand_apart_too_however_short(client: Any, code: str) -> None:
    seated(client, code)
    page = client.get(f"/svar/{LAST}")
    client.delete_cookie("vaerdig_borger", path="/")
    page = page.submit({"svar": "Kort \u202e"}, button="Frem")
    shown = page.soup.select_one(".alert .written")
    assert shown["dir"] == "auto"
    assert "Kort" in shown.text
