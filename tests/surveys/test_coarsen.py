"""Coarsening: no combination that is stored is shared by fewer than the threshold, whatever comes in."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.surveys.coarsen import MERGED, NOTHING, Attributes, Hidden, Plan, decide

GROUPS = st.sampled_from([None, "dagpenge", "sygedagpenge", "revalidering", "under_18", "fleksjob"])
LENGTHS = st.sampled_from([None, "under_3_maaneder", "3_til_12_maaneder", "1_til_2_aar", "over_2_aar"])
COUNTS = st.dictionaries(st.tuples(GROUPS, LENGTHS), st.integers(0, 40), max_size=25)


def stored(counts: dict[Attributes, int], threshold: int, elsewhere: Hidden | None = None) -> Counter[Attributes]:
    """Return how many answers would be stored with each combination."""
    plan = decide(counts, threshold, elsewhere)
    after: Counter[Attributes] = Counter()
    for pair, number in counts.items():
        if number:
            after[plan.mapping[pair]] += number
    return after


@given(COUNTS, st.integers(5, 15))
def test_no_stored_combination_is_shared_by_fewer_than_the_threshold(counts: dict[Attributes, int], least: int) -> None:
    after = stored(counts, least)
    everybody = sum(counts.values())
    assert sum(after.values()) == everybody
    if everybody >= least:
        assert all(number >= least for number in after.values()), after
    else:
        assert set(after) <= {NOTHING}


HIDDEN = st.builds(
    lambda groups, lengths: Hidden(groups - {None}, lengths - {None}), st.frozensets(GROUPS), st.frozensets(LENGTHS)
)


@given(COUNTS, st.integers(5, 15), HIDDEN)
def test_what_the_other_design_hides_is_told_of_nobody_here(
    counts: dict[Attributes, int], least: int, elsewhere: Hidden
) -> None:
    """Neither by its own name, nor as the only group or the only length that is left out."""
    after = stored(counts, least, elsewhere)
    assert not {group for group, _length in after} & elsewhere.groups
    assert not {length for _group, length in after} & elsewhere.lengths
    assert all(number >= least for number in after.values()) or set(after) <= {NOTHING}
    plan = decide(counts, least, elsewhere)
    merged = {group for (group, _length), (to_group, _to) in plan.mapping.items() if to_group == MERGED}
    assert len(merged) != 1
    for group in {to_group for to_group, _length in after} - {MERGED, None}:
        here = {length: to_length for (own, length), (_group, to_length) in plan.mapping.items() if own == group}
        left_out = {length for length, to_length in here.items() if to_length is None}
        assert left_out.isdisjoint(elsewhere.lengths) or len(left_out) > 1 or len(here) == 1


@given(COUNTS, st.integers(5, 15), HIDDEN)
def test_a_plan_says_itself_what_it_hides(counts: dict[Attributes, int], least: int, elsewhere: Hidden) -> None:
    hidden = decide(counts, least, elsewhere).hidden
    kept = set(decide(counts, least, elsewhere).mapping.values())
    asked = {length for _group, length in counts if length}
    assert hidden.lengths == asked - {length for _group, length in kept}
    assert elsewhere.groups & {group for group, _length in counts} <= hidden.groups
    assert Hidden.from_json(hidden.as_json()) == hidden


@given(COUNTS, st.integers(5, 15))
def test_nobody_is_given_an_attribute_she_did_not_have(counts: dict[Attributes, int], least: int) -> None:
    for (group, length), (to_group, to_length) in decide(counts, least).mapping.items():
        assert to_group in {group, MERGED, None}
        assert to_length in {length, None}


@given(COUNTS, st.integers(5, 15))
def test_a_group_is_merged_whole_or_not_at_all(counts: dict[Attributes, int], least: int) -> None:
    plan = decide(counts, least)
    for (group, _length), (to_group, _to_length) in plan.mapping.items():
        if group is not None:
            assert (group in plan.merged) == (to_group != group)


@given(COUNTS, st.integers(5, 15))
def test_the_plan_survives_being_stored_and_holds_no_counts(counts: dict[Attributes, int], least: int) -> None:
    plan = decide(counts, least)
    data = plan.as_json()
    assert Plan.from_json(data) == plan
    assert all(value is None or isinstance(value, str) for pair in data["pairs"] for value in pair)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({("a", "kort"): 12, ("a", "lang"): 15}, {("a", "kort"): 12, ("a", "lang"): 15}),
        ({("a", "kort"): 30, ("a", "lang"): 12, ("a", "midt"): 3}, {("a", "kort"): 30, ("a", None): 15}),
        ({("a", "kort"): 30, ("b", "kort"): 4, ("c", None): 7}, {("a", "kort"): 30, (MERGED, None): 11}),
        ({("a", "kort"): 30, ("b", "lang"): 11, ("c", None): 2}, {("a", "kort"): 30, (MERGED, None): 13}),
        ({("a", "kort"): 30, ("b", "lang"): 2}, {NOTHING: 32}),
        ({("a", "kort"): 4, ("b", "lang"): 3}, {NOTHING: 7}),
        ({(None, None): 40, ("a", None): 12}, {NOTHING: 40, ("a", None): 12}),
        ({("a", "kort"): 30, ("b", "lang"): 11, ("c", None): 0}, {("a", "kort"): 30, (MERGED, None): 11}),
        ({("a", "kort"): 30, ("a", "lang"): 12, ("a", "midt"): 0}, {("a", "kort"): 30, ("a", None): 12}),
    ],
    ids=[
        "nothing rare", "a rare length takes the next with it", "two small groups together", "the smallest other joins",
        "one small group hides in the only other", "too few in all", "unknown groups are many enough",
        "a group of nobody is as a small one", "a length of nobody is as a rare one",
    ],
)  # fmt: skip
def test_length_goes_first_then_groups_are_merged_then_nothing_is_kept(
    counts: dict[Attributes, int], expected: dict[Attributes, int]
) -> None:
    assert stored(counts, 10) == expected


@given(COUNTS, GROUPS, LENGTHS, st.integers(5, 15), st.data())
def test_where_few_could_have_answered_nobody_sees_whether_anybody_did(
    counts: dict[Attributes, int], group: str | None, length: str | None, least: int, data: st.DataObject
) -> None:
    """One group has codes and hardly an answer: what becomes of everybody is the same whether it is none, or a few."""
    others = {pair: number + least for pair, number in counts.items() if pair[0] != group}
    few = data.draw(st.integers(1, least - 1))
    assert decide({**others, (group, length): 0}, least) == decide({**others, (group, length): few}, least)
