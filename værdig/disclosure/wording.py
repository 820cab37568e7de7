"""The gate's Danish texts: why something is hidden and what is printed instead; when to use them is in `rules`."""

from __future__ import annotations

from værdig.disclosure.contracts import FLOOR
from værdig.i18n import _


def floor_refusal(threshold: int) -> str:
    """Say that a threshold below the floor is refused, naming both."""
    return _(
        "Grænsen kan ikke være %(threshold)s. Den kan aldrig være under %(floor)s, fordi så få mennesker kan genkendes.",
        threshold=threshold,
        floor=FLOOR,
    )
