"""The pages of requests for insight: the citizen's door and her copy, the handler's forms, the queue, the desk, and who is let in."""

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

from værdig.complaints import keys, service
from værdig.complaints.insight import queries as requests
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case

MONDAY = "2026-11-02 09:00"


@pytest.fixture
def mine(context: Flask, freeze: Any) -> tuple[Case, str]:
    freeze(MONDAY)
    return received("Jeg venter på svar.", Reader.MANAGEMENT, identity={"name": "Anna Holm"})


def own_page(client: Any, code: str) -> Any:
    page = client.get("/sag")
    return page.submit({"code": code}).follow() if page.title.startswith("Se din sag") else page


def asked(client: Any, code: str, words: str = "Notatet fra i maj.", what: str = "se") -> Any:
    return own_page(client, code).click("Jeg vil se min sag").submit({"asked": what, "words": words}).follow()


def staff_page(browser: Any, case: Case, slug: str = "klager") -> Any:
    return browser.get(f"/stab/{slug}/{case.id}")


def sorted_page(browser: Any, case: Case, kind: str = "partsaktindsigt") -> Any:
    return staff_page(browser, case).click("Sortér anmodningen").submit({"kind": kind}).follow()


def answered(browser: Any, case: Case, **values: Any) -> Any:
    page = sorted_page(browser, case).click("Svar på anmodningen")
    return page.submit({"result": "imoedekommet", **values})


def opened(case: Case) -> keys.Keys:
    return keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())


