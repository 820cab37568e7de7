"""Preview, confirm, cancel and undo: what is stored when, what is refused, and what the log says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from værdig import audit
from værdig.db import db, tenant, transaction
from værdig.errors import NotYours, UserError
from værdig.hooks.contracts import Observation, ReadFile, RowProblem
from værdig.imports import history, queries, service
from værdig.imports.drafts import from_plain, to_plain
from værdig.imports.models import ImportDraft, ImportRun, Kind, StoredObservation
from værdig.imports.presentation import preview_of, rejected_file

Store = Callable[..., str]
MEASURE = "Antal personer"
HEADING = f"Area;Periode;{MEASURE}\n"
FIRST = HEADING + "Albertslund;2021M01;512\nAlbertslund;2021M02;.\nAlbertslund;2021M03;490\n"
SECOND = HEADING + "Albertslund;2021M02;498\nAlbertslund;2021M03;495\nAlbertslund;2021M04;480\n"

pytestmark = pytest.mark.usefixtures("context")


def count(table: type[ImportRun] | type[ImportDraft] | type[StoredObservation]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def current(measure: str = MEASURE) -> dict[str, str | None]:
    """Return the current values of the test's series by period."""
    points = queries.series("y01a02", measure, {}, "Albertslund", "M")
    return {point.period: None if point.value is None else str(point.value) for point in points}


def test_a_preview_stores_no_figure_and_a_confirm_does(draft: Store) -> None:
    draft_id = draft(FIRST)
    assert (count(ImportDraft), count(ImportRun), count(StoredObservation)) == (1, 0, 0)
    run_id = service.confirm(draft_id, by="someone")
    assert (count(ImportDraft), count(ImportRun), count(StoredObservation)) == (0, 1, 3)
    run = history.run_by_id(run_id)
    assert (run.number, run.created_by, run.file_name, run.source) == (1, "someone", "y01a02.csv", "jobindsats")
    assert run.counts == {"total": 3, "missing": 1, "rejected": 0, "new": 3, "unchanged": 0, "revised": 0}
    assert current() == {"2021M01": "512", "2021M02": None, "2021M03": "490"}


def test_cancelling_leaves_nothing(draft: Store) -> None:
    draft_id = draft(FIRST)
    service.cancel(draft_id)
    assert (count(ImportDraft), count(ImportRun), count(StoredObservation)) == (0, 0, 0)
    with pytest.raises(NotYours):
        service.confirm(draft_id)
    with pytest.raises(NotYours):
        service.cancel(draft_id)


def test_a_later_file_revises_and_the_earlier_value_stays_visible(store: Store) -> None:
    store(FIRST)
    run_id = store(SECOND)
    assert current() == {"2021M01": "512", "2021M02": "498", "2021M03": "495", "2021M04": "480"}
    assert history.run_by_id(run_id).counts == {
        "total": 3, "missing": 0, "rejected": 0, "new": 1, "unchanged": 0, "revised": 2,
    }  # fmt: skip
    by_period = {point.period: point for point in queries.series("y01a02", MEASURE, {}, "Albertslund", "M")}
    assert [(str(e.value), e.provenance.number) for e in by_period["2021M03"].earlier] == [("490", 1)]
    assert [(e.value, e.missing) for e in by_period["2021M02"].earlier] == [(None, "ikke oplyst")]
    assert by_period["2021M01"].earlier == ()
    figures, _pages = history.figures(history.run_by_id(run_id))
    assert [(f.period, f.revised, f.earlier and str(f.earlier)) for f in figures] == [
        ("2021M02", True, None), ("2021M03", True, "490"), ("2021M04", False, None),
    ]  # fmt: skip


def test_the_preview_tells_what_would_change(store: Store, draft: Store) -> None:
    store(FIRST)
    waiting = history.draft_by_id(draft(SECOND))
    found = preview_of(from_plain(waiting.content), waiting.kind)
    assert (found.total, found.missing, found.changes.new, found.changes.unchanged) == (3, 0, 1, 0)
    assert [(r.period, r.old and str(r.old), str(r.new)) for r in found.changes.revisions] == [
        ("2021M02", None, "498"), ("2021M03", "490", "495"),
    ]  # fmt: skip
    assert (found.tables, found.areas, found.measures) == (("y01a02",), ("Albertslund",), (MEASURE,))
    assert found.spans == (("februar 2021", "april 2021"),)


