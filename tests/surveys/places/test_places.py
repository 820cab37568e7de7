"""A tablet or a poster where anybody may answer: codes, limits, groups that nobody invited, and a screen that forgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import HOME
from flask import Flask, g
from sqlalchemy import func, select
from surveys.rounds import codes_for, open_round, send

from værdig.audit import AuditEntry
from værdig.codes import normalise
from værdig.db import db, tenant
from værdig.errors import NotYours, UserError
from værdig.surveys import answering, queries, service
from værdig.surveys.languages.speaking import PageJudge
from værdig.surveys.leaving import WARNED_SECONDS
from værdig.surveys.models import Draft, Invitation
from værdig.surveys.orders import Group
from værdig.surveys.places import queries as place_queries
from værdig.surveys.places import service as places
from værdig.surveys.places.pace import AT_ONCE
from værdig.surveys.places.service import PlaceClosed

MORNING, AFTERWARDS = "2021-04-12 09:00", "2021-05-02 12:00"


@pytest.fixture(autouse=True)
def _before_the_last_day(freeze: Callable[[str], Any]) -> None:
    freeze(MORNING)


def opened(round_id: str, **more: Any) -> str:
    """Open a screen at the reception and return its token."""
    chosen = {"is_screen": True, "asks_group": False, "daily_most": 40, **more}
    return places.open_place(round_id, "Receptionen", **chosen)


def hand_out_slowly(freeze: Callable[[str], Any], place: str, number: int, group: str | None = None) -> list[str]:
    """Hand out codes one a minute from nine."""
    made = []
    for minute in range(number):
        freeze(f"2021-04-12 {9 + minute // 60:02d}:{minute % 60:02d}")
        made.append(places.hand_out(place, group))
    return made


def test_a_code_from_a_place_works_and_leaves_no_entry_in_the_log(context: Flask) -> None:
    place = opened(open_round())
    before = db.session.scalar(select(func.count()).select_from(AuditEntry))
    code = places.hand_out(place)
    send(code, moedet=4)
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_no_more_than_the_days_number_and_a_new_day_begins_anew(context: Flask, freeze: Callable[[str], Any]) -> None:
    place = opened(open_round(), daily_most=3)
    hand_out_slowly(freeze, place, 3)
    freeze("2021-04-12 15:00")
    with pytest.raises(PlaceClosed, match="ikke flere koder i dag"):
        places.hand_out(place)
    freeze("2021-04-13 09:00")
    assert places.hand_out(place)


def test_no_more_than_a_few_at_once_and_soon_one_more(context: Flask, freeze: Callable[[str], Any]) -> None:
    freeze(MORNING)
    place = opened(open_round())
    for _time in range(AT_ONCE):
        places.hand_out(place)
    with pytest.raises(UserError, match="Vent lidt"):
        places.hand_out(place)
    freeze("2021-04-12 09:00:11")
    assert places.hand_out(place)
    with pytest.raises(UserError, match="Vent lidt"):
        places.hand_out(place)


def test_a_stopped_place_and_a_closed_round_hand_out_nothing(context: Flask, freeze: Callable[[str], Any]) -> None:
    round_id = open_round()
    stopped, place = opened(round_id), opened(round_id)
    places.stop_place(round_id, stopped)
    with pytest.raises(PlaceClosed, match="ikke svare lige nu"):
        places.hand_out(stopped)
    freeze(AFTERWARDS)
    service.close_round(round_id)
    freeze(MORNING)
    with pytest.raises(PlaceClosed, match="slut"):
        places.hand_out(place)
    with pytest.raises(NotYours):
        places.hand_out("findes-ikke")


def test_who_was_not_invited_is_never_in_a_response_rate(context: Flask, freeze: Callable[[str], Any]) -> None:
    round_id = open_round([Group("dagpenge", "Dagpenge", 40)])
    for code in codes_for(round_id, "dagpenge", 20):
        send(code, moedet=4)
    for code in hand_out_slowly(freeze, opened(round_id), 12):
        send(code, moedet=2)
    chosen = opened(round_id, asks_group=True)
    for code in hand_out_slowly(freeze, chosen, 11, "dagpenge"):
        send(code, moedet=3)
    freeze(AFTERWARDS)
    service.close_round(round_id)
    response = queries.question_results(round_id).response
    rows = {row.label: (row.n, row.rate) for row in response.rows}
    assert rows["Dagpenge"] == (20, 50)
    assert rows["Svarede på stedet"] == (12, None)
    assert rows["Dagpenge, svarede på stedet"] == (11, None)
    assert (response.total.n, response.total.rate) == (43, None)


def test_a_few_at_a_place_are_merged_and_take_the_rate_along(context: Flask, freeze: Callable[[str], Any]) -> None:
    round_id = open_round()
    for code in codes_for(round_id, "dagpenge", 20) + codes_for(round_id, "sygedagpenge", 15):
        send(code, moedet=4)
    send(places.hand_out(opened(round_id)), moedet=1)
    freeze(AFTERWARDS)
    service.close_round(round_id)
    response = queries.question_results(round_id).response
    assert {row.rate for row in response.rows} == {50, None}
    assert response.total.rate is None


def test_no_code_is_made_for_those_nobody_invites(context: Flask) -> None:
    round_id = open_round()
    places.hand_out(opened(round_id))
    (here,) = [group for group in queries.round_by_id(round_id).groups if group.is_here]
    with pytest.raises(UserError):
        codes_for(round_id, here.key, 1)


@pytest.mark.parametrize(
    ("group", "label"), [(None, "Svarede på stedet"), ("dagpenge", "Dagpenge, svarede på stedet")], ids=["any", "group"]
)
def test_staff_read_the_groups_name_in_danish_whoever_came_first(context: Flask, group: str | None, label: str) -> None:
    """The name is kept when the first comes, on a page in her language."""
    round_id = open_round()
    place = opened(round_id, asks_group=True)
    with context.test_request_context("/svar"):
        g.language, g.vaerdig_judge = "ar", PageJudge("ar", {}, show_unapproved=True)
        with tenant(HOME):
            places.hand_out(place, group)
    assert [group.label for group in queries.round_by_id(round_id).groups if group.is_here] == [label]


def test_a_group_that_is_not_the_rounds_is_refused(context: Flask) -> None:
    place = opened(open_round(), asks_group=True)
    for group in ("opfundet", "@her"):
        with pytest.raises(UserError, match="Vælg en af grupperne"):
            places.hand_out(place, group)
    assert db.session.scalar(select(func.count()).select_from(Invitation)) == 0


def test_after_the_last_day_nobody_begins_until_it_is_moved(context: Flask, freeze: Callable[[str], Any]) -> None:
    place = opened(round_id := open_round())
    freeze("2021-04-30 21:30")
    assert places.hand_out(place)
    freeze("2021-04-30 22:10")  # past midnight in Denmark
    with pytest.raises(PlaceClosed, match="Undersøgelsen er slut"):
        places.hand_out(place)
    service.postpone(round_id, date(2021, 5, 10))
    assert places.hand_out(place)


# --- on the pages ---


@pytest.fixture
def round_id(within: Callable[..., Any]) -> Any:
    """An open round's id."""
    return within(open_round)


