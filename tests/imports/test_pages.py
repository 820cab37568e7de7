"""The staff pages, as a browser sees them: who may, two steps, what is shown, and bad input that loses nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

CSV = (
    "Udtræk fra Jobindsats\nTabel: y01a02\n\nArea;Periode;Sag;Antal personer;Andel i pct.\n"
    "Albertslund;2021M01;010190-1234;1.512;3,4\nAlbertslund;2021M02;ingen;498;.\nAlbertslund;2021M03;ingen;tolv;4\n"
)
SECOND = "Area;Periode;Antal personer\nAlbertslund;2021M01;1.600\n"
Staff = Callable[..., Any]


def hand_in(page: Any, text: str | bytes, name: str = "y01a02.csv", **chosen: str) -> Any:
    """Fill in the upload form as a browser would and send it."""
    data = text.encode() if isinstance(text, str) else text
    values = {"source": "jobindsats", "kind": "hentet", **chosen}
    return page.submit({**values, "file": (io.BytesIO(data), name)})


@pytest.fixture
def manager(staff: Staff) -> Any:
    return staff("leder")


@pytest.mark.parametrize("role", ["leder", "analytiker", "administrator"])
def test_those_who_may_see_the_history(staff: Staff, role: str) -> None:
    page = staff(role).get("/stab/import", status=200)
    assert page.h1 == "Importerede tal"
    assert "Der er ikke importeret nogen tal endnu." in page.text


@pytest.mark.parametrize("role", ["borgerraadgiver", "skranke", "udvalgsmedlem", "dpo"])
@pytest.mark.parametrize(
    "address", ["/stab/import", "/stab/import/ny", "/stab/import/abc", "/stab/import/abc/forhaandsvisning"]
)
def test_others_are_refused(staff: Staff, role: str, address: str) -> None:
    assert staff(role).get(address).status in (403, 404)


def test_a_file_goes_through_preview_and_confirm(manager: Any) -> None:
    page = manager.get("/stab/import").click("Importér en fil")
    page = hand_in(page, CSV).follow()
    assert page.h1 == "Tjek tallene, før de bliver gemt"
    assert "Disse kolonner handler om personer og er kasseret: Sag." in page.text
    assert "Udtræk fra Jobindsats" in page.text
    assert "januar 2021 til marts 2021" in page.text
    assert "»tolv« er ikke et tal." in page.text
    assert "1234" not in page.html
    assert "Der er ikke importeret nogen tal endnu." in manager.get("/stab/import").text
    page = page.submit(form="Importér tallene").follow()
    assert page.h1 == "Import nr. 1"
    assert "Tallene er importeret." in page.text
    facts = {div.dt.text: div.dd.text for div in page.soup.select(".facts div")}
    assert facts["Tabel"] == "y01a02"
    assert "1.512" in page.text
    assert "ikke oplyst" in page.text
    listed = manager.get("/stab/import")
    assert "Udtræk fra Jobindsats" in listed.text
    assert "Gælder" in listed.text


def test_the_preview_shows_old_and_new_value_and_the_run_keeps_the_old(manager: Any) -> None:
    hand_in(manager.get("/stab/import/ny"), CSV).follow().submit(form="Importér tallene")
    page = hand_in(manager.get("/stab/import/ny"), SECOND).follow()
    row = page.soup.find("caption", string="Ændrede tal").find_parent("table").tbody.get_text(" ", strip=True)
    assert row == "Antal personer Albertslund januar 2021 1.512 1.600"
    page = page.submit(form="Importér tallene").follow()
    cells = [cell.get_text() for cell in page.soup.find("tbody").find_all("td")]
    assert cells[-1] == "1.512"


def test_cancel_stores_nothing(manager: Any) -> None:
    page = hand_in(manager.get("/stab/import/ny"), CSV).follow()
    address = page.url
    page = page.submit(form="Annullér").follow()
    assert "Importen er annulleret. Der er ikke gemt noget." in page.text
    assert "Der er ikke importeret nogen tal endnu." in page.text
    manager.get(address, status=404)


def test_refused_rows_can_be_downloaded(manager: Any) -> None:
    page = hand_in(manager.get("/stab/import/ny"), CSV).follow()
    answer = page.click("Hent alle afviste celler som CSV")
    assert answer.headers["Content-Disposition"] == "attachment; filename=afviste.csv"
    assert answer.data.decode("utf-8-sig") == "Række;Kolonne;Årsag\r\n7;Antal personer;»tolv« er ikke et tal.\r\n"


def test_undo_asks_first_and_then_takes_back(manager: Any) -> None:
    page = hand_in(manager.get("/stab/import/ny"), CSV).follow().submit(form="Importér tallene").follow()
    page = page.click("Fortryd importen")
    choices = [button.get_text(strip=True) for button in page.soup.select("main .button-row > *")]
    assert choices == ["Ja, slet importens tal", "Nej, behold tallene"]
    assert page.h1 == "Fortryd import nr. 1?"
    page = page.submit(form="Ja, slet importens tal").follow()
    assert "Importen er fortrudt" in page.text
    assert "Fortrudt" in manager.get("/stab/import").text
    assert "Fortryd importen" not in page.text


def test_an_import_with_newer_figures_for_the_same_is_not_undone_and_every_row_says_why(manager: Any) -> None:
    first = hand_in(manager.get("/stab/import/ny"), CSV).follow().submit(form="Importér tallene").location
    second = hand_in(manager.get("/stab/import/ny"), SECOND).follow().submit(form="Importér tallene").location
    why = "Kan ikke fortrydes: Import nr. 2 har nyere tal for det samme. Fortryd den først."
    rows = [row.get_text(" ", strip=True) for row in manager.get("/stab/import").soup.select("tbody tr")]
    assert "Fortryd importen" in rows[0]
    assert rows[1].endswith(why)
    assert why in manager.get(first).text
    asked = manager.get(f"{first}/fortryd")
    assert why in asked.text
    with pytest.raises(Exception, match="Ja, slet importens tal"):
        asked.form("Ja, slet importens tal")
    token = manager.get(f"{second}/fortryd").form("Ja, slet importens tal").values
    assert why in manager.post(f"{first}/fortryd", data=token).follow().text
    manager.get(f"{second}/fortryd").submit(form="Ja, slet importens tal")
    page = manager.get(f"{first}/fortryd").submit(form="Ja, slet importens tal").follow()
    assert "Importen er fortrudt." in page.text


def test_the_page_asks_for_what_the_file_does_not_say(manager: Any) -> None:
    page = hand_in(manager.get("/stab/import/ny"), "Periode;Antal personer\n2021M01;7\n", "udtræk.csv").follow()
    page = page.submit({"table": "", "area": "Albertslund"}, form="Importér tallene")
    assert page.status == 422
    assert len(page.errors) == 1
    assert page.form("Importér tallene").values["area"] == "Albertslund"
    page = page.submit({"table": "to ord"}, form="Importér tallene")
    assert page.errors == ["Skriv tabellens id, fx y01a02. Det står på jobindsats.dk."]
    page = page.submit({"table": "y01a02"}, form="Importér tallene").follow()
    assert page.h1 == "Import nr. 1"


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (b"", "tom.csv", "Filen er tom."),
        (b"%PDF-1.7", "plan.pdf", "Filen er en PDF. Hent tallene som CSV eller Excel."),
        (bytes(range(256)), "fil.csv", "Filen kan ikke læses som tekst. Gem den som CSV eller Excel, og prøv igen."),
        ("Eksempeldata\n" + SECOND, "y01a02.csv", "Filen siger selv, at den er eksempeldata. Vælg »Eksempeldata«."),
    ],
)
def test_a_bad_file_is_refused_in_words_and_the_choices_stay(
    manager: Any, text: str | bytes, name: str, said: str
) -> None:
    page = hand_in(manager.get("/stab/import/ny"), text, name)
    assert page.status == 422
    assert page.errors == [said]
    assert page.form().values["source"] == "jobindsats"
    assert page.form().values["kind"] == "hentet"


def test_a_file_over_ten_megabytes_is_refused(manager: Any) -> None:
    page = hand_in(manager.get("/stab/import/ny"), b"x" * (10 * 1024 * 1024 + 1))
    assert page.errors == ["Filen er for stor. Den må højst fylde 10 MB."]


def test_nothing_chosen_is_told_at_every_field(manager: Any) -> None:
    page = manager.get("/stab/import/ny").submit({})
    assert page.status == 422
    assert len(page.errors) == 3


def test_the_same_file_is_told(manager: Any) -> None:
    hand_in(manager.get("/stab/import/ny"), CSV).follow().submit(form="Importér tallene")
    page = hand_in(manager.get("/stab/import/ny"), CSV, "omdøbt.csv")
    assert page.errors == ["Filen er allerede importeret som nr. 1. Der er ikke gemt noget nyt."]


def test_a_double_click_on_confirm_imports_once(manager: Any) -> None:
    page = hand_in(manager.get("/stab/import/ny"), CSV).follow()
    page.submit(form="Importér tallene")
    assert page.submit(form="Importér tallene").status == 404
    assert manager.get("/stab/import").text.count("Udtræk fra Jobindsats") == 1


def test_another_municipality_cannot_guess_its_way_in(manager: Any, staff: Staff) -> None:
    draft = hand_in(manager.get("/stab/import/ny"), SECOND).location
    run = hand_in(manager.get("/stab/import/ny"), CSV).follow().submit(form="Importér tallene").location
    other = staff("leder", municipality="vallensbaek")
    for address in (draft, run, f"{run}/fortryd", draft.replace("forhaandsvisning", "afviste.csv")):
        other.get(address, status=404)


def test_long_lists_have_pages(manager: Any) -> None:
    rows = "".join(f"Albertslund;{1900 + n // 12}M{n % 12 + 1:02d};{500 + n}\n" for n in range(150))
    page = hand_in(manager.get("/stab/import/ny"), f"Area;Periode;Antal personer\n{rows}").follow()
    page = page.submit(form="Importér tallene").follow()
    assert "Side 1 af 2" in page.text
    page = page.click("Næste side")
    assert "Side 2 af 2" in page.text
    manager.get(page.url.replace("side=2", "side=3"), status=404)
    manager.get(page.url.replace("side=2", "side=99999999999999999999"), status=404)
    manager.get("/stab/import?side=0", status=404)
    manager.get("/stab/import?side=x", status=200)


def test_figures_that_look_wrong_ask_for_a_tick_and_nothing_is_lost_without_it(manager: Any) -> None:
    rows = "".join(f"Albertslund;2020M{month:02d};500\n" for month in range(1, 13))
    hand_in(manager.get("/stab/import/ny"), f"Tabel: y01a02\nArea;Periode;Antal personer\n{rows}").follow().submit(
        form="Importér tallene"
    )
    page = hand_in(
        manager.get("/stab/import/ny"), "Tabel: y01a02\nArea;Periode;Antal personer\nAlbertslund;2021M01;9.500\n"
    )
    page = page.follow()
    table = page.soup.find("caption", string="Ser forkert ud").find_parent("table").tbody.get_text(" ", strip=True)
    assert table == ("Antal personer Albertslund januar 2021 9.500 Tallet er over 5 gange større end normalt (500).")
    page = page.submit(form="Importér tallene")
    assert page.status == 422
    assert page.errors == ["Sæt kryds, hvis tallene er rigtige. Ellers annullér, og ret filen."]
    assert "9.500" in page.text
    page = page.submit({"checked": "y"}, form="Importér tallene").follow()
    assert page.h1 == "Import nr. 2"


def test_what_cannot_be_is_named_in_the_preview_with_row_and_column(manager: Any) -> None:
    text = "Area;Periode;Antal personer\nAlbertslund;2021M01;500\nAlbertslund;2021M02;-5\nAtlantis;2021M03;7\nIshøj;2099;9\n"
    page = hand_in(manager.get("/stab/import/ny"), text).follow()
    table = page.soup.find("caption", string="Afviste celler").find_parent("table").tbody
    assert [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tr")] == [
        ["3", "Antal personer", "Et antal kan ikke være negativt. Der står »-5«."],
        ["4", "Area", "»Atlantis« er ikke en kommune, en region eller hele landet."],
        ["5", "Antal personer", "2099 er ikke begyndt endnu. Der står »9«."],
    ]


def test_sources_and_periods_are_named_as_people_say_them(manager: Any) -> None:
    text = "Udtræk 2021Q1\nTabel: y01a02\n\nArea;Periode;Antal personer\nAlbertslund;2021Q1;160\n\n* Foreløbige tal: 2021Q1\n"
    preview = hand_in(manager.get("/stab/import/ny"), text).follow()
    run = preview.submit({}, form="Importér tallene").follow()
    for page in (preview, run, manager.get("/stab/import")):
        assert "2021Q1" not in page.visible_text
        assert "1. kvartal 2021" in page.visible_text
    for page in (preview, run):
        source = page.soup.find("dt", string="Kilde").find_next_sibling("dd").get_text(strip=True)
        assert source == "Jobindsats, eller en fil med samme form"
