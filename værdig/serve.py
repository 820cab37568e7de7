"""Starting the web server; the application itself is made in `app`."""

from __future__ import annotations

import os
import sys


def serve(bind: str, workers: int, threads: int = 8) -> None:
    """Replace this process by gunicorn. No access log is kept: it would time citizens' answers."""
    arguments = [
        sys.executable, "-m", "gunicorn", "værdig:create_app()",
        "--bind", bind, "--workers", str(workers), "--worker-class", "gthread", "--threads", str(threads),
        "--no-control-socket", "--log-level", "warning", "--graceful-timeout", "20", "--timeout", "120",
    ]  # fmt: skip
    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, arguments)  # noqa: S606