@pytest.fixture
def place(within: Callable[..., Any], round_id: str) -> Any:
    """A screen's token."""
    return within(lambda: opened(round_id))


def test_somebody_begins_at_a_screen_and_goes_on_at_home(app: Flask, client: Any, place: str) -> None:
    page = client.get(f"/svar/her/{place}").submit(button="Begynd").follow()
    assert page.h1 == "Her er din kode"
    code = page.soup.select_one(".return-code").text
    assert normalise(code) not in page.url
    page = page.click("Fortsæt").click("Begynd").submit({"svar": "2"}, button="Frem").follow()
    assert page.soup.select_one("[data-idle]")["data-clear"] == "/svar/ryd"
    assert page.soup.select_one("noscript meta") or 'http-equiv="refresh"' in page.html
    gone = client.get("/svar/ryd", status=302)
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/svar/1", status=302).location == "/svar"
    assert client.get("/svar").soup.select_one("main .back-link")["href"] == f"/svar/her/{place}"
    home = app.test_client()
    assert "Du er begyndt før" in home.get("/svar").submit({"code": code}).follow().text


def test_leaving_a_screen_says_that_nothing_was_sent_and_keeps_nothing_there(client: Any, place: str) -> None:
    page = client.get(f"/svar/her/{place}").submit(button="Begynd").follow()
    code = page.soup.select_one(".return-code").text
    client.get("/svar/1").submit({"svar": "2"})
    page = client.get("/svar/tjek").click("Ryd og afslut").follow()
    assert page.h1 == "Her er ryddet"
    assert "Dine svar er gemt" in page.text
    assert "De er ikke sendt endnu. Skriv din kode igen, når du vil fortsætte." in page.text
    assert code not in page.html
    assert page.soup.select_one("[data-idle]")["data-idle"] == str(WARNED_SECONDS)
    assert "De er ikke sendt endnu" not in client.get("/svar/ryddet").text
    assert page.click("Gå til forsiden").url == f"/svar/her/{place}"


