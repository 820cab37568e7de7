"""Files on the pages: chosen, refused with the text kept, listed, fetched by those who may, and nobody else."""

from __future__ import annotations

import io
from typing import Any

import pytest
from complaints.attachments import files
from complaints.given import BR, again, citizen_keys, database_bytes, received, see_again
from flask import Flask
from sqlalchemy import delete

from værdig.complaints import keys, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.attachments.kinds import MOST_IN_CASE
from værdig.complaints.attachments.preparing import prepare
from værdig.complaints.attachments.queries import files_of
from værdig.complaints.attachments.service import add_files
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseFile
from værdig.db import db
from værdig.errors import UserError

PHOTO = files.photo()
WORDS = "Jeg har taget et billede af brevet."


def chosen(data: bytes, name: str = "brev.jpg") -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def written(client: Any, *data: bytes, **more: Any) -> Any:
    page = client.get("/klage/skriv?slags=behandling")
    return page.submit({"story": WORDS, "inbox": "ledelse", "files": [chosen(each) for each in data], **more})


def case_with_file(reader: Reader = Reader.MANAGEMENT, **more: Any) -> tuple[Case, str, str]:
    case, code = received(WORDS, reader, **more)
    add_files(case.id, citizen_keys(case, code), [prepare("brev.jpg", PHOTO)], CITIZEN)
    return again(case), code, db.session.query(CaseFile).filter_by(case_id=case.id).one().id


def test_a_photo_goes_along_with_a_complaint_and_both_sides_can_save_it(context: Flask, client: Any, boss: Any) -> None:
    page = written(client, PHOTO).follow()
    assert page.status == 200
    own = client.get("/sag")
    assert "brev.jpg" in own.text
    saved = own.click("brev.jpg").response
    assert saved.headers["Content-Disposition"].startswith("attachment;")
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in saved.headers["Content-Security-Policy"]
    assert saved.headers["Cache-Control"] == "no-store"
    assert saved.mimetype == "image/jpeg"
    (case,) = db.session.query(Case)
    fetched = boss.get(f"/stab/klager/{case.id}").click("brev.jpg").response
    assert fetched.data == saved.data
    assert "Fil hentet" in boss.get(f"/stab/klager/{case.id}").text
    assert "Leder" in client.get("/sag").text, "she sees that somebody opened her case"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([b"MZ" + bytes(200)], "»brev.jpg«: Vi kan ikke læse den slags fil."),
        ([PHOTO, files.photo()[:300]], "Billedet er skadet"),
        ([PHOTO] * 6, "højst sendes 5 filer på én gang"),
        ([bytes(6_000_000), bytes(5_000_000)], "højst fylde 10 MB til sammen"),
    ],
)
def test_a_refused_file_loses_no_word_and_makes_no_case(
    context: Flask, client: Any, data: list[bytes], told: str
) -> None:
    page = written(client, *data)
    assert page.status == 422
    assert told in page.text
    assert WORDS in page.soup.find("textarea", {"name": "story"}).text
    assert db.session.query(Case).count() == 0
    assert db.session.query(CaseFile).count() == 0


def test_a_double_click_keeps_one_case_and_one_file(context: Flask, client: Any) -> None:
    page = client.get("/klage/skriv?slags=behandling")
    for _press in range(2):
        page.submit({"story": WORDS, "inbox": "ledelse", "files": [chosen(PHOTO)]})
    assert (db.session.query(Case).count(), db.session.query(CaseFile).count()) == (1, 1)


def test_more_files_come_with_a_message_and_an_answer(context: Flask, client: Any, boss: Any) -> None:
    case, code, _file = case_with_file()
    page = client.get("/sag").submit({"code": code}).follow()
    page.submit({"text": "Her er et til.", "files": [chosen(files.pdf(), "afgørelse.pdf")]}, form="Send besked")
    boss.get(f"/stab/klager/{case.id}/svar").submit(
        {"text": "Se vedlagte.", "files": [chosen(files.docx(), "svar.docx")]}
    )
    shown = client.get("/sag").text
    for name in ("brev.jpg", "afgørelse.pdf", "svar.docx"):
        assert name in shown
    assert "fra kommunen" in shown


def test_the_desk_scans_what_came_on_paper(context: Flask, staff: Any, boss: Any) -> None:
    desk = staff("skranke")
    page = desk.get("/stab/klager/ny").submit({
        "story": WORDS, "channel": "fremmoede", "type": "klage_over_sagsbehandling", "inbox": "ledelse",
        "files": [chosen(files.pdf(), "skannet.pdf")],
    })  # fmt: skip
    assert page.status == 200
    (case,) = db.session.query(Case)
    assert "skannet.pdf" in boss.get(f"/stab/klager/{case.id}").text
    desk.get(f"/stab/klager/{case.id}", status=404)


def test_nothing_of_a_file_can_be_read_in_the_database(app: Flask, context: Flask) -> None:
    case, code = received(WORDS, Reader.MANAGEMENT)
    add_files(case.id, citizen_keys(case, code), [prepare("Solsortesang.txt", b"Gulspurvevise")], CITIZEN)
    stored = database_bytes(app)
    assert b"Solsortesang" not in stored
    assert b"Gulspurvevise" not in stored


