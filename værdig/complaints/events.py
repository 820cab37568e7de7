"""Telling plug-ins that a complaint was logged or closed: after the commit, ids only; what they do is their own business."""

from __future__ import annotations

from værdig.db import in_transaction
from værdig.hooks import current_host


def logged(case_id: str) -> None:
    """Tell that a complaint has been received."""
    _tell("on_complaint_logged", case_id)


def closed(case_id: str) -> None:
    """Tell that a complaint has been closed."""
    _tell("on_complaint_closed", case_id)


def _tell(hook: str, case_id: str) -> None:
    """Tell the listeners, unless the work is part of a larger transaction whose end is not known yet: those are bulk loads."""
    if not in_transaction():
        current_host().fire(hook, case_id=case_id)
