"""The pages of representation: the two forms, the case for staff, the citizen's own page, and a representative's."""

from __future__ import annotations

import io
from typing import Any

import pytest
from complaints.given import BOSS, again, citizen_keys, received, see_again
from flask import Flask

from værdig.access.roles import Role as Office
from værdig.accounts import queries as accounts
from værdig.codes import shown
from værdig.complaints import keys, queries, service
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseRepresentative, Message
from værdig.complaints.reading import read_case
from værdig.complaints.representation import queries as people
from værdig.complaints.representation import service as representation
from værdig.complaints.representation.rows import Fuldmagt
from værdig.complaints.representation.rules import Basis, Behalf, Right, Role
from værdig.db import db

MONDAY = "2026-11-02 09:00"
ANSWER = "Du får ret i det hele."
USUAL = ("se", "skriv", "svar")


@pytest.fixture
def mine(context: Flask, freeze: Any) -> tuple[Case, str]:
    freeze(MONDAY)
    return received("Jeg venter på svar.", Reader.MANAGEMENT, identity={"name": "Anna Holm"})


@pytest.fixture
def browser(app: Flask) -> Any:
    """A representative's own browser."""
    return app.test_client()


def those_of(case: Case) -> list[CaseRepresentative]:
    see_again()
    return people.of_case(case.id)


def own_page(client: Any, code: str) -> Any:
    page = client.get("/sag")
    return page.submit({"code": code}).follow() if page.title.startswith("Se din sag") else page


def staff_page(browser: Any, case: Case, slug: str = "klager") -> Any:
    return browser.get(f"/stab/{slug}/{case.id}")


def noted(browser: Any, case: Case, slug: str = "klager", **values: Any) -> Any:
    told = {
        "role": "partsrepraesentant",
        "name": "Bo Berg",
        "contact": "22 33 44 55",
        "basis": "mundtlig",
        "scope": list(USUAL),
    }
    page = staff_page(browser, case, slug).click("Notér en person")
    return page.submit({**told, **values}, form="Gem")


def code_in(page: Any) -> str:
    return str(page.soup.select_one(".return-code strong").get_text())


def seat_of(browser: Any, code: str) -> Any:
    return browser.get("/sag").submit({"code": code}).follow()


def answered(case: Case, text: str = ANSWER) -> None:
    service.answer(case.id, keys.open_for(case, Reader.MANAGEMENT, keys.management_keys()), text, BOSS)


def given(client: Any, code: str, **values: Any) -> Any:
    told = {"name": "Bo Berg", "contact": "", "scope": list(USUAL)}
    return (
        own_page(client, code)
        .click("Lad en anden skrive for dig")
        .submit({**told, **values}, form="Giv fuldmagt")
        .follow()
    )


# --- staff ---


def test_staff_note_an_oral_fuldmagt_give_a_code_and_end_it(
    mine: tuple[Case, str], client: Any, boss: Any, browser: Any
) -> None:
    case, code = mine
    answered(case)
    assert noted(boss, case, words="Anna sagde det i telefonen.").location.endswith(case.id)
    page = staff_page(boss, case)
    for part in (
        "Bo Berg",
        "Mundtlig fuldmagt",
        "Se sagen, Skrive og klage, Få svar",
        "Anna sagde det i telefonen.",
        "Gælder",
    ):
        assert part in page.text
    assert "Noteret ved siden af borgeren: Partsrepræsentant" in page.text
    shown_code = code_in(page.click("Lav en kode til Bo Berg").submit({}, form="Lav koden"))
    seat = seat_of(browser, shown_code)
    assert "Du er her som partsrepræsentant" in seat.text
    assert "Jeg venter på svar." in seat.text
    assert ANSWER in seat.text
    seat.submit({"text": "Jeg skriver for Anna."}, form="Send besked").follow()
    assert "Fra borgerens partsrepræsentant" in staff_page(boss, case).text
    own = own_page(client, code).text
    for part in (
        "Bo Berg er din partsrepræsentant",
        "Fra din partsrepræsentant",
        "Har en kode, der åbner sagen.",
        "Uden for kommunen",
    ):
        assert part in own
    staff_page(boss, case).click("Tilbagekald eller afslut for Bo Berg").submit({}, form="Ja, det er slut")
    lapsed = browser.get(f"/paa-vegne/{those_of(case)[0].id}")
    assert lapsed.status == 200
    assert "Din fuldmagt gælder ikke længere" in lapsed.text
    assert "Jeg venter på svar." not in lapsed.text
    assert "ikke længere din partsrepræsentant" in own_page(client, code).text
    assert "Slut: Partsrepræsentant" in staff_page(boss, case).text