def test_the_management_sees_the_files_of_a_confidential_case_only_with_the_name(ready: Any, staff: Any) -> None:
    boss = staff("leder")
    case, _code, file_id = case_with_file(Reader.BORGERRAADGIVER, identity={"name": "Anna"})
    boss.get(f"/stab/klager/{case.id}/fil/{file_id}", status=404)
    hers = keys.open_for(case, Reader.BORGERRAADGIVER, ready())
    service.give_consent(case.id, hers, "uden_navn", BR)
    see_again()
    page = boss.get(f"/stab/klager/{case.id}")
    assert "brev.jpg" not in page.text
    assert "1 fil er ikke delt med dig." in page.text
    boss.get(f"/stab/klager/{case.id}/fil/{file_id}", status=404)
    service.give_consent(case.id, hers, "med_navn", BR)
    see_again()
    assert boss.get(f"/stab/klager/{case.id}/fil/{file_id}").status == 200


def test_a_file_of_another_case_is_not_there(context: Flask, client: Any, boss: Any, staff: Any) -> None:
    case, code, _file = case_with_file()
    _other, _code, foreign = case_with_file()
    boss.get(f"/stab/klager/{case.id}/fil/{foreign}", status=404)
    client.get("/sag").submit({"code": code})
    client.get(f"/sag/fil/{foreign}", status=404)
    client.get(f"/sag/fil/{'x' * 22}", status=404)
    for role in ("skranke", "analytiker", "administrator", "udvalgsmedlem"):
        staff(role).get(f"/stab/klager/{case.id}/fil/{_file}", status=404)
    staff("leder", municipality="vallensbaek").get(f"/stab/klager/{case.id}/fil/{_file}", status=404)


def test_without_the_code_a_file_leads_to_it(context: Flask, client: Any) -> None:
    _case, _code, file_id = case_with_file()
    assert client.get(f"/sag/fil/{file_id}", status=302).location.startswith("/sag")


def test_a_case_has_room_for_so_many_and_says_so(context: Flask) -> None:
    case, code = received(WORDS, Reader.MANAGEMENT)
    held = citizen_keys(case, code)
    add_files(case.id, held, [prepare("a.txt", f"Nummer {n}".encode()) for n in range(MOST_IN_CASE)], CITIZEN)
    with pytest.raises(UserError, match="højst være 30 filer"):
        add_files(case.id, held, [prepare("b.txt", b"En til")], CITIZEN)
    assert len(files_of(again(case), held).shown) == MOST_IN_CASE


def test_files_go_with_their_case(context: Flask) -> None:
    case, _code, _file = case_with_file()
    db.session.execute(delete(Case).where(Case.id == case.id))
    assert db.session.query(CaseFile).count() == 0


def test_what_staff_send_in_confidence_lies_with_the_messages(ready: Any) -> None:
    case, code = received(WORDS)
    held = keys.open_for(case, Reader.BORGERRAADGIVER, ready())
    add_files(case.id, held, [prepare("a.txt", b"Fortroligt")], BR)
    service.give_consent(case.id, held, "med_navn", BR)
    management = keys.open_for(again(case), Reader.MANAGEMENT, keys.management_keys())
    assert files_of(again(case), management).withheld == 1
    assert len(files_of(again(case), citizen_keys(case, code)).shown) == 1


def test_a_letter_that_came_by_post_is_put_into_the_case_and_the_citizen_can_see_it(
    context: Flask, client: Any, boss: Any
) -> None:
    case, code = received(WORDS, Reader.MANAGEMENT)
    page = boss.get(f"/stab/klager/{case.id}").click("Læg et dokument i sagen")
    assert page.submit({"text": "Brev fra borgeren."}).errors == ["Vælg mindst én fil."]
    told = {"text": "Brev fra borgeren, kom med posten.", "files": (io.BytesIO(PHOTO), "brev.jpg")}
    done = page.submit(told).follow()
    assert "Dokumentet ligger i sagen." in done.text
    assert "Brev fra borgeren, kom med posten." in done.text
    again_ = page.submit({**told, "files": (io.BytesIO(PHOTO), "brev.jpg")}).follow()
    assert again_.text.count("Brev fra borgeren, kom med posten.") == 1, "pressed twice is once"
    held = citizen_keys(case, code)
    assert [each.name for each in files_of(again(case), held).shown] == ["brev.jpg"]
    assert not again(case).messages, "nobody is written to"
    client.get("/sag").submit({"code": code})
    assert "brev.jpg" in client.get("/sag").text
    assert "kom med posten" not in client.get("/sag").text


def test_it_lies_with_the_name_where_the_handler_has_it(br: Any) -> None:
    case, code = received(WORDS, identity={"name": "Anna"})
    page = br.get(f"/stab/indbakke/{case.id}/dokument")
    page.submit({"text": "Brev.", "files": (io.BytesIO(PHOTO), "brev.jpg")})
    service.give_consent(case.id, citizen_keys(again(case), code), "uden_navn", CITIZEN)
    management = keys.open_for(again(case), Reader.MANAGEMENT, keys.management_keys())
    assert files_of(again(case), management).withheld == 1


def test_nothing_is_put_into_a_case_that_closed_meanwhile(context: Flask, boss: Any) -> None:
    case, code = received(WORDS, Reader.MANAGEMENT)
    page = boss.get(f"/stab/klager/{case.id}/dokument")
    service.withdraw(case.id)
    refused = page.submit({"text": "Brev.", "files": (io.BytesIO(PHOTO), "brev.jpg")})
    assert "Brev." in refused.text
    assert not files_of(again(case), citizen_keys(case, code)).shown
