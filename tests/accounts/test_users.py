"""Users: invited by a one-time link, granted dated roles, never on both sides, signed out when closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from factories import make_user
from flask import Flask
from sqlalchemy import select

from værdig import audit, clock
from værdig.access.current import grants_of
from værdig.access.models import RoleGrant
from værdig.access.roles import Role
from værdig.accounts import queries, service
from værdig.accounts.models import PasswordLink
from værdig.db import db, tenant
from værdig.errors import NotYours, UserError

GOOD = "en hest løber i regnen"


def test_an_invitation_is_used_once(context: Flask) -> None:
    user, token = service.invite("Ane", "Ane@Example.dk", "Jobcentret", Role.LEDER)
    assert token is not None
    service.choose_password(token, GOOD)
    assert user.password is not None
    assert user.password.startswith("$argon2id$")
    assert GOOD not in user.password
    with pytest.raises(UserError, match="brugt"):
        service.choose_password(token, GOOD)
    assert token.encode() not in [link.digest for link in db.session.scalars(select(PasswordLink))]


def test_an_invitation_expires(context: Flask, freeze: Any) -> None:
    freeze("2026-01-01 10:00")
    _user, token = service.invite("Ane", "ane@example.dk", "", Role.LEDER)
    freeze("2026-01-08 10:01")
    assert token is not None
    with pytest.raises(UserError):
        service.user_of_link(token)


@pytest.mark.parametrize("one", [Role.BORGERRAADGIVER, Role.STEDFORTRAEDER])
@pytest.mark.parametrize("other", [Role.LEDER, Role.SVARANSVARLIG_LEDER])
def test_nobody_is_on_both_sides_in_any_municipality(app: Flask, one: Role, other: Role) -> None:
    with app.app_context():
        with tenant("albertslund"):
            user = make_user(one)
        with tenant("vallensbaek"), pytest.raises(UserError, match="både leder og borgerrådgiver"):
            service.grant(user, other, clock.today(), None)


def test_a_future_role_counts_when_sides_are_compared(context: Flask) -> None:
    user = make_user()
    service.grant(user, Role.LEDER, clock.today() + timedelta(days=30), None)
    with pytest.raises(UserError):
        service.grant(user, Role.BORGERRAADGIVER, clock.today(), None)


def test_a_role_that_would_be_over_already_is_refused(context: Flask, freeze: Any) -> None:
    freeze("2026-04-01 10:00")
    with pytest.raises(UserError, match="allerede være slut") as caught:
        service.grant(make_user(), Role.DPO, date(2026, 3, 1), date(2026, 3, 31))
    assert caught.value.field == "valid_to"


def test_what_to_think_of_is_told_before_a_role_is_given(app: Flask, staff: Any) -> None:
    administrator = staff("administrator")
    with app.app_context(), tenant("albertslund"):
        user = make_user(Role.BORGERRAADGIVER)
        address = f"/stab/brugere/{user.id}"
    administrator.get(address).click("Luk kontoen").submit({}).follow()
    page = administrator.get(address)
    assert "En rolle kan først bruges, når kontoen er åbnet igen." in page.text
    asked = page.submit({"role": "skranke", "valid_from": "2026-01-01"}, form="Giv rollen")
    told = [line.get_text(strip=True) for line in asked.soup.select("main .alert li")]
    assert told[0].startswith("Borgerrådgiveren står uden for forvaltningen (kommunestyrelsesloven § 65 e).")
    assert "Borgerrådgiver, Skranke og telefon" in told[0]
    assert told[1:] == [
        "Kontoen er lukket. Rollen kan først bruges, når kontoen er åbnet igen.",
        "Startdatoen er gået. Rollen kan kun bruges fra i dag.",
        "Har allerede her: Borgerrådgiver.",
    ]
    with app.app_context(), tenant("albertslund"):
        assert [each.role for each in queries.granted(user.id)] == [Role.BORGERRAADGIVER], "it was only asked"


def test_ones_own_role_is_not_said_to_be_easily_given_again(app: Flask, staff: Any) -> None:
    administrator = staff("administrator")
    with app.app_context(), tenant("albertslund"):
        (me,) = queries.holders(Role.ADMINISTRATOR)
        other = make_user(Role.LEDER)
        mine, hers = (queries.granted(user.id)[0].id for user in (me, other))
    asked = administrator.get(f"/stab/brugere/{me.id}/roller/{mine}/slut")
    assert "Kun en anden administrator kan give dig den igen." in asked.text
    assert "Du kan give den igen bagefter." in administrator.get(f"/stab/brugere/{other.id}/roller/{hers}/slut").text


def test_an_account_of_elsewhere_is_given_a_role_only_when_that_is_agreed(app: Flask, staff: Any) -> None:
    with app.app_context(), tenant("vallensbaek"):
        user = make_user("analytiker", name="Ane Andersen", unit="Jobcenter Vallensbæk")
        user_id, email = user.id, user.email
    given = {"name": "Hvem Som Helst", "email": email.upper(), "role": "skranke"}
    asked = staff("administrator").get("/stab/brugere/ny").submit(given)
    assert asked.h1 == "Vil du give rollen Skranke og telefon til en, der har en konto i en anden kommune?"
    assert "Kontoen beholder sit navn" in asked.text
    for hidden in ("Ane Andersen", "Jobcenter Vallensbæk", "Analytiker", "Vallensbæk Kommune"):
        assert hidden not in asked.text
    with app.app_context(), tenant("albertslund"):
        assert not queries.is_here(user_id), "it was only asked"
        with pytest.raises(UserError, match="i en anden kommune"):
            service.invite("Hvem Som Helst", email, "", Role.SKRANKE)
    page = asked.submit({}).follow()
    assert page.h1 == "Ane Andersen"
    assert "Ane Andersen har fået rollen Skranke og telefon." in page.text
    assert "Analytiker" not in page.soup.select_one("main .alert").get_text()
    assert "Analytiker" not in page.soup.select_one("main table").get_text()
    assert "Analytiker" not in page.submit({"role": "dpo", "valid_from": "2026-01-01"}, form="Giv rollen").text


def test_the_borgerraadgivers_independence_is_told_before_a_role_is_given_from_elsewhere(
    app: Flask, staff: Any
) -> None:
    with app.app_context(), tenant("vallensbaek"):
        email = make_user(Role.BORGERRAADGIVER).email
    form = staff("administrator").get("/stab/brugere/ny")
    asked = form.submit({"name": "Ane", "email": email, "role": "skranke"})
    assert "Borgerrådgiveren står uden for forvaltningen" in asked.text
    refused = form.submit({"name": "Ane", "email": email, "role": "leder"})
    assert "både leder og borgerrådgiver" in " ".join(refused.errors)


def test_roles_hold_between_their_dates(context: Flask, freeze: Any) -> None:
    freeze("2026-02-01 10:00")
    user = make_user()
    service.grant(user, Role.DPO, date(2026, 3, 1), date(2026, 3, 31))
    for day, holds in (("2026-02-28", 0), ("2026-03-01", 1), ("2026-03-31", 1), ("2026-04-01", 0)):
        freeze(f"{day} 10:00")
        assert len(grants_of(user.id)) == holds


def test_an_ended_role_holds_no_longer_today(context: Flask) -> None:
    user = make_user("leder")
    grant = db.session.scalar(select(RoleGrant).where(RoleGrant.user_id == user.id))
    assert grant is not None
    service.end_grant(user, grant.id)
    assert grants_of(user.id) == []
    assert [entry.action for entry in audit.entries_about("staff_user", user.id)] == ["accounts.grant_ended"]


def test_another_municipalitys_users_are_not_found(app: Flask) -> None:
    with app.app_context():
        with tenant("vallensbaek"):
            user = make_user("leder")
        with tenant("albertslund"), pytest.raises(NotYours):
            queries.user_here(user.id)


def test_the_administrators_pages(app: Flask, staff: Any) -> None:
    administrator = staff("administrator")
    administrator.get("/stab/brugere", status=200)
    form = administrator.get("/stab/brugere/ny", status=200)
    page = form.submit({"name": "Bo Berg", "email": "bo@example.dk", "unit": "Borgerservice", "role": "skranke"})
    assert page.h1 == "Linket vises kun nu"
    with app.app_context(), tenant("albertslund"):
        user = queries.by_email("bo@example.dk")
        assert user is not None
        address = f"/stab/brugere/{user.id}"
    page = administrator.get(address, status=200)
    assert page.h1 == "Bo Berg"
    asked = page.submit({"role": "leder", "valid_from": "2026-01-01"}, form="Giv rollen")
    assert asked.h1 == "Vil du give Bo Berg rollen Leder?"
    assert "Afslut Leder" not in asked.click("Fortryd").text
    page = asked.submit({}).follow()
    asked = page.click("Afslut Leder")
    assert asked.h1 == "Vil du afslutte rollen Leder for Bo Berg?"
    page = asked.submit({}).follow()
    assert "har ikke længere rollen Leder" in page.text
    asked = page.click("Luk kontoen")
    assert "alle kommuner" in asked.text
    page = asked.submit({}).follow()
    assert page.click("Åbn kontoen igen").submit({}).follow().text.count("Kontoen er åben igen.") == 1
    wrong = administrator.get("/stab/brugere/ny").submit({"name": "", "email": "ikke en e-mail"})
    assert wrong.form("Lav invitationen").values["email"] == "ikke en e-mail"
    assert len(wrong.errors) == 3


def test_signing_in_and_out(app: Flask, client: Any) -> None:
    with app.app_context(), tenant("albertslund"):
        _user, token = service.invite("Ane", "ane@example.dk", "Jobcentret", Role.LEDER)
        service.choose_password(str(token), GOOD)
    wrong = client.get("/stab/log-ind").submit({"email": "ane@example.dk", "password": "forkert kodeord"})
    assert "E-mail eller adgangskode er forkert." in " ".join(wrong.errors)
    assert wrong.form("Log ind").values["email"] == "ane@example.dk"
    home = wrong.submit({"email": "ANE@example.dk", "password": GOOD}).follow()
    assert "Ane" in home.text
    assert client.get("/stab/brugere").status == 404
    with app.app_context(), tenant("albertslund"):
        user = queries.by_email("ane@example.dk")
        assert user is not None
        assert "accounts.signed_in" in [entry.action for entry in audit.entries_about("staff_user", user.id)]
        service.set_active(user, active=False)
    assert client.get("/stab/").status == 302


def test_signing_out_ends_the_session(staff: Any) -> None:
    home = staff("leder").get("/stab/", status=200)
    home.submit({}, form="Log af")
    assert home.browser.get("/stab/").status == 302


def test_the_link_page_and_a_used_link(app: Flask, client: Any) -> None:
    with app.app_context(), tenant("albertslund"):
        _user, token = service.invite("Ane", "ane@example.dk", "", Role.LEDER)
    page = client.get(f"/stab/velkommen/{token}")
    unequal = page.submit({"password": GOOD, "again": "noget helt andet her"})
    assert "ikke ens" in " ".join(unequal.errors)
    unequal.submit({"password": GOOD, "again": GOOD})
    assert "brugt" in client.get(f"/stab/velkommen/{token}").text


def test_the_last_administrator_stays(context: Flask) -> None:
    user, token = service.invite("Ane", "ane@example.dk", "", Role.ADMINISTRATOR)
    service.choose_password(str(token), GOOD)
    held = queries.granted(user.id)[0]
    with pytest.raises(UserError, match="mindst én administrator"):
        service.end_grant(user, held.id)
    with pytest.raises(UserError, match="mindst én administrator"):
        service.set_active(user, active=False)
    other, token = service.invite("Bo", "bo@example.dk", "", Role.ADMINISTRATOR)
    service.choose_password(str(token), GOOD)
    service.end_grant(user, held.id)
    assert [each.id for each in queries.holders(Role.ADMINISTRATOR)] == [other.id]


def test_nobody_gives_herself_a_role(staff: Any) -> None:
    administrator = staff("administrator")
    page = administrator.get(f"/stab/brugere/{administrator.user_id}")
    refused = page.submit({"role": "leder", "valid_from": "2026-01-01"}, form="Giv rollen")
    assert "ikke give dig selv en rolle" in " ".join(refused.errors)


@pytest.mark.parametrize("year", ["1700", "1999", "9999"])
def test_a_year_that_can_only_be_a_slip_is_refused(staff: Any, year: str) -> None:
    administrator = staff("administrator")
    page = administrator.get(f"/stab/brugere/{administrator.user_id}")
    for dates in ({"valid_from": f"01.01.{year}"}, {"valid_from": "01.01.2026", "valid_to": f"01.01.{year}"}):
        refused = page.submit({"role": "dpo", **dates}, form="Giv rollen")
        assert "Skriv et år mellem 2000 og" in " ".join(refused.errors)
        assert year in str(refused.form("Giv rollen").values)


def test_a_role_that_has_not_begun_can_be_removed(app: Flask, staff: Any) -> None:
    administrator = staff("administrator")
    with app.app_context(), tenant("albertslund"):
        user = make_user("skranke")
        service.grant(user, Role.ADMINISTRATOR, clock.today() + timedelta(days=9), None)
        address = f"/stab/brugere/{user.id}"
    asked = administrator.get(address).click("Fjern Administrator")
    assert asked.h1.startswith("Vil du fjerne rollen Administrator")
    assert "Administrator" not in asked.submit({}).follow().soup.select_one("main table").get_text()


def test_a_role_she_has_is_not_given_again_for_the_same_days(app: Flask, staff: Any, freeze: Any) -> None:
    freeze("2026-03-02 10:00")
    administrator = staff("administrator")
    with app.app_context(), tenant("albertslund"):
        user = make_user(name="Bo Berg")
        service.grant(user, Role.LEDER, date(2026, 4, 1), date(2026, 6, 30))
        service.grant(user, Role.DPO, date(2026, 4, 1), None)
        address = f"/stab/brugere/{user.id}"
    page = administrator.get(address)
    for days in (("2026-06-30", ""), ("2026-03-02", "2026-04-01"), ("2026-05-01", "2026-05-02")):
        values = {"role": "leder", "valid_from": days[0], "valid_to": days[1]}
        told = " ".join(page.submit(values, form="Giv rollen").errors)
        assert "Bo Berg har rollen Leder fra den 1. april 2026 til og med den 30. juni 2026." in told
    told = " ".join(page.submit({"role": "dpo", "valid_from": "2027-01-01"}, form="Giv rollen").errors)
    assert "fra den 1. april 2026 og uden slutdato" in told
    beside = page.submit({"role": "leder", "valid_from": "2026-07-01"}, form="Giv rollen")
    assert beside.h1 == "Vil du give Bo Berg rollen Leder?"


def test_the_message_after_a_period_says_what_she_still_has(app: Flask, staff: Any) -> None:
    administrator = staff("administrator")
    with app.app_context(), tenant("albertslund"):
        user = make_user("skranke", "skranke", name="Bo Berg")
        later = clock.today() + timedelta(days=9)
        service.grant(user, Role.DPO, later, None)
        first = next(each for each in queries.granted(user.id) if each.role == Role.SKRANKE)
        address = f"/stab/brugere/{user.id}"
    page = administrator.get(f"{address}/roller/{first.id}/slut").submit({}).follow()
    assert "Bo Berg har stadig rollen Skranke og telefon i dag." in page.text
    page = page.click("Fjern Databeskyttelsesrådgiver").submit({}).follow()
    assert "Bo Berg får ikke rollen Databeskyttelsesrådgiver fra den" in page.text
    assert "ikke længere" not in page.text
    page = page.click("Afslut Skranke og telefon").submit({}).follow()
    assert "Bo Berg har ikke længere rollen Skranke og telefon." in page.text


def test_whoever_loses_a_role_of_today_is_still_listed(app: Flask, staff: Any) -> None:
    administrator = staff("administrator")
    given = {"name": "Bo Berg", "email": "bo@example.dk", "role": "skranke"}
    administrator.get("/stab/brugere/ny").submit(given)
    page = administrator.get("/stab/brugere").click("Bo Berg").click("Afslut Skranke og telefon")
    page = page.submit({}).follow()
    assert page.h1 == "Bo Berg"
    assert "har ikke længere rollen" in page.text
    assert "Ingen roller." in page.text
    assert "Bo Berg" in administrator.get("/stab/brugere").text
    assert "er her allerede" in " ".join(administrator.get("/stab/brugere/ny").submit(given).errors)


def test_whoever_came_and_went_today_leads_back_to_the_list(app: Flask, staff: Any) -> None:
    with app.app_context():
        with tenant("vallensbaek"):
            user = make_user("analytiker", name="Ane Andersen")
        with tenant("albertslund"):
            service.grant(user, Role.SKRANKE, clock.today(), None)
        address = f"/stab/brugere/{user.id}"
    page = staff("administrator").get(address).click("Afslut Skranke og telefon").submit({}).follow()
    assert page.status == 200
    assert page.h1 == "Brugere"
    assert "Ane Andersen har ikke længere rollen Skranke og telefon." in page.text


def test_whoever_ends_her_own_right_to_this_page_is_led_home(app: Flask, staff: Any) -> None:
    administrator = staff("administrator", "dpo")
    with app.app_context(), tenant("albertslund"):
        _other, token = service.invite("Ane", "ane@example.dk", "", Role.ADMINISTRATOR)
        service.choose_password(str(token), GOOD)
    page = administrator.get(f"/stab/brugere/{administrator.user_id}").click("Afslut Administrator").submit({}).follow()
    assert page.status == 200
    assert page.h1 == "Min side"
    assert "har ikke længere rollen Administrator" in page.text


def test_a_role_that_has_ended_is_not_ended_again(context: Flask) -> None:
    user = make_user("leder")
    grant_id = queries.granted(user.id)[0].id
    service.end_grant(user, grant_id)
    with pytest.raises(NotYours):
        service.end_grant(user, grant_id)


@pytest.mark.parametrize("weak", ["aaaaaaaaaaaa", "ane er min egen adgangskode"])
def test_a_pass_word_that_is_easily_guessed_is_refused(context: Flask, weak: str) -> None:
    _user, token = service.invite("Ane", "ane@example.dk", "", Role.LEDER)
    with pytest.raises(UserError, match="let at gætte"):
        service.choose_password(str(token), weak)


def test_an_e_mail_that_is_here_already_is_not_invited_again(context: Flask) -> None:
    service.invite("Ane", "ane@example.dk", "", Role.UDVALGSMEDLEM)
    with pytest.raises(UserError, match="er her allerede"):
        service.invite("En helt anden", "ANE@example.dk", "", Role.LEDER)


def test_a_copy_of_the_cookie_opens_nothing_after_signing_out(app: Flask, staff: Any) -> None:
    browser = staff("leder")
    home = browser.get("/stab/", status=200)
    copy = app.test_client()
    copy.set_cookie("vaerdig_stab", browser.get_cookie("vaerdig_stab", path="/stab").value, path="/stab")
    assert copy.get("/stab/").status == 200
    home.submit({}, form="Log af")
    assert copy.get("/stab/").status == 302
