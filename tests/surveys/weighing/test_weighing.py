"""Weighting, who is missing, and change: right against known answers, refused where they must be, and made of shown figures only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from disclosure.small_tables import POINTS, SURVEY, THREE, heads, question
from hypothesis import given, settings
from hypothesis import strategies as st
from surveys.rounds import codes_for, open_round, send

from værdig.clock import HalfYear
from værdig.disclosure import ClearedTable, clear
from værdig.municipality import service as municipalities
from værdig.surveys import service
from værdig.surveys.groups import comparable, incomparable
from værdig.surveys.orders import Group
from værdig.surveys.weighing.change import Change, change, newcombe, wilson
from værdig.surveys.weighing.presenting import _moved
from værdig.surveys.weighing.weights import presence, weighted


def cleared(**rows: tuple[int, int, int, int, int]) -> ClearedTable:
    """Return a question cleared by group; each group's answers from the lowest point to the highest."""
    counts = {group: dict(zip(POINTS, numbers, strict=True)) for group, numbers in rows.items()}
    table = question(counts, categories=POINTS, collapse=THREE, scores={point: int(point) for point in POINTS})
    return clear([table], SURVEY).tables[0]


HALF = (10, 10, 0, 10, 10)
THREE_QUARTERS = (5, 5, 0, 15, 15)


def test_a_group_counts_as_it_counts_among_the_invited() -> None:
    """Half of A and three quarters of B are satisfied. A is nine of ten invited, so the weighted share lies near A's."""
    table = cleared(A=HALF, B=THREE_QUARTERS)
    assert table.total.shares["tilfreds"] == 63
    found = weighted(table, {"A": 900, "B": 100})
    assert found.shares == {"utilfreds": 48, "hverken": 0, "tilfreds": 52}
    assert found.n == 80
    assert found.effective == round(1 / (0.9**2 / 40 + 0.1**2 / 40)) == 49
    assert round(found.design_effect, 1) == 1.6


def test_weighting_is_refused_where_nearly_all_of_a_group_said_the_same() -> None:
    rows = {"A": {"ja": 10, "nej": 0}, "B": {"ja": 9, "nej": 1}, "D": {"ja": 40, "nej": 4}}
    table = clear([question(rows, categories=("ja", "nej"))], SURVEY).tables[0]
    assert weighted(table, dict.fromkeys(rows, 90)).refusal == "masked"


def test_a_question_put_to_some_is_not_weighted_to_all_who_were_invited() -> None:
    found = weighted(cleared(A=HALF, B=THREE_QUARTERS), {"A": 900, "B": 100}, put_to_all=False)
    assert (found.refusal, found.shares) == ("asked", {})


def test_weights_alike_change_nothing_and_cost_nothing() -> None:
    found = weighted(cleared(A=HALF, B=THREE_QUARTERS), {"A": 200, "B": 200})
    assert (found.shares["tilfreds"], found.effective, found.n) == (62, 80, 80)


@pytest.mark.parametrize(
    ("rows", "invited", "why"),
    [
        ({"A": HALF, "B": (3, 3, 3, 4, 4)}, {"A": 90, "B": 90}, "small"),
        ({"A": HALF, "B": HALF}, {"A": 90, "B": None}, "invited"),
        ({"A": HALF, "B": HALF}, {"A": 90}, "invited"),
        ({"A": HALF, "B": (1, 1, 1, 0, 0)}, {"A": 90, "B": 90}, "no_groups"),
    ],
)  # fmt: skip
def test_weighting_is_refused(rows: Any, invited: dict[str, int | None], why: str) -> None:
    found = weighted(cleared(**rows), invited)
    assert (found.refusal, found.shares, found.effective) == (why, {}, 0)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(20, 60), st.integers(20, 60), st.integers(60, 900)), min_size=2, max_size=5))
