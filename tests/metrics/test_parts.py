"""What plug-ins' sections are handed, the command line, the example, and recomputing after an import."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from værdig import disclosure
from værdig.catalogue import queries as catalogue
from værdig.clock import HalfYear
from værdig.db import db
from værdig.disclosure import CountTable, Policy
from værdig.errors import UserError
from værdig.hooks.contracts import ReportSection
from værdig.hooks.records import Contribution
from værdig.metrics import queries, sample, service
from værdig.metrics.background import compute_soon
from værdig.metrics.commands import metrics_group
from værdig.metrics.engine import breaks_at, exact, plain_inputs, read_inputs
from værdig.metrics.models import MetricRun
from værdig.metrics.points import Value
from værdig.metrics.revisions import Snapshot, changes
from værdig.metrics.signal import signal

Metric = Callable[..., list[Contribution]]
Import = Callable[..., str]
FIRST = HalfYear(2021, 1)


def _gate_table(rows: dict[str, dict[str, int]]) -> disclosure.ClearedTable:
    table = CountTable(
        id="t", title="Tilfredshed", unit="answers", universe="round:r", question="q",
        categories=("tilfreds", "hverken", "utilfreds"), breakdown="group", rows=rows, merge=False,
    )  # fmt: skip
    return disclosure.clear([table], Policy.of("answers")).table("t")


def test_a_section_gets_only_what_the_gate_shows() -> None:
    cleared = _gate_table(
        {
            "dagpenge": {"tilfreds": 60, "hverken": 25, "utilfreds": 15},
            "kontanthjælp": {"tilfreds": 40, "hverken": 30, "utilfreds": 30},
            "sygedagpenge": {"tilfreds": 12, "hverken": 4, "utilfreds": 4},
            "fleksjob": {"tilfreds": 2, "hverken": 1, "utilfreds": 1},
        }
    )
    given_ = queries.section_table(cleared)
    by_row = dict(zip(given_.rows, given_.cells, strict=True))
    assert by_row["fleksjob"] == (None, None, None)
    assert by_row["dagpenge"] == (60, 25, 15)
    assert by_row[cleared.total.label] == tuple(cleared.total.shares.values())
    assert given_.people == cleared.total.n
    for row in cleared.rows:
        assert any(cell is not None for cell in by_row[row.label]) == (row.shown and not row.masked)


def test_a_section_gets_the_metrics_it_names_and_its_own_counts(
    metric: Metric, counts: dict[str, list[tuple[str, int]]], figures: Import, freeze: Callable[[str], None]
) -> None:
    freeze("2021-08-01 10:00")
    figures("y01a02", [("2021Q1", "990")])
    counts["companies"] = [("2021Q1", 3), ("2021Q2", 4), ("2020Q4", 9)]
    items = metric("antal", "firmaer")
    service.compute(FIRST)
    section = ReportSection(id="andet.afsnit", title="Afsnit", build=lambda _context: None, metrics=(items[0].id,))  # type: ignore[arg-type, return-value]
    other = type(items[0].plugin)(id="andet", title="Andet")
    context = queries.section_context(
        Contribution(other, "andet.plugin", "register_report_sections", section),
        FIRST,
        "plan",
        queries.results(FIRST),
    )
    assert set(context.metrics) == {items[0].id}
    assert (context.half_year, context.municipality) == ("2021H1", "Albertslund Kommune")
    own = Contribution(items[0].plugin, items[0].module, "register_report_sections", section)
    mine = queries.section_context(own, FIRST, "plan", queries.results(FIRST))
    assert set(mine.metrics) == {item.id for item in items}
    assert mine.registrations == {"talt": 7}


def test_a_hidden_count_hides_the_half_years_sum(
    metric: Metric, counts: dict[str, list[tuple[str, int]]], context: object, freeze: Callable[[str], None]
) -> None:
    freeze("2021-08-01 10:00")
    counts["people"] = [("2021Q1", 30), ("2021Q2", 2)]
    (item,) = metric("folk")
    service.compute(FIRST)
    assert queries.registrations(item.plugin_id, FIRST) == {"talt": None}


@settings(deadline=None)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_comes_back_from_the_process_as_it_went_in(value: Decimal) -> None:
    assert exact(float(value)) == value
    assert exact(None) is None


codes = st.sampled_from([f"{year}Q{quarter}" for year in (2020, 2021) for quarter in range(1, 5)])
points = st.builds(
    lambda code, figure: Value(
        period=code, value=figure, missing="" if figure is not None else "ikke oplyst", kinds=("hentet",)
    ),
    codes,
    st.one_of(st.none(), st.decimals(min_value=0, max_value=10**6, places=1)),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "b"]), st.lists(points, max_size=5)))
def test_stored_inputs_come_back_whole(inputs: dict[str, list[Value]]) -> None:
    assert read_inputs(json.loads(json.dumps(plain_inputs(inputs)))) == inputs


def test_a_break_begins_with_the_first_period_after_the_day() -> None:
    days = [item.valid_from for item in catalogue.metric("A-M4").series if item.valid_from]
    series = [Value(period=code, value=Decimal(1)) for code in ("2025Q1", "2025Q2", "2025Q3", "2025Q4")]
    assert breaks_at(days, series) == ["2025Q3"]
    assert breaks_at(days, series[2:]) == []
    assert breaks_at(days, series[:2]) == []


def test_signal_or_noise_starts_again_after_a_gap_and_a_break() -> None:
    series = [Value(period=f"{2018 + n // 12}M{n % 12 + 1:02d}", value=Decimal(10 + n % 2)) for n in range(24)]
    assert queries.signal_of(series, ()) == signal([float(value.value or 0) for value in series])
    assert queries.signal_of(series, ["2019M06"]).kind == "too_short"
    series[18] = Value(period=series[18].period, value=None, missing="ikke oplyst")
    assert queries.signal_of(series, ()).kind == "too_short"


@pytest.mark.usefixtures("context")
def test_compute_and_list_on_the_command_line(figures: Import, metric: Metric, freeze: Callable[[str], None]) -> None:
    freeze("2021-08-01 10:00")
    figures("y01a02", [("2020Q1", "1000"), ("2021Q1", "900")])
    metric("antal")
    told = CliRunner().invoke(
        metrics_group, ["compute", "--half-year", "2021H1", "--municipality", "albertslund", "--json"]
    )
    assert told.exit_code == 0, told.output
    (outcome,) = json.loads(told.output)["albertslund"]
    assert (outcome["change"], outcome["values"], outcome["code"]) == ("new", 2, "A-M1")
    listed = CliRunner().invoke(metrics_group, ["list", "--municipality", "albertslund"])
    assert "900 fuldtidspersoner, 1. kvartal 2021  (bedre end for et år siden)" in listed.output
    again = CliRunner().invoke(metrics_group, ["compute", "--municipality", "albertslund"])
    assert "1. halvår 2021  A-" in again.output
    assert "uændret: 2 tal, 0 mangler" in again.output


@pytest.mark.usefixtures("context")
def test_a_failing_metric_makes_the_command_fail_and_names_it(metric: Metric) -> None:
    metric("fejler")
    told = CliRunner().invoke(metrics_group, ["compute", "--half-year", "2021H1", "--municipality", "albertslund"])
    assert told.exit_code == 1
    assert "X-1        fejlede: Beregningen fejlede." in told.output


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("words", [["compute", "--municipality", "x"], ["compute", "--half-year", "2021H3"]])
def test_a_half_year_or_municipality_that_is_not_there_is_told_in_danish(words: list[str]) -> None:
    assert isinstance(CliRunner().invoke(metrics_group, words).exception, UserError)


def test_after_an_import_everything_computed_before_is_computed_again(
    figures: Import, metric: Metric, app: Any, freeze: Callable[[str], None]
) -> None:
    freeze("2021-08-01 10:00")
    figures("y01a02", [("2021Q1", "990")])
    (item,) = metric("antal")
    service.compute(FIRST)
    figures("y01a02", [("2021Q1", "980")])
    compute_soon(app, "albertslund").join(60)
    db.session.rollback()
    assert queries.values(item.id, FIRST)[0].value == 980


def test_an_import_that_is_undone_takes_its_figures_along(
    figures: Import, metric: Metric, freeze: Callable[[str], None]
) -> None:
    from værdig.imports import service as imports

    freeze("2021-08-01 10:00")
    (item,) = metric("antal")
    run_id = figures("y01a02", [("2021Q1", "990")])
    service.compute_all()
    assert len(queries.values(item.id)) == 1
    imports.undo(run_id)
    service.compute_all()
    assert queries.values(item.id) == []


def test_a_mistake_that_was_undone_is_no_revision(
    figures: Import, metric: Metric, freeze: Callable[[str], None]
) -> None:
    from værdig.imports import service as imports

    freeze("2021-08-01 10:00")
    (item,) = metric("antal")
    figures("y01a02", [("2021Q1", "990")])
    service.compute_all()
    freeze("2021-08-02 10:00")
    wrong = figures("y01a02", [("2021Q1", "909"), ("2021Q2", "808")])
    service.compute_all()
    assert [(each.before, each.after) for each in queries.revisions(item.id)] == [(990, 909)]
    freeze("2021-08-03 10:00")
    imports.undo(wrong)
    service.compute_all()
    assert queries.revisions(item.id) == []
    freeze("2021-08-04 10:00")
    figures("y01a02", [("2021Q1", "991"), ("2021Q2", "880")])
    service.compute_all()
    assert [(each.before, each.after) for each in queries.revisions(item.id)] == [(990, 991)]


def test_a_source_that_changes_back_and_forth_is_told_each_time() -> None:
    days = [datetime(2021, 8, day, tzinfo=UTC) for day in (1, 2, 3)]
    shots = [
        Snapshot(date(2021, 6, 30), day, {"2021Q1": Decimal(value)}) for day, value in zip(days, (1, 2, 1), strict=True)
    ]
    assert [(each.before, each.after) for each in changes(shots, [])] == [(2, 1), (1, 2)]
    assert changes(shots, [datetime(2021, 8, 2, 12, tzinfo=UTC)]) == []
    assert len(changes(shots, [datetime(2021, 8, 1, 12, tzinfo=UTC)])) == 2, (
        "undone before the change, so not the cause"
    )


def test_the_example_loads_twice_with_the_same_result(
    figures: Import, metric: Metric, freeze: Callable[[str], None]
) -> None:
    freeze("2022-03-01 10:00")
    figures("y01a02", [("2021Q1", "990"), ("2021Q3", "900")])
    metric("antal")
    sample.load(None)
    before = len(db.session.scalars(select(MetricRun)).all())
    sample.load(None)
    assert len(db.session.scalars(select(MetricRun)).all()) == before == 3
