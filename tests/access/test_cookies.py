"""The two cookies: confined, sealed, of no use on the other side; the staff's runs out, the citizens' carries no time."""

from __future__ import annotations

from http.cookies import Morsel, SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from conftest import make_app
from flask import Flask
from flask.sessions import SessionMixin

from værdig.sessions import CITIZEN_COOKIE, STAFF_COOKIE

STAFF_PAGE, CITIZEN_PAGE = "/stab/log-ind", "/svar"


def cookies_set(answer: Any) -> dict[str, Morsel[str]]:
    """Return the cookies an answer sets, by name."""
    jar: SimpleCookie = SimpleCookie()
    for line in answer.headers.getlist("Set-Cookie"):
        jar.load(line)
    return dict(jar)


def opened(app: Flask, address: str, **cookies: str) -> SessionMixin:
    """Return the session that a request with these cookies gets."""
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with app.test_request_context(address, headers={"Cookie": header}) as request:
        session = app.session_interface.open_session(app, request.request)
    assert session is not None
    return session


@pytest.mark.parametrize(
    ("address", "name", "path"), [(STAFF_PAGE, STAFF_COOKIE, "/stab"), (CITIZEN_PAGE, CITIZEN_COOKIE, "/")]
)
def test_each_side_sets_its_own_cookie_and_no_other(client: Any, address: str, name: str, path: str) -> None:
    cookies = cookies_set(client.get(address, status=200))
    assert set(cookies) == {name}
    assert cookies[name]["path"] == path
    assert cookies[name]["httponly"]
    assert cookies[name]["samesite"] == "Lax"
    assert not cookies[name]["secure"]
    assert not cookies[name]["domain"]
    assert not cookies[name]["expires"]
    assert not cookies[name]["max-age"]


def test_over_https_both_cookies_are_for_https_only(tmp_path: Path) -> None:
    app = make_app(tmp_path, secure_cookies=True)
    for address in (STAFF_PAGE, CITIZEN_PAGE):
        with app.test_request_context(address):
            session = app.session_interface.open_session(app, app.request_class({}))
            assert session is not None
            session["anything"] = 1
            answer = app.response_class()
            app.session_interface.save_session(app, session, answer)
            assert [morsel["secure"] for morsel in cookies_set(answer).values()] == [True]


@pytest.mark.parametrize("address", ["/was", "/privatliv"])
def test_who_only_reads_gets_no_cookie(client: Any, address: str) -> None:
    assert cookies_set(client.get(address, status=200)) == {}


def test_a_cookie_tells_its_reader_nothing(client: Any) -> None:
    with client.session_transaction("/svar") as session:
        session["svarkode"] = "ABCD-EFGH"
    value = cookies_set_by(client, "/svar")
    assert "ABCD" not in value
    assert "svarkode" not in value


def cookies_set_by(client: Any, address: str, name: str = CITIZEN_COOKIE) -> str:
    """Return the value that the client's cookie has after a visit to `address`."""
    client.get(address)
    cookie = client.get_cookie(name, path="/stab" if name == STAFF_COOKIE else "/")
    assert cookie is not None
    return str(cookie.value)


def test_a_changed_cookie_is_an_empty_session(app: Flask, client: Any) -> None:
    value = cookies_set_by(client, CITIZEN_PAGE)
    assert dict(opened(app, CITIZEN_PAGE, **{CITIZEN_COOKIE: value}))
    for place in range(0, len(value) - 4, 7):
        letter = "B" if value[place] == "A" else "A"
        changed = value[:place] + letter + value[place + 1 :]
        assert not opened(app, CITIZEN_PAGE, **{CITIZEN_COOKIE: changed}), place
    for nonsense in ("", "x", "æøå", value[:-8], value[8:], "AAAA"):
        assert not opened(app, CITIZEN_PAGE, **{CITIZEN_COOKIE: nonsense})


