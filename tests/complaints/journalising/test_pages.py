"""The pages of the journal: the list, a theme, the package and its receipt, and who is let in."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from complaints.given import BOSS, again, received, see_again
from complaints.keeping import MONDAY, NUMBER, closed, full
from flask import Flask
from sqlalchemy import select

from værdig import audit
from værdig.complaints import keys, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.journalising.documents import Source, of_case
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseTransfer
from værdig.complaints.queries.cases import OPENED
from værdig.db import db


@pytest.fixture
def case(ready: Any, freeze: Any) -> Case:
    freeze(MONDAY)
    return full(ready)[0]


def journal(browser: Any, case: Case, slug: str = "klager") -> Any:
    return browser.get(f"/stab/{slug}/{case.id}/journal")


def taken(page: Any, button: str) -> zipfile.ZipFile:
    answer = page.submit({}, form=button)
    assert answer.response.headers["Content-Type"] == "application/zip"
    assert answer.response.headers["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.response.data))


def test_from_the_list_to_the_receipt(case: Case, boss: Any) -> None:
    page = boss.get(f"/stab/klager/{case.id}").click("Journal og overførsel til ESDH")
    for words in ("Henvendelsen: Personalets optræden", "Svar til borgeren", "Ind", "Ud", "Intern", "Ikke overført"):
        assert words in page.text
    package = taken(page, "Hent 8 dokumenter, der mangler")
    names = package.namelist()
    assert names[:2] == ["indeks.csv", "indeks.xml"]
    assert len(names) == 10
    page = journal(boss, case)
    assert "Hentet, ikke kvitteret" in page.text
    form = page.click("Kvittér for en pakke")
    assert form.submit({"reference": ""}).errors == ["Skriv nummeret på sagen i ESDH."]
    done = form.submit({"reference": NUMBER}).follow()
    assert "Overførslen er kvitteret." in done.text
    assert done.text.count(f"ESDH: {NUMBER}") == 8
    assert "Alt er overført" in done.text
    history = boss.get(f"/stab/klager/{case.id}").text
    assert "8 dokumenter hentet til ESDH" in history
    assert "8 dokumenter kvitteret som overført til ESDH" in history


def test_the_package_has_an_index_that_fits_its_files(case: Case, boss: Any) -> None:
    package = taken(journal(boss, case), "Hent alle dokumenter")
    rows = list(csv.DictReader(io.StringIO(package.read("indeks.csv").decode("utf-8-sig")), delimiter=";"))
    root = ElementTree.fromstring(package.read("indeks.xml"))
    assert [row["Fil"] for row in rows] == [each.get("fil") for each in root] == package.namelist()[2:]
    assert root.get("sag") == case.number
    for row, each in zip(rows, root, strict=True):
        data = package.read(row["Fil"])
        assert row["SHA-256"] == each.get("sha256") == hashlib.sha256(data).hexdigest()
        assert row["Dato"] == each.get("dato") == MONDAY[:10]
        assert row["Tema"] == each.get("tema")
        assert row["Retning"].lower() == each.get("retning")
    assert {row["Fil"].rpartition(".")[2] for row in rows} == {"pdf", "txt"}
    (text,) = [row["Fil"] for row in rows if row["Fil"].endswith("txt")]
    assert package.read(text) == b"Et brev."
    for word in ("Anna", "Holm", "nabo", "Tonen"):
        assert word not in " ".join(package.namelist())
    see_again()
    (row,) = db.session.scalars(select(CaseTransfer)).all()
    assert len(row.documents) == len(rows)


def test_the_documents_are_pdfs_for_archives(case: Case, boss: Any) -> None:
    package = taken(journal(boss, case), "Hent alle dokumenter")
    first = next(name for name in package.namelist() if name.endswith("klage.pdf"))
    with pikepdf.open(io.BytesIO(package.read(first))) as pdf, pdf.open_metadata() as meta:
        assert meta.pdfa_status == "3A"
        assert pdf.Root.MarkInfo.Marked


def test_a_package_holds_what_is_missing_and_says_what_it_replaces(case: Case, boss: Any) -> None:
    taken(journal(boss, case), "Hent 8 dokumenter, der mangler")
    journal(boss, case).click("Kvittér for en pakke").submit({"reference": NUMBER})
    (link,) = [a["href"] for a in journal(boss, case).soup.select("a") if a["href"].endswith(f"/klage/{case.id}")]
    boss.get(link).submit({"theme": "=Samtale i maj"})
    page = journal(boss, case)
    assert "Ændret efter overførslen" in page.text
    package = taken(page, "Hent 1 dokument, der mangler")
    (row,) = csv.DictReader(io.StringIO(package.read("indeks.csv").decode("utf-8-sig")), delimiter=";")
    assert row["Tema"] == "'=Samtale i maj", "no cell is a formula"
    assert row["Erstatter en tidligere udgave"] == "Ja"


def test_a_number_that_is_a_persons_is_refused(case: Case, boss: Any) -> None:
    taken(journal(boss, case), "Hent 8 dokumenter, der mangler")
    form = journal(boss, case).click("Kvittér for en pakke")
    page = form.submit({"reference": "Sag 070761-4285"})
    assert page.errors
    assert "Sag 070761-4285" in page.html, "what was typed stays"


def test_looking_at_the_journal_is_an_opening_that_the_citizen_sees(case: Case, boss: Any) -> None:
    before = len(audit.entries_about("complaint_case", case.id, OPENED))
    journal(boss, case)
    see_again()
    assert len(audit.entries_about("complaint_case", case.id, OPENED)) == before + 1


def test_the_confidential_cases_are_transferred_by_the_borgerraadgiver_alone(
    app: Flask, br: Any, boss: Any, staff: Any
) -> None:
    case, _code = received()
    assert "Henvendelsen" in journal(br, case, "indbakke").text
    for slug in ("klager", "indbakke"):
        assert boss.get(f"/stab/{slug}/{case.id}/journal").status == 404
    locked = staff("stedfortraeder").get(f"/stab/indbakke/{case.id}/journal")
    assert locked.status in (302, 404)


def test_with_consent_the_management_has_its_own_notes_to_transfer_and_no_more(br: Any, boss: Any) -> None:
    case, code = received(identity={"name": "Anna Holm"})
    service.give_consent(case.id, keys.open_with_code(case, code), "med_navn", BOSS)
    held = keys.open_for(again(case), Reader.MANAGEMENT, keys.management_keys())
    service.write_note(case.id, held, "Vores notat.", BOSS, Reader.MANAGEMENT, kind="notat_til_sagen")
    page = journal(boss, case)
    assert "Henvendelsen" not in page.text
    assert "Notat til sagen" in page.text
    assert "Den anden side har 2 dokumenter i sagen" in page.text
    package = taken(page, "Hent 1 dokument, der mangler")
    assert [name.rpartition("-")[2] for name in package.namelist()[2:]] == ["notat.pdf"]
    theirs = journal(br, case, "indbakke").text
    assert "Notat til sagen" not in theirs
    assert "1 mangler." in theirs


def test_nothing_to_take_and_nothing_to_confirm_is_told(boss: Any, ready: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = closed()
    assert "Der er ingen pakke at kvittere for" in boss.get(f"/stab/klager/{case.id}/journal/kvittering").follow().text
    assert "Ingen har hentet en pakke endnu." in journal(boss, case).text


def test_a_consent_is_a_document_of_its_own_and_another_version_when_it_is_taken_back(br: Any) -> None:
    case, code = received(identity={"name": "Anna Holm"})
    service.give_consent(case.id, keys.open_with_code(case, code), "med_navn", CITIZEN)
    page = journal(br, case, "indbakke")
    assert "Samtykke" in page.text
    (first,) = [each for each in of_case(again(case)) if each.source is Source.SAMTYKKE]
    package = taken(page, "Hent 2 dokumenter, der mangler")
    assert [name.rpartition("-")[2] for name in package.namelist()[2:]] == ["klage.pdf", "samtykke.pdf"]
    service.revoke_consent(case.id, CITIZEN)
    (second,) = [each for each in of_case(again(case)) if each.source is Source.SAMTYKKE]
    assert (first.key, first.version) != (second.key, second.version)
    assert first.key == second.key
