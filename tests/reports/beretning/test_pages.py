"""Her pages: she alone writes and releases, those chosen read, everybody else is told that there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from complaints.given import see_again
from reports.beretning.conftest import SPRING, Figures, released

from værdig.access.roles import Role
from værdig.reports.beretning import queries, service

Staff = Callable[..., Any]
OTHERS = [role.value for role in Role if role is not Role.BORGERRAADGIVER]
WRITING = ("", "/afsnit/omfang", "/frigiv", "/slet")
READING = [role.value for role in service.READERS]


@pytest.fixture
def her(figures: Figures, staff: Staff) -> Any:
    """The borgerraadgiver's browser."""
    return staff("borgerraadgiver")


def test_she_begins_writes_and_releases(her: Any, staff: Staff) -> None:
    page = her.get("/stab/beretning/", status=200)
    assert "Perioden er ikke slut" in page.text
    page = page.submit(form="Begynd på 1. halvår 2021").follow()
    assert page.h1 == "Borgerrådgiverens beretning for 1. halvår 2021"
    assert "Der kom 12 sager i 1. halvår 2021." in page.text
    writing = page.click("Ret i »Henvendelser, sager og klagepunkter«")
    asked = writing.submit({"tekst_valg_sager": "egne"}, form="Gem")
    assert "Skriv dine ord" in asked.errors[0]
    typed = {
        "tekst_valg_sager": "egne",
        "tekst_ord_sager": "Mange flere kom.",
        "tekst_egne_omfang": "Det er værd at se på.",
    }
    page = asked.submit(typed, form="Gem", button="Gem").follow()
    assert "Borgerrådgiveren skriver: Mange flere kom." in page.text
    preview = page.click("Læs igennem og frigiv")
    assert "Det er værd at se på." in preview.text
    assert "Vælg mindst én" in preview.submit(form="Frigiv beretningen").errors[0]
    page = preview.submit({"readers": ["udvalgsmedlem"], "public": "y"}, form="Frigiv beretningen").follow()
    assert "Beretningen er frigivet." in page.text
    assert "Udvalgsmedlem, Alle, på siden for borgere" in page.text
    assert "Frigivet, version 1" in her.get("/stab/beretning/").text
    page = page.submit(form="Ret i en ny version").follow()
    assert "Udkast til version 2" in page.text
    assert page.click("Slet udkastet").submit(form="Slet udkastet").follow().h1 == "Min beretning"


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sees_or_touches_a_draft(draft: str, staff: Staff, role: str) -> None:
    somebody = staff(role)
    token = {"csrf_token": somebody.get("/stab/").form("Log af").values["csrf_token"]}
    somebody.get("/stab/beretning/", status=404)
    for address in WRITING:
        somebody.get(f"/stab/beretning/{draft}{address}", status=404)
    for address in ("/afsnit/omfang", "/taal-igen", "/frigiv", "/slet"):
        somebody.post(f"/stab/beretning/{draft}{address}", data=token, status=404)
    somebody.post("/stab/beretning/begynd", data={**token, "period": SPRING}, status=404)
    for address in ("", "/hent/pdf", "/hent/docx", "/hent/html", "/hent/json"):
        somebody.get(f"/stab/beretninger/{draft}{address}", status=404)
    see_again()
    assert not queries.own(draft).is_released


@pytest.mark.parametrize("role", OTHERS)
def test_those_she_chose_read_what_is_released_and_others_do_not(draft: str, staff: Staff, role: str) -> None:
    released(draft, "udvalgsmedlem", "leder")
    reader, may = staff(role), role in ("udvalgsmedlem", "leder")
    page = reader.get(f"/stab/beretninger/{draft}", status=200 if may else 404)
    reader.get(f"/stab/beretninger/{draft}/hent/docx", status=200 if may else 404)
    if may:
        assert "Der kom 12 sager i 1. halvår 2021." in page.text
        assert "Ret i" not in page.text
    if role in READING:
        assert ("beretning for" in reader.get("/stab/beretninger/", status=200).text) is may


def test_everybody_reads_only_what_is_for_everybody(draft: str, client: Any) -> None:
    assert "Der er ingen beretninger at læse endnu." in client.get("/beretninger/", status=200).text
    client.get(f"/beretninger/{draft}", status=404)
    client.get(f"/beretninger/{draft}/hent/pdf", status=404)
    released(draft, "leder")
    client.get(f"/beretninger/{draft}", status=404)
    assert "beretninger" not in client.get("/").text
    second = service.begin(SPRING).id
    released(second, public=True, corrects="En rettelse.")
    assert client.get("/").click("Læs borgerrådgiverens beretninger").h1 == "Borgerrådgiverens beretninger"
    page = client.get("/beretninger/", status=200).click("Borgerrådgiverens beretning for 1. halvår 2021, version 2")
    assert "En rettelse." in page.text
    assert client.get(f"/beretninger/{second}/hent/pdf", status=200).data[:4] == b"%PDF"
    assert client.get(f"/beretninger/{second}/hent/docx", status=200).data[:2] == b"PK"
    client.get(f"/beretninger/{second}/hent/exe", status=404)


