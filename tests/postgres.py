"""A real PostgreSQL server for the test run, from Debian's package, on a socket of its own; one database a test."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest


@dataclass
class PostgresServer:
    """A running server: the folder of its socket."""

    folder: Path
    template: str = ""

    def new_database(self) -> str:
        """Make an empty database and return its SQLAlchemy address."""
        import psycopg

        name = f"t_{secrets.token_hex(6)}"
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres@/{name}?host={quote(str(self.folder), safe='')}"


def binaries() -> Path | None:
    """Return the folder with initdb and pg_ctl, newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A server for all tests of this process."""
    with started() as server:
        yield server


@contextmanager
def started() -> Iterator[PostgresServer]:
    """Start a server; without PostgreSQL the test is skipped, in CI it fails."""
    folder = binaries()
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is missing on a CI machine")
        pytest.skip("PostgreSQL is not installed")
    home = Path("/tmp") / f"vaerdig-pg-{secrets.token_hex(4)}"
    home.mkdir(mode=0o700)
    as_postgres = _as_postgres(home)
    _run(
        [
            *as_postgres,
            str(folder / "initdb"),
            "-D",
            str(home / "data"),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
    )
    options = f"-k {home} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"
    control = [*as_postgres, str(folder / "pg_ctl"), "-D", str(home / "data")]
    _run([*control, "-w", "-l", str(home / "log"), "-o", options, "start"])
    yield PostgresServer(home)
    _run([*control, "-m", "immediate", "stop"])
    shutil.rmtree(home, ignore_errors=True)


def _as_postgres(home: Path) -> list[str]:
    """PostgreSQL refuses to run as root, so root starts it as the user `postgres`."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(home, user.pw_uid, user.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr or done.stdout}")
