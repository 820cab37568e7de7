"""A round that no holder can open: said by a person, told everywhere, found again or given up; and nothing else is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import click
import pytest
from conftest import HOME, NEIGHBOUR, signed_in
from factories import make_user
from flask import Flask
from sqlalchemy import func, select
from surveys.rounds import codes_for, open_round, planned_round, send

from værdig.accounts import service as accounts
from værdig.accounts.models import StaffUser
from værdig.audit import AuditEntry
from værdig.clock import HalfYear
from værdig.db import db, tenant, transaction
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.surveys import answering, closing, losing, queries, round_keys, service
from værdig.surveys.models import Answer, Draft, Envelope, Invitation, KeyHolder, RoundKeyShare, State, SurveyRound

FIRST, SECOND = "rolig lampe grøn båd", "tavs sten over bro"
NEW = "ni hvide heste i regnen"
AFTERWARDS = "2021-07-02 10:00"
LATER = HalfYear(2021, 2)


@pytest.fixture(autouse=True)
def _with_holders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(round_keys, "custody", lambda: round_keys.HOLDERS)


@pytest.fixture
def here(engine_app: Flask) -> Iterator[Flask]:
    """The application on both engines, with the municipality bound."""
    with engine_app.app_context(), tenant(HOME):
        yield engine_app


def make_holders() -> list[str]:
    """Make the two holders and return their ids as users."""
    made = []
    for role, name, phrase in (("borgerraadgiver", "Ane Jensen", FIRST), ("dpo", "Bo Holm", SECOND)):
        user = make_user(role, name=name)
        service.become_key_holder(user.id, user.name, phrase)
        made.append(user.id)
    return made


def waiting_round(half_year: HalfYear | None = None) -> tuple[str, str]:
    """Open a round that 21 have answered; returns its id and a code that nobody has used."""
    round_id = open_round(half_year=half_year) if half_year else open_round()
    codes = codes_for(round_id, "dagpenge", 23)
    for code in codes[:21]:
        send(code, moedet=4)
    answering.answer(codes[21], "moedet", 1)
    return round_id, codes[22]


def state(round_id: str) -> str:
    db.session.expire_all()
    return db.session.scalars(select(SurveyRound.state).where(SurveyRound.id == round_id)).one()


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def entries(action: str) -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


# --- saying so ---


def test_a_round_that_no_holder_can_open_is_lost_and_nothing_else_is(here: Flask) -> None:
    users = make_holders()
    round_id, unused = waiting_round()
    other, other_code = waiting_round(LATER)
    before = {user.id: (user.active, user.fs_uniquifier) for user in db.session.scalars(select(StaffUser))}
    losing.say_lost(round_id)
    assert (state(round_id), state(other)) == (State.LOST, State.OPEN)
    assert (count(Envelope), count(Draft), count(Invitation), count(RoundKeyShare)) == (42, 2, 46, 4)
    (said,) = entries("survey.said_lost")
    assert (said.object_id, said.detail) == (round_id, {"holders": sorted(users)})
    with pytest.raises(answering.CodeUnusable):
        answering.enter(unused)
    with pytest.raises(UserError, match=r"Rundens nøgle er tabt\. Der kan ikke laves"):
        codes_for(round_id, "dagpenge", 1)
    send(other_code, moedet=3)
    service.close_round(other, SECOND)
    assert (state(other), count(Answer)) == (State.CLOSED, 22)
    assert {user.id: (user.active, user.fs_uniquifier) for user in db.session.scalars(select(StaffUser))} == before


def test_a_holder_who_remembers_closes_it_after_all(here: Flask) -> None:
    make_holders()
    round_id, _unused = waiting_round()
    losing.say_lost(round_id)
    with pytest.raises(UserError, match="passer ikke"):
        service.close_round(round_id, "et helt forkert kodeord")
    assert state(round_id) == State.LOST
    service.close_round(round_id, FIRST)
    assert (state(round_id), count(Answer), count(RoundKeyShare)) == (State.CLOSED, 21, 0)
    assert len(round_keys.holders()) == 2


def test_a_closing_that_was_cut_short_while_it_needed_the_key_can_be_lost_and_found(here: Flask) -> None:
    make_holders()
    round_id, _unused = waiting_round()
    with pytest.raises(ZeroDivisionError):
        closing.run(round_id, FIRST, after_step=lambda done: 1 / (done != "udjaevnet"))
    losing.say_lost(round_id)
    assert state(round_id) == State.LOST
    service.close_round(round_id, SECOND)
    assert (state(round_id), count(Answer)) == (State.CLOSED, 21)


def test_a_round_past_needing_its_key_is_never_lost(here: Flask) -> None:
    make_holders()
    round_id, _unused = waiting_round()
    with pytest.raises(ZeroDivisionError):
        closing.run(round_id, FIRST, after_step=lambda done: 1 / (done != "skrevet"))
    with pytest.raises(UserError, match="venter ikke på en nøgleholders kodeord"):
        losing.say_lost(round_id)
    assert state(round_id) == State.CLOSING
    service.close_round(round_id)
    with pytest.raises(UserError, match="Den kan ikke meldes tabt nu"):
        losing.say_lost(round_id)
    assert not entries("survey.said_lost")


@pytest.mark.parametrize("custody", [round_keys.KEYFILE, round_keys.HOLDERS])
def test_only_a_round_that_waits_for_a_holder_can_be_said_to_be_lost(
    context: Flask, freeze: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, custody: str
) -> None:
    make_holders()
    monkeypatch.setattr(round_keys, "custody", lambda: custody)
    freeze("2021-04-10 10:00")
    round_id = planned_round()
    with pytest.raises(UserError, match=r"ikke åbnet endnu\. Den kan ikke meldes tabt nu"):
        losing.say_lost(round_id)
    service.open_round(round_id)
    with pytest.raises(UserError, match=r"tidligst lukkes den 1\. maj 2021"):
        losing.say_lost(round_id)
    freeze(AFTERWARDS)
    if custody == round_keys.KEYFILE:
        with pytest.raises(UserError, match="venter ikke på en nøgleholders kodeord"):
            losing.must_be_losable(round_id)
        assert state(round_id) == State.OPEN
        return
    losing.must_be_losable(round_id)
    assert state(round_id) == State.OPEN
    losing.say_lost(round_id)
    with pytest.raises(UserError, match=r"Rundens nøgle er tabt\. Den kan ikke meldes tabt nu"):
        losing.say_lost(round_id)
    assert len(entries("survey.said_lost")) == 1


def test_another_municipality_cannot_say_it(context: Flask) -> None:
    make_holders()
    round_id, _unused = waiting_round()
    with tenant(NEIGHBOUR):
        for act in (losing.say_lost, losing.give_up_round):
            with pytest.raises(NotYours):
                act(round_id)
    assert state(round_id) == State.OPEN


def test_whoever_is_closing_while_it_is_said_to_be_lost_shows_that_it_is_not(here: Flask) -> None:
    make_holders()
    round_id, _unused = waiting_round()

    def say_once(done: str) -> None:
        if done == "stoppet":
            losing.say_lost(round_id)

    closing.run(round_id, FIRST, after_step=say_once)
    assert (state(round_id), count(Answer)) == (State.CLOSED, 21)


def test_whoever_is_closing_while_it_is_given_up_is_told(here: Flask) -> None:
    make_holders()
    round_id, _unused = waiting_round()

    def give_up(done: str) -> None:
        if done == "kontrolleret":
            losing.say_lost(round_id)
            losing.give_up_round(round_id)

    with pytest.raises(UserError, match="Runden er opgivet"):
        closing.run(round_id, FIRST, after_step=give_up)
    assert (state(round_id), count(Answer), count(Envelope)) == (State.LOST, 0, 0)


# --- giving it up, and new keys ---


def test_a_lost_round_is_given_up_with_its_key_and_asked_again_with_new_ones(here: Flask) -> None:
    users = make_holders()
    round_id, _unused = waiting_round()
    losing.say_lost(round_id)
    with pytest.raises(UserError, match="lukket eller opgivet"):
        service.become_key_holder(users[0], "Ane Jensen", NEW)
    losing.give_up_round(round_id)
    assert (count(Envelope), count(Draft), count(Invitation), count(RoundKeyShare)) == (0, 0, 0, 0)
    with pytest.raises(UserError, match="runden er tabt"):
        service.close_round(round_id, FIRST)
    with pytest.raises(UserError, match="to nøgleholdere"):
        open_round()
    for user in users:
        service.become_key_holder(user, "Ane Jensen", NEW)
    again = next(each.id for each in queries.rounds() if each.state == State.PLANNED)
    service.open_round(again)
    for code in codes_for(again, "dagpenge", 12):
        send(code, moedet=2)
    service.close_round(again, NEW)
    assert (state(round_id), state(again), count(Answer)) == (State.LOST, State.CLOSED, 12)


def test_giving_up_twice_keeps_the_counts_of_the_first_time(here: Flask) -> None:
    make_holders()
    round_id, _unused = waiting_round()
    losing.say_lost(round_id)
    for _time in range(2):
        losing.give_up_round(round_id)
        used = {group.key: group.used for group in db.session.get_one(SurveyRound, round_id).groups}
        assert used == {"dagpenge": 21, "sygedagpenge": 0, "revalidering": 0}
    assert len(entries("survey.round_given_up")) == 1


def test_no_new_round_is_sealed_to_those_who_could_not_open_the_last(here: Flask) -> None:
    users = make_holders()
    round_id, _unused = waiting_round()
    losing.say_lost(round_id)
    assert round_keys.holders() == {}
    assert round_keys.holders_of(round_id) == ["Ane Jensen", "Bo Holm"]
    with pytest.raises(UserError, match="to nøgleholdere"):
        open_round(half_year=LATER)
    assert all(round_keys.has_key(user) for user in users)


def test_a_key_that_another_round_waits_for_outlives_the_one_that_is_given_up(here: Flask) -> None:
    make_holders()
    lost, _unused = waiting_round()
    other, _unused = waiting_round(LATER)
    losing.say_lost(lost)
    losing.give_up_round(lost)
    assert count(KeyHolder) == 2
    service.close_round(other, SECOND)
    assert (state(other), count(Answer)) == (State.CLOSED, 21)


def test_one_who_has_forgotten_takes_a_new_key_once_the_other_has_closed(here: Flask) -> None:
    first, _second = make_holders()
    round_id, _unused = waiting_round()
    with pytest.raises(UserError, match="lukket eller opgivet"):
        service.become_key_holder(first, "Ane Jensen", NEW)
    service.close_round(round_id, SECOND)
    service.become_key_holder(first, "Ane Jensen", NEW)
    again, _unused = waiting_round(LATER)
    service.close_round(again, NEW)
    assert state(again) == State.CLOSED


@pytest.mark.parametrize("how", ["account", "role"])
def test_a_holder_who_has_left_can_still_open_what_was_sealed_to_her_and_gets_nothing_new(
    here: Flask, how: str
) -> None:
    first, _second = make_holders()
    round_id, _unused = waiting_round()
    with transaction():
        leaving = db.session.get_one(StaffUser, first)
        if how == "account":
            accounts.set_active(leaving, False)
        else:
            _end_roles(first)
    assert list(round_keys.holders().values()) == ["Bo Holm"]
    assert round_keys.holders_of(round_id) == ["Ane Jensen (har ikke adgang mere)", "Bo Holm"]
    with pytest.raises(UserError, match="to nøgleholdere"):
        open_round(half_year=LATER)
    service.close_round(round_id, FIRST)
    assert state(round_id) == State.CLOSED
    third = make_user("stedfortraeder", name="Cia Lund")
    service.become_key_holder(third.id, third.name, NEW)
    later = next(each.id for each in queries.rounds() if each.state == State.PLANNED)
    service.open_round(later)
    assert round_keys.holders_of(later) == ["Bo Holm", "Cia Lund"]
    with pytest.raises(UserError, match="passer ikke"):
        service.close_round(later, FIRST)


def _end_roles(user_id: str) -> None:
    from datetime import date

    from værdig.access.models import RoleGrant

    for grant in db.session.scalars(select(RoleGrant).where(RoleGrant.user_id == user_id)):
        grant.valid_to = date(2021, 1, 1)


# --- on the pages ---


@pytest.fixture
def lost_on_pages(within: Callable[..., Any], freeze: Callable[[str], Any]) -> str:
    """A round whose last day is over, that nobody has said anything of yet."""
    freeze(AFTERWARDS)
    return str(within(lambda: (make_holders(), waiting_round())[1][0]))


def test_a_manager_says_so_after_asking_and_is_told_what_follows(
    within: Callable[..., Any], staff: Callable[..., Any], lost_on_pages: str
) -> None:
    address = f"/stab/runder/{lost_on_pages}"
    leder = staff("leder")
    page = leder.get(f"{address}/luk")
    assert "Hver af dem kan åbne runden alene. Har én glemt sit kodeord, så spørg en anden." in page.text
    page = page.click("Kan ingen af nøgleholderne åbne runden?")
    assert page.h1 == "Kan ingen åbne runden?"
    assert [row.text for row in page.soup.select("main h2 + p + ul li")] == ["Ane Jensen", "Bo Holm"]
    assert "Mindst 20 har svaret. Tallet er rundet ned til hele tiere." in page.text
    assert "21" not in page.text.replace("2021", "")
    assert "Koderne holder op med at virke." in page.text
    page = page.submit()
    assert "Spørg alle nøgleholderne" in page.errors[0]
    assert within(lambda: state(lost_on_pages)) == State.OPEN
    page = page.submit({"asked": "y"}).follow()
    assert "Runden er tabt" in page.text
    assert "Ingen af nøgleholderne kan åbne runden." in page.text
    assert "forseglet til nøgleholdere, der ikke kan åbne den" in page.text
    assert "Husker en af dem alligevel sit kodeord? Så kan runden lukkes: Ane Jensen, Bo Holm." in page.text
    (said,) = within(lambda: [(each.actor, each.object_id) for each in entries("survey.said_lost")])
    assert said == (leder.user_id, lost_on_pages)
    assert "Tabt" in leder.get("/stab/runder/").text
    assert "1. halvår 2021, alle i målgrupperne er tabt" in leder.get("/stab/").text
    told = "De kan ikke åbne en tabt runde og tæller ikke med: Ane Jensen, Bo Holm. Luk eller opgiv runden."
    assert told in leder.get("/stab/runder/").text
    assert "Der er ingen nøgleholdere endnu." not in leder.get("/stab/runder/").text


def test_whoever_remembers_closes_it_on_the_page(staff: Callable[..., Any], lost_on_pages: str) -> None:
    address = f"/stab/runder/{lost_on_pages}"
    staff("leder").get(f"{address}/tabt").submit({"asked": "y"})
    dpo = staff("dpo")
    page = dpo.get(address).click("Prøv at lukke igen")
    assert "Kan ingen af nøgleholderne åbne runden?" not in page.text
    assert "passer ikke" in page.submit({"passphrase": "forkert kodeord her"}).errors[0]
    assert "Runden er tabt" in dpo.get(address).text
    assert "Runden blev lukket" in page.submit({"passphrase": SECOND}).follow().text


def test_a_holder_is_told_on_my_page_when_a_round_waits_for_the_pass_phrase(
    within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    told = "1. halvår 2021, alle i målgrupperne venter på at blive lukket. Skriv dit kodeord som nøgleholder."
    freeze("2021-04-30 21:30")
    holder = staff("borgerraadgiver")
    _round_of(holder, within)
    assert told not in holder.get("/stab/").text
    freeze("2021-04-30 22:10")  # past midnight in Denmark
    assert told not in staff("dpo").get("/stab/").text, "who holds no key of it is not asked"
    page = holder.get("/stab/").click(told)
    assert page.h1 == "Luk runden for altid?"
    page.submit({"passphrase": FIRST}).follow()
    assert "venter på at blive lukket" not in holder.get("/stab/").text


def test_a_holders_page_says_what_a_new_pass_phrase_does(
    within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-30 21:30")
    holder, page = staff("borgerraadgiver"), "/stab/runder/noegle"
    assert holder.get(page).h1 == "Bliv nøgleholder"
    old_tab = holder.get(page)
    round_id = _round_of(holder, within)
    shown = holder.get("/stab/runder/").click("Dit kodeord som nøgleholder")
    assert "Disse runder kan åbnes med det. Du kan først vælge et nyt, når de er lukket eller opgivet." in shown.text
    assert "1. halvår 2021, alle i målgrupperne" in shown.text
    assert not shown.soup.select("main form")
    twice = {"passphrase": NEW, "again": NEW}
    assert "lukket eller opgivet" in old_tab.submit(twice).errors[0]
    freeze("2021-04-30 22:10")  # past midnight in Denmark
    within(lambda: service.close_round(round_id, FIRST))
    shown = holder.get(page)
    assert "Vælger du et nyt kodeord, gælder det gamle ikke mere." in shown.text
    assert "Du er nøgleholder for de runder" in shown.submit(twice).follow().text


def _round_of(holder: Any, within: Callable[..., Any]) -> str:
    """Make a signed-in person and another the holders of a round's key; return its id."""

    def made() -> str:
        service.become_key_holder(holder.user_id, "Ane Jensen", FIRST)
        other = make_user("dpo", name="Bo Holm")
        service.become_key_holder(other.id, other.name, SECOND)
        return open_round()

    return str(within(made))


