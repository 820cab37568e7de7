"""What the preview of an import promises of the maalepunkter, against what their pages show once it is stored."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from værdig.clock import HalfYear
from værdig.hooks.contracts import Observation
from værdig.hooks.records import Contribution
from værdig.i18n import with_unit
from værdig.imports import service as imports
from værdig.metrics import queries, service
from værdig.metrics.effects import effects_of
from værdig.metrics.overview import newest_figure
from værdig.periods import label_of

Metric = Callable[..., list[Contribution]]
Import = Callable[..., str]
QUARTERS = [f"{year}Q{number}" for year in range(2021, 2026) for number in (1, 2, 3, 4)]
ROWS = st.dictionaries(st.sampled_from(QUARTERS), st.integers(100, 999).map(str), min_size=1, max_size=5)


def _observations(rows: dict[str, str]) -> list[Observation]:
    return [
        Observation(
            table="y01a02", measure="Antal fuldtidspersoner", area="Albertslund", period=period,
            unit="fuldtidspersoner", value=value,
        )
        for period, value in rows.items()
    ]  # fmt: skip


def _shown(item: Contribution) -> dict[str, Any]:
    return {value.period: value.value for value in queries.values(item.id)}


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stored=ROWS, new=ROWS)
def test_the_preview_promises_exactly_what_the_pages_then_show(
    figures: Import, metric: Metric, freeze: Callable[[str], None], stored: dict[str, str], new: dict[str, str]
) -> None:
    assume(stored != new)
    freeze("2026-11-01 10:00")
    items = metric("antal", "udloebet")
    runs = [figures("y01a02", list(stored.items()))]
    service.compute_all(also=[HalfYear(2021, 2)])
    before = {item.id: _shown(item) for item in items}
    promised = {effect.code: effect for effect in effects_of(_observations(new), "hentet", "jobindsats")}
    assert before == {item.id: _shown(item) for item in items}, "a preview stores nothing"
    runs.append(figures("y01a02", list(new.items())))
    service.compute_all()
    for item in items:
        effect, then, was = promised[item.value.code], _shown(item), before[item.id]
        changed = sorted(period for period in then if then[period] != was.get(period))
        assert effect.period == (label_of(changed[-1]) if changed else "")
        assert effect.others == max(len(changed) - 1, 0)
        if changed:
            assert effect.after == with_unit(then[changed[-1]], "fuldtidspersoner")
            assert effect.status_after == str(queries.standing_of(item).word)
        assert any("bliver gemt, men ikke vist" in note for note in effect.notes) == bool(set(new) - set(then))
    for run_id in reversed(runs):
        imports.undo(run_id)


def test_late_figures_of_a_maalepunkt_that_has_ended_are_shown_and_no_other_file_is_said_to_change_them(
    figures: Import, metric: Metric, freeze: Callable[[str], None]
) -> None:
    freeze("2026-11-01 10:00")
    (item,) = metric("udloebet")
    figures("y01a02", [("2021Q4", "160")])
    service.compute_all(also=[HalfYear(2021, 2)])
    figures("y01a02", [("2022Q1", "150")])
    service.compute_all()
    assert _shown(item) == {"2021Q4": 160, "2022Q1": 150}
    (effect,) = effects_of(_observations({"2021Q4": "165"}), "hentet", "jobindsats")
    assert (effect.period, effect.others) == ("4. kvartal 2021", 0)


def test_figures_after_the_last_day_of_a_maalepunkt_are_said_to_be_stored_and_not_shown(
    figures: Import, metric: Metric, freeze: Callable[[str], None]
) -> None:
    freeze("2026-11-01 10:00")
    metric("udloebet")
    figures("y01a02", [("2024Q2", "160")])
    service.compute_all()
    (effect,) = effects_of(_observations({"2024Q3": "155", "2024Q4": "150"}), "hentet", "jobindsats")
    assert effect.period == ""
    assert effect.notes == (
        "Tal for 3. kvartal 2024, 4. kvartal 2024 bliver gemt, men ikke vist: "
        "Målepunktet følges kun til og med 30. juni 2024.",
    )


def test_figures_from_after_the_plan_are_shown_and_marked(
    staff: Any, figures: Import, metric: Metric, freeze: Callable[[str], None]
) -> None:
    freeze("2026-11-01 10:00")
    metric("antal")
    figures("y01a02", [("2022Q4", "160")])
    service.compute_all()
    manager = staff("leder")
    assert "er efter planen" not in manager.get("/stab/maal/A-M1").text
    data = b"Tabel: y01a02\nArea;Periode;Antal fuldtidspersoner\nAlbertslund;2023Q1;150\n"
    page = manager.get("/stab/import/ny").submit(
        {"source": "jobindsats", "kind": "hentet", "file": (BytesIO(data), "nye.csv")}
    )
    note = "Planen gjaldt til og med 31. december 2022. Tal for 1. kvartal 2023 bliver vist, og siden siger"
    assert note in page.follow().text
    figures("y01a02", [("2023Q1", "150")])
    service.compute_all()
    assert "Tallene fra og med 1. kvartal 2023 er efter planen." in manager.get("/stab/maal/A-M1").text


def test_a_list_for_a_half_year_that_was_never_computed_itself_shows_that_half_years_figures(
    figures: Import, metric: Metric, freeze: Callable[[str], None]
) -> None:
    freeze("2026-11-01 10:00")
    (item,) = metric("antal")
    figures("y01a02", [("2021Q4", "160"), ("2022Q1", "150"), ("2023Q1", "140")])
    service.compute_all(also=[HalfYear(2021, 2)])
    assert newest_figure(item, HalfYear(2022, 1)) == "150 fuldtidspersoner, 1. kvartal 2022"
    assert queries.standing_of(item, HalfYear(2022, 1)).period == "2022Q1"


def test_a_file_that_leaves_table_or_place_open_promises_nothing(staff: Any) -> None:
    data = b"Periode;Antal fuldtidspersoner\n2021Q1;150\n2021Q2;151\n"
    page = (
        staff("leder")
        .get("/stab/import/ny")
        .submit({"source": "jobindsats", "kind": "hentet", "file": (BytesIO(data), "nye.csv")})
    )
    page = page.follow()
    assert "Filen siger ikke, hvilken tabel og hvilket område tallene hører til. Derfor kan" in page.text
    assert "Ingen af kommunens målepunkter bruger disse tal." not in page.text
