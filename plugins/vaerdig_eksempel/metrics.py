"""What the plug-in computes. Runs in a process of its own, without database and request: only `data` and `period` are there."""

from __future__ import annotations

from typing import Any

from værdig.api import MetricData


def guests_per_meeting(data: MetricData, period: str) -> Any:
    """Return guests per meeting by quarter; a quarter whose guests are hidden is missing, never zero."""
    return data.series("guests") / data.series("meetings")
