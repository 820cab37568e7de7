"""The made-up instance: the real application on an empty database and a temporary folder, and the insider's logs of it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from flask import Flask, g, request
from gunicorn.config import Config
from sqlalchemy import MetaData, inspect
from werkzeug.test import TestResponse

from værdig import create_app, logs
from værdig.db import db, tenant
from værdig.db.migrate import upgrade_all
from værdig.errors import UserError
from værdig.i18n import _
from værdig.municipality import service as municipalities
from værdig.serve import ServerLog

HOME = "proevekoebing"
APP_LOG, ACCESS_LOG, ERROR_LOG = "app.log", "adgang.log", "server.log"


class Scene:
    """A running made-up instance: its application, and the web server's log, which is told of every request."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.folder = Path(app.instance_path)
        self._server = _server_log(self.folder)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Do what staff do: with the application's context and the municipality bound."""
        with self.app.app_context(), tenant(HOME):
            try:
                yield
            finally:
                db.session.remove()

    def served(self, response: TestResponse) -> None:
        """Tell the server's log of a request, with an access log asked for, as gunicorn would."""
        self._server.access(response, response.request, response.request.environ, timedelta(milliseconds=8))

    def close(self) -> None:
        """Let go of the log's files."""
        for log in (self._server.error_log, self._server.access_log):
            for handler in list(log.handlers):
                log.removeHandler(handler)
                handler.close()


def _server_log(folder: Path) -> ServerLog:
    config = Config()
    config.set("accesslog", str(folder / ACCESS_LOG))
    config.set("errorlog", str(folder / ERROR_LOG))
    return ServerLog(config)


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
    """Make the application with settings of its own. `testing` only keeps its threads from starting."""
    app = create_app(
        testing=True, database=url, default_municipality=HOME, keys_dir="", key_backend="file", round_keys="keyfile"
    )

    @app.before_request
    def speak_as_the_browser_asks() -> None:
        g.setdefault("language", request.accept_languages.best or "da")

    return app


@contextmanager
def _moved_in(app: Flask) -> Iterator[Scene]:
    """Fill an empty database, and empty it again; one that is not empty is not touched."""
    with app.app_context():
        if inspect(db.engine).get_table_names():
            raise UserError(_("Databasen er ikke tom. Angrebet kører kun på en tom database til formålet."))
        upgrade_all()
        municipalities.create(HOME, "Prøvekøbing Kommune")
        db.session.remove()
    made = Scene(app)
    try:
        yield made
    finally:
        made.close()
        _empty(app)


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
