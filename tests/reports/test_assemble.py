"""Putting the report together: the promise table first, every section in its place, and what is missing said aloud."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from plugin_folder import forget, site_of, write_plugin
from reports import cleared

from værdig.clock import HalfYear
from værdig.db import tenant, transaction
from værdig.hooks import switches
from værdig.hooks.contracts import Block, Bullets, Figure, Heading, Notice, Paragraph, Table
from værdig.municipality import service as municipalities
from værdig.reports import assemble, gather, sections
from værdig.reports.document import Document
from værdig.reports.material import Material
from værdig.reports.sections import Built

HALF_YEAR = HalfYear(2021, 1)
PROMISES = Table(caption="Planens løfter", columns=("Løfte", "Svar"), rows=(("Respekt", "58 %"),))
OPENING = Built(
    id="loefter.tabel",
    title="Værdig sagsbehandling",
    opens=True,
    blocks=(Paragraph(text="Løfterne."), PROMISES, Heading(text="Kilder"), Paragraph(text="Planen.")),
    figures=(Figure(id="l.1", label="Respekt", value="58 %", unit="", definition="D.", source="S.", period="P"),),
)
TRACK = Built(id="spor.unge", title="Spor 2: Unge", blocks=(Paragraph(text="Færre unge."),))


@pytest.fixture
def make(context: Flask, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`make(built, **material)` assembles a document from these sections and this material, in Albertslund's form."""
    municipalities.put("agenda_profile", "albertslund", date(2018, 1, 1))
    municipalities.put("committee_short", "EBU", date(2018, 1, 1))
    municipalities.put("director_title", "Direktøren for By, Kultur, Miljø & Beskæftigelse", date(2018, 1, 1))

    def made(built: list[Built], **changes: Any) -> Document:
        monkeypatch.setattr(gather, "gather", lambda *_given: cleared.material(**changes))
        monkeypatch.setattr(sections, "build_all", lambda _material: built)
        return assemble.assemble(HALF_YEAR, "r1").document

    return made


def part(document: Document, key: str) -> list[Block]:
    return list(next(one for one in document.parts if one.key == key).blocks)


def notices(blocks: list[Block]) -> list[str]:
    return [str(block.text) for block in blocks if isinstance(block, Notice)]


def test_the_first_table_of_the_report_is_the_promise_table(make: Any) -> None:
    document = make([OPENING, TRACK])
    assert document.meta.title == "EBU - Orientering om værdig sagsbehandling i 1. halvår 2021"
    assert [one.title for one in document.parts] == ["Anledning", "Sagsfremstilling", "Indstilling", "Bilag"]
    assert next(block for block in document.blocks() if isinstance(block, Table)) == PROMISES


def test_what_follows_the_promise_table_is_an_appendix(make: Any) -> None:
    document = make([OPENING, TRACK])
    titles = [one.title for one in document.appendices]
    assert titles == [
        "Værdig sagsbehandling", "Svar fra borgerne", "Metode: Svar fra borgerne", "Klager og henvendelser",
        "Spor 2: Unge", "Tal, definitioner og kilder",
    ]  # fmt: skip
    assert [one.number for one in document.appendices] == [1, 2, 3, 4, 5, 6]
    assert document.appendices[0].blocks == (Heading(text="Kilder"), Paragraph(text="Planen."))


def test_the_item_lists_its_appendices_by_number(make: Any) -> None:
    document = make([OPENING, TRACK])
    (listed,) = part(document, "bilag")
    assert isinstance(listed, Bullets)
    assert listed.ordered
    assert list(listed.items) == [one.title for one in document.appendices]


def test_the_director_recommends_taking_note(make: Any) -> None:
    closing, points = part(make([OPENING]), "indstilling")
    assert closing == Paragraph(text="Direktøren for By, Kultur, Miljø & Beskæftigelse indstiller,")
    assert points == Bullets(items=("at orienteringen tages til efterretning.",), ordered=True)


def test_beslutning_belongs_to_the_minutes(make: Any) -> None:
    assert "Beslutning" not in {one.title for one in make([OPENING]).parts}


def test_the_promise_table_missing_is_said_where_it_would_stand(make: Any) -> None:
    (missing,) = notices(part(make([TRACK]), "sagsfremstilling"))
    assert "planens løfter mangler" in missing


