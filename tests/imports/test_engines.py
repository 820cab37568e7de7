"""The life of an import on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from værdig.db import tenant
from værdig.errors import UserError
from værdig.imports import history, queries, service

FIRST = "Area;Periode;Køn;Antal personer\nÆrø;2021M01;Kvinder;5\nÆrø;2021M02;Kvinder;.\n"
SECOND = "Area;Periode;Køn;Antal personer\nÆrø;2021M02;Kvinder;7\n"


def test_store_revise_find_and_undo(engine_app: Flask, store: Callable[..., str], draft: Callable[..., str]) -> None:
    with engine_app.app_context(), tenant("albertslund"):
        store(FIRST)
        with pytest.raises(UserError, match="allerede importeret"):
            draft(FIRST)
        run_id = store(SECOND)
        points = queries.series("y01a02", "Antal personer", {"Køn": "Kvinder"}, "Ærø", "M")
        assert [(p.period, p.value, len(p.earlier)) for p in points] == [("2021M01", 5, 0), ("2021M02", 7, 1)]
        assert [(c.first, c.last, c.points) for c in queries.coverage()] == [("2021M01", "2021M02", 2)]
        service.undo(run_id)
        assert store(SECOND) != run_id
        found, _pages = history.runs()
        assert [(run.number, run.undone_at is None) for run in found] == [(3, True), (2, False), (1, True)]
    with engine_app.app_context(), tenant("vallensbaek"):
        assert queries.coverage() == []
