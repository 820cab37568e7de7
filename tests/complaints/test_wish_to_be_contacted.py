"""A wish to be contacted: what staff see of it, who is told, the day it is due, and ticking it off."""

from __future__ import annotations

from typing import Any

from complaints.given import again, clocks_of, received
from flask import Flask

from værdig import clock
from værdig.complaints import queries, texts
from værdig.complaints.keys import Reader

AFTERNOON = "2021-05-06 14:00"
"""A Thursday: two working days later is Monday."""
PHONE = {"phone": "22 33 44 55"}


def wished(reader: Reader = Reader.MANAGEMENT, **more: Any) -> Any:
    told = {"identity": PHONE, "language": "ar", "interpreter": True} | more
    return received("Jeg vil gerne kontaktes.", reader, type="vejledning", wants_contact=True, **told)[0]


def contact_page(browser: Any, case: Any, side: str = "klager") -> Any:
    return browser.get(f"/stab/{side}/{case.id}").click("Ring til borgeren")


def test_the_list_and_the_case_tell_how_in_what_language_and_by_when(boss: Any, freeze: Any) -> None:
    freeze(AFTERNOON)
    case = wished(language="ar")
    page = boss.get("/stab/klager")
    (row,) = [
        row
        for row in page.soup.select("#sager ~ table tbody tr, #sager ~ div table tbody tr")
        if case.number in row.text
    ]
    for told in ("Vil kontaktes", "Telefon", "Arabisk, med tolk"):
        assert told in " ".join(row.get_text(" ").split())
    assert "Borgere, der vil kontaktes" in page.text
    shown = boss.get(f"/stab/klager/{case.id}")
    assert "Borgeren vil kontaktes senest 10. maj 2021" in shown.text
    assert "Telefon." in shown.text
    assert "Arabisk, med tolk" in shown.text
    there = shown.click("Ring til borgeren")
    assert "22 33 44 55" in there.text


def test_another_enquiry_about_guidance_does_not_look_like_it(boss: Any) -> None:
    received("Hvad betyder brevet?", Reader.MANAGEMENT, type="vejledning", identity=PHONE)
    assert "ontaktes" not in boss.get("/stab/klager").text
    assert "ontaktes" not in boss.get("/stab/").text


def test_who_is_to_ring_has_them_counted_on_her_own_page_and_nobody_else(boss: Any, br: Any) -> None:
    wished()
    wished()
    wished(Reader.BORGERRAADGIVER)
    assert "2 borgere vil kontaktes." in boss.get("/stab/").text
    assert "1 borger vil kontaktes." in br.get("/stab/").text


def test_a_mail_address_alone_is_written_to(boss: Any) -> None:
    case = wished(identity={"email": "anna@eksempel.dk"}, language="da", interpreter=False)
    page = boss.get(f"/stab/klager/{case.id}").click("Skriv til borgeren")
    assert "anna@eksempel.dk" in page.text
    assert "Dansk" in page.text


def test_ticked_off_it_is_gone_from_lists_counts_as_first_answer_and_can_be_taken_back(boss: Any, freeze: Any) -> None:
    freeze(AFTERNOON)
    case = wished()
    freeze("2021-05-07 10:00")
    shown = contact_page(boss, case).submit({"result": "talt", "text": "Vi aftalte et møde."}).follow()
    assert "Vi aftalte et møde." in shown.text
    assert "Talt med borgeren" in shown.text
    assert "Til tiden" in clocks_of(shown)["Ring eller skriv til borgeren"]
    assert "vil kontaktes" not in boss.get("/stab/").text
    assert again(case).first_answer == clock.now()
    back = shown.submit(button="Borgeren skal kontaktes alligevel").follow()
    assert "Borgeren vil kontaktes senest 10. maj 2021" in back.text
    assert again(case).first_answer is None
    assert "Løber" in clocks_of(back)["Første svar fra et menneske"]


def test_what_was_written_since_stays_an_answer_when_the_tick_is_taken_back(boss: Any) -> None:
    case = wished()
    shown = contact_page(boss, case).submit({"result": "talt"}).follow()
    shown.click("Skriv til borgeren").submit({"kind": "svar", "text": "Tak for snakken."})
    boss.get(f"/stab/klager/{case.id}").submit(button="Borgeren skal kontaktes alligevel")
    kinds = {row.kind for row in queries.running_clocks(again(case))}
    assert "kontakt" in kinds
    assert "foerste_svar" not in kinds
    assert case.first_answer == case.messages[0].at


def test_in_vain_she_goes_on_waiting_and_the_try_is_told_once(boss: Any) -> None:
    case = wished()
    page = contact_page(boss, case)
    shown = page.submit({"result": "forgaeves"}).follow()
    assert "Forsøgt 1 gang." in shown.text
    assert "Forsøgt kontaktet, men ikke truffet" in shown.text
    twice = page.submit({"result": "forgaeves", "text": "Ingen svarede."})
    assert twice.status == 422
    assert "Ingen svarede." in twice.html
    assert queries.contact_tries(again(case)) == 1
    assert queries.wish_of(again(case)) is not None


def test_what_a_colleague_has_ticked_off_meanwhile_gives_the_note_back(boss: Any) -> None:
    case = wished()
    page = contact_page(boss, case)
    page.submit({"result": "skrevet"})
    late = page.submit({"result": "talt", "text": "Hun ringer i morgen."})
    assert late.status == 409
    assert "Hun ringer i morgen." in late.html


def test_whom_she_is_is_not_told_where_she_has_not_let_it(br: Any, boss: Any) -> None:
    case = wished(Reader.BORGERRAADGIVER)
    page = br.get(f"/stab/indbakke/{case.id}/samtykke")
    page.submit({"scope": "uden_navn", "words": "Ja, det må de."})
    shown = boss.get(f"/stab/klager/{case.id}")
    assert "22 33 44 55" not in shown.text
    assert "Arabisk" not in shown.text
    assert "Arabisk" not in boss.get("/stab/klager").text
    boss.get(f"/stab/klager/{case.id}/kontakt", status=302)


def test_the_citizen_is_promised_the_same_day_on_her_receipt_and_on_her_page(context: Flask, freeze: Any) -> None:
    freeze(AFTERNOON)
    told = {"type": "vejledning", "identity": PHONE, "wants_contact": True}
    case, _code = received("Jeg vil gerne kontaktes.", Reader.MANAGEMENT, **told)
    assert str(texts.answer_date(case)) == "2021-05-10"
    promised = [(what, when) for what, when, _how in texts.citizen_dates(case, True)]
    assert promised == [("Vi kontakter dig senest", "mandag den 10. maj 2021")]


def test_a_wish_that_is_sent_anew_is_still_one(client: Any, context: Flask) -> None:
    page = client.get("/klage/kontakt")
    page.submit(PHONE | {"inbox": "ledelse"})
    changed = page.submit(PHONE | {"inbox": "ledelse", "story": "Det handler om et brev."})
    changed.submit(form="/klage/kontakt", button="Send som en ny sag").follow()
    assert len(queries.wishes(Reader.MANAGEMENT)) == 2
