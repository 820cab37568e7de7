"""A module as a plug-in's `plugin.py`, for the process that computes: maalepunkter that work, fail, hang and return nonsense."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from typing import Any

from værdig.hooks.contracts import Metric, OwnInput, PluginInfo, SeriesInput

ID = "figures_plugin"
PLUGIN = PluginInfo(id=ID, title="Prøve")

COUNTS: dict[str, list[tuple[str, int]]] = {"people": [], "companies": []}
"""What the plug-in's own tables would hold; tests put rows in."""


def straight(data: Any, _period: str) -> Any:
    return data.series("antal")


def share(data: Any, _period: str) -> Any:
    idle, working = data.series("ledige"), data.series("i_job")
    return idle / (idle + working) * 100


def first(data: Any, _period: str) -> Any:
    return data.series("talt")


def fail(_data: Any, _period: str) -> Any:
    raise ValueError("det gik galt")


def hang(_data: Any, _period: str) -> Any:
    time.sleep(60)


def nonsense(_data: Any, _period: str) -> Any:
    return {"2021Q1": 3}


def ahead(data: Any, _period: str) -> Any:
    import pandas as pd

    series = data.series("antal")
    return pd.concat([pd.Series([1.0], index=["2099Q1"]), series[::-1]])


def _load(name: str) -> Any:
    return lambda _half_year: list(COUNTS[name])


def _metric(name: str, code: str, compute: Any, inputs: Any, **more: Any) -> Metric:
    plain = {
        "title": f"Prøve {name}",
        "unit": "fuldtidspersoner",
        "direction": "down",
        "definition": f"Om {name}.",
    }
    return Metric(id=f"{ID}.{name}", code=code, compute=compute, inputs=inputs, **{**plain, **more})


def _series(name: str, table: str, measure: str = "Antal fuldtidspersoner", **where: str) -> SeriesInput:
    return SeriesInput(name=name, source="jobindsats", table=table, measure=measure, where=where, periods="Q")


SHARE = "Andel i beskæftigelse, pct."
ANTAL = [_series("antal", "y01a02")]


def register_metrics() -> Iterable[Metric]:
    yield _metric("antal", "A-M1", straight, ANTAL)
    yield _metric("udloebet", "A-M4", straight, ANTAL, valid_to=date(2024, 6, 30))
    yield _metric("andel", "A-M7", share, [_series("ledige", "y09a02"), _series("i_job", "y08a02")], unit="pct.")
    yield _metric("fejler", "X-1", fail, ANTAL)
    yield _metric("haenger", "X-2", hang, ANTAL)
    yield _metric("vroevl", "X-3", nonsense, ANTAL)
    yield _metric("forud", "X-4", ahead, ANTAL)
    yield _metric("folk", "X-5", first, [OwnInput(name="talt", load=_load("people"), about="people")])
    yield _metric("firmaer", "X-6", first, [OwnInput(name="talt", load=_load("companies"), about="companies")])
    yield _metric("faelles", "D-M5", straight, ANTAL)
    yield _metric("faelles_andel", "D-M2", straight, [_series("antal", "mm13", SHARE)], unit="pct.")
