"""Building, writing in and freezing reports: nothing typed is lost, and nothing frozen can be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from reports.conftest import HALF_YEAR, Source
from reports.documents import SHOWN
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from værdig import audit
from værdig.clock import HalfYear
from værdig.db import db, tenant, transaction
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.reports import queries, service
from værdig.reports.document import State, figure_fingerprint
from værdig.reports.models import Report, ReportFigure, ReportText
from værdig.reports.verify import verify

Build = Callable[..., Report]
LEADER = "leder-1"


def test_a_build_is_a_draft_with_its_figures(build: Build) -> None:
    report = build()
    assert (report.state, report.version, report.frozen_at) == (State.DRAFT, 1, None)
    rows = queries.figures_of(report.id)
    assert [row.figure_id for row in rows] == [one.id for one in queries.document_of(report).figures]
    assert rows[0].fingerprint == figure_fingerprint(SHOWN)
    assert rows[2].value is None
    assert rows[2].why_missing == "Skjult."


def test_building_again_keeps_id_and_texts_and_takes_new_figures(build: Build, source: Source) -> None:
    first = build().id
    service.save_texts(first, {"anledning": "Mit ord."}, LEADER)
    source.figures = (replace(SHOWN, value="61 %"),)
    again = build()
    assert (again.id, again.version, source.builds) == (first, 1, 2)
    document = queries.document_of(again)
    assert document.parts[0].own_text == "Mit ord."
    assert [row.value for row in queries.figures_of(again.id)] == ["61 %"]


def test_every_build_is_logged_with_the_releases_it_rests_on(build: Build, source: Source) -> None:
    report = build()
    source.releases = ("release-1", "release-2")
    build()
    built = audit.entries_about("report", report.id, "report.built")
    assert [entry.detail["releases"] for entry in built] == [["release-1"], ["release-1", "release-2"]]
    assert built[1].detail["fingerprint"] == report.fingerprint


def test_a_half_year_that_has_not_begun_is_refused(build: Build, freeze: Any) -> None:
    freeze("2021-06-30 12:00")
    with pytest.raises(UserError, match=r"2\. halvår 2021 er ikke begyndt"):
        build(HalfYear(2021, 2))


# --- the leader's texts ---


def test_texts_are_kept_and_earlier_ones_too(build: Build, freeze: Any) -> None:
    report_id = build().id
    freeze("2021-08-23 10:00")
    service.save_texts(report_id, {"anledning": "Første."}, LEADER)
    freeze("2021-08-24 10:00")
    service.save_texts(report_id, {"anledning": "Anden."}, LEADER)
    assert queries.texts_of(report_id) == {"anledning": "Anden."}
    assert [row.text for row in queries.earlier_texts(report_id)["anledning"]] == ["Første."]


def test_two_people_writing_at_once_lose_nothing(build: Build) -> None:
    report_id = build().id
    service.save_texts(report_id, {"anledning": "Lars' tekst."}, LEADER)
    service.save_texts(report_id, {"anledning": "Susannes tekst."}, "leder-2")
    texts = db.session.scalars(select(ReportText.text).order_by(ReportText.number)).all()
    assert texts == ["Lars' tekst.", "Susannes tekst."]


def test_savings_of_one_sitting_are_one_text(build: Build, freeze: Any) -> None:
    report_id = build().id
    for minute, text in ((0, "J"), (1, "Jeg"), (2, "Jeg skriver.")):
        freeze(f"2021-08-23 10:0{minute}")
        service.save_texts(report_id, {"anledning": text}, LEADER)
    assert [row.text for row in db.session.scalars(select(ReportText))] == ["Jeg skriver."]


def test_an_unchanged_text_makes_no_row(build: Build) -> None:
    report_id = build().id
    service.save_texts(report_id, {"anledning": "", "sagsfremstilling": ""}, LEADER)
    assert db.session.scalars(select(ReportText)).all() == []


def test_a_text_too_long_is_refused_naming_its_field_and_keeps_the_others_unsaved(build: Build) -> None:
    report_id = build().id
    with pytest.raises(UserError) as refused:
        service.save_texts(report_id, {"sagsfremstilling": "x" * 8001}, LEADER)
    assert refused.value.field == "sagsfremstilling"
    assert "8001" in str(refused.value)


@pytest.mark.parametrize("heading", ["bilag", "findes_ikke"])
def test_a_heading_that_takes_no_text_is_refused(build: Build, heading: str) -> None:
    report_id = build().id
    with pytest.raises(NotYours):
        service.save_texts(report_id, {heading: "Hej"}, LEADER)


def test_odd_characters_are_kept_but_null_bytes(build: Build) -> None:
    report_id = build().id
    service.save_texts(report_id, {"anledning": "  ☃ \u202eabc\x00 \r\n\r\n Æ "}, LEADER)
    assert queries.texts_of(report_id)["anledning"] == "☃ \u202eabc \n\n Æ"


# --- freezing ---


def test_freezing_keeps_everything_and_is_one_way(build: Build) -> None:
    report = build()
    service.save_texts(report.id, {"anledning": "Fast."}, LEADER)
    figures = queries.document_of(queries.find(report.id)).figures
    frozen = service.freeze(report.id)
    document = queries.document_of(frozen)
    assert frozen.is_frozen
    assert document.meta.state == State.FROZEN
    assert document.figures == figures
    assert document.parts[0].own_text == "Fast."
    (logged,) = audit.entries_about("report", report.id, "report.frozen")
    assert logged.detail["fingerprint"] == frozen.fingerprint == document.fingerprint


def test_freezing_twice_changes_nothing(build: Build) -> None:
    report_id = build().id
    first = service.freeze(report_id)
    at, fingerprint = first.frozen_at, first.fingerprint
    again = service.freeze(report_id)
    assert (again.frozen_at, again.fingerprint) == (at, fingerprint)
    assert len(audit.entries_about("report", report_id, "report.frozen")) == 1


def test_a_frozen_report_takes_no_texts(build: Build) -> None:
    report_id = service.freeze(build().id).id
    with pytest.raises(RuleBroken):
        service.save_texts(report_id, {"anledning": "For sent."}, LEADER)
    assert queries.texts_of(report_id) == {}


def write(act: Callable[[], None]) -> None:
    """Do something to rows and flush, as any code with a session could."""
    with transaction():
        act()
        db.session.flush()


@pytest.mark.parametrize("model", [Report, ReportFigure])
def test_rows_of_a_frozen_report_can_be_neither_changed_nor_deleted(build: Build, model: Any) -> None:
    service.freeze(build().id)

    def first() -> Any:
        return db.session.scalars(select(model)).first()

    with pytest.raises(RuleBroken):
        write(lambda: setattr(first(), "fingerprint", "0" * 64))
    with pytest.raises(RuleBroken):
        write(lambda: db.session.delete(first()))


def test_a_frozen_report_cannot_be_thawed_or_added_to(build: Build) -> None:
    report_id = service.freeze(build().id).id
    row = dict.fromkeys(("figure_id", "label", "value", "unit", "definition", "source", "period", "fingerprint"), "x")
    with pytest.raises(RuleBroken):
        write(lambda: setattr(queries.find(report_id), "state", State.DRAFT.value))
    with pytest.raises(RuleBroken):
        write(lambda: db.session.add(ReportFigure(report_id=report_id, position=99, **row)))


def test_a_new_version_begins_with_the_frozen_ones_texts(build: Build) -> None:
    first = build().id
    service.save_texts(first, {"anledning": "Første udgave."}, LEADER)
    fingerprint = service.freeze(first).fingerprint
    second = build()
    assert (second.version, second.state) == (2, State.DRAFT)
    assert second.id != first
    assert queries.document_of(second).parts[0].own_text == "Første udgave."
    service.save_texts(second.id, {"anledning": "Anden udgave."}, LEADER)
    kept = queries.find(first)
    assert kept.fingerprint == fingerprint == queries.document_of(kept).fingerprint
    assert [row.version for row in queries.versions(HALF_YEAR)] == [2, 1]


def test_only_one_draft_of_a_half_year_can_exist(build: Build) -> None:
    report = build()
    twin = {"created_at": report.created_at, "built_at": report.built_at, "document": {}, "built_from": []}
    with pytest.raises(IntegrityError, match="UNIQUE"):
        write(lambda: db.session.add(Report(half_year=HALF_YEAR, version=9, fingerprint="", **twin)))


def test_a_report_frozen_while_it_was_being_built_again_stays_as_it_is(build: Build, source: Source) -> None:
    first = build()
    real = source.assemble

    def frozen_meanwhile(*given: Any) -> Any:
        service.freeze(first.id)
        return real(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("værdig.reports.assemble.assemble", frozen_meanwhile)
        second = build()
    assert (second.version, second.id != first.id) == (2, True)
    assert queries.find(first.id).is_frozen


# --- whose ---


def test_another_municipality_sees_nothing(build: Build) -> None:
    report_id = build().id
    with tenant("vallensbaek"):
        assert queries.all_reports() == []
        with pytest.raises(NotYours):
            queries.find(report_id)
        with pytest.raises(NotYours):
            service.freeze(report_id)


def test_drafts_can_be_kept_from_a_reader(build: Build) -> None:
    report_id = build().id
    with pytest.raises(NotYours):
        queries.find(report_id, drafts=False)
    assert queries.all_reports(drafts=False) == []
    service.freeze(report_id)
    assert queries.find(report_id, drafts=False).id == report_id


def test_deleting_figures_in_bulk_is_only_done_for_drafts(build: Build) -> None:
    """The one place that deletes without the guard is behind the service's own check."""
    report = service.freeze(build().id)
    with pytest.raises(RuleBroken):
        write(lambda: service._store(report, queries.document_of(report)))
    assert db.session.execute(delete(ReportFigure).where(ReportFigure.report_id == "findes-ikke")).rowcount == 0