def test_a_weighted_share_is_right_to_a_point_and_lies_between_the_groups(drawn: Any) -> None:
    rows = {f"g{n}": (low, 0, 0, 0, high) for n, (low, high, _invited) in enumerate(drawn)}
    invited = {f"g{n}": size for n, (_low, _high, size) in enumerate(drawn)}
    table = cleared(**rows)
    found = weighted(table, invited)
    if len(table.rows) < len(rows):
        return
    every = sum(invited.values())
    exact = sum(size / every * 100 * high / (low + high) for low, high, size in drawn)
    assert abs(found.shares["tilfreds"] - exact) <= 1
    assert 1 <= found.effective <= found.n


def test_who_is_missing() -> None:
    response = clear([heads({"A": 40, "B": 40}, invited={"A": 60, "B": 140})], SURVEY).tables[0]
    first, second = presence(response)
    assert (first.of_invited, first.of_answers, first.missing) == (30, 50, False)
    assert (second.of_invited, second.of_answers, second.missing) == (70, 50, True)
    assert presence(clear([heads({"A": 40, "B": 40})], SURVEY).tables[0]) == []


# --- change ---


def test_the_intervals_are_those_of_the_books() -> None:
    """Newcombe (1998), table II: 56 of 70 against 48 of 80 gives 0.0524 to 0.3339; Wilson for 81 of 263 gives .2553 to .3662."""
    low, high = newcombe(56 / 70, 70, 48 / 80, 80)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    low, high = wilson(81 / 263, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        ((20, 0, 0, 0, 80), (50, 0, 0, 0, 50), "up"),
        ((50, 0, 0, 0, 50), (20, 0, 0, 0, 80), "down"),
        ((45, 0, 0, 0, 55), (50, 0, 0, 0, 50), "unchanged"),
        ((2, 3, 0, 0, 20), (20, 0, 0, 0, 20), "few"),
    ],
)  # fmt: skip
def test_only_a_difference_beyond_chance_is_a_change(now: Any, before: Any, verdict: str) -> None:
    found = change(cleared(A=now).total, cleared(A=before).total, "tilfreds")
    assert found is not None
    assert found.verdict == verdict
    assert found.low <= found.now - found.before <= found.high


def test_rounding_alone_never_makes_a_change() -> None:
    """At the edge of the interval, half a point either way decides: then nothing is said to have changed."""
    for share in range(50, 75):
        now, before = cleared(A=(100 - share, 0, 0, 0, share)).total, cleared(A=HALF).total
        found = change(now, before, "tilfreds")
        assert found is not None
        low, _high = newcombe((share - 0.5) / 100, 100, 0.505, 40)
        assert (found.verdict == "up") == (low > 0)


def test_a_hidden_share_has_no_change() -> None:
    nearly_all = cleared(A=(0, 0, 0, 1, 39)).total
    assert change(nearly_all, cleared(A=HALF).total, "tilfreds") is None


def test_groups_are_compared_only_where_they_are_the_same_people() -> None:
    within, across = comparable(HalfYear(2021, 1), HalfYear(2021, 2)), comparable(HalfYear(2025, 2), HalfYear(2026, 1))
    assert within["revalidering"] == "revalidering"
    assert across["sygedagpengeindsats"] == "sygedagpenge"
    assert not {"jobhjaelpsindsats", "revalidering"} & across.keys()


def test_across_the_reform_it_is_told_which_groups_cannot_be_compared_and_why() -> None:
    assert incomparable(HalfYear(2021, 1), HalfYear(2021, 2)) == []
    across = {str(label): str(why) for label, why in incomparable(HalfYear(2025, 2), HalfYear(2026, 1))}
    assert set(across) == {
        "Kontanthjælp og ledighedsydelse: jobsøgning",
        "Kontanthjælp: hjælp på vej mod job",
        "Øvrige borgere",
    }
    assert all(why.endswith(".") for why in across.values())


