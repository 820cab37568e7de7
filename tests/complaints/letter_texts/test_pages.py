"""A municipality's own texts of letters: from their day on, the last written holds, approved as they stand, and none is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from complaints.given import again, received
from flask import Flask

from værdig.clock import today
from værdig.complaints import letters
from værdig.complaints.delays.wording import DELAY
from værdig.complaints.keys import Reader
from værdig.complaints.letter_texts import queries, service
from værdig.complaints.letter_texts.models import LetterText
from værdig.complaints.letters import CLOSING
from værdig.complaints.questions import CONSENT
from værdig.db import db, tenant
from værdig.errors import UserError

OWN = "Kære borger.\n\n{loefte}: det når vi ikke.\n\n{grund}\n\n{ny_dato} {lovens_frist}\n\n{afsender}"
SOMEBODY = "u" * 22


def test_a_new_text_holds_from_its_day_and_the_letters_before_stay(context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    before = queries.wording_today(DELAY)
    assert service.save(DELAY, OWN, date(2026, 11, 4), SOMEBODY)
    assert queries.wording_today(DELAY) == before
    freeze("2026-11-04 09:00")
    assert queries.wording_today(DELAY) == OWN
    assert not queries.is_approved(DELAY)
    assert service.save(DELAY, None, date(2026, 11, 4), SOMEBODY)
    assert queries.wording_today(DELAY) == before
    assert len(queries.versions(DELAY.key)) == 2, "nothing is thrown away"


def test_the_same_twice_is_one_and_the_past_cannot_be_reworded(context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    assert service.save(DELAY, OWN, date(2026, 11, 2), SOMEBODY)
    assert not service.save(DELAY, OWN + "\r\n  ", date(2026, 11, 2), SOMEBODY)
    with pytest.raises(UserError, match="senere dag"):
        service.save(DELAY, OWN, date(2026, 11, 1), SOMEBODY)


def test_an_approval_is_of_one_text_and_not_of_the_next(context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    service.save(DELAY, OWN, date(2026, 11, 2), SOMEBODY)
    (version,) = queries.versions(DELAY.key)
    assert service.approve(DELAY, version.id, "Jura Juhl", date(2026, 11, 1), SOMEBODY)
    assert queries.is_approved(DELAY)
    assert not service.approve(DELAY, version.id, "En anden", date(2026, 11, 2), SOMEBODY)
    service.save(DELAY, OWN.replace("Kære", "Hej"), date(2026, 11, 2), SOMEBODY)
    assert not queries.is_approved(DELAY)


def test_a_municipality_words_its_own_letters_alone(context: Flask) -> None:
    service.save(DELAY, OWN, today(), SOMEBODY)
    with tenant("vallensbaek"):
        assert queries.wording_today(DELAY) == DELAY.built_in()
        assert queries.versions(DELAY.key) == []


def test_a_letter_is_drafted_from_the_own_text(context: Flask) -> None:
    case = received("Jeg venter.", Reader.MANAGEMENT)[0]
    text = "Sag {sagsnummer}\n\n{fund}\n\n{begrundelse}\n\n{det_sker}\n\n{uenig}\n\n{ombudsmand}\n\nHilsen {afsender}"
    service.save(CLOSING, text, today(), SOMEBODY)
    letter = letters.closing_letter(again(case), [])
    assert letter.startswith(f"Sag {case.number}\n\n[Skriv, hvad vi har fundet]")
    assert letter.endswith("Hilsen Ledelsen i jobcentret")
    assert "[Skriv begrundelsen her]" in letter


def test_from_the_list_to_an_approved_text_in_the_browser(boss: Any) -> None:
    page = boss.get("/stab/brevtekster")
    assert "Ikke godkendt" in page.text
    page = page.click("Forsinkelsesbrev")
    wrong = page.submit({"text": "Kære {borger}"}, button="Gem teksten")
    assert wrong.status == 422
    assert "{borger}" in wrong.errors[0]
    assert wrong.form().values["text"] == "Kære {borger}", "what was typed stays"
    tried = wrong.submit({"text": OWN, "note": "Kortere"}, button="Vis brevet først")
    assert "Vi venter på en udtalelse." in tried.text
    assert db.session.query(LetterText).count() == 0, "showing it saves nothing"
    saved = tried.submit({}, button="Gem teksten").follow()
    assert "Teksten er gemt." in saved.visible_text
    assert "Kortere" in saved.text
    approving = saved.click("Notér, at en jurist har godkendt den")
    assert "Skriv navnet." in approving.submit({"jurist": " "}).errors
    done = approving.submit({"jurist": "Jura Juhl"}).follow()
    assert "er godkendt af Jura Juhl" in done.text
    again_ = done.click("Brug Værdigs tekst igen").submit().follow()
    assert "er ikke godkendt af en jurist" in again_.text
    assert boss.get("/stab/brevtekster/findes-ikke").status == 404


def test_the_borgerraadgivers_own_letters_are_worded_by_her_alone(boss: Any, br: Any) -> None:
    page = boss.get(f"/stab/brevtekster/{CONSENT.key}")
    assert "Kun borgerrådgiveren kan ændre teksten." in page.text
    assert not page.soup.select("textarea")
    boss.post(f"/stab/brevtekster/{CONSENT.key}", data={"text": "Må {afdeling}?"}, status=404)
    boss.get(f"/stab/brevtekster/{CONSENT.key}/vaerdigs", status=404)
    saved = br.get(f"/stab/brevtekster/{CONSENT.key}").submit({"text": "Må {afdeling} se den?"}, button="Gem teksten")
    assert saved.follow().status == 200
    assert "Må jobcentret se den?" in br.get(f"/stab/brevtekster/{CONSENT.key}").text


def test_whoever_writes_a_letter_sees_whether_its_text_is_approved(boss: Any) -> None:
    case = received("Jeg venter.", Reader.MANAGEMENT)[0]
    assert "En jurist skal godkende den" in boss.get(f"/stab/klager/{case.id}/afslut").text
    text = CLOSING.built_in()
    service.save(CLOSING, text, today(), SOMEBODY)
    (version,) = queries.versions(CLOSING.key)
    service.approve(CLOSING, version.id, "Jura Juhl", today(), SOMEBODY)
    db.session.rollback()
    assert "Teksten er godkendt af Jura Juhl den" in boss.get(f"/stab/klager/{case.id}/afslut").text
