"""Noting how a job went, and reading it again; each note is a transaction of its own."""

from __future__ import annotations

from sqlalchemy import select

from værdig import clock, logs
from værdig.db import db, transaction
from værdig.jobs.models import JobState


def note_done(job_id: str) -> None:
    """Note that a job came to its end in the bound municipality."""
    with transaction():
        state = _state(job_id)
        state.done_at, state.failures, state.what = clock.now(), 0, ""


def note_failed(job_id: str, error: BaseException) -> None:
    """Note that a job failed in the bound municipality."""
    with transaction():
        state = _state(job_id)
        state.failed_at, state.failures = clock.now(), state.failures + 1
        state.what = described(error)


def described(error: BaseException) -> str:
    """Return the kind of an exception and the line it came from, without its words."""
    return " ".join([logs.named(error), *logs.places(error)[-1:]])[:200]


def _state(job_id: str) -> JobState:
    found = db.session.scalar(select(JobState).where(JobState.job_id == job_id).with_for_update())
    if found is None:
        found = JobState(job_id=job_id, failures=0, what="")
        db.session.add(found)
    return found


def by_job() -> dict[str, JobState]:
    """Return how the jobs stand in the bound municipality, by their ids."""
    return {state.job_id: state for state in db.session.scalars(select(JobState))}
