"""Answers of Jobindsats' API, saved as files: version 3 and the older version 2."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from værdig.errors import UserError
from værdig.hooks.contracts import ReadFile

Read = Callable[..., ReadFile]

THREE: dict[str, Any] = {
    "columns": ["Periode", "Område", "Visitationskategori", "Antal personer", "Antal fuldtidspersoner"],
    "rows": [
        ["2026M08", "Albertslund", "Jobparat", 151, "139"],
        ["2026M08", "Albertslund", "Aktivitetsparat", None, "."],
        ["2026M07", "Albertslund Kommune", "Visitationskategori i alt", 12.5, "1.139"],
    ],
}
TWO: list[dict[str, Any]] = [
    {
        "Variables": [
            {"Name": "area", "Label": "Area"},
            {"Name": "period", "Label": "Periode"},
            {"Name": "_alder", "Label": "Antal år"},
            {"Name": "memba02_1", "Label": "Personer"},
        ],
        "Data": [["Albertslund", "2024M08", "16", "512"], {"value": ["Albertslund", "2024M09", "17", "-"]}],
    }
]


def test_version_3_is_read_with_typed_and_written_numbers(read: Read) -> None:
    found = read(json.dumps(THREE), "y60a02.json")
    first = [(o.table, o.measure, o.area, o.period, o.value, dict(o.where)) for o in found.observations]
    jobparat = {"Visitationskategori": "Jobparat"}
    active = {"Visitationskategori": "Aktivitetsparat"}
    assert first == [
        ("y60a02", "Antal personer", "Albertslund", "2026M08", "151", jobparat),
        ("y60a02", "Antal fuldtidspersoner", "Albertslund", "2026M08", "139", jobparat),
        ("y60a02", "Antal personer", "Albertslund", "2026M08", None, active),
        ("y60a02", "Antal fuldtidspersoner", "Albertslund", "2026M08", None, active),
        ("y60a02", "Antal personer", "Albertslund", "2026M07", "12.5", {}),
        ("y60a02", "Antal fuldtidspersoner", "Albertslund", "2026M07", "1139", {}),
    ]


def test_version_2_knows_its_dimensions_by_their_technical_names(read: Read) -> None:
    found = read(json.dumps(TWO), "y01a02.json", "utf-8-sig")
    assert [(o.measure, o.period, o.value, dict(o.where)) for o in found.observations] == [
        ("Personer", "2024M08", "512", {"Antal år": "16"}),
        ("Personer", "2024M09", None, {"Antal år": "17"}),
    ]


def test_what_an_answer_says_about_itself_is_kept(read: Read) -> None:
    answer = {
        **THREE,
        "table_id": "Y60A02",
        "title": "Kontanthjælp",
        "note": "* Foreløbige tal: 2026M08",
        "source": "STAR",
    }
    found = read(json.dumps(answer), "svar.json")
    assert {o.table for o in found.observations} == {"y60a02"}
    assert (found.title, found.remarks) == ("Kontanthjælp", ["Kilde: STAR", "* Foreløbige tal: 2026M08"])


def test_rows_of_another_length_are_told(read: Read) -> None:
    answer = {**THREE, "rows": [*THREE["rows"], ["2026M08", "Albertslund"], "x", [[], {}, "", "", ""]]}
    found = read(json.dumps(answer), "y60a02.json")
    assert len(found.observations) == 6
    assert [problem.row for problem in found.problems] == [4, 5, 6]


@pytest.mark.parametrize(
    "text",
    [
        '{"message": "Unauthorized"}',
        "[]",
        "{}",
        '{"columns": [1, 2], "rows": []}',
        '[{"Variables": ["x"], "Data": []}]',
        '{"columns": "x", "rows": "y"}',
    ],
)
def test_other_json_is_refused_in_words(read: Read, text: str) -> None:
    with pytest.raises(UserError, match="ligner ikke et svar fra Jobindsats"):
        read(text, "svar.json")


@pytest.mark.parametrize(
    "text",
    [
        '{"columns": [',
        "[" * 100_000 + "]" * 100_000,
        '{"columns": ["Periode"], "rows": [[NaN]]}',
        '{"columns": ["Periode"], "rows": [[' + "9" * 5000 + "]]}",
    ],
)
def test_broken_deep_or_endless_json_is_refused_in_words(read: Read, text: str) -> None:
    with pytest.raises(UserError, match="ikke gyldig JSON"):
        read(text, "svar.json")
