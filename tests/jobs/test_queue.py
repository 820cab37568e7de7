"""Jobs on a real queue, on both engines: asked for, planned, failing, tried again, signed, and done by one process."""

from __future__ import annotations

import pickle
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from conftest import HOME, NEIGHBOUR
from flask import Flask
from jobs.working import wait_until, with_jobs, working

from værdig.db import tenant, transaction
from værdig.db.tenancy import current_tenant
from værdig.errors import RuleBroken
from værdig.hooks.contracts import Job
from værdig.jobs import consumer, soon, states
from værdig.jobs.queue import QUEUE_FILE, JobFailed, _every


def test_a_job_that_is_asked_for_runs_with_its_ids_and_municipality(real_app: Flask) -> None:
    seen: list[tuple[str, ...]] = []
    with_jobs(real_app, Job(id="t.note", title="T", run=lambda *ids: seen.append((current_tenant(), *ids))))
    with real_app.app_context():
        for municipality, ids in ((HOME, ("a", "b")), (NEIGHBOUR, ("c",))):
            with tenant(municipality):
                soon("t.note", *ids)
        assert seen == []
        with working(real_app):
            wait_until(lambda: len(seen) == 2)
    assert sorted(seen) == [(HOME, "a", "b"), (NEIGHBOUR, "c")]


def test_a_failing_job_is_noted_without_its_words_and_tried_again(
    real_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    def fail_twice() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise ValueError("borger@eksempel.dk")

    job = Job(id="t.fails", title="T", run=fail_twice, retries=2, retry_seconds=0)
    with_jobs(real_app, job)
    with real_app.app_context(), tenant(HOME):
        soon("t.fails")
        with working(real_app):
            wait_until(lambda: len(tries) == 3)
            wait_until(lambda: _state("t.fails").done_at is not None)
        state = _state("t.fails")
    assert (state.failures, state.what) == (0, "")
    assert state.failed_at is not None
    assert "t.fails failed: ValueError" in caplog.text
    assert "borger@eksempel.dk" not in caplog.text


def _state(job_id: str) -> states.JobState:
    from værdig.db import db

    db.session.rollback()
    return states.by_job().get(job_id) or states.JobState(job_id=job_id)


def test_a_planned_job_runs_in_every_municipality(real_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("huey.consumer.Scheduler.periodic_task_seconds", 1)
    with_jobs(real_app, Job(id="t.planned", title="T", run=lambda: seen.append(current_tenant()), every_minutes=1))
    with working(real_app):
        wait_until(lambda: {HOME, NEIGHBOUR} <= set(seen))


@pytest.mark.parametrize(("minutes", "moment", "due"), [(5, "2026-05-01 10:05", True), (5, "2026-05-01 10:06", False),
                                                         (1440, "2026-05-02", True), (7, "1970-01-01 00:14", True)])  # fmt: skip
def test_when_a_job_is_due(freeze: object, minutes: int, moment: str, due: bool) -> None:
    freeze(moment)  # type: ignore[operator]
    assert _every(minutes)(datetime.now()) is due  # noqa: DTZ005 - what the queue hands over is not looked at


def test_a_message_nobody_signed_is_not_run(app: Flask, tmp_path: Path) -> None:
    seen: list[str] = []
    made = with_jobs(app, Job(id="t.x", title="T", run=lambda: seen.append("ran")))
    made.queue.flush()
    with app.app_context(), tenant(HOME):
        soon("t.x")
        (message,) = made.queue.storage.enqueued_items()
        assert made.queue.deserialize_task(message).name == "t.x"
        forged = bytes(message)[:-3] + b"abc"
        made.queue.storage.flush_queue()
        for wrong in (forged, pickle.dumps("os.system")):
            made.queue.storage.enqueue(wrong)
        with working(app):
            soon("t.x")
            wait_until(lambda: seen)
            wait_until(lambda: not made.queue.storage.queue_size())
    assert seen == ["ran"]


def test_the_queue_holds_a_name_and_ids_and_nothing_when_it_is_done(app: Flask) -> None:
    done: list[str] = []
    made = with_jobs(app, Job(id="t.ids", title="T", run=done.append))
    with app.app_context(), tenant(HOME):
        soon("t.ids", "r-123")
        task = made.queue.pending()[0]
        assert (task.name, task.args, task.kwargs) == ("t.ids", (HOME, "r-123"), {})
        with working(app):
            wait_until(lambda: done == ["r-123"])
    with sqlite3.connect(Path(app.instance_path) / QUEUE_FILE) as connection:
        for table in ("task", "schedule", "kv"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    connection.close()


def test_one_process_on_a_machine_works_it_off(app: Flask) -> None:
    with consumer.only_here(Path(app.instance_path)) as first, consumer.only_here(Path(app.instance_path)) as second:
        assert (first, second) == (True, False)
    with consumer.only_here(Path(app.instance_path)) as again:
        assert again


def test_a_machine_keeps_its_name(tmp_path: Path) -> None:
    assert consumer.machine(tmp_path) == consumer.machine(tmp_path)


def test_a_job_is_asked_for_after_its_transaction(context: Flask) -> None:
    with_jobs(context, Job(id="t.x", title="T", run=lambda: None), immediate=True)
    with pytest.raises(RuleBroken), transaction():
        soon("t.x")
    with pytest.raises(KeyError):
        soon("t.unknown")


def test_in_tests_a_job_runs_at_once_and_its_failure_is_no_failure_of_who_asked(context: Flask) -> None:
    seen: list[str] = []

    def run(what: str) -> None:
        seen.append(what)
        raise ValueError

    made = with_jobs(context, Job(id="t.now", title="T", run=run), immediate=True)
    soon("t.now", "a")
    assert seen == ["a"]
    assert _state("t.now").failures == 1
    with pytest.raises(JobFailed):
        made.run(made.declared["t.now"], HOME, ("b",))
    assert _state("t.now").failures == 2
