"""What a letter is sent in, what its writer is told of its text, and what citizens read on the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from complaints.given import again, received
from conftest import NEIGHBOUR
from flask import Flask

from værdig import clock
from værdig.clock import today
from værdig.complaints import queries as cases
from værdig.complaints import texts
from værdig.complaints.deadlines import Clock
from værdig.complaints.delays.wording import DELAY
from værdig.complaints.insight.letters import ANSWER, PUT_OFF
from værdig.complaints.keys import Reader
from værdig.complaints.letter_texts import queries, service
from værdig.complaints.letter_texts.kinds import check
from værdig.complaints.letter_texts.models import LetterText
from værdig.complaints.letter_texts.on_pages import FOUR_WEEKS, LEAVE, NO_REPRISALS, ON_PAGES, WHAT_SHE_CAN
from værdig.complaints.models import Case
from værdig.complaints.questions import CONSENT, FORWARDED
from værdig.db import db, tenant, transaction
from værdig.errors import UserError

OWN = "Kære borger.\n\n{loefte}: det når vi ikke.\n\n{grund}\n\n{ny_dato} {lovens_frist}\n\n{afsender}"
SOMEBODY = "u" * 22


@pytest.fixture
def case(context: Flask, freeze: Any) -> Case:
    freeze("2026-11-02 09:00")
    return received("Jeg venter.", Reader.MANAGEMENT, identity={"name": "Anna Holm"})[0]


def delay_page(browser: Any, case: Case) -> Any:
    row = next(each for each in again(case).clocks if each.kind == Clock.FOERSTE_SVAR)
    return browser.get(f"/stab/klager/{case.id}/forsinkelse/{row.id}")


def test_a_letter_is_sent_in_the_words_its_writer_has_read(case: Case, boss: Any) -> None:
    page = delay_page(boss, case)
    service.save(DELAY, OWN, today(), SOMEBODY)
    typed = {"reason": "Vi mangler {afsender} og en læge.", "until": "25.11.2026"}
    refused = page.submit(typed)
    assert refused.errors == ["Brevets tekst er ændret, siden du åbnede siden. Læs den nye igennem, og send igen."]
    assert refused.form().values["reason"].strip() == typed["reason"]
    assert "det når vi ikke." in refused.text, "the new words are shown"
    refused.submit().follow()
    sent = boss.get(f"/stab/klager/{case.id}").text
    assert "Kære borger." in sent
    assert "Vi mangler {afsender} og en læge." in sent, "what is put in is never read as a place"
    service.save(DELAY, OWN.replace("Kære", "Hej"), today(), SOMEBODY)
    db.session.rollback()
    after = boss.get(f"/stab/klager/{case.id}").text
    assert "Kære borger." in after
    assert "Hej borger." not in after


@pytest.mark.parametrize(
    ("button", "kind", "values"),
    [
        ("Skriv et fristbrev", PUT_OFF, {"reason": "Stor sag."}),
        ("Svar på anmodningen", ANSWER, {"result": "imoedekommet"}),
    ],
)
def test_letters_about_a_request_too(case: Case, boss: Any, button: str, kind: Any, values: dict[str, str]) -> None:
    boss.get(f"/stab/klager/{case.id}/indsigt/ny").submit({"asked": "se"})
    page = boss.get(f"/stab/klager/{case.id}").click("Sortér anmodningen").submit({"kind": "egenacces"}).follow()
    writing = page.click(button)
    service.save(kind, kind.built_in() + "\n\nRing gerne.", today(), SOMEBODY)
    refused = writing.submit(values)
    assert refused.errors == ["Brevets tekst er ændret, siden du åbnede siden. Læs den nye igennem, og send igen."]
    assert refused.submit().status == 302


def test_the_writer_sees_which_text_it_is(case: Case, boss: Any) -> None:
    assert "skrevet ud fra den tekst, Værdig kommer med." in delay_page(boss, case).text
    service.save(DELAY, OWN, today(), SOMEBODY)
    service.save(DELAY, OWN + "!", today(), SOMEBODY)
    db.session.rollback()
    assert "ud fra jeres egen tekst nummer 2, fra 2. november 2026." in delay_page(boss, case).text


def test_a_question_to_the_citizen_tells_of_its_text(context: Flask, br: Any) -> None:
    case, _code = received()
    service.save(CONSENT, "Må {afdeling} se den? Sig til.", today(), SOMEBODY)
    page = br.get(f"/stab/indbakke/{case.id}/svar?om=samtykke")
    assert page.form().values["text"].strip() == "Må jobcentret se den? Sig til."
    assert "jeres egen tekst nummer 1" in page.text
    assert "En jurist skal godkende den" in page.text
    assert "En jurist skal godkende den" not in br.get(f"/stab/indbakke/{case.id}/svar").text


def test_where_a_case_belongs_is_told_from_a_text_once_it_is_finished(case: Case, boss: Any) -> None:
    page = boss.get(f"/stab/klager/{case.id}/svar").click("Sagen er sendt videre")
    assert page.form().values["kind"] == "henvisning"
    assert "Vi har sendt den dertil mandag den 2. november 2026." in page.form().values["text"]
    refused = page.submit()
    assert "Brevet er ikke færdigt." in refused.errors[0]
    written = refused.form().values["text"].replace("[Skriv, hvor sagen hører til]", "Udbetaling Danmark")
    refused.submit({"text": written}).follow()
    assert cases.facts_of(again(case)).signposted
    outside = boss.get(f"/stab/klager/{case.id}/svar").click("Vi kan ikke behandle sagen")
    assert "[Skriv hvorfor]" in outside.form().values["text"]
    assert texts.question("noget-andet", case) == ""


def test_two_who_write_at_once_are_told_of_each_other(case: Case, boss: Any) -> None:
    page = boss.get(f"/stab/brevtekster/{DELAY.key}")
    service.save(DELAY, OWN, today(), SOMEBODY)
    refused = page.submit({"text": OWN + " To."}, button="Gem teksten")
    assert "En anden har gemt en tekst, siden du åbnede siden." in refused.errors[0]
    assert refused.form().values["text"].replace("\r\n", "\n") == OWN + " To."
    refused.submit(button="Gem teksten").follow()
    db.session.rollback()
    assert [each.number for each in queries.versions(DELAY.key)] == [2, 1]


def test_a_text_that_lacks_what_is_asked_for_now_is_not_used(case: Case, boss: Any) -> None:
    with transaction():
        row = LetterText(
            kind=DELAY.key,
            valid_from=today(),
            text="{afskaffet} og ikke mere",
            number=1,
            written=clock.now(),
            written_by=SOMEBODY,
        )
        row.approved_on, row.approved_by = date(2026, 10, 1), "Jura Juhl"
        db.session.add(row)
    assert queries.wording_today(DELAY) == DELAY.built_in()
    assert not queries.is_approved(DELAY)
    assert "Vi skrev til dig" in delay_page(boss, case).text
    assert "Jura Juhl" not in delay_page(boss, case).text
    assert "Derfor bliver Værdigs brugt." in boss.get(f"/stab/brevtekster/{DELAY.key}").text


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (NO_REPRISALS, "Klag bare.", "betydning"),
        (FOUR_WEEKS, "Vent ikke.", "4 uger"),
        (LEAVE, "Må {afdeling} se den? Du kan fortryde.", "nej"),
        (WHAT_SHE_CAN, "Uafhængig af {afdeling}.", "ikke ændre"),
        (FORWARDED, "Sag {sagsnummer} er sendt den {dato}.", "{modtager}"),
    ],
)
def test_what_must_be_said_cannot_be_left_out(context: Flask, kind: Any, text: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        check(kind, text)
    assert said in str(refused.value.text)


def test_citizens_read_the_municipalitys_words_as_text(case: Case, client: Any) -> None:
    built_in = "Det må ikke få betydning for din sag, at du klager. Oplever du det, så sig det til borgerrådgiveren."
    assert built_in in client.get("/klage").text
    service.save(NO_REPRISALS, "At du klager, har ingen betydning <b>.\n\nRing, hvis du er bange.", today(), SOMEBODY)
    service.save(WHAT_SHE_CAN, "Hun er uafhængig af {afdeling} og kan ikke ændre noget.", today(), SOMEBODY)
    db.session.rollback()
    page = client.get("/klage")
    assert [p.get_text() for p in page.soup.select("main p")].count("At du klager, har ingen betydning <b>.") == 1
    assert [p.get_text() for p in page.soup.select("main p")].count("Ring, hvis du er bange.") == 1
    assert built_in not in page.text
    helped = page.click("Hjælp til at klage")
    assert "Hun er uafhængig af jobcentret og kan ikke ændre noget." in helped.text
    with tenant(NEIGHBOUR):
        assert queries.wording_today(NO_REPRISALS) == built_in


def test_texts_of_pages_are_listed_by_themselves(case: Case, boss: Any) -> None:
    tables = {t.caption.get_text(): t for t in boss.get("/stab/brevtekster").soup.find_all("table")}
    assert len(tables["Tekster på borgernes sider"].select("tbody tr")) == len(ON_PAGES)
    assert "Afslutningsbrev" in tables["Breve"].get_text()
    page = boss.get(f"/stab/brevtekster/{NO_REPRISALS.key}")
    assert "Den skal sige, at klagen ikke må få betydning for sagen." in page.text
    tried = page.submit({"text": "Uden betydning."}, button="Vis teksten først")
    assert "Sådan ser det ud med din tekst" in tried.text