def test_a_missing_section_is_named_in_the_item_and_in_its_appendix(make: Any) -> None:
    broken = sections._missing("spor.x", "Spor 3", "Afsnittet »Spor 3« mangler.", opens=False)
    document = make([OPENING, broken])
    assert "Afsnittet »Spor 3« mangler." in notices(part(document, "sagsfremstilling"))
    (appendix,) = [one for one in document.appendices if one.title == "Spor 3"]
    assert notices(list(appendix.blocks)) == ["Afsnittet »Spor 3« mangler."]


def test_no_closed_round_is_said_and_shows_no_numbers(make: Any) -> None:
    document = make([OPENING], answered=[])
    short = next(one for one in part(document, "sagsfremstilling") if isinstance(one, Bullets))
    assert "ingen lukket undersøgelse" in str(short.items[0])
    assert "survey" not in " ".join(one.id for one in document.figures)


def test_the_short_result_comes_before_any_table(make: Any) -> None:
    blocks = part(make([OPENING]), "sagsfremstilling")
    assert blocks[0] == Heading(text="Det korte resultat")
    assert isinstance(blocks[1], Bullets)
    assert blocks.index(PROMISES) > 2


@pytest.mark.parametrize(
    ("closes_on", "said"),
    [
        (date(2021, 6, 20), "En runde er åben til 20. juni 2021. Tallene kommer, når den er lukket."),
        (date(2021, 5, 31), "En runde, der sluttede 31. maj 2021, er ikke lukket endnu."),
    ],
)
def test_an_open_round_is_told_without_any_figure(make: Any, freeze: Any, closes_on: date, said: str) -> None:
    freeze("2021-06-01 12:00")
    document = make([OPENING], answered=[], open_until=[closes_on])
    short = next(one for one in part(document, "sagsfremstilling") if isinstance(one, Bullets))
    assert str(short.items[0]).startswith(said)
    assert "ingen lukket undersøgelse" not in " ".join(map(str, short.items))
    assert not [one for one in document.figures if one.id.startswith("survey")]


def test_an_unfinished_half_year_is_told(make: Any) -> None:
    document = make([OPENING], unfinished=True)
    assert "Halvåret slutter 30. juni 2021. Tallene er ikke færdige." in notices(part(document, "anledning"))


def test_complaints_whose_cases_are_deleted_are_said_to_be_gone_and_not_none(make: Any) -> None:
    document = make([OPENING], complained=None, complaints_deleted=True)
    found = next(one for one in document.appendices if one.id == "complaints")
    said = "Sager fra halvåret er slettet, fordi deres tid er gået."
    assert [text.startswith(said) for text in notices(list(found.blocks))] == [True]
    bullets = [
        item for block in part(document, "sagsfremstilling") if isinstance(block, Bullets) for item in block.items
    ]
    assert any(str(item).startswith(said) for item in bullets)


def test_earlier_half_years_that_are_deleted_are_said_not_to_be_compared_with(make: Any) -> None:
    document = make([OPENING], deleted_before=["2. halvår 2020"])
    found = next(one for one in document.appendices if one.id == "complaints")
    assert "Der er ikke sammenlignet med 2. halvår 2020." in str(found.blocks[-1].text)  # type: ignore[union-attr]


