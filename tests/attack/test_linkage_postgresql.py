"""The attack on a real PostgreSQL server, with its transaction numbers, row places and raw files."""

from __future__ import annotations

import pytest
from postgres import PostgresServer
from sqlalchemy import create_engine, inspect, text

from værdig.attack import campaign
from værdig.attack.plants import CATCHERS, PLANTS
from værdig.errors import UserError
from værdig.surveys import service

pytestmark = pytest.mark.postgresql


def caught(outcome: campaign.Campaign) -> set[str]:
    return {finding.method.name for finding in outcome.leaks}


def tables(url: str) -> list[str]:
    engine = create_engine(url)
    try:
        return list(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_nothing_is_learnt_from_the_system_as_it_is(postgres_server: PostgresServer) -> None:
    url = postgres_server.new_database()
    outcome = campaign.run(trials=1, size=40, seed=4, database=url)
    assert caught(outcome) == set()
    tried = {finding.method.name: finding.score for finding in outcome.findings}
    for name in ("answer-id", "transaction", "engine-log", "file-place"):
        assert tried[name].guesses == outcome.answered, name
    assert tables(url) == []
    assert outcome.exit_code == 0
    assert tried["transaction-number"].guesses > 0
    assert tried["draft-by-lock"].guesses == 0  # saving a draft leaves no mark on the code's row


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("step", "expected"), [(-1, {"letters-by-row", "transaction-number"}), (1, {"letters-by-row-backwards"})]
)
def test_codes_written_in_the_letters_order_are_caught(
    postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch, step: int, expected: set[str]
) -> None:
    """With rows in that order, or the other way round, a row is somebody's, and PostgreSQL's order of writing tells of her."""
    monkeypatch.setattr(service, "sorted", lambda rows, key: rows[::step], raising=False)
    outcome = campaign.run(trials=1, size=60, seed=4, database=postgres_server.new_database())
    assert expected <= caught(outcome)


def test_planted_leaks_are_caught_by_name(postgres_server: PostgresServer) -> None:
    url = postgres_server.new_database()
    outcome = campaign.run(trials=1, size=40, seed=5, plants=("sequential-id", "draft"), database=url)
    assert CATCHERS["sequential-id"] | CATCHERS["draft"] <= caught(outcome)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("plant", PLANTS)
def test_each_planted_leak_is_caught_by_itself(postgres_server: PostgresServer, plant: str) -> None:
    outcome = campaign.run(trials=2, size=60, seed=5, plants=(plant,), database=postgres_server.new_database())
    assert CATCHERS[plant] <= caught(outcome)


def test_a_database_with_tables_is_left_alone(postgres_server: PostgresServer) -> None:
    url = postgres_server.new_database()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE somebodys (id integer)"))
    engine.dispose()
    with pytest.raises(UserError):
        campaign.run(trials=1, size=40, seed=4, database=url)
    assert tables(url) == ["somebodys"]


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_large_campaign_learns_nothing(postgres_server: PostgresServer) -> None:
    large = campaign.run(trials=6, size=200, seed=12, database=postgres_server.new_database())
    assert [(each.method.name, each.score) for each in large.leaks] == []
    assert large.answered > 800
