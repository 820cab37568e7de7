"""Every address is declared, and none disappears unnoticed: people have bookmarked them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from addresses import addresses, closed_addresses, example_of
from flask import Flask

LIST = Path(__file__).with_name("routes.txt")


def test_the_list_of_addresses_is_acknowledged(app: Flask) -> None:
    """To acknowledge a change: `VAERDIG_TEST_WRITE=1 .venv/bin/python -m pytest tests/contract/test_routes.py`, and commit."""
    found = sorted(f"{rule.rule} {method} {access}" for rule, method, access in addresses(app))
    if os.environ.get("VAERDIG_TEST_WRITE"):
        LIST.write_text("\n".join(found) + "\n", encoding="utf-8")
    assert found == LIST.read_text(encoding="utf-8").splitlines()


def test_what_needs_a_sign_in_sends_a_stranger_there(app: Flask) -> None:
    stranger, visited = app.test_client(), set()
    for rule, method, _access in closed_addresses(app):
        if method == "GET":
            address = example_of(app, rule)
            answer = stranger.get(address)
            assert answer.status_code == 302, address
            assert answer.headers["Location"].startswith("/stab/log-ind?next="), address
            visited.add(address)
    assert len(visited) > 40


def test_what_a_stranger_sends_there_is_refused(app: Flask) -> None:
    stranger: Any = app.test_client()
    token = stranger.get("/stab/log-ind").form("Log ind").values["csrf_token"]
    for rule, method, _access in closed_addresses(app):
        if method != "GET":
            address = example_of(app, rule)
            assert stranger.post(address, data={"csrf_token": token}).status_code == 401, address
