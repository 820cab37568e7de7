"""How quickly a place hands out codes: a few at once and then one every ten seconds, so that nobody empties the day's number by
holding a key down, and nobody waits long for somebody who did.

What is left is kept in this process's memory and written nowhere; no address of anybody is looked at.
"""

from __future__ import annotations

import threading
from datetime import datetime

from værdig import clock

AT_ONCE = 6
SECONDS_EACH = 10


class Pace:
    """Counts what each place may hand out now, in this process."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, datetime]] = {}
        self._lock = threading.Lock()

    def take(self, place_id: str) -> bool:
        """Tell whether a place may hand out one more now, and note it when it may."""
        now = clock.now()
        with self._lock:
            left, since = self._left.get(place_id, (float(AT_ONCE), now))
            left = min(AT_ONCE, left + (now - since).total_seconds() / SECONDS_EACH)
            self._left[place_id] = (left - 1 if left >= 1 else left, now)
            return left >= 1


pace = Pace()
