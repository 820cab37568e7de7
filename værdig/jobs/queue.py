"""The declared jobs of one application and its queue: asking for a job, and running one with its municipality bound.

The queue lies beside the database (SQLite) or in it (PostgreSQL). Which process works it off is in `consumer`.
"""

from __future__ import annotations

import contextvars
import logging
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import Huey, MemoryHuey, PostgresHuey, SqliteHuey
from huey.serializer import SignedSerializer
from sqlalchemy import make_url

from værdig import clock, municipality
from værdig.crypto import keyring
from værdig.db import db, in_transaction, tenant
from værdig.db.tenancy import current_tenant
from værdig.errors import RuleBroken, VaerdigError
from værdig.hooks.contracts import Job
from værdig.jobs import states

EXTENSION = "vaerdig_jobs"
QUEUE = "vaerdig"
QUEUE_FILE = "jobs.sqlite"
KEY = "jobs/messages"

log = logging.getLogger(__name__)


class JobFailed(VaerdigError):
    """A job failed and the queue may try it again; says which, and nothing of what the job was about."""


class Jobs:
    """The declared jobs of one application; `is_active(job)` tells whether its plug-in is on in the bound municipality."""

    def __init__(
        self, app: Flask, declared: Iterable[Job], is_active: Callable[[Job], bool], *, immediate: bool = False
    ) -> None:
        self.declared = {job.id: job for job in declared}
        self._app = app
        self._is_active = is_active
        self._immediate = immediate
        self._making = threading.Lock()

    def soon(self, job_id: str, *ids: str) -> None:
        """Ask for a job in the bound municipality; see `soon`."""
        if in_transaction():
            raise RuleBroken("a job asked for in a transaction could run before it or without it")
        task = self._made[1][job_id]
        if self._immediate:
            contextvars.Context().run(task, current_tenant(), *ids)
        else:
            task(current_tenant(), *ids)

    @property
    def queue(self) -> Huey:
        """The queue; made at first use, so that commands that need none leave no file behind."""
        return self._made[0]

    @cached_property
    def _made(self) -> tuple[Huey, dict[str, Any]]:
        with self._making:
            if "_made" in self.__dict__:
                made: tuple[Huey, dict[str, Any]] = self.__dict__["_made"]
                return made
            queue = MemoryHuey(QUEUE, immediate=True, results=False) if self._immediate else _queue(self._app)
            return queue, {job.id: self._task(queue, job) for job in self.declared.values()}

    def _task(self, queue: Huey, job: Job) -> Any:
        def run(municipality_id: str, *ids: str) -> None:
            self.run(job, municipality_id, ids)

        task = queue.task(name=job.id, retries=job.retries, retry_delay=job.retry_seconds)(run)
        if job.every_minutes is not None:
            queue.periodic_task(_every(job.every_minutes), name=f"{job.id}.planned")(lambda: self._everywhere(task))
        return task

    def _everywhere(self, task: Any) -> None:
        """Ask for a planned job in every municipality, each by itself: one that fails leaves the others alone."""
        with self._app.app_context():
            for each in municipality.all_municipalities():
                task(each.id)

    def run(self, job: Job, municipality_id: str, ids: tuple[str, ...]) -> None:
        """Run a job now, with a municipality bound; raises JobFailed, after the failure is noted."""
        with self._app.app_context(), tenant(municipality_id):
            if not self._is_active(job):
                return
            try:
                job.run(*ids)
            except Exception as error:
                db.session.rollback()
                log.error("job %s failed: %s", job.id, states.described(error))
                states.note_failed(job.id, error)
                raise JobFailed(job.id) from None
            states.note_done(job.id)


def _every(minutes: int) -> Callable[[datetime], bool]:
    """Return whether a job's turn has come: minutes since 1970 that its interval divides."""
    return lambda _moment: int(clock.now().timestamp()) // 60 % minutes == 0


def _queue(app: Flask) -> Huey:
    with app.app_context():
        serializer = SignedSerializer(secret=keyring().derive(KEY), salt=QUEUE)
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite":
        path = Path(app.instance_path) / QUEUE_FILE
        return SqliteHuey(QUEUE, filename=str(path), fsync=True, results=False, serializer=serializer)
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresHuey(QUEUE, dsn=dsn, table_prefix="vaerdig_queue", results=False, serializer=serializer)


def init(app: Flask, declared: Iterable[Job], is_active: Callable[[Job], bool], *, immediate: bool) -> None:
    """Give an application its jobs; where `immediate`, each runs at once in the process that asks for it (for tests)."""
    app.extensions[EXTENSION] = Jobs(app, declared, is_active, immediate=immediate)


def jobs() -> Jobs:
    """Return the running application's jobs."""
    found: Jobs = current_app.extensions[EXTENSION]
    return found


def soon(job_id: str, *ids: str) -> None:
    """Ask for a job in the bound municipality, with the ids of what it is about; it may run more than once.

    Call it after the transaction whose rows it shall see. Raises KeyError for a job that nobody declared, and RuleBroken inside a
    transaction.
    """
    jobs().soon(job_id, *ids)
