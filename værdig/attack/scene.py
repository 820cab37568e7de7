"""The made-up instance: the real application on an empty database and a temporary folder, its log, its queue and its server."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from flask import Flask
from sqlalchemy import Engine, MetaData, event, inspect, make_url

from værdig import create_app, logs
from værdig.attack.serving import Command, Server, as_told, serving
from værdig.attack.wires import Inside, Loopback, Wire
from værdig.db import db, tenant
from værdig.db.migrate import upgrade_all
from værdig.errors import UserError
from værdig.i18n import _
from værdig.jobs import Jobs, consumer
from værdig.jobs.queue import EXTENSION
from værdig.municipality import service as municipalities

HOME = "proevekoebing"
APP_LOG = "app.log"


class Scene:
    """A made-up instance: its application in this process, and a real server on the same instance while one runs."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.folder = Path(app.instance_path)
        self.command: Command | None = as_told
        """What starts the server; None: there is none, and all is asked of this process."""
        self._server: Server | None = None

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Do what staff do: with the application's context and the municipality bound."""
        with self.app.app_context(), tenant(HOME):
            try:
                yield
            finally:
                db.session.remove()

    @contextmanager
    def served(self) -> Iterator[None]:
        """Let the server run while this lasts."""
        if self.command is None:
            yield
            return
        settings = {
            "VAERDIG_DATABASE": self._database(),
            "VAERDIG_DEFAULT_MUNICIPALITY": HOME,
            "VAERDIG_SECURE_COOKIES": "false",  # browsers reach it by plain http
            "VAERDIG_JOBS_IN_WEB": "false",  # so that copies can be taken while jobs wait
        }
        with serving(self.folder, self.command, settings) as self._server:
            yield
        self._server = None

    def _database(self) -> str:
        url = make_url(self.app.config["SQLALCHEMY_DATABASE_URI"])
        return "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=False)

    def wire(self, network: str) -> Wire:
        """Return a browser's way to the application in this process."""
        return Inside(self.app, network)

    def outer_wire(self, network: str) -> Wire:
        """Return a browser's way to the server, or into this process where none runs."""
        if self._server is None:
            return Inside(self.app, network)
        self._server.wait()
        return Loopback(self._server.address, network)

    def work_off(self) -> None:
        """Do the jobs that wait in the queue, as the process that works it off does."""
        queue = self._jobs.queue
        while (task := queue.dequeue()) is not None:
            queue.execute(task)

    @property
    def _jobs(self) -> Jobs:
        found: Jobs = self.app.extensions[EXTENSION]
        return found

    def close(self) -> None:
        """Let go of the queue."""
        consumer.close(self._jobs.queue)


@contextmanager
def scene(database: str = "sqlite") -> Iterator[Scene]:
    """Set up an instance of its own and take it away again. `database` is `sqlite` or the address of an empty PostgreSQL.

    Raises UserError for anything else, and when that database has tables: it could be somebody's.
    """
    if database != "sqlite" and not database.startswith("postgresql"):
        raise UserError(_("Databasen skal være sqlite eller adressen på en PostgreSQL-database."))
    url = "" if database == "sqlite" else database
    with TemporaryDirectory(prefix="vaerdig-angreb-") as place, patch.dict(os.environ, {"VAERDIG_INSTANCE": place}):
        app = _application(url)
        try:
            with _moved_in(app) as made, _own_log(made.folder / APP_LOG):
                yield made
        finally:
            with app.app_context():
                db.engine.dispose()


def _application(url: str) -> Flask:
    """Make the application with settings of its own. `testing` only keeps its threads from starting; its jobs wait in the queue."""
    app = create_app(
        testing=True, database=url, default_municipality=HOME, keys_dir="", key_backend="file", round_keys="keyfile",
        mail_server="post.eksempel.dk", mail_sender="svar@eksempel.dk",
    )  # fmt: skip
    declared = app.extensions[EXTENSION].declared
    app.extensions[EXTENSION] = Jobs(app, declared.values(), lambda _job: True)
    return app


@contextmanager
def _moved_in(app: Flask) -> Iterator[Scene]:
    """Fill an empty database, and empty it again; one that is not empty is not touched."""
    with app.app_context():
        _in_a_hurry(db.engine)
        if inspect(db.engine).get_table_names():
            raise UserError(_("Databasen er ikke tom. Angrebet kører kun på en tom database til formålet."))
        upgrade_all()
        municipalities.create(HOME, "Prøvekøbing Kommune")
        with tenant(HOME):
            municipalities.put("show_unapproved_translations", True)
            municipalities.put("remind_unused_only", True)
        db.session.remove()
    made = Scene(app)
    try:
        yield made
    finally:
        made.close()
        _empty(app)


def _in_a_hurry(engine: Engine) -> None:
    """Let SQLite not wait for the disk: the same is written to the same places, and only a power cut would tell."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))


@contextmanager
def _own_log(path: Path) -> Iterator[None]:
    """Write the application's log lines to a file, as the service manager does with standard error."""
    with path.open("w", encoding="utf-8") as file:
        handler = logs.Lines(stream=file)
        logging.getLogger().addHandler(handler)
        try:
            yield
        finally:
            logging.getLogger().removeHandler(handler)


def _empty(app: Flask) -> None:
    """Leave the database as it was found: empty."""
    with app.app_context():
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            return  # its folder goes
        there = MetaData()
        with db.engine.begin() as connection:
            there.reflect(connection)
            there.drop_all(connection)
