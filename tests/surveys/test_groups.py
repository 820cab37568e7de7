"""Target groups as dated data: thirteen before the reform, five after, four lengths, and what may be compared across."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from surveys.rounds import planned_round

from værdig.clock import HalfYear
from værdig.surveys.groups import (
    AFTER_REFORM,
    BEFORE_REFORM,
    COMPARISONS,
    LENGTHS,
    comparable,
    groups_of,
    label_of,
)


@pytest.mark.parametrize(("half_year", "number"), [("2021H1", 13), ("2025H2", 13), ("2026H1", 5), ("2027H2", 5)])
def test_there_are_thirteen_groups_before_the_reform_and_five_after(half_year: str, number: int) -> None:
    found = groups_of(HalfYear.parse(half_year))
    assert len({group.key for group in found}) == len({str(group.label) for group in found}) == number


def test_there_are_four_lengths_of_case() -> None:
    assert [length.key for length in LENGTHS] == [
        "under_3_maaneder", "3_til_12_maaneder", "1_til_2_aar", "over_2_aar",
    ]  # fmt: skip


def test_no_key_means_one_thing_before_and_another_after() -> None:
    assert not {group.key for group in BEFORE_REFORM} & {group.key for group in AFTER_REFORM}


def test_the_mapping_holds_every_group_of_both_sides_once() -> None:
    assert [found.now for found in COMPARISONS if found.now] == list(dict.fromkeys(found.now for found in COMPARISONS))
    assert {found.now for found in COMPARISONS} == {group.key for group in AFTER_REFORM}
    before = [key for found in COMPARISONS for key in found.before]
    assert sorted(before) == sorted(group.key for group in BEFORE_REFORM)


def test_what_may_not_be_compared_says_why() -> None:
    for found in COMPARISONS:
        assert bool(str(found.why)) is not found.comparable, found.now


def test_a_group_is_compared_with_itself_on_one_side_and_across_only_where_it_is_the_same() -> None:
    before, last, after, later = map(HalfYear.parse, ("2021H1", "2025H2", "2026H1", "2026H2"))
    assert comparable(before, last) == {group.key: group.key for group in BEFORE_REFORM}
    assert comparable(after, later) == {group.key: group.key for group in AFTER_REFORM}
    assert comparable(last, after) == {"dagpengeindsats": "dagpenge", "sygedagpengeindsats": "sygedagpenge"}


def test_a_label_is_found_on_either_side_and_a_towns_own_key_stays() -> None:
    assert (str(label_of("dagpenge")), str(label_of("oevrige_borgere"))) == ("Dagpenge", "Øvrige borgere")
    assert label_of("vores_egen") == "vores_egen"


@pytest.mark.parametrize(("half_year", "is_told"), [("2021H1", False), ("2026H2", True)])
def test_the_page_of_a_rounds_groups_tells_what_may_be_compared(
    staff: Any, within: Callable[..., Any], half_year: str, is_told: bool
) -> None:
    round_id = within(lambda: planned_round(half_year=HalfYear.parse(half_year)))
    text = staff("leder").get(f"/stab/runder/{round_id}/grupper").text
    assert ("Hvad kan sammenlignes med før reformen?" in text) is is_told
    assert ("Kan sammenlignes med Sygedagpenge." in text) is is_told