def test_a_screen_where_nothing_waits_to_be_sent_begins_anew_at_once(client: Any, place: str) -> None:
    page = client.get(f"/svar/her/{place}").submit(button="Begynd").follow()
    assert page.click("Ryd og afslut").location == f"/svar/her/{place}"
    client.get(f"/svar/her/{place}").submit(button="Begynd")
    client.get("/svar/1").submit({"svar": "2"})
    client.get("/svar/tjek").submit(form="/svar/tjek")
    assert client.get("/svar/ryd", status=302).location == f"/svar/her/{place}"


def test_the_first_screen_forgets_who_was_there_before(client: Any, place: str, within: Callable[..., Any]) -> None:
    client.get(f"/svar/her/{place}").submit(button="Begynd")
    client.get("/svar/1").submit({"svar": "2"}, button="Frem")
    client.get(f"/svar/her/{place}")
    assert client.get("/svar/1", status=302).location == "/svar"
    assert within(lambda: db.session.scalar(select(func.count()).select_from(Draft))) == 1


def test_looking_hands_out_nothing(client: Any, place: str, within: Callable[..., Any]) -> None:
    client.get(f"/svar/her/{place}")
    assert within(lambda: db.session.scalar(select(func.count()).select_from(Invitation))) == 0


def test_an_own_telephone_has_no_timer(client: Any, within: Callable[..., Any], round_id: str) -> None:
    own = within(lambda: opened(round_id, is_screen=False))
    page = client.get(f"/svar/her/{own}").submit(button="Begynd").follow()
    assert page.soup.select_one("[data-idle]") is None
    assert client.get("/svar/ryd", status=302).location == "/svar/ryddet"


def test_without_scripts_a_screen_asks_before_it_clears(client: Any, place: str) -> None:
    client.get(f"/svar/her/{place}").submit(button="Begynd")
    page = client.get("/svar/stadig?fra=/svar/3")
    assert page.h1 == "Er du her stadig?"
    assert page.soup.select_one('meta[http-equiv="refresh"]')["content"] == "45; url=/svar/ryd"
    assert page.click("Ja, jeg er her").url == "/svar/3"


@pytest.mark.parametrize("foreign", ["//ond.example", "https://ond.example", "/\\ond.example", "/stab/"])
def test_the_question_leads_nowhere_else(client: Any, foreign: str) -> None:
    page = client.get("/svar/stadig", query_string={"fra": foreign})
    assert page.soup.find("a", string="Ja, jeg er her")["href"] == "/"


def test_a_shared_computer_is_cleared_too(client: Any, round_id: str, within: Callable[..., Any]) -> None:
    (code,) = within(lambda: codes_for(round_id, "dagpenge", 1))
    client.get(f"/svar/{code}")
    page = client.get("/svar/1").submit({"svar": "2"}, button="Frem").follow()
    page = page.submit({"svar": "3"}, button="Ryd og afslut").follow()
    assert page.h1 == "Her er ryddet"
    assert client.get("/svar/2", status=302).location == "/svar"
    assert within(lambda: dict(answering.enter(code).answers)) == {"moedet": 2, "samtalen": 3}


def test_a_screen_that_nobody_is_at_keeps_what_is_being_written_as_far_as_there_is_room(
    client: Any, place: str, within: Callable[..., Any]
) -> None:
    page = client.get(f"/svar/her/{place}").submit(button="Begynd").follow()
    code = page.soup.select_one(".return-code").text
    page = client.get("/svar/13")
    leave = page.soup.select_one("[data-idle] [data-leave]")
    assert leave["value"] == "ryd"
    sent = {**page.form().values, "svar": "x" * 2500, leave["name"]: leave["data-leave"]}
    page = client.post("/svar/13", data=sent).follow()
    assert page.h1 == "Her er ryddet"
    assert "xxx" not in page.html
    assert within(lambda: dict(answering.enter(code).answers)) == {"fortael": "x" * 2000}


def test_clearing_cuts_nothing_off_in_silence(client: Any, round_id: str, within: Callable[..., Any]) -> None:
    (code,) = within(lambda: codes_for(round_id, "dagpenge", 1))
    client.get(f"/svar/{code}")
    page = client.get("/svar/13").submit({"svar": "x" * 2500}, button="Ryd og afslut")
    assert page.status == 200
    assert "2.500" in page.errors[0]
    assert page.form().values["svar"] == "x" * 2500
    assert within(lambda: dict(answering.enter(code).answers)) == {}
    page = page.submit({"svar": "x" * 2000}, button="Ryd og afslut").follow()
    assert page.h1 == "Her er ryddet"
    assert within(lambda: dict(answering.enter(code).answers)) == {"fortael": "x" * 2000}


