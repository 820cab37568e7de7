"""Every write of reports: build a draft, save the leader's texts, freeze, delete a draft; what the document holds is `assemble`'s business."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import delete

from værdig import audit, clock
from værdig.clock import HalfYear
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.hooks.contracts import Figure
from værdig.i18n import _
from værdig.metrics import service as metrics
from værdig.reports import assemble, offered, queries, section_words
from værdig.reports.document import Document, State, figure_fingerprint, to_plain
from værdig.reports.models import COMMITTEE_ITEM, Report, ReportFigure, ReportText
from værdig.reports.typed import TextsChanged, is_same_sitting, mark_of, tidy, written
from værdig.surveys import queries as survey_queries
from værdig.surveys import service as surveys

__all__ = ["LONGEST_TEXT", "TextsChanged", "build", "delete_draft", "freeze", "mark_of", "save_texts", "tidy"]

LONGEST_TEXT = 8_000
"""Characters under one heading: some three pages, far more than an item of one to two pages takes."""


def build(half_year: HalfYear) -> Report:
    """Put the report together from what is stored and save it as the half-year's draft.

    A draft is built again and keeps its id and the leader's texts. After a frozen version a new one is begun with the texts
    of the frozen one. What leaves the disclosure gate on the way is in its ledger, for drafts too. Raises UserError for a
    half-year that has not begun, and for one that `offered` does not offer.
    """
    if half_year.start > clock.today():
        raise UserError(_("%(half_year)s er ikke begyndt.", half_year=half_year.label))
    if half_year not in offered.half_years():
        raise UserError(_("Der er ingen lukket runde i %(half_year)s. Luk først en runde.", half_year=half_year.label))
    last = queries.newest(half_year)
    report_id = last.id if last and not last.is_frozen else new_id()
    metrics.compute(half_year)  # all outside the transaction: it takes seconds and calls plug-ins
    built = assemble.assemble(half_year, report_id)
    with transaction():
        report = _draft(half_year, report_id)
        texts = queries.texts_of(report.id)
        meta = replace(built.document.meta, version=report.version)
        _store(report, replace(built.document, meta=meta).with_texts(texts))
        report.built_at, report.built_from = clock.now(), list(built.releases)
        audit.record("report.built", "report", report.id, detail=_detail(report))
    return report


def _draft(half_year: HalfYear, report_id: str) -> Report:
    last = queries.newest(half_year)
    if last and not last.is_frozen:
        return last
    now = clock.now()
    taken = last is not None and last.id == report_id  # the draft was frozen while it was being built again
    report = Report(
        id=new_id() if taken else report_id, half_year=half_year, kind=COMMITTEE_ITEM, version=last.version + 1 if last else 1,
        state=State.DRAFT.value, created_at=now, built_at=now, document={}, fingerprint="", built_from=[],
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()
    if last:
        _copy_texts(last.id, report.id)
    return report


def _copy_texts(from_id: str, to_id: str) -> None:
    for row in queries.newest_texts(from_id).values():
        copy = ReportText(report_id=to_id, heading=row.heading, number=1, text=row.text)
        copy.saved_at, copy.saved_by = row.saved_at, row.saved_by
        db.session.add(copy)
    db.session.flush()


def _store(report: Report, document: Document) -> None:
    """Put a document and its figures in the report's rows; the document's figures replace those of an earlier build."""
    if report.is_frozen:
        raise RuleBroken(_("Rapporten er frosset og kan ikke ændres. Lav en ny version."))
    report.document, report.fingerprint = to_plain(document), document.fingerprint
    db.session.execute(delete(ReportFigure).where(ReportFigure.report_id == report.id))
    db.session.add_all(_figure_rows(report.id, document.figures))
    db.session.flush()


def _figure_rows(report_id: str, figures: Sequence[Figure]) -> list[ReportFigure]:
    return [
        ReportFigure(
            report_id=report_id, position=position, figure_id=figure.id, label=figure.label, value=figure.value,
            unit=figure.unit, definition=figure.definition, source=figure.source, period=figure.period,
            why_missing=figure.why_missing, fingerprint=figure_fingerprint(figure),
        )
        for position, figure in enumerate(figures, start=1)
    ]  # fmt: skip


def save_texts(
    report_id: str,
    texts: Mapping[str, str],
    saved_by: str,
    seen: Mapping[str, str] | None = None,
    keep: Collection[str] = (),
) -> None:
    """Keep the leader's texts by heading key; a heading not named keeps its text, an unchanged one makes no row.

    `seen` are the marks (see `mark_of`) of the texts the writer's page was made from: where another text has been saved since
    and she has written too, TextsChanged is raised and nothing is saved. Under the headings in `keep` the text that was stored
    stays as an earlier one, also within one sitting. Raises UserError (its `field` is the heading key) for a text that is too
    long, NotYours for an unknown heading, RuleBroken when the report is frozen.
    """
    with transaction():
        report = queries.find(report_id)
        document = queries.document_of(report)
        allowed = {part.key for part in document.parts if part.takes_text}
        if not texts.keys() <= allowed:
            raise NotYours
        before = queries.newest_texts(report_id)
        changed = written({key: _short_enough(text, key) for key, text in texts.items()}, before, seen or {})
        for heading, text in changed.items():
            _save_text(report_id, heading, text, before.get(heading), saved_by, beside=heading in keep)
        db.session.flush()
        _store(report, document.with_texts(queries.texts_of(report_id)))
        audit.record("report.text_saved", "report", report_id, detail={"fingerprint": report.fingerprint})


def _short_enough(text: str, heading: str) -> str:
    clean = tidy(text)
    if len(clean) > LONGEST_TEXT:
        raise UserError(
            _("Teksten er %(length)s tegn. Der er plads til %(room)s.", length=len(clean), room=LONGEST_TEXT), heading
        )
    return clean


def _save_text(
    report_id: str, heading: str, text: str, last: ReportText | None, saved_by: str, *, beside: bool
) -> None:
    now = clock.now()
    if last and not beside and is_same_sitting(last, saved_by, now):
        last.text, last.saved_at = text, now
        return
    number = last.number + 1 if last else 1
    db.session.add(
        ReportText(report_id=report_id, heading=heading, number=number, text=text, saved_at=now, saved_by=saved_by)
    )


def freeze(report_id: str) -> Report:
    """Freeze a draft for good: figures, texts and document stay as they are from now on.

    The fingerprint goes into the audit log too, so that a change made behind the application's back is seen by `verify`.
    Freezing a frozen report again changes nothing.
    """
    with transaction():
        report = queries.find(report_id)
        if report.is_frozen:
            return report
        if report.half_year.end >= clock.today():
            raise UserError(
                _("Halvåret er ikke slut endnu. Rapporten kan fryses, når det er slut. Kladden bliver liggende.")
            )
        document = queries.document_of(report)
        _refuse_other_quotations(report, document)
        surveys.freeze_quotations(report.half_year)
        meta = replace(document.meta, state=State.FROZEN, dated=clock.today().isoformat())
        _store(report, replace(document, meta=meta))
        report.state, report.frozen_at = State.FROZEN.value, clock.now()
        audit.record("report.frozen", "report", report.id, detail=_detail(report))
    return report


def delete_draft(report_id: str) -> None:
    """Delete a draft with its texts and figures; a frozen report stays for good and raises RuleBroken.

    The disclosure ledger keeps what the draft has shown: whoever read it still knows. The log keeps that there was one.
    """
    with transaction():
        report = queries.find(report_id)
        if report.is_frozen:
            raise RuleBroken(_("Rapporten er frosset og kan ikke slettes."))
        audit.record("report.deleted", "report", report.id, detail=_detail(report))
        for table in (ReportFigure, ReportText):
            db.session.execute(delete(table).where(table.report_id == report.id))
        db.session.delete(report)


def _refuse_other_quotations(report: Report, document: Document) -> None:
    """Keep what was taken back since the draft was built out of the frozen report, and what was cleared since from being missed."""
    cleared = [section_words.quoted(words) for words in survey_queries.quoted_in(report.half_year)]
    if sorted(section_words.quotations_in(document.blocks())) != sorted(cleared):
        raise UserError(_("Citaterne er ændret, siden kladden blev bygget. Byg rapporten igen, før den fryses."))


def _detail(report: Report) -> dict[str, object]:
    return {
        "half_year": report.half_year.code,
        "version": report.version,
        "fingerprint": report.fingerprint,
        "releases": report.built_from,
    }
