"""Starting the web server and holding its log to our rules; the application itself is made in `app`."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import threading
from typing import Any

from gunicorn.glogging import Logger

from værdig import logs, paths


def serve(bind: str, workers: int, threads: int = 8) -> None:
    """Replace this process by the web server."""
    os.environ["PYTHONUTF8"] = "1"
    _count_together()
    os.execv(sys.executable, command(bind, workers, threads))  # noqa: S606


def command(bind: str, workers: int, threads: int, application: str = "værdig:create_app()") -> list[str]:
    """Return the command that starts gunicorn. No access log is kept: it would time citizens' answers."""
    return [
        sys.executable, "-m", "gunicorn", application,
        "--bind", bind, "--workers", str(workers), "--worker-class", "gthread", "--threads", str(threads),
        "--no-control-socket", "--graceful-timeout", "20", "--timeout", "120",
        "--log-level", "warning", "--logger-class", f"{__name__}.{ServerLog.__name__}",
    ]  # fmt: skip


def _count_together() -> None:
    """Let the worker processes count in one folder, emptied at each start: any of them can then tell the sum."""
    folder = paths.instance_dir() / "cache" / "counters"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """The server's own log: lines of ours about its processes, nothing about a single request, and never an access log."""

    def setup(self, cfg: Any) -> None:
        """Give gunicorn's handlers our form and our rule."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.JsonLines())
            handler.addFilter(_is_about_the_server)

    def access(self, *_about: Any) -> None:
        """Write nothing, whatever the server's options say."""


def _is_about_the_server(record: logging.LogRecord) -> bool:
    """Let through what the server says of itself. What its request threads say names addresses, and waits for the day's end."""
    if threading.current_thread() is threading.main_thread():
        return True
    if record.exc_info:
        logs.waiting.add(record)
    return False
