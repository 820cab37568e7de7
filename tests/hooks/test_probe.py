"""Imports are tried in a process that can be ended; results are remembered by content, a hang for an hour only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from plugin_folder import short_of_time, write_plugin

from værdig.hooks import discovery
from værdig.hooks.probe import Probe, fingerprint


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that were really tried, in order; only the one that hangs is short of time."""
    return short_of_time(monkeypatch, "probed_hang")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    write_plugin(tmp_path / "plugins", "probed_good", "PLUGIN = PluginInfo(id='probed_good', title='God')")
    write_plugin(tmp_path / "plugins", "probed_hang", "while True: pass")
    write_plugin(tmp_path / "plugins", "probed_missing", "import a_module_nobody_has")
    yield tmp_path / "plugins"
    sys.path.remove(str(tmp_path / "plugins"))


def test_a_hang_is_ended_and_the_rest_are_tried(folder: Path, tmp_path: Path, tried: list[str]) -> None:
    failures = Probe(tmp_path / "cache", 2.0).failures(discovery.find(folder, ()))
    assert sorted(failures) == ["probed_hang", "probed_missing"]
    assert failures["probed_hang"] == "Import blev ikke færdig på 2 sekunder."
    assert "a_module_nobody_has" in failures["probed_missing"]
    assert len(tried) == 3


def test_the_second_start_tries_only_what_failed_quickly(folder: Path, tmp_path: Path, tried: list[str]) -> None:
    probe = Probe(tmp_path / "cache", 2.0)
    first = probe.failures(discovery.find(folder, ()))
    tried.clear()
    assert probe.failures(discovery.find(folder, ())) == first
    assert tried == ["probed_missing.plugin"]


def test_new_content_is_tried_again(folder: Path, tmp_path: Path, tried: list[str]) -> None:
    probe = Probe(tmp_path / "cache", 2.0)
    probe.failures(discovery.find(folder, ()))
    tried.clear()
    write_plugin(folder, "probed_hang", "PLUGIN = PluginInfo(id='probed_hang', title='Mendet')")
    assert list(probe.failures(discovery.find(folder, ()))) == ["probed_missing"]
    assert "probed_hang.plugin" in tried
    assert "probed_good.plugin" not in tried


def test_a_hang_is_forgiven_after_an_hour(
    folder: Path, tmp_path: Path, tried: list[str], freeze: Callable[[str], Any]
) -> None:
    only = [candidate for candidate in discovery.find(folder, ()) if candidate.id == "probed_hang"]
    probe = Probe(tmp_path / "cache", 2.0)
    freeze("2021-05-03 10:00")
    probe.failures(only)
    freeze("2021-05-03 10:59")
    assert probe.failures(only)
    assert len(tried) == 1
    freeze("2021-05-03 11:01")
    assert probe.failures(only)
    assert len(tried) == 2


@pytest.mark.parametrize("broken", ["", "[]", '{"x": 1}', "no json"])
def test_a_broken_memory_is_no_obstacle(folder: Path, tmp_path: Path, broken: str) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "plugin-imports.json").write_text(broken)
    only = [candidate for candidate in discovery.find(folder, ()) if candidate.id == "probed_good"]
    assert Probe(cache, 10.0).failures(only) == {}


def test_everything_an_import_may_depend_on_is_in_the_mark(folder: Path) -> None:
    def mark() -> str:
        return next(fingerprint(c) for c in discovery.find(folder, ()) if c.id == "probed_good")

    before = mark()
    assert mark() == before
    (folder / "probed_good" / "extra.py").write_text("x = 1")
    assert mark() != before
