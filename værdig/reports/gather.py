"""Reads what a report is written from: rounds, complaints and metrics of a half-year, all cleared; every release goes in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from værdig import clock, disclosure, municipality
from værdig.catalogue import queries as catalogue
from værdig.clock import HalfYear
from værdig.complaints import queries as complaints
from værdig.db import current_tenant
from værdig.disclosure import ClearedTable, Occasion, ledger
from værdig.disclosure.evidence import Release
from værdig.hooks import sections as given
from værdig.metrics import queries as metrics
from værdig.municipality.contact import in_contact
from værdig.reports.material import Answered, Asked, Complained, Material, Side
from værdig.surveys import queries as surveys

if TYPE_CHECKING:
    from værdig.surveys.presenting import TableShown

PURPOSE = "halvårsrapport"
AUDIENCE = "udvalget og ledelsen"
OVERALL = "samlet"
DESIGNS = ("census", "after_conversation")


def gather(half_year: HalfYear, report_id: str, on: date) -> Material:
    """Return the material of a half-year; open cases are judged as on the day `on`. Plug-ins' metrics must be computed before.

    Complaints of a half-year that is still running are not counted: each new case would change figures already shown.
    """
    occasion = Occasion(purpose=PURPOSE, audience=AUDIENCE, reference=report_id)
    releases: list[str] = []
    rounds = [found for design in DESIGNS if (found := surveys.closed_round(half_year, design))]
    answered = [answered_in(row, occasion, releases) for row in rounds]
    before = {row.design: surveys.closed_round(half_year.previous(), row.design) for row in rounds}
    unfinished = half_year.end >= clock.today()
    complained = None if unfinished else complained_in(half_year, on, occasion, releases)
    before_now = (half_year.previous(), half_year.previous().previous())
    earlier_ones = {earlier.label: complained_in(earlier, on, occasion, releases) for earlier in before_now}
    plans = catalogue.plans(current_tenant(), half_year.end)
    return Material(
        half_year=half_year,
        unfinished=unfinished,
        plan_id=plans[-1].id if plans else "",
        answered=answered,
        previous={design: answered_in(row, occasion, releases) for design, row in before.items() if row},
        complained=complained,
        complaints_deleted=not unfinished and complained is None,
        complained_before={label: found for label, found in earlier_ones.items() if found},
        deleted_before=[label for label, found in earlier_ones.items() if found is None],
        survey=_survey_figures(answered),
        complaints=_complaint_figures(complained) if complained else None,
        metrics=metrics.results(half_year),
        open_until=[row.closes_on for row in surveys.open_rounds() if row.half_year == half_year],
        releases=tuple(dict.fromkeys(releases)),
    )


# --- answers ---


def answered_in(row: surveys.RoundRow, occasion: Occasion, releases: list[str]) -> Answered:
    """Return one closed round's answers, cleared and recorded; the ledger's ids are added to `releases`."""
    found = surveys.question_results(row.id)
    releases += disclosure.record(found.clearing, occasion)
    tables = {one.id: one.table for one in found.questions}
    overall = [one for one in found.questions if one.theme == OVERALL]
    turned, more_turned = surveys.reversed_languages(found)
    beside = surveys.beside(found)
    if beside.before:
        releases += disclosure.record(beside.before.clearing, occasion)
    return Answered(
        round_id=row.id,
        title=row.title,
        design=row.design,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        closed_on=row.closed_on,
        threshold=row.threshold,
        questionnaire=row.questionnaire,
        questionnaire_title=row.questionnaire_title,
        questionnaire_version=row.questionnaire_version,
        questions=[
            Asked(
                id=one.id,
                wording=one.wording,
                kind=one.kind,
                theme=one.theme,
                principle=one.principle,
                put_to=one.put_to,
                is_municipal=one.is_municipal,
            )
            for one in found.questions
        ],
        tables=tables,
        response=found.response,
        breakdowns=[table for one in overall for table in (one.by_group, one.by_length) if table],
        tallies=found.tallies,
        invited=row.invited,
        unreadable=row.unreadable,
        uninvited=[group.label for group in row.groups if group.invited is None],
        written=surveys.written_by(found),
        quotations=surveys.quoted_of(row.id),
        reversed_languages=turned,
        more_reversed=more_turned,
        cannot_be_shown=found.cannot_be_shown,
        presence=_side(beside.presence),
        weighted=_side(beside.weighted),
        unweighted=beside.refused,
        change=_side(beside.change),
        has_earlier=beside.before is not None,
    )


def _side(shown: TableShown | None) -> Side | None:
    if shown is None:
        return None
    return Side(caption=shown.caption, columns=shown.columns, rows=shown.rows, keys=shown.keys, note=shown.note)


def _survey_figures(answered: Iterable[Answered]) -> given.SurveyFigures | None:
    """Return the first round's figures as sections get them: the census where there is one, since the designs are not pooled."""
    one = next(iter(answered), None)
    if one is None:
        return None
    total = one.response.total
    return given.SurveyFigures(
        round_title=one.title,
        questions={question: metrics.section_table(table) for question, table in one.tables.items()},
        invited=one.invited,
        answered=total.n,
        note=total.reason,
    )


# --- complaints ---


def complained_in(half_year: HalfYear, on: date, occasion: Occasion, releases: list[str]) -> Complained | None:
    """Return a half-year's complaints, cleared and recorded in the ledger (its ids are added to `releases`).

    None where cases of it have been deleted, so that they cannot be counted anew.
    """
    try:
        found = complaints.figures(half_year, as_of=on, earlier=_earlier(half_year))
    except complaints.FiguresGone:
        return None
    counts = complaints.recommendation_counts(half_year, found.as_of)
    told = counts if any(count.value for count in counts) else []
    releases += disclosure.record(found.clearing, occasion, [*found.administration, *told])
    return Complained(
        half_year=half_year.code,
        period=half_year.label,
        as_of=found.as_of,
        threshold=municipality.setting("case_threshold"),
        tables={table.id: table for table in found.clearing.tables},
        points=found.points,
        principles=complaints.principles_of_themes(),
        administration=found.administration,
        recommended=complaints.recommendations_told(half_year, found.as_of),
        recommendation_counts=counts,
        in_contact=in_contact(municipality.setting("citizens_in_contact"), half_year),
    )


def _earlier(half_year: HalfYear) -> list[Release]:
    kinds = ("cases", "contacts")
    return ledger.earlier(f"{kind}:{current_tenant()}:{half_year.code}" for kind in kinds)


def _complaint_figures(found: Complained) -> given.ComplaintFigures:
    def plain(table: ClearedTable) -> given.ClearedTable:
        return metrics.section_table(table, "percent" if len(table.categories) > 1 else "count")

    tables = {name.removeprefix("complaints."): plain(table) for name, table in found.tables.items()}
    return given.ComplaintFigures(tables=tables, cases=found.tables["complaints.type"].total.n)