def test_a_report_is_built_written_in_and_frozen_on_both_engines(engine_app: Flask, source: Source) -> None:
    with engine_app.app_context(), tenant("albertslund"):
        report_id = service.build(HALF_YEAR).id
        service.save_texts(report_id, {"anledning": "Æ, ø og å."}, LEADER)
        service.build(HALF_YEAR)
        service.freeze(report_id)
        with pytest.raises(RuleBroken):
            service.save_texts(report_id, {"anledning": "For sent."}, LEADER)
        second = service.build(HALF_YEAR)
        assert (second.version, queries.texts_of(second.id)) == (2, {"anledning": "Æ, ø og å."})
        verdict = verify(report_id)
        assert verdict.intact
        assert verdict.counted == 3


# --- deleting ---


def test_a_draft_is_deleted_with_its_texts_and_figures_and_the_log_remembers(build: Build) -> None:
    report_id = build().id
    service.save_texts(report_id, {"anledning": "Mit ord."}, LEADER)
    service.delete_draft(report_id)
    assert queries.all_reports() == []
    for table in (ReportFigure, ReportText):
        assert db.session.scalars(select(table)).all() == []
    (entry,) = audit.entries_about("report", report_id, "report.deleted")
    assert entry.detail["releases"] == ["release-1"]
    assert (entry.detail["half_year"], entry.detail["version"]) == ("2021H1", 1)


def test_a_frozen_report_is_never_deleted(build: Build) -> None:
    report_id = build().id
    service.freeze(report_id)
    with pytest.raises(RuleBroken, match="kan ikke slettes"):
        service.delete_draft(report_id)
    assert queries.find(report_id).is_frozen


def test_deleting_a_draft_leaves_the_frozen_version_before_it(build: Build) -> None:
    first = build().id
    service.freeze(first)
    service.delete_draft(build().id)
    assert [row.id for row in queries.all_reports()] == [first]
