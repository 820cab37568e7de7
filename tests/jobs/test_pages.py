"""The status page and `vaerdig jobs status` tell how each job went here, and that one fails; a plug-in that is off has none run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from conftest import HOME, NEIGHBOUR, signed_in
from flask import Flask
from jobs.working import with_jobs
from servers import environment, migrate
from sqlalchemy import select

from værdig.db import db, tenant, transaction
from værdig.hooks import switches
from værdig.hooks.contracts import Job
from værdig.jobs import jobs, soon
from værdig.jobs.queue import EXTENSION


def fail() -> None:
    raise LookupError("hemmeligt")


def test_the_status_page_names_what_fails_here_only(app: Flask) -> None:
    before = app.extensions[EXTENSION]
    try:
        with_jobs(app, Job(id="t.fails", title="Send breve", run=fail), immediate=True)
        with app.app_context(), tenant(HOME):
            soon("t.fails")
        text = signed_in(app, "administrator").get("/stab/status").text
        assert "Fejlet én gang: LookupError" in text
        assert "Fejler: Send breve" in text
        assert "hemmeligt" not in text
        other = signed_in(app, "administrator", municipality=NEIGHBOUR).get("/stab/status").text
        assert "Send breve Ikke endnu" in other
        assert "Fejlet" not in other
    finally:
        app.extensions[EXTENSION] = before


def test_a_plug_ins_job_runs_where_it_is_on(context: Flask) -> None:
    from vaerdig_eksempel.models import Happening

    from værdig.clock import HalfYear, now

    with transaction():
        for year in (HalfYear.of(now().date()).year - 3, HalfYear.of(now().date()).year):
            db.session.add(Happening(what="x", about=str(year), at=now().replace(year=year, day=1)))
    run = jobs().declared["vaerdig_eksempel.tidy"]
    jobs().run(run, HOME, ())
    assert len(db.session.scalars(select(Happening)).all()) == 2
    with transaction():
        switches.put("vaerdig_eksempel", True, "system")
    for _twice in range(2):
        jobs().run(run, HOME, ())
        assert len(db.session.scalars(select(Happening)).all()) == 1


def test_the_command_lists_the_jobs(tmp_path: Path) -> None:
    migrate(tmp_path)
    add = "from værdig import create_app; from værdig.municipality import service\n"
    add += "app = create_app()\nwith app.app_context(): service.create('by', 'By')"
    subprocess.run([sys.executable, "-c", add], env=environment(tmp_path), check=True)
    told = subprocess.run(
        [sys.executable, "-m", "værdig", "jobs", "status", "--json"],
        env=environment(tmp_path), check=True, capture_output=True,
    ).stdout  # fmt: skip
    rows = {row["job"]: row for row in json.loads(told)}
    assert rows["vaerdig_eksempel.tidy"]["municipality"] == "by"
    assert not (tmp_path / "jobs.sqlite").exists()
