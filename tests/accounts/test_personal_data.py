"""What is kept of staff: on record with its number, given out, and made nameless when no role needs the name."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import NEIGHBOUR, signed_in
from factories import make_grant, make_user
from flask import Flask

from værdig import audit
from værdig.accounts import personal_data, queries, service
from værdig.accounts import sample as people
from værdig.clock import today
from værdig.db import tenant
from værdig.demo import SampleContext
from værdig.errors import UserError


def test_the_record_tells_of_staff_accounts_how_many_and_how_long(app: Flask) -> None:
    page = signed_in(app, "dpo").get("/stab/personoplysninger", status=200)
    row = next(row for row in page.soup.select("tbody tr") if "Ansatte og politikere" in row.get_text())
    with app.app_context(), tenant("albertslund"):
        assert row.find_all("td")[-1].get_text(strip=True) == str(personal_data.count())
    assert "Så længe personen har en rolle" in row.get_text()
    assert "Tælles ikke her" in page.text, "of citizens there is no number"


def test_a_member_of_staff_gets_what_is_kept_of_her(context: Flask) -> None:
    user = make_user("leder", name="Ane Andersen")
    (row,) = personal_data.export(user.email.upper())
    assert (row["name"], row["roles"][0]["role"]) == ("Ane Andersen", "leder")
    assert personal_data.export("fremmed@example.dk") == []
    with tenant(NEIGHBOUR):
        assert personal_data.export(user.email) == []


def test_nobody_is_made_nameless_while_she_has_a_role_anywhere(context: Flask) -> None:
    user = make_user("leder")
    make_grant(user.id, "dpo", NEIGHBOUR)
    service.end_grant(user, queries.granted(user.id)[0].id)
    with pytest.raises(UserError, match="har stadig en rolle"):
        personal_data.erase(user.email)


def test_a_nameless_account_cannot_be_used_and_leaves_the_log_whole(context: Flask) -> None:
    user = make_user("leder", name="Ane Andersen")
    email = user.email
    service.end_grant(user, queries.granted(user.id)[0].id)
    assert personal_data.erase(email) == 1
    assert queries.by_email(email) is None
    assert (user.name, user.active, user.password) == ("Slettet bruger", False, None)
    assert audit.verify().wrong == ()
    assert personal_data.erase(email) == 0


def test_the_example_has_people_of_the_second_municipality_only(app: Flask) -> None:
    told: dict[str, Any] = {}
    with app.app_context():
        for _time in range(2):
            with tenant("albertslund"):
                people.load_neighbours(SampleContext(today=today(), told=told))
        with tenant("albertslund"):
            assert queries.users_here() == []
        with tenant(NEIGHBOUR):
            assert {user.email for user in queries.users_here()} == {each["email"] for each in told["users"]}
