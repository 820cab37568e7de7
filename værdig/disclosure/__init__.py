"""The single gate for figures about people: the public names; what each does is in the module it comes from."""

from __future__ import annotations

from værdig.disclosure.contracts import (
    FLOOR,
    AdministrationCount,
    ClearedRow,
    ClearedTable,
    Clearing,
    CountTable,
    Policy,
)
from værdig.disclosure.tables import count_overlapping, count_rows

__all__ = [
    "FLOOR",
    "AdministrationCount",
    "ClearedRow",
    "ClearedTable",
    "Clearing",
    "CountTable",
    "Policy",
    "count_overlapping",
    "count_rows",
]
