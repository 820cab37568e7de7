"""Declares two metrics with one id."""

from værdig.api import Metric, PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_duplicate", title="To ens")


def compute(data, period):
    return data.series("x")


def metric(code):
    return Metric(
        id="bad_duplicate.one", code=code, title="t", unit="u", direction="up", definition="d", compute=compute
    )


@hookimpl
def register_metrics():
    yield metric("D-1")
    yield metric("D-2")
