"""The installations that are measured: made anew for a run, with an open round, on SQLite or PostgreSQL; measuring is elsewhere."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
TENANT = "prove"


@contextmanager
def installation(folder: Path, database: str = "") -> Iterator[None]:
    """Work on the installation in a folder; `database` is an SQLAlchemy address, empty for the installation's own SQLite file."""
    os.environ |= {"VAERDIG_INSTANCE": str(folder / "instance"), "VAERDIG_SECURE_COOKIES": "false"}
    os.environ["VAERDIG_ROUND_KEYS"] = "keyfile"  # nobody is there to type a holder's pass phrase at closing
    os.environ.pop("VAERDIG_DATABASE", None)
    if database:
        os.environ["VAERDIG_DATABASE"] = database
    from værdig import create_app
    from værdig.db import db

    with create_app(plugins="").app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def open_round(count: int) -> str:
    """Make the tables, a municipality and an open round that asks so many; returns its id. Call within `installation`."""
    from værdig import clock
    from værdig.db import migrate, tenant
    from værdig.municipality import service as municipalities
    from værdig.surveys import service
    from værdig.surveys.models import Design
    from værdig.surveys.orders import Group

    migrate.upgrade_all()
    municipalities.create(TENANT, "Prøve Kommune")
    with tenant(TENANT):
        day = clock.today()
        last = day + timedelta(days=30)
        asked = [Group("dagpenge", "Dagpenge", count)]
        round_id = service.create_round(clock.HalfYear.of(day), Design.CENSUS, day, last, asked=asked)
        service.open_round(round_id)
        return round_id


def issue(round_id: str, count: int) -> list[str]:
    """Return so many fresh codes of the round."""
    from værdig.db import tenant
    from værdig.surveys import service
    from værdig.surveys.orders import CodeOrder

    codes: list[str] = []
    with tenant(TENANT):
        while len(codes) < count:
            order = CodeOrder("dagpenge", None, min(count - len(codes), 5000))
            codes += [made.code for made in service.issue_codes(round_id, [order])]
    return codes


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs, newest version first, or None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    on_path = shutil.which("initdb")
    return found[0].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def postgresql(folder: Path) -> Iterator[Path]:
    """Run a server as it is configured when installed, so that a commit is on disk; gives the folder of its socket."""
    home = Path("/tmp") / f"vaerdig-bench-{secrets.token_hex(4)}"  # noqa: S108
    home.mkdir(mode=0o700)
    as_postgres: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        owner = pwd.getpwnam("postgres")
        os.chown(home, owner.pw_uid, owner.pw_gid)
        as_postgres = ["runuser", "-u", "postgres", "--"]
    control = [*as_postgres, str(folder / "pg_ctl"), "-D", str(home / "data")]
    how = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    _run([*as_postgres, str(folder / "initdb"), "-D", str(home / "data"), *how])
    try:
        _run([*control, "-w", "-l", str(home / "log"), "-o", f"-k {home} -c listen_addresses=''", "start"])
        yield home
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], capture_output=True, cwd="/", check=False)
        shutil.rmtree(home, ignore_errors=True)


def new_database(server: Path, name: str) -> str:
    """Make an empty database and return its SQLAlchemy address."""
    import psycopg

    with psycopg.connect(host=str(server), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://postgres@/{name}?host={quote(str(server), safe='')}"


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr or done.stdout}")
