"""Coarsening: deciding which attributes answers may keep, so that no combination is shared by too few; no database here.

An answer's attributes are its target group and its length of case. A rare pair first loses the length; a group that is still
too small is merged with other small ones; when that is too small as well, the answer keeps nothing. *Keeping nothing* counts as
a combination too: otherwise the few who have lost their group would stand out by having none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MERGED = "sammenlagt"
"""The key of the group that small groups are merged into."""

Attributes = tuple[str | None, str | None]
"""Group key and length key; None is unknown or dropped."""

NOTHING: Attributes = (None, None)


@dataclass(frozen=True)
class Hidden:
    """The groups and lengths that a round tells of nobody: merged away, or left out of every answer."""

    groups: frozenset[str] = frozenset()
    lengths: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """Return both as plain values."""
        return {"groups": sorted(self.groups), "lengths": sorted(self.lengths)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Hidden:
        """Read what `as_json` gave."""
        return cls(frozenset(data["groups"]), frozenset(data["lengths"]))


@dataclass(frozen=True)
class Plan:
    """What each pair of attributes becomes. `merged` are the groups that answers no longer tell apart."""

    mapping: Mapping[Attributes, Attributes]
    merged: tuple[str, ...]

    @property
    def hidden(self) -> Hidden:
        """What none of the answers tells."""
        asked = {length for _group, length in self.mapping if length is not None}
        kept = {length for _group, length in self.mapping.values()}
        return Hidden(frozenset(self.merged), frozenset(asked - kept))

    def as_json(self) -> dict[str, Any]:
        """Return the plan as plain values: pairs and no counts."""
        pairs = [[*before, *after] for before, after in self.mapping.items()]
        return {"pairs": sorted(pairs, key=lambda pair: [text or "" for text in pair]), "merged": list(self.merged)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Plan:
        """Read what `as_json` gave."""
        mapping = {(group, length): (to_group, to_length) for group, length, to_group, to_length in data["pairs"]}
        return cls(mapping, tuple(data["merged"]))


def decide(counts: Mapping[Attributes, int], threshold: int, elsewhere: Hidden | None = None) -> Plan:
    """Return a plan under which every combination that is stored is shared by at least `threshold` answers.

    `counts` is the number of answers per (group, length), and names every pair that could be answered with. One with nobody is treated
    like one with a few, or what is merged would tell the two apart. With fewer than `threshold` answers in all, every answer keeps nothing.
    `elsewhere` is what a round of the other design has hidden of nearly the same people: it is hidden here too, however many it is.
    """
    elsewhere = elsewhere or Hidden()
    sizes: Counter[str | None] = Counter()
    for (group, _length), number in counts.items():
        sizes[group] += number
    merged = _to_merge(sizes, threshold, elsewhere.groups)
    if len(merged) == len(sizes) > 0:
        return Plan(dict.fromkeys(counts, NOTHING), _named(merged))
    mapping: dict[Attributes, Attributes] = {}
    for group in sizes:
        cells = {length: number for (found, length), number in counts.items() if found == group}
        kept = set() if group in merged else _lengths_to_keep(cells, threshold, elsewhere.lengths)
        to_group = MERGED if group in merged else group
        for length in cells:
            mapping[group, length] = (to_group, length if length in kept else None)
    return Plan(mapping, _named(merged))


def _named(groups: set[str | None]) -> tuple[str, ...]:
    return tuple(sorted(group for group in groups if group is not None))


def _to_merge(sizes: Mapping[str | None, int], threshold: int, elsewhere: frozenset[str]) -> set[str | None]:
    """Return the groups that must not stand alone, with the smallest of the others added until they are many enough, and two."""
    merged = {group for group, size in sizes.items() if size < threshold or group in elsewhere}
    others = sorted((group for group in sizes if group not in merged), key=lambda group: (sizes[group], group or ""))
    while merged and others and (len(merged) < 2 or sum(sizes[group] for group in merged) < threshold):
        merged.add(others.pop(0))
    return merged


def _lengths_to_keep(cells: Mapping[str | None, int], threshold: int, elsewhere: frozenset[str]) -> set[str]:
    """Return the lengths to keep in one group, so that those without one are many enough too and of two lengths, or could not be anybody."""
    fit = {length for length, number in cells.items() if length is not None and number >= threshold}
    kept = fit - elsewhere
    dropped = sum(number for length, number in cells.items() if length not in kept)
    while kept and len(kept) < len(cells) and (dropped < threshold or (kept != fit and len(cells) - len(kept) < 2)):
        smallest = min(kept, key=lambda length: (cells[length], length))
        kept.remove(smallest)
        dropped += cells[smallest]
    return kept
