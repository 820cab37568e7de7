"""How a metric stands follows the written rules, for every direction and whatever is missing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.metrics.goalposts import goalposts
from værdig.metrics.points import Value
from værdig.metrics.status import SYMBOLS, WORDS, Goalposts, path, standing
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
    stands = standing(_series(1000, 900, 900, 900, None), DOWN, TODAY)
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


def _path(direction: Any = "down", **more: Any) -> Goalposts:
    given_ = {
        "baseline": Decimal(1000),
        "baseline_at": Period.parse("2020Q1"),
        "target": Decimal(800),
        "target_at": Period.parse("2022Q1"),
        "counts_persons": True,
    }
    return Goalposts(direction=direction, **{**given_, **more})


@pytest.mark.parametrize(
    ("figure", "verdict", "tone"),
    [
        (900, "on_path", "good"),
        (905, "near_path", "warning"),
        (910, "near_path", "warning"),
        (911, "off_path", "bad"),
        (800, "reached", "good"),
        (700, "reached", "good"),
    ],
)
def test_a_target_is_measured_on_a_straight_path(figure: int, verdict: str, tone: str) -> None:
    """Half way between the two dates the path is at 900; 5 % of the way from 1000 to 800 is 10."""
    stands = standing([_value("2021Q1", figure)], _path(), TODAY)
    assert (stands.verdict, stands.tone) == (verdict, tone)


def test_the_tolerance_is_never_less_than_two_persons() -> None:
    posts = _path(baseline=Decimal(20), target=Decimal(16))
    assert standing([_value("2021Q1", 20)], posts, TODAY).verdict == "near_path"
    assert standing([_value("2021Q1", "20.1")], posts, TODAY).verdict == "off_path"
    share = _path(baseline=Decimal(20), target=Decimal(16), counts_persons=False)
    assert standing([_value("2021Q1", 20)], share, TODAY).verdict == "off_path"


def test_past_its_date_a_target_is_reached_or_not() -> None:
    assert standing([_value("2022Q1", 801)], _path(), TODAY).verdict == "not_reached"
    assert standing([_value("2022Q1", 800)], _path(), TODAY).verdict == "reached"


def test_a_target_without_dates_falls_back_to_last_year() -> None:
    posts = _path(baseline_at=None, target_at=None)
    assert path(posts, Period.parse("2021Q1")) is None
    assert standing(_series(1000, 1000, 1000, 1000, 900), posts, TODAY).verdict == "better"
    assert standing(_series(1000, 1000, 1000, 1000, 790), posts, TODAY).verdict == "reached"


def test_full_coverage_is_reached_at_a_hundred() -> None:
    posts = Goalposts(direction="all", target=Decimal(100))
    assert standing([_value("2021H1", 100)], posts, TODAY).verdict == "reached"
    assert standing([_value("2021H1", 99)], posts, TODAY).verdict == "nothing_to_compare"


@pytest.mark.parametrize(
    ("code", "figure", "verdict"),
    [
        ("2021H1", 1, "on_path"),
        ("2021H1", 0, "off_path"),
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


@settings(deadline=None)
@given(start=figures, target=figures, figure=figures, more=st.decimals(min_value=0, max_value=50_000, places=1))
def test_a_better_figure_never_stands_worse(start: Decimal, target: Decimal, figure: Decimal, more: Decimal) -> None:
    rank = {"off_path": 0, "near_path": 1, "on_path": 2, "reached": 3}
    if start == target:
        return
    posts = _path(direction="up", baseline=start, target=target, counts_persons=False)
    better = figure + more if target > start else figure - more
    first, second = (standing([_value("2021Q1", value)], posts, TODAY).verdict for value in (figure, better))
    assert rank[second] >= rank[first]


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), figures), max_size=24), st.booleans())
def test_no_series_is_too_odd_to_judge(numbers: list[Decimal | None], provisional: bool) -> None:
    stands = standing(_series(*numbers, provisional=provisional), _path(), TODAY)
    assert str(stands.word)
    assert stands.because.endswith(".")
