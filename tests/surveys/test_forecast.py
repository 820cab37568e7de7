"""*Det kan du vise*: against the figures that were worked out by hand from the real town and the real surveys."""

from __future__ import annotations

import pytest

from værdig.surveys.forecast import Asked, forecast, smallest_difference

TOWN = [
    Asked("sygedagpenge", "Sygedagpenge", 658),
    Asked("dagpenge", "Dagpenge", 630),
    Asked("revalidering", "Revalidering", 50),
    Asked("integration", "Kontanthjælp, integration", 17),
    Asked("forrevalidering", "Forrevalidering", 8),
]


@pytest.mark.parametrize(("answers", "points"), [(50, 16), (100, 12), (200, 8), (300, 7), (500, 5)])
def test_the_smallest_difference_that_is_more_than_chance(answers: int, points: int) -> None:
    """At 80 %: 15.7, 11.1, 7.8, 6.4 and 5.0 points, here rounded up."""
    assert smallest_difference(answers, 0.8) == points


def test_answers_expected_at_the_rate_of_another_town() -> None:
    expected = {group.key: group.expected for group in forecast(TOWN, 10, 0.39).groups}
    assert expected == {
        "sygedagpenge": 257,
        "dagpenge": 246,
        "revalidering": 20,
        "integration": 7,
        "forrevalidering": 3,
    }


def test_small_groups_are_told_from_large_ones_and_merged() -> None:
    told = forecast(TOWN, 10, 0.39)
    assert [group.verdict for group in told.groups] == ["vises", "vises", "vises", "for_faa", "for_faa"]
    assert {group.label for group in told.merge} == {"Kontanthjælp, integration", "Forrevalidering", "Revalidering"}
    assert told.merged_enough


def test_a_large_group_is_named_as_a_partner_and_never_as_one_that_cannot_be_shown() -> None:
    told = forecast(
        [Asked("oevrige", "Øvrige borgere", 8), Asked("paa_vej", "Kontanthjælp: hjælp på vej", 60)], 10, 0.39
    )
    assert [group.label for group in told.small] == ["Øvrige borgere"]
    assert [(group.label, group.verdict) for group in told.partners] == [("Kontanthjælp: hjælp på vej", "vises")]
    assert told.merged_enough


def test_a_group_under_thirty_is_marked_as_few() -> None:
    assert [group.few for group in forecast(TOWN, 10, 0.39).groups] == [False, False, True, True, True]


def test_unknown_is_never_zero() -> None:
    told = forecast([Asked("skranke", "Ved skranken", None), Asked("dagpenge", "Dagpenge", 630)], 10)
    assert told.groups[0].expected is None
    assert told.groups[0].verdict == "ukendt"
    assert told.expected is None
    assert told.difference is None
    assert told.merge == ()


def test_when_everything_is_too_small_it_says_so() -> None:
    told = forecast([Asked("a", "A", 9), Asked("b", "B", 5)], 10, 0.35)
    assert {group.label for group in told.merge} == {"A", "B"}
    assert not told.merged_enough


def test_nobody_invited_is_no_answer_at_all() -> None:
    told = forecast([Asked("a", "A", 0)], 10)
    assert told.groups[0].verdict == "for_faa"
    assert told.groups[0].difference is None
