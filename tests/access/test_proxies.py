"""Proxies in front: believed only where the setting says so, and never about who the visitor is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from conftest import fill, make_app
from flask import request

from værdig.access import public

FORWARDED = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "vallensbaek.example",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Prefix": "/andet",
}


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Any]:
    """`behind(hops)` is a client of an application that trusts so many proxies; `/hvem` tells what it believes."""

    @cache
    def client(hops: int) -> Any:
        app = make_app(tmp_path_factory.mktemp("proxied"), trusted_proxies=hops)
        app.add_url_rule("/hvem", "who", public(lambda: {"from": request.remote_addr, "at": request.url}))
        fill(app)
        return app.test_client()

    return client


@pytest.mark.parametrize(
    ("hops", "https", "municipality"), [(0, False, "Albertslund Kommune"), (1, True, "Vallensbæk Kommune")]
)
def test_a_proxy_is_believed_when_the_setting_says_so(behind: Any, hops: int, https: bool, municipality: str) -> None:
    page = behind(hops).get("/was", headers=FORWARDED)
    assert municipality in page.title
    assert ("Strict-Transport-Security" in page.headers) is https


def test_the_last_proxy_is_believed_and_not_what_the_visitor_claims_before_it(behind: Any) -> None:
    claimed = {"X-Forwarded-Host": "vallensbaek.example, elsewhere.example", "X-Forwarded-Proto": "https, http"}
    page = behind(1).get("/was", headers=claimed)
    assert "Albertslund Kommune" in page.title
    assert "Strict-Transport-Security" not in page.headers


@pytest.mark.parametrize("hops", [0, 1])
def test_the_visitors_address_never_reaches_the_application(behind: Any, hops: int) -> None:
    told = behind(hops).get("/hvem", headers=FORWARDED)
    assert told.json["from"] == "127.0.0.1"
    assert "/andet" not in told.json["at"]
