"""Servers that tests start on this machine: an instance, a free port, and waiting until they answer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

PATIENCE_SECONDS = 600


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def environment(instance: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process that works on an instance."""
    return {**os.environ, "VAERDIG_INSTANCE": str(instance), "PYTHONUTF8": "1", **more}


def migrate(instance: Path) -> None:
    """Make an instance with empty tables, as `vaerdig db upgrade` does."""
    command = [sys.executable, "-m", "værdig", "db", "upgrade"]
    subprocess.run(command, env=environment(instance), check=True, capture_output=True)


def wait_for(address: str) -> None:
    """Wait until an address answers, whatever it says; raises TimeoutError when it does not."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            urlopen(address, timeout=10).close()
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
