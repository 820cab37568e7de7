"""Fixtures of the tests of the borgerraadgiver's own report: cases of two half-years, a draft about the newer one, and a released one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from complaints.given import BOSS, received
from flask import Flask
from reports import cleared

from værdig.clock import HalfYear
from værdig.complaints import keys, service
from værdig.complaints.keys import Reader
from værdig.reports.beretning import queries
from værdig.reports.beretning import service as beretning
from værdig.reports.beretning.assemble import generate
from værdig.reports.beretning.content import Generated
from værdig.reports.beretning.material import Told

SPRING, AUTUMN = "2021H1", "2020H2"
AUTHOR = "b" * 22


def made(year: int, month: int, themes: Mapping[str, int], **more: Any) -> None:
    """Receive so many cases of each theme in a month, each answered the next day."""
    for theme, count in themes.items():
        for _number in range(count):
            at = datetime(year, month, 2, 9, tzinfo=UTC)
            case, code = received(reader=Reader.MANAGEMENT, at=at, **more)
            opened = keys.open_with_code(case, code)
            service.answer(case.id, opened, "Tak.", BOSS, at=at.replace(day=3))
            filed = {"theme": f"complaints.{theme}", "unit": "jobcenter", "formality": "formalitet"}
            service.add_point(case.id, opened, BOSS, **filed, summary="Et punkt.")


@pytest.fixture
def cases(context: Flask, freeze: Callable[[str], Any]) -> None:
    """Twelve cases in the spring of 2021, seven in the autumn before; the clock stands in August 2021."""
    freeze("2021-08-23 09:00")
    made(2020, 9, {"manglende_svar": 7})
    made(2021, 3, {"manglende_svar": 6}, type="klage_over_sagsbehandling")
    made(2021, 4, {"optraeden": 6}, type="klage_over_optraeden")


complained = cache(cleared.complained)
"""The gate takes a moment, and says the same of the same counts."""


class Figures:
    """What the next counting finds, cleared by the real gate: how many cases there are now and were before, and how many are no complaints."""

    def __init__(self) -> None:
        self.now, self.before, self.guidance = 12, 7, 0

    def counted(self, period: str, *_given: str) -> tuple[Generated, list[str]]:
        half = HalfYear.parse(period)
        earlier = [half.previous(), half.previous().previous()]
        before = {each.label: complained(self.before, each.code) for each in earlier}
        now = complained(self.now, half.code, guidance=self.guidance)
        told = Told(now=now, previous=before[earlier[0].label], before=before)
        return generate(told), ["release-1"]


@pytest.fixture
def figures(context: Flask, freeze: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> Figures:
    """Replaces the reading of cases by figures made for tests; the clock stands in August 2021."""
    freeze("2021-08-23 09:00")
    found = Figures()
    monkeypatch.setattr(beretning, "counted", found.counted)
    return found


@pytest.fixture
def draft(figures: Figures) -> str:
    """A draft's id."""
    return beretning.begin(SPRING).id


def released(beretning_id: str, *readers: str, public: bool = False, **more: Any) -> str:
    """Release a draft as it is; returns its id."""
    seen = beretning.mark_of_draft(queries.own(beretning_id))
    return beretning.release(beretning_id, seen=seen, readers=readers, public=public, **more).id
