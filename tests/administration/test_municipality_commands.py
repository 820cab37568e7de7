"""A municipality is made, and its settings are chosen, from the command line; what cannot be meant is refused in Danish."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from click.testing import Result
from conftest import HOME
from flask import Flask
from sqlalchemy import select

from værdig import municipality
from værdig.administration.municipality_commands import municipality_group
from værdig.audit import AuditEntry
from værdig.db import db, tenant
from værdig.errors import UserError

Run = Callable[..., str]


@pytest.fixture
def run(command: Callable[..., Result]) -> Run:
    """Run a command and return what it wrote."""
    return lambda *words: command(municipality_group, *words).output


def setting(app: Flask, key: str, on: date | None = None) -> Any:
    with app.app_context(), tenant(HOME):
        return municipality.setting(key, on)


def test_a_municipality_is_made_and_listed(run: Run) -> None:
    assert "Ny Kommune (ny)" in run("create", "ny", "Ny Kommune", "--hostname", "ny.example")
    assert ["ny", "Ny", "Kommune", "ny.example"] in [line.split() for line in run("list").splitlines()]
    with pytest.raises(UserError, match="allerede"):
        run("create", "ny", "Ny Kommune")


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("paper_typed_twice", "Ja", True), ("remind_unused_only", "nej", False), ("survey_threshold", "12", 12),
        ("unit_name", "ydelsescentret", "ydelsescentret"),
        ("closing_days", "2026-12-23, 2026-12-30", ["2026-12-23", "2026-12-30"]),
    ],
)  # fmt: skip
def test_a_setting_is_chosen(app: Flask, run: Run, key: str, text: str, value: Any) -> None:
    assert f"{key} er »" in run("set", key, text, "--municipality", HOME)
    assert setting(app, key) == value
    assert json.loads(run("settings", "--json", "--municipality", HOME))[key]["default"] is (value is False)


def test_it_holds_from_the_day_that_is_told_and_is_logged(app: Flask, run: Run) -> None:
    assert "fra den 1. januar 2099. Før: »10«." in run("set", "survey_threshold", "20", "--from", "2099-01-01")
    assert (setting(app, "survey_threshold"), setting(app, "survey_threshold", date(2099, 1, 1))) == (10, 20)
    with app.app_context(), tenant(HOME):
        (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "municipality.setting"))
        assert entry.detail == {"key": "survey_threshold", "from": "2099-01-01"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("paper_typed_twice", "måske"), "Skriv ja eller nej"), (("survey_threshold", "ti"), "Skriv et helt tal"),
        (("survey_threshold", "4"), "ikke være under 5"), (("findes_ikke", "1"), "Ukendt kommunal indstilling"),
        (("survey_threshold", "12", "--from", "i morgen"), "Skriv dagen som"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(app: Flask, run: Run, words: tuple[str, ...], told: str) -> None:
    with pytest.raises(UserError, match=told):
        run("set", *words)
    assert setting(app, "survey_threshold") == 10


def test_settings_are_shown_with_what_they_do(run: Run) -> None:
    run("set", "paper_typed_twice", "ja")
    text = run("settings")
    assert "paper_typed_twice             Ja *" in text
    assert "Svar på papir tastes ind to gange" in text
