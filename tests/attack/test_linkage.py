"""The attack on SQLite: it finds nothing in the system as it is, and by name every leak that is put in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from værdig.attack import campaign, report
from værdig.attack.commands import attack
from værdig.attack.methods import all_methods
from værdig.attack.plants import CATCHERS, PLANTS
from værdig.attack.referee import ALPHA, Score

TOGETHER = ("timestamp", "log-line", "unpadded", "session-key", "job", "outbox-size")
"""Leaks that do not stand in each other's way: each is found by a method that only it could set off."""
SMALL = ("--trials", "1", "--people", "40", "--seed", "3")


def run(app: Flask, *words: str) -> Result:
    with app.app_context():
        return CliRunner().invoke(attack, ["linkage", *SMALL, *words], catch_exceptions=False)


@pytest.fixture(scope="module")
def outcome() -> campaign.Campaign:
    """The attack on the system as it is."""
    return campaign.run(trials=1, size=40, seed=3)


def test_nothing_is_learnt_from_the_system_as_it_is(outcome: campaign.Campaign) -> None:
    assert [(each.method.name, each.score) for each in outcome.leaks] == []
    tried = {finding.method.name: finding.score for finding in outcome.findings}
    assert tried.keys() == all_methods().keys()
    for name in ("answer-id", "stored-order", "code-order", "file-place", "size", "language", "group", "backups"):
        assert tried[name].guesses == outcome.answered, name
    assert outcome.answered >= 24
    assert outcome.drafts >= 8
    assert outcome.keys > 100


def test_it_says_what_was_tried_what_guessing_gives_and_what_was_found(app: Flask, outcome: campaign.Campaign) -> None:
    with app.app_context():
        text = "\n".join(report.as_lines(outcome))
    assert "1 runder, 40 inviterede" in text
    assert f"{outcome.answered} svar" in text
    assert "0,001" in text
    for finding in outcome.findings:
        assert finding.method.name in text
    assert f"af {outcome.answered}, gæt giver" in text


@pytest.mark.parametrize(
    ("better", "said", "marked", "ended"),
    [
        (False, "Ingen metode var bedre end at gætte.", "(p = 0.5)", 0),
        (True, "Lækket blev fundet med: letters-by-row.", "– LÆK", 1),
    ],
    ids=["nothing", "a-leak"],
)
def test_a_leak_is_marked_and_named_at_the_end(
    app: Flask, outcome: campaign.Campaign, better: bool, said: str, marked: str, ended: int
) -> None:
    found = Score(40, 30, 6.0, 1e-9 if better else 0.5)
    found_so = replace(outcome, findings=[campaign.Finding(all_methods()["letters-by-row"], found, better)])
    with app.app_context():
        lines = list(report.as_lines(found_so))
    assert lines[-1] == said
    assert found_so.exit_code == ended
    (told,) = (line for line in lines if "letters-by-row" in line and "30 rigtige af 40" in line)
    assert told.endswith(marked)


def test_the_command_ends_with_0_for_the_system_as_it_is(app: Flask) -> None:
    done = run(app)
    assert done.stdout.splitlines()[-1] == "Ingen metode var bedre end at gætte."
    assert done.exit_code == 0


def test_everything_that_sends_is_read(outcome: campaign.Campaign) -> None:
    tried = {finding.method.name: finding.score for finding in outcome.findings}
    assert tried["outbox-by-row"].guesses == tried["outbox-size"].guesses == 30
    assert tried["outbox-writes"].guesses > 10
    assert tried["draft-copies"].guesses >= 8


def caught(told: dict[str, Any], *plants: str) -> set[str]:
    """Return which methods should have found a leak and did not."""
    return set().union(*(CATCHERS[plant] for plant in plants)) - set(told["leaks"])


def test_planted_leaks_are_caught_by_name(app: Flask) -> None:
    own = Path(app.instance_path) / "vaerdig.sqlite"
    before = own.read_bytes()
    done = run(app, *(word for plant in TOGETHER for word in ("--plant", plant)), "--json")
    assert own.read_bytes() == before  # the attack is played elsewhere
    assert done.exit_code == 1
    told: dict[str, Any] = json.loads(done.stdout)
    assert caught(told, *TOGETHER) == set()
    assert (told["plants"], told["trials"], told["invited"], told["seed"]) == ([*TOGETHER], 1, 40, 3)
    assert (told["database"], told["alpha"]) == ("sqlite", ALPHA)
    assert sorted(method["name"] for method in told["methods"]) == sorted(all_methods())
    for method in told["methods"]:
        assert method["better_than_guessing"] == (method["p"] < told["level"])


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("plant", PLANTS)
def test_each_planted_leak_is_caught_by_itself(app: Flask, plant: str) -> None:
    done = run(app, "--plant", plant, "--json")
    assert done.exit_code == 1
    assert caught(json.loads(done.stdout), plant) == set()


def test_only_known_leaks_can_be_planted(app: Flask) -> None:
    assert run(app, "--plant", "everything").exit_code == 2


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_large_campaign_learns_nothing() -> None:
    large = campaign.run(trials=6, size=200, seed=11)
    assert [(each.method.name, each.score) for each in large.leaks] == []
    assert large.answered > 800
