"""The rule for signal and noise is the individuals chart, and does what it says."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.metrics.signal import FEWEST, RUN, TREND, WIDTH, signal

numbers = st.lists(st.integers(-1000, 1000).map(float), min_size=FEWEST, max_size=40)


def test_a_short_series_says_nothing() -> None:
    assert signal([1.0, 100.0] * 4).kind == "too_short"
    assert not signal([1.0, 100.0] * 4).is_signal


def test_the_limits_are_the_mean_and_2_66_mean_changes() -> None:
    found = signal([10.0, 12.0] * 5)
    mean_change = 2.0
    centre = (10.0 * 5 + 12.0 * 4) / 9
    assert found.low == pytest.approx(centre - WIDTH * mean_change)
    assert found.high == pytest.approx(centre + WIDTH * mean_change)
    assert found.kind == "noise"


def test_a_jump_is_outside_and_cannot_widen_its_own_limits() -> None:
    assert signal([10.0, 12.0] * 6 + [40.0]).kind == "outside"
    assert signal([10.0, 12.0] * 6 + [-20.0]).side == "down"


def test_a_run_on_one_side_is_a_signal() -> None:
    quiet = [10.0, 14.0, 9.0, 15.0, 10.0, 14.0, 9.0, 15.0, 10.0, 14.0, 9.0]
    found = signal([*quiet, *[14.0, 13.9, 14.1, 13.8, 14.2, 13.9, 14.0][:RUN]])
    assert (found.kind, found.side) == ("run", "up")


def test_a_steady_climb_is_a_signal() -> None:
    start = [20.0, 40.0, 22.0, 38.0, 21.0, 39.0, 20.0, 40.0]
    climb = [24.0, 26.0, 28.0, 32.0, 34.0, 36.0]
    assert len(climb) == TREND
    assert signal([*start, *climb]).kind == "trend"


@settings(deadline=None)
@given(numbers)
def test_moving_or_stretching_the_scale_changes_nothing(values: list[float]) -> None:
    assert signal([value + 5000 for value in values]).kind == signal(values).kind
    assert signal([value * 8 for value in values]).kind == signal(values).kind


@settings(deadline=None)
@given(numbers)
def test_turning_the_series_over_turns_the_side(values: list[float]) -> None:
    there, back = signal(values), signal([-value for value in values])
    assert there.kind == back.kind
    assert {there.side, back.side} in ({"up", "down"}, {""})


@settings(deadline=None)
@given(numbers, st.integers(1, 10_000))
def test_whatever_lies_beyond_a_limit_is_outside(values: list[float], beyond: int) -> None:
    found = signal(values)
    assert found.low is not None
    assert found.high is not None
    assert signal([*values[:-1], found.high + beyond]).kind == "outside"
    assert signal([*values[:-1], found.low - beyond]).side == "down"


@settings(deadline=None)
@given(st.floats(-1e6, 1e6, allow_nan=False), st.integers(FEWEST, 30))
def test_a_constant_series_is_noise(value: float, length: int) -> None:
    assert signal([value] * length).kind == "noise"


def test_pure_chance_is_seldom_called_a_signal() -> None:
    """A thousand series of chance, ten to forty long: fewer than one in ten may be called a signal."""
    chance = random.Random(20211121)
    series = [[chance.gauss(100, 10) for _point in range(chance.randint(10, 40))] for _series in range(1000)]
    assert sum(signal(values).is_signal for values in series) < 100