def test_a_cookie_opens_nothing_on_the_other_side(app: Flask, staff: Any) -> None:
    browser = staff("administrator")
    at_work = cookies_set_by(browser, "/stab/", STAFF_COOKIE)
    as_citizen = cookies_set_by(browser, CITIZEN_PAGE)
    assert opened(app, "/stab/", **{STAFF_COOKIE: at_work})["_user_id"]
    assert not opened(app, CITIZEN_PAGE, **{CITIZEN_COOKIE: at_work})
    assert not opened(app, "/stab/", **{STAFF_COOKIE: as_citizen})
    assert not opened(app, CITIZEN_PAGE, **{STAFF_COOKIE: at_work})
    assert not opened(app, "/stab/", **{CITIZEN_COOKIE: as_citizen})


def test_another_installations_cookie_is_an_empty_session(app: Flask, client: Any, tmp_path: Path) -> None:
    other = make_app(tmp_path)
    assert not opened(other, CITIZEN_PAGE, **{CITIZEN_COOKIE: cookies_set_by(client, CITIZEN_PAGE)})


def test_a_cookie_that_opens_nothing_is_taken_away(client: Any) -> None:
    client.set_cookie(STAFF_COOKIE, "gammel", path="/stab")
    gone = cookies_set(client.get("/stab/", status=302))[STAFF_COOKIE]
    assert (gone["path"], gone.value, gone["max-age"]) == ("/stab", "", "0")


def test_staff_are_signed_out_after_an_hour_without_use(staff: Any, freeze: Any) -> None:
    freeze("2026-03-02 08:00")
    browser = staff("leder")
    for moment in ("2026-03-02 09:00", "2026-03-02 09:59", "2026-03-02 10:58"):  # each use begins a new hour
        freeze(moment)
        browser.get("/stab/", status=200)
    freeze("2026-03-02 11:59")
    browser.get("/stab/", status=302)
    freeze("2026-03-02 11:00")
    browser.get("/stab/", status=302)  # and the cookie is gone, not only refused


def test_the_time_is_a_setting(tmp_path: Path, freeze: Any) -> None:
    from conftest import fill, signed_in

    freeze("2026-03-02 08:00")
    app = make_app(tmp_path, staff_session_minutes=5)
    fill(app)
    browser = signed_in(app, "leder")
    freeze("2026-03-02 08:05")
    browser.get("/stab/", status=200)
    freeze("2026-03-02 08:11")
    browser.get("/stab/", status=302)


def test_what_staff_send_too_late_is_kept_on_a_page(staff: Any, freeze: Any) -> None:
    freeze("2026-03-02 08:00")
    browser = staff("administrator")
    form = browser.get("/stab/brugere/ny")
    freeze("2026-03-02 09:01")
    late = form.submit({"name": "Ane Ny", "email": "ane.ny@example.dk", "role": "leder"})
    assert late.status == 401
    assert "Ane Ny" in late.html


def test_a_citizens_cookie_carries_no_time(app: Flask, client: Any, freeze: Any) -> None:
    freeze("2026-03-02 08:00")
    first = dict(opened(app, CITIZEN_PAGE, **{CITIZEN_COOKIE: cookies_set_by(client, CITIZEN_PAGE)}))
    freeze("2026-03-02 20:47")
    later = dict(opened(app, CITIZEN_PAGE, **{CITIZEN_COOKIE: cookies_set_by(client, CITIZEN_PAGE)}))
    assert first == later
    assert set(first) == {"csrf_token"}
    freeze("2030-01-01 10:00")  # and it does not run out: she may take as long as she needs
    assert dict(opened(app, CITIZEN_PAGE, **{CITIZEN_COOKIE: cookies_set_by(client, CITIZEN_PAGE)})) == first


def test_a_citizens_visit_does_not_touch_the_staff_cookie(staff: Any) -> None:
    browser = staff("leder")
    before = browser.get_cookie(STAFF_COOKIE, path="/stab").value
    assert STAFF_COOKIE not in cookies_set(browser.get("/svar"))
    assert browser.get_cookie(STAFF_COOKIE, path="/stab").value == before
    browser.get("/stab/", status=200)
