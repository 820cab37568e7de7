"""A frozen report's PDF is made once and kept; a draft's is not, and another text is another file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from reports.conftest import HALF_YEAR, Source
from reports.documents import document

from værdig.db import tenant
from værdig.reports import ready_made, service


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with every PDF that is really made, by its HTML; what is made is small."""
    found: list[str] = []

    def make(html: str) -> bytes:
        found.append(html)
        return f"%PDF {len(found)}".encode()

    monkeypatch.setattr(ready_made, "render_pdf", SimpleNamespace(from_html=make))
    return found


def test_a_frozen_report_is_made_once_and_a_draft_each_time(
    app: Flask, source: Source, staff: Callable[..., Any], made: list[str]
) -> None:
    with app.app_context(), tenant("albertslund"):
        report_id = service.build(HALF_YEAR).id
    address = f"/stab/rapporter/{report_id}/hent/pdf"
    assert staff("leder").open(address).data.startswith(b"%PDF-")
    assert made == [], "of a draft nothing is kept"
    with app.app_context(), tenant("albertslund"):
        service.freeze(report_id)
    fetched = {staff("udvalgsmedlem").open(address).data for _time in range(3)}
    assert fetched == {b"%PDF 1"}


def test_another_text_is_another_file(context: Flask, made: list[str]) -> None:
    first = ready_made.pdf(document())
    assert ready_made.pdf(document()) == first
    assert ready_made.pdf(document(title="En anden rapport")) != first
    assert len(made) == 2


def test_only_the_newest_are_kept(context: Flask, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready_made, "MOST_KEPT", 2)
    folder = Path(context.instance_path) / "cache" / "reports"
    for number in range(3):
        ready_made.pdf(document(title=f"Rapport {number}"))
        for age, file in enumerate(sorted(folder.glob("*.pdf"), key=lambda kept: kept.stat().st_mtime)):
            os.utime(file, (1_000_000 + age, 1_000_000 + age))
    assert [file.read_bytes() for file in sorted(folder.iterdir(), key=lambda f: f.stat().st_mtime)] == [
        b"%PDF 2",
        b"%PDF 3",
    ]
