"""Telling the groups of those who answered at a place from the groups that were invited; no database."""

from __future__ import annotations

HERE = "@her"
"""The key of the group of those who answered at a place, and the end of a group's key for those of it who did."""
_KEY_ROOM = 40


def key_here(group: str) -> str:
    """Return the key of those of a group who answered at a place."""
    return group[: _KEY_ROOM - len(HERE)] + HERE


def is_here(key: str) -> bool:
    """Tell whether a round's group is of those who answered at a place, whom nobody invited."""
    return key.endswith(HERE)
