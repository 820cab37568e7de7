"""`/sundhed/maal`: who gets it, what is counted, and that no citizen can be timed by it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from conftest import fill, make_app
from flask import Flask
from servers import environment, free_port, migrate, wait_for

from værdig import audit
from værdig.access import public
from værdig.db import db, transaction

ADDRESS = "/sundhed/maal"


def counts(client: Any, **more: Any) -> dict[str, float]:
    """Return every sample by its name and labels."""
    answer = client.get(ADDRESS, status=200, **more)
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return samples(answer.data.decode())


def samples(text: str) -> dict[str, float]:
    """Read Prometheus' text format; fails on a line that is neither comment nor sample."""
    found = {}
    for line in text.splitlines():
        if not line.startswith("# "):
            sample = re.fullmatch(r'([a-z_]+(?:\{(?:[a-z]+="[^"\n]*",?)+\})?) (-?[0-9.e+]+)', line)
            assert sample, line
            found[sample[1]] = float(sample[2])
    return found


def test_what_is_told(client: Any) -> None:
    found = counts(client)
    for check in ("database", "migrations", "keys", "disk"):
        assert found[f'vaerdig_works{{check="{check}"}}'] == 1
    assert found['vaerdig_plugins{state="quarantined"}'] == 0
    assert found['vaerdig_plugins{state="loaded"}'] >= 5
    assert found['vaerdig_plugin_failures{plugin="vaerdig_spor_unge"}'] == 0


def test_staff_requests_are_counted_by_area_and_outcome(staff: Any) -> None:
    browser = staff("administrator")
    ok, refused = (
        'vaerdig_requests_total{area="accounts",outcome="ok"}',
        'vaerdig_requests_total{area="accounts",outcome="refused"}',
    )
    before = counts(browser)
    browser.get("/stab/brugere", status=200)
    browser.get("/stab/brugere/findes-ikke", status=404)
    after = counts(browser)
    assert after[ok] == before.get(ok, 0) + 1
    assert after[refused] == before.get(refused, 0) + 1


@pytest.mark.parametrize(
    "address", ["/", "/svar", "/svar/ABCD", "/svar/intro", "/klage", "/klage/skriv", "/sag", "/was"]
)
def test_what_citizens_do_moves_no_number(client: Any, address: str) -> None:
    before = counts(client)
    client.get(address)
    client.post(address, data={"x": "y"})
    assert counts(client) == before


def breaks() -> str:
    """A page with a mistake in it."""
    raise ZeroDivisionError


def test_a_page_that_fails_for_citizens_is_counted_but_never_a_survey(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    fill(app)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for endpoint in ("surveys.code", "complaints.start"):
        app.view_functions[endpoint] = public(breaks)
    client: Any = app.test_client()
    failed = 'vaerdig_requests_total{area="citizens",outcome="failed"}'
    before = counts(client).get(failed, 0)
    assert client.get("/svar", status=500).h1 == "Noget gik galt hos os"
    assert counts(client).get(failed, 0) == before
    client.get("/klage", status=500)
    assert counts(client)[failed] == before + 1


def test_the_unsealed_tail_is_told(app: Flask, client: Any) -> None:
    with app.app_context():
        audit.seal()
        with transaction():
            audit.record("test.done", "thing", "1")
            audit.record("test.done", "thing", "2")
        db.session.remove()
    assert counts(client)["vaerdig_audit_unsealed"] == 2
    with app.app_context():
        audit.seal()
    assert counts(client)["vaerdig_audit_unsealed"] == 0


def test_strangers_are_told_that_there_is_no_such_page(client: Any) -> None:
    for more in (
        {"environ_overrides": {"REMOTE_ADDR": "203.0.113.9"}},
        {"environ_overrides": {"REMOTE_ADDR": ""}},
        {"headers": {"X-Forwarded-For": "203.0.113.9"}},
        {"headers": {"Forwarded": "for=203.0.113.9"}},
        {"headers": {"X-Real-IP": "203.0.113.9"}},
        {"headers": {"Authorization": "Bearer "}, "environ_overrides": {"REMOTE_ADDR": "203.0.113.9"}},
    ):
        assert client.get(ADDRESS, status=404, **more).h1 == "Siden findes ikke"
    assert counts(client, environ_overrides={"REMOTE_ADDR": "::1"})


def test_a_token_opens_from_elsewhere_and_behind_a_proxy(tmp_path: Path) -> None:
    app = make_app(tmp_path, metrics_token="en lang hemmelighed", trusted_proxies=1)
    fill(app)
    client: Any = app.test_client()
    client.get(ADDRESS, status=404)  # behind a proxy everybody seems to be this machine
    client.get(ADDRESS, headers={"Authorization": "Bearer en kort hemmelighed"}, status=404)
    client.get(ADDRESS, headers={"Authorization": "Bearer æøå"}, status=404)
    assert counts(client, headers={"Authorization": "Bearer en lang hemmelighed"})


@pytest.fixture
def two_workers(tmp_path: Path) -> Iterator[str]:
    """The address of a server with two processes, ready to answer."""
    address = f"127.0.0.1:{free_port()}"
    migrate(tmp_path)
    command = [sys.executable, "-m", "værdig", "serve", "--bind", address, "--workers", "2"]
    server = subprocess.Popen(command, env=environment(tmp_path))
    try:
        wait_for(f"http://{address}/sundhed")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_two_processes_count_together(two_workers: str) -> None:
    for _ in range(30):
        urlopen(f"{two_workers}/stab/log-ind", timeout=10).close()
    assert {staff_requests(two_workers) for _ in range(8)} == {30}


def staff_requests(site: str) -> float:
    """Return how many staff requests a server has counted."""
    with urlopen(f"{site}{ADDRESS}", timeout=10) as answer:
        found = samples(answer.read().decode())
    return sum(number for name, number in found.items() if name.startswith("vaerdig_requests_total"))


def test_the_page_for_strangers_has_a_whole_title(client: Any) -> None:
    page = client.get(ADDRESS, status=404, environ_overrides={"REMOTE_ADDR": "203.0.113.5"})
    assert page.title == "Siden findes ikke – Kommunen"