def test_a_neighbours_report_does_not_exist(draft: str, staff: Staff) -> None:
    released(draft, public=True)
    neighbour = staff("borgerraadgiver", municipality="vallensbaek")
    for address in WRITING:
        neighbour.get(f"/stab/beretning/{draft}{address}", status=404)
    neighbour.get(f"/stab/beretninger/{draft}", status=404)


def test_two_windows_keep_both_texts(draft: str, staff: Staff) -> None:
    her = staff("borgerraadgiver")
    address = f"/stab/beretning/{draft}/afsnit/omfang"
    first, second = her.get(address), her.get(address)
    first.submit({"tekst_egne_omfang": "Fra det ene."}, form="Gem", button="Gem").follow()
    refused = second.submit({"tekst_egne_omfang": "Fra det andet."}, form="Gem", button="Gem")
    assert "Begge tekster står herunder." in refused.errors[0]
    assert "Fra det ene." in refused.text
    assert refused.form("Gem").values["tekst_egne_omfang"] == "Fra det andet."
    refused.submit(form="Gem", button="Gem").follow()
    see_again()
    assert queries.texts_of(draft)["egne_omfang"] == "Fra det andet."
    assert "Fra det ene." in her.get(address).text


def test_the_page_saves_by_itself_and_an_error_loses_nothing(draft: str, staff: Staff) -> None:
    her = staff("borgerraadgiver")
    address = f"/stab/beretning/{draft}/afsnit/fortalte_sager"
    page = her.get(address)
    values = {**page.form("Gem").values, "tekst_sag_1": "En mand ventede."}
    marks = her.post(address, data={**values, "then": "stay"}, status=200).json
    see_again()
    assert queries.texts_of(draft)["sag_1"] == "En mand ventede."
    assert marks["set_sag_1"] != values["set_sag_1"]
    asked = page.submit(
        {"tekst_sag_2": "Han har cpr 010203-1234.", "tekst_egne_fortalte_sager": "Bliver her."}, form="Gem"
    )
    assert asked.errors
    assert asked.form("Gem").values["tekst_egne_fortalte_sager"] == "Bliver her."


def test_leaving_unsaved_is_asked_about(draft: str, staff: Staff) -> None:
    page = staff("borgerraadgiver").get(f"/stab/beretning/{draft}/afsnit/pr_tusind")
    asked = page.submit({"tekst_tal_borgere": "1.250"}, form="Gem", button="Fortryd")
    assert "Vil du gå uden at gemme?" in asked.text
    assert asked.form("Gem").values["tekst_tal_borgere"] == "1.250"
    assert page.submit(form="Gem", button="Fortryd").location.endswith(f"/stab/beretning/{draft}")


def test_counting_anew_tells_what_changed(draft: str, figures: Figures, staff: Staff) -> None:
    figures.now = 18
    page = staff("borgerraadgiver").get(f"/stab/beretning/{draft}").submit(form="Tæl tallene igen").follow()
    assert "»Sager i alt, 1. halvår 2021« var 12 og er nu 18." in page.text
    assert "Dine egne ord er ikke ændret." in page.text


def test_what_was_released_meanwhile_keeps_the_typed_text_on_the_page(draft: str, staff: Staff) -> None:
    page = staff("borgerraadgiver").get(f"/stab/beretning/{draft}/afsnit/omfang")
    released(draft, "leder")
    refused = page.submit({"tekst_egne_omfang": "For sent."}, form="Gem", button="Gem")
    assert "blev frigivet, mens du skrev" in refused.errors[0]
    assert refused.form("Gem").values["tekst_egne_omfang"] == "For sent."


def test_released_twice_is_released_once(draft: str, staff: Staff) -> None:
    her = staff("borgerraadgiver")
    first, second = (her.get(f"/stab/beretning/{draft}/frigiv") for _window in range(2))
    first.submit({"readers": ["leder"]}, form="Frigiv beretningen").follow()
    page = second.submit({"readers": ["udvalgsmedlem"]}, form="Frigiv beretningen").follow()
    assert page.status == 200
    see_again()
    assert queries.own(draft).readers == ["leder"]


def test_a_name_is_asked_about_on_the_page(draft: str, staff: Staff) -> None:
    service.save_texts(draft, {"egne_omfang": "Jeg talte med Ahmed Jensen om det."}, "b" * 22)
    page = staff("borgerraadgiver").get(f"/stab/beretning/{draft}/frigiv")
    assert "Ahmed Jensen" in page.text
    asked = page.submit({"readers": ["leder"]}, form="Frigiv beretningen")
    assert "sæt kryds" in asked.errors[0]
    asked.submit({"readers": ["leder"], "looked_through": "y"}, form="Frigiv beretningen").follow()
    see_again()
    assert queries.own(draft).is_released


def test_a_section_that_is_not_there_is_not_found(draft: str, staff: Staff) -> None:
    staff("borgerraadgiver").get(f"/stab/beretning/{draft}/afsnit/noget", status=404)
