"""The gatekeeper at start and at the door: no route without a mark, and nobody behind a mark that is not hers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import HOME, NEIGHBOUR, make_app
from flask import Flask

from værdig import municipality
from værdig.access import can, public, requires, signed_in
from værdig.access.guard import CHOSEN, is_staff_address, verify_routes
from værdig.db.tenancy import bound_tenant
from værdig.errors import RuleBroken
from værdig.hooks.contracts import Permission
from værdig.ui import static_files

View = Callable[[], str]


def page() -> str:
    """A page nobody has marked."""
    return "side"


def with_route(address: str, view: View) -> Flask:
    """Return a small application with one route, where the only permission is `pages.read`."""
    app = Flask("small", static_folder=None)
    app.extensions["vaerdig_permissions"] = {"pages.read": Permission(id="pages.read", title="Læse sider")}
    app.add_url_rule(address, "page", view)
    return app


def marked(mark: Callable[[View], View]) -> View:
    """Return a fresh page with a mark."""
    return mark(lambda: "side")


@pytest.mark.parametrize(
    ("address", "view", "said"),
    [
        ("/side", page, r"/side \(page\) has no @requires, @signed_in or @public"),
        ("/stab/side", page, "has no @requires"),
        ("/stab/side", marked(requires("pages.raed")), "requires the unknown permission pages.raed"),
        ("/side", marked(requires("pages.read")), "lies outside /stab"),
        ("/side", marked(signed_in), "lies outside /stab"),
        ("/stabil/side", marked(signed_in), "lies outside /stab"),
    ],
)
def test_a_route_that_is_not_declared_rightly_is_refused(address: str, view: View, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        verify_routes(with_route(address, view))


@pytest.mark.parametrize(
    ("address", "view"),
    [
        ("/side", marked(public)),
        ("/stab/side", marked(public)),
        ("/stab/side", marked(signed_in)),
        ("/stab/side", marked(requires("pages.read"))),
    ],
)
def test_a_declared_route_is_taken(address: str, view: View) -> None:
    verify_routes(with_route(address, view))


def test_the_application_does_not_start_with_an_unmarked_route(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    careful = static_files.init

    def careless(app: Flask) -> None:
        careful(app)
        app.add_url_rule("/glemt", "forgotten", page)

    monkeypatch.setattr(static_files, "init", careless)
    with pytest.raises(RuleBroken, match=r"/glemt \(forgotten\)"):
        make_app(tmp_path)


@pytest.mark.parametrize(
    ("address", "staff_side"),
    [
        ("/stab", True),
        ("/stab/", True),
        ("/stab/runder", True),
        ("/stabil", False),
        ("/", False),
        ("/svar/stab", False),
    ],
)
def test_what_belongs_to_the_staff_side(address: str, staff_side: bool) -> None:
    assert is_staff_address(address) is staff_side


def test_a_stranger_is_asked_to_sign_in_and_told_where_she_was(client: Any) -> None:
    answer = client.get("/stab/brugere?side=2", status=302)
    assert answer.headers["Location"].startswith("/stab/log-ind?")
    assert "next=/stab/brugere?side%3D2" in answer.headers["Location"].replace("%2F", "/").replace("%3F", "?")


def test_what_a_stranger_sends_to_the_staff_side_does_nothing(client: Any) -> None:
    token = client.get("/stab/log-ind").form("Log ind").values["csrf_token"]
    answer = client.post("/stab/brugere/ny", data={"csrf_token": token, "name": "Ane"}, status=401)
    assert answer.h1 == "Du er logget af"


def test_what_is_not_allowed_looks_like_what_does_not_exist(staff: Any) -> None:
    browser = staff("skranke")
    hidden, nowhere = browser.get("/stab/brugere", status=404), browser.get("/stab/findes-ikke", status=404)
    assert hidden.text == nowhere.text
    assert hidden.title == nowhere.title


def test_somebody_without_a_role_here_gets_no_further_than_her_own_page(staff: Any) -> None:
    browser = staff()
    browser.get("/stab/brugere", status=404)
    browser.get("/stab/maal", status=404)


def test_an_unknown_permission_is_held_by_nobody(app: Flask) -> None:
    with app.test_request_context("/stab/"):
        assert can("findes.ikke") is False
        assert can("accounts.manage") is False


def bound_by(app: Flask, address: str, **request: Any) -> str | None:
    """Return the municipality that a request to `address` is bound to."""
    with app.test_request_context(address, **request):
        app.preprocess_request()
        try:
            return bound_tenant()
        finally:
            app.do_teardown_request()


def test_citizens_belong_to_the_municipality_of_the_host_name(app: Flask) -> None:
    assert bound_by(app, "/was", base_url="https://vallensbaek.example:8443") == NEIGHBOUR
    assert bound_by(app, "/was", base_url="https://VALLENSBAEK.example") == NEIGHBOUR
    assert bound_by(app, "/was", base_url="https://elsewhere.example") == HOME


def test_without_a_default_a_citizen_is_placed_only_where_there_is_no_doubt(tmp_path: Path) -> None:
    app = make_app(tmp_path, default_municipality="")
    with app.app_context():
        from værdig.db import Base, db

        Base.metadata.create_all(db.engine)
        assert bound_by(app, "/was") is None
        municipality.service.create(HOME, "Albertslund Kommune")
        assert bound_by(app, "/was") == HOME
        municipality.service.create(NEIGHBOUR, "Vallensbæk Kommune")
        assert bound_by(app, "/was") is None
        db.session.remove()
        db.engine.dispose()


def test_a_chosen_municipality_counts_only_for_those_who_work_there(staff: Any) -> None:
    browser = staff("administrator")
    browser.get("/stab/brugere", status=200)
    with browser.session_transaction("/stab/") as session:
        session[CHOSEN] = NEIGHBOUR
    page_of_her_own = browser.get("/stab/brugere", status=200)
    assert "Albertslund Kommune" in page_of_her_own.title
    refused = browser.get("/stab/").browser
    token = browser.get("/stab/brugere/ny").form().values["csrf_token"]
    refused.post("/stab/kommune", data={"csrf_token": token, "municipality": NEIGHBOUR}, status=404)


def test_a_role_counts_in_its_own_municipality_only(app: Flask, staff: Any) -> None:
    from factories import make_grant

    browser = staff("administrator")
    with app.app_context():
        make_grant(browser.user_id, "analytiker", municipality=NEIGHBOUR)
    browser.get("/stab/brugere", status=200)
    with browser.session_transaction("/stab/") as session:
        session[CHOSEN] = NEIGHBOUR
    browser.get("/stab/brugere", status=404)
    assert "Vallensbæk Kommune" in browser.get("/stab/maal", status=200).title
