"""Static files: untouched design system, hashed addresses, compressed once, kept for ever; and readable municipal colours."""

from __future__ import annotations

import gzip
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli
import pytest
from checking import CheckingClient
from hypothesis import given
from hypothesis import strategies as st
from ui.gallery import make_app

import værdig.ui
from værdig.ui import colours, static_files

UI = Path(værdig.ui.__file__).parent
VENDORED = UI / "static" / "dkfds"


@pytest.fixture(scope="module")
def browser() -> Any:
    return make_app().test_client()


def raw(browser: Any, address: str, **headers: str) -> Any:
    return super(CheckingClient, browser).get(address, headers=headers)


def test_the_design_system_is_as_released() -> None:
    listed = dict(reversed(line.split("  ")) for line in (UI / "dkfds.sha256").read_text().splitlines())
    there = {
        file.relative_to(VENDORED).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in VENDORED.rglob("*")
        if file.is_file()
    }
    assert there == listed
    assert "LICENSE.md" in there
    assert not [name for name in there if "/fonts/" in name]


def test_addresses_follow_the_content() -> None:
    address = static_files.static_url("dkfds/css/dkfds.min.css")
    assert re.fullmatch(r"/static/dkfds-[0-9a-f]{8}/css/dkfds\.min\.css", address)
    assert re.fullmatch(r"/static/vaerdig-[0-9a-f]{8}\.css", static_files.static_url("vaerdig.css"))
    with pytest.raises(LookupError):
        static_files.static_url("findes-ikke.css")


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
def test_files_come_compressed_as_the_browser_likes(
    browser: Any, accepted: str, encoding: str | None, unpack: Any
) -> None:
    answer = raw(browser, static_files.static_url("vaerdig.css"), **{"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.data) == (UI / "static" / "vaerdig.css").read_bytes()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "text/css"
    assert "Set-Cookie" not in answer.headers


def test_a_file_is_compressed_once(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address = static_files.static_url("staff.js")
    first = raw(browser, address, **{"Accept-Encoding": "gzip"}).data
    monkeypatch.setattr(gzip, "compress", lambda *_a, **_k: pytest.fail("compressed again"))
    assert raw(browser, address, **{"Accept-Encoding": "gzip"}).data == first


@pytest.mark.parametrize(
    "path",
    [
        "vaerdig-00000000.css",
        "vaerdig.css",
        "dkfds-00000000/css/dkfds.min.css",
        "../widgets.py",
        "farver-1a5e3c-00000000.css",
    ],
)
def test_unknown_and_outdated_addresses_are_not_found(browser: Any, path: str) -> None:
    assert browser.get(f"/static/{path}", status=404).headers["Cache-Control"] == "no-store"


def test_nobody_leaves_the_static_folder(browser: Any) -> None:
    top = static_files.static_url("dkfds/LICENSE.md").rpartition("/")[0]
    assert raw(browser, f"{top}/../../widgets.py").status_code == 404
    assert raw(browser, f"{top}/%2e%2e/%2e%2e/widgets.py").status_code == 404
    assert raw(browser, f"{top}/LICENSE.md").status_code == 200


def test_a_colour_is_a_stylesheet(browser: Any) -> None:
    answer = raw(browser, static_files.colour_url("#1A5E3C"))
    assert "--kommune:#1a5e3c" in answer.text
    assert "--kommune-tekst:#ffffff" in answer.text
    assert answer.headers["Cache-Control"].endswith("immutable")
    assert static_files.colour_url("rød; }") == static_files.colour_url("#454545")


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_gives_readable_text(value: int) -> None:
    values = dict(re.findall(r"(--[a-z-]+):(#[0-9a-f]{6})", colours.stylesheet(f"#{value:06x}")))
    assert colours.contrast(values["--kommune"], values["--kommune-tekst"]) >= 4.5
    assert colours.contrast(values["--kommune-aktiv"], values["--kommune-tekst"]) >= 4.5
    assert colours.contrast(values["--kommune-paa-hvid"], "#ffffff") >= 4.5


def test_contrast_is_wcags() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
