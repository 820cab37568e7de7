"""The log: JSON lines, nothing a person wrote, and nothing that tells when a citizen was at a survey."""

from __future__ import annotations

import io
import json
import logging
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from flask import Flask
from servers import environment, free_port, migrate, wait_for
from sqlalchemy.exc import OperationalError
from werkzeug.serving import make_server

from værdig import logs, serve

SECRET = "det en borger har skrevet"

BROKEN = f'''
from værdig import create_app
from værdig.access import public


def fails(**_values):
    raise ValueError("{SECRET}")


app = create_app()
for endpoint in ("surveys.code", "surveys.link", "accounts.welcome"):
    app.view_functions[endpoint] = public(fails)
sound = app.wsgi_app


def wsgi_app(environ, start_response):
    """Fail outside the application too, where only the server can notice."""
    if environ["PATH_INFO"] == "/svar/tjek":
        raise ValueError("{SECRET}")
    return sound(environ, start_response)


app.wsgi_app = wsgi_app
'''


def lines(text: str) -> list[dict[str, Any]]:
    """Return the lines of a log; fails on one that is no JSON object."""
    return [json.loads(line) for line in text.splitlines()]


@contextmanager
def broken_site(folder: Path) -> Iterator[tuple[str, Path]]:
    """Serve an application whose pages fail; gives its address and its log."""
    (folder / "broken_site.py").write_text(BROKEN, encoding="utf-8")
    address, log = f"127.0.0.1:{free_port()}", folder / "log"
    migrate(folder / "instance")
    env = environment(folder / "instance", PYTHONPATH=str(folder))
    with log.open("wb") as err:
        server = subprocess.Popen(serve.command(address, 1, 4, "broken_site:app"), env=env, stdout=err, stderr=err)
        try:
            wait_for(f"http://{address}/sundhed")
            yield address, log
        finally:
            server.terminate()
            server.wait(timeout=30)


def ask(address: str, path: str) -> int:
    """Return the status of an answer."""
    try:
        with urlopen(f"http://{address}{path}", timeout=10) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def say(address: str, words: bytes) -> None:
    """Send something that is not quite HTTP."""
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(words)
        connection.recv(1000)


def test_a_failing_survey_leaves_nothing_until_the_server_stops(tmp_path: Path) -> None:
    with broken_site(tmp_path) as (address, log):
        assert ask(address, "/svar") == 500
        assert ask(address, "/svar/ABCDE-FGHIJ") == 500
        assert ask(address, "/svar/KLMNO-PQRST") == 500
        assert ask(address, "/svar/tjek") == 500
        say(address, b"GET /svar/ABCDE-FGHIJ HTTP/7.7\r\n\r\n")
        assert log.read_text(encoding="utf-8") == ""
        assert ask(address, "/stab/velkommen/hemmeligt-link") == 500
        at_once = log.read_text(encoding="utf-8")
    (told,) = lines(at_once)
    assert (told["level"], told["message"]) == ("error", "GET accounts.welcome failed")
    assert (told["error"], told["where"][-1].rpartition(" ")[2]) == ("ValueError", "fails")
    assert told["at"].startswith("20")
    everything = log.read_text(encoding="utf-8")
    for secret in (SECRET, "ABCDE", "KLMNO", "hemmeligt-link", "127.0.0.1", "HTTP/7.7"):
        assert secret not in everything, secret
    later = [line["message"] for line in lines(everything.removeprefix(at_once))]
    assert sorted(message.partition(" survey")[0] for message in later) == ["1", "3"]
    assert all("ValueError" in message and " fails" in message for message in later if message.startswith("3"))


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What our handler writes, with nothing waiting before and after."""
    logs.waiting.write()
    stream = io.StringIO()
    handler = logs.Lines(stream=stream)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)
    logs.waiting.write()


def fail_at(app: Flask, path: str, message: str = "it failed", error: Exception | None = None) -> None:
    """Log an exception inside a request."""
    with app.test_request_context(path):
        try:
            raise error or ValueError(SECRET)
        except Exception:
            logging.getLogger("vaerdig.test").exception(message)


def test_what_failed_in_surveys_is_told_when_the_day_is_over(app: Flask, written: io.StringIO, freeze: Any) -> None:
    freeze("2026-03-02 08:00")
    for _ in range(3):
        fail_at(app, "/svar/7")
    freeze("2026-03-02 21:30")
    fail_at(app, "/svar", error=KeyError(SECRET))
    assert logs.waiting.write(before=date(2026, 3, 2)) == 0
    assert written.getvalue() == ""
    assert logs.waiting.write(before=date(2026, 3, 3)) == 4
    told = [line["message"] for line in lines(written.getvalue())]
    assert [message.split(" it failed ")[0] for message in told] == [
        "3 survey requests on 2026-03-02:",
        "1 survey requests on 2026-03-02:",
    ]
    assert "ValueError" in told[0]
    assert "KeyError" in told[1]
    assert SECRET not in written.getvalue()
    assert logs.waiting.write() == 0


def test_other_failures_are_told_at_once_without_their_words(app: Flask, written: io.StringIO) -> None:
    for path in ("/klage/skriv", "/stab/klager", "/svaret"):
        fail_at(app, path)
    told = lines(written.getvalue())
    assert len(told) == 3
    assert all(line["error"] == "ValueError" and line["where"] and line["at"] for line in told)
    assert SECRET not in written.getvalue()


def test_what_speaks_of_the_machine_only_keeps_its_words(app: Flask, written: io.StringIO) -> None:
    fail_at(app, "/stab/", error=OSError(28, "No space left on device", f"/{SECRET}"))
    fail_at(app, "/stab/", error=OperationalError(SECRET, {"text": SECRET}, Exception("database is locked\nDETAIL: x")))
    told = [line["error"] for line in lines(written.getvalue())]
    assert told == ["OSError: No space left on device", "OperationalError: database is locked"]


def test_outside_requests_the_whole_story_is_told(written: io.StringIO) -> None:
    try:
        raise ValueError("a command went wrong")
    except ValueError:
        logging.getLogger("vaerdig.test").exception("it failed")
    (told,) = lines(written.getvalue())
    assert told["traceback"].endswith("ValueError: a command went wrong\n")


def test_a_developer_sees_everything_at_once_but_never_a_time(app: Flask) -> None:
    stream = io.StringIO()
    handler = logs.Lines(in_full=True, stream=stream)
    logging.getLogger().addHandler(handler)
    try:
        fail_at(app, "/svar/3")
    finally:
        logging.getLogger().removeHandler(handler)
    (told,) = lines(stream.getvalue())
    assert SECRET in told["traceback"]
    assert "at" not in told


def test_the_development_server_times_nobody(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    server = make_server("127.0.0.1", 0, app)
    with socket.create_connection(server.server_address[:2]) as visitor, caplog.at_level(logging.INFO):  # type: ignore[arg-type]
        visitor.sendall(b"GET /svar HTTP/1.0\r\n\r\n")
        server.handle_request()
    server.server_close()
    assert [record for record in caplog.records if record.name == "werkzeug"] == []