def test_it_is_given_up_on_the_page_and_a_holder_takes_a_new_key(
    app: Flask, within: Callable[..., Any], staff: Callable[..., Any], lost_on_pages: str
) -> None:
    address = f"/stab/runder/{lost_on_pages}"
    holder = staff("borgerraadgiver")
    twice = {"passphrase": NEW, "again": NEW}
    within(lambda: _give_key_of("Ane Jensen", holder.user_id))
    assert not holder.get("/stab/runder/noegle").soup.select("main form")
    leder = staff("leder")
    leder.get(f"{address}/tabt").submit({"asked": "y"})
    page = leder.get(address).click("Opgiv runden")
    assert "Husker en nøgleholder senere sit kodeord, hjælper det ikke." in page.text
    assert "Nøgleholderne skal vælge nye kodeord, før I kan åbne en ny runde: Ane Jensen, Bo Holm." in page.text
    page = page.submit().follow()
    assert "Runden er opgivet." in page.text
    assert "findes ikke længere" in page.text
    assert "er tabt" not in leder.get("/stab/").text
    assert leder.get(f"{address}/tabt", status=302).location == address
    assert "Du er nøgleholder" in holder.get("/stab/runder/noegle").submit(twice).follow().text


def _give_key_of(name: str, user_id: str) -> None:
    """Let a signed-in person stand in a holder's place."""
    with transaction():
        holder = db.session.scalars(select(KeyHolder).where(KeyHolder.name == name)).one()
        holder.user_id = user_id


