"""Every write of imports: preview, confirm, cancel, undo; reading a file is `reading`'s, comparing `comparison`'s."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import delete, func, insert, select

from værdig import audit
from værdig.clock import now, today
from værdig.db import current_tenant, db, new_id, transaction
from værdig.db.types import canonical
from værdig.errors import UserError
from værdig.files import cpr
from værdig.hooks.contracts import Observation, ReadFile, RowProblem
from værdig.hooks.host import current_host
from værdig.i18n import _, ngettext
from værdig.imports import history
from værdig.imports.comparison import difference
from værdig.imports.doubts import doubts_about
from værdig.imports.drafts import from_plain, to_plain
from værdig.imports.models import ImportDraft, ImportRun, Kind, StoredObservation
from værdig.imports.readers import areas, periods, plausible
from værdig.imports.readers.whole_file import WHOLE_FILE, refusal
from værdig.municipality import service as municipality
from værdig.periods import Period, label_of

DRAFT_HOURS = 24
"""How long an upload waits to be confirmed before it is deleted."""

NO_ROW = WHOLE_FILE
"""The row number of a problem whose row the importer has not told."""

_TABLE_CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{1,59}")
_PROVISIONAL = re.compile(r"foreløbig", re.IGNORECASE)
_MADE_UP = "eksempeldata"


@dataclass(frozen=True)
class Upload:
    """A file as it was handed in: by which importer it is read, as which kind, and by whom (None: the command line)."""

    source: str
    importer: str
    kind: str
    file_name: str
    data: bytes
    by: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


class MadeUp(UserError):
    """The file says that its figures are made up, and is to be imported as something else."""


def keep_draft(upload: Upload, read: ReadFile) -> str:
    """Keep what was read until a person confirms or cancels; returns the draft's id. The file itself is not kept.

    Raises UserError when the file was refused, when it is called something it is not, or when it has been imported before.
    """
    read = sifted(read)
    check_read(upload, read)
    check_known(upload.source, upload.sha256)
    with transaction():
        _delete_old_drafts()
        draft = ImportDraft(
            id=new_id(), source=upload.source, importer=upload.importer, kind=upload.kind,
            file_name=cpr.mask(upload.file_name)[-200:], sha256=upload.sha256, content=to_plain(read),
            created_by=upload.by, created_at=now(),
        )  # fmt: skip
        db.session.add(draft)
        return draft.id


def sifted(read: ReadFile) -> ReadFile:
    """Return what was read with impossible figures among the problems; the core's readers name row and cell themselves.

    An importer of a plug-in may let anything through, and does not tell the row: then area and period say which it is.
    """
    now_ = today()
    kept = [observation for observation in read.observations if not plausible.wrong(observation, now_)]
    if len(kept) == len(read.observations):
        return read
    refused = [
        RowProblem(row=NO_ROW, column=each.measure[:300], text=f"{plausible.wrong(each, now_)} ({_where(each)})")
        for each in read.observations
        if plausible.wrong(each, now_)
    ]
    return replace(read, observations=kept, problems=[*read.problems, *refused])


def _where(observation: Observation) -> str:
    return ", ".join(cpr.mask(part) for part in (observation.area[:120], label_of(observation.period)) if part)


def check_read(upload: Upload, read: ReadFile) -> None:
    """Raise UserError when what was read cannot become an import of that kind."""
    reason = refusal(read)
    if reason is not None:
        raise UserError(reason, "file")
    said = " ".join([read.title, *read.remarks, upload.file_name]).casefold()
    if _MADE_UP in said and upload.kind != Kind.EXAMPLE:
        raise MadeUp(_("Filen siger selv, at den er eksempeldata. Vælg »Eksempeldata«."), "kind")
    for observation in read.observations:
        _check_fits(observation)


def _check_fits(observation: Observation) -> None:
    """Refuse what no column holds or no page can name; the core's importers never make it, a plug-in's may."""
    if periods.parse(observation.period) != observation.period:
        raise UserError(
            _("Filen har en periode, der ikke kan bruges: »%(code)s«.", code=observation.period[:20]), "file"
        )
    lengths = ((observation.measure, 300), (observation.area, 120), (observation.table, 60), (observation.unit, 60))
    if not observation.measure or any(len(text) > most for text, most in lengths):
        raise UserError(_("En overskrift i filen er tom eller for lang."), "file")


def check_known(source: str, sha256: str) -> None:
    """Raise UserError telling when and as what this very file was imported, if it was."""
    earlier = history.run_with_file(source, sha256)
    if earlier is not None:
        text = _("Filen er allerede importeret som nr. %(number)s. Der er ikke gemt noget nyt.", number=earlier.number)
        raise UserError(text, "file")


def confirm(draft_id: str, *, table: str = "", area: str = "", checked: bool = False, by: str | None = None) -> str:
    """Make a waiting upload an import; returns the run's id.

    `table` and `area` fill in what the file does not say itself; `checked` says that a person has looked at the figures that
    look wrong. Raises UserError when they are missing or wrong, when there is no figure in it, when figures look wrong and
    are not checked, or when the same file has been imported meanwhile; NotYours when the draft is gone. Listeners are told
    after the commit, so it is not called inside another transaction.
    """
    with transaction():
        run_id = _store(draft_id, table, area, checked, by)
    current_host().fire("on_import_finished", run_id=run_id)
    return run_id


def import_at_once(upload: Upload, read: ReadFile, *, table: str = "", area: str = "", checked: bool = False) -> str:
    """Preview and confirm in one, for the command line and the example; raises what both raise, and then keeps nothing."""
    with transaction():
        run_id = _store(keep_draft(upload, read), table, area, checked, upload.by)
    current_host().fire("on_import_finished", run_id=run_id)
    return run_id


def _store(draft_id: str, table: str, area: str, checked: bool, by: str | None) -> str:
    municipality.one_at_a_time()  # two imports would else take the same number
    draft = history.draft_by_id(draft_id)
    check_known(draft.source, draft.sha256)
    read = from_plain(draft.content)
    observations = completed(read.observations, table, area)
    if not checked:
        check_likely(observations)
    run = _new_run(draft, read, observations, by)
    db.session.add(run)
    db.session.flush()
    _add_observations(run.id, observations)
    db.session.delete(draft)
    audit.record("imports.confirm", "import_run", run.id, detail={**run.counts, "number": run.number})
    return run.id


def completed(observations: Sequence[Observation], table: str, area: str) -> list[Observation]:
    """Return the observations with the table and place that the file left open; raises UserError naming the field."""
    if not observations:
        raise UserError(_("Der er ingen tal at importere."))
    table, area = table.strip().lower(), areas.canonical(area)
    if any(not observation.table for observation in observations) and not _TABLE_CODE.fullmatch(table):
        raise UserError(_("Skriv tabellens id, fx y01a02. Det står på jobindsats.dk."), "table")
    if any(not observation.area for observation in observations):
        if not 1 <= len(area) <= 120:
            raise UserError(_("Skriv, hvilket område tallene gælder, fx Albertslund."), "area")
        if plausible.wrong_area(area):
            raise UserError(plausible.wrong_area(area), "area")
    return [
        replace(observation, table=observation.table or table, area=observation.area or area)
        for observation in observations
    ]


def check_likely(observations: Sequence[Observation]) -> None:
    """Raise UserError telling how many figures look wrong, when any does."""
    found = len(doubts_about(observations))
    if found:
        text = ngettext(
            "Ét tal ser forkert ud. Tjek det, og sæt kryds, hvis det er rigtigt.",
            "%(count)s tal ser forkerte ud. Tjek dem, og sæt kryds, hvis de er rigtige.",
            found,
        )
        raise UserError(text, "checked")


def provisional_periods(read: ReadFile) -> list[str]:
    """Return the periods that the file's own remarks call provisional (`* Foreløbige tal: 2021Q4`)."""
    said = [line for line in (read.title, *read.remarks) if _PROVISIONAL.search(line)]
    return sorted({code for line in said for code in periods.find_all(line)})


