"""Showing files to a real virus scanner: clamd with one signature of our own, made here, over a socket in a folder of the test."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from complaints.attachments import files
from flask import Flask
from servers import free_port

from værdig.complaints.attachments import scanning
from værdig.complaints.attachments.kinds import Refused
from værdig.complaints.attachments.preparing import prepare
from værdig.settings import Settings

FOUL = "En ganske harmløs tekst, som vores egen signatur kender.".encode()
CLAMD = shutil.which("clamd") or "/usr/sbin/clamd"
pytestmark = pytest.mark.skipif(
    not (Path(CLAMD).exists() or os.environ.get("CI")), reason="clamav-daemon is not installed"
)
STARTS_WITHIN = 60


@pytest.fixture(scope="module")
def clamd() -> Iterator[str]:
    """The address of a running clamd that knows one signature; sockets have short paths, so the folder is not pytest's."""
    with tempfile.TemporaryDirectory(prefix="clamd") as made:
        folder = Path(made)
        signature = f"{hashlib.md5(FOUL, usedforsecurity=False).hexdigest()}:{len(FOUL)}:Vaerdig.Test\n"
        (folder / "eget.hdb").write_text(signature)
        (folder / "clamd.conf").write_text(
            f"DatabaseDirectory {folder}\nLocalSocket {folder}/socket\nForeground yes\nMaxThreads 2\n"
            f"TCPSocket {(port := free_port())}\nTCPAddr 127.0.0.1\nUser {_owner()}\nStreamMaxLength 20M\n"
        )
        process = subprocess.Popen([CLAMD, "--config-file", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
        try:
            _wait(folder / "socket", process)
            os.environ["VAERDIG_TEST_CLAMD_PORT"] = str(port)
            yield str(folder / "socket")
        finally:
            process.terminate()
            process.wait(30)


def _owner() -> str:
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


def _wait(path: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        with socket.socket(socket.AF_UNIX) as probe:
            if path.exists() and probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"clamd did not start: {process.poll()}")


@pytest.fixture
def scanned(context: Flask, clamd: str) -> Iterator[None]:
    """The application, with this clamd set as its scanner."""
    yield from _with_scanner(context, clamd)


def _with_scanner(app: Flask, address: str) -> Iterator[None]:
    before = app.extensions["vaerdig_settings"]
    app.extensions["vaerdig_settings"] = Settings({**{key: before[key] for key in before}, "virus_scanner": address})
    yield
    app.extensions["vaerdig_settings"] = before


def test_what_is_foul_is_found_by_name_over_both_ways(clamd: str) -> None:
    assert scanning.scan(clamd, FOUL).startswith("Vaerdig.Test")
    assert scanning.scan(clamd, files.photo()) == ""
    assert scanning.scan(clamd, b"x" * 3_000_000) == ""
    assert scanning.scan(f"127.0.0.1:{os.environ['VAERDIG_TEST_CLAMD_PORT']}", FOUL).startswith("Vaerdig.Test")


def test_a_foul_file_is_refused_and_a_clean_one_taken_in(scanned: None) -> None:
    with pytest.raises(Refused, match="virus i filen"):
        prepare("brev.txt", FOUL)
    assert prepare("billede.jpg", files.photo()).name == "billede.jpg"


def test_without_an_answer_nothing_is_taken_in(context: Flask, tmp_path: Path) -> None:
    for address in (str(tmp_path / "ingen"), f"127.0.0.1:{free_port()}"):
        for _set in _with_scanner(context, address):
            with pytest.raises(Refused, match="ikke undersøge filen for virus lige nu"):
                prepare("billede.jpg", files.photo())


def test_an_answer_that_means_nothing_is_no_leave(tmp_path: Path, monkeypatch: Any) -> None:
    from threading import Thread

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _address = listening.accept()
            with connection:
                while connection.recv(65536)[-4:] != bytes(4):
                    pass
                connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")

        Thread(target=answer, daemon=True).start()
        with pytest.raises(scanning.NoAnswer):
            scanning.scan(f"127.0.0.1:{listening.getsockname()[1]}", b"noget")
