"""Fixtures of the report tests: reports whose material is made for the test, so that building them is quick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from reports.documents import document

from værdig.clock import HalfYear
from værdig.hooks.contracts import Figure
from værdig.metrics import service as metrics
from værdig.reports import assemble, offered
from værdig.reports.assemble import Assembled

HALF_YEAR = HalfYear(2021, 1)


class Source:
    """What the next build finds: the figures and the releases; change them to make the data change."""

    def __init__(self) -> None:
        self.figures: tuple[Figure, ...] = document().figures
        self.releases: tuple[str, ...] = ("release-1",)
        self.builds = 0

    def assemble(self, half_year: HalfYear, _report_id: str) -> Assembled:
        self.builds += 1
        made = document(half_year=half_year.code, version=1, dated="2021-08-23", title=f"Rapport {half_year.code}")
        return Assembled(document=replace(made, figures=self.figures).with_texts({}), releases=self.releases)


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Source:
    """Replaces the reading of rounds, complaints and plug-ins by a document made for tests."""
    found = Source()
    monkeypatch.setattr(metrics, "compute", lambda *_given: [])
    monkeypatch.setattr(assemble, "assemble", found.assemble)
    monkeypatch.setattr(offered, "half_years", lambda: [HalfYear(2021, 2), HALF_YEAR])
    monkeypatch.setattr(assemble, "recount", lambda *_given: found.figures)
    return found


@pytest.fixture
def build(context: Flask, source: Source) -> Callable[..., Any]:
    """`build()` builds the report of the first half of 2021."""
    from værdig.reports import service

    return lambda half_year=HALF_YEAR: service.build(half_year)
