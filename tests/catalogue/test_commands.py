"""`vaerdig plan list|show|check` as a person and as a script read them."""

import json

from click.testing import CliRunner

from værdig.catalogue.commands import plan_group
from værdig.errors import UserError


def _run(*words: str) -> str:
    result = CliRunner().invoke(plan_group, list(words), catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_list_as_json_counts_everything() -> None:
    told = json.loads(_run("list", "--json"))
    assert told["counts"]["metrics"] == 72
    assert told["plans"][0]["id"] == "albertslund_2018"


def test_show_names_goals_tracks_and_targets() -> None:
    text = _run("show", "vallensbaek_ishoej_2021")
    assert "Alle ledige skal have en værdig sagsbehandling. [sagsbehandling]" in text
    assert "angivet mål 17 fuldtidspersoner, regel: 16 × 1,05 = 16,8" in text


def test_show_as_json_is_the_whole_plan() -> None:
    told = json.loads(_run("show", "albertslund_2018", "--json"))
    budget = next(table for table in told["tables"] if table["id"] == "t_2018_budget")
    assert budget["rows"][0]["values"] == [75, 108, 33]


def test_an_unknown_plan_is_told_in_danish_with_those_there_are() -> None:
    result = CliRunner().invoke(plan_group, ["show", "findes_ikke"])
    assert isinstance(result.exception, UserError)
    assert "albertslund_2020_2022" in str(result.exception)


def test_check_shows_what_is_wrong_and_counts_what_holds() -> None:
    text = _run("check", "vallensbaek_ishoej_2021")
    assert "1.029 × 0,97 = 998,13 → 998; planen skriver 999" in text
    assert "16 × 1,05" not in text
    assert "16 × 1,05 = 16,8 → 17" in _run("check", "vallensbaek_ishoej_2021", "--all")


def test_check_as_json_has_one_object_per_finding() -> None:
    found = {item["id"]: item for item in json.loads(_run("check", "--json"))}
    assert found["D-M5/regel"]["outcome"] == "broken"
    assert found["C-TB1/Budget 2018"]["outcome"] == "holds"
