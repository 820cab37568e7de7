"""Computing keeps every result with its origin, never makes unknown zero, and goes on when one metric fails."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask
from metrics.figures_plugin import SHARE
from sqlalchemy import select

from værdig.clock import HalfYear
from værdig.db import db, tenant
from værdig.errors import TenantMissing
from værdig.hooks import isolated
from værdig.hooks.records import Contribution
from værdig.metrics import queries, service
from værdig.metrics.models import MetricRun
from værdig.metrics.service import ComputeOutcome

Metric = Callable[..., list[Contribution]]
Import = Callable[..., str]
FIRST = HalfYear(2021, 1)
SECOND = HalfYear(2021, 2)


@pytest.fixture(autouse=True)
def _later(freeze: Callable[[str], None]) -> None:
    freeze("2022-03-01 10:00")


def _one(outcomes: list[ComputeOutcome], name: str) -> ComputeOutcome:
    return next(outcome for outcome in outcomes if outcome.metric_id.endswith(f".{name}"))


def _numbers(item: Contribution, half_year: HalfYear | None = None) -> dict[str, Decimal | None]:
    return {value.period: value.value for value in queries.values(item.id, half_year)}


def test_figures_come_out_exactly_as_they_came_in_and_missing_stays_missing(figures: Import, metric: Metric) -> None:
    figures("y01a02", [("2021Q2", "1029,5"), ("2020Q4", "990"), ("2021Q1", "-")])
    (item,) = metric("antal")
    outcome = _one(service.compute(FIRST), "antal")
    assert (outcome.change, outcome.values, outcome.missing) == ("new", 2, 1)
    assert _numbers(item) == {"2020Q4": Decimal(990), "2021Q1": None, "2021Q2": Decimal("1029.5")}
    hole = queries.values(item.id)[1]
    assert hole.missing
    assert list(_numbers(item)) == ["2020Q4", "2021Q1", "2021Q2"]


def test_every_value_tells_where_it_comes_from(figures: Import, metric: Metric) -> None:
    figures("y01a02", [("2021Q1", "990")], kind="afskrift")
    (item,) = metric("antal")
    service.compute(FIRST)
    (value,) = queries.values(item.id)
    assert value.kinds == ("afskrift",)
    assert value.provenance.startswith("Afskrift: ")
    assert "import nr. 1" in value.provenance


def test_a_share_is_computed_from_two_series_and_missing_when_one_is(figures: Import, metric: Metric) -> None:
    """The figures of Vallensbæk and Ishøj in August 2020: 95 of 477 is 19.9 per cent."""
    figures("y09a02", [("2021Q1", "95"), ("2021Q2", "90")])
    figures("y08a02", [("2021Q1", "382")])
    (item,) = metric("andel")
    service.compute(FIRST)
    first, second = queries.values(item.id)
    assert first.value is not None
    assert round(first.value, 1) == Decimal("19.9")
    assert (second.value, bool(second.missing)) == (None, True)


def test_nothing_after_the_half_year_is_seen(figures: Import, metric: Metric) -> None:
    figures("y01a02", [("2021Q1", "1"), ("2021Q3", "3")])
    (item,) = metric("antal")
    service.compute(FIRST)
    assert _numbers(item) == {"2021Q1": Decimal(1)}
    service.compute(SECOND)
    assert _numbers(item) == {"2021Q1": Decimal(1), "2021Q3": Decimal(3)}
    assert _numbers(item, FIRST) == {"2021Q1": Decimal(1)}


def test_figures_from_the_future_are_dropped_and_order_is_made(figures: Import, metric: Metric) -> None:
    figures("y01a02", [("2020Q4", "1"), ("2021Q1", "2")])
    (item,) = metric("forud")
    service.compute(FIRST)
    assert list(_numbers(item)) == ["2020Q4", "2021Q1"]


def test_computing_again_without_news_stores_nothing(figures: Import, metric: Metric) -> None:
    figures("y01a02", [("2021Q1", "990")])
    metric("antal")
    service.compute(FIRST)
    assert _one(service.compute(FIRST), "antal").change == "unchanged"
    assert len(db.session.scalars(select(MetricRun)).all()) == 1


def test_a_revision_is_shown_and_the_old_value_kept(figures: Import, metric: Metric) -> None:
    figures("y01a02", [("2021Q1", "990")])
    (item,) = metric("antal")
    service.compute(FIRST)
    figures("y01a02", [("2021Q1", "985")])
    assert _one(service.compute(FIRST), "antal").change == "new"
    assert _numbers(item) == {"2021Q1": Decimal(985)}
    (revision,) = queries.revisions(item.id)
    assert (revision.before, revision.after) == (Decimal(990), Decimal(985))
    runs = db.session.scalars(select(MetricRun).order_by(MetricRun.id)).all()
    assert [run.values[0].value for run in runs] == ["990", "985"]


def test_a_failing_metric_is_named_and_the_others_go_on(
    figures: Import, metric: Metric, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures("y01a02", [("2021Q1", "990")])
    monkeypatch.setattr(isolated.Batch.compute, "__defaults__", (2.0,))
    metric("antal", "fejler", "haenger", "vroevl", "forud")
    outcomes = service.compute(FIRST)
    assert {outcome.code: outcome.change for outcome in outcomes} == {
        "A-M1": "new",
        "X-1": "failed",
        "X-2": "failed",
        "X-3": "failed",
        "X-4": "new",
    }
    assert _one(outcomes, "haenger").failure == "Beregningen var ikke færdig efter 2 sekunder og blev stoppet."
    assert "pandas Series" in _one(outcomes, "vroevl").failure
    run = queries.latest_failure("figures_plugin.fejler")
    assert run is not None
    assert "det gik galt" in run.detail


def test_a_failure_leaves_the_figures_from_before(
    figures: Import, metric: Metric, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures("y01a02", [("2021Q1", "990")])
    (item,) = metric("antal")
    service.compute(FIRST)
    (broken,) = metric("fejler")
    failing = Contribution(broken.plugin, broken.module, broken.hook, broken.value)
    monkeypatch.setattr(queries, "active_metrics", lambda: [failing])
    service.compute(FIRST)
    assert _numbers(item) == {"2021Q1": Decimal(990)}
    result = queries.result(failing, FIRST)
    assert result.failure == "Beregningen fejlede."
    assert result.points == ()


def test_figures_belong_to_one_municipality(figures: Import, metric: Metric) -> None:
    figures("y01a02", [("2021Q1", "990")])
    (item,) = metric("antal")
    service.compute(FIRST)
    with tenant("vallensbaek"):
        assert queries.values(item.id) == []


def test_without_a_municipality_nothing_can_be_read(metric: Metric, app: object) -> None:
    (item,) = metric("antal")
    with app.app_context(), pytest.raises(TenantMissing):  # type: ignore[attr-defined]
        queries.values(item.id)


def test_a_result_is_what_a_report_section_reads(figures: Import, metric: Metric) -> None:
    figures("y01a02", [("2020Q1", "1000"), ("2021Q1", "900"), ("2021Q2", ".")])
    metric("antal")
    service.compute(FIRST)
    result = queries.results(FIRST)["figures_plugin.antal"]
    assert (result.code, result.direction) == ("A-M1", "down")
    assert [point.value for point in result.points] == [1000.0, 900.0, None]
    assert result.points[2].why_missing
    assert result.status == "good"
    assert result.judged == result.points[1]
    assert result.status_text.startswith("bedre end for et år siden: 900 i 1. kvartal 2021 mod 1.000")
    assert result.status_text.endswith("Intet tal for 2. kvartal 2021: ikke oplyst.")


def test_own_counts_of_companies_are_plain(
    metric: Metric, counts: dict[str, list[tuple[str, int]]], context: object
) -> None:
    counts["companies"] = [("2021Q1", 3), ("2021Q2", 0)]
    (item,) = metric("firmaer")
    service.compute(FIRST)
    assert _numbers(item) == {"2021Q1": Decimal(3), "2021Q2": Decimal(0)}


def test_own_counts_of_people_pass_the_gate(
    metric: Metric, counts: dict[str, list[tuple[str, int]]], context: object
) -> None:
    counts["people"] = [("2020H2", 23), ("2021H1", 3)]
    (item,) = metric("folk")
    service.compute(FIRST)
    shown, hidden = queries.values(item.id)
    assert shown.value == 23
    assert hidden.value is None
    assert hidden.missing
    run = queries.newest_run(item.id)
    assert run is not None
    assert [point["value"] for point in run.inputs["talt"]] == ["23", None]


def test_a_running_period_is_not_counted_until_it_has_ended(
    metric: Metric, counts: dict[str, list[tuple[str, int]]], context: object, freeze: Callable[[str], None]
) -> None:
    counts["people"] = [("2021H1", 40)]
    (item,) = metric("folk")
    freeze("2021-06-30 12:00")
    service.compute(FIRST)
    assert queries.values(item.id)[0].missing == "tælles, når perioden er slut"
    freeze("2021-07-01 12:00")
    service.compute(FIRST)
    assert queries.values(item.id)[0].value == 40


def test_one_person_more_does_not_change_a_released_count(
    metric: Metric, counts: dict[str, list[tuple[str, int]]], context: object
) -> None:
    """A count made anew after one late row would show that one person by difference; the released one stands."""
    counts["people"] = [("2021H1", 40)]
    (item,) = metric("folk")
    service.compute(FIRST)
    counts["people"] = [("2021H1", 41)]
    service.compute(FIRST)
    assert queries.values(item.id)[0].value == 40


@pytest.mark.parametrize(
    "row", [("2021H1", -1), ("2021H1", True), ("2021H1", 1.5), ("første halvår", 3), ("2021H1",), 7]
)
def test_counts_that_are_none_are_a_named_failure(
    row: object, metric: Metric, counts: dict[str, list[object]], context: object
) -> None:
    counts["companies"] = [row]
    metric("firmaer")
    (outcome,) = service.compute(FIRST)
    assert outcome.failure == "Egne tal kunne ikke bruges."


def test_vallensbaek_and_ishoej_are_added_until_they_part(
    figures: Import, metric: Metric, freeze: Callable[[str], None]
) -> None:
    freeze("2022-08-01 10:00")
    (item,) = metric("faelles")
    with tenant("vallensbaek"):
        figures("y01a02", [("2021Q3", "322"), ("2021Q4", "300"), ("2022Q1", "290")], area="Vallensbæk")
        figures("y01a02", [("2021Q3", "707"), ("2022Q1", "650")], area="Ishøj")
        service.compute(HalfYear(2022, 1))
        found = {value.period: value for value in queries.values(item.id)}
        run = queries.newest_run(item.id)
    assert found["2021Q3"].value == 1029
    assert found["2021Q4"].value is None
    assert "Ishøj" in found["2021Q4"].missing
    assert found["2022Q1"].value == 290
    assert run is not None
    assert run.breaks == ["2022Q1"]


def test_shares_are_never_added_over_a_joint_area(
    figures: Import, metric: Metric, freeze: Callable[[str], None]
) -> None:
    """Vallensbæk's own share stands; 51,9 and 59,4 per cent are not 111,3."""
    freeze("2022-08-01 10:00")
    (item,) = metric("faelles_andel")
    with tenant("vallensbaek"):
        figures("mm13", [("2021Q3", "51,9")], area="Vallensbæk", measure=SHARE)
        figures("mm13", [("2021Q3", "59,4")], area="Ishøj", measure=SHARE)
        service.compute(HalfYear(2021, 2))
        assert _numbers(item) == {"2021Q3": Decimal("51.9")}


def test_both_engines_keep_figures_exactly(
    engine_app: Flask, metric: Metric, counts: dict[str, list[tuple[str, int]]]
) -> None:
    counts["companies"] = [("2021Q1", 3), ("2021Q2", 0)]
    counts["people"] = [("2021H1", 23)]
    with engine_app.app_context(), tenant("albertslund"):
        people, companies = metric("folk", "firmaer")
        service.compute(FIRST)
        assert [outcome.change for outcome in service.compute_all()].count("unchanged") == 2
        assert _numbers(companies, FIRST) == {"2021Q1": Decimal(3), "2021Q2": Decimal(0)}
        assert _numbers(people, FIRST) == {"2021H1": Decimal(23)}
