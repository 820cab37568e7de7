"""Starting the web server and holding its log to our rules; the application itself is made in `app`."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
import threading
from typing import Any

from flask import Flask
from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

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
        "--bind", bind, "--workers", str(workers), "--worker-class", f"{__name__}.{Worker.__name__}", "--threads", str(threads),
        "--no-control-socket", "--graceful-timeout", "20", "--timeout", "120",
        "--log-level", "warning", "--logger-class", f"{__name__}.{ServerLog.__name__}",
    ]  # fmt: skip


def _count_together() -> None:
    """Let the worker processes count in one folder, emptied at each start: any of them can then tell the sum."""
    folder = paths.instance_dir() / "cache" / "counters"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


REFUSED = {
    414: "Adressen er for lang. Begynd forfra på forsiden.",
    431: "Din browser sendte for meget på én gang. Slet cookies for denne side, og prøv igen.",
}
"""What is said of requests that never reach the application, by status."""

_REFUSED_PAGE = """<!doctype html>
<html lang="da"><head><meta charset="utf-8"><title>Siden kunne ikke vises</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Siden kunne ikke vises</h1><p>{told}</p><p><a href="/">Gå til forsiden</a></p></main></body></html>
"""


def refusal(status: int) -> bytes:
    """Return the whole answer to a request that cannot be read; nothing of the request is repeated in it."""
    told = REFUSED.get(status, "Siden kunne ikke læse det, der blev sendt. Gå tilbage i din browser, og prøv igen.")
    page = _REFUSED_PAGE.format(told=told).encode()
    head = [
        f"HTTP/1.1 {status} Refused", "Connection: close", "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(page)}", "Content-Security-Policy: default-src 'none'", "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
    ]  # fmt: skip
    return "\r\n".join([*head, "", ""]).encode() + page


SEARCHES = (20_000, 20, 100)
"""After how many new objects Python looks for garbage among the young, and how much more seldom among older: a request makes
thousands, and leaves next to none that is not freed at once."""


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """A process that serves; what gunicorn itself has to refuse is told in Danish."""

    def init_process(self) -> None:
        """Put our page in place of gunicorn's."""
        util.write_error = lambda sock, status, _reason, _message: util.write_nonblock(sock, refusal(status))
        super().init_process()

    def load_wsgi(self) -> None:
        """Load the application with its pages, and let the search for garbage leave all that alone: it is there to stay."""
        super().load_wsgi()
        if isinstance(self.wsgi, Flask):
            _compile_pages(self.wsgi)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*SEARCHES)


def _compile_pages(app: Flask) -> None:
    """Compile every page; else whoever opens one first waits for it."""
    for page in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(page)


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
