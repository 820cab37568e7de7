"""How quickly a place hands out codes: a few a minute, so that nobody empties the day's number by holding a key down.

The moments are kept in this process's memory for a minute and written nowhere; no address of anybody is looked at.
"""

from __future__ import annotations

import threading
from collections import deque
from datetime import datetime, timedelta

from værdig import clock

PER_MINUTE = 6
_WINDOW = timedelta(minutes=1)


class Pace:
    """Counts what each place has handed out within a minute, in this process."""

    def __init__(self) -> None:
        self._moments: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def take(self, place_id: str) -> bool:
        """Tell whether a place may hand out one more now, and note it when it may."""
        now = clock.now()
        with self._lock:
            moments = self._moments.setdefault(place_id, deque())
            while moments and now - moments[0] > _WINDOW:
                moments.popleft()
            if len(moments) >= PER_MINUTE:
                return False
            moments.append(now)
            return True


pace = Pace()
