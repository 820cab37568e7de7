"""Example data of the catalogue: each example municipality follows the plans that are its own."""

from __future__ import annotations

from typing import Any

from værdig import municipality
from værdig.catalogue import queries, service
from værdig.db import tenant


def load(_context: Any) -> None:
    """Let every municipality adopt the plans issued for it; running it twice changes nothing."""
    for found in municipality.all_municipalities():
        own = found.name.removesuffix(" Kommune")
        with tenant(found.id):
            for plan in queries.all_plans():
                if own in plan.municipalities:
                    service.adopt(plan.id)
