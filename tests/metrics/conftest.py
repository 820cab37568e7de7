"""Fixtures of the metrics tests: official figures imported by the real importer, and a plug-in's maalepunkter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import pytest
from flask import Flask

from værdig.hooks.records import Contribution
from værdig.imports import service as imports
from værdig.imports.readers import jobindsats
from værdig.imports.service import Upload
from værdig.metrics import queries

Import = Callable[..., str]
MODULE = "metrics.figures_plugin"


@pytest.fixture
def figures(context: Flask) -> Import:
    """`figures("y01a02", [("2021Q1", "1.000")])` imports a file of one measure for Albertslund; returns the run's id."""

    def bring(table: str, rows: Sequence[tuple[str, str]], *, area: str = "Albertslund", **more: Any) -> str:
        measure = more.pop("measure", "Antal fuldtidspersoner")
        lines = [f"Area;Periode;{measure}", *(f"{area};{period};{value}" for period, value in rows)]
        data = ("\n".join(lines) + "\n").encode()
        name = f"{table}.csv"
        upload = Upload(
            source="jobindsats",
            importer="imports.jobindsats",
            kind=more.pop("kind", "hentet"),
            file_name=name,
            data=data,
        )
        return imports.import_at_once(upload, jobindsats.read(data, name), table=table, area=area, checked=True)

    return bring


@pytest.fixture
def metric(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Contribution]]:
    """`metric("antal", "andel")` makes these maalepunkter of the test plug-in the active ones."""

    def activate(*names: str) -> list[Contribution]:
        plugin = import_module(MODULE)
        items = [
            Contribution(plugin.PLUGIN, MODULE, "register_metrics", value)
            for value in plugin.register_metrics()
            if value.id.partition(".")[2] in names
        ]
        monkeypatch.setattr(queries, "active_metrics", lambda: items)
        return items

    return activate


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[str, int]]]:
    """The rows of the test plug-in's own tables, empty at first."""
    plugin = import_module(MODULE)
    fresh: dict[str, list[tuple[str, int]]] = {"people": [], "companies": []}
    monkeypatch.setattr(plugin, "COUNTS", fresh)
    return fresh
