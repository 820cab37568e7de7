"""Finding, selecting, ordering and collecting: what comes out of the host, from whom and in which order."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from flask import Flask
from plugin_folder import forget, host_of, write_plugin

from værdig.errors import SettingsError
from værdig.hooks import Host, HostOptions, discovery
from værdig.hooks.records import PluginFailed


@pytest.fixture(autouse=True)
def same_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave `sys.path` as it was: every folder of plug-ins joins it."""
    monkeypatch.setattr(sys, "path", list(sys.path))


EMPTY = "PLUGIN = PluginInfo(id='{id}', title='{id}'{more})\n"

METRIC = """
def compute(data, period):
    return data.series("x")

@hookimpl
def register_metrics():
    yield Metric(id="{id}.b", code="", title="b", unit="u", direction="up", definition="d", compute=compute)
    yield Metric(id="{id}.a", code="{code}", title="a", unit="u", direction="up", definition="d", compute=compute)
"""


def plugin(folder: Path, plugin_id: str, more: str = "", code: str = "") -> None:
    write_plugin(folder, plugin_id, EMPTY.format(id=plugin_id, more=more) + code)


def test_what_is_not_named_is_never_imported(tmp_path: Path) -> None:
    plugin(tmp_path, "wanted_one")
    write_plugin(tmp_path, "unwanted_one", "raise SystemExit('imported')")
    host = host_of(tmp_path, plugins="wanted_one")
    assert [(known.id, known.state) for known in host.plugins] == [("wanted_one", "loaded"), ("unwanted_one", "off")]
    assert "unwanted_one" not in sys.modules
    forget(host)


@pytest.mark.parametrize("options", [{"plugins": "wanted_two,typo_plugin"}, {"plugins_off": ["typo_plugin"]}])
def test_an_unknown_name_stops_the_start_and_lists_the_known(tmp_path: Path, options: dict[str, object]) -> None:
    plugin(tmp_path, "wanted_two")
    with pytest.raises(SettingsError, match=r"typo_plugin\. Kendte: wanted_two"):
        host_of(tmp_path, **options)


def test_the_folder_stands_last_and_shadows_nothing(tmp_path: Path) -> None:
    plugin(tmp_path, "json")
    before = list(sys.path)
    found = discovery.find(tmp_path, ())
    assert [candidate.id for candidate in found] == ["json"]
    assert sys.path == [*before, str(tmp_path)]


def test_the_same_module_found_twice_is_one_plug_in(tmp_path: Path) -> None:
    plugin(tmp_path, "found_twice")
    found = discovery.find(tmp_path, [EntryPoint("found_twice", "found_twice.plugin", discovery.GROUP)])
    assert [(candidate.source, candidate.clash) for candidate in found] == [("entry point", "")]