def test_equal_values_written_differently_are_unchanged(store: Store) -> None:
    store("Area;Periode;Andel i pct.\nAlbertslund;2021M01;4,0\n")
    run_id = store("Area;Periode;Andel i pct.\nAlbertslund;2021M01;4\n")
    assert history.run_by_id(run_id).counts["unchanged"] == 1
    (point,) = queries.series("y01a02", "Andel i pct.", {}, "Albertslund", "M")
    assert point.earlier == ()


def test_the_same_file_is_told_and_stored_once(store: Store, draft: Store) -> None:
    store(FIRST)
    with pytest.raises(UserError, match=r"allerede importeret som nr\. 1"):
        draft(FIRST, "et andet navn.csv")
    with pytest.raises(UserError, match="allerede importeret"):
        store(FIRST)
    assert (count(ImportRun), count(ImportDraft), count(StoredObservation)) == (1, 0, 3)


def test_two_previews_of_one_file_become_one_import(draft: Store) -> None:
    one, other = draft(FIRST), draft(FIRST)
    service.confirm(one)
    with pytest.raises(UserError, match="allerede importeret"):
        service.confirm(other)
    assert count(ImportRun) == 1


def test_undo_brings_the_earlier_figures_back(store: Store) -> None:
    store(FIRST)
    run_id = store(SECOND)
    service.undo(run_id, by="someone")
    assert current() == {"2021M01": "512", "2021M02": None, "2021M03": "490"}
    run = history.run_by_id(run_id)
    assert run.undone_by == "someone"
    assert run.undone_at is not None
    assert count(StoredObservation) == 3


def test_what_a_later_import_holds_too_is_undone_after_it_and_only_once(store: Store) -> None:
    first, second = store(FIRST), store(SECOND)
    with pytest.raises(UserError, match="har nyere tal for det samme"):
        service.undo(first)
    service.undo(second)
    with pytest.raises(UserError, match="allerede fortrudt"):
        service.undo(second)
    service.undo(first)
    assert current() == {}


def test_an_older_import_of_other_figures_is_undone_without_touching_the_newer(store: Store) -> None:
    first = store(f"{HEADING}Ishøj;2021M01;5\n")
    store(f"{HEADING}Ishøj;2021M02;6\n")
    store(f"{HEADING}Ishøj;2021M01;7\n", kind=Kind.EXAMPLE)
    service.undo(first)
    points = queries.series("y01a02", MEASURE, {}, "Ishøj", "M")
    assert [(point.period, point.value) for point in points] == [("2021M01", 7), ("2021M02", 6)]


def test_an_undone_file_can_be_imported_again_under_a_new_number(store: Store) -> None:
    service.undo(store(FIRST))
    run_id = store(FIRST)
    assert history.run_by_id(run_id).number == 2
    assert current()["2021M01"] == "512"


def test_the_log_tells_of_confirm_and_undo(store: Store) -> None:
    run_id = store(FIRST)
    service.undo(run_id)
    entries = {entry.action: entry for entry in audit.entries_about("import_run", run_id)}
    assert set(entries) == {"imports.confirm", "imports.undo"}
    assert entries["imports.confirm"].detail["total"] == 3
    assert entries["imports.undo"].detail == {"number": 1, "total": 3}


def test_what_the_file_leaves_open_must_be_filled_in(draft: Store) -> None:
    text = f"Måling: {MEASURE}\nPeriode;Værdi\n2021M01;7\n"
    draft_id = draft(text, "udtræk.csv")
    with pytest.raises(UserError, match="tabellens id") as refused:
        service.confirm(draft_id)
    assert refused.value.field == "table"
    with pytest.raises(UserError, match="område") as refused:
        service.confirm(draft_id, table="Y01A02")
    assert refused.value.field == "area"
    service.confirm(draft_id, table="Y01A02", area="Albertslund Kommune")
    assert current() == {"2021M01": "7"}


def test_made_up_figures_must_be_called_so(draft: Store) -> None:
    text = "Eksempeldata: opdigtet\n" + FIRST
    with pytest.raises(UserError, match="eksempeldata") as refused:
        draft(text)
    assert refused.value.field == "kind"
    assert draft(text, kind=Kind.EXAMPLE)


def test_made_up_figures_never_hide_real_ones(store: Store, draft: Store) -> None:
    store(FIRST)
    waiting = history.draft_by_id(draft(SECOND, kind=Kind.EXAMPLE))
    changes = preview_of(from_plain(waiting.content), waiting.kind).changes
    assert (changes.new, changes.shadowed) == (3, 2)
    service.confirm(waiting.id)
    assert current() == {"2021M01": "512", "2021M02": None, "2021M03": "490", "2021M04": "480"}
    kinds = {p.period: p.provenance[0].kind for p in queries.series("y01a02", MEASURE, {}, "Albertslund", "M")}
    assert kinds["2021M03"] == "hentet"
    assert kinds["2021M04"] == "eksempel"


