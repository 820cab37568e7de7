"""Many citizens complaining at the same time over HTTP, some with a file: each gets a receipt, and nothing is lost or doubled."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest
from complaints.attachments import files
from postgres import PostgresServer
from servers import environment, free_port, wait_for
from sqlalchemy import create_engine, text
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

AT_ONCE = 8
PHOTO = files.photo()


@dataclass(frozen=True)
class Sent:
    """What a citizen has on her receipt, and what she wrote."""

    number: str
    code: str
    story: str


@dataclass(frozen=True)
class Site:
    """A served instance and its database."""

    address: str
    database: str


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """An instance with one municipality, served by two workers, on either engine."""
    database = f"sqlite:///{tmp_path / 'vaerdig.sqlite'}"
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        database = server.new_database()
    told = {"VAERDIG_DATABASE": database, "VAERDIG_SECURE_COOKIES": "false"}
    surroundings = environment(tmp_path, **told)
    for words in (("db", "upgrade"), ("municipality", "create", "proeve", "Prøve Kommune")):
        subprocess.run([sys.executable, "-m", "værdig", *words], env=surroundings, check=True, capture_output=True)
    port = free_port()
    command = [sys.executable, "-m", "værdig", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/klage")
            yield Site(f"http://127.0.0.1:{port}", database)
        finally:
            process.terminate()


def complain(site: Site, place: int, *, with_file: bool) -> Sent:
    """Complain as somebody new, as a browser does; raises where anything but a receipt comes back."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = _get(browser, f"{site.address}/klage/skriv?slags=behandling")
    story = f"Klage nummer {place}: jeg får ikke svar på mine breve."
    values: dict[str, Any] = {**_hidden(page), "story": story, "inbox": "ledelse", "language": "da"}
    if with_file:
        values["files"] = FileStorage(BytesIO(PHOTO), "brev.jpg", "files")
    boundary, body = encode_multipart(values)
    sending = Request(f"{site.address}/klage/skriv?slags=behandling", body)
    sending.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
    receipt = browser.open(sending, timeout=120).read().decode()
    number = re.search(r"\d{4}-\d{6}-\d{2}", receipt)
    code = re.search(r'class="return-code"><strong>([^<]+)<', receipt)
    assert number, receipt[:2000]
    assert code, receipt[:2000]
    return Sent(number[0], code[1], story)


def _get(browser: OpenerDirector, address: str) -> str:
    return str(browser.open(address, timeout=120).read().decode())


def _hidden(page: str) -> dict[str, str]:
    found = re.findall(r"<input[^>]*>", page)
    pairs = [
        (re.search(r'name="([^"]+)"', one), re.search(r'value="([^"]*)"', one))
        for one in found
        if 'type="hidden"' in one
    ]
    return {name[1]: unescape(value[1]) if value else "" for name, value in pairs if name}


def read_back(site: Site, sent: Sent) -> str:
    """Return a citizen's own page, found with her code."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = _get(browser, f"{site.address}/sag")
    boundary, body = encode_multipart({**_hidden(page), "code": sent.code})
    sending = Request(f"{site.address}/sag", body)
    sending.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
    return unescape(browser.open(sending, timeout=120).read().decode())


def all_arrive(site: Site, people: int, with_files: int) -> None:
    """Let so many complain, eight at a time, and look for every one of them."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = list(pool.map(lambda place: complain(site, place, with_file=place < with_files), range(people)))
    engine = create_engine(site.database)
    with engine.connect() as connection:
        numbers = set(connection.scalars(text("SELECT number FROM complaint_case")))
        count = connection.scalar(text("SELECT count(*) FROM complaint_case"))
        kept = connection.scalar(text("SELECT count(*) FROM case_file"))
    engine.dispose()
    assert (count, kept) == (people, with_files)
    assert numbers == {each.number for each in sent}
    for each in sent[:: max(1, people // 20)]:
        page = read_back(site, each)
        assert each.story in page
        assert each.number in page


def test_forty_at_eight_at_once(site: Site) -> None:
    all_arrive(site, 40, 4)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_two_thousand_at_eight_at_once(site: Site) -> None:
    all_arrive(site, 2_000, 50)