def _new_run(draft: ImportDraft, read: ReadFile, observations: Sequence[Observation], by: str | None) -> ImportRun:
    changes = difference(observations, draft.kind)
    counts = {
        "total": len(observations),
        "missing": sum(observation.value is None for observation in observations),
        "rejected": len(read.problems),
        "new": changes.new,
        "unchanged": changes.unchanged,
        "revised": len(changes.revisions),
    }
    return ImportRun(
        id=new_id(), number=_next_number(), source=draft.source, importer=draft.importer, kind=draft.kind,
        file_name=draft.file_name, sha256=draft.sha256, title=read.title, remarks=list(read.remarks),
        dropped_columns=list(read.dropped_columns), provisional=provisional_periods(read), counts=counts,
        created_by=by or draft.created_by, created_at=now(),
    )  # fmt: skip


def _next_number() -> int:
    return (db.session.scalar(select(func.max(ImportRun.number))) or 0) + 1


def _add_observations(run_id: str, observations: Sequence[Observation]) -> None:
    rows = [
        {
            "municipality_id": current_tenant(),
            "run_id": run_id,
            "table_code": observation.table,
            "measure": observation.measure,
            "where_json": canonical(dict(observation.where)),
            "area": observation.area,
            "period": observation.period,
            "period_type": Period.parse(observation.period).kind,
            "unit": observation.unit,
            "value": observation.value,
            "missing": observation.missing[:200],
        }
        for observation in observations
    ]
    db.session.execute(insert(StoredObservation), rows)


def cancel(draft_id: str) -> None:
    """Throw a waiting upload away; raises NotYours when it is gone already."""
    with transaction():
        db.session.delete(history.draft_by_id(draft_id))


def undo(run_id: str, *, by: str | None = None) -> None:
    """Take an import back: its figures are deleted, the run stays in the history as undone.

    What the run had replaced is current again. Raises UserError for a run that is undone already, and for one with figures
    that a later import holds too: that one has to be undone first.
    """
    with transaction():
        municipality.one_at_a_time()  # two imports would else take the same number
        run = history.run_by_id(run_id)
        if run.undone_at is not None:
            raise UserError(_("Importen er allerede fortrudt."))
        later = history.superseded([run]).get(run.id)
        if later is not None:
            raise UserError(why_not_undone(later))
        run.undone_at, run.undone_by = now(), by
        db.session.execute(delete(StoredObservation).where(StoredObservation.run_id == run.id))
        audit.record("imports.undo", "import_run", run.id, detail={"number": run.number, "total": run.counts["total"]})
    current_host().fire("on_import_finished", run_id=run_id)


def why_not_undone(later: int) -> str:
    """Return the Danish reason why an import cannot be undone while a later one stands."""
    return _("Kan ikke fortrydes: Import nr. %(number)s har nyere tal for det samme. Fortryd den først.", number=later)


def _delete_old_drafts() -> None:
    limit = now() - timedelta(hours=DRAFT_HOURS)
    db.session.execute(delete(ImportDraft).where(ImportDraft.created_at < limit))
