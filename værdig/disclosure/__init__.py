"""The single gate for figures about people: the public names; what each does is in the module it comes from."""

from __future__ import annotations

from værdig.disclosure.clear import clear
from værdig.disclosure.contracts import (
    FLOOR,
    AdministrationCount,
    ClearedRow,
    ClearedTable,
    Clearing,
    CountTable,
    Policy,
)
from værdig.disclosure.display import administration_count
from værdig.disclosure.inspection import HiddenRange, hidden_ranges, inspect
from værdig.disclosure.ledger import DisclosureRelease, Occasion, clear_and_record, earlier, record
from værdig.disclosure.tables import count_overlapping, count_rows

__all__ = [
    "FLOOR",
    "AdministrationCount",
    "ClearedRow",
    "ClearedTable",
    "Clearing",
    "CountTable",
    "DisclosureRelease",
    "HiddenRange",
    "Occasion",
    "Policy",
    "administration_count",
    "clear",
    "clear_and_record",
    "count_overlapping",
    "count_rows",
    "earlier",
    "hidden_ranges",
    "inspect",
    "record",
]
