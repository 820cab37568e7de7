"""`vaerdig verify-receipt` and `vaerdig receipts` as the citizen's helper and the auditor use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from complaints.given import STORY, received
from flask import Flask
from sqlalchemy import update

from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.receipts import checking, document, queries, service
from værdig.complaints.receipts.commands import receipts_group, verify_receipt
from værdig.crypto import public_pem
from værdig.db import db, tenant, transaction
from værdig.errors import UserError

Run = Callable[..., Result]


@pytest.fixture
def case(app: Flask, freeze: Callable[[str], Any]) -> tuple[str, str, str]:
    """A case's signed receipt, its code and its number."""
    freeze("2026-11-23 13:05")
    with app.app_context(), tenant("albertslund"):
        made, code = received(reader=Reader.MANAGEMENT)
        return made.receipt or "", code, made.number


def test_a_genuine_receipt_is_told_in_words(case: tuple[str, str, str], command: Run, tmp_path: Path) -> None:
    file = tmp_path / "kvittering.txt"
    file.write_text(case[0])
    done = command(verify_receipt, str(file))
    assert done.exit_code == 0
    assert "Kvitteringens underskrift er ægte." in done.output
    assert f"Albertslund Kommune har modtaget sag {case[2]} den 23. november 2026" in done.output
    assert "Svar er lovet senest den 2. december 2026." in done.output
    told = json.loads(command(verify_receipt, str(file), "--json").output)
    assert (told["genuine"], told["number"], told["day"]) == (True, case[2], None)


def test_a_changed_one_is_refused(case: tuple[str, str, str], command: Run, tmp_path: Path) -> None:
    file = tmp_path / "kvittering.txt"
    file.write_text(case[0][:60] + ("A" if case[0][60] != "A" else "B") + case[0][61:])
    done = command(verify_receipt, str(file))
    assert done.exit_code == 1
    assert "Underskriften passer ikke" in done.output
    assert json.loads(command(verify_receipt, str(file), "--json").output)["genuine"] is False


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff", b"%PDF-1.7 intet", b'{"kvittering": 1}', b"{" * 5000, b"x" * 2_000_001]
)
def test_any_other_file_is_refused_in_danish(content: bytes, command: Run, tmp_path: Path) -> None:
    file = tmp_path / "fil"
    file.write_bytes(content)
    done = command(verify_receipt, str(file))
    assert done.exit_code == 1
    assert done.output.strip().endswith(".")


def test_the_pdf_holds_it_attached(app: Flask, case: tuple[str, str, str], command: Run, tmp_path: Path) -> None:
    file = tmp_path / "kvittering.pdf"
    with app.test_request_context(), tenant("albertslund"):
        values = {
            "case": db.session.query(Case).one(), "code": "KODE", "office": "ledelsen", "answer_date": None, "steps": ["Et."],
            "own_page": "https://x/sag", "check_page": "https://x/kvittering",
        }  # fmt: skip
        file.write_bytes(document.pdf(values, case[0]))
    assert command(verify_receipt, str(file)).exit_code == 0


def test_only_the_text_that_was_sent_is_the_text(case: tuple[str, str, str], command: Run, tmp_path: Path) -> None:
    receipt, text = tmp_path / "kvittering.txt", tmp_path / "klage.txt"
    receipt.write_text(case[0])
    text.write_text(STORY + "\n")
    asked = (str(receipt), "--text", str(text), "--code", case[1])
    assert "Teksten er den, der blev sendt." in command(verify_receipt, *asked).output
    text.write_text(STORY + " Og mere.")
    done = command(verify_receipt, *asked)
    assert (done.exit_code, "en anden end den" in done.output) == (1, True)


def test_a_machine_without_the_installation_needs_the_public_key_alone(
    case: tuple[str, str, str], command: Run, tmp_path: Path
) -> None:
    receipt, key = tmp_path / "kvittering.txt", tmp_path / "noegle.pem"
    receipt.write_text(case[0])
    key.write_text(command(receipts_group, "key", "--municipality", "albertslund").output)
    assert "-----BEGIN PUBLIC KEY-----" in key.read_text()
    assert command(verify_receipt, str(receipt), "--key", str(key)).exit_code == 0
    key.write_text(public_pem(bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")))
    assert command(verify_receipt, str(receipt), "--key", str(key)).exit_code == 1
    key.write_text("ikke en nøgle")
    with pytest.raises(UserError, match="ikke en offentlig nøgle"):
        command(verify_receipt, str(receipt), "--key", str(key))


def test_a_proof_is_checked_against_its_day(
    app: Flask, case: tuple[str, str, str], command: Run, tmp_path: Path, freeze: Callable[[str], Any]
) -> None:
    freeze("2026-11-25 09:00")
    file = tmp_path / "bevis.json"
    with app.app_context(), tenant("albertslund"):
        service.end_days()
        proof = queries.proof(case[0])
        assert proof is not None
        file.write_text(checking.proof_file(case[0], proof.head, proof.place, list(proof.neighbours)))
        other = checking.proof_file(case[0], proof.head, proof.place ^ 1, list(proof.neighbours))
    assert "Den står i loggen for den 23. november 2026." in command(verify_receipt, str(file)).output
    file.write_text(other)
    done = command(verify_receipt, str(file))
    assert (done.exit_code, "står ikke i den dags log" in done.output) == (1, True)


def test_the_audit_ends_with_one_where_a_complaint_is_gone(
    app: Flask, case: tuple[str, str, str], command: Run, freeze: Callable[[str], Any]
) -> None:
    freeze("2026-11-25 09:00")
    with app.app_context(), tenant("albertslund"):
        service.end_days()
    whole = command(receipts_group, "audit", "--municipality", "albertslund")
    assert (whole.exit_code, "Der er ingen huller." in whole.output) == (0, True)
    with app.app_context(), tenant("albertslund"), transaction():
        db.session.execute(update(Case).values(receipt=None))
    gone = command(receipts_group, "audit", "--municipality", "albertslund")
    assert (gone.exit_code, "Sagen er fjernet" in gone.output) == (1, True)
    told = json.loads(command(receipts_group, "audit", "--municipality", "albertslund", "--json").output)
    assert told["days"] == 2
    assert [gap["day"] for gap in told["gaps"]] == ["2026-11-23"]
