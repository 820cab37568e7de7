"""The tutorial plug-in does what it says, through the site as anybody would."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from conftest import HOME, NEIGHBOUR, signed_in
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from værdig.clock import now
from værdig.db import db, tenant, transaction
from værdig.errors import UserError
from værdig.hooks import Host, switches
from værdig.hooks.contracts import Line, Notice, Paragraph
from værdig.hooks.sections import MetricData, MetricPoint, MetricResult, SectionContext


@pytest.fixture
def site(app: Flask) -> Flask:
    with app.app_context(), tenant(HOME), transaction():
        switches.put("vaerdig_eksempel", True, "system")
    return app


@pytest.fixture
def here(site: Flask) -> Iterator[Flask]:
    with site.app_context(), tenant(HOME):
        yield site


@pytest.fixture
def host(site: Flask) -> Host:
    found: Host = site.extensions["vaerdig_host"]
    return found


def meeting(day: date, guests: int) -> None:
    from vaerdig_eksempel.models import Meeting

    with transaction():
        db.session.add(Meeting(held_on=day, topic="Emne", guests=guests, host="Anne"))


def test_it_is_off_until_somebody_switches_it_on(app: Flask) -> None:
    app.test_client().get("/m/vaerdig_eksempel/", status=404)


def test_everybody_can_read_where_open_house_is(site: Flask) -> None:
    assert "Rådhuset" in site.test_client().get("/m/vaerdig_eksempel/").text


def test_its_static_file_is_served(site: Flask) -> None:
    with FlaskClient(site, site.response_class).get("/m/vaerdig_eksempel/static/open-house.svg") as answer:
        assert answer.data.startswith(b"<svg")
    assert site.test_client().get("/m/vaerdig_eksempel/static/../plugin.py", status=404)


def test_it_adds_a_line_below_the_doors_and_on_my_page(site: Flask) -> None:
    site.test_client().get("/").click("Kom til åbent hus")
    assert signed_in(site, "leder").get("/stab/").click("Registrer åbent hus").h1 == "Registrer åbent hus"


def test_it_hears_what_happens(here: Flask, host: Host) -> None:
    from vaerdig_eksempel import queries

    for hook, given in (
        ("on_round_closed", {"round_id": "r"}),
        ("on_complaint_logged", {"case_id": "c"}),
        ("on_complaint_closed", {"case_id": "c"}),
        ("on_import_finished", {"run_id": "i"}),
        ("on_registered", {"form_id": "vaerdig_eksempel.meeting"}),
        ("on_plugin_switched", {"plugin_id": "vaerdig_eksempel", "active": False}),
    ):
        host.fire(hook, **given)
        assert _newest(queries)[1] == hook
    with tenant(NEIGHBOUR):
        assert queries.happenings() == []


def _newest(queries: Any) -> Any:
    db.session.rollback()  # this test's own view of the database is from before the listener wrote
    return queries.happenings()[0]


def test_it_hears_that_it_is_switched_off_itself(site: Flask, here: Flask) -> None:
    from vaerdig_eksempel import queries

    from værdig.administration import service

    service.switch("vaerdig_eksempel", False, "system")
    assert _newest(queries)[1:] == ("on_plugin_switched", "vaerdig_eksempel off")


def test_meetings_and_guests_are_counted_by_quarter_up_to_the_half_year(here: Flask) -> None:
    from vaerdig_eksempel import queries

    for day, guests in ((date(2021, 1, 4), 3), (date(2021, 3, 31), 4), (date(2021, 4, 1), 5), (date(2021, 7, 1), 6)):
        meeting(day, guests)
    assert queries.meetings_by_quarter("2021H1") == [("2021Q1", 2), ("2021Q2", 1)]
    assert queries.guests_by_quarter("2021H1") == [("2021Q1", 7), ("2021Q2", 5)]


def test_a_quarter_whose_guests_are_hidden_is_missing(host: Host) -> None:
    metric = host.find("register_metrics", "vaerdig_eksempel.guests")
    assert metric is not None
    data = MetricData({"guests": [("2021Q1", 30.0), ("2021Q2", None)], "meetings": [("2021Q1", 4.0), ("2021Q2", 1.0)]})
    with host.batch() as batch:
        assert batch.compute(metric, data, "2021H1").value == {"2021Q1": 7.5, "2021Q2": None}


@pytest.mark.parametrize(("value", "kind"), [(7.5, Paragraph), (None, Notice)])
def test_the_section_tells_the_newest_figure_or_why_there_is_none(host: Host, value: float | None, kind: type) -> None:
    section = host.find("register_report_sections", "vaerdig_eksempel.section")
    assert section is not None
    with host.batch() as batch:
        content = batch.build(section, context(value)).value
    assert content is not None
    assert isinstance(content.blocks[0], kind)
    (figure,) = content.figures
    assert (figure.value, figure.why_missing) == (("7,5", "") if value else (None, "Skjult"))
    if value:
        assert content.blocks[0].text == "I 1. kvartal 2021 kom der 7,5 gæster til hvert møde."
        line = content.blocks[1]
        assert isinstance(line, Line)
        assert (line.periods, line.values, line.target) == (("2021Q1",), (7.5,), 10.0)


def context(value: float | None) -> SectionContext:
    point = MetricPoint(period="2021Q1", label="1. kvartal 2021", value=value, why_missing="" if value else "Skjult")
    result = MetricResult(
        id="vaerdig_eksempel.guests", code="EKS-1", title="Gæster", unit="gæster", direction="up",
        definition="d", source="s", points=(point,), target=10.0,
    )  # fmt: skip
    return SectionContext(
        half_year="2021H1", half_year_label="1. halvår 2021", start=date(2021, 1, 1), end=date(2021, 6, 30),
        municipality="Albertslund Kommune", plan_id="p", metrics={result.id: result},
    )  # fmt: skip


def test_a_tally_is_read_line_by_line(host: Host) -> None:
    importer = host.find("register_importers", "vaerdig_eksempel.tally")
    assert importer is not None
    with host.batch() as batch:
        found = batch.read(importer, b"2021Q1;12\n2021Q2;..\n\n2021Q5;1\nnej\n", "tal.txt").value
    assert found is not None
    assert [(o.period, o.value, o.missing) for o in found.observations] == [
        ("2021Q1", "12", ""),
        ("2021Q2", None, "Ikke talt op"),
    ]
    assert [problem.row for problem in found.problems] == [4, 5]


def test_a_meeting_in_the_future_is_refused(here: Flask, freeze: Any) -> None:
    from vaerdig_eksempel import service

    freeze("2021-05-03 10:00")
    service.check_meeting({"held_on": date(2021, 5, 3)})
    with pytest.raises(UserError, match="ikke holdt endnu"):
        service.check_meeting({"held_on": date(2021, 5, 4)})


def test_a_deleted_meeting_counts_nowhere_and_is_still_hers_to_see_and_erase(here: Flask) -> None:
    from vaerdig_eksempel import queries, service
    from vaerdig_eksempel.models import Meeting

    for day in (date(2021, 1, 4), date(2021, 1, 5)):
        meeting(day, 3)
    with transaction():
        db.session.scalars(select(Meeting).where(Meeting.held_on == date(2021, 1, 4))).one().withdrawn_at = now()
    assert queries.meetings_by_quarter("2021H1") == [("2021Q1", 1)]
    assert queries.guests_by_quarter("2021H1") == [("2021Q1", 3)]
    assert len(service.export_person("Anne")) == 2
    assert service.erase_person("Anne") == 2
    assert service.export_person("Anne") == []


def test_the_check_warns_of_three_quiet_months(here: Flask, freeze: Any) -> None:
    from vaerdig_eksempel import queries

    freeze("2021-05-03 10:00")
    assert queries.check_next_meeting().severity == "warning"
    meeting(date(2021, 4, 30), 3)
    assert queries.check_next_meeting().severity == "ok"
    freeze("2021-08-15 10:00")
    assert queries.check_next_meeting().severity == "warning"


def test_its_texts_are_translated_after_the_cores(site: Flask) -> None:
    catalogues = site.extensions["vaerdig_catalogues"]
    assert catalogues.messages("en")["Kom til åbent hus"].texts == ("Come to open house",)
    assert catalogues.messages("tr")["Kom til åbent hus"].texts == ("Açık kapı gününe gelin",)
    assert "Kom til åbent hus" not in catalogues.messages("so")


def test_its_theme_and_questionnaire_are_offered_where_it_is_on(here: Flask, host: Host) -> None:
    assert "vaerdig_eksempel.meeting" in [item.id for item in host.active("register_complaint_themes")]
    with tenant(NEIGHBOUR):
        assert "vaerdig_eksempel.meeting" not in [item.id for item in host.active("register_questionnaires")]


def test_its_setting_is_read_from_its_table(tmp_path: Any) -> None:
    from conftest import make_app

    (tmp_path / "settings.toml").write_text('[vaerdig_eksempel]\nplace = "Biblioteket"\n', encoding="utf-8")
    made = make_app(tmp_path)
    with made.app_context():
        from vaerdig_eksempel import queries

        assert queries.place() == "Biblioteket"
