"""A day's log as a Merkle tree (hashing as in RFC 6962): one root for all receipts, and a short proof that one is among them.

Every day's tree has at least `LEAST_LEAVES` places, and those without a receipt hold what nobody can tell from one, so that
neither root nor proof tells how many complained.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32
LEAST_DEPTH = 10
"""1,024 places: far more than a municipality receives in a day."""


def leaf_of(signed: str) -> bytes:
    """Return the leaf of a signed receipt, 32 bytes."""
    return hashlib.sha256(b"\x00" + signed.encode()).digest()


def depth_for(number: int) -> int:
    """Return how deep the tree of a day with `number` receipts is: at most half of its places are taken."""
    return max(LEAST_DEPTH, max(2 * number - 1, 0).bit_length())


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root, 32 bytes; the number of leaves is a power of two. Raises ValueError for another number."""
    return _levels(leaves)[-1][0]


def proof_of(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """Return the neighbours on the way from a leaf to the root, the lowest first."""
    levels = _levels(leaves)
    return [level[(place >> height) ^ 1] for height, level in enumerate(levels[:-1])]


def root_by(leaf: bytes, place: int, proof: Sequence[bytes]) -> bytes:
    """Return the root that a leaf at a place has with these neighbours."""
    found = leaf
    for height, neighbour in enumerate(proof):
        is_right = place >> height & 1
        found = _joined(neighbour, found) if is_right else _joined(found, neighbour)
    return found


def _levels(leaves: Sequence[bytes]) -> list[Sequence[bytes]]:
    if not leaves or len(leaves) & (len(leaves) - 1):
        raise ValueError("a tree has two, four, eight … leaves")
    levels: list[Sequence[bytes]] = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([_joined(below[place], below[place + 1]) for place in range(0, len(below), 2)])
    return levels


def _joined(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