def test_what_is_on_paper_must_have_been_seen_first(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    noted(boss, case, basis="skriftlig")
    page = staff_page(boss, case)
    assert "Giv ingen oplysninger, før du har set den." in page.text
    assert "Lav en kode til Bo Berg" not in page.text
    row = those_of(case)[0]
    refused = boss.get(f"/stab/klager/{case.id}/person/{row.id}/kode").follow()
    assert "Der kan ikke laves en kode" in refused.text
    page.click("Ret Bo Berg, eller notér, at fuldmagten er set").submit({"proof_seen": "y"}, form="Gem")
    page = staff_page(boss, case)
    assert "Lav en kode til Bo Berg" in page.text
    assert "2. november 2026 af" in page.text


def test_a_bisidder_is_noted_and_gets_no_code(mine: tuple[Case, str], client: Any, boss: Any) -> None:
    case, code = mine
    noted(boss, case, role="bisidder")
    page = staff_page(boss, case)
    assert "Må være med til samtaler" in page.text
    row = those_of(case)[0]
    assert (row.basis, row.scope) == ("ingen", "")
    assert "Der kan ikke laves en kode" in boss.get(f"/stab/klager/{case.id}/person/{row.id}/kode").follow().text
    assert "Kan ikke åbne din sag." in own_page(client, code).text


def test_what_is_wrong_is_told_and_nothing_is_lost(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    page = noted(boss, case, scope=[], words="Hun ringede.")
    assert page.status == 422
    assert "Vælg mindst én ting, det omfatter." in page.text
    assert "Hun ringede." in page.text
    page = noted(boss, case, until="1.11.2026")
    assert "Den sidste dag ligger før den første." in page.text
    assert those_of(case) == []


def test_expiry_is_told_before_and_after(mine: tuple[Case, str], boss: Any, browser: Any, freeze: Any) -> None:
    case, _code = mine
    noted(boss, case, until="10.11.2026")
    page = staff_page(boss, case)
    assert "Udløber om 8 dage" in page.text
    made = code_in(page.click("Lav en kode til Bo Berg").submit({}, form="Lav koden"))
    freeze("2026-11-10 12:00")
    assert "Jeg venter på svar." in seat_of(browser, made).text
    freeze("2026-11-11 09:00")
    lapsed = seat_of(browser, made)
    assert lapsed.status == 200
    assert "Din fuldmagt er udløbet" in lapsed.text
    see_again()
    assert not people.has_code(those_of(case)[0]), "the wrapped keys are gone"


def test_a_colleague_of_the_same_name_is_asked_about(mine: tuple[Case, str], boss: Any, staff: Any) -> None:
    case, _code = mine
    colleague = staff("svaransvarlig_leder")
    see_again()
    name = next(user.name for user in accounts.holders(Office.SVARANSVARLIG_LEDER) if user.id == colleague.user_id)
    noted(boss, case, name=f" {name.upper()} ")
    assert "Er det en kollega?" in staff_page(boss, case).text


# --- the citizen ---


def test_the_citizen_gives_a_fuldmagt_a_code_and_takes_it_back(
    mine: tuple[Case, str], client: Any, browser: Any, boss: Any
) -> None:
    case, code = mine
    page = given(client, code, until="20.11.2026")
    assert "Givet af borgeren på siden »Din sag«" in page.text
    made = code_in(page.click("Lav en kode til Bo Berg").submit({}, form="Lav koden"))
    assert made != shown(code)
    assert "Jeg venter på svar." in seat_of(browser, made).text
    assert "Uden for kommunen" in client.get("/sag").text, "who opened it is told"
    page = client.get("/sag").submit({}, form="Tag fuldmagten tilbage").follow()
    assert "Personen kan ikke åbne din sag mere" in page.text
    assert "Din fuldmagt gælder ikke længere" in seat_of(browser, made).text
    assert "borgeren" in staff_page(boss, case).text


def test_a_representative_has_only_what_her_fuldmagt_covers(mine: tuple[Case, str], client: Any, browser: Any) -> None:
    case, code = mine
    answered(case)
    made = code_in(given(client, code, scope=["se"]).click("Lav en kode til Bo Berg").submit({}, form="Lav koden"))
    seat = seat_of(browser, made)
    assert ANSWER not in seat.text
    assert "Fuldmagten omfatter ikke svarene" in seat.text
    assert "Send besked" not in seat.text
    assert "Træk klagen tilbage" not in seat.text
    row = those_of(case)[0]
    assert browser.get(f"/paa-vegne/{row.id}/traek").location.endswith(row.id)
    for address in ("/sag/samtykke", "/sag/traek", "/sag/fuldmagt", "/sag/indsigt", "/klage/kvittering"):
        assert browser.get(address).location.endswith("/sag"), "the citizen's own pages are not hers"


def test_she_withdraws_only_with_the_right_to_it(mine: tuple[Case, str], client: Any, browser: Any, boss: Any) -> None:
    case, code = mine
    page = given(client, code, scope=[*USUAL, "traek"])
    made = code_in(page.click("Lav en kode til Bo Berg").submit({}, form="Lav koden"))
    seat_of(browser, made).click("Træk klagen tilbage").submit({}, form="Ja, træk klagen")
    assert again(case).state == "trukket"
    assert "den, der repræsenterer borgeren" in staff_page(boss, case).text


def test_her_text_is_kept_when_the_case_was_closed_meanwhile(
    mine: tuple[Case, str], client: Any, browser: Any, freeze: Any
) -> None:
    _case, code = mine
    made = code_in(given(client, code).click("Lav en kode til Bo Berg").submit({}, form="Lav koden"))
    seat = seat_of(browser, made)
    freeze("2026-11-02 12:00")
    late = seat.submit({"text": "Et langt brev."}, form="Send besked")
    assert late.status == 422
    assert "Et langt brev." in late.text
    late.submit({"code": made}, form="Send beskeden")
    see_again()
    assert [each.author_role for each in db.session.query(Message)] == ["partsrepraesentant"]
    client.get("/sag")
    own_page(client, code).submit({}, form="Tag fuldmagten tilbage")
    shut = seat_of(browser, made)
    assert "Din fuldmagt gælder ikke længere" in shut.text


def test_no_page_of_hers_opens_another_case(mine: tuple[Case, str], client: Any, browser: Any) -> None:
    _case, code = mine
    made = code_in(given(client, code).click("Lav en kode til Bo Berg").submit({}, form="Lav koden"))
    other, second = received("En anden klage.", Reader.MANAGEMENT)
    told = Fuldmagt(role=Role.VAERGE, name="Ida", basis=Basis.BESKIKKELSE, scope=(Right.SE,), proof_seen=True)
    representation.note(other.id, citizen_keys(other, second), told, BOSS)
    theirs = people.of_case(other.id)[0]
    seat_of(browser, made)
    assert browser.get(f"/paa-vegne/{theirs.id}").location.endswith("/sag")
    assert browser.get(f"/paa-vegne/{'x' * 22}").location.endswith("/sag")
    for deed in ("kode", "slut"):
        address = f"/sag/fuldmagt/{theirs.id}/{deed}"
        page = client.get("/sag")
        mark = page.soup.select_one("form[action*='/sag/besked']")["action"].split("?")[1]
        csrf = page.soup.select_one('input[name="csrf_token"]')["value"]
        assert client.post(f"{address}?{mark}", data={"csrf_token": csrf}).status == 404
    assert people.one(other.id, theirs.id).ended is None


# --- writing for another ---


def write(client: Any, **values: Any) -> Any:
    page = client.get("/klage/skriv")
    return page.submit({"story": "Hun venter på svar.", "inbox": "ledelse", **values}, form="Send")


def test_who_writes_for_another_gets_no_answer_before_the_fuldmagt_is_seen(
    context: Flask, client: Any, boss: Any, freeze: Any
) -> None:
    freeze(MONDAY)
    sent = write(
        client, behalf="partsrepraesentant", behalf_name="Bo Berg", behalf_contact="bo@example.dk", name="Anna Holm"
    )
    assert "Vi har modtaget det, du skrev" in sent.follow().text
    case = db.session.query(Case).one()
    assert case.represented
    answered(case)
    see_again()
    seat = client.get("/sag").follow()
    assert "Vi mangler at se din fuldmagt" in seat.text
    assert ANSWER not in seat.text
    for address in ("/sag/samtykke", "/sag/indsigt", "/sag/fuldmagt"):
        assert "/paa-vegne/" in client.get(address).location
    seat.submit(
        {"text": "Her er fuldmagten.", "files": (io.BytesIO(b"Fuldmagt fra Anna"), "fuldmagt.txt")}, form="Send besked"
    )
    page = staff_page(boss, case)
    hvem = page.soup.find("dt", string="Hvem").find_next("dd").get_text()
    assert "Anna Holm" in hvem
    assert "Bo Berg" not in hvem, "whoever writes never stands in for the citizen"
    assert "bo@example.dk" not in hvem
    assert "fuldmagt.txt" in page.text
    page.click("Ret Bo Berg, eller notér, at fuldmagten er set").submit({"proof_seen": "y"}, form="Gem")
    seat = client.get("/sag").follow()
    assert ANSWER in seat.text
    staff_page(boss, case).click("Tilbagekald eller afslut for Bo Berg").submit({}, form="Ja, det er slut")
    assert "Din fuldmagt gælder ikke længere" in client.get("/sag").follow().text


def test_a_code_typed_with_a_message_takes_whoever_writes_for_another_no_further_than_her_right(
    context: Flask, client: Any, boss: Any, app: Flask, freeze: Any
) -> None:
    freeze(MONDAY)
    sent = write(client, behalf="partsrepraesentant", behalf_name="Bo Berg", name="Anna Holm").follow()
    code = sent.soup.select_one(".return-code").get_text(strip=True)
    case = db.session.query(Case).one()

    def typed(text: str) -> Any:
        """Write from a browser without a visit, as the page does that asks for the code while it keeps the text."""
        other = app.test_client()
        token = other.get("/sag").form("Se sagen").values["csrf_token"]
        data = {"csrf_token": token, "code": code, "text": text, "token": text}
        led = other.post("/sag/besked", data=data, status=307)
        return other.post(led.location, data=data, status=None)

    def written() -> list[tuple[str, str | None]]:
        held = keys.open_with_code(*queries.by_code(code))
        return [(each.text, each.role) for each in read_case(again(case), held).messages if each.from_citizen]

    assert typed("Fuldmagten kommer i morgen.").status == 302
    assert ("Fuldmagten kommer i morgen.", "partsrepraesentant") in written(), "hers, and never the citizen's"
    staff_page(boss, case).click("Tilbagekald eller afslut for Bo Berg").submit({}, form="Ja, det er slut")
    kept = typed("Efter at den er taget tilbage.")
    assert kept.status == 409
    assert "Efter at den er taget tilbage." in kept.text, "nothing she wrote is lost"
    assert "Efter at den er taget tilbage." not in [text for text, _role in written()]


def test_the_citizen_of_a_case_another_wrote_is_given_a_code_of_her_own(
    context: Flask, client: Any, boss: Any, browser: Any
) -> None:
    write(client, behalf="vaerge", behalf_name="Bo Berg", name="Anna Holm")
    case = db.session.query(Case).one()
    form = staff_page(boss, case).click("Giv borgeren sin egen kode")
    made = code_in(form.submit({}, form="Lav borgerens kode"))
    assert code_in(form.submit({}, form="Lav borgerens kode")) == made, "a double click makes one code"
    assert client.get("/sag").title.startswith("Se din sag"), "the code on the receipt opens nothing any more"
    page = own_page(browser, made)
    assert "Hun venter på svar." in page.text
    assert "Bo Berg" in page.text
    page.submit({}, form="Tag fuldmagten tilbage")
    assert those_of(case)[0].ended is not None
    page = staff_page(boss, case)
    assert "Giv borgeren sin egen kode" not in page.text
    assert "Borgeren har fået sin egen kode" in page.text


@pytest.mark.parametrize(
    "told", [{"behalf": "partsrepraesentant"}, {"behalf": "vaerge"}, {"behalf_name": "Bo"}, {"behalf": "bisidder"}, {}]
)
def test_the_question_never_keeps_a_complaint_from_being_sent(
    context: Flask, client: Any, told: dict[str, str]
) -> None:
    assert write(client, **told).location.startswith("/klage/kvittering")
    case = db.session.query(Case).one()
    acts = told.get("behalf") in ("partsrepraesentant", "vaerge")
    assert case.represented is acts
    assert [row.holds_code for row in those_of(case)] == ([acts] if told else [])
    assert client.get("/sag").status == (302 if acts else 200), "who is only helped has her own page"


def test_the_desk_notes_who_tells_it_apart_from_the_citizen(context: Flask, staff: Any, boss: Any) -> None:
    desk = staff("skranke")
    page = desk.get("/stab/klager/ny")
    page.submit(
        {"story": "Hun venter.", "inbox": "ledelse", "channel": "telefon", "name": "Anna Holm", "behalf": "vaerge", "behalf_name": "Bo Berg"},
        form="Gem klagen",
    )  # fmt: skip
    case = db.session.query(Case).one()
    page = staff_page(boss, case)
    assert page.soup.find("dt", string="Hvem").find_next("dd").get_text().strip() == "Anna Holm"
    assert "Bo Berg" in page.text
    assert "Beskikkelse som værge" in page.text


# --- the walls ---


def test_a_consent_without_the_name_shows_the_management_nobody(br: Any, boss: Any, client: Any) -> None:
    case, code = received(
        "Fortroligt.", identity={"name": "Anna Holm"}, behalf=Behalf(role=Role.BISIDDER, name="Bo Berg")
    )
    held = citizen_keys(case, code)
    assert staff_page(boss, case).status == 404
    service.give_consent(case.id, held, "uden_navn", BOSS)
    see_again()
    page = staff_page(boss, case)
    assert "Bo Berg" not in page.text
    assert "Personer og roller" not in page.text
    assert boss.get(f"/stab/klager/{case.id}/person/ny").status == 404
    service.give_consent(case.id, held, "med_navn", BOSS)
    see_again()
    page = staff_page(boss, case)
    assert "Bo Berg" in page.text
    assert "Notér en person" not in page.text
    row = those_of(case)[0]
    for deed in ("", "/slut", "/kode"):
        assert boss.get(f"/stab/klager/{case.id}/person/{row.id}{deed}").status == 404
    assert "Notér en person" in staff_page(br, case, "indbakke").text


def test_the_neighbour_finds_neither_case_nor_code(mine: tuple[Case, str], client: Any, staff: Any) -> None:
    case, code = mine
    given(client, code)
    row = those_of(case)[0]
    neighbour = staff("leder", municipality="vallensbaek")
    assert neighbour.get(f"/stab/klager/{case.id}/person/{row.id}").status == 404


def test_the_case_number_is_no_code_and_a_slip_is_told(mine: tuple[Case, str], client: Any) -> None:
    case, code = mine
    assert "Det ligner dit sagsnummer" in client.get("/sag").submit({"code": case.number}).text
    assert client.get("/sag").submit({"code": "ABCD"}).status == 422
    assert queries.case_of_citizen(code) is not None