def test_hidden_folders_and_folders_without_plugin_py_are_no_plug_ins(tmp_path: Path) -> None:
    for name in (".hidden", "_private"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plugin.py").write_text("")
    (tmp_path / "data").mkdir()
    assert discovery.find(tmp_path, ()) == []


def test_the_installed_plug_ins_are_announced_by_entry_points() -> None:
    found = {candidate.id: candidate for candidate in discovery.find(None)}
    assert found["vaerdig_eksempel"].module == "vaerdig_eksempel.plugin"
    assert found["vaerdig_eksempel"].source == "entry point"


def test_contributions_carry_their_origin_and_are_sorted_by_order_and_id(tmp_path: Path) -> None:
    plugin(tmp_path, "sorted_late", ", order=50", METRIC.format(id="sorted_late", code="L"))
    plugin(tmp_path, "sorted_early", ", order=10", METRIC.format(id="sorted_early", code="E"))
    host = host_of(tmp_path)
    found = [(item.plugin_id, item.id) for item in host.collect("register_metrics")]
    assert found == [
        ("sorted_early", "sorted_early.a"),
        ("sorted_early", "sorted_early.b"),
        ("sorted_late", "sorted_late.a"),
        ("sorted_late", "sorted_late.b"),
    ]
    assert host.find("register_metrics", "sorted_late.a") is not None
    assert host.find("register_metrics", "sorted_late.c") is None
    forget(host)


def test_a_code_two_plug_ins_use_is_refused_for_the_second(tmp_path: Path) -> None:
    plugin(tmp_path, "code_first", "", METRIC.format(id="code_first", code="A-M1"))
    plugin(tmp_path, "code_second", "", METRIC.format(id="code_second", code="A-M1"))
    host = host_of(tmp_path, strict=False)
    second = host.plugin("code_second")
    assert second is not None
    assert second.failure is not None
    assert "allerede taget af »code_first«" in second.failure.text
    forget(host)


def test_what_a_plug_in_requires_is_loaded_before_it(tmp_path: Path) -> None:
    plugin(tmp_path, "needs_a_base", ", requires=['the_base']")
    plugin(tmp_path, "the_base")
    host = host_of(tmp_path)
    assert {known.id: known.state for known in host.plugins} == {"needs_a_base": "loaded", "the_base": "loaded"}
    forget(host)


def test_what_requires_a_broken_plug_in_goes_with_it(tmp_path: Path) -> None:
    plugin(tmp_path, "needs_a_wreck", ", requires=['the_wreck']")
    write_plugin(tmp_path, "the_wreck", "raise ValueError('sunk')")
    host = host_of(tmp_path, strict=False)
    above = host.plugin("needs_a_wreck")
    assert above is not None
    assert above.failure is not None
    assert "kræver the_wreck" in above.failure.text
    forget(host)


def test_a_broken_core_feature_stops_the_start_strict_or_not() -> None:
    host = Host(Flask(__name__), HostOptions(features=["no_such_feature"], installed=False, strict=False))
    with pytest.raises(PluginFailed, match="no_such_feature: import"):
        host.load()


def test_a_plug_in_may_not_take_a_core_features_name(tmp_path: Path) -> None:
    plugin(tmp_path, "accounts")
    host = Host(Flask(__name__), HostOptions(features=["accounts"], folder=tmp_path, installed=False, probe=False))
    host.load()
    states = [(known.is_core, known.state) for known in host.plugins if known.id == "accounts"]
    assert states == [(True, "loaded"), (False, "quarantined")]
    forget(host)


def test_two_hosts_in_one_process_load_the_same_plug_in(tmp_path: Path) -> None:
    write_plugin(tmp_path, "loaded_twice", EMPTY.format(id="loaded_twice", more="") + TABLE)
    (tmp_path / "loaded_twice" / "migrations").mkdir()
    first, second = host_of(tmp_path), host_of(tmp_path)
    assert [len(host.collect("register_models")) for host in (first, second)] == [1, 1]
    forget(first, second)


TABLE = """
from pathlib import Path
from sqlalchemy.orm import Mapped, mapped_column

Base = plugin_base("loaded_twice")

class Row(Owned, Base):
    __tablename__ = "loaded_twice_row"
    id: Mapped[str] = mapped_column(primary_key=True)

@hookimpl
def register_models():
    yield ModelSet(base=Base, migrations=Path(__file__).parent / "migrations", prefix="loaded_twice")
"""


def test_a_table_may_not_hide_behind_a_longer_plug_in_name(tmp_path: Path) -> None:
    """`loaded` with a table `loaded_twice_row` would be dropped with the plug-in `loaded_twice`."""
    body = EMPTY.format(id="loaded", more="") + TABLE.replace('"loaded_twice")', '"loaded")')
    write_plugin(tmp_path, "loaded", body.replace('plugin_base("loaded_twice")', 'plugin_base("loaded")'))
    (tmp_path / "loaded" / "migrations").mkdir()
    plugin(tmp_path, "loaded_twice")
    host = host_of(tmp_path, strict=False)
    found = host.plugin("loaded")
    assert found is not None
    assert found.failure is not None
    assert (found.failure.stage, "loaded_twice_row" in found.failure.text) == ("tables", True)
    forget(host)


def test_times_are_measured_by_stage_and_hook(tmp_path: Path) -> None:
    plugin(tmp_path, "timed_one", "", METRIC.format(id="timed_one", code=""))
    host = host_of(tmp_path)
    measured = host.plugins[0].milliseconds
    assert measured["import"] > 0
    assert "register_metrics" in measured
    forget(host)


def test_a_hook_nobody_declares_with_cannot_be_collected(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="render_slot"):
        host_of(tmp_path).collect("render_slot")
