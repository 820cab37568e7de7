"""Loads well; its metrics loop, crash, raise or return nonsense."""

import os

import pandas

from værdig.api import Metric, MetricData, PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_compute", title="Regner forkert")


def loops(data, period):
    while True:
        pass


def crashes(data, period):
    os._exit(9)


def raises(data, period):
    raise ValueError("no luck")


def unknown_input(data: MetricData, period):
    return data.series("not_declared")


def text(data, period):
    return "12"


def endless(data, period):
    return pandas.Series([float("inf")], index=["2021Q1"])


def prints(data, period):
    print("this must not reach the pipe")  # noqa: T201
    return pandas.Series([1.0, None], index=["2021Q1", "2021Q2"])


def hungry(data, period):
    return pandas.Series(list(range(10**9)))


@hookimpl
def register_metrics():
    for compute in (loops, crashes, raises, unknown_input, text, endless, prints, hungry):
        yield Metric(
            id=f"bad_compute.{compute.__name__}",
            code="",
            title=compute.__name__,
            unit="u",
            direction="up",
            definition="d",
            compute=compute,
        )
