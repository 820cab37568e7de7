"""What another feature tells the preview of an import: what the file would mean for its own figures; dataclasses only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from værdig.hooks.contracts import Observation

EFFECTS = "vaerdig_import_effects"
"""The key in `app.extensions` under which a feature puts its `TellEffects`."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What an import would do to one maalepunkt: its newest changed figure and its status before and after, in Danish words.

    `others` counts the other periods that change; `notes` say in Danish sentences which figures are not shown, or shown though
    the plan is over; `failure` says why the figures after could not be computed.
    """

    code: str
    title: str
    period: str = ""
    before: str = ""
    after: str = ""
    status_before: str = ""
    status_after: str = ""
    others: int = 0
    notes: tuple[str, ...] = ()
    failure: str = ""


TellEffects = Callable[[Sequence[Observation], str, str], list[Effect]]
"""Takes the figures that wait, their kind and source; returns the effects, without storing anything."""
