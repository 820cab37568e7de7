"""Maalepunkter whose figures are not computed here: cleared figures of a survey, and in words where those of complaints are."""

from __future__ import annotations

from dataclasses import dataclass

from værdig.catalogue.contracts import PlanMetric
from værdig.clock import HalfYear
from værdig.i18n import _
from værdig.surveys import queries as surveys
from værdig.surveys.queries import QuestionResult

OVERALL = "samlet"
"""The theme of the question that asks about everything."""
COMPLAINTS = "klageregistrering"
"""The plan's source of complaints, as the catalogue names it."""


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """What is shown instead of a computed figure: a text, a word for the status, and the page that has the whole of it."""

    figure: str
    word: str
    link: str = ""
    endpoint: str = ""
    permission: str = ""
    round_id: str = ""


def elsewhere(metric: PlanMetric, half_year: HalfYear | None) -> Elsewhere | None:
    """Return where a maalepunkt's figures are for a half-year, or None where they are nowhere. Nothing is released by it."""
    if metric.kind == "own_survey":
        return _survey(half_year)
    if COMPLAINTS in metric.documented_in:
        return Elsewhere(
            figure=_("Klager tælles i halvårsrapporten, når halvåret er slut."),
            word=_("i rapporten"),
            link=_("Se halvårsrapporterne"),
            endpoint="reports.index",
            permission="reports.read",
        )
    return None


def half_years(metric: PlanMetric) -> list[HalfYear | None]:
    """Return the half-years whose figures are elsewhere, newest first; None stands for all of them at once."""
    if metric.kind != "own_survey":
        return [None]
    here = dict.fromkeys(row.half_year for row in surveys.rounds())
    closed = [half_year for half_year in here if surveys.closed_round(half_year)]
    return [*closed] or [None]


def _survey(half_year: HalfYear | None) -> Elsewhere:
    """Return the overall question's figures as the gate let them out when the round was closed."""
    round_ = surveys.closed_round(half_year) if half_year else None
    if round_ is None:
        why = (
            _("Der er ikke lukket en undersøgelse af alle i målgrupperne i halvåret.")
            if half_year
            else _("Der er ikke lukket en undersøgelse af alle i målgrupperne endnu.")
        )
        return Elsewhere(figure=why, word=_("i undersøgelsen"))
    overall = [each for each in surveys.question_results(round_.id).questions if each.theme == OVERALL]
    return Elsewhere(
        figure=_overall(overall[0]) if overall else _("Undersøgelsen har intet samlet spørgsmål."),
        word=_("i undersøgelsen"),
        link=_("Se hele undersøgelsen"),
        endpoint="surveys_results.result",
        permission="surveys.read",
        round_id=round_.id,
    )


def _overall(asked: QuestionResult) -> str:
    total, labels = asked.total, asked.table.labels
    if not total.shown:
        return total.reason
    if total.masked:
        return _("%(number)s svar. Næsten alle har svaret det samme.", number=total.n_text)
    shares = ", ".join(
        _("%(share)s pct. %(answer)s", share=total.shares[each], answer=str(labels.get(each, each)).lower())
        for each in asked.table.categories
    )
    return _("%(shares)s (%(number)s svar)", shares=shares, number=total.n_text)
