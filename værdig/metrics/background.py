"""Recomputing after an import, in a thread of its own, so that nobody waits and a slow plug-in holds up no page."""

from __future__ import annotations

import logging
import threading

from flask import Flask

from værdig.db import tenant
from værdig.metrics import service

log = logging.getLogger(__name__)

_one_at_a_time = threading.Lock()


def compute_soon(app: Flask, municipality_id: str) -> threading.Thread:
    """Start computing every maalepunkt of a municipality anew; returns the thread, which nobody needs to wait for."""
    thread = threading.Thread(target=_compute, args=(app, municipality_id), name="metrics", daemon=True)
    thread.start()
    return thread


def _compute(app: Flask, municipality_id: str) -> None:
    with _one_at_a_time, app.app_context(), tenant(municipality_id):
        try:
            failed = [outcome.metric_id for outcome in service.compute_all() if outcome.failure]
        except Exception:
            log.exception("the metrics of %s could not be computed", municipality_id)
            return
    if failed:
        log.warning("metrics of %s failed: %s", municipality_id, ", ".join(failed))
