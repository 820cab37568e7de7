"""Staff invite from a list on the pages: file, preview, e-mail, letters, merge file, reminders, deleting; and who may not."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from mail_box import Box
from surveys.invitations.lists import csv_of, invited, people, xlsx_of
from surveys.rounds import codes_for, open_round, send
from werkzeug.datastructures import FileStorage

from værdig.errors import UserError
from værdig.municipality import service as municipalities
from værdig.settings import Settings
from værdig.surveys import queries as rounds
from værdig.surveys.invitations import list_file, outbox, queries, service
from værdig.surveys.orders import Group


def handed_in(data: bytes, name: str = "liste.csv") -> FileStorage:
    return FileStorage(io.BytesIO(data), name)


def sent(page: Any, data: bytes, name: str = "liste.csv") -> Any:
    """Send the page's form with a file, as a browser does."""
    form = page.form()
    values = {**form.values, "file": handed_in(data, name)}
    return page.browser.post(page.url, data=values, content_type="multipart/form-data")


def test_from_a_file_to_sent_letters(
    staff: Callable[..., Any], within: Callable[..., Any], box: Box, freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-10 10:00")
    round_id = within(open_round)
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}").click("Invitationer og breve")
    assert "Vælg en fil med løbenumre" in page.text
    page = page.click("Vælg en liste")
    wrong = [*people(12, 6), ["L00001", "Dagpenge", "", ""], ["L99", "Ukendt", "", ""]]
    page = sent(page, xlsx_of(wrong), "liste.xlsx").follow()
    assert page.h1 == "Er listen rigtig?"
    assert "Kan inviteres 12" in page.text
    assert "Heraf med e-mail 6" in page.text
    assert "14 Reference Referencen står også i række 2." in page.text
    assert "15 Gruppe Målgruppen er ikke med i runden. Den har disse: »Dagpenge«" in page.text
    assert "Arabisk 2" in page.text
    assert "L00003" not in page.text
    page = page.submit(form="Invitér 12").follow()
    assert "12 er på listen." in page.text
    assert "Modtagere 12" in page.text
    page = page.click("Send e-mails")
    assert "6 e-mails venter." in page.text
    assert "Hvordan har du det hos jobcentret?" in page.text
    page = page.submit().follow()
    assert len(box.letters) == 6
    assert "http://localhost/svar/" in box.letters[0].get_content()
    assert "Venter 0 Sendt 6 Afvist 0" in page.text
    assert "eksempel.dk" not in page.text
    page = page.click("Send en påmindelse nu").submit({"last": "nej"}).follow()
    assert len(box.letters) == 12
    assert "Påmindelse 1" in page.text


def test_letters_and_the_merge_file(
    staff: Callable[..., Any], within: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-10 10:00")
    round_id = within(lambda: invited(5, mails=2))
    page = staff("leder").get(f"/stab/runder/{round_id}/invitationer")
    page = page.click("Lav breve").submit({"whom": "alle"}).follow()
    assert "5 af 5 breve er lavet." in page.text
    made = page.click("Breve 1 til 5 (PDF)")
    assert made.headers["Content-Type"] == "application/pdf"
    assert made.data.startswith(b"%PDF")
    file = page.click("Hent flettefil").submit({"whom": "uden_mail", "reminder": "y"})
    assert "Flettefilen er lavet og hentet" in page.click("Hent flettefil").text
    assert file.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))
    assert [row["reference"] for row in rows] == ["L00003", "L00004", "L00005"]
    codes = {person.reference: person.code for person in within(lambda: outbox.people(outbox.of(round_id)))}
    assert all(row["kode"] == codes[row["reference"]] for row in rows)
    assert all(row["link"] == f"http://localhost/svar/{row['kode']}" for row in rows)
    assert "se bort fra dette brev" in rows[0]["tekst"]
    told = [(row["sprog"], row["oensket_sprog"]) for row in rows]
    assert told == [("da", "da"), ("da", "da"), ("da", "ar")], "no Arabic translation is approved: the words are Danish"


