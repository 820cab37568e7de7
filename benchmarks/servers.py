"""Serving the application and the floor as `vaerdig serve` serves: two processes of eight threads; and the processor time they use."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import socket

from benchmarks.answer_flow import SCREENS, FlowBroken

WORKERS, THREADS = 2, 8
FLOOR, APPLICATION = "floor", "værdig"
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server: its address, and the id of its first process."""

    address: str
    process: int

    def cpu_seconds(self) -> float:
        """Return the processor time its worker processes have used so far."""
        ticks = os.sysconf("SC_CLK_TCK")
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="ascii").split()
        fields = (
            Path(f"/proc/{child}/stat").read_text(encoding="ascii").rpartition(")")[2].split() for child in children
        )
        return sum(int(field[11]) + int(field[12]) for field in fields) / ticks


@contextmanager
def served(folder: Path, floor_database: str) -> Iterator[dict[str, Server]]:
    """Serve both on the installation of this process's environment."""
    from værdig.serve import command

    applications = {FLOOR: "benchmarks.floor:app", APPLICATION: "værdig:create_app()"}
    environment = {
        **os.environ, "FLOOR_DATABASE": floor_database, "FLOOR_SCREENS": str(SCREENS), "PYTHONUTF8": "1",
        "PROMETHEUS_MULTIPROC_DIR": str(folder / "counters"),
    }  # fmt: skip
    (folder / "counters").mkdir(exist_ok=True)
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        servers: dict[str, Server] = {}
        for name, application in applications.items():
            address = f"127.0.0.1:{free_port()}"
            processes[name] = subprocess.Popen(command(address, WORKERS, THREADS, application), env=environment)
            servers[name] = Server(address, processes[name].pid)
        for server in servers.values():
            wait_for(server.address)
        yield servers
    finally:
        for process in processes.values():
            process.terminate()
            process.wait(timeout=30)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(address: str) -> None:
    """Wait until a server takes connections."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        connection = HTTPConnection(address, timeout=5)
        try:
            connection.request("GET", "/was")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise FlowBroken(f"{address} does not answer")
