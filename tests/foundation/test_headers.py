"""Security headers: on every answer, errors and files too; nothing dynamic is kept anywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import fill, make_app
from flask import Flask

from værdig.headers import FIXED

PAGES = ["/", "/svar", "/klage", "/sag", "/was", "/stab/log-ind", "/stab/", "/findes-ikke", "/svar/ABCD", "/sundhed"]


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_is_hardened(client: Any, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers[name] for name in FIXED} == FIXED
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["style-src"] == policy["form-action"] == "'self'"
    assert re.fullmatch(r"'nonce-[\w-]{20,}'", policy["script-src"])
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_a_nonce_is_used_once(client: Any) -> None:
    seen = {client.get("/").headers["Content-Security-Policy"] for _ in range(5)}
    assert len(seen) == 5


def test_files_are_kept_and_still_hardened(app: Flask, client: Any) -> None:
    page = client.get("/")
    styles = [str(link["href"]) for link in page.soup.find_all("link", rel="stylesheet")]
    assert styles
    for address in styles:
        headers = client.get(address, status=200).headers
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert {name: headers[name] for name in FIXED} == FIXED


@pytest.mark.parametrize(
    "address", ["/static/findes-ikke.css", "/static/../pyproject.toml", "/static/%2e%2e/settings.toml"]
)
def test_what_is_no_file_of_ours_is_not_kept(client: Any, address: str) -> None:
    answer = client.get(address, status=404)
    assert answer.headers["Cache-Control"] == "no-store"


def test_https_is_remembered_only_when_it_is_used(client: Any) -> None:
    assert "Strict-Transport-Security" not in client.get("/was").headers
    secure = client.get("/was", base_url="https://localhost")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("address", ["/stab", "/stab/brugere"])
def test_a_redirect_does_not_follow_a_forged_host(app: Flask, address: str) -> None:
    answer = app.test_client().get(address, headers={"Host": "ond.example"})
    assert answer.status in (302, 308)
    assert answer.headers["Location"].startswith("/stab/")
    assert "ond.example" not in answer.headers["Location"]


def test_only_trusted_hosts_are_answered_where_they_are_named(tmp_path: Path) -> None:
    app = make_app(tmp_path, trusted_hosts=["svar.example"])
    fill(app)
    client = app.test_client()
    assert client.get("/was", headers={"Host": "svar.example"}).status == 200
    refused = client.get("/was", headers={"Host": "ond.example"})
    assert (refused.status, "ond.example" in refused.html) == (400, False)
