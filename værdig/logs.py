"""Logging: one JSON object a line on standard error. What a citizen does with a survey leaves no line that tells when.

A failed survey request is kept in memory by kind and place, and the kinds are written with their counts when the day is over
or the process ends: somebody who collects the lines, with the times at which they came, learns the day and nothing finer.
Inside a request the words of an exception are left out, since they may quote what a person wrote.
"""

from __future__ import annotations

import atexit
import json
import logging
import re
import sys
import threading
import traceback
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TextIO

from flask import Flask, has_request_context, request
from sqlalchemy.exc import OperationalError

from værdig.clock import today

SURVEY_PREFIXES = ("/svar", "/stab/interview", "/stab/papir")
"""Addresses whose requests must not be placed in time: who answered when is nobody's business, also where staff enter it."""

log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """One JSON object a line; `in_full` adds the words of exceptions raised in requests."""

    def __init__(self, in_full: bool = False) -> None:
        super().__init__()
        self._in_full = in_full

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {}
        if not is_survey_request():
            line["at"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line |= {"level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        error = _error_of(record)
        if error is not None and (self._in_full or not has_request_context()):
            line["traceback"] = "".join(traceback.format_exception(error))
        elif error is not None:
            line |= {"error": named(error), "where": places(error)}
        return json.dumps(line, ensure_ascii=False)


class Lines(logging.StreamHandler[TextIO]):
    """Writes the lines, except those of survey requests, which wait for the end of the day; `in_full` writes them at once."""

    def __init__(self, in_full: bool = False, stream: TextIO | None = None) -> None:
        super().__init__(stream or sys.stderr)
        self.setFormatter(JsonLines(in_full))
        self._in_full = in_full

    def emit(self, record: logging.LogRecord) -> None:
        if is_survey_request() and not self._in_full:
            waiting.add(record)
        else:
            super().emit(record)


@dataclass(frozen=True)
class Failure:
    """One kind of failure: what was said of it without its values, the exception's name, and the places it went through."""

    message: str
    error: str
    where: tuple[str, ...]


class Waiting:
    """What failed in survey requests and is not written yet, by day and kind. No order and no time is kept."""

    def __init__(self) -> None:
        self._days: dict[date, Counter[Failure]] = {}
        self._lock = threading.Lock()

    def add(self, record: logging.LogRecord) -> None:
        """Keep what a record tells, without the values in its message."""
        error = _error_of(record)
        kind = Failure(str(record.msg), named(error) if error else "", tuple(places(error)) if error else ())
        with self._lock:
            self._days.setdefault(today(), Counter())[kind] += 1

    def write(self, before: date | None = None) -> int:
        """Write the days that ended before a date, all of them without one; returns how many failures were told of."""
        with self._lock:
            ended = [day for day in self._days if before is None or day < before]
            told = {day: self._days.pop(day) for day in sorted(ended)}
        for day, kinds in told.items():
            for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], repr(item[0]))):
                log.error(
                    "%s survey requests on %s: %s %s %s",
                    count,
                    day.isoformat(),
                    kind.message,
                    kind.error,
                    " < ".join(reversed(kind.where)),
                )
        return sum(kinds.total() for kinds in told.values())


waiting = Waiting()


def is_survey_request() -> bool:
    """Tell whether the running request is a citizen's with a survey, or staff's who enter what a citizen answers."""
    if not has_request_context():
        return False
    return any(request.path == prefix or request.path.startswith(prefix + "/") for prefix in SURVEY_PREFIXES)


def named(error: BaseException) -> str:
    """Return an exception's kind, with the words of those that only ever speak of the machine: files and the database."""
    kind = type(error).__name__
    if isinstance(error, OSError):
        return f"{kind}: {error.strerror or ''}"
    if isinstance(error, OperationalError):
        return f"{kind}: {str(error.orig).partition(chr(10))[0]}"
    return kind


def places(error: BaseException) -> list[str]:
    """Return where in our code and plug-ins an exception came through, and where it began: file, line and function."""
    frames = traceback.extract_tb(error.__traceback__)
    kept = [frame for frame in frames[:-1] if _OURS.search(frame.filename)] + frames[-1:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in kept]


_OURS = re.compile(r"(?<=/)(værdig|vaerdig_\w+)/(?!.*/site-packages/)")
_INSTALLED = re.compile(r"(?<=/site-packages/).+")


def _short(path: str) -> str:
    found = _INSTALLED.search(path)
    path = found[0] if found else path
    ours = _OURS.search(path)
    return path[ours.start() :] if ours else path


def _error_of(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None


def init(app: Flask, in_full: bool = False) -> None:
    """Write our own log lines to standard error, and tell of a failed request by its endpoint: addresses can hold secrets.

    The test run keeps pytest's handling.
    """
    app.log_exception = _log_exception(app)  # type: ignore[method-assign]
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # its development server would time every request
    if app.testing:
        return
    root = logging.getLogger()
    if not any(isinstance(known, Lines) for known in root.handlers):
        root.addHandler(Lines(in_full))
        atexit.register(waiting.write)
    root.setLevel(logging.WARNING)


def _log_exception(app: Flask) -> Any:
    def tell(exc_info: Any) -> None:
        app.logger.error("%s %s failed", request.method, request.endpoint, exc_info=exc_info)

    return tell
