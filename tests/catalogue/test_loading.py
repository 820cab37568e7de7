"""The catalogue holds what the plans hold, and the loader refuses whatever does not fit."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from værdig.catalogue import queries
from værdig.catalogue.loader import DATA, catalogue, load, metrics_of
from værdig.catalogue.strict import DataError
from værdig.errors import NotYours


def test_everything_in_the_plans_is_there() -> None:
    assert queries.counts() == {
        "plans": 4,
        "goals": 8,
        "tracks": 23,
        "metrics": 72,
        "registrations": 29,
        "tables": 11,
    }


def test_metrics_by_kind() -> None:
    kinds = [metric.kind for plan in catalogue().plans for metric in metrics_of(plan)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "official_maalepunkt": 9,
        "official_submeasure": 1,
        "appendix_target": 10,
        "pejlemaerke": 9,
        "indicator": 19,
        "own_survey": 2,
        "implied": 22,
    }


def test_the_same_goal_returns_in_several_plans() -> None:
    wordings = {plan.id: goal.wording for plan, goal in queries.goal_in_plans("flygtninge")}
    assert list(wordings) == ["albertslund_2018", "albertslund_2020_2022", "vallensbaek_ishoej_2021"]
    assert wordings["albertslund_2020_2022"].startswith("Flygtninge")
    assert wordings["albertslund_2018"].startswith("Flere flygtninge")


def test_every_national_goal_of_every_plan_has_a_known_key() -> None:
    keys = [goal.goal for plan in queries.all_plans() for goal in plan.goals]
    assert len(keys) == 15
    assert set(keys) == {goal.key for goal in queries.goals()}


def test_goals_new_for_2021_do_not_hold_before() -> None:
    plan = queries.plan("albertslund_2020_2022")
    starts = {goal.goal: goal.valid_from for goal in plan.goals}
    assert starts["sagsbehandling"] == date(2021, 1, 1)
    assert starts["virksomheder"] == plan.valid_from == date(2020, 1, 1)


def test_stated_target_rule_and_readings_are_exact_and_apart() -> None:
    metric = queries.metric("D-M2")
    assert metric.baseline is not None
    assert metric.baseline.value == Decimal("51.9")
    assert metric.rule is not None
    assert (metric.rule.kind, metric.rule.amount) == ("level", Decimal(63))
    assert metric.target is not None
    assert metric.target.value == Decimal(63)


def test_a_metric_knows_where_it_stands() -> None:
    placed = queries.placed("A-M7")
    assert placed.plan.id == "albertslund_2020_2022"
    assert placed.track is not None
    assert placed.track.code == "A-T3"
    assert placed.metric.source.quote == "skal falde fra 20% til 10%"


def test_tables_of_a_series_follow_each_other_without_overlap() -> None:
    old, new = (item for item in queries.metric("A-M4").series)
    assert (old.table, old.valid_to) == ("y38a02", date(2025, 6, 30))
    assert (new.table, new.valid_from) == ("y60a02", date(2025, 7, 1))


def test_the_joint_area_ends_with_2021() -> None:
    before = queries.joint_area("Ishøj", date(2021, 12, 31))
    assert before is not None
    assert before.covers == ("Vallensbæk", "Ishøj")
    assert queries.joint_area("Ishøj", date(2022, 1, 1)) is None
    assert queries.joint_area("Albertslund", date(2021, 6, 1)) is None


def test_a_missing_cell_is_missing_and_not_zero() -> None:
    table = queries.table("t_2018_langtidsforsoergede")
    row = next(row for row in table.rows if row.label == "Ydelser efter endt dagpengeret")
    assert dict(zip(table.columns, row.values, strict=True))["Hvidovre"] is None
    assert dict(zip(table.columns, row.values, strict=True))["Albertslund"] == 0


@pytest.mark.parametrize(
    "ask", [queries.plan, queries.goal, queries.track, queries.metric, queries.registration, queries.table]
)
def test_unknown_names_are_not_found(ask: Callable[[str], Any]) -> None:
    with pytest.raises(NotYours):
        ask("findes_ikke")


def _broken(tmp_path: Path, change: Callable[[dict[str, Any]], None], name: str = "vallensbaek_ishoej_2021") -> Path:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / f"{name}.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return folder


def _unknown_key(data: dict[str, Any]) -> None:
    data["maal"] = []


def _missing_key(data: dict[str, Any]) -> None:
    del data["goals"][0]["wording"]


def _text_for_number(data: dict[str, Any]) -> None:
    data["goals"][0]["metrics"][0]["baseline"]["value"] = "34"


def _unknown_direction(data: dict[str, Any]) -> None:
    data["goals"][0]["metrics"][0]["direction"] = "sideways"


def _unknown_goal(data: dict[str, Any]) -> None:
    data["goals"][0]["goal"] = "noget_andet"


def _unknown_registration(data: dict[str, Any]) -> None:
    data["goals"][0]["registrations"] = ["findes_ikke"]


def _twice(data: dict[str, Any]) -> None:
    data["goals"][0]["metrics"][1]["code"] = data["goals"][0]["metrics"][0]["code"]


def _not_a_date(data: dict[str, Any]) -> None:
    data["valid_from"] = "2021-02-30"


def _backwards(data: dict[str, Any]) -> None:
    data["valid_to"] = "2020-12-31"


def _rule_without_start(data: dict[str, Any]) -> None:
    del data["goals"][0]["metrics"][0]["baseline"]


def _long_quote(data: dict[str, Any]) -> None:
    data["goals"][0]["metrics"][0]["source"]["quote"] = "ord " * 13


def _no_such_cell(data: dict[str, Any]) -> None:
    data["statements"][1]["terms"][0]["column"] = "Marts 2020"


def _short_row(data: dict[str, Any]) -> None:
    data["tables"][0]["rows"][0]["values"].pop()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_unknown_key, "unknown ['maal']"),
        (_missing_key, "goals[0]: unknown [], missing ['wording']"),
        (_text_for_number, "baseline.value: '34' is not Decimal"),
        (_unknown_direction, "'sideways' is not one of"),
        (_unknown_goal, "'noget_andet' is not known"),
        (_unknown_registration, "'findes_ikke' is not known"),
        (_twice, "stands twice"),
        (_not_a_date, "valid_from: '2021-02-30' is not a date"),
        (_backwards, "valid_to is before valid_from"),
        (_rule_without_start, "its rule has nothing to change"),
        (_long_quote, "longer than 12 words"),
        (_no_such_cell, "no single cell"),
        (_short_row, "has 3 cells"),
    ],
)
def test_data_that_do_not_fit_are_refused_by_name(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    with pytest.raises(DataError) as refused:
        load(_broken(tmp_path, change))
    assert told in str(refused.value)


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    (folder / "goals.json").write_text('[{"key": "a", "key": "b", "title": "t"}]', encoding="utf-8")
    with pytest.raises(DataError, match="'key' stands twice"):
        load(folder)
