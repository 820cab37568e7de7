"""Laying two orders side by side, which is how most methods guess: the first person gets the first row, within what both tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

Placed = tuple[Hashable, Any, Any]
"""A cell, a place in it (None has none), and what stands there."""


def side_by_side(people: Iterable[Placed], rows: Iterable[Placed]) -> dict[str, Any]:
    """Return for each person what stands beside her when both sides are put in order within each cell.

    Of equal places what stands there decides; those without a place are left out, and so is whoever has nothing beside her.
    """
    ordered, placed = _by_cell(people), _by_cell(rows)
    found: dict[str, Any] = {}
    for cell, here in ordered.items():
        found |= {person: row for (_at, person), (_place, row) in zip(here, placed.get(cell, ()), strict=False)}
    return found


def _by_cell(placed: Iterable[Placed]) -> dict[Hashable, list[tuple[Any, Any]]]:
    cells: defaultdict[Hashable, list[tuple[Any, Any]]] = defaultdict(list)
    for cell, place, what in placed:
        if place is not None:
            cells[cell].append((place, what))
    return {cell: sorted(pairs) for cell, pairs in cells.items()}