@pytest.mark.parametrize("way", ["frem", "tilbage", "luk", "sprog", "ryd"])
def test_whatever_keeps_an_answer_says_when_it_is_too_long(
    client: Any, round_id: str, within: Callable[..., Any], way: str
) -> None:
    (code,) = within(lambda: codes_for(round_id, "dagpenge", 1))
    client.get(f"/svar/{code}")
    page = client.get("/svar/13")
    page = client.post("/svar/13", data={**page.form().values, "svar": "y" * 2001, "vej": way}, status=200)
    assert "2.001" in page.errors[0]
    assert page.form().values["svar"] == "y" * 2001


@pytest.mark.parametrize("way", ["session", "another code", "closed", "no token"])
def test_whatever_is_in_the_way_clearing_clears(
    client: Any, round_id: str, within: Callable[..., Any], freeze: Callable[[str], Any], way: str
) -> None:
    mine, yours = within(lambda: codes_for(round_id, "dagpenge", 2))
    client.get(f"/svar/{mine}")
    page = client.get("/svar/13")
    form = {**page.form().values, "svar": "Mine ord", "vej": "ryd"}
    if way == "session":
        client.delete_cookie("vaerdig_borger", path="/")
    if way == "another code":
        client.get(f"/svar/{yours}")
    if way == "closed":
        freeze(AFTERWARDS)
        within(lambda: service.close_round(round_id))
        freeze(MORNING)
    if way == "no token":
        del form["csrf_token"]
    gone = client.post("/svar/13", data=form, status=302)
    assert gone.location == "/svar/ryd"
    gone.follow()
    assert client.get("/svar/13", status=302).location == "/svar"
    if way != "closed":
        assert within(lambda: dict(answering.enter(yours).answers)) == {}


def test_without_scripts_a_screen_says_that_the_page_is_not_saved(client: Any, place: str) -> None:
    client.get(f"/svar/her/{place}").submit(button="Begynd")
    assert "Ellers bliver teksten ikke gemt" in client.get("/svar/13").html
    assert "er ikke gemt" in client.get("/svar/stadig?fra=/svar/13").text


def test_staff_open_a_place_print_its_code_and_stop_it(
    staff: Callable[..., Any], client: Any, round_id: str, within: Callable[..., Any]
) -> None:
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}").click("Steder at svare")
    assert "svarprocenten ikke beregnes" in page.text
    assert "beholder deres egen" not in page.text, (
        "a place of few answers is merged with a group, whose rate is then unknown"
    )
    assert "kan de blive vist sammen med en anden gruppe" in page.text
    page = page.submit({"name": "Receptionen", "kind": "own", "daily_most": "0"})
    assert page.errors
    page = page.submit({"daily_most": "25"}).follow()
    assert page.soup.find("svg")
    assert "Receptionen" in page.soup.title.text
    assert "Sted: Receptionen" in page.text
    (made,) = within(lambda: place_queries.places(round_id))
    assert (made.daily_most, made.is_screen) == (25, False)
    assert f"/svar/her/{made.id}" in page.text
    page = page.click("Alle steder").submit(form="Stop stedet").follow()
    assert "Stoppet" in page.text
    assert "Her kan man ikke svare lige nu" in client.get(f"/svar/her/{made.id}").text


def test_after_the_last_day_a_place_offers_no_beginning_and_staff_see_why(
    client: Any, staff: Callable[..., Any], round_id: str, place: str, freeze: Callable[[str], Any]
) -> None:
    assert client.get(f"/svar/her/{place}").soup.select("main form[action*='/svar/her/']")
    assert "I brug" in staff("leder").get(f"/stab/runder/{round_id}/steder").text
    freeze("2021-05-01 10:00")
    page = client.get(f"/svar/her/{place}")
    assert "Undersøgelsen er slut" in page.text
    assert page.soup.select("main form[action*='/svar/her/']") == []
    page = staff("leder").get(f"/stab/runder/{round_id}/steder")
    assert "Lukket, fordi sidste dag er gået" in page.text
    assert "Rundens sidste dag var den 30. april 2021." in page.text


def test_a_place_whose_number_is_reached_says_so_kindly_and_without_a_form(
    client: Any, within: Callable[..., Any], round_id: str, freeze: Callable[[str], Any]
) -> None:
    freeze(MORNING)
    full = within(lambda: opened(round_id, daily_most=1))
    waiting = client.get(f"/svar/her/{full}")
    within(lambda: places.hand_out(full))
    for page in (client.get(f"/svar/her/{full}"), waiting.submit(button="Begynd")):
        assert "Der er ikke flere koder i dag. Kom igen i morgen" in page.text
        assert "Har du fået et brev med en kode?" in page.text
        assert page.errors == []
        assert page.soup.select("main form[action*='/svar/her/']") == []
    freeze("2021-04-13 09:00")
    assert client.get(f"/svar/her/{full}").submit(button="Begynd").follow().h1 == "Her er din kode"
