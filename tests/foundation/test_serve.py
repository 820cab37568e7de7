"""The web server's own answers to what never reaches the application: Danish, ours, and repeating nothing."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator

import pytest
from servers import environment, free_port, wait_for

from værdig import serve

APPLICATION = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server with a tiny application."""
    folder, found = tmp_path_factory.mktemp("served"), free_port()
    (folder / "tiny_site.py").write_text(APPLICATION)
    command = serve.command(f"127.0.0.1:{found}", 1, 2, "tiny_site:app")
    with (folder / "err").open("wb") as err:
        server = subprocess.Popen(command, env=environment(folder, PYTHONPATH=str(folder)), stdout=err, stderr=err)
        try:
            wait_for(f"http://127.0.0.1:{found}/")
            yield found
        finally:
            server.terminate()
            server.wait(timeout=30)


def asked(port: int, request: bytes) -> str:
    """Return the whole answer to raw bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as visitor:
        visitor.sendall(request)
        answer = b""
        while part := visitor.recv(65536):
            answer += part
    return answer.decode()


@pytest.mark.parametrize(
    ("request_bytes", "status", "told"),
    [
        (b"GET /hemmelig" + b"x" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, "Adressen er for lang"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nCookie: hemmelig=" + b"x" * 9000 + b"\r\n\r\n", 431, "Slet cookies"),
        (b"hemmelig\r\n\r\n", 400, "kunne ikke l\u00e6se"),
    ],
)
def test_what_the_server_refuses_itself_is_told_in_danish(
    port: int, request_bytes: bytes, status: int, told: str
) -> None:
    answer = asked(port, request_bytes)
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert told in answer
    assert '<html lang="da">' in answer
    assert "hemmelig" not in answer
    assert "Error" not in answer
    assert "Request" not in answer.partition("\r\n\r\n")[2]