def test_a_change_beyond_nought_is_not_said_to_touch_it() -> None:
    """Ends are rounded outwards: a third of a point above nought is printed as nought, and the change as certain."""
    assert _moved(Change(71, 65, 0, 12, "up"))[2:] == ["over 0 til +12", "steget"]
    assert _moved(Change(65, 71, -12, 0, "down"))[2:] == ["−12 til under 0", "faldet"]
    assert _moved(Change(66, 65, 0, 3, "few"))[2] == "0 til +3"


# --- on the page ---

GROUPS = (Group("dagpenge", "Dagpenge", 200), Group("sygedagpenge", "Sygedagpenge", 40))


def played(half_year: HalfYear, satisfied: int, groups: Sequence[Group] = GROUPS) -> str:
    """Close a round of 35 and 25 who answered one question; so many of each group's first were satisfied."""
    round_id = open_round(groups, half_year)
    for group, number in zip(groups, (35, 25), strict=True):
        for place, code in enumerate(codes_for(round_id, group.key, number)):
            send(code, moedet=5 if place < satisfied else 1)
    service.close_round(round_id)
    return round_id


def test_the_page_shows_who_is_missing_weights_and_change(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    within(lambda: played(HalfYear(2021, 1), 8))
    round_id = within(lambda: played(HalfYear(2021, 2), 20))
    page = staff("leder").get(f"/stab/runder/{round_id}/resultat")
    assert "Vægtede tal" not in page.text, "off unless the municipality wants it"
    assert "mangler i svarene" in page.text
    table = next(table for table in page.soup.find_all("table") if "Ændring siden" in table.caption.text)
    assert any("steget" in row.text for row in table.find_all("tr"))
    within(lambda: municipalities.put("survey_weighting", True))
    page = staff("leder").get(f"/stab/runder/{round_id}/resultat")
    table = next(table for table in page.soup.find_all("table") if "Vægtede tal" in table.caption.text)
    assert "efterstratificering" in page.text
    cells = [cell.text.strip() for cell in table.find_all("tr")[1].find_all(["th", "td"])]
    assert cells[1:3] == ["67 %", "61 %"]
    assert cells[-2:] == ["60", "48"]


def test_the_page_says_which_groups_the_reform_has_made_incomparable(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    after = (Group("dagpengeindsats", "Dagpenge", 200), Group("sygedagpengeindsats", "Sygedagpenge", 40))
    within(lambda: played(HalfYear(2025, 2), 8))
    round_id = within(lambda: played(HalfYear(2026, 1), 20, after))
    page = staff("leder").get(f"/stab/runder/{round_id}/resultat")
    in_all, by_group = (
        [[cell.text.strip() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
        for table in page.soup.find_all("table")
        if table.caption.text.strip().startswith("Ændring")
    )
    assert [row[1] for row in in_all if "bliver mødt på" in row[0]] == ["Alle"]
    assert [row[1] for row in by_group if "bliver mødt på" in row[0]] == ["Dagpenge", "Sygedagpenge"]
    assert "»Øvrige borgere« er ikke med: Gruppen samler folk fra flere grupper" in page.text


def test_a_round_that_cannot_be_weighted_says_why(within: Callable[..., Any], staff: Callable[..., Any]) -> None:
    def play() -> str:
        municipalities.put("survey_weighting", True)
        round_id = open_round([GROUPS[0], Group("sygedagpenge", "Sygedagpenge", None)])
        for group in ("dagpenge", "sygedagpenge"):
            for place, code in enumerate(codes_for(round_id, group, 30)):
                send(code, moedet=1 + place % 5)
        service.close_round(round_id)
        return round_id

    page = staff("leder").get(f"/stab/runder/{within(play)}/resultat")
    assert (
        "Kan ikke vægtes: vi ved ikke, hvor mange der er inviteret i hver gruppe. Det gælder alle spørgsmål."
        in page.text
    )
    assert page.text.count("Kan ikke vægtes") == 1, "a reason is told once"
