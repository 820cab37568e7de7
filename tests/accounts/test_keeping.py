"""Whose account it is: only the municipality that looks after it resets, closes and opens it; others give and end roles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from conftest import HOME, NEIGHBOUR
from factories import make_grant, make_user
from flask import Flask
from sqlalchemy import text

from værdig.access.roles import Role
from værdig.accounts import personal_data, queries, service
from værdig.accounts.models import StaffUser
from værdig.clock import today
from værdig.db import db, migrate, tenant, transaction
from værdig.errors import UserError

ELSEWHERE = "Kontoen hører til i Vallensbæk Kommune."
THIRD = "ishoej"


def of_neighbour(*roles: str) -> StaffUser:
    with tenant(NEIGHBOUR):
        return make_user(*roles)


def refused_here(user: StaffUser) -> None:
    for deed in (
        lambda: service.reset_link(user),
        lambda: service.set_active(user, active=False),
        lambda: service.set_active(user, active=True),
    ):
        with pytest.raises(UserError, match=ELSEWHERE):
            deed()
    assert user.active


def test_a_role_here_gives_no_power_over_an_account_of_elsewhere(context: Flask) -> None:
    user = of_neighbour("leder")
    service.invite("Hvem som helst", user.email, "", Role.SKRANKE, from_elsewhere=True)
    refused_here(user)
    with tenant(NEIGHBOUR):
        assert service.reset_link(user)
        service.set_active(user, active=False)


def test_a_role_said_to_have_begun_long_ago_takes_over_nothing(context: Flask) -> None:
    user = of_neighbour()
    with tenant(NEIGHBOUR):
        service.grant(user, Role.DPO, today() + timedelta(days=20), None)
    service.grant(user, Role.SKRANKE, today().replace(year=2001), None)
    refused_here(user)


def test_an_account_without_a_note_of_its_home_belongs_to_its_earliest_role(context: Flask) -> None:
    user = of_neighbour("leder")
    with transaction():
        user.home_id = None
    service.grant(user, Role.SKRANKE, today().replace(year=2001), None)
    assert user.home_id == NEIGHBOUR
    refused_here(user)


def test_whoever_has_left_is_looked_after_where_she_works_now(context: Flask, freeze: Any) -> None:
    freeze("2026-01-10 10:00")
    user = of_neighbour("leder")
    service.grant(user, Role.SKRANKE, today(), None)
    with tenant(NEIGHBOUR):
        service.end_grant(user, queries.granted(user.id)[0].id)
    freeze("2026-02-08 10:00")
    refused_here(user)
    freeze("2026-02-09 10:00")
    assert service.reset_link(user)
    with tenant(NEIGHBOUR), pytest.raises(UserError, match="Kontoen hører til i Albertslund Kommune"):
        service.reset_link(user)


def test_a_third_municipality_cannot_pass_by_the_one_she_has_moved_to(context: Flask, freeze: Any) -> None:
    from værdig.municipality import service as municipalities

    municipalities.create(THIRD, "Ishøj Kommune")
    freeze("2026-01-10 10:00")
    user = of_neighbour()
    service.grant(user, Role.LEDER, today(), None)
    with tenant(THIRD):
        service.grant(user, Role.LEDER, today().replace(year=2001), None)
        with pytest.raises(UserError, match="Albertslund Kommune"):
            service.reset_link(user)


def test_nobody_closes_the_last_administrator_of_another_municipality(context: Flask) -> None:
    user = make_user("leder")
    make_grant(user.id, "administrator", NEIGHBOUR)
    with pytest.raises(UserError, match="mindst én administrator"):
        service.set_active(user, active=False)


def test_nobody_is_made_nameless_by_another_municipality(context: Flask) -> None:
    user = of_neighbour("leder")
    make_grant(user.id, "skranke", HOME)
    service.end_grant(user, queries.granted(user.id)[0].id)
    with tenant(NEIGHBOUR):
        service.end_grant(user, queries.granted(user.id)[0].id)
    with pytest.raises(UserError, match=ELSEWHERE):
        personal_data.erase(user.email)


def test_the_page_of_such_a_user_says_who_can_help_and_offers_nothing_else(app: Flask, staff: Any) -> None:
    with app.app_context():
        user = of_neighbour("leder")
        make_grant(user.id, "skranke", HOME)
        address = f"/stab/brugere/{user.id}"
    administrator = staff("administrator")
    page = administrator.get(address, status=200)
    assert ELSEWHERE in page.text
    assert "Kun en administrator dér" in page.text
    assert "Luk kontoen" not in page.text
    assert "Lav link" not in page.text
    form = page.form("Giv rollen")
    for way in ("nyt-link", "luk", "aabn"):
        form.tag["action"] = f"{address}/{way}"
        refused = form.submit({})
        assert refused.status == 400
        assert ELSEWHERE in refused.text
        assert "/stab/velkommen/" not in refused.text
    assert ELSEWHERE in administrator.get(f"{address}/luk").text
    own = staff("administrator", municipality=NEIGHBOUR).get(address, status=200)
    assert "Luk kontoen" in own.text
    assert own.submit({}, form="Lav link til ny adgangskode").h1 == "Linket vises kun nu"


def test_accounts_from_before_belong_where_they_were_made_or_have_their_earliest_role(engine_app: Flask) -> None:
    with engine_app.app_context(), tenant(HOME):
        invited, _token = service.invite("Ane", "ane@example.dk", "", Role.LEDER)
        unknown = make_user("leder")
        make_grant(invited.id, "leder", NEIGHBOUR)  # said to have begun long before
        with tenant(NEIGHBOUR):
            service.grant(unknown, Role.LEDER, today(), None)
        with transaction():
            invited.home_id = unknown.home_id = None
        ids, core = {invited.id, unknown.id}, migrate.core_owner()
        db.session.remove()
        migrate.downgrade(core, "0010")
        migrate.upgrade(core)
        homes = {row.id: row.home_id for row in db.session.execute(text("SELECT id, home_id FROM staff_user"))}
        assert homes == dict.fromkeys(ids, HOME)
