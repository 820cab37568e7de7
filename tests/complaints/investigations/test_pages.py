"""An investigation on the pages of all three: the borgerraadgiver's, the management's and the citizen's."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import PASSPHRASE, again, citizen_keys, received, see_again
from complaints.investigations.begun import QUESTIONS, WHO, hearing_of

from værdig.complaints import service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.investigations import queries
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.states import State
from værdig.municipality import service as municipalities

MONDAY = "2026-11-02 09:00"


@pytest.fixture
def begun(freeze: Any, br: Any) -> tuple[Case, str]:
    """A confidential case that the borgerraadgiver has begun to investigate."""
    freeze(MONDAY)
    _unlock(br)
    case, code = received(identity=WHO)
    moving = br.get(f"/stab/indbakke/{case.id}/flyt")
    moving.submit({"target": "undersoegelse", "reason": "Det skal undersøges."})
    _point(br, case)
    return again(case), code


def _unlock(br: Any) -> None:
    br.get("/stab/indbakke/laas-op").submit({"passphrase": PASSPHRASE})
    see_again()


def _point(br: Any, case: Case) -> None:
    br.get(f"/stab/indbakke/{case.id}/punkt").submit(
        {"theme": "complaints.manglende_svar", "unit": "jobcenter", "formality": "formalitet"}
    )
    see_again()


def _steps(page: Any) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("main ol")[0].find_all("li")]


def test_all_three_see_what_they_may_on_the_whole_way(begun: Any, br: Any, boss: Any, client: Any) -> None:
    case, code = begun
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", CITIZEN)
    work = br.get(f"/stab/indbakke/{case.id}").click("Se undersøgelsen")
    asking = work.click("Send en høring til forvaltningen")
    assert asking.form().values["until"] == "23.11.2026"
    wrong = asking.submit({"text": "Hvad skrev I til Navnløs?", "until": "22.11.2026"})
    assert wrong.errors == ["Den dag er der lukket. Vælg en arbejdsdag."]
    named = wrong.submit({"text": "Hvad skrev I til Navnløs?", "until": "23.11.2026"})
    assert "føre til borgeren: Navnløs" in named.errors[0]
    named.submit({"text": QUESTIONS}).follow()

    listed = boss.get("/stab/klager").click("1 høring fra borgerrådgiveren venter på svar.")
    assert "Venter på svar" in listed.text
    assert "Høringer fra borgerrådgiveren" in boss.get("/stab/i-dag/ledelse").text
    assert QUESTIONS in boss.get(f"/stab/klager/{case.id}").click("Svar på høringen").text
    asked = listed.click(f"Sag {case.number}, 2. november 2026")
    assert QUESTIONS in asked.text
    assert asked.submit({"text": " "}).errors == ["Skriv svaret."]
    answered = asked.submit({"text": "Vi beklager. Vi havde for få hænder."}).follow()
    assert "Svaret er sendt til borgerrådgiveren." in answered.text
    assert not answered.soup.find("textarea")
    assert "Borgerrådgiveren spørger" not in boss.get(f"/stab/klager/{case.id}").text

    sending = br.get(f"/stab/indbakke/{case.id}/undersoegelse").click("Send svaret til borgeren")
    assert "for få hænder" in sending.form().values["text"]
    sending.submit()

    hers = client.get("/sag").submit({"code": code}).follow()
    assert _steps(hers)[3:] == [
        "Du kan læse svaret og skrive, hvad du mener ● Du er her (2. november 2026)",
        "Vi skriver vores udtalelse",
        "Du har fået vores udtalelse",
    ]
    (row,) = [row for row in hers.soup.select("tbody tr") if "Du kan skrive dine bemærkninger til og med" in row.text]
    assert "mandag den 16. november 2026" in row.text
    hers.submit({"text": "Det passer ikke."}, form="Send besked")

    work = br.get(f"/stab/indbakke/{case.id}/undersoegelse")
    assert "Borgeren har skrevet bemærkninger." in work.text
    draft = work.submit(form="Gå videre til udkastet").follow()
    kept = draft.submit({"facts": "Otte uger.", "word_1": "Kritisabelt"}, button="Gem udkastet").follow()
    assert kept.form().values["facts"] == "Otte uger."
    shown = kept.submit(button="Gem, og se udtalelsen").follow()
    assert "Skriv alle fire afsnit" in shown.text
    assert not shown.soup.select("main form")
    draft = shown.click("Ret udkastet")
    texts = {"assessment": "For længe.", "reasons": "God skik.", "conclusion": "Svar hurtigere."}
    shown = draft.submit(texts, button="Gem, og se udtalelsen").follow()
    assert "1. Manglende svar eller tilbagekald: Kritisabelt." in shown.text
    assert "følge op inden for 20 arbejdsdage" in shown.text
    assert "Borgeren er ikke hørt" not in shown.text
    sent = shown.submit({"with_management": "y"}).follow()
    assert "Udtalelse sendt til borgeren og ledelsen" in br.get(f"/stab/indbakke/{case.id}").text
    assert "Undersøgelsen er slut" not in sent.text
    assert again(case).state == State.UDTALELSE
    assert "Svar hurtigere." in boss.get(f"/stab/klager/{case.id}").text
    told = client.get("/sag")
    assert "Svar hurtigere." in told.text
    assert "Du har fået vores udtalelse ● Du er her (2. november 2026)" in _steps(told)
    assert "Trin 4 af 5" in br.get(f"/stab/indbakke/{case.id}/undersoegelse").text


def test_a_finding_for_a_citizen_who_was_not_heard_says_so_and_leads_to_hearing_her(begun: Any, br: Any) -> None:
    case, _code = begun
    at = f"/stab/indbakke/{case.id}/undersoegelse"
    br.get(f"{at}/hoering").submit({"unit": "anden_enhed", "text": "Hvor længe venter borgere?", "general": "y"})
    assert "Borgeren er ikke hørt" not in br.get(f"{at}/send").text, "nobody has answered anything"
    (row,) = queries.current(again(case)).hearings
    br.get(f"{at}/hoering/{row.id}").submit({"text": "Otte uger."})
    br.get(at).submit(form="Gå videre til udkastet")
    shown = br.get(f"{at}/send")
    assert "Borgeren er ikke hørt" in shown.text
    assert shown.click("Send svaret til borgeren").h1


def test_the_days_of_follow_up_in_a_finding_are_the_municipalitys(begun: Any, br: Any) -> None:
    case, _code = begun
    municipalities.put("follow_up_days", 15)
    see_again()
    br.get(f"/stab/indbakke/{case.id}/undersoegelse").submit(form="Gå videre til udkastet")
    assert "følge op inden for 15 arbejdsdage" in br.get(f"/stab/indbakke/{case.id}/undersoegelse/send").text


def test_a_hearing_without_consent_says_so_and_the_citizen_reads_that_nobody_knows(
    begun: Any, br: Any, boss: Any, client: Any
) -> None:
    case, code = begun
    page = br.get(f"/stab/indbakke/{case.id}/undersoegelse/hoering")
    assert "Borgeren har ikke givet samtykke." in page.text
    refused = page.submit({"text": "Hvor længe venter borgere på svar?"})
    assert "Der er ikke samtykke" in refused.errors[0]
    refused.submit({"general": "y"})
    shown = boss.get("/stab/hoeringer").click("Generelle spørgsmål, 2. november 2026")
    assert case.number not in shown.html
    assert case.id not in shown.html
    hers = client.get("/sag").submit({"code": code}).follow()
    assert "Afdelingen ved ikke, at du har klaget." in hers.text
    boss.get(f"/stab/klager/{case.id}", status=404)


def test_the_pages_of_an_investigation_are_the_borgerraadgivers_alone(begun: Any, br: Any, boss: Any) -> None:
    case, code = begun
    service.give_consent(case.id, citizen_keys(case, code), "med_navn", CITIZEN)
    boss.get(f"/stab/klager/{case.id}", status=200)
    for name in ("", "/hoering", "/bemaerkninger", "/udkast", "/send", "/hoering/x"):
        boss.get(f"/stab/klager/{case.id}/undersoegelse{name}", status=404)
    boss.get("/stab/hoeringer/xxxxxxxxxxxxxxxxxxxxxx", status=404)
    br.get("/stab/hoeringer", status=404)


def test_a_hearing_of_another_municipality_is_not_there(begun: Any, br: Any, staff: Any) -> None:
    case, _code = begun
    br.get(f"/stab/indbakke/{case.id}/undersoegelse/hoering").submit(
        {"text": "Hvor længe venter borgere på svar?", "general": "y"}
    )
    hearing = hearing_of(case)
    other = staff("leder", municipality="vallensbaek")
    other.get(f"/stab/hoeringer/{hearing.id}", status=404)
    assert "Der er ingen høringer." in other.get("/stab/hoeringer").text


def test_what_is_typed_when_the_step_is_no_longer_the_next_is_given_back(begun: Any, br: Any) -> None:
    case, _code = begun
    draft = br.get(f"/stab/indbakke/{case.id}/undersoegelse/udkast")
    moving = br.get(f"/stab/indbakke/{case.id}/flyt")
    moving.submit({"target": "afventer_borger", "reason": "Vi mangler et papir."})
    back = draft.submit({"facts": "Otte lange uger."}, button="Gem udkastet")
    assert back.status == 409
    assert "Otte lange uger." in back.text


def test_the_status_letter_begins_with_what_is_to_be_filled_in(begun: Any, br: Any) -> None:
    case, _code = begun
    letter = br.get(f"/stab/indbakke/{case.id}/undersoegelse").click("Skriv til borgeren, hvor undersøgelsen er")
    assert "[Skriv, hvad der er sket siden sidst" in letter.form().values["text"]


def test_a_case_that_was_never_investigated_has_no_such_page(br: Any) -> None:
    case, _code = received(reader=Reader.BORGERRAADGIVER)
    br.get(f"/stab/indbakke/{case.id}/undersoegelse", status=404)
    br.get(f"/stab/indbakke/{case.id}/undersoegelse/hoering", status=302)
    assert "Se undersøgelsen" not in br.get(f"/stab/indbakke/{case.id}").text
