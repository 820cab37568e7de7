"""*Min side*: how the half-year stands for each role, told by features and plug-ins, none of which can break it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from factories import make_user
from flask import Flask
from sqlalchemy import event

from værdig.access.roles import Role
from værdig.accounts import queries, service
from værdig.catalogue import queries as catalogue
from værdig.clock import today
from værdig.db import db, tenant
from værdig.demo import SampleContext
from værdig.hooks import current_host
from værdig.hooks.contracts import HomeCard, HomeLine, PluginInfo
from værdig.hooks.records import Contribution
from værdig.metrics import queries as metrics
from værdig.metrics.elsewhere import elsewhere

Staff = Callable[..., Any]


def headings(page: Any) -> list[str]:
    return [heading.get_text(strip=True) for heading in page.soup.select("main h2")]


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("leder", ["Klager til ledelsen", "Undersøgelsen", "Rapporten"]),
        ("borgerraadgiver", ["Indbakken", "Rapporten"]),
        ("skranke", ["Skranken"]),
        ("udvalgsmedlem", ["Rapporten"]),
        ("analytiker", ["Undersøgelsen", "Rapporten"]),
        ("administrator", ["Brugere", "Driften"]),
        ("dpo", []),
    ],
)
def test_each_role_is_told_what_concerns_her(staff: Staff, role: str, told: list[str]) -> None:
    page = staff(role).get("/stab/", status=200)
    assert headings(page) == told
    assert "kan ikke vises" not in page.text
    for link in page.soup.select("main section a"):
        assert page.browser.get(str(link["href"])).status in (200, 302), link


def test_the_leader_is_told_of_days_left_and_tens_of_answers(
    app: Flask, staff: Staff, monkeypatch: pytest.MonkeyPatch, freeze: Callable[[str], Any]
) -> None:
    from surveys.rounds import open_round

    from værdig.surveys import queries as surveys

    freeze("2021-04-18 10:00")
    with app.app_context(), tenant("albertslund"):
        open_round()
    text = staff("leder").get("/stab/").text
    assert "Der er 12 dage tilbage." in text
    assert "Under 10 har svaret indtil nu." in text
    monkeypatch.setattr(surveys, "answers_so_far", lambda _round_id: 20)
    assert "Mindst 20 har svaret indtil nu." in staff("leder").get("/stab/").text
    freeze("2021-05-02 10:00")
    assert "havde sidste dag" in staff("leder").get("/stab/").text


def test_the_leader_is_told_which_of_her_plans_figures_are_missing(
    app: Flask, staff: Staff, freeze: Callable[[str], Any]
) -> None:
    from værdig.catalogue.sample import load

    freeze("2021-05-05 09:00")
    assert "Målepunkter" not in headings(staff("leder").get("/stab/")), "there is no plan yet"
    with app.app_context(), tenant("albertslund"):
        load(SampleContext(today=today()))
        in_plan = {placed.metric.code for placed in catalogue.metrics("albertslund_2020_2022")}
        told_elsewhere = {code for code in in_plan if elsewhere(catalogue.metric(code), None)}
        computed = {item.value.code for item in metrics.active_metrics()} & in_plan
    page = staff("leder").get("/stab/")
    assert len(page.soup.find_all(string=re.compile("har ingen tal"))) == min(len(computed), 5)
    assert f"{len(in_plan - computed - told_elsewhere)} målepunkter i planen beregnes ikke her." in page.text
    assert "kan ikke vises" not in page.text
    for link in page.soup.select("main section a"):
        assert page.browser.get(str(link["href"])).status == 200


def test_what_is_due_is_counted_for_its_own_side_only(app: Flask, staff: Staff, freeze: Callable[[str], Any]) -> None:
    from complaints.given import received

    from værdig.complaints.keys import Reader

    freeze("2036-05-05 09:00")
    boss, br = staff("leder"), staff("borgerraadgiver")
    assert "Ingen frister i dag." in boss.get("/stab/").text
    with app.app_context(), tenant("albertslund"):
        received(reader=Reader.MANAGEMENT)
    freeze("2036-06-30 09:00")
    boss, br = staff("leder"), staff("borgerraadgiver")
    assert "overskredet" in boss.get("/stab/").text
    assert "overskredet" not in br.get("/stab/").text


def test_the_borgerraadgiver_sees_whether_the_inbox_is_locked(context: Flask, staff: Staff) -> None:
    from complaints.given import PASSPHRASE

    br = staff("borgerraadgiver")
    assert "Indbakken har ingen nøgle" in br.get("/stab/").text
    br.get("/stab/indbakke/ny-noegle").submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    page = br.get("/stab/indbakke")
    assert "Indbakken er låst op." in br.get("/stab/").text
    page.submit({}, form="Lås indbakken")
    assert "Indbakken er låst." in br.get("/stab/").text


def test_the_administrator_is_told_of_those_without_a_role(app: Flask, staff: Staff) -> None:
    administrator = staff("administrator")
    with app.app_context(), tenant("albertslund"):
        leaving = make_user("leder")
        service.end_grant(leaving, queries.granted(leaving.id)[0].id)
        service.invite("Ny", "ny@example.dk", "", Role.SKRANKE)
    text = administrator.get("/stab/").text
    assert "1 åben konto har ingen rolle i dag." in text
    assert "ikke brugt" in text


# --- a contributor that fails ---


def broken(_user_id: str) -> Sequence[HomeLine]:
    raise ValueError("0101014321")


def lost(_user_id: str) -> Sequence[HomeLine]:
    return [HomeLine(text="Herfra", endpoint="findes.ikke")]


def nonsense(_user_id: str) -> Any:
    return ["bare en tekst"]


@pytest.mark.parametrize("tell", [broken, lost, nonsense])
@pytest.mark.parametrize("kind", ["core", "addon"])
def test_a_card_that_fails_says_so_and_takes_nothing_with_it(
    app: Flask, staff: Staff, monkeypatch: pytest.MonkeyPatch, tell: Any, kind: Any
) -> None:
    browser = staff("leder")
    with app.app_context():
        host = current_host()
        real = host.active
    info = PluginInfo(id="vaerdig_eksempel", title="x", kind=kind)
    bad = Contribution(
        info, "x.plugin", "register_home_cards", HomeCard(id="vaerdig_eksempel.x", title="Dårligt kort", tell=tell)
    )
    monkeypatch.setattr(
        host, "active", lambda hook: [bad, *real(hook)] if hook == "register_home_cards" else real(hook)
    )
    page = browser.get("/stab/", status=200)
    assert headings(page)[0] == "Dårligt kort"
    assert "Det kan ikke vises lige nu." in page.text
    assert "0101014321" not in page.text
    assert "Rapporten" in headings(page)


def test_the_users_page_asks_no_more_for_more_users(app: Flask) -> None:
    asked: list[str] = []
    with app.app_context(), tenant("albertslund"):
        for _number in range(12):
            make_user("skranke")
        db.session.expire_all()
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        assert len(queries.users_with_roles()) == 12
        assert queries.holders(Role.SKRANKE)
    assert len(asked) <= 5


def test_a_role_that_begins_later_is_no_role_today(context: Flask) -> None:
    user = make_user()
    service.grant(user, Role.DPO, today() + timedelta(days=5), None)
    (later,) = queries.granted(user.id)
    assert (later.holds, later.begins_later) == (False, True)
