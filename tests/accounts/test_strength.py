"""What is too easily guessed as a pass word: common words with digits, one's own name, and keys beside each other."""

from __future__ import annotations

import pytest

from værdig.accounts.strength import is_guessable


@pytest.mark.parametrize(
    "weak",
    [
        "password1234", "Sommer2026!!", "aaaaaaaaaaaa", "Albertslund1", "qwertyuiop12", "hest hest hest", "kodeord123456",
        "bodilvind1963", "bodil.vind@example.dk", "æøåæøåæøåæøå", "a" * 128,
    ],
)  # fmt: skip
def test_what_is_easily_guessed(weak: str) -> None:
    assert is_guessable(weak, "Bodil Vind", "bodil.vind@example.dk", "Jobcenteret")


@pytest.mark.parametrize(
    "strong", ["en hest løber i regnen", "x7k2mQp9vLw3", "blå cykel tolv måner", "blå kanel " * 12]
)
def test_what_is_not(strong: str) -> None:
    assert not is_guessable(strong, "Bodil Vind", "bodil.vind@example.dk", "Jobcenteret")
