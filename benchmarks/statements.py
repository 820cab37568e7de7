"""`python -m benchmarks.statements FOLDER CODE [DATABASE]`: how many SQL statements each request of one answer runs.

A process of its own: the application is served in it, and whatever it starts ends with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from http.client import HTTPResponse
from pathlib import Path

from benchmarks.answer_flow import EVERY, Visitor
from benchmarks.installation import installation


def counted(folder: Path, database: str, code: str) -> tuple[int, int]:
    """Return the most statements that a request of a whole answer with this code runs, and the number of screens it has."""
    command = [sys.executable, "-m", "benchmarks.statements", str(folder), code, *([database] if database else [])]
    most, screens = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return most, screens


def count(code: str) -> tuple[int, int]:
    """Send one answer through the application in this process; return as `counted` does."""
    from flask import current_app
    from sqlalchemy import event
    from werkzeug.serving import make_server

    from værdig.db import db

    ran = [0]
    server = make_server("127.0.0.1", 0, current_app._get_current_object())  # type: ignore[attr-defined]
    serving = threading.Thread(target=server.serve_forever, daemon=True)

    def note(*_about: object) -> None:
        ran[0] += threading.current_thread() is serving  # jobs run theirs in threads beside it

    event.listen(db.engine, "before_cursor_execute", note)
    serving.start()
    visitor = _Counting(f"127.0.0.1:{server.server_port}", ran=ran)
    visitor.answer(code, EVERY)
    server.shutdown()
    return max(visitor.statements), len(visitor.statements) // 2 - 2


@dataclass
class _Counting(Visitor):
    """A visitor who notes how many statements each request ran."""

    ran: list[int] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[HTTPResponse, str]:
        before = self.ran[0]
        answer = super().ask(method, path, form)
        self.statements.append(self.ran[0] - before)
        return answer


if __name__ == "__main__":
    place, spent, *named = sys.argv[1:]
    with installation(Path(place), *named):
        print(json.dumps(count(spent)))