def words_of(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_from_the_door_to_the_copy(mine: tuple[Case, str], client: Any, boss: Any) -> None:
    case, code = mine
    page = asked(client, code)
    assert "Vi har modtaget det" in page.text
    assert "7 arbejdsdage regnet fra mandag den 2. november 2026 er onsdag den 11. november 2026." in page.text
    assert "Notatet fra i maj." in staff_page(boss, case).text
    assert answered(boss, case).location.endswith(case.id)
    page = client.get("/sag")
    assert "Svaret er ja" in page.text
    copy = page.click("Læs din kopi af sagen")
    for part in ("Jeg venter på svar.", "Anna Holm", "Intet er holdt ude."):
        assert part in copy.text
    told = staff_page(boss, case).text
    assert "Hentet af borgeren" in told
    assert "Borgeren har hentet sin kopi af sagen" in told


def test_the_pdf_is_tagged_and_kept_by_no_browser(mine: tuple[Case, str], client: Any, boss: Any) -> None:
    case, code = mine
    asked(client, code)
    answered(boss, case)
    found = client.get("/sag").click("Hent kopien som PDF").response
    assert (found.mimetype, found.headers["Cache-Control"]) == ("application/pdf", "no-store")
    with pikepdf.open(io.BytesIO(found.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
    printed = staff_page(boss, case).click("Hent det, borgeren fik (PDF)").response
    assert printed.data.startswith(b"%PDF")
    assert "Borgerens kopi af sagen hentet til print" in staff_page(boss, case).text


@pytest.mark.skipif(not (shutil.which("pdftotext") or os.environ.get("CI")), reason="poppler-utils is not installed")
def test_the_pdf_says_what_was_given_and_what_was_left_out(mine: tuple[Case, str], client: Any, boss: Any) -> None:
    case, code = mine
    service.answer(case.id, opened(case), "Vi ringer\ni morgen.", BOSS)
    for kind, text in (("notat_til_sagen", "Vi ringede i maj."), ("internt_arbejdspapir", "Mine tanker.")):
        service.write_note(case.id, opened(case), text, BOSS, Reader.MANAGEMENT, kind=kind)
    asked(client, code)
    page = sorted_page(boss, case).click("Svar på anmodningen")
    assert "Mine tanker." not in page.text
    (box,) = page.soup.select("input[name=released]")
    page.submit({"result": "delvist", "reason": "Det er interne papirer.", "released": [box["value"]]})
    said = words_of(client.get("/sag").click("Hent kopien som PDF").response.data)
    for part in (
        case.number,
        "Jeg venter på svar.",
        "Vi ringer i morgen.",
        "Vi ringede i maj.",
        "Interne arbejdspapirer",
    ):
        assert part in said
    assert "Mine tanker." not in said


def test_a_no_without_reasons_is_told_at_the_field_and_nothing_is_sent(
    mine: tuple[Case, str], client: Any, boss: Any
) -> None:
    case, code = mine
    asked(client, code)
    page = answered(boss, case, result="afslaaet")
    assert page.errors == ["Skriv grunden. Borgeren har krav på den (forvaltningsloven § 22)."]
    assert again(case).messages == []
    page.submit({"reason": "Af hensyn til en anden."})
    said = client.get("/sag").text
    for part in ("Svaret er nej", "Af hensyn til en anden.", "Sådan klager du", "Ankestyrelsen"):
        assert part in said
    assert "Læs din kopi" not in said


def test_every_letter_there_can_be_stands_on_the_page_before_it_is_sent(
    mine: tuple[Case, str], client: Any, boss: Any
) -> None:
    case, code = mine
    asked(client, code)
    page = sorted_page(boss, case).click("Svar på anmodningen")
    assert page.text.count("Venlig hilsen") == 3
    assert page.text.count("Sådan klager du") == 2
    assert "En jurist skal godkende den" in page.text


def test_a_fristbrev_is_drafted_before_the_date_and_both_dates_are_shown(
    mine: tuple[Case, str], client: Any, staff: Any, freeze: Any
) -> None:
    case, code = mine
    asked(client, code)
    freeze("2026-11-11 10:00")
    boss = staff("leder")
    page = staff_page(boss, case).click("Skriv et fristbrev")
    assert page.form().values["until"]
    assert "Du kan klage over ventetiden" in page.text
    wrong = page.submit({"until": "11.11.2026", "reason": "Sagen er stor."})
    assert wrong.errors
    assert wrong.form().values["reason"] == "Sagen er stor."
    wrong.submit({"until": "18.11.2026"})
    told = own_page(client, code).text
    for part in (
        "Ny dato for svaret",
        "onsdag den 18. november 2026",
        "onsdag den 11. november 2026",
        "Sagen er stor.",
    ):
        assert part in told
    assert "borgeren er lovet" in boss.get("/stab/klager").text


def test_the_queue_says_how_many_days_it_is_late(mine: tuple[Case, str], client: Any, staff: Any, freeze: Any) -> None:
    case, code = mine
    boss = staff("leder")
    assert "Anmodninger om indsigt" not in boss.get("/stab/klager").text
    asked(client, code)
    assert "Anmodninger om indsigt" in boss.get("/stab/klager").text
    freeze("2026-11-13 10:00")
    boss = staff("leder")
    for page in (boss.get("/stab/klager"), staff_page(boss, case)):
        assert "Overskredet" in page.text
        assert "2 dage for sent." in page.text
    assert "Forsinket" in own_page(client, code).text
    freeze("2026-11-23 10:00")
    assert "Borgeren kan klage" in staff_page(staff("leder"), case).text


def test_the_door_is_open_in_a_closed_case(mine: tuple[Case, str], client: Any, boss: Any) -> None:
    case, code = mine
    service.withdraw(case.id)
    asked(client, code)
    assert answered(boss, case).status == 302
    assert "Læs din kopi af sagen" in client.get("/sag").text


@pytest.mark.parametrize(("what", "kind"), [("ret", "berigtigelse"), ("slet", "sletning")])
def test_correction_and_deletion_go_through_the_same_door(
    mine: tuple[Case, str], client: Any, boss: Any, what: str, kind: str
) -> None:
    case, code = mine
    asked(client, code, "Det var ikke i maj.", what)
    page = staff_page(boss, case).click("Sortér anmodningen")
    assert page.form().values["kind"] == kind
    page = page.submit({}).follow().click("Svar på anmodningen")
    more = {"text": "Det var i juni."} if what == "ret" else {}
    page.submit({"result": "imoedekommet" if what == "ret" else "afslaaet", "reason": "Loven siger det.", **more})
    told = client.get("/sag").text
    assert ("Det var i juni." in told) is (what == "ret")
    assert ("Datatilsynet" in told) is (what == "slet")
    assert ("Det var i juni." in staff_page(boss, case).soup.text) is (what == "ret")


def test_a_correction_needs_words(mine: tuple[Case, str], client: Any) -> None:
    page = own_page(client, mine[1]).click("Jeg vil se min sag")
    wrong = page.submit({"asked": "ret", "words": ""})
    assert wrong.errors == ["Skriv, hvad der er forkert, og hvad der er rigtigt."]
    assert "Vi må normalt ikke slette noget i en sag." in page.text


def test_the_same_page_twice_is_one_request_and_one_answer(mine: tuple[Case, str], client: Any, boss: Any) -> None:
    case, code = mine
    page = own_page(client, code).click("Jeg vil se min sag")
    for _press in range(2):
        page.submit({"asked": "se", "words": "Alt."})
    assert len(requests.of_case(again(case))) == 1
    page = sorted_page(boss, case).click("Svar på anmodningen")
    for _press in range(2):
        assert page.submit({"result": "imoedekommet"}).status == 302
    assert len(again(case).messages) == 1
    other = page.submit({"result": "afslaaet", "reason": "Alligevel ikke."})
    assert other.status == 409
    assert "Alligevel ikke." in other.text


def test_a_message_that_came_meanwhile_is_read_first(mine: tuple[Case, str], client: Any, boss: Any) -> None:
    case, code = mine
    asked(client, code)
    page = sorted_page(boss, case).click("Svar på anmodningen")
    client.get("/sag").submit({"text": "Jeg vil kun se notatet."})
    wrong = page.submit({"result": "imoedekommet"})
    assert "Jeg vil kun se notatet." in wrong.text
    assert [message.kind for message in again(case).messages] == ["besked"]


# --- who is let in ---


def test_the_side_it_was_not_sent_to_finds_nothing(
    context: Flask, client: Any, br: Any, boss: Any, freeze: Any
) -> None:
    freeze(MONDAY)
    case, code = received("Fortroligt.", Reader.BORGERRAADGIVER)
    asked(client, code, "Alt det fortrolige.")
    own_page(client, code).click("Giv lov til, at ledelsen ser sagen").submit({"scope": "uden_navn"})
    row = requests.of_case(again(case))[0]
    page = staff_page(boss, case)
    assert page.status == 200
    assert "Indsigt, rettelse og sletning" not in page.text
    assert "Alt det fortrolige." not in page.text
    assert "Anmodninger om indsigt" not in boss.get("/stab/klager").text
    for end in ("ny", f"{row.id}/sorter", f"{row.id}/fristbrev", f"{row.id}/svar", f"{row.id}/kopi.pdf"):
        assert boss.get(f"/stab/klager/{case.id}/indsigt/{end}", status=404).status == 404
    assert "Alt det fortrolige." in staff_page(br, case, "indbakke").text
    assert "Anmodninger om indsigt" in br.get("/stab/indbakke").text


def test_another_citizen_finds_nothing(mine: tuple[Case, str], app: Flask, client: Any, boss: Any) -> None:
    case, code = mine
    asked(client, code)
    answered(boss, case)
    row = requests.of_case(again(case))[0]
    stranger = app.test_client()
    assert stranger.get(f"/sag/indsigt/{row.id}", status=302).location.startswith("/sag")
    own_page(stranger, received(reader=Reader.MANAGEMENT)[1])
    for end in (row.id, f"{row.id}.pdf", "findes-ikke", "findes-ikke.pdf"):
        assert stranger.get(f"/sag/indsigt/{end}", status=404).status == 404


def test_a_request_that_has_no_copy_is_not_there(mine: tuple[Case, str], client: Any, boss: Any) -> None:
    case, code = mine
    asked(client, code)
    row = requests.of_case(again(case))[0]
    assert client.get(f"/sag/indsigt/{row.id}", status=404).status == 404
    assert boss.get(f"/stab/klager/{case.id}/indsigt/{row.id}/kopi.pdf", status=404).status == 404


def test_the_desk_notes_it_and_sees_nothing_of_the_case(mine: tuple[Case, str], staff: Any, boss: Any) -> None:
    case, _code = mine
    desk = staff("skranke")
    page = desk.get("/stab/klager/ny").click("Vil borgeren se sin sag?")
    wrong = page.submit({"number": "2026-000000-00", "asked": "se"})
    assert wrong.errors
    done = wrong.submit({"number": case.number, "asked": "se"}).follow()
    assert "Det er noteret." in done.text
    assert case.number not in done.text
    assert "noteret for borgeren" in staff_page(boss, case).text


def test_a_handler_takes_down_what_was_said(mine: tuple[Case, str], client: Any, boss: Any) -> None:
    case, code = mine
    page = staff_page(boss, case).click("Notér, at borgeren vil se, rette eller slette noget")
    wrong = page.submit({"asked": "se", "day": "1.10.2026"})
    assert wrong.errors == ["Dagen ligger før sagen. Se efter, om den er rigtig."]
    wrong.submit({"day": "", "words": "Hun vil se det hele."})
    assert "Hun vil se det hele." in own_page(client, code).text
    assert again(case).messages == []
