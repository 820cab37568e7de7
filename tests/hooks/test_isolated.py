"""`compute`, `build` and `read` in their own process: killed when they hang, named when they fail, plain when they succeed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from plugin_folder import BAD, forget, host_of, write_plugin

from værdig.hooks import Host
from værdig.hooks.isolated import Batch, Outcome
from værdig.hooks.messages import Request
from værdig.hooks.records import Contribution
from værdig.hooks.sections import MetricData, MetricPoint, MetricResult, SectionContext

NOTHING = MetricData(values={})
CONTEXT = SectionContext(
    half_year="2021H1",
    half_year_label="1. halvår 2021",
    start=date(2021, 1, 1),
    end=date(2021, 6, 30),
    municipality="Albertslund Kommune",
    plan_id="albertslund_2020",
)


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    made = host_of(BAD, plugins="aa_good,bad_compute,bad_section,zz_good")
    yield made
    forget(made)


@pytest.fixture(scope="module")
def batch() -> Iterator[Batch]:
    with Batch() as made:
        yield made


def metric(host: Host, name: str) -> Contribution:
    found = host.find("register_metrics", f"bad_compute.{name}")
    assert found is not None
    return found


def section(host: Host, name: str) -> Contribution:
    found = host.find("register_report_sections", name)
    assert found is not None
    return found


def test_a_metric_comes_back_as_plain_numbers(host: Host, batch: Batch) -> None:
    outcome = batch.compute(metric(host, "prints"), NOTHING, "2021H1")
    assert outcome == Outcome(value={"2021Q1": 1.0, "2021Q2": None})


def test_a_loop_is_ended_and_the_next_goes_on(host: Host, batch: Batch) -> None:
    begun = monotonic()
    outcome = batch.compute(metric(host, "loops"), NOTHING, "2021H1", seconds=1.0)
    assert monotonic() - begun < 20
    assert outcome.failure is not None
    assert (outcome.failure.kind, outcome.failure.plugin_id) == ("timed_out", "bad_compute")
    assert "1 sekunder" in outcome.failure.text
    assert batch.compute(metric(host, "prints"), NOTHING, "2021H1").ok


def test_a_process_that_dies_is_a_named_failure(host: Host, batch: Batch) -> None:
    outcome = batch.compute(metric(host, "crashes"), NOTHING, "2021H1")
    assert outcome.failure is not None
    assert outcome.failure.kind == "crashed"
    assert batch.compute(metric(host, "prints"), NOTHING, "2021H1").ok


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("raises", "raised", "ValueError: no luck (plugin.py:"),
        ("unknown_input", "raised", "declared: none"),
        ("hungry", "raised", "MemoryError"),
        ("text", "nonsense", "ikke str"),
        ("endless", "nonsense", "uendeligt"),
    ],
)
def test_what_goes_wrong_is_told(host: Host, batch: Batch, name: str, kind: str, said: str) -> None:
    outcome = batch.compute(metric(host, name), NOTHING, "2021H1")
    assert outcome.value is None
    assert outcome.failure is not None
    assert outcome.failure.kind == kind
    assert said in outcome.failure.detail


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("raises", "raised", "no such figure"),
        ("nothing", "nonsense", "ikke NoneType"),
        ("number_as_text", "nonsense", "ikke float"),
        ("nan_in_text", "nonsense", "mangler"),
        ("uneven_table", "nonsense", "2 felter"),
        ("uneven_line", "nonsense", "1 perioder og 2 tal"),
        ("silent_gap", "nonsense", "uden at sige hvorfor"),
        ("markup", "nonsense", "ikke er en kendt blok"),
    ],
)
def test_a_section_of_nonsense_is_a_named_failure(host: Host, batch: Batch, name: str, kind: str, said: str) -> None:
    outcome = batch.build(section(host, f"bad_section.{name}"), CONTEXT)
    assert outcome.failure is not None
    assert outcome.failure.kind == kind
    assert said in outcome.failure.detail


def test_the_good_sections_are_built_beside_the_bad_ones(host: Host, batch: Batch) -> None:
    built = [batch.build(section(host, f"{name}.section"), CONTEXT).value for name in ("aa_good", "zz_good")]
    assert [content.blocks[0].text for content in built if content] == [  # type: ignore[union-attr]
        "God først i 1. halvår 2021",
        "God sidst i 1. halvår 2021",
    ]


def test_the_process_sees_neither_settings_nor_pass_phrases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAERDIG_MASTER_PASSPHRASE", "not for plug-ins")
    write_plugin(
        tmp_path,
        "peeking_plugin",
        """
        import os
        PLUGIN = PluginInfo(id="peeking_plugin", title="Kigger")

        def build(context):
            return SectionContent(blocks=[Paragraph(text=",".join(sorted(os.environ)))])

        @hookimpl
        def register_report_sections():
            yield ReportSection(id="peeking_plugin.environment", title="Miljø", build=build)
        """,
    )
    host = host_of(tmp_path)
    with host.batch() as batch:
        content = batch.build(section(host, "peeking_plugin.environment"), CONTEXT).value
    forget(host)
    assert content is not None
    assert "PYTHONPATH" in content.blocks[0].text  # type: ignore[union-attr]
    assert "VAERDIG" not in content.blocks[0].text  # type: ignore[union-attr]


def test_one_process_serves_a_batch_and_is_gone_after_it(host: Host) -> None:
    with host.batch() as batch:
        batch.compute(metric(host, "prints"), NOTHING, "2021H1")
        first = batch._process
        batch.compute(metric(host, "prints"), NOTHING, "2021H1")
        assert batch._process is first
        assert first is not None
        number = first.handle.pid
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_process_whose_parent_has_gone_ends_itself() -> None:
    with Batch() as batch:
        batch.ask(Request(module="json", seconds=5.0))
        process = batch._process
        assert process is not None
        assert process.handle.poll() is None
        os.close(process.incoming)
        assert process.handle.wait(10) == 0
        batch._process = None
        os.close(process.outgoing)


def test_a_class_of_a_plug_in_cannot_cross(tmp_path: Path) -> None:
    write_plugin(
        tmp_path,
        "smuggling_plugin",
        """
        import subprocess
        PLUGIN = PluginInfo(id="smuggling_plugin", title="Smugler")

        class Text(str):
            def __reduce__(self):
                return (subprocess.check_call, (["touch", str(__file__) + ".crossed"],))

        def read(data, file_name):
            return ReadFile(observations=[], remarks=[Text("hej")])

        @hookimpl
        def register_importers():
            yield Importer(id="smuggling_plugin.file", title="Fil", accepts=(".txt",), read=read)
        """,
    )
    host = host_of(tmp_path)
    importer = host.find("register_importers", "smuggling_plugin.file")
    assert importer is not None
    with host.batch() as batch:
        outcome = batch.read(importer, b"", "x.txt")
    forget(host)
    assert outcome.value is not None or outcome.failure is not None
    assert not list(tmp_path.rglob("*.crossed"))


def test_a_reply_that_names_foreign_code_is_not_opened() -> None:
    import io
    import pickle

    from værdig.hooks.messages import _Ours

    with pytest.raises(pickle.UnpicklingError, match="may not cross"):
        _Ours(io.BytesIO(pickle.dumps(subprocess.check_call))).load()


def test_contexts_can_be_sent_and_read() -> None:
    point = MetricPoint(period="2021Q1", label="1. kvartal 2021", value=None, why_missing="Ikke talt")
    result = MetricResult(id="x.m", code="M", title="t", unit="u", direction="up", definition="d", points=(point,))
    assert result.latest == point
    assert MetricResult(id="x", code="", title="", unit="", direction="up", definition="").latest is None
    with pytest.raises(KeyError, match=r"no metric called 'x\.other'; this section has: none"):
        CONTEXT.metric("x.other")


def test_a_series_is_indexed_by_period_and_missing_stays_missing() -> None:
    data = MetricData(values={"open": [("2021Q1", 2.0), ("2021Q2", None)]})
    series = data.series("open")
    assert list(series.index) == ["2021Q1", "2021Q2"]
    assert series.isna().tolist() == [False, True]
    with pytest.raises(KeyError, match=r"no input called 'closed'; declared: open"):
        data.series("closed")
