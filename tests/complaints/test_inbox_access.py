"""Who can open the inbox: pass phrases as they are typed, changed and refused, a renewed code, an access that ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import PASSPHRASE, STORY, received, see_again
from flask import Flask
from sqlalchemy import select

from værdig import audit
from værdig.access.attempts import TooSoon
from værdig.access.roles import Role
from værdig.accounts import service as accounts
from værdig.codes import shown
from værdig.complaints import inbox, inbox_access, keys, shares
from værdig.complaints.key_models import ReaderKeyShare
from værdig.complaints.keys import Reader
from værdig.complaints.reading import read_case
from værdig.crypto import wrap_with_passphrase
from værdig.db import db, transaction
from værdig.errors import UserError

HER, DEPUTY = "u" * 22, "d" * 22
NEW = "ny sætning om efteråret"
Freeze = Callable[[str], Any]


def story_as(user_id: str, passphrase: str, case: Any) -> str:
    """Return the story of a case as read by whoever unlocks with this pass phrase."""
    private = inbox.private_keys(user_id, inbox.unlock(user_id, passphrase))
    assert private is not None
    return str(read_case(case, keys.open_for(case, Reader.BORGERRAADGIVER, private)).story)


def deputy_in(code: str) -> str:
    """Let the deputy in with the recovery code; returns the next code."""
    return inbox.recover(DEPUTY, shown(code), "stedfortræderens eget")


# --- pass phrases ---


@pytest.mark.parametrize(
    "typed", [f"  {PASSPHRASE} ", PASSPHRASE.replace(" ", "  "), PASSPHRASE.replace("å", "a\u030a")]
)
def test_spaces_and_ways_of_writing_a_letter_do_not_matter(ready: Any, typed: str) -> None:
    assert inbox.unlock(HER, typed)


def test_capitals_do_matter_and_are_named(ready: Any) -> None:
    with pytest.raises(UserError, match="Store og små bogstaver tæller"):
        inbox.unlock(HER, PASSPHRASE.upper())


def test_a_share_wrapped_before_spaces_were_collapsed_still_opens(ready: Any) -> None:
    private = next(iter(ready().values()))
    old = "to  mellemrum  her"
    with transaction():
        share = db.session.scalars(select(ReaderKeyShare).where(ReaderKeyShare.user_id == HER)).one()
        share.wrapped = wrap_with_passphrase(old, private)
    assert inbox.unlock(HER, old)
    with pytest.raises(UserError):
        inbox.unlock(HER, "to mellemrum her")


def test_the_sign_in_pass_word_is_refused_everywhere(context: Flask) -> None:
    user, token = accounts.invite("Birgit", "birgit@example.dk", "", Role.BORGERRAADGIVER)
    accounts.choose_password(str(token), NEW)
    with pytest.raises(UserError, match="adgangskode til at logge ind"):
        inbox.set_up(user.id, NEW)
    with pytest.raises(UserError, match="adgangskode til at logge ind"):
        inbox.set_up(user.id, NEW.replace(" ", "  "))
    assert not inbox.is_ready()
    code = inbox.set_up(user.id, PASSPHRASE)
    with pytest.raises(UserError, match="adgangskode til at logge ind"):
        inbox_access.change_passphrase(user.id, PASSPHRASE, NEW)
    with pytest.raises(UserError, match="adgangskode til at logge ind"):
        inbox.recover(user.id, code, NEW)


def test_wrong_pass_phrases_cost_a_wait_that_grows_and_ends(ready: Any, freeze: Freeze) -> None:
    freeze("2036-05-04 10:00:00")
    for _ in range(3):
        with pytest.raises(UserError, match="passer ikke"):
            inbox.unlock(HER, "forkert kodeord")
    with pytest.raises(TooSoon):
        inbox.unlock(HER, PASSPHRASE)
    freeze("2036-05-04 10:00:02")
    assert inbox.unlock(HER, PASSPHRASE)
    freeze("2036-05-04 10:00:03")
    with pytest.raises(UserError, match="passer ikke"):
        inbox.unlock(HER, "forkert kodeord")
    assert inbox.unlock(HER, PASSPHRASE), "a success wipes the slate"


def test_unlocking_in_one_browser_tells_nothing_of_another(br: Any) -> None:
    assert "Indbakken er låst op." in br.get("/stab/").text
    ticket = inbox.unlock(br.user_id, PASSPHRASE)
    assert inbox.is_unlocked(br.user_id, ticket)
    assert "Indbakken er låst. Lås den op for at læse." in br.get("/stab/").text


def test_looking_whether_it_is_unlocked_does_not_keep_it_so(ready: Any, freeze: Freeze) -> None:
    freeze("2036-05-04 10:00")
    ticket = inbox.unlock(HER, PASSPHRASE)
    freeze("2036-05-04 10:29")
    assert inbox.is_unlocked(HER, ticket)
    freeze("2036-05-04 10:31")
    assert not inbox.is_unlocked(HER, ticket)
    assert not inbox.is_unlocked(HER, None)


# --- changing, renewing, ending ---


def test_a_changed_pass_phrase_opens_what_the_old_one_did(ready: Any) -> None:
    case, _code = received()
    inbox_access.change_passphrase(HER, PASSPHRASE, NEW)
    assert story_as(HER, NEW, case) == STORY
    with pytest.raises(UserError, match="passer ikke"):
        inbox.unlock(HER, PASSPHRASE)
    (share,) = shares.persons()
    assert audit.entries_about("reader_key", share.reader_key_id, "inbox.passphrase_changed")


def test_a_change_needs_the_old_one_and_another_new_one(ready: Any) -> None:
    with pytest.raises(UserError, match="passer ikke") as wrong:
        inbox_access.change_passphrase(HER, "forkert kodeord", NEW)
    assert wrong.value.field == "current"
    with pytest.raises(UserError, match="det samme"):
        inbox_access.change_passphrase(HER, PASSPHRASE, f"{PASSPHRASE} ")
    assert inbox.unlock(HER, PASSPHRASE)


def test_a_renewed_code_replaces_the_old_one(context: Flask) -> None:
    old = inbox.set_up(HER, PASSPHRASE)
    case, _code = received()
    new = inbox_access.renew_recovery(HER, PASSPHRASE)
    with pytest.raises(UserError, match="Genopretningskoden passer ikke"):
        deputy_in(old)
    deputy_in(new)
    assert story_as(DEPUTY, "stedfortræderens eget", case) == STORY


def test_an_ended_access_is_locked_at_once_and_the_code_she_knew_is_spent(context: Flask) -> None:
    deputy_s_code = deputy_in(inbox.set_up(HER, PASSPHRASE))
    opened = inbox.unlock(DEPUTY, "stedfortræderens eget")
    assert inbox.is_unlocked(DEPUTY, opened)
    case, _code = received()
    code = inbox_access.end_access(HER, PASSPHRASE, DEPUTY)
    assert inbox.private_keys(DEPUTY, opened) is None
    assert not inbox.is_unlocked(DEPUTY, opened)
    with pytest.raises(UserError, match="passer ikke"):
        inbox.unlock(DEPUTY, "stedfortræderens eget")
    with pytest.raises(UserError, match="passer ikke"):
        deputy_in(deputy_s_code)
    assert story_as(HER, PASSPHRASE, case) == STORY
    deputy_in(code)
    assert [share.user_id for share in shares.persons()] == [HER, DEPUTY]


def test_nobody_ends_her_own_access(ready: Any) -> None:
    with pytest.raises(UserError, match="din egen adgang"):
        inbox_access.end_access(HER, PASSPHRASE, HER)
    assert inbox.unlock(HER, PASSPHRASE)


# --- the pages ---


@pytest.fixture
def two(context: Flask, staff: Callable[..., Any]) -> tuple[Any, Any]:
    """The browsers of a borgerraadgiver and her deputy, both with a pass phrase."""
    br, deputy = staff("borgerraadgiver"), staff("stedfortraeder")
    page = br.get("/stab/indbakke/ny-noegle").submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    code = page.soup.select_one(".return-code").get_text(strip=True)
    mine = "stedfortræderens eget"
    deputy.get("/stab/indbakke/genopret").submit({"code": code, "passphrase": mine, "again": mine})
    see_again()
    return br, deputy


def test_the_borgerraadgiver_ends_the_deputys_access_and_sees_a_new_code_once(two: tuple[Any, Any]) -> None:
    br, deputy = two
    page = br.get("/stab/indbakke").click("Kodeord og adgang til indbakken")
    asked = page.click("Afslut adgangen for")
    assert asked.h1.startswith("Vil du afslutte adgangen for")
    wrong = asked.submit({"current": "forkert kodeord"})
    assert (wrong.status, len(wrong.errors)) == (422, 1)
    done = wrong.submit({"current": PASSPHRASE})
    assert done.h1 == "Gem genopretningskoden"
    assert deputy.get("/stab/indbakke").location == "/stab/indbakke/laas-op"
    assert deputy.get("/stab/indbakke/noegle").location == "/stab/indbakke/laas-op"
    assert "intet kodeord endnu" in br.get("/stab/indbakke/noegle").text


def test_the_code_is_renewed_after_a_question(two: tuple[Any, Any]) -> None:
    br, _deputy = two
    asked = br.get("/stab/indbakke/noegle").click("Lav en ny genopretningskode")
    assert "holder op med at virke" in asked.text
    assert asked.submit({"current": PASSPHRASE}).h1 == "Gem genopretningskoden"


def test_the_deputy_changes_her_own_and_decides_over_nobody(two: tuple[Any, Any]) -> None:
    br, deputy = two
    page = deputy.get("/stab/indbakke/noegle", status=200)
    assert "Afslut adgangen" not in page.text
    deputy.get(f"/stab/indbakke/noegle/{br.user_id}/slut", status=404)
    deputy.get("/stab/indbakke/noegle/genopretning", status=404)
    form = page.click("Skift mit kodeord")
    short = form.submit({"current": "stedfortræderens eget", "passphrase": "kort", "again": "kort"})
    assert (short.status, len(short.errors)) == (422, 1)
    done = short.submit({"current": "stedfortræderens eget", "passphrase": NEW, "again": NEW}).follow()
    assert "nyt kodeord" in done.text
