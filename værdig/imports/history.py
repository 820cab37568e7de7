"""Reading the runs themselves for the staff pages: the history, one run's figures, uploads that wait."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from værdig.db import db
from værdig.db.pages import page_of
from værdig.errors import NotYours
from værdig.imports.models import ImportDraft, ImportRun, Kind, StoredObservation
from værdig.imports.queries import decimal_of, rank

RUNS_A_PAGE = 25
FIGURES_A_PAGE = 100


@dataclass(frozen=True)
class RunFigure:
    """One figure of a run, and the value it replaced: `earlier` is told apart from *nothing before* by `revised`."""

    measure: str
    where: Mapping[str, str]
    area: str
    period: str
    unit: str
    value: Decimal | None
    missing: str
    revised: bool
    earlier: Decimal | None


def runs(page: int = 1) -> tuple[list[ImportRun], int]:
    """Return one page of the municipality's runs, newest first, and how many pages there are."""
    return page_of(select(ImportRun).order_by(ImportRun.number.desc()), page, RUNS_A_PAGE)


def run_by_id(run_id: str) -> ImportRun:
    """Return one run of the bound municipality; raises NotYours."""
    run = db.session.scalar(select(ImportRun).where(ImportRun.id == run_id))
    if run is None:
        raise NotYours
    return run


def draft_by_id(draft_id: str) -> ImportDraft:
    """Return one waiting upload of the bound municipality; raises NotYours."""
    draft = db.session.scalar(select(ImportDraft).where(ImportDraft.id == draft_id))
    if draft is None:
        raise NotYours
    return draft


def latest_run() -> ImportRun | None:
    """Return the newest run that is not undone."""
    return db.session.scalar(
        select(ImportRun).where(ImportRun.undone_at.is_(None)).order_by(ImportRun.number.desc()).limit(1)
    )


def superseded(runs: Iterable[ImportRun]) -> dict[str, int]:
    """Return, by run id, the number of the newest later import that holds some of the same figures; others are left out.

    Such a run is not undone before the later one: taking it away would also take away what the later one changed. Made-up
    figures and real ones stand beside each other and supersede only their own sort.
    """
    mine, later = aliased(StoredObservation), aliased(StoredObservation)
    run, other = aliased(ImportRun), aliased(ImportRun)
    same = [
        getattr(mine, name) == getattr(later, name)
        for name in ("municipality_id", "table_code", "measure", "where_json", "area", "period")
    ]
    query = (
        select(mine.run_id, func.max(other.number))
        .select_from(mine)
        .join(run, mine.run_id == run.id)
        .join(later, and_(*same))
        .join(other, later.run_id == other.id)
        .where(
            mine.run_id.in_([each.id for each in runs]),
            other.number > run.number,
            other.undone_at.is_(None),
            (run.kind == Kind.EXAMPLE) == (other.kind == Kind.EXAMPLE),
        )
        .group_by(mine.run_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def run_with_file(source: str, sha256: str) -> ImportRun | None:
    """Return the run that already holds this very file from this source, if it is not undone."""
    return db.session.scalar(
        select(ImportRun).where(ImportRun.source == source, ImportRun.sha256 == sha256, ImportRun.undone_at.is_(None))
    )


def figures(run: ImportRun, page: int = 1) -> tuple[list[RunFigure], int]:
    """Return one page of a run's figures in the file's order, with what each replaced, and how many pages there are."""
    mine = select(StoredObservation).where(StoredObservation.run_id == run.id).order_by(StoredObservation.id)
    rows, pages = page_of(mine, page, FIGURES_A_PAGE)
    before = _before(run, rows)
    return [_figure(row, before.get(_key(row))) for row in rows], pages


def tables(run: ImportRun) -> list[str]:
    """Return the ids of the tables that a run holds figures of, as the file or a person said them."""
    query = select(StoredObservation.table_code).where(StoredObservation.run_id == run.id).distinct()
    return sorted(code for code in db.session.scalars(query) if code)


def _key(row: StoredObservation) -> tuple[str, ...]:
    return row.table_code, row.measure, row.where_json, row.area, row.period


def _before(run: ImportRun, rows: Sequence[StoredObservation]) -> dict[tuple[str, ...], StoredObservation]:
    """Return what stood before this run for the same figures, of the same sort (made-up or real)."""
    query = (
        select(StoredObservation)
        .join(StoredObservation.run)
        .where(
            ImportRun.undone_at.is_(None),
            ImportRun.number < run.number,
            StoredObservation.table_code.in_({row.table_code for row in rows}),
            StoredObservation.period.in_({row.period for row in rows}),
        )
    )
    older = [row for row in db.session.scalars(query) if rank(row.run)[0] == rank(run)[0]]
    return {_key(row): row for row in sorted(older, key=lambda row: row.run.number)}


def _figure(row: StoredObservation, before: StoredObservation | None) -> RunFigure:
    value = decimal_of(row)
    earlier = decimal_of(before) if before is not None else None
    return RunFigure(
        measure=row.measure,
        where=json.loads(row.where_json),
        area=row.area,
        period=row.period,
        unit=row.unit,
        value=value,
        missing=row.missing,
        revised=before is not None and earlier != value,
        earlier=earlier,
    )
