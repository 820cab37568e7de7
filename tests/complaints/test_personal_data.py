"""What is told of a person on request: found by her code only, and never what is written in the case."""

from __future__ import annotations

from complaints.given import STORY, received
from flask import Flask

from værdig.complaints.keys import Reader
from værdig.complaints.personal_data import erase, export
from værdig.hooks import current_host


def test_a_case_is_found_by_its_code_and_its_texts_are_not_told(context: Flask) -> None:
    case, code = received(reader=Reader.MANAGEMENT, identity={"name": "Anna Andersen"})
    (row,) = export(code.lower())
    assert row["Sagsnummer"] == case.number
    assert STORY not in str(row)
    assert "Anna" not in str(row)
    for other in ("Anna Andersen", "", "0101701234", case.number, "2222-2222-22222"):
        assert export(other) == []


def test_nothing_in_a_case_is_erased_on_request(context: Flask) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    assert erase(code) == 0
    assert case.story


def test_the_record_of_personal_data_names_complaints(context: Flask) -> None:
    assert current_host().find("register_personal_data", "complaints.cases") is not None
