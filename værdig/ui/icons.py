"""The design system's icons as paths to put into a page: no request for a picture, and the vendored file stays the source."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

ICONS = Path(__file__).parent / "static" / "dkfds" / "img" / "svg-icons"


@lru_cache(maxsize=64)
def icon_path(name: str) -> str:
    """Return the `d` of the icon's path in the box `0 -960 960 960`; raises LookupError for an icon that is not vendored."""
    file = ICONS / f"{name}.svg"
    if not file.is_file():
        raise LookupError(f"the icon {name} is not vendored")
    found = re.search(r'<path d="([^"]+)"', file.read_text(encoding="utf-8"))
    if found is None:
        raise LookupError(f"the icon {name} has no path")
    return found[1]
