"""`vaerdig jobs run` as a process of its own: it does what waits, it is alone on the machine, and it ends when told to."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from conftest import HOME, fill, make_app
from jobs.working import wait_until
from servers import environment

from værdig.db import db, tenant
from værdig.jobs import Jobs, jobs, states
from værdig.jobs.consumer import close

JOB = "surveys.reminders"


def test_a_process_of_its_own(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    fill(app)
    command = [sys.executable, "-m", "værdig", "jobs", "run"]
    with app.app_context(), tenant(HOME):
        queued = Jobs(app, jobs().declared.values(), lambda _job: True)
        queued.soon(JOB)
        process = subprocess.Popen(command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            wait_until(lambda: _is_done())
            second = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=False)
            assert second.returncode == 2
            assert "En anden proces på maskinen udfører baggrundsarbejdet" in second.stderr
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
        assert process.returncode == 0
        close(queued.queue)
        db.session.remove()
        db.engine.dispose()


def _is_done() -> bool:
    db.session.rollback()
    state = states.by_job().get(JOB)
    return state is not None and state.done_at is not None
