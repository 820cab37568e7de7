"""Letters on paper: a page each, the reference where the window is, the code in words and as a picture; many in files of 200."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select
from surveys.invitations.lists import ADDRESS, invited
from surveys.rounds import GROUPS, open_round

from værdig.clock import HalfYear
from værdig.db import db
from værdig.i18n import Catalogues, Translation, catalogues
from værdig.municipality import service as municipalities
from værdig.surveys import queries as queries_of_rounds
from værdig.surveys import round_keys
from værdig.surveys import service as rounds
from værdig.surveys.ballot_box import Ballot, open_ballot
from værdig.surveys.invitations import letters, outbox, queries, service
from værdig.surveys.invitations.outbox import Invited, Whom
from værdig.surveys.invitations.texts import MESSAGES, words
from værdig.surveys.languages import printing
from værdig.surveys.models import Design, Envelope, SurveyRound


def shown(monkeypatch: pytest.MonkeyPatch, people: list[Invited], round_id: str) -> str:
    """Return the sheet that the PDF is made of."""
    import weasyprint

    kept: list[str] = []
    real = weasyprint.HTML

    def keep(*, string: str, **more: Any) -> Any:
        kept.append(string)
        return real(string=string, **more)

    monkeypatch.setattr(weasyprint, "HTML", keep)
    made = letters.pdf(people, words(round_id, ADDRESS, is_reminder=False))
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) == len(people)
        box = [float(x) for x in document.pages[0].mediabox]
    assert box[2] - box[0] == pytest.approx(595.3, abs=0.5)
    assert box[3] - box[1] == pytest.approx(841.9, abs=0.5)
    return kept[0]


PERSON = Invited("L00017", "ABCD-EFGH-JKMNP", "da", "")


def test_a_letter_is_one_page_with_reference_code_and_picture(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = shown(monkeypatch, [PERSON, PERSON], open_round())
    assert sheet.count("L00017") == 2
    assert '<div class="code">ABCD-EFGH-JKMNP</div>' in sheet
    assert f"{ADDRESS}/svar/ABCD-EFGH-JKMNP" in sheet
    assert "30. april 2021" in sheet


@pytest.mark.parametrize(("design", "talked"), [(Design.CENSUS, False), (Design.AFTER_CONVERSATION, True)])
def test_a_letter_after_a_conversation_says_so(context: Flask, design: Design, talked: bool) -> None:
    day = date(2021, 4, 1)
    round_id = rounds.create_round(HalfYear(2021, 1), design, day, day, asked=GROUPS)
    said = "\n".join(words(round_id, ADDRESS, is_reminder=False).of("da", "ABCD-EFGH-JKMNP").paragraphs)
    assert ("Du har for nylig haft en samtale med jobcentret." in said) is talked
    assert "Det tager cirka 5 minutter at svare." in said


def test_letters_are_pdf_ua_1_and_the_picture_is_described_in_the_letters_language(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    arabic = {str(message): Translation((f"ع {message}",), finished=True) for message in MESSAGES}
    monkeypatch.setattr(Catalogues, "messages", lambda _self, language: arabic if language == "ar" else {})
    round_id = open_round()
    people = [PERSON, Invited("L2", "BCDE-FGHJ-KMNPQ", "ar", "")]
    pdf = letters.pdf(people, words(round_id, ADDRESS, is_reminder=False))
    profile = page_validation.ValidationProfile.PDF_UA_1
    assert page_validation.is_pdf_compliant_bytes(pdf, profile=profile), str(
        page_validation.validate_pdf_bytes(pdf, profile=profile)
    )
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "da"
        said = [str(each.Alt) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert [each.startswith("ع") for each in sorted(said)] == [False, True]


def test_the_picture_holds_the_address(tmp_path: Path) -> None:
    """Read back by the library's own matrix: the same address gives the same picture, another gives another."""
    one = letters.qr(f"{ADDRESS}/svar/AAAA")
    drawn = b64decode(one.partition("base64,")[2]).decode()
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert one == letters.qr(f"{ADDRESS}/svar/AAAA") != letters.qr(f"{ADDRESS}/svar/AAAB")