def test_days_of_reminders_and_deleting(
    staff: Callable[..., Any], within: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-10 10:00")
    round_id = within(lambda: invited(3))
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}/invitationer").click("Vælg dage til påmindelser")
    page = page.submit({"first": "1.4.2021"})
    assert page.errors == ["En påmindelse skal ligge efter i dag og senest den 30. april 2021."]
    page = page.submit({"first": "1.5.2021"})
    assert "den 30. april 2021. Det er rundens sidste dag. Du kan flytte den til senere" in page.errors[0]
    page = page.submit({"first": "20.4.2021", "second": "25.4.2021"}).follow()
    assert "20. april 2021, 25. april 2021" in page.text
    assert "Senest den 3. maj 2021" in page.text
    assert page.click("Vælg dage til påmindelser").form().values["first"] == "20.04.2021"
    page = page.click("Slet listen nu")
    assert "slettet for altid" in page.text
    page = page.submit().follow()
    assert "Listen er slettet. Ingen kan længere se" in page.text
    leder.get(f"/stab/runder/{round_id}/invitationer/mail").follow()


def test_a_file_with_names_is_refused_on_the_page_and_stored_nowhere(
    staff: Callable[..., Any], within: Callable[..., Any]
) -> None:
    round_id = within(open_round)
    page = staff("leder").get(f"/stab/runder/{round_id}/invitationer/liste")
    page = sent(page, csv_of([["Reference", "Navn"], ["L1", "Anne Jensen"]], "cp1252"))
    assert page.errors
    assert "Navn" in page.errors[0]
    assert "Anne" not in page.text
    assert within(lambda: outbox.of(round_id)) is None


def test_a_lost_key_is_told_and_the_list_can_be_deleted(
    staff: Callable[..., Any], within: Callable[..., Any], app: Flask
) -> None:
    round_id = within(lambda: invited(3))
    for key in (Path(app.instance_path) / "keys" / "udsendelse").glob("*"):
        key.unlink()
    index = f"/stab/runder/{round_id}/invitationer"
    leder = staff("leder")
    for path in ("/flettefil", "/breve"):
        assert "Nøglen til listen findes ikke" in leder.get(index + path).submit({"whom": "alle"}).errors[0]
    page = sent(leder.get(f"{index}/liste"), csv_of(people(5)))
    assert "Nøglen til listen findes ikke" in page.errors[0]
    assert "Listen er slettet" in leder.get(f"{index}/slet").submit().follow().text


