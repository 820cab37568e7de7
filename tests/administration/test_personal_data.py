"""What is kept of people is on record, given out and erased by the handlers of everybody, all or nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import HOME, NEIGHBOUR, signed_in
from flask import Flask
from sqlalchemy import select

from værdig import audit
from værdig.administration import personal_data
from værdig.administration.commands import personal_data as commands
from værdig.clock import today
from værdig.db import db, tenant, transaction


@pytest.fixture
def anne(context: Flask) -> str:
    """Anne has held one meeting here and one in the neighbouring municipality."""
    from vaerdig_eksempel.models import Meeting

    for municipality in (HOME, NEIGHBOUR):
        with tenant(municipality), transaction():
            db.session.add(Meeting(held_on=today(), topic="Emne", guests=3, host="Anne"))
    return "Anne"


def test_the_record_is_a_page_for_the_dpo(app: Flask) -> None:
    page = signed_in(app, "dpo").get("/stab/personoplysninger")
    assert "Så ser et menneske på sagen. Den slettes først, når den ligger i ESDH." in page.text
    signed_in(app, "leder").get("/stab/personoplysninger", status=404)


def test_a_plug_in_that_is_off_is_on_record_only_where_it_keeps_something(app: Flask) -> None:
    """The tutorial is off; on the record it has no place before it has kept a row here, and keeps it as long as it does."""
    from vaerdig_eksempel.models import Meeting

    page = signed_in(app, "dpo")
    assert "Navnet på den, der holder mødet." not in page.get("/stab/personoplysninger").text
    with app.app_context(), tenant(NEIGHBOUR), transaction():
        db.session.add(Meeting(held_on=today(), topic="Emne", guests=3, host="Anne"))
    assert "Navnet på den, der holder mødet." not in page.get("/stab/personoplysninger").text
    with app.app_context(), tenant(HOME), transaction():
        db.session.add(Meeting(held_on=today(), topic="Emne", guests=3, host="Anne"))
    assert "Navnet på den, der holder mødet." in page.get("/stab/personoplysninger").text


def test_she_gets_what_is_kept_here_and_only_here(anne: str) -> None:
    found = json.loads(CliRunner().invoke(commands, ["export", HOME, anne]).stdout)
    assert found["vaerdig_eksempel.host"] == [{"held_on": today().isoformat(), "topic": "Emne"}]
    assert set(found) == {handler.id for handler in personal_data.record()}


def test_she_is_erased_here_and_only_here(anne: str) -> None:
    from vaerdig_eksempel.models import Meeting

    said = CliRunner().invoke(commands, ["erase", HOME, anne, "--yes"])
    assert "vaerdig_eksempel.host: 1" in said.stdout
    assert personal_data.export(anne)["vaerdig_eksempel.host"] == []
    with tenant(NEIGHBOUR):
        assert db.session.scalars(select(Meeting.host)).all() == [anne]


def test_without_a_yes_nothing_is_erased(anne: str) -> None:
    assert CliRunner().invoke(commands, ["erase", HOME, anne], input="n\n").exit_code == 1
    assert len(personal_data.export(anne)["vaerdig_eksempel.host"]) == 1


def test_both_are_audited_without_her_name(anne: str) -> None:
    personal_data.export(anne)
    personal_data.erase(anne)
    entries = audit.entries_about("personal_data", "subject")
    assert [entry.action for entry in entries] == ["personal_data.exported", "personal_data.erased"]
    assert all(anne not in json.dumps(entry.detail) for entry in entries)


def test_a_handler_that_fails_fails_the_whole(anne: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    def broken(_subject: str) -> Any:
        raise ValueError("no")

    known = personal_data._handlers()
    last = replace(known[-1], id="x.broken", export=broken, erase=broken)
    monkeypatch.setattr(personal_data, "_handlers", lambda: [*known, last])
    with pytest.raises(ValueError, match="no"):
        personal_data.export(anne)
    with pytest.raises(ValueError, match="no"):
        personal_data.erase(anne)
    monkeypatch.undo()
    assert len(personal_data.export(anne)["vaerdig_eksempel.host"]) == 1, "the erasures before it were undone"
