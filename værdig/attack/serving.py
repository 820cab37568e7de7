"""A real web server for the made-up instance: the command that README gives, over loopback, with what it writes kept in files."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from værdig import serve

SERVER_LOG, ACCESS_LOG = "server.log", "adgang.log"
WORKERS = 2
PATIENCE_SECONDS = 120

Command = Callable[[str], Sequence[str]]
"""What starts a server that listens on an address."""


def as_told(bind: str) -> Sequence[str]:
    """Return the command that README gives."""
    return [sys.executable, "-m", "værdig", "serve", "--bind", bind, "--workers", str(WORKERS)]


def with_its_own_log(bind: str) -> Sequence[str]:
    """Return the same with gunicorn's own way of logging: a mistake, to be found."""
    told = serve.command(bind, WORKERS, 8)
    place = told.index("--logger-class")
    return [*told[:place], *told[place + 2 :]]


class ServerGone(Exception):
    """The server ended before it answered; what it said is in its log."""


@dataclass(frozen=True)
class Server:
    """A server that has been started: its address, and its process."""

    address: str
    process: subprocess.Popen[bytes]

    def wait(self) -> None:
        """Wait until it answers, whatever it says; raises ServerGone and TimeoutError."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise ServerGone(self.process.returncode)
            if _answers(f"{self.address}/sundhed"):
                return
            time.sleep(0.1)
        raise TimeoutError(self.address)


def _answers(address: str) -> bool:
    try:
        urlopen(address, timeout=10).close()  # noqa: S310 - an address of our own
    except HTTPError:
        return True
    except OSError:
        return False
    return True


@contextmanager
def serving(folder: Path, command: Command, settings: Mapping[str, str]) -> Iterator[Server]:
    """Start a server on an instance. An access log is asked for, as an administrator might; `settings` are of the application, as
    environment variables."""
    bind = f"127.0.0.1:{_free_port()}"
    wish = {"GUNICORN_CMD_ARGS": f"--access-logfile {folder / ACCESS_LOG}"}
    surroundings = {**os.environ, "PYTHONUTF8": "1", **wish, **settings}
    with (folder / SERVER_LOG).open("wb") as log:
        process = subprocess.Popen(command(bind), env=surroundings, stdout=log, stderr=log)  # noqa: S603 - our own command
        try:
            yield Server(f"http://{bind}", process)
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
