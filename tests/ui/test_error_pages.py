"""Error pages: Danish, complete, alike where they must be, and there when everything else is gone; and the headers of answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from checking import CheckingClient
from ui.gallery import make_app

from værdig.ui.frame import Site


@pytest.fixture(scope="module")
def app() -> Any:
    return make_app()


@pytest.fixture
def browser(app: Any) -> Any:
    return app.test_client()


@pytest.mark.parametrize("prefix", ["", "/stab"])
@pytest.mark.parametrize(
    ("name", "status", "heading"),
    [
        ("ikke-din", 404, "Siden findes ikke"),
        ("regel", 409, "Det kan ikke lade sig gøre nu"),
        ("bruger", 400, "Det kunne ikke lade sig gøre"),
        ("forbudt", 403, "Du har ikke adgang"),
        ("for-tit", 429, "Vent lidt, og prøv igen"),
        ("database", 503, "Siden kan ikke vises lige nu"),
        ("gik-galt", 500, "Noget gik galt hos os"),
        ("logget-af", 401, "Du er logget af"),
    ],
)
def test_each_failure_has_its_page(browser: Any, prefix: str, name: str, status: int, heading: str) -> None:
    page = browser.get(f"{prefix}/fejl/{name}", status=status)
    assert page.h1 == heading
    assert page.soup.select_one("main a")["href"] == ("/stab/" if prefix else "/")


def test_a_users_error_is_told_in_its_own_words(browser: Any) -> None:
    assert "Runden er lukket." in browser.get("/fejl/bruger", status=400).text


@pytest.mark.parametrize("prefix", ["", "/stab"])
def test_what_is_not_yours_looks_exactly_like_what_is_not_there(browser: Any, prefix: str) -> None:
    mine, nobodys = browser.get(f"{prefix}/fejl/ikke-din", status=404), browser.get(f"{prefix}/findes/ikke", status=404)
    nonce = re.compile(r"nonce-[\w-]+")
    assert mine.html == nobodys.html
    assert [(k, nonce.sub("", v)) for k, v in mine.headers] == [(k, nonce.sub("", v)) for k, v in nobodys.headers]


def test_a_wrong_method_says_which_are_right(browser: Any) -> None:
    page = browser.get("/slet", status=405)
    assert "POST" in page.headers["Allow"]
    assert browser.get("/fejl/for-tit", status=429).headers["Retry-After"] == "60"


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize("size", [1_200_000, 3_000_000])
def test_too_much_says_how_to_go_back(browser: Any, kind: str, size: int) -> None:
    page = browser.post("/note", data={"note": "x" * size}, content_type=kind, status=413)
    assert "Gå tilbage i din browser. Det, du har skrevet, står der stadig." in page.text


@pytest.mark.parametrize(
    ("typed", "said"), [({}, False), ({"csrf_token": "x"}, False), ({"note": " "}, False), ({"note": "Hej."}, True)]
)
def test_what_was_written_is_spoken_of_where_something_was(browser: Any, typed: dict[str, str], said: bool) -> None:
    told = "Det, du har skrevet, står der stadig."
    assert told not in browser.get("/fejl/bruger", status=400).text
    assert (told in browser.post("/fejl/bruger", data=typed, status=400).text) is said


def test_a_form_of_nearly_a_megabyte_is_shown_again(browser: Any) -> None:
    page = browser.get("/note").submit({"note": "x" * 950_000})
    assert page.status == 200
    assert len(page.form().values["note"]) == 950_000


def test_error_pages_come_when_the_database_is_gone() -> None:
    def broken() -> Site:
        raise ConnectionError

    app = make_app(broken)
    page = app.test_client().get("/findes-ikke", status=404)
    assert page.title == "Siden findes ikke – Kommunen"
    assert app.test_client().get("/", status=500).h1 == "Noget gik galt hos os"


def test_error_pages_ask_no_context_processor(app: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def plugin() -> dict[str, Any]:
        raise AssertionError("a plug-in was called")

    monkeypatch.setitem(app.template_context_processors, None, [plugin])
    assert browser.get("/fejl/ikke-din", status=404).h1 == "Siden findes ikke"


def test_text_typed_by_somebody_signed_out_is_carried_along(browser: Any) -> None:
    values = {
        **browser.get("/note").form().values,
        "note": "linje 1\r\nlinje 2",
        "password": "hemmelig",
        "tal": ["1", "2"],
    }
    page = browser.post("/stab/fejl/logget-af", data=values, status=401)
    assert page.form("Send igen").values == {"note": "linje 1\nlinje 2", "tal": ["1", "2"]}
    assert "hemmelig" not in page.html


def test_every_page_carries_the_strict_headers(browser: Any) -> None:
    page = browser.get("/stab/galleri", base_url="https://localhost")
    nonce = page.soup.find("script")["nonce"]
    assert page.policy == (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert page.headers["Cross-Origin-Opener-Policy"] == page.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in page.headers["Permissions-Policy"]
    plain = browser.get("/stab/galleri")
    assert "Strict-Transport-Security" not in plain.headers
    assert plain.soup.find("script")["nonce"] != nonce


def test_a_view_cannot_make_a_page_cachable(app: Any) -> None:
    fresh = make_app()
    fresh.after_request_funcs.setdefault(None, [])
    fresh.after_request(lambda answer: answer.headers.__setitem__("Cache-Control", "public") or answer)
    client: CheckingClient = fresh.test_client()
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_staff_are_told_ways_on_from_a_page_that_is_not_theirs(browser: Any) -> None:
    page = browser.get("/stab/fejl/ikke-din", status=404)
    assert "bed din administrator" in page.text
    assert page.click("Gå til Min side").url == "/stab/"
    assert "administrator" not in browser.get("/fejl/ikke-din", status=404).text
