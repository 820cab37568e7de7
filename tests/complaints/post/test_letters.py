"""A message as a letter on paper: its address field, its words, and who may fetch it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from typing import Any

import pikepdf
import pytest
from complaints.given import BOSS, again, received
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from værdig.complaints import keys, queries, service
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.post import document

WHO = {"name": "Anna Holm", "address": "Skovvej 3, 2. tv, 2620 Albertslund"}


def answered(reader: Reader = Reader.MANAGEMENT, **more: Any) -> Case:
    case = received("Hvornår får jeg svar?", reader, **more)[0]
    opened = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    service.answer(case.id, opened, "Kære Anna\n\nDu får svar på fredag.\nVi beklager.", BOSS)
    return again(case)


def words_of(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_a_letter_has_the_address_the_number_and_every_word(context: Flask, boss: Any) -> None:
    case = answered(identity=WHO)
    page = boss.get(f"/stab/klager/{case.id}")
    found = page.click("Hent beskeden som brev (PDF)")
    assert found.response.mimetype == "application/pdf"
    assert found.response.headers["Content-Disposition"] == f'attachment; filename="brev-{case.number}.pdf"'
    with pikepdf.open(io.BytesIO(found.response.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked, "tagged, so that it can be read aloud"
    assert "Brev til borgeren hentet til print" in boss.get(f"/stab/klager/{case.id}").text


@pytest.mark.skipif(not (shutil.which("pdftotext") or os.environ.get("CI")), reason="poppler-utils is not installed")
def test_every_word_stands_on_the_paper_in_order(context: Flask, boss: Any) -> None:
    case = answered(identity=WHO)
    found = boss.get(f"/stab/klager/{case.id}").click("Hent beskeden som brev (PDF)")
    said = words_of(found.response.data)
    places = [
        said.find(part)
        for part in ("Anna Holm", "2620 Albertslund", case.number, "Kære Anna", "på fredag. Vi beklager.", "din kode:")
    ]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("identity", "lines"),
    [
        (WHO, ["Anna Holm", "Skovvej 3", "2. tv", "2620 Albertslund"]),
        ({"name": "Anna Holm"}, []),
        ({}, []),
        ({"address": "Skovvej 3\n2620 Albertslund\n"}, ["Skovvej 3", "2620 Albertslund"]),
    ],
)
def test_the_window_holds_the_address_where_there_is_one(identity: dict[str, str], lines: list[str]) -> None:
    assert document.window(identity) == lines


@given(st.text(), st.text())
def test_a_window_has_room_for_six_lines_whatever_is_typed(name: str, address: str) -> None:
    lines = document.window({"name": name, "address": address})
    assert len(lines) <= 6
    assert all(line == " ".join(line.split()) for line in lines)


@given(st.text())
def test_no_word_of_a_message_is_lost_between_paragraphs(text: str) -> None:
    kept = " ".join(line for lines in document.paragraphs(text) for line in lines)
    assert kept.split() == text.split()


def test_only_what_was_written_to_the_citizen_in_this_case_can_be_fetched(context: Flask, boss: Any) -> None:
    case, other = answered(), answered()
    boss.get(f"/stab/klager/{case.id}/besked/{other.messages[0].id}/brev.pdf", status=404)
    boss.get(f"/stab/klager/{case.id}/besked/{'x' * 22}/brev.pdf", status=404)
    code = received("Endnu en.", Reader.MANAGEMENT)[1]
    mine = case_of(code)
    service.write_as_citizen(mine.id, keys.open_with_code(mine, code), "Fra mig.", "m" * 22)
    boss.get(f"/stab/klager/{mine.id}/besked/{again(mine).messages[0].id}/brev.pdf", status=404)


def case_of(code: str) -> Case:
    found = queries.case_of_citizen(code)
    assert found is not None
    return found


def test_a_letter_of_a_closed_case_can_still_be_printed(context: Flask, boss: Any) -> None:
    case = answered(identity=WHO)
    service.withdraw(case.id)
    assert boss.get(f"/stab/klager/{case.id}/besked/{case.messages[0].id}/brev.pdf").status == 200