def test_figures_of_all_sections_are_the_documents(make: Any) -> None:
    ids = [one.id for one in make([OPENING, TRACK]).figures]
    assert ids[0] == "l.1"
    assert {"survey.census.samlet.tilfreds", "complaints.volume.2021H1.cases"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_two_sections_with_the_same_figure_id_both_keep_theirs(make: Any) -> None:
    twin = Built(id="t.x", title="T", blocks=TRACK.blocks, figures=OPENING.figures)
    assert [one.id for one in make([OPENING, twin]).figures if one.id.startswith("l.1")] == ["l.1", "l.1.2"]


@pytest.mark.parametrize(("profile", "first"), [("ishoej", "Sagsfremstilling"), ("generisk", "Anledning")])
def test_other_municipalities_have_other_headings(make: Any, profile: str, first: str) -> None:
    municipalities.put("agenda_profile", profile)
    document = make([OPENING, TRACK])
    assert document.parts[0].title == first
    assert document.meta.title.startswith("Orientering om ")
    occasion = Paragraph(
        text="Udvalget orienteres to gange om året om arbejdet med målet om værdig sagsbehandling. "
        "Denne orientering handler om 1. halvår 2021."
    )
    assert occasion in list(document.blocks())


# --- plug-ins' sections, through the real host and its process ---

GOOD = """
    PLUGIN = PluginInfo(id="vaerdig_god", title="Den gode", order=10)

    def table(context):
        rows = [["Respekt", context.survey.questions["samlet"].rows[0] if context.survey else "–"]]
        return SectionContent(blocks=[Table(caption="Løfter", columns=["Løfte", "Svar"], rows=rows)])

    @hookimpl
    def register_report_sections():
        yield ReportSection(id="vaerdig_god.loefter", title="Løfterne", build=table, opens=True, order=500)
"""
BAD = """
    PLUGIN = PluginInfo(id="vaerdig_fejl", title="Den dårlige", order=20)

    def broken(context):
        raise ValueError("hemmelighed")

    def nothing(context):
        return SectionContent(blocks=[])

    @hookimpl
    def register_report_sections():
        yield ReportSection(id="vaerdig_fejl.a", title="Det knækkede afsnit", build=broken)
        yield ReportSection(id="vaerdig_fejl.b", title="Det tomme afsnit", build=nothing)
"""
OFF = """
    PLUGIN = PluginInfo(id="vaerdig_fra", title="Den slukkede", order=30)

    def fine(context):
        return SectionContent(blocks=[Paragraph(text="Her er jeg.")])

    @hookimpl
    def register_report_sections():
        yield ReportSection(id="vaerdig_fra.a", title="Det slukkede afsnit", build=fine)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with a good, a bad and a switched-off plug-in, and one that does not start."""
    folder: Path = tmp_path_factory.mktemp("plugins")
    for plugin_id, code in (("vaerdig_god", GOOD), ("vaerdig_fejl", BAD), ("vaerdig_fra", OFF)):
        write_plugin(folder, plugin_id, code)
    write_plugin(folder, "vaerdig_doed", "import findes_slet_ikke")
    app = site_of(tmp_path_factory.mktemp("site"), folder, plugins="vaerdig_god,vaerdig_fejl,vaerdig_fra,vaerdig_doed")
    with app.app_context(), tenant("albertslund"), transaction():
        switches.put("vaerdig_fra", active=False, by_whom="test")
    yield app
    forget(app.extensions["vaerdig_host"])


@pytest.fixture(scope="module")
def built(site: Flask) -> dict[str, Built]:
    with site.app_context(), tenant("albertslund"):
        return {one.id: one for one in sections.build_all(material())}


def material() -> Material:
    answered = [cleared.answered()]
    return cleared.material(answered=answered, survey=gather._survey_figures(answered))


def test_a_good_section_is_built_and_opens_the_report(built: dict[str, Built]) -> None:
    assert next(iter(built)) == "vaerdig_god.loefter"
    (found,) = built["vaerdig_god.loefter"].blocks
    assert isinstance(found, Table)
    assert found.rows == (("Respekt", "Alle svar"),)


def test_a_section_that_raises_is_named_without_its_exception(built: dict[str, Built]) -> None:
    (notice,) = built["vaerdig_fejl.a"].notices
    assert "Afsnittet »Det knækkede afsnit« mangler, fordi det ikke kunne laves." in str(notice.text)
    assert "hemmelighed" not in str(notice.text)
    assert built["vaerdig_fejl.a"].blocks == (notice,)


def test_a_section_without_content_is_named(built: dict[str, Built]) -> None:
    assert "»Det tomme afsnit« mangler" in str(built["vaerdig_fejl.b"].notices[0].text)


def test_a_section_that_is_off_is_said_to_be_off(built: dict[str, Built]) -> None:
    (notice,) = built["vaerdig_fra.a"].notices
    assert "»Det slukkede afsnit« er slået fra" in str(notice.text)
    assert "Her er jeg." not in str(built["vaerdig_fra.a"].blocks)


def test_a_plug_in_that_does_not_start_is_named(built: dict[str, Built]) -> None:
    assert "»vaerdig_doed« kunne ikke startes" in str(built["vaerdig_doed"].notices[0].text)