def test_a_list_of_more_than_were_invited_asks_first(staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    round_id = within(
        lambda: open_round([Group("dagpenge", "Dagpenge", 2), Group("sygedagpenge", "Sygedagpenge", None)])
    )
    page = staff("leder").get(f"/stab/runder/{round_id}/invitationer/liste")
    page = sent(page, csv_of(people(6))).follow()
    assert "Dagpenge 2 0 3 3" in page.text
    assert "Sygedagpenge ukendt 0 3 3" in page.text
    assert "Dagpenge: planlagt 2, med listen 3." in page.text
    assert page.soup.find("input", {"name": "more_invited"}) is not None
    page = page.submit(form="Invitér 6")
    assert "Dagpenge: 3 koder til 2 inviterede" in page.errors[0]
    assert within(lambda: outbox.counts(round_id)) == {}
    page = page.submit({"more_invited": "y"}, form="Invitér 6").follow()
    assert "6 er på listen." in page.text
    groups = within(lambda: rounds.round_by_id(round_id).groups)
    assert [(group.key, group.invited) for group in groups] == [("dagpenge", 3), ("sygedagpenge", 3)]


@pytest.mark.parametrize(
    ("planned", "codes", "over"), [(None, 0, False), (None, 2, False), (2, 0, True), (2, 2, True), (40, 2, False)]
)
def test_the_number_invited_that_is_announced_is_the_one_that_counts(
    within: Callable[..., Any], planned: int | None, codes: int, over: bool
) -> None:
    """Plan, codes from before and list: what the page says of them is what response rates are counted of afterwards."""

    def told_and_done() -> tuple[queries.Beside, int | None]:
        round_id = open_round([Group("dagpenge", "Dagpenge", planned), Group("sygedagpenge", "Sygedagpenge", 9)])
        if codes:
            codes_for(round_id, "dagpenge", codes)
        read = list_file.read(csv_of(people(6)), queries.asked(rounds.round_by_id(round_id)))
        told = queries.plan_beside(rounds.round_by_id(round_id), read.people)[0]
        service.invite(round_id, service.keep_draft(round_id, read), more_invited=True)
        return told, rounds.round_by_id(round_id).groups[0].invited

    told, done = within(told_and_done)
    assert (told.invited, told.over) == (done, over)


def test_a_list_within_the_plan_asks_nothing(staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    page = sent(staff("leder").get(f"/stab/runder/{within(open_round)}/invitationer/liste"), csv_of(people(6))).follow()
    assert "Dagpenge 40 0 3 40" in page.text
    assert page.soup.find("input", {"name": "more_invited"}) is None


def test_where_links_lead_is_said_before_sending_unless_it_is_set(
    staff: Callable[..., Any], within: Callable[..., Any], app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id = within(lambda: invited(3))
    leder, told = staff("leder"), "Links og QR-koder går til http://localhost/."
    pages = [f"/stab/runder/{round_id}/{page}" for page in ("koder", "invitationer/breve", "invitationer/flettefil")]
    assert all(told in leder.get(page).text for page in pages)
    settings = Settings({**app.extensions["vaerdig_settings"], "public_url": "https://svar.eksempel.dk"})
    monkeypatch.setitem(app.extensions, "vaerdig_settings", settings)
    assert not any("Links og QR-koder" in leder.get(page).text for page in pages)
    assert "https://svar.eksempel.dk/svar/XXXX" in leder.get(pages[1]).text


def test_languages_whose_letter_is_not_approved_are_named_before_anything_is_sent(
    staff: Callable[..., Any], within: Callable[..., Any], freeze: Callable[[str], Any], box: Box
) -> None:
    freeze("2021-04-10 10:00")
    round_id = within(open_round)
    leder, told = staff("leder"), "Brevets ord er ikke godkendt på disse sprog: arabisk."
    page = sent(leder.get(f"/stab/runder/{round_id}/invitationer/liste"), csv_of(people(6, mails=2))).follow()
    assert told in page.text
    page.submit(form="Invitér 6")
    for asking in ("breve", "flettefil", "mail", "paamind"):
        assert told in leder.get(f"/stab/runder/{round_id}/invitationer/{asking}").text
    assert "Brevets ord" not in leder.get(f"/stab/runder/{round_id}/invitationer/slet").text
    page = leder.get(f"/stab/runder/{round_id}/invitationer/breve").click("Se og godkend oversættelser til arabisk")
    assert page.url == "/stab/sprog/ar"
    texts = [box["value"] for box in page.soup.find_all("input", {"name": "texts"})]
    page.submit({"texts": texts}, button="Godkend de valgte")
    assert "Brevets ord" not in leder.get(f"/stab/runder/{round_id}/invitationer/breve").text


def test_a_list_can_be_thrown_away(staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    round_id = within(open_round)
    page = staff("leder").get(f"/stab/runder/{round_id}/invitationer/liste")
    page = sent(page, csv_of(people(3))).follow()
    address = page.url
    page = page.submit(form="Kassér listen").follow()
    assert "Ingen er inviteret" in page.text
    staff("leder").get(address, status=404)
    assert within(lambda: outbox.counts(round_id)) == {}


def test_no_page_tells_who_has_not_answered(staff: Callable[..., Any], within: Callable[..., Any], box: Box) -> None:
    within(lambda: municipalities.put("remind_unused_only", True))
    round_id = within(lambda: invited(4, mails=4))
    leder = staff("leder")
    index = f"/stab/runder/{round_id}/invitationer"
    leder.get(index).click("Send e-mails").submit()
    before = leder.get(index).text
    within(lambda: send(outbox.people(outbox.of(round_id))[0].code, moedet=4))
    assert leder.get(index).text.replace("E-mails bliver sendt. Her kan du se, hvor langt det er.", "") in before
    page = leder.get(index).click("Send en påmindelse nu")
    assert "Den går kun til dem, der ikke har brugt deres kode." in page.text
    page = page.submit({"last": "nej"}).follow()
    assert len(box.letters) == 7
    assert "Venter 0 Sendt 4 Afvist 0" in page.text
    file = leder.get(f"{index}/flettefil").submit({"whom": "alle", "reminder": "y"})
    assert len(file.data.decode("utf-8-sig").split("L0000")) == 5, "a page's file is everybody's"


def test_without_a_mail_server_the_page_says_who_sets_it_and_offers_no_sending(
    staff: Callable[..., Any], within: Callable[..., Any]
) -> None:
    round_id = within(lambda: invited(4, mails=4))
    index = f"/stab/runder/{round_id}/invitationer"
    leder = staff("leder")
    page = leder.get(index)
    assert "Bed dem, der driver serveren, om at sætte indstillingen mail_server." in page.text
    assert "Send e-mails" not in page.text
    for path in ("mail", "paamind"):
        assert leder.get(f"{index}/{path}", status=302).location == index
    for send_ in (lambda: service.start_mail(round_id, ""), lambda: service.remind(round_id, last=False)):
        with pytest.raises(UserError, match="mailserver"):
            within(send_)


def test_a_list_without_addresses_needs_no_mail_server(staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    round_id = within(lambda: invited(4))
    assert "mail_server" not in staff("leder").get(f"/stab/runder/{round_id}/invitationer").text


def test_on_the_last_day_a_reminder_is_refused_with_the_way_out(
    staff: Callable[..., Any], within: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-30 10:00")
    round_id = within(lambda: invited(3))
    page = staff("leder").get(f"/stab/runder/{round_id}/invitationer/paamindelser").submit({"first": "30.4.2021"})
    assert "Du kan flytte den til senere" in page.errors[0]


def test_pages_say_what_reminding_only_those_who_lack_does(
    staff: Callable[..., Any], within: Callable[..., Any], box: Box
) -> None:
    told = {
        "": "De andre bliver på listen og tæller med under »Sendt«.",
        "/paamindelser": "der har fået en og ikke har brugt deres kode",
        "/breve": "Her er alle med, også de, der har svaret",
        "/flettefil": "Her er alle med, også de, der har svaret",
    }
    round_id = within(lambda: invited(4, mails=4))
    index = f"/stab/runder/{round_id}/invitationer"
    leder = staff("leder")
    assert [path for path, text in told.items() if text in leder.get(index + path).text] == []
    within(lambda: municipalities.put("remind_unused_only", True))
    assert [path for path, text in told.items() if text not in leder.get(index + path).text] == []


def test_refused_addresses_are_told_by_reference(
    staff: Callable[..., Any], within: Callable[..., Any], box: Box
) -> None:
    from surveys.invitations.lists import invite

    round_id = within(open_round)
    within(lambda: invite(round_id, csv_of([["ref", "mail"], ["A1", "ukendt@eksempel.dk"], ["A2", "b@eksempel.dk"]])))
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}/invitationer").click("Send e-mails").submit().follow()
    page = page.click("Se referencer, hvis e-mail blev afvist")
    assert "A1" in page.text
    assert "A2" not in page.text
    assert "eksempel.dk" not in page.text


def test_my_page_tells_that_invitations_wait(
    staff: Callable[..., Any], within: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-10 10:00")
    within(lambda: invited(4, mails=3))
    page = staff("leder").get("/stab/")
    assert "3 invitationer venter på at blive sendt." in page.text


@pytest.mark.parametrize("path", ["", "/liste", "/mail", "/breve", "/flettefil", "/slet", "/afviste", "/paamindelser"])
def test_others_are_turned_away(staff: Callable[..., Any], within: Callable[..., Any], path: str) -> None:
    round_id = within(lambda: invited(2))
    staff("borgerraadgiver").get(f"/stab/runder/{round_id}/invitationer{path}", status=404)
    staff("leder", municipality="vallensbaek").get(f"/stab/runder/{round_id}/invitationer{path}", status=404)