def test_who_has_left_is_marked_and_may_type_on_anothers_page(
    within: Callable[..., Any], staff: Callable[..., Any], lost_on_pages: str
) -> None:
    def leave() -> None:
        with transaction():
            accounts.set_active(
                db.session.scalars(select(StaffUser).where(StaffUser.name == "Ane Jensen")).one(), False
            )

    within(leave)
    leder = staff("leder")
    for page in ("luk", "tabt"):
        assert "Ane Jensen (har ikke adgang mere)" in leder.get(f"/stab/runder/{lost_on_pages}/{page}").text
    page = leder.get(f"/stab/runder/{lost_on_pages}/luk").submit({"passphrase": FIRST}).follow()
    assert "Runden blev lukket" in page.text


def test_the_page_leads_back_where_there_is_nothing_to_say(
    app: Flask, within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    freeze("2021-04-20 10:00")
    early = within(lambda: (make_holders(), open_round())[1])
    leder = staff("leder")
    assert leder.get(f"/stab/runder/{early}/tabt", status=302).location == f"/stab/runder/{early}/luk"
    monkeypatch.setattr(round_keys, "custody", lambda: round_keys.KEYFILE)
    filed = within(lambda: open_round(half_year=HalfYear(2020, 2)))
    freeze(AFTERWARDS)
    leder = staff("leder")
    assert leder.get(f"/stab/runder/{filed}/tabt", status=302).location == f"/stab/runder/{filed}/luk"
    assert "Kan ingen af nøgleholderne" not in leder.get(f"/stab/runder/{filed}/luk").text
    old_tab = leder.get(f"/stab/runder/{early}/tabt")
    within(lambda: service.close_round(early, FIRST))
    shown = old_tab.submit({"asked": "y"}).follow()
    assert "Runden er lukket den 2. juli 2021. Den kan ikke meldes tabt nu." in shown.text
    assert signed_in(app, "leder", municipality=NEIGHBOUR).get(f"/stab/runder/{filed}/tabt").status == 404


# --- at the command line ---


def test_it_is_said_and_given_up_at_the_command_line(
    app: Flask, run: Any, lost_on_pages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(click, "confirm", lambda text: asked.append(text))
    refused = run("close", "2021H1", "--key-lost")
    assert refused.exit_code == 1
    assert "Det er nok, at én af nøgleholderne husker sit kodeord: Ane Jensen, Bo Holm." in refused.output
    assert "Mindst 20 har svaret." in refused.output
    assert asked == [
        "Svarene kan aldrig læses, medmindre en nøgleholder finder sit kodeord, og koderne virker ikke længere. "
        "Har du spurgt dem alle?"
    ]
    assert json.loads(run("status", "--json").stdout)[0]["state"] == "aaben"
    assert "Runden er tabt." in run("close", "2021H1", "--key-lost", "--yes").output
    assert json.loads(run("status", "--json").stdout)[0]["state"] == "tabt"
    with pytest.raises(UserError, match="Den kan ikke meldes tabt nu"):
        run("close", "2021H1", "--key-lost", "--yes")
    assert "Runden er opgivet." in run("close", "2021H1", "--give-up", "--yes").output


def test_it_is_found_again_at_the_command_line(run: Any, lost_on_pages: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("close", "2021H1", "--key-lost", "--yes")
    monkeypatch.setenv("VAERDIG_HOLDER_PASSPHRASE", FIRST)
    assert run("close", "2021H1", "--yes").output.endswith("Runden er lukket\n")


def test_saying_it_is_no_part_of_closing_itself(context: Flask) -> None:
    make_holders()
    round_id, _unused = waiting_round()
    losing.say_lost(round_id)
    with transaction(), pytest.raises(RuleBroken):
        service.close_round(round_id, FIRST)
    assert state(round_id) == State.LOST
