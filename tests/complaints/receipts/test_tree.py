"""The tree of a day: a proof leads to the root from its own leaf and place only, and its size tells nothing of the number."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.complaints.receipts import tree

LEAVES = st.integers(1, 6).flatmap(
    lambda depth: st.lists(st.binary(min_size=32, max_size=32), min_size=1 << depth, max_size=1 << depth, unique=True)
)


@given(LEAVES, st.data())
def test_a_proof_leads_to_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    proof = tree.proof_of(leaves, place)
    assert len(leaves) == 1 << len(proof)
    assert tree.root_by(leaves[place], place, proof) == tree.root_of(leaves)


@given(LEAVES, st.data())
def test_another_leaf_place_or_neighbour_leads_elsewhere(leaves: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    proof, root = tree.proof_of(leaves, place), tree.root_of(leaves)
    assert tree.root_by(b"x" * 32, place, proof) != root
    assert tree.root_by(leaves[place], place ^ 1, proof) != root
    height = data.draw(st.integers(0, len(proof) - 1))
    assert tree.root_by(leaves[place], place, [*proof[:height], b"x" * 32, *proof[height + 1 :]]) != root


@given(LEAVES, st.data())
def test_a_leaf_that_is_taken_away_or_changed_changes_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    assert tree.root_of([*leaves[:place], b"y" * 32, *leaves[place + 1 :]]) != tree.root_of(leaves)


def test_hashing_is_that_of_certificate_transparency() -> None:
    """RFC 6962, 2.1: leaves and nodes are hashed apart, so that no node can pass for a leaf."""
    a, b = tree.leaf_of("a"), tree.leaf_of("b")
    assert a == hashlib.sha256(b"\x00a").digest()
    assert tree.root_of([a, b]) == hashlib.sha256(b"\x01" + a + b).digest()


@pytest.mark.parametrize(("number", "depth"), [(0, 10), (1, 10), (512, 10), (513, 11), (1024, 11), (1025, 12)])
def test_at_least_half_of_the_places_are_free(number: int, depth: int) -> None:
    assert tree.depth_for(number) == depth
    assert number <= (1 << depth) / 2


@pytest.mark.parametrize("number", [0, 3, 5, 6, 7])
def test_a_tree_is_whole(number: int) -> None:
    with pytest.raises(ValueError, match="two, four, eight"):
        tree.root_of([b"x" * 32] * number)
