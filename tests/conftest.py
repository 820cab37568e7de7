"""Fixtures everybody uses: the application on a fresh database, signed-in clients, a frozen clock, PostgreSQL, no network.

`app`       the application on a restored SQLite file, with municipality `albertslund` (and `vallensbaek`) in it
`context`   the same with an application context and `albertslund` bound, for calling services and queries directly
`client`    a checking client as a citizen; `staff("leder")` gives one that is signed in with that role
`freeze`    `freeze("2021-05-03 10:00")` stops the clock
`engine_app` as `app`, once on SQLite and once on PostgreSQL
`box`       a real mail server's box; the application sends to it
`command`   `command(group, "list")` runs a command as the command line does and returns its result
"""

from __future__ import annotations

import contextvars
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from checking import CheckingClient
from click import Command
from click.testing import CliRunner, Result
from flask import Flask
from mail_box import box, mail_server  # noqa: F401  (fixtures)
from postgres import PostgresServer, postgres_server  # noqa: F401  (fixture)

from værdig import create_app, municipality
from værdig.audit import HEAD_FILE
from værdig.db import db, tenant
from værdig.db.migrate import upgrade_all

HOME = "albertslund"
NEIGHBOUR = "vallensbaek"

TEST_SETTINGS: dict[str, Any] = {
    "testing": True,
    "secure_cookies": False,
    "strict_plugins": True,
    "default_municipality": HOME,
    "round_keys": "keyfile",  # whoever tests key holders says so
}


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse connections to anything but this machine."""
    real = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else ""
        if host and not (host.startswith("127.") or host in ("localhost", "::1")):
            raise AssertionError(f"a test tried to reach {host}")
        return real(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = real  # type: ignore[method-assign]


def make_app(instance: Path, **settings: Any) -> Flask:
    """Return an application with an instance folder of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAERDIG_INSTANCE", str(instance))
        app = create_app(**{**TEST_SETTINGS, **settings})
    app.test_client_class = DetachedClient
    return app


def fill(app: Flask) -> None:
    """Migrate and add the two municipalities."""
    from værdig.municipality import service

    with app.app_context():
        upgrade_all()
        service.create(HOME, "Albertslund Kommune")
        service.create(NEIGHBOUR, "Vallensbæk Kommune", hostname="vallensbaek.example")


class DetachedClient(CheckingClient):
    """A client whose requests see nothing of the test's own context, as real requests would not."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return contextvars.Context().run(super().open, *args, **kwargs)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Path, Path]:
    """The application of this test process, its database, and a copy of the database as it was when fresh."""
    instance = tmp_path_factory.mktemp("instance")
    app = make_app(instance)
    fill(app)
    database, fresh = instance / "vaerdig.sqlite", instance / "fresh.sqlite"
    keep_as(app, database, fresh)
    return app, database, fresh


def keep_as(app: Flask, database: Path, copy: Path) -> None:
    """Copy the database as it is now, for `restore`."""
    with app.app_context():
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    shutil.copy(database, copy)


@pytest.fixture
def app(made_once: tuple[Flask, Path, Path]) -> Iterator[Flask]:
    """The application on a database as fresh as after migration."""
    found, database, fresh = made_once
    restore(found, database, fresh)
    made = dict(found.extensions)
    yield found
    found.extensions.update(made)  # one application serves many tests: what one of them put in its place goes
    with found.app_context():
        db.session.remove()


def restore(app: Flask, database: Path, fresh: Path) -> None:
    """Put a copy of the database in its place; nothing remembers what was there before."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        municipality.forget()
    for leftover in (database, database.with_name(database.name + "-wal"), database.with_name(database.name + "-shm")):
        leftover.unlink(missing_ok=True)
    shutil.rmtree(database.parent / "cache" / "reports", ignore_errors=True)
    (database.parent / "keys" / HEAD_FILE).unlink(missing_ok=True)  # it is about the database that was there before
    shutil.copy(fresh, database)


@pytest.fixture
def command(app: Flask) -> Callable[..., Result]:
    """Return a function that runs a command with an application context of its own; an exception comes out as it is."""

    def run(of: Command, *words: str) -> Result:
        with app.app_context():
            try:
                return CliRunner().invoke(of, words, catch_exceptions=False)
            finally:
                db.session.remove()

    return run


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """An application context with `albertslund` bound."""
    with app.app_context(), tenant(HOME):
        yield app


@pytest.fixture
def client(app: Flask) -> Any:
    """A checking client as a citizen."""
    return app.test_client()


@pytest.fixture
def staff(app: Flask) -> Callable[..., Any]:
    """`staff("leder")` returns a checking client signed in as a new user with that role (and more) in `albertslund`."""

    def sign_in(*roles: str, municipality: str = HOME) -> Any:
        return signed_in(app, *roles, municipality=municipality)

    return sign_in


def signed_in(app: Flask, *roles: str, municipality: str = HOME) -> Any:
    """Return a client of `app` signed in as a new user; `client.user_id` is her id."""
    from factories import make_user

    client = app.test_client()
    with app.app_context(), tenant(municipality):
        user = make_user(*roles)
        client.user_id, mark = user.id, user.fs_uniquifier
    with client.session_transaction("/stab/") as session:
        session["_user_id"] = mark
        session["_fresh"] = True
        session["fs_cc"] = "set"
        session["fs_paa"] = 4102444800.0
        session["kommune"] = municipality
    return client


@pytest.fixture
def freeze() -> Iterator[Callable[[str], Any]]:
    """`freeze("2021-05-03 10:00")` stops the clock at a UTC moment; it may be called again to move it."""
    running: list[Any] = []

    def stop_at(moment: str) -> None:
        while running:
            running.pop().stop()
        traveller = time_machine.travel(f"{moment.replace(' ', 'T')}+00:00" if len(moment) > 10 else moment, tick=False)
        traveller.start()
        running.append(traveller)

    yield stop_at
    while running:
        running.pop().stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on both engines, each on a database of its own."""
    settings: dict[str, Any] = {}
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        settings["database"] = server.new_database()
    made = make_app(tmp_path, **settings)
    fill(made)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()
