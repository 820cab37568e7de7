"""A deputy for a time: chosen by the borgerraadgiver, ended by the calendar at Danish midnight, whatever keys she holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from complaints.given import PASSPHRASE, STORY, again, received, see_again
from factories import make_user
from flask import Flask

from værdig import audit
from værdig.clock import today
from værdig.complaints import shares
from værdig.complaints.deputies import service
from værdig.db import transaction
from værdig.errors import UserError
from værdig.i18n import format_date

CHOOSE = "/stab/indbakke/stedfortraeder"
WORDS = "stedfortræderens eget kodeord"


def choose(br: Any, user_id: str, first: str, last: str) -> Any:
    return br.get(CHOOSE).submit({"user_id": user_id, "first": first, "last": last}, form="Vælg som stedfortræder")


@pytest.mark.parametrize(
    ("before", "begins", "last_minute", "over", "first", "last"),
    [
        ("2026-11-02 22:58", "2026-11-02 23:01", "2026-11-02 23:10", "2026-11-03 23:01", "3.11.2026", "3.11.2026"),
        ("2026-07-06 21:58", "2026-07-06 22:01", "2026-07-06 22:10", "2026-07-07 22:01", "7.7.2026", "7.7.2026"),
    ],
)
def test_it_begins_and_ends_at_danish_midnight(
    context: Flask,
    staff: Any,
    freeze: Any,
    before: str,
    begins: str,
    last_minute: str,
    over: str,
    first: str,
    last: str,
) -> None:
    freeze(before)
    br = staff("borgerraadgiver")
    br.get("/stab/indbakke/ny-noegle").submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    case, _code = received()
    deputy = staff("dpo")
    assert choose(br, deputy.user_id, first, last).status == 302
    assert deputy.get("/stab/indbakke").status == 404, "not yet"
    freeze(begins)
    assert deputy.get("/stab/indbakke").status == 302, "she may unlock it"
    freeze(last_minute)
    assert deputy.get("/stab/i-dag/borgerraadgiver").status == 200
    freeze(over)
    gone = staff("dpo")
    for address in ("/stab/indbakke", f"/stab/indbakke/{case.id}", "/stab/i-dag/borgerraadgiver"):
        assert gone.get(address).status == 404


def test_with_the_inbox_unlocked_it_ends_all_the_same(context: Flask, staff: Any, freeze: Any) -> None:
    freeze("2026-11-03 22:40")
    br, deputy = staff("borgerraadgiver"), staff("dpo")
    made = br.get("/stab/indbakke/ny-noegle").submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    code = made.soup.select_one(".return-code").get_text(strip=True)
    see_again()
    case, _code = received()
    assert choose(br, deputy.user_id, "3.11.2026", "3.11.2026").status == 302
    deputy.get("/stab/indbakke/genopret").submit({"code": code, "passphrase": WORDS, "again": WORDS})
    assert STORY in deputy.get(f"/stab/indbakke/{case.id}").text
    freeze("2026-11-03 22:59")
    writing = deputy.get(f"/stab/indbakke/{case.id}/svar")
    assert writing.status == 200
    freeze("2026-11-03 23:00")
    assert deputy.get(f"/stab/indbakke/{case.id}").status == 404
    assert writing.submit({"text": "For sent."}).status == 404
    assert again(case).messages == []


def _with_way_in(staff: Any, freeze: Any) -> tuple[Any, Any]:
    """Return the browsers of a borgerraadgiver and of her deputy of one day, who has a pass phrase of her own."""
    freeze("2026-11-03 21:00")
    br, deputy = staff("borgerraadgiver"), staff("dpo")
    made = br.get("/stab/indbakke/ny-noegle").submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    code = made.soup.select_one(".return-code").get_text(strip=True)
    see_again()
    assert choose(br, deputy.user_id, "3.11.2026", "3.11.2026").status == 302
    deputy.get("/stab/indbakke/genopret").submit({"code": code, "passphrase": WORDS, "again": WORDS})
    see_again()
    assert shares.share_of(shares.PASSPHRASE, deputy.user_id) is not None
    return br, deputy


def test_her_key_is_deleted_when_her_time_is_over_and_not_before(context: Flask, staff: Any, freeze: Any) -> None:
    br, deputy = _with_way_in(staff, freeze)
    freeze("2026-11-03 22:59")
    assert service.shut_out_the_over(today()) == 0, "the day is hers"
    freeze("2026-11-03 23:00")
    assert service.shut_out_the_over(today()) == 1
    assert service.shut_out_the_over(today()) == 0
    assert shares.share_of(shares.PASSPHRASE, deputy.user_id) is None
    assert shares.share_of(shares.PASSPHRASE, br.user_id) is not None
    assert len(audit.entries_about("inbox", deputy.user_id, "inbox.deputy_ended")) == 1


def test_her_key_goes_at_once_when_her_time_is_ended_before(context: Flask, staff: Any, freeze: Any) -> None:
    br, deputy = _with_way_in(staff, freeze)
    br.get(CHOOSE).submit(button="Afslut for " + br.get(CHOOSE).soup.select_one("main tbody th").get_text())
    see_again()
    assert shares.share_of(shares.PASSPHRASE, deputy.user_id) is None
    assert deputy.get("/stab/indbakke").status == 404


def test_the_last_way_in_is_never_deleted(context: Flask, staff: Any, freeze: Any) -> None:
    br, deputy = _with_way_in(staff, freeze)
    with transaction():
        shares.forget(shares.RECOVERY)
        shares.forget(shares.PASSPHRASE, br.user_id)
    freeze("2026-11-03 23:00")
    assert service.shut_out_the_over(today()) == 0
    assert shares.share_of(shares.PASSPHRASE, deputy.user_id) is not None
    assert audit.entries_about("inbox", deputy.user_id, "inbox.deputy_ended") == []


def test_the_borgerraadgiver_sees_until_when_and_ends_it_before(context: Flask, br: Any, staff: Any) -> None:
    deputy = staff("dpo")
    choose(br, deputy.user_id, "1.1.2015", "31.12.2099")
    refused = br.get(CHOOSE)
    assert "Der er ingen stedfortræder." in refused.text, "a year is the longest"
    see_again()
    last = today() + timedelta(days=3)
    assert choose(br, deputy.user_id, _typed(today()), _typed(last)).status == 302
    assert f"til og med {format_date(last)}" in br.get("/stab/indbakke/noegle").text
    assert deputy.get("/stab/indbakke").status == 302
    page = br.get(CHOOSE)
    page.submit(button="Afslut for " + page.soup.select_one("main tbody th").get_text())
    assert deputy.get("/stab/indbakke").status == 404
    entry = audit.entries_about("inbox", deputy.user_id, "inbox.deputy_ended")
    assert len(entry) == 1


def _typed(day: Any) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def test_a_leader_cannot_be_chosen_nor_dates_that_cannot_be(context: Flask, br: Any, staff: Any) -> None:
    leader = make_user("leder")
    see_again()
    other = make_user("dpo")
    see_again()
    offered = br.get(CHOOSE).text
    assert leader.name not in offered, "nobody is offered who would be refused"
    assert other.name in offered
    with pytest.raises(UserError, match="både leder og borgerrådgiver"):
        service.choose(leader.id, today(), today())
    page = choose(br, other.id, "2.12.2099", "1.12.2099")
    assert "Slutdatoen ligger før" in " ".join(page.errors)


def test_nobody_else_chooses(context: Flask, br: Any, staff: Any) -> None:
    for role in ("stedfortraeder", "leder", "administrator"):
        assert staff(role).get(CHOOSE).status == 404
