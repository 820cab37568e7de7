"""The borgerraadgiver's, the manager's and the desk's pages, from the first unlocking to the closed case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from checking import CheckingClient, Page
from complaints.given import BOSS, BR, PASSPHRASE, STORY, again, received, see_again
from flask import Flask
from sqlalchemy import select

from værdig import jobs
from værdig.complaints import categories, inbox, keys, queries, service, texts
from værdig.complaints.acting import CITIZEN
from værdig.complaints.key_models import InboxOpening
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, ContactCount
from værdig.complaints.states import State
from værdig.db import db

Staff = Callable[..., Any]


# --- the inbox key ---


def test_the_inbox_is_set_up_once_and_the_recovery_code_is_shown(context: Flask, staff: Staff) -> None:
    browser = staff("borgerraadgiver")
    page = browser.get("/stab/indbakke").follow()
    assert page.h1 == "Lav nøglen til indbakken"
    assert "mindst 12 tegn" in page.submit({"passphrase": "kort", "again": "kort"}).errors[0]
    assert "ikke ens" in page.submit({"passphrase": PASSPHRASE, "again": "noget andet her"}).errors[0]
    shown = page.submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert shown.h1 == "Gem genopretningskoden"
    assert shown.click("Gå til indbakken").h1 == "Borgerrådgiverens indbakke"
    assert browser.get("/stab/indbakke/ny-noegle").location == "/stab/indbakke/laas-op"


def test_it_is_unlocked_once_per_sign_in_and_locked_again(br: Any, staff: Staff) -> None:
    assert br.get("/stab/indbakke", status=200)
    br.get("/stab/indbakke").submit(form="Lås indbakken")
    page = br.get("/stab/indbakke").follow()
    assert "passer ikke" in page.submit({"passphrase": "forkert kodeord her"}).errors[0]
    assert page.submit({"passphrase": PASSPHRASE}).location == "/stab/indbakke"


def test_a_deputy_gets_in_by_the_recovery_code_which_is_spent(context: Flask, staff: Staff) -> None:
    first = staff("borgerraadgiver")
    shown = first.get("/stab/indbakke/ny-noegle").submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    code = shown.soup.select_one(".return-code").get_text().strip()
    deputy = staff("stedfortraeder")
    locked = deputy.get("/stab/indbakke").follow()
    assert "ikke dit eget kodeord" in locked.text
    own = {"passphrase": "en helt anden sætning", "again": "en helt anden sætning"}
    page = locked.click("Jeg har en genopretningskode")
    assert "passer ikke" in page.submit({"code": "2222-2222-22222", **own}).errors[0]
    assert page.submit({"code": code, **own}).h1 == "Gem genopretningskoden"
    assert deputy.get("/stab/indbakke", status=200)
    other = staff("stedfortraeder").get("/stab/indbakke/genopret")
    assert "passer ikke" in other.submit({"code": code, **own}).errors[0], "the code is spent"
    assert first.get("/stab/indbakke", status=200), "the first person's pass phrase still opens"


def test_signing_out_deletes_what_was_unlocked(br: Any) -> None:
    assert list(db.session.scalars(select(InboxOpening)))
    br.get("/stab/indbakke").submit(form="Log af")
    see_again()
    assert not list(db.session.scalars(select(InboxOpening)))


def test_an_idle_inbox_locks_itself_and_what_was_typed_is_sent_after_unlocking(
    br: Any, freeze: Callable[[str], None]
) -> None:
    freeze("2026-05-04 08:00")
    br.get("/stab/indbakke/laas-op").submit({"passphrase": PASSPHRASE})
    case, code = received()
    page = br.get(f"/stab/indbakke/{case.id}").click("Skriv til borgeren")
    freeze("2026-05-04 08:45")
    locked = page.submit({"text": "Et langt svar\nmed to linjer"})
    assert locked.h1 == "Indbakken har låst sig selv"
    assert locked.submit({"passphrase": "forkert kodeord her"}).status == 422
    assert locked.submit({"passphrase": PASSPHRASE}).follow().text.count("Et langt svar") == 1
    read = queries.case_of_citizen(code)
    assert read is not None


# --- a case from the first opening to the end ---


def test_the_whole_way_of_a_confidential_case(br: Any, client: CheckingClient) -> None:
    case, code = received(identity={"name": "Anna Andersen", "phone": "12 34 56 78"})
    queue = br.get("/stab/indbakke")
    page = queue.click(case.number)
    for text in (STORY, "Anna Andersen", "12 34 56 78", "Klage over sagsbehandling"):
        assert text in page.text
    page = _split(page, "complaints.manglende_svar")
    page = page.click("Flyt sagen").submit({"target": "dialog", "reason": "Et opkald kan løse det."}).follow()
    assert "Dialog: ring til borgeren" in page.text
    page = page.click("Skriv til borgeren").submit({"text": "Tak for snakken i dag."}).follow()
    page = page.click("Skriv et notat").submit({"kind": "notat_til_sagen", "text": "Ringet kl. 10."}).follow()
    assert "Ringet kl. 10." in page.text
    closing = page.click("Afslut sagen")
    assert "Hvert klagepunkt skal have et udfald" in closing.text
    call = {"result": "loest_bekraeftet", "spoken_with": "borgeren", "said": "Aftalen er overholdt nu."}
    page = page.click("Ring til borgeren").submit(call).follow()
    page = page.click("Udfald for punkt 1").submit({"outcome": "loest_i_dialog"}).follow()
    done = _finish(page.click("Afslut sagen")).follow()
    assert "Sagen er afsluttet." in done.text
    assert again(case).state == State.AFSLUTTET
    seen = client.get("/sag").submit({"code": code}).follow()
    assert "Tak for snakken i dag." in seen.text
    assert "Folketingets Ombudsmand" in seen.text
    assert "Ringet kl. 10." not in seen.text
    assert "Borgerrådgiver" in seen.text


def _split(page: Page, theme: str) -> Page:
    return (
        page.click("Tilføj et klagepunkt")
        .submit({"theme": theme, "unit": "jobcenter", "formality": "formalitet", "summary": "Ingen ringede."})
        .follow()
    )


def _finish(page: Page) -> Page:
    letter = (
        page.form()
        .values["letter"]
        .replace("[Skriv, hvad vi har fundet]", "Intet at udsætte.")
        .replace("[Skriv begrundelsen her]", "Fordi.")
        .replace("[Skriv, hvad der sker]", "I får svar.")
    )
    return page.submit({"letter": letter, "reason": "Løst."})


def test_a_point_gets_the_principle_of_its_theme_unless_another_is_chosen(br: Any) -> None:
    case, _code = received()
    page = _split(br.get(f"/stab/indbakke/{case.id}"), "complaints.manglende_svar")
    assert "Rettidighed" in page.text
    page.click("Tilføj et klagepunkt").submit(
        {"theme": "complaints.optraeden", "unit": "jobcenter", "formality": "formalitet", "principle": "sprog"}
    )
    assert [point.principle for point in again(case).points] == ["rettidighed", "sprog"]


def test_a_case_without_points_cannot_be_closed_and_the_letter_is_kept(br: Any) -> None:
    case, _code = received()
    _to(br, case, "vejledt")
    page = br.get(f"/stab/indbakke/{case.id}").click("Afslut sagen")
    refused = _finish(page)
    assert refused.status == 422
    assert refused.errors == ["Hvert klagepunkt skal have et udfald, før sagen kan afsluttes."]
    assert "I får svar." in refused.form().values["letter"]
    assert again(case).state == State.VEJLEDT


def test_an_unfinished_draft_is_not_sent(br: Any) -> None:
    case, _code = received()
    _to(br, case, "vejledt")
    page = br.get(f"/stab/indbakke/{case.id}").click("Afslut sagen")
    assert "ikke færdigt" in page.submit({"reason": "Færdig."}).errors[0]


def _to(browser: Any, case: Case, target: str, side: str = "indbakke") -> Page:
    page = browser.get(f"/stab/{side}/{case.id}/flyt").submit({"target": target, "reason": "Sådan."})
    see_again()
    return page


def test_only_allowed_moves_are_offered_and_say_what_the_citizen_sees(br: Any, boss: Any) -> None:
    case, _code = received(identity={"phone": "12 34 56 78"})
    page = br.get(f"/stab/indbakke/{case.id}").click("Flyt sagen")
    offered = [control["value"] for control in page.soup.select('input[name="target"]')]
    assert offered == [
        "dialog", "hos_afdeling", "afgoerelsesklage", "videresendt", "vejledt", "uden_for_kompetence", "undersoegelse",
        "afventer_borger",
    ]  # fmt: skip
    assert "Borgeren ser: »Vi ringer til dig«." in page.text
    assert "Borgeren skal først give samtykke" in page.text
    theirs, _code = received(reader=Reader.MANAGEMENT)
    page = boss.get(f"/stab/klager/{theirs.id}").click("Flyt sagen")
    assert "undersoegelse" not in [control["value"] for control in page.soup.select('input[name="target"]')]


def test_a_move_needs_a_reason_and_consent_where_the_law_wants_it(br: Any) -> None:
    case, _code = received()
    page = br.get(f"/stab/indbakke/{case.id}/flyt")
    assert page.submit({"target": "dialog", "reason": " "}).errors == ["Skriv en kort begrundelse."]
    refused = page.submit({"target": "hos_afdeling", "reason": "Afdelingen skal svare."})
    assert "samtykke" in refused.errors[0]
    assert refused.form().values["reason"].strip() == "Afdelingen skal svare."
    br.get(f"/stab/indbakke/{case.id}").click("Notér et samtykke").submit(
        {"scope": "uden_navn", "words": "Ja, det må de."}
    )
    page.submit({"target": "hos_afdeling", "reason": "Afdelingen skal svare."})
    assert again(case).state == State.HOS_AFDELING


def test_consent_lets_the_management_in_without_the_name_and_out_again(br: Any, boss: Any) -> None:
    case, _code = received(identity={"name": "Anna Andersen"})
    assert boss.get(f"/stab/klager/{case.id}").status == 404
    br.get(f"/stab/indbakke/{case.id}/notat").submit({"kind": "internt_arbejdspapir", "text": "Kun for mig selv."})
    br.get(f"/stab/indbakke/{case.id}/samtykke").submit({"scope": "uden_navn", "words": "Ja, det må de."})
    page = boss.get(f"/stab/klager/{case.id}", status=200)
    assert STORY in page.text
    assert "Anna Andersen" not in page.html
    assert "Ikke delt med dig" in page.text
    assert "Kun for mig selv." not in page.html
    br.get(f"/stab/indbakke/{case.id}").click("Borgeren har fortrudt").submit()
    assert boss.get(f"/stab/klager/{case.id}").status == 404


def test_every_opening_is_logged(br: Any, client: CheckingClient) -> None:
    case, code = received()
    br.get(f"/stab/indbakke/{case.id}")
    see_again()
    from værdig import audit

    (entry,) = audit.entries_about("complaint_case", case.id, "complaint.opened")
    assert (entry.actor, entry.role) == (br.user_id, "borgerraadgiver")
    seen = client.get("/sag").submit({"code": code}).follow()
    assert "Borgerrådgivningen, uden for forvaltningen" in seen.text


def test_a_wrong_door_is_put_right_and_a_decision_gets_its_clocks_from_receipt(
    br: Any, freeze: Callable[[str], None]
) -> None:
    case, _code = received()
    page = br.get(f"/stab/indbakke/{case.id}").click("Ret typen").submit({"type": "klage_over_afgoerelse"}).follow()
    assert "Genvurdering af afgørelsen" in page.text
    assert "Klage over afgørelse" in page.text


def test_the_queue_shows_what_is_due_first_and_marks_what_is_late(br: Any, freeze: Callable[[str], None]) -> None:
    freeze("2021-05-03 08:00")
    case, _code = received()
    freeze("2021-05-06 08:00")
    br.get("/stab/indbakke/laas-op").submit({"passphrase": PASSPHRASE})
    page = br.get("/stab/indbakke", status=200)
    (table,) = [t for t in page.soup.find_all("table") if "Frister i dag" in t.caption.get_text()]
    assert case.number in table.get_text()
    assert "Overskredet" in table.get_text()
    assert "5. maj 2021" in table.get_text()


def test_a_late_department_is_escalated_though_nobody_opens_the_queue(boss: Any, freeze: Callable[[str], None]) -> None:
    freeze("2021-05-03 08:00")
    case, code = received(reader=Reader.MANAGEMENT)
    service.move(case.id, keys.open_with_code(case, code), State.HOS_AFDELING, BOSS, "Svar borgeren.")
    freeze("2021-05-27 08:00")
    see_again()
    assert jobs.jobs().declared["complaints.escalation"].every_minutes == 60
    jobs.soon("complaints.escalation")
    see_again()
    assert again(case).state == State.ESKALERET
    assert [c.kind for c in queries.running_clocks(again(case)) if c.kind == "afdelingens_svar"], "it is still due"


def test_search_finds_words_in_memory_and_never_in_an_address(br: Any) -> None:
    case, _code = received("Jeg venter på KONTANTHJÆLP", identity={"name": "Özlem Yılmaz"})
    other, _code = received("noget helt andet")
    page = br.get("/stab/indbakke")
    found = page.submit({"q": "kontanthjælp özlem"}, form="Søg")
    assert "?" not in found.url
    assert case.number in found.text
    assert other.number not in found.text
    assert case.number in page.submit({"q": case.number.replace("-", "")}, form="Søg").text
    assert "Der er ingen sager." in page.submit({"q": "findes ikke"}, form="Søg").text
    assert page.submit({"q": ""}, form="Søg").errors == ["Skriv det, du søger efter."]


@pytest.mark.parametrize("kept", ["12345678", "12 34 56 78", "1234 5678, efter kl. 16"])
@pytest.mark.parametrize("typed", ["12345678", "12 34 56 78", "1234 5678"])
def test_a_telephone_number_is_found_however_it_is_spaced(br: Any, kept: str, typed: str) -> None:
    case, _code = received(identity={"phone": kept})
    other, _code = received(identity={"phone": "87 65 43 21"})
    found = br.get("/stab/indbakke").submit({"q": typed}, form="Søg").text
    assert case.number in found
    assert other.number not in found


def test_what_is_a_case_about_and_that_it_was_opened_again_is_seen_in_the_list(br: Any) -> None:
    case, code = received()
    service.add_point(
        case.id, keys.open_with_code(case, code), BR, theme="complaints.optraeden", unit="jobcenter", formality="begge"
    )
    assert "Åbnet igen" not in br.get("/stab/indbakke").text
    service.withdraw(case.id)
    service.reopen(case.id)
    row = next(row for row in br.get("/stab/indbakke").soup.select("#sager ~ div tbody tr") if case.number in row.text)
    assert "Åbnet igen" in row.text
    assert str(categories.theme_title("complaints.optraeden")) in row.text
    assert "Åbnet igen" in br.get(f"/stab/indbakke/{case.id}").text
    assert "Sagen er åbnet igen." in br.get("/stab/i-dag/borgerraadgiver").text


def test_a_complaint_over_a_decision_is_offered_the_laws_way_first_and_keeps_it_after_a_call(boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT, type="klage_over_afgoerelse", identity={"name": "Anna"})
    page = boss.get(f"/stab/klager/{case.id}/flyt")
    assert page.soup.select('input[name="target"]')[0]["value"] == "afgoerelsesklage"
    service.move(case.id, keys.open_with_code(case, code), State.DIALOG, BOSS, "Ring først.")
    page = boss.get(f"/stab/klager/{case.id}/flyt")
    page.submit({"target": "afgoerelsesklage", "reason": "Det blev ikke løst."})
    assert again(case).state == State.AFGOERELSESKLAGE


def test_a_closing_letter_can_be_begun_where_the_case_cannot_be_closed_yet(boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    assert "Sagen kan ikke afsluttes, så længe den er: Visitation." in boss.get(f"/stab/klager/{case.id}/afslut").text
    service.move(case.id, keys.open_with_code(case, code), State.DIALOG, BOSS, "Ring først.")
    assert "Sagen kan ikke afsluttes" not in boss.get(f"/stab/klager/{case.id}/afslut").text


def test_the_closed_are_shown_when_asked_for_and_can_be_reopened_by_the_borgerraadgiver(br: Any) -> None:
    case, _code = received()
    service.withdraw(case.id)
    assert case.number not in br.get("/stab/indbakke").text
    page = br.get("/stab/indbakke").click("Vis også lukkede sager").click(case.number)
    page = page.click("Åbn sagen igen").submit({"reason": "Borgeren ringede."}).follow()
    assert again(case).state == State.VISITATION
    assert "Borgeren ringede." in page.text


def test_moving_a_case_that_has_just_been_moved_says_so(br: Any) -> None:
    case, _code = received()
    page = br.get(f"/stab/indbakke/{case.id}/flyt")
    page.submit({"target": "dialog", "reason": "Først."})
    late = page.submit({"target": "vejledt", "reason": "For sent."})
    assert late.status == 422
    assert late.form().values["reason"].strip() == "For sent."
    assert again(case).state == State.DIALOG


def test_a_letter_over_the_limit_is_kept(br: Any) -> None:
    case, _code = received()
    page = br.get(f"/stab/indbakke/{case.id}/svar").submit({"text": "å" * 20_001})
    assert page.status == 422
    assert page.form().values["text"].strip() == "å" * 20_001


# --- the desk ---


def test_the_desk_writes_down_and_hands_over_a_receipt_but_opens_nothing(
    br: Any, staff: Staff, client: CheckingClient, freeze: Callable[[str], None]
) -> None:
    freeze("2021-05-04 12:00")
    desk = staff("skranke")
    page = desk.get("/stab/klager/ny", status=200)
    told = {
        "story": "Borgeren fortæller, at ingen ringer tilbage.", "channel": "telefon", "day": "3.5.2021", "hour": "14.30",
        "type": "klage_over_sagsbehandling", "inbox": "borgerraadgiver", "name": "Anna Andersen",
    }  # fmt: skip
    receipt = page.submit(told)
    assert receipt.h1 == "Kvittering til borgeren"
    assert "3. maj 2021 kl. 14.30" in receipt.text
    see_again()
    (case,) = db.session.scalars(select(Case))
    assert (case.channel, case.registered_by, case.inbox) == ("telefon", desk.user_id, "borgerraadgiver")
    code = receipt.soup.select_one(".return-code").get_text().strip()
    assert "ingen ringer tilbage" in client.get("/sag").submit({"code": code}).follow().text
    assert code in page.submit(told).text, "a double click gives the same receipt"
    assert "d-print-block" in receipt.soup.select_one(".return-code")["class"], "in the clear on paper only"
    see_again()
    from værdig import audit

    (logged, _again) = audit.entries_about("complaint_case", case.id, "complaint.code_handed_over")
    assert (logged.actor, logged.role) == (desk.user_id, "skranke")
    freeze("2021-05-04 12:06")
    later = page.submit(told)
    assert case.number in later.text
    assert code not in later.html, "there is no way back to the code"
    for address in (f"/stab/klager/{case.id}", f"/stab/indbakke/{case.id}", "/stab/klager", "/stab/indbakke"):
        assert desk.get(address).status == 404


# --- what is typed is not lost, and who reads it is said ---


def test_the_closing_letter_is_kept_while_outcomes_are_set(br: Any) -> None:
    case, _code = received()
    _to(br, case, "vejledt")
    _split(br.get(f"/stab/indbakke/{case.id}"), "complaints.manglende_svar")
    page = br.get(f"/stab/indbakke/{case.id}").click("Afslut sagen")
    letter = page.form().values["letter"].replace("[Skriv begrundelsen her]", "Mine egne ord om sagen.")
    assert "[Skriv udfaldet]" in letter
    page = page.submit({"letter": letter}, button="Gem kladden, og sæt udfald for punkt 1").follow()
    assert "Kladden er gemt." in page.text
    page = page.submit({"outcome": "loest_i_dialog"}).follow()
    assert page.h1 == "Afslut sagen"
    kept = page.form().values["letter"]
    assert "Mine egne ord om sagen." in kept
    assert "Løst i dialog" in kept
    assert "[Skriv udfaldet]" not in kept
    page = page.submit({"letter": kept}, button="Gem kladden, og tilføj et klagepunkt").follow()
    assert page.h1 == "Tilføj et klagepunkt"
    page = br.get(f"/stab/indbakke/{case.id}/afslut")
    assert "Mine egne ord om sagen." in page.form().values["letter"], "also after going elsewhere"
    page = page.submit(button="Slet kladden, og begynd forfra").follow()
    assert "Mine egne ord om sagen." not in page.form().values["letter"]


def test_a_letter_that_was_refused_is_there_on_return(br: Any) -> None:
    case, _code = received()
    _to(br, case, "vejledt")
    br.get(f"/stab/indbakke/{case.id}/afslut").submit({"letter": "Næsten færdigt brev.", "reason": ""})
    assert "Næsten færdigt brev." in br.get(f"/stab/indbakke/{case.id}/afslut").form().values["letter"]


def test_an_answer_is_given_back_when_consent_was_taken_back_meanwhile(br: Any, boss: Any) -> None:
    case, code = received(identity={"name": "Anna Andersen"})
    service.give_consent(case.id, keys.open_with_code(case, code), "med_navn", CITIZEN)
    boss.get(f"/stab/klager/{case.id}", status=200)
    page = boss.get(f"/stab/klager/{case.id}/svar")
    service.revoke_consent(case.id, CITIZEN)
    lost = page.submit({"text": "Et langt og grundigt svar."})
    assert lost.status == 410
    assert lost.h1 == "Borgeren har taget sit samtykke tilbage"
    assert "Et langt og grundigt svar." in lost.text
    for told in (STORY, "Anna Andersen", case.number):
        assert told not in lost.html
    assert again(case).messages == []
    assert boss.get(f"/stab/klager/{case.id}").status == 404


def test_somebody_who_never_had_the_case_open_learns_nothing_by_writing(br: Any, boss: Any, staff: Staff) -> None:
    case, code = received()
    service.give_consent(case.id, keys.open_with_code(case, code), "med_navn", CITIZEN)
    form = boss.get(f"/stab/klager/{case.id}/svar").form().values | {"text": "Hej"}
    service.revoke_consent(case.id, CITIZEN)
    assert boss.post(f"/stab/klager/{case.id}/svar", data=form).status == 404


def test_the_borgerraadgiver_is_told_who_reads_and_chooses(br: Any, boss: Any) -> None:
    case, _code = received()
    page = br.get(f"/stab/indbakke/{case.id}/svar")
    assert "Kun borgeren og borgerrådgiverens kontor kan læse beskeden." in page.text
    assert "with_management" not in page.form().names
    br.get(f"/stab/indbakke/{case.id}/samtykke").submit({"scope": "uden_navn", "words": "Ja, det må de."})
    page = br.get(f"/stab/indbakke/{case.id}/svar")
    assert not page.soup.select_one('input[name="with_management"]').has_attr("checked")
    page.submit({"text": "Kun til dig."})
    page = br.get(f"/stab/indbakke/{case.id}/svar")
    page.submit({"text": "Til jer begge.", "with_management": "y"})
    seen = boss.get(f"/stab/klager/{case.id}", status=200)
    assert "Til jer begge." in seen.text
    assert "Kun til dig." not in seen.html
    assert "Ikke delt med dig" in boss.get(f"/stab/klager/{case.id}").text or case.anonymity == "anonym"
    hers = br.get(f"/stab/indbakke/{case.id}")
    assert hers.text.count("Deles med ledelsen, når der er samtykke") == 1


def test_a_message_meant_for_the_management_is_not_sent_once_consent_is_gone(br: Any) -> None:
    case, _code = received()
    br.get(f"/stab/indbakke/{case.id}/samtykke").submit({"scope": "uden_navn", "words": "Ja, det må de."})
    page = br.get(f"/stab/indbakke/{case.id}/svar")
    service.revoke_consent(case.id, CITIZEN)
    refused = page.submit({"text": "Til jer begge.", "with_management": "y"})
    assert "ikke længere samtykke" in refused.errors[0]
    assert refused.form().values["text"].strip() == "Til jer begge."
    assert again(case).messages == []


# --- an appeal, and who the citizen is ---


def test_an_appeal_waits_for_consent_and_the_page_offers_to_ask(br: Any, boss: Any) -> None:
    case, code = received(type="klage_over_afgoerelse", identity={"name": "Anna"})
    page = br.get(f"/stab/indbakke/{case.id}")
    assert "Afgørelsen kan ikke vurderes igen endnu" in page.text
    asked = page.click("Bed borgeren om samtykke")
    assert "Må den det?" in asked.form().values["text"]
    asked.submit()
    refused = _to(br, case, "afgoerelsesklage")
    assert "hvem borgeren er" in refused.errors[0]
    assert "Bed borgeren om samtykke" in refused.text
    service.give_consent(case.id, keys.open_with_code(case, code), "med_navn", CITIZEN)
    _to(br, case, "afgoerelsesklage")
    assert again(case).state == State.AFGOERELSESKLAGE
    assert "Afgørelsen kan ikke vurderes" not in br.get(f"/stab/indbakke/{case.id}").text


def test_a_consent_without_the_name_is_not_enough_for_a_decision_and_a_better_one_can_be_noted(br: Any) -> None:
    case, code = received(identity={"name": "Anna"})
    service.give_consent(case.id, keys.open_with_code(case, code), "uden_navn", CITIZEN)
    br.get(f"/stab/indbakke/{case.id}/type").submit({"type": "klage_over_afgoerelse"})
    assert "hvem borgeren er" in _to(br, case, "afgoerelsesklage").errors[0]
    asked = br.get(f"/stab/indbakke/{case.id}").click("Notér et samtykke")
    assert [each["value"] for each in asked.soup.select("input[name=scope]")] == ["med_navn"]
    wrong = asked.submit()
    assert wrong.errors == ["Skriv, hvad borgeren sagde."]
    wrong.submit({"words": "Ja, send den med mit navn."})
    wrong.submit({"words": "Ja, send den med mit navn."})
    assert sum(consent.revoked is None for consent in again(case).consents) == 1
    assert len(again(case).consents) == 2, "pressed twice it is noted once"
    assert [note.kind for note in again(case).notes] == ["notat_til_sagen"], "what was said is kept in the case"
    _to(br, case, "afgoerelsesklage")
    assert again(case).state == State.AFGOERELSESKLAGE


def test_an_anonymous_appeal_waits_for_a_name_which_can_be_noted(br: Any, boss: Any) -> None:
    case, _code = received(reader=Reader.MANAGEMENT, type="klage_over_afgoerelse", particulars={"reference": "4711"})
    page = boss.get(f"/stab/klager/{case.id}")
    assert "borgeren er anonym" in page.text
    assert "hvem du er" in page.click("Bed borgeren om navnet").form().values["text"]
    assert "hvem borgeren er" in _to(boss, case, "afgoerelsesklage", "klager").errors[0]
    noting = page.click("Notér, hvem borgeren er")
    assert noting.submit().errors == ["Skriv mindst ét af felterne."]
    noted = noting.submit({"name": "Anna Andersen"}).follow()
    assert "Anna Andersen" in noted.text
    assert "4711" in noted.text
    assert "Notér, hvem borgeren er" not in noted.text
    _to(boss, case, "afgoerelsesklage", "klager")
    assert again(case).state == State.AFGOERELSESKLAGE
    assert boss.get(f"/stab/klager/{case.id}/navn").status == 404


def test_a_case_that_is_stranded_with_a_department_says_so(br: Any) -> None:
    case, code = received()
    service.give_consent(case.id, keys.open_with_code(case, code), "uden_navn", CITIZEN)
    _to(br, case, "hos_afdeling")
    assert "Afdelingen kan ikke se den." not in br.get(f"/stab/indbakke/{case.id}").text
    service.revoke_consent(case.id, CITIZEN)
    assert "Afdelingen kan ikke se den." in br.get(f"/stab/indbakke/{case.id}").text


def test_a_finding_is_sent_before_the_case_is_said_to_have_one(br: Any) -> None:
    case, _code = received()
    assert "udtalelse" not in br.get(f"/stab/indbakke/{case.id}/svar").html.split("</main>")[0].lower().split("<h1")[1]
    _to(br, case, "undersoegelse")
    assert "Send først udtalelsen" in _to(br, case, "udtalelse").errors[0]
    assert "udtalelse" not in _kinds(br.get(f"/stab/indbakke/{case.id}/svar")), "a finding has pages of its own"


def _kinds(page: Any) -> list[str]:
    return [control["value"] for control in page.soup.select('input[name="kind"]')]


# --- who has opened it ---


def test_each_person_who_opened_a_case_is_told_apart_without_a_name(boss: Any, staff: Staff) -> None:
    case, _code = received(reader=Reader.MANAGEMENT)
    other = staff("leder")
    for browser in (boss, other, other):
        browser.get(f"/stab/klager/{case.id}", status=200)
    see_again()
    assert sorted((o.role, o.times) for o in queries.opened_by(case.id)) == [("Leder A", 1), ("Leder B", 2)]


def test_nobody_is_put_in_the_jobcentre_who_does_not_work_there(context: Flask) -> None:
    assert queries.unit_of("leder") == queries.unit_of("skranke") != queries.unit_of("administrator")
    assert "uden for forvaltningen" in queries.unit_of("stedfortraeder")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"hour": "25.00"}, "hour", "Skriv klokkeslættet"),
        ({"hour": "om lidt"}, "hour", "Skriv klokkeslættet"),
        ({"day": "i går"}, "day", "Skriv datoen"),
        ({"day": "1.1.2099"}, "hour", "ikke kommet endnu"),
        ({"channel": None}, "channel", "Vælg et svar"),
    ],
)
def test_the_desks_slips_are_told_and_nothing_is_lost(
    br: Any, staff: Staff, typed: dict[str, Any], field: str, said: str
) -> None:
    told = {
        "story": STORY, "channel": "brev", "day": "3.5.2021", "hour": "9", "type": "vejledning", "inbox": "ledelse",
    }  # fmt: skip
    page = staff("skranke").get("/stab/klager/ny").submit(told | typed)
    assert page.status == 422
    assert said in page.errors[0]
    assert page.soup.select_one(f'a[href^="#{field}"]')
    assert page.form().values["story"].strip() == STORY


def test_counting_takes_three_choices_and_stores_no_person(context: Flask, staff: Staff) -> None:
    browser = staff("borgerraadgiver")
    page = browser.get("/stab/tael", status=200)
    done = page.submit({"type": "vejledning", "channel": "telefon"}).follow()
    assert "Henvendelsen er talt." in done.text
    see_again()
    (row,) = db.session.scalars(select(ContactCount))
    assert (row.type, row.channel, row.theme, row.office) == ("vejledning", "telefon", None, "borgerraadgiver")
    assert {column.name for column in ContactCount.__table__.columns} == {
        "id", "municipality_id", "half_year", "day", "office", "type", "channel", "theme", "submission_mac",
    }  # fmt: skip
    assert page.submit({"type": "vejledning"}).errors == ["Vælg et svar under »Hvordan kom den?«."]
    assert "ikke kommet" in page.submit({"type": "ros", "channel": "brev", "day": "1.1.2099"}).errors[0]


def test_an_unlocked_inbox_is_kept_by_nobody_alone(br: Any) -> None:
    see_again()
    (row,) = db.session.scalars(select(InboxOpening))
    assert inbox.private_keys(br.user_id, inbox.Ticket(row.id, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")) is None
    assert inbox.private_keys(br.user_id, None) is None


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("svar", {"text": "Kun én gang."}),
        ("notat", {"kind": "notat_til_sagen", "text": "Kun én gang."}),
        ("punkt", {"theme": "complaints.optraeden", "unit": "jobcenter", "formality": "begge", "summary": "Én."}),
    ],
)
def test_a_double_click_does_a_deed_once_and_going_back_to_say_more_does_it_again(
    br: Any, page: str, typed: dict[str, str]
) -> None:
    case, _code = received()
    form = br.get(f"/stab/indbakke/{case.id}/{page}").form().values | typed
    for _time in range(2):
        assert br.post(f"/stab/indbakke/{case.id}/{page}", data=form).status == 302
    assert len(again(case).messages) + len(case.notes) + len(case.points) == 1
    changed = {key: text + " Og mere." if key in ("text", "summary") else text for key, text in form.items()}
    told = br.post(f"/stab/indbakke/{case.id}/{page}", data=changed)
    if page == "svar":
        assert "Der er skrevet til borgeren, siden du åbnede siden." in told.text
        told.submit()
    assert len(again(case).messages) + len(case.notes) + len(case.points) == 2


def test_counting_twice_by_one_click_counts_once(context: Flask, staff: Staff) -> None:
    browser = staff("leder")
    form = browser.get("/stab/tael").form().values | {"type": "vejledning", "channel": "telefon"}
    for _time in range(2):
        browser.post("/stab/tael", data=form)
    see_again()
    assert len(list(db.session.scalars(select(ContactCount)))) == 1


def test_staff_read_the_citizens_own_words_where_she_cannot_be_rung(br: Any) -> None:
    case, _code = received()
    page = br.get(f"/stab/indbakke/{case.id}/flyt")
    assert "Der er intet telefonnummer. Skriv også til borgeren." in page.text
    page = page.submit({"target": "dialog", "reason": "Vi taler sammen."}).follow()
    told = "Vi vil gerne tale med dig. Skriv dit telefonnummer i en besked"
    assert f"Borgeren ser: »{told}«." in page.text
    assert "Skriv til borgeren inden fristen for at ringe." in page.text
    assert texts.status(again(case), can_ring=False) == told
