"""Logging: one JSON object a line on standard error; a citizen's survey request leaves no line with a time in it."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from flask import Flask, has_request_context, request

SURVEY_PREFIX = "/svar"
"""Addresses whose requests must not be placed in time: who answered when is nobody's business."""


class JsonLines(logging.Formatter):
    """One JSON object a line, with a time except for citizens' survey requests."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if is_survey_request():
            line["message"] = "a survey request failed"
            line["error"] = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
            return json.dumps(line, ensure_ascii=False)
        line = {"at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"), **line}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def is_survey_request() -> bool:
    """Tell whether the running request is a citizen's with a survey."""
    return has_request_context() and (request.path == SURVEY_PREFIX or request.path.startswith(SURVEY_PREFIX + "/"))


def init(app: Flask) -> None:
    """Write our own log lines to standard error; the test run keeps pytest's handling."""
    if app.testing:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    if not any(isinstance(known.formatter, JsonLines) for known in root.handlers):
        root.addHandler(handler)
    root.setLevel(logging.WARNING)
