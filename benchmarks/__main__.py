"""`python -m benchmarks [--quick]`: the application against the floor, one and eight citizens at once, in turns in one run.

Both are served as `vaerdig serve` serves, by one process with eight threads, on an SQLite file that survives a power cut. The
client runs on the same machine. Read the ratios: the figures before them belong to the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from statistics import median, quantiles

from benchmarks.answer_flow import FlowBroken, Visitor

ROUNDS, FLOWS = 3, {1: 10, 8: 32}
"""How often the two take turns, and how many answers are sent each time, by citizens at once."""
QUICK_ROUNDS, QUICK_FLOWS = 1, {1: 1, 8: 8}
FLOOR, APPLICATION = "floor", "værdig"
PATIENCE_SECONDS = 60


@dataclass
class Measured:
    """What was measured of one application with so many citizens at once."""

    seconds: list[float] = field(default_factory=list)
    """One for each answer."""
    requests: int = 0
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed

    def row(self) -> str:
        """Return answers and requests a second, and milliseconds for the typical and the slow answer."""
        slow = quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else self.seconds[0]
        typical = median(self.seconds)
        return f"{self.per_second:10.2f}{self.requests / self.elapsed:12.0f}{typical * 1000:12.0f}{slow * 1000:12.0f}"


def main(quick: bool) -> None:
    """Measure and print."""
    rounds, flows = (QUICK_ROUNDS, QUICK_FLOWS) if quick else (ROUNDS, FLOWS)
    with tempfile.TemporaryDirectory() as folder:
        codes, screens = prepared(Path(folder), rounds * sum(flows.values()))
        measured = {(name, at_once): Measured() for at_once in flows for name in (FLOOR, APPLICATION)}
        with served(Path(folder), screens) as addresses:
            for at_once, count in flows.items():
                for turn in range(rounds):
                    used = codes[turn * count : (turn + 1) * count]
                    for name, address in addresses.items():
                        measure(measured[name, at_once], address, used, at_once)
                del codes[: rounds * count]
        report(measured)
        print(f"{stored(Path(folder))} of {rounds * sum(flows.values())} answers are in the box.")


def prepared(folder: Path, count: int) -> tuple[list[str], int]:
    """Make an installation with an open round; returns that many codes, and how many questions are asked."""
    with installation(folder):
        from værdig import clock
        from værdig.db import migrate, tenant
        from værdig.municipality import service as municipalities
        from værdig.surveys import answering, service
        from værdig.surveys.models import Design
        from værdig.surveys.orders import CodeOrder, Group

        migrate.upgrade_all()
        municipalities.create("prove", "Prøve Kommune")
        with tenant("prove"):
            day = clock.today()
            asked = [Group("dagpenge", "Dagpenge", count)]
            last = day + timedelta(days=30)
            round_id = service.create_round(clock.HalfYear.of(day), Design.CENSUS, day, last, asked=asked)
            service.open_round(round_id)
            codes = [made.code for made in service.issue_codes(round_id, [CodeOrder("dagpenge", None, count)])]
            return codes, len(answering.enter(codes[0]).questions)


def stored(folder: Path) -> int:
    """Return how many sealed answers the installation holds."""
    with installation(folder):
        from sqlalchemy import func, select

        from værdig.db import db
        from værdig.surveys.models import Envelope

        query = select(func.count()).select_from(Envelope).execution_options(all_tenants=True)
        return db.session.scalar(query) or 0


@contextmanager
def installation(folder: Path) -> Iterator[None]:
    """Work on the installation of this run."""
    os.environ |= {"VAERDIG_INSTANCE": str(folder / "instance"), "VAERDIG_SECURE_COOKIES": "false"}
    from værdig import create_app
    from værdig.db import db

    with create_app(plugins="").app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@contextmanager
def served(folder: Path, screens: int) -> Iterator[dict[str, str]]:
    """Serve both; gives their addresses."""
    from værdig.serve import command

    applications = {FLOOR: "benchmarks.floor:app", APPLICATION: "værdig:create_app()"}
    environment = {
        **os.environ, "FLOOR_DATABASE": str(folder / "floor.sqlite"), "FLOOR_SCREENS": str(screens), "PYTHONUTF8": "1",
    }  # fmt: skip
    addresses = {name: f"127.0.0.1:{free_port()}" for name in applications}
    servers = [
        subprocess.Popen(command(addresses[name], 1, 8, application), env=environment)
        for name, application in applications.items()
    ]
    try:
        for address in addresses.values():
            wait_for(address)
        yield addresses
    finally:
        for server in servers:
            server.terminate()
            server.wait(timeout=30)


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


def measure(into: Measured, address: str, codes: list[str], at_once: int) -> None:
    """Let so many citizens at once send an answer with each code."""
    visitors = [Visitor(address) for _code in codes]
    begun = time.perf_counter()
    with ThreadPoolExecutor(at_once) as citizens:
        into.seconds += citizens.map(Visitor.answer, visitors, codes)
    into.elapsed += time.perf_counter() - begun
    into.requests += sum(visitor.requests for visitor in visitors)


def report(measured: dict[tuple[str, int], Measured]) -> None:
    """Print the table and, after it, what matters."""
    print(f"{'':10}{'at once':>8}{'answers/s':>10}{'requests/s':>12}{'median ms':>12}{'95 % ms':>12}")
    for (name, at_once), found in measured.items():
        print(f"{name:10}{at_once:8}{found.row()}")
    for at_once in dict.fromkeys(at_once for _name, at_once in measured):
        ratio = measured[FLOOR, at_once].per_second / measured[APPLICATION, at_once].per_second
        print(f"With {at_once} at once an answer costs {ratio:.1f} times the floor.")


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