def test_an_answer_by_a_letters_picture_is_counted_as_one_and_its_printed_link_as_a_link(
    client: Any, within: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned: list[str] = []
    monkeypatch.setattr(letters, "qr", lambda address: scanned.append(address) or "data:,")  # type: ignore[func-returns-value]
    round_id = within(lambda: invited(2))
    people = within(lambda: outbox.people(outbox.of(round_id)))
    sheet = within(lambda: shown(monkeypatch, people, round_id))
    printed = re.findall(rf"{ADDRESS}(/svar/[^ .<]+)</bdi>\. ", sheet)
    assert printed == [f"/svar/{person.code}" for person in people]
    for path in (scanned[0].removeprefix(ADDRESS), printed[1]):
        assert client.get(path, status=302).location == "/svar/intro"
        client.get("/svar/1").submit({"svar": "4"}, button="Frem")
        assert client.get("/svar/tjek").submit().h1 == "Tak for dit svar"
    assert within(lambda: sorted(ballot.channel for ballot in ballots(round_id))) == ["link", "qr"]


def ballots(round_id: str) -> list[Ballot]:
    """Open what was sent, as closing would."""
    round_ = db.session.scalars(select(SurveyRound).where(SurveyRound.id == round_id)).one()
    private = round_keys.private_key(round_)
    return [open_ballot(private, round_id, sealed) for sealed in db.session.scalars(select(Envelope.sealed))]


def test_a_letter_is_in_her_language_only_when_all_of_it_is_approved(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id = open_round()
    arabic = Invited("L1", "ABCD-EFGH-JKMNP", "ar", "")
    translated = {str(message): Translation((f"ع {message}",), finished=True) for message in MESSAGES}
    kept = catalogues()
    monkeypatch.setattr(Catalogues, "messages", lambda _self, language: translated if language == "ar" else {})
    sheet = shown(monkeypatch, [arabic, PERSON], round_id)
    assert re.search(r'<article lang="ar" dir="rtl">', sheet)
    assert "<h1>ع Hvordan har du det hos jobcentret?</h1>" in sheet
    assert re.search(r'<article lang="da" dir="ltr">', sheet)
    translated[str(MESSAGES[2])] = Translation(("ع",), finished=False)
    said = words(round_id, ADDRESS, is_reminder=False).of("ar", arabic.code)
    assert (said.language, said.direction) == ("da", "ltr")
    assert kept is catalogues()


def test_a_language_that_no_font_here_has_is_printed_in_danish_and_that_is_said(
    context: Flask, monkeypatch: pytest.MonkeyPatch, staff: Callable[..., Any]
) -> None:
    translated = {str(message): Translation((f"ع {message}",), finished=True) for message in MESSAGES}
    monkeypatch.setattr(Catalogues, "messages", lambda _self, language: translated if language == "ur" else {})
    municipalities.put("show_unapproved_translations", True)
    round_id = invited(1)
    page = f"/stab/runder/{round_id}/invitationer/breve"
    urdu = Invited("L1", "ABCD-EFGH-JKMNP", "ur", "")
    monkeypatch.setattr(letters, "can_print", lambda language: True)
    monkeypatch.setattr(printing, "can_print", lambda language: True)
    assert '<article lang="ur"' in shown(monkeypatch, [urdu], round_id)
    assert "ingen skrifttype" not in staff("leder").get(page).text
    monkeypatch.setattr(letters, "can_print", lambda language: language != "ur")
    monkeypatch.setattr(printing, "can_print", lambda language: language != "ur")
    assert '<article lang="da"' in shown(monkeypatch, [urdu], round_id)
    assert "Serveren har ingen skrifttype til urdu. De breve bliver på dansk." in staff("leder").get(page).text


def test_fonts_are_asked_for_by_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = tmp_path / "fc-list"
    asked.write_text('#!/bin/sh\n[ "$1" = ":lang=ur" ] || echo "DejaVu Sans"\n')
    asked.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    printing.can_print.cache_clear()
    assert (printing.can_print("da"), printing.can_print("ur")) == (True, False)
    printing.can_print.cache_clear()


def test_many_letters_are_made_in_files_and_taken_up_again(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "LETTERS_A_BATCH", 4)
    monkeypatch.setattr(queries, "LETTERS_A_BATCH", 4)
    round_id = invited(10)
    real, made = letters.pdf, []

    def fail_at_the_second(people: Any, said: Any) -> bytes:
        made.append([person.reference for person in people])
        if len(made) == 2:
            raise MemoryError
        return real(people, said)

    monkeypatch.setattr(letters, "pdf", fail_at_the_second)
    service.start_letters(round_id, Whom.ALL, ADDRESS, is_reminder=False)
    status = queries.status(round_id)
    assert status.letters_running
    assert (status.letters_made, status.letters_all) == (4, 10)
    letters.make()
    status = queries.status(round_id)
    assert not status.letters_running
    assert [(batch.first, batch.last, batch.made) for batch in status.batches] == [
        (1, 4, True), (5, 8, True), (9, 10, True)
    ]  # fmt: skip
    assert made[1] == made[2]
    assert sorted(reference for part in (made[0], *made[2:]) for reference in part) == [
        person.reference for person in outbox.people(outbox.of(round_id))
    ]


def test_letters_that_name_a_day_that_was_moved_are_deleted(context: Flask) -> None:
    round_id = invited(3)
    service.start_letters(round_id, Whom.ALL, ADDRESS, is_reminder=False)
    assert queries.status(round_id).letters_made == 3
    codes = {person.code for person in outbox.people(outbox.of(round_id))}
    rounds.postpone(round_id, queries_of_rounds.round_by_id(round_id).closes_on + timedelta(days=8))
    assert queries.status(round_id).batches == []
    assert {person.code for person in outbox.people(outbox.of(round_id))} == codes


def test_addresses_stand_by_themselves_and_from_left_to_right(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    round_id = open_round()
    said = words(round_id, ADDRESS, is_reminder=False)
    sheet = shown(monkeypatch, [PERSON], round_id)
    for address in (said.link(PERSON.code), f"{ADDRESS}/svar"):
        assert f'<bdi class="address" dir="ltr">{address}</bdi>' in sheet
    assert letters.parts("اذهب إلى https://svar.dk/svar, واكتب") == [
        ("اذهب إلى ", False), ("https://svar.dk/svar", True), (", واكتب", False)
    ]  # fmt: skip
