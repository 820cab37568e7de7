"""How a metric stands follows the written rules, for every direction and whatever is missing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.metrics.goalposts import goalposts
from værdig.metrics.points import Value
from værdig.metrics.status import SYMBOLS, WORDS, Goalposts, standing
from værdig.periods import Period

TODAY = date(2021, 7, 1)
DOWN = Goalposts(direction="down", counts_persons=True)


def _series(*figures: Any, start: int = 2020, **more: Any) -> list[Value]:
    codes = [f"{start + number // 4}Q{number % 4 + 1}" for number in range(len(figures))]
    return [_value(code, figure, **more) for code, figure in zip(codes, figures, strict=True)]


def _value(code: str, figure: Any, **more: Any) -> Value:
    if figure is None:
        return Value(period=code, value=None, missing="ikke oplyst", **more)
    return Value(period=code, value=Decimal(str(figure)), **more)


@pytest.mark.parametrize(
    ("before", "now", "direction", "verdict"),
    [
        (1000, 950, "down", "better"),
        (1000, 1050, "down", "worse"),
        (1000, 1019, "down", "unchanged"),
        (1000, 980, "down", "unchanged"),
        (1000, 979, "down", "better"),
        (1000, 1050, "up", "better"),
        (1000, 900, "up", "worse"),
        (1000, 900, "monitor", "followed"),
        (1000, 1100, "all", "better"),
    ],
)
def test_without_a_target_the_same_quarter_last_year_decides(
    before: int, now: int, direction: Any, verdict: str
) -> None:
    stands = standing(_series(before, 1, 2, 3, now), Goalposts(direction=direction), TODAY)
    assert stands.verdict == verdict
    assert stands.period == "2021Q1"


def test_unknown_is_grey_and_never_zero() -> None:
    assert standing([], DOWN, TODAY).verdict == "no_figure"
    stands = standing(_series(None, None), DOWN, TODAY)
    assert (stands.verdict, stands.tone) == ("no_figure", "neutral")
    assert "ikke oplyst" in stands.because


def test_a_missing_figure_last_year_leaves_nothing_to_compare_with() -> None:
    assert standing(_series(None, 1, 2, 3, 900), DOWN, TODAY).verdict == "nothing_to_compare"


def test_a_break_between_leaves_nothing_to_compare_with() -> None:
    posts = Goalposts(direction="down", breaks=["2020Q4"])
    assert standing(_series(1000, 1, 2, 3, 900), posts, TODAY).verdict == "nothing_to_compare"
    old = Goalposts(direction="down", breaks=["2020Q1"])
    assert standing(_series(1000, 1, 2, 3, 900), old, TODAY).verdict == "better"


def test_a_provisional_figure_is_not_judged() -> None:
    final = _series(1000, 1000, 1000, 1000, 900)
    newest = _value("2021Q2", 5000, provisional=True)
    assert standing([*final, newest], DOWN, TODAY).period == "2021Q1"
    assert standing([newest], DOWN, TODAY).verdict == "provisional"


def test_few_persons_are_not_judged_but_few_percent_are() -> None:
    assert standing(_series(20, 1, 1, 1, 9), DOWN, TODAY).verdict == "few"
    assert standing(_series(9, 1, 1, 1, 20), DOWN, TODAY).verdict == "few"
    assert standing(_series(20, 1, 1, 1, 9), Goalposts(direction="down"), TODAY).verdict == "better"


def _posts(direction: Any = "down", **more: Any) -> Goalposts:
    """From 1000 to 800 by the end of 2022."""
    given_ = {"target": Decimal(800), "target_at": Period.parse("2022")}
    return Goalposts(direction=direction, **{**given_, **more})


@pytest.mark.parametrize(
    ("before", "now", "verdict", "tone"),
    [
        (1000, 930, "behind", "bad"),
        (1000, 925, "on_track", "good"),
        (1000, 850, "on_track", "good"),
        (950, 880, "on_track", "good"),
        (950, 900, "behind", "bad"),
        (1000, 1050, "behind", "bad"),
        (900, 800, "reached", "good"),
        (900, 700, "reached", "good"),
    ],
)
def test_a_target_is_within_reach_when_the_last_years_pace_gets_there_in_time(
    before: int, now: int, verdict: str, tone: str
) -> None:
    """From the first quarter of 2021 to the end of 2022 there are 21 months: 1¾ times the change of a year."""
    stands = standing(_series(before, 1, 2, 3, now), _posts(), TODAY)
    assert (stands.verdict, stands.tone) == (verdict, tone)


def test_better_than_last_year_is_not_enough_when_the_target_is_far_away() -> None:
    """A-M7 as the plan has it: from 20 to 10 per cent; a fall of two points in a year does not get there."""
    posts = Goalposts(
        direction="down", unit="pct.", baseline=Decimal(20), target=Decimal(10), target_at=Period.parse("2022"),
        date_inferred=True,
    )  # fmt: skip
    stands = standing(_series("19.057", 1, 2, 3, "17.049"), posts, TODAY)
    assert stands.verdict == "behind"
    assert stands.because == (
        "17,0 pct. i 1. kvartal 2021 mod 19,1 pct. i 1. kvartal 2020. Fortsætter det sådan, er tallet 13,3 pct. "
        "ved udgangen af 2022, og målet på 10 pct. er ikke nået. "
        "Planen nævner ingen frist, så planens sidste år er brugt."
    )


def test_the_plans_dated_baseline_stands_in_for_a_missing_year_before() -> None:
    posts = _posts(baseline=Decimal(1000), baseline_at=Period.parse("2019"))
    assert standing([_value("2020", 930)], posts, TODAY).verdict == "on_track"
    assert standing([_value("2020", 940)], posts, TODAY).verdict == "behind"
    assert standing([_value("2020", 940)], _posts(), TODAY).verdict == "nothing_to_compare"
    assert standing([_value("2020", 800)], _posts(), TODAY).verdict == "reached"


def test_past_its_date_a_target_is_reached_or_not() -> None:
    assert standing([_value("2022Q4", 801)], _posts(), TODAY).verdict == "not_reached"
    assert standing([_value("2022Q4", 800)], _posts(), TODAY).verdict == "reached"
    late = standing(_series(1000, 1, 1, 1, 850), _posts(), date(2023, 1, 1))
    assert late.verdict == "overdue"
    assert late.because == (
        "850 i 1. kvartal 2021. Målet var 800 i 2022. Fristen er gået, og der er intet tal fra den."
    ), "nothing is forecast of a time that is over"


def test_of_a_target_without_a_date_only_the_direction_is_told() -> None:
    posts = _posts(target_at=None)
    stands = standing(_series(1000, 1000, 1000, 1000, 900), posts, TODAY)
    assert stands.verdict == "better"
    assert "Målet på 800 er ikke nået, og planen siger ikke, hvornår det skal nås." in stands.because
    assert standing(_series(1000, 1000, 1000, 1000, 790), posts, TODAY).verdict == "reached"


def test_the_newest_known_figure_is_judged_and_later_holes_are_named() -> None:
    """A-M5b: the newest quarter is missing, and the figure before it is still a figure."""
    stands = standing(_series(31, 1, 1, 1, 29, None), Goalposts(direction="monitor"), TODAY)
    assert (stands.verdict, stands.period) == ("followed", "2021Q1")
    assert stands.because.endswith("Intet tal for 2. kvartal 2021: ikke oplyst.")


def test_a_later_provisional_figure_is_told_and_not_judged() -> None:
    newest = _value("2021Q2", "69.51", provisional=True)
    stands = standing([*_series(60, 1, 1, 1, 50), newest], Goalposts(direction="up", unit="pct."), TODAY)
    assert (stands.verdict, stands.period) == ("worse", "2021Q1")
    assert stands.because.endswith("Foreløbigt er tallet 69,5 pct. i 2. kvartal 2021.")


def test_full_coverage_is_reached_at_a_hundred() -> None:
    posts = Goalposts(direction="all", target=Decimal(100))
    assert standing([_value("2021H1", 100)], posts, TODAY).verdict == "reached"
    assert standing([_value("2021H1", 99)], posts, TODAY).verdict == "nothing_to_compare"


@pytest.mark.parametrize(
    ("code", "figure", "verdict"),
    [
        ("2021H1", 1, "on_track"),
        ("2021H1", 0, "behind"),
        ("2021H1", 2, "reached"),
        ("2021H2", 1, "not_reached"),
        ("2021H2", 2, "reached"),
        ("2021", 1, "not_reached"),
    ],
)
def test_a_promise_for_every_year_is_measured_within_the_year(code: str, figure: int, verdict: str) -> None:
    posts = Goalposts(direction="reach", target=Decimal(2), yearly=True)
    assert standing([_value(code, figure)], posts, TODAY).verdict == verdict


def test_what_a_maalepunkt_is_measured_against_comes_from_its_plan() -> None:
    briefings, path_ = goalposts("A-N4-I2", None), goalposts("D-M1d", None)
    assert (briefings.target, briefings.yearly) == (Decimal(2), True)
    assert (path_.baseline, path_.target, path_.counts_persons) == (Decimal(16), Decimal(17), True)
    assert goalposts("A-M7", None).date_inferred
    assert path_.baseline_at == Period.parse("2019M06")
    assert goalposts("C-I11", None).target is None, "a forecast is no target"
    assert goalposts("A-M2", None).counts_persons


def test_every_status_has_a_word_a_symbol_and_a_tone_and_the_words_tell_tones_apart() -> None:
    words = {(str(word), tone) for word, tone, _status in WORDS.values()}
    by_word: dict[str, set[str]] = {}
    for word, tone in words:
        by_word.setdefault(word, set()).add(tone)
    assert all(len(tones) == 1 for tones in by_word.values())
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


figures = st.decimals(min_value=0, max_value=100_000, places=1)


@settings(deadline=None)
@given(before=figures, now=figures, persons=st.booleans())
def test_up_and_down_mirror_each_other(before: Decimal, now: Decimal, persons: bool) -> None:
    mirror = {"better": "worse", "worse": "better"}
    up, down = (
        standing(_series(before, 0, 0, 0, now), Goalposts(direction=way, counts_persons=persons), TODAY).verdict
        for way in ("up", "down")
    )
    assert down == mirror.get(up, up)


RANK = {"not_reached": 0, "behind": 0, "on_track": 1, "worse": 0, "unchanged": 1, "better": 2, "reached": 3}
units = st.sampled_from(["", "pct.", "personer"])


@settings(deadline=None)
@given(
    before=figures, target=figures, figure=figures, more=figures, unit=units, rising=st.booleans(), dated=st.booleans()
)
def test_a_better_figure_never_stands_worse(
    before: Decimal, target: Decimal, figure: Decimal, more: Decimal, unit: str, rising: bool, dated: bool
) -> None:
    way: Any = "up" if rising else "down"
    posts = Goalposts(direction=way, unit=unit, target=target, target_at=Period.parse("2022") if dated else None)
    better = figure + more if rising else figure - more
    verdicts = [standing(_series(before, 1, 1, 1, value), posts, TODAY).verdict for value in (figure, better)]
    assert RANK[verdicts[0]] <= RANK[verdicts[1]]


@settings(deadline=None)
@given(target=st.integers(1, 50), figure=st.integers(0, 60), more=st.integers(0, 60), month=st.integers(1, 12))
def test_within_the_year_a_better_figure_never_stands_worse(target: int, figure: int, more: int, month: int) -> None:
    posts = Goalposts(direction="reach", target=Decimal(target), yearly=True)
    code = f"2021M{month:02d}"
    verdicts = [standing([_value(code, value)], posts, TODAY).verdict for value in (figure, figure + more)]
    assert RANK[verdicts[0]] <= RANK[verdicts[1]]


@settings(deadline=None)
@given(before=figures, figure=figures, target=figures, unit=units)
def test_what_is_on_track_is_better_than_a_year_ago_or_there_already(
    before: Decimal, figure: Decimal, target: Decimal, unit: str
) -> None:
    """No figure is called on its way to a target that it moves away from."""
    posts = Goalposts(direction="up", unit=unit, target=target, target_at=Period.parse("2022"))
    if standing(_series(before, 1, 1, 1, figure), posts, TODAY).verdict == "on_track":
        assert before < figure


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), figures), max_size=24), st.booleans())
def test_no_series_is_too_odd_to_judge(numbers: list[Decimal | None], provisional: bool) -> None:
    stands = standing(_series(*numbers, provisional=provisional), _posts(), TODAY)
    assert str(stands.word)
    assert stands.because.endswith(".")
