"""Recomputing after an import or a registration, in a thread of its own, so that nobody waits and a slow plug-in holds up no page."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable

from flask import Flask

from værdig.db import tenant
from værdig.metrics import service

log = logging.getLogger(__name__)

_one_at_a_time = threading.Lock()

Work = tuple[str, frozenset[str] | None]
"""A municipality, and the metrics to compute; None is all of them."""

_waiting: dict[Work, threading.Thread] = {}
_asked = threading.Lock()


def compute_soon(app: Flask, municipality_id: str, metric_ids: Iterable[str] | None = None) -> threading.Thread:
    """Start computing maalepunkter of a municipality anew, all or those named; returns the thread, which nobody needs to wait for.

    The same asked for again, before it has begun, is done once: ten registrations in a row are one computation.
    """
    work = (municipality_id, None if metric_ids is None else frozenset(metric_ids))
    with _asked:
        if work not in _waiting:
            _waiting[work] = threading.Thread(target=_compute, args=(app, work), name="metrics", daemon=True)
            _waiting[work].start()
        return _waiting[work]


def _compute(app: Flask, work: Work) -> None:
    municipality_id, metric_ids = work
    with _one_at_a_time, app.app_context(), tenant(municipality_id):
        with _asked:
            _waiting.pop(work, None)
        try:
            failed = [outcome.metric_id for outcome in service.compute_all(metric_ids) if outcome.failure]
        except Exception:
            log.exception("the metrics of %s could not be computed", municipality_id)
            return
    if failed:
        log.warning("metrics of %s failed: %s", municipality_id, ", ".join(failed))
