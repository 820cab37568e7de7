"""The staff pages of maalepunkter, as a checking browser reads them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select
from surveys.rounds import HALF_YEAR, codes_for, open_round, send

from værdig.catalogue import service as catalogue
from værdig.clock import HalfYear
from værdig.db import db
from værdig.disclosure import DisclosureRelease
from værdig.hooks.records import Contribution
from værdig.metrics import service
from værdig.surveys import service as surveys

Metric = Callable[..., list[Contribution]]
Import = Callable[..., str]
QUARTERS = [("2020Q1", "1000"), ("2020Q2", "1100"), ("2020Q3", "-"), ("2020Q4", "1050"), ("2021Q1", "900")]


@pytest.fixture
def computed(figures: Import, metric: Metric, freeze: Callable[[str], None]) -> None:
    freeze("2021-08-01 10:00")
    catalogue.adopt("albertslund_2020_2022")
    figures("y01a02", QUARTERS)
    metric("antal")
    service.compute(HalfYear(2021, 1))


def test_a_municipality_without_a_plan_is_told_so(staff: Any) -> None:
    page = staff("leder").get("/stab/maal", status=200)
    assert "følger ingen plan" in page.text


@pytest.mark.usefixtures("computed")
def test_the_plan_shows_goals_tracks_and_how_each_maalepunkt_stands(staff: Any) -> None:
    page = staff("leder").get("/stab/maal", status=200)
    assert "Alle ledige skal have en værdig sagsbehandling." in page.text
    row = next(row for row in page.soup.select("tr") if "Antallet af jobparate borgere falder" in row.text)
    assert "900 fuldtidspersoner, 1. kvartal 2021" in row.text
    assert "bedre end for et år siden" in row.text
    assert "Planen har intet målepunkt her." in page.text


@pytest.mark.usefixtures("computed")
def test_one_maalepunkt_tells_everything_about_itself(staff: Any) -> None:
    page = staff("leder").get("/stab/maal").click("Antallet af jobparate borgere falder")
    assert page.url == "/stab/maal/A-M1"
    for told in (
        "900 i 1. kvartal 2021 mod 1.000 samme periode året før.",
        "Der mangler tal for 3. kvartal 2020.",
        "Hentet: ",
        "Jobparate på dagpenge, kontanthjælp eller uddannelseshjælp",
        "skal falde",
        "y01a02",
        "Beskæftigelsesplan 2020-2022",
    ):
        assert told in page.text, told
    picture = page.soup.select_one(".chart-picture svg")
    assert picture["aria-label"].startswith("Prøve antal. Kurve.")
    assert [row.select("td")[0].text for row in page.soup.select("figure tbody tr")] == [
        "1.000",
        "1.100",
        "ingen tal",
        "1.050",
        "900",
    ]


def test_every_import_behind_a_series_is_named_the_newest_figures_first(
    staff: Any, figures: Import, metric: Metric, freeze: Callable[[str], None]
) -> None:
    freeze("2021-08-01 10:00")
    metric("antal")
    figures("y01a02", [("2020Q1", "160")])
    figures("y01a02", [("2020Q2", "170"), ("2020Q3", "171")])
    service.compute(HalfYear(2021, 1))
    said = staff("leder").get("/stab/maal/A-M1").text
    assert "Kilder: Hentet: y01a02.csv (import nr. 2); Hentet: y01a02.csv (import nr. 1)." in said


@pytest.mark.usefixtures("computed")
def test_a_maalepunkt_nobody_computes_still_tells_what_the_plan_says(staff: Any) -> None:
    page = staff("leder").get("/stab/maal/A-M7", status=200)
    assert "beregnes ikke" in page.text
    assert "20 pct., uden dato i planen" in page.text
    assert "skal falde fra 20% til 10%" in page.text


@pytest.mark.usefixtures("computed")
def test_a_revision_is_on_the_page(staff: Any, figures: Import) -> None:
    figures("y01a02", [("2021Q1", "890")])
    service.compute(HalfYear(2021, 1))
    page = staff("leder").get("/stab/maal/A-M1")
    row = page.soup.find("caption", string="Ændrede tal, nyeste først").parent.select("tbody tr")[0]
    assert [cell.text for cell in row.select("th, td")] == ["1. kvartal 2021", "900", "890", "1. august 2021"]


@pytest.mark.usefixtures("computed")
def test_a_failing_maalepunkt_is_told_in_danish_beside_its_old_figures(staff: Any, metric: Metric) -> None:
    metric("fejler")
    service.compute(HalfYear(2021, 1))
    page = staff("leder").get("/stab/maal/X-1")
    assert "kunne ikke beregnes sidst" in page.text
    assert "det gik galt" not in page.text


@pytest.mark.usefixtures("computed")
def test_computing_again_tells_how_it_went(staff: Any, figures: Import, metric: Metric) -> None:
    metric("antal", "fejler")
    figures("y01a02", [("2021Q2", "880")])
    page = staff("leder").get("/stab/maal").submit(form="Beregn alle målepunkter").follow()
    assert "Disse målepunkter kunne ikke beregnes: X-1." in page.text
    assert "880 fuldtidspersoner, 2. kvartal 2021" in page.text


@pytest.mark.usefixtures("computed")
def test_who_may_see_and_who_may_compute(staff: Any) -> None:
    member = staff("udvalgsmedlem")
    page = member.get("/stab/maal", status=200)
    assert "Beregn alle" not in page.text
    member.post("/stab/maal/beregn", data=page.form("Log af").values, status=404)
    staff("skranke").get("/stab/maal", status=404)


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize(
    "address",
    [
        "/stab/maal/findes-ikke",
        "/stab/maal?plan=vallensbaek_ishoej_2021",
        "/stab/maal?plan=x",
        "/stab/maal/beregn",
    ],
)
def test_what_is_not_there_is_not_found(staff: Any, address: str) -> None:
    staff("leder").get(address, status=404)


def test_outside_the_staff_side_there_is_nothing(client: Any) -> None:
    assert client.get("/stab/maal").status in (302, 303)


@pytest.mark.usefixtures("computed")
def test_the_preview_of_an_import_names_the_maalepunkter_before_and_after_and_stores_nothing(staff: Any) -> None:
    manager = staff("leder")
    data = "Tabel: y01a02\nArea;Periode;Antal fuldtidspersoner\nAlbertslund;2021Q1;1.200\nAlbertslund;2020Q4;1.051\n"
    page = manager.get("/stab/import/ny").submit(
        {"source": "jobindsats", "kind": "hentet", "file": (BytesIO(data.encode()), "nye.csv")}
    )
    page = page.follow()
    row = page.soup.find("caption", string="Målepunkter før og efter importen").find_parent("table").select("tbody tr")
    assert [cell.get_text(strip=True) for cell in row[0].select("th, td")] == [
        "Prøve antal",
        "1. kvartal 2021 og én periode mere",
        "900 fuldtidspersoner",
        "1.200 fuldtidspersoner",
        "bedre end for et år siden → dårligere end for et år siden",
    ]
    assert "900 fuldtidspersoner" in manager.get("/stab/maal").text


@pytest.mark.usefixtures("computed")
def test_the_preview_says_when_no_maalepunkt_uses_the_figures_and_when_real_ones_replace_the_example(
    staff: Any, figures: Import
) -> None:
    figures("y99a02", [("2021Q1", "7")], kind="eksempel")
    data = "Tabel: y99a02\nArea;Periode;Antal fuldtidspersoner\nAlbertslund;2021Q1;9\n"
    page = (
        staff("leder")
        .get("/stab/import/ny")
        .submit({"source": "jobindsats", "kind": "hentet", "file": (BytesIO(data.encode()), "nye.csv")})
    )
    page = page.follow()
    assert "Ingen af kommunens målepunkter bruger disse tal." in page.text
    assert "Ét af tallene findes i dag kun som eksempeldata." in page.text


def _figure_of(page: Any, name: str) -> str:
    row = next(row for row in page.soup.select("tr") if name in row.text)
    return str(row.select("th, td")[1].get_text(" ", strip=True))


@pytest.mark.usefixtures("computed")
def test_a_half_year_can_be_chosen_and_the_newest_with_figures_is_shown_first(staff: Any) -> None:
    manager, name = staff("leder"), "Antallet af jobparate borgere falder"
    page = manager.get("/stab/maal", status=200)
    assert "Du ser 1. halvår 2021." in page.text
    assert _figure_of(page, name) == "900 fuldtidspersoner, 1. kvartal 2021"
    service.compute(HalfYear(2020, 2))
    page = page.click("Tidligere: 2. halvår 2020")
    assert "Du ser 2. halvår 2020." in page.text
    assert _figure_of(page, name) == "1.050 fuldtidspersoner, 4. kvartal 2020"
    assert page.soup.select_one("option[selected]")["value"] == "2020H2"
    page = page.click("Senere: 1. halvår 2021")
    assert _figure_of(page, name) == "900 fuldtidspersoner, 1. kvartal 2021"


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize("asked", ["2021H3", "x" * 300, "'; drop", "2021"])
def test_a_half_year_that_does_not_exist_is_told_and_the_newest_is_shown(staff: Any, asked: str) -> None:
    page = staff("leder").get("/stab/maal", query_string={"halvaar": asked}, status=400)
    assert "er ikke et halvår. Skriv fx 2021H1 eller 2021H2." in page.text
    assert "Du ser 1. halvår 2021." in page.text


@pytest.mark.usefixtures("computed")
def test_a_half_year_before_all_figures_is_empty_and_not_zero(staff: Any) -> None:
    page = staff("leder").get("/stab/maal?halvaar=2015H1", status=200)
    assert _figure_of(page, "Antallet af jobparate borgere falder") == "ingen tal"


def test_a_figure_of_a_period_that_is_not_over_may_still_change(
    staff: Any, context: Any, metric: Metric, figures: Import, freeze: Callable[[str], None]
) -> None:
    figures("y01a02", [("2021Q1", "20"), ("2021Q2", "40")])
    metric("antal")
    for day, changes in (("2021-06-30", True), ("2021-07-01", False)):
        freeze(f"{day} 10:00")
        service.compute(HalfYear(2021, 1))
        page = staff("leder").get("/stab/maal/A-M1")
        assert ("foreløbigt" in page.soup.select_one("figure tbody").text) is changes


@pytest.mark.usefixtures("computed")
def test_what_is_counted_elsewhere_says_where(staff: Any) -> None:
    page = staff("leder").get("/stab/maal", status=200)
    assert _figure_of(page, "Borgernes tilfredshed") == (
        "Der er ikke lukket en undersøgelse af alle i målgrupperne i halvåret."
    )
    assert "Klager tælles i halvårsrapporten" in _figure_of(page, "Klager over sagsbehandlingen")
    assert page.click("Se halvårsrapporterne").status == 200


@pytest.mark.usefixtures("computed")
def test_what_modules_follow_beside_the_plan_is_on_the_page_too(staff: Any, metric: Metric, figures: Import) -> None:
    figures("y09a02", [("2021Q1", "20")])
    metric("antal", "forud")
    service.compute(HalfYear(2021, 1))
    page = staff("leder").get("/stab/maal")
    assert "Uden for planen" in page.text
    assert _figure_of(page, "Prøve forud") == "900 fuldtidspersoner, 1. kvartal 2021"


def test_satisfaction_is_the_closed_rounds_overall_question_as_it_was_let_out(
    staff: Any, context: Any, metric: Metric
) -> None:
    catalogue.adopt("albertslund_2020_2022")
    metric("antal")
    round_id = open_round()
    for number, code in enumerate(codes_for(round_id, "dagpenge", 30)):
        send(code, samlet=(1, 3, 5)[number % 3])
    surveys.close_round(round_id)
    before = db.session.scalar(select(func.count()).select_from(DisclosureRelease))
    address = f"/stab/maal?plan=albertslund_2020_2022&halvaar={HALF_YEAR.code}"
    page = staff("leder").get(address, status=200)
    told = _figure_of(page, "Borgernes tilfredshed")
    assert told.startswith("33 pct. tilfredse, 33 pct. hverken-eller, 33 pct. utilfredse (30 svar)")
    assert page.click("Se hele undersøgelsen").status == 200
    own = page.click("Borgernes tilfredshed")
    assert "beregnes ikke" not in own.text
    assert f"{HALF_YEAR.label}: 33 pct. tilfredse, 33 pct. hverken-eller" in own.text
    assert own.click("Se hele undersøgelsen").status == 200
    assert db.session.scalar(select(func.count()).select_from(DisclosureRelease)) == before
    other = staff("udvalgsmedlem").get(address, status=200)
    assert _figure_of(other, "Borgernes tilfredshed").startswith("33 pct.")