def test_a_refused_file_leaves_nothing(draft: Store) -> None:
    refused = ReadFile(observations=(), problems=())
    with pytest.raises(UserError, match="ingen tal"):
        service.confirm(service.keep_draft(service.Upload("x", "imports.x", Kind.FETCHED, "x", b"x"), refused))
    assert count(ImportRun) == 0


@pytest.mark.parametrize(
    "field", [{"period": "i går"}, {"period": "2021M1"}, {"measure": ""}, {"measure": "x" * 301}, {"area": "x" * 121}]
)
def test_what_a_plug_in_makes_up_is_checked_before_it_is_kept(field: dict[str, str]) -> None:
    good = {"table": "t", "measure": "m", "area": "a", "period": "2021", "unit": "", "value": "1"}
    read = ReadFile(observations=[Observation(**{**good, **field})])
    with pytest.raises(UserError):
        service.keep_draft(service.Upload("x", "x.y", Kind.FETCHED, "x", b"x"), read)
    assert count(ImportDraft) == 0


def test_old_drafts_are_deleted_by_the_next_upload(draft: Store, freeze: Callable[[str], None]) -> None:
    freeze("2021-05-03 10:00")
    first = draft(FIRST)
    freeze("2021-05-04 09:00")
    draft(SECOND)
    assert history.draft_by_id(first)
    freeze("2021-05-04 10:01")
    draft(SECOND, "igen.csv")
    with pytest.raises(NotYours):
        history.draft_by_id(first)
    assert count(ImportDraft) == 2


def test_provisional_periods_are_those_the_file_names(store: Store) -> None:
    run_id = store(FIRST + "\n* Foreløbige tal: 2021M03\n")
    assert history.run_by_id(run_id).provisional == ["2021M03"]
    points = queries.series("y01a02", MEASURE, {}, "Albertslund", "M")
    assert [point.provisional for point in points] == [False, False, True]


def test_another_municipality_sees_and_undoes_nothing_of_it(store: Store, draft: Store) -> None:
    run_id, draft_id = store(FIRST), draft(SECOND)
    with tenant("vallensbaek"):
        assert queries.series("y01a02", MEASURE, {}, "Albertslund", "M") == []
        assert history.runs() == ([], 1)
        assert queries.coverage() == []
        for attempt in (
            lambda: history.run_by_id(run_id),
            lambda: service.undo(run_id),
            lambda: service.confirm(draft_id),
        ):
            with pytest.raises(NotYours):
                attempt()
        other = store(FIRST)
        assert history.run_by_id(other).number == 1
    assert current()["2021M01"] == "512"
    assert history.latest_run().id == run_id  # type: ignore[union-attr]


def test_numbers_and_hashes_hold_in_the_database_itself(store: Store) -> None:
    run = history.run_by_id(store(FIRST))
    for twin in ({"number": 1, "sha256": "0" * 64}, {"number": 2, "sha256": run.sha256}):
        with pytest.raises(IntegrityError), transaction():
            db.session.add(
                ImportRun(
                    source="jobindsats", importer="x", kind="hentet", file_name="x", created_at=run.created_at, **twin
                )
            )


def test_what_was_read_comes_back_from_the_waiting_row() -> None:
    read = ReadFile(
        observations=[Observation(table="t", measure="m", area="a", period="2021", unit="u", value=None, where={"Køn": "Mænd"}, missing="ikke oplyst")],
        problems=[RowProblem(row=3, column="Antal", text="»x« er ikke et tal.")],
        remarks=["en bemærkning"], dropped_columns=["CPR"], title="Titel",
    )  # fmt: skip
    assert from_plain(to_plain(read)) == read


def test_refused_rows_as_a_file_hold_no_formulas(read: Callable[..., ReadFile]) -> None:
    found = read('Område;Periode;Antal personer\nIshøj;2021M01;"=HYPERLINK(1)"\nIshøj;@x;3\n')
    text = rejected_file(found.problems).decode("utf-8-sig")
    assert text.splitlines() == [
        "Række;Kolonne;Årsag",
        "2;Antal personer;»=HYPERLINK(1)« er ikke et tal.",
        "3;Antal personer;»@x« er ikke en periode.",
    ]
    assert "'=1+1;'-x" in rejected_file([RowProblem(row=1, column="=1+1", text="-x")]).decode("utf-8-sig")
