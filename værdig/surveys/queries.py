"""Reading rounds and their figures; every figure about people that leaves here has passed the gate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from værdig.clock import HalfYear, today
from værdig.db import db
from værdig.disclosure import ClearedRow, ClearedTable, Clearing
from værdig.errors import NotYours
from værdig.i18n import _, _l, capital, format_number
from værdig.surveys import counting, forecast, questionnaires, results
from værdig.surveys.builder.queries import planned_content
from værdig.surveys.closing import KEY_NOT_NEEDED
from værdig.surveys.coarsen import MERGED
from værdig.surveys.contradictions import marking
from værdig.surveys.grouping import is_part
from værdig.surveys.models import Design, Envelope, RoundGroup, State, SurveyRound
from værdig.surveys.places.rules import is_here
from værdig.surveys.quotations import queries as quotations
from værdig.surveys.round_keys import HOLDERS
from værdig.surveys.rounds import first_day_after
from værdig.surveys.rounds import too_soon as why_too_soon

if TYPE_CHECKING:
    from værdig.surveys.weighing.presenting import BesideShown

DESIGNS: dict[str, Any] = {
    Design.CENSUS: _l("Alle i målgrupperne"),
    Design.AFTER_CONVERSATION: _l("Efter en samtale"),
}
FILE_NAMES: dict[str, str] = {Design.CENSUS: "alle", Design.AFTER_CONVERSATION: "efter-samtale"}
"""What a file about a round of each design is called by, since a half-year can have one of each."""

STATES: dict[str, Any] = {
    State.PLANNED: _l("Planlagt"),
    State.OPEN: _l("Åben"),
    State.CLOSING: _l("Ved at lukke"),
    State.CLOSED: _l("Lukket"),
    State.LOST: _l("Tabt"),
}


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """A target group of a round: how many were invited (None: unknown) and how many codes were made.

    `parts` are the groups it was put together from before opening; empty for most.
    """

    key: str
    label: str
    invited: int | None
    issued: int
    parts: tuple[GroupRow, ...] = ()

    @property
    def is_here(self) -> bool:
        """Whether it is of those who answered at a place, whom nobody invited: no codes are made for it."""
        return is_here(self.key)


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """A round as staff see it; it holds no count of answers."""

    id: str
    half_year: HalfYear
    design: str
    opens_on: date
    closes_on: date
    state: str
    threshold: int
    key_custody: str
    closing_step: str
    needs_holder: bool
    """Whether closing needs a key holder's pass phrase from where it is now."""
    given_up: bool
    """Lost, and given up for good."""
    unreadable: str
    """What is told of envelopes that could not be read: how many from the threshold on; empty where all could."""
    closed_on: date | None
    groups: tuple[GroupRow, ...]
    questionnaire: str = ""
    """The questionnaire's id (`surveys.kerne`)."""
    questionnaire_title: str = ""
    questionnaire_version: int | None = None
    """Title and version as published; empty and None before opening."""

    @property
    def title(self) -> str:
        """The round's name: `1. halvår 2021, alle i målgrupperne`."""
        return f"{self.half_year.label}, {str(self.design_label)[:1].lower()}{str(self.design_label)[1:]}"

    @property
    def design_label(self) -> Any:
        return DESIGNS[self.design]

    @property
    def state_label(self) -> Any:
        return STATES[self.state]

    @property
    def closable_from(self) -> date:
        """The first day it may be closed: citizens were promised the whole of the last day."""
        return first_day_after(self.closes_on)

    @property
    def too_soon(self) -> str:
        """Why a planned round cannot be opened yet, in Danish; empty when it can."""
        return why_too_soon(self.opens_on) if self.state == State.PLANNED and today() < self.opens_on else ""

    @property
    def is_early(self) -> bool:
        """Whether citizens have been promised that closing has not begun today."""
        return not self.closing_step and today() < self.closable_from

    @property
    def waits_for_holder(self) -> bool:
        """Whether nothing but a key holder's pass phrase is missing for closing to begin, or to go on."""
        return self.state in (State.OPEN, State.CLOSING) and self.needs_holder and not self.is_early

    @property
    def invited(self) -> int | None:
        """How many were invited in all, or None when it is unknown for any group."""
        numbers = [group.invited for group in self.groups]
        return None if None in numbers else sum(number or 0 for number in numbers)

    @property
    def uncounted(self) -> list[str]:
        """The names of the groups of which it is unknown how many were invited."""
        return [group.label for group in self.groups if group.invited is None]

    @property
    def issued(self) -> int:
        """How many codes were made for the groups."""
        return sum(group.issued for group in self.groups)


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """One question's cleared figures. `total` is everybody; a breakdown that cannot be shown is None."""

    id: str
    wording: str
    kind: str
    scale: str
    theme: str
    principle: str
    promise: str
    total: ClearedRow
    table: ClearedTable
    """Any of the question's tables: for its categories, labels and notes."""
    by_group: ClearedTable | None
    by_length: ClearedTable | None
    put_to: str = ""
    """Whom the question was put to, as a Danish sentence; empty where everybody was asked."""

    @property
    def is_municipal(self) -> bool:
        """Whether the municipality wrote it."""
        return self.id.startswith(questionnaires.OWN_ID)


@dataclass(frozen=True, kw_only=True)
class RoundResults:
    """A closed round's cleared figures: the response (with rates where the number invited is known) and every question."""

    round: RoundRow
    response: ClearedTable
    questions: tuple[QuestionResult, ...]
    tallies: tuple[ClearedTable, ...]
    """Channel, help and language, each counted by itself."""
    cannot_be_shown: tuple[str, ...]
    """The questions whose type nobody offers at present, or nobody did at closing and too few answered."""
    clearing: Clearing
    """What the gate gave: to be recorded (`disclosure.record`) when the figures are shown on another occasion."""

    def question(self, question_id: str) -> QuestionResult | None:
        """Return one question's result, or None when the round did not ask it."""
        return next((question for question in self.questions if question.id == question_id), None)


def rounds() -> list[RoundRow]:
    """Return every round of the bound municipality, newest half-year first."""
    found = db.session.scalars(select(SurveyRound).order_by(SurveyRound.half_year.desc(), SurveyRound.design))
    return [_row(round_) for round_ in found]


def round_by_id(round_id: str) -> RoundRow:
    """Return one round; raises NotYours."""
    return _row(_round(round_id))


def open_rounds() -> list[RoundRow]:
    """Return the rounds that take answers now."""
    return [round_ for round_ in rounds() if round_.state == State.OPEN]


def closed_round(half_year: HalfYear, design: str = Design.CENSUS) -> RoundRow | None:
    """Return the closed round of a half-year and design, or None."""
    return next(
        (
            found
            for found in rounds()
            if (found.half_year, found.design, found.state) == (half_year, design, State.CLOSED)
        ),
        None,
    )


def closed_before(half_year: HalfYear, design: str = Design.CENSUS) -> RoundRow | None:
    """Return the newest closed round of a design before a half-year, or None."""
    return next(
        (
            found
            for found in rounds()
            if found.half_year < half_year and found.design == design and found.state == State.CLOSED
        ),
        None,
    )


def _round(round_id: str) -> SurveyRound:
    found = db.session.scalar(select(SurveyRound).where(SurveyRound.id == round_id))
    if found is None:
        raise NotYours
    return found


def _row(round_: SurveyRound) -> RoundRow:
    return RoundRow(
        id=round_.id,
        half_year=round_.half_year,
        design=round_.design,
        opens_on=round_.opens_on,
        closes_on=round_.closes_on,
        state=round_.state,
        threshold=round_.threshold,
        key_custody=round_.key_custody,
        closing_step=round_.closing_step,
        needs_holder=round_.key_custody == HOLDERS and round_.closing_step not in KEY_NOT_NEEDED,
        given_up=round_.state == State.LOST and round_.public_key is None,
        unreadable=_unreadable(round_),
        closed_on=round_.closed_on,
        questionnaire=round_.questionnaire,
        questionnaire_title=round_.published.title if round_.published else "",
        questionnaire_version=round_.published.version if round_.published else None,
        groups=tuple(
            _group_row(group, round_) for group in round_.groups if group.key != MERGED and not is_part(group)
        ),
    )


def _unreadable(round_: SurveyRound) -> str:
    if not round_.unreadable:
        return ""
    if round_.unreadable < round_.threshold:
        return _("Enkelte svar kunne ikke læses og er ikke talt med.")
    return _("%(number)s svar kunne ikke læses og er ikke talt med.", number=format_number(round_.unreadable))


def _group_row(group: RoundGroup, round_: SurveyRound) -> GroupRow:
    parts = tuple(_group_row(part, round_) for part in round_.groups if part.merged_into == group.key)
    return GroupRow(key=group.key, label=group.label, invited=group.invited, issued=group.issued, parts=parts)


def answers_so_far(round_id: str) -> int:
    """Return how many have answered an open round, rounded down to tens: a single answer is never seen arriving."""
    number = db.session.scalar(
        select(func.count()).select_from(Envelope).where(Envelope.round_id == _round(round_id).id)
    )
    return (number or 0) // 10 * 10


def question_results(round_id: str) -> RoundResults:
    """Return a closed round's cleared figures; raises NotYours for a round that is not closed."""
    round_ = _round(round_id)
    clearing = results.frozen(round_id)
    by_id = {table.id: table for table in clearing.tables}
    questions = questionnaires.questions(round_.published) if round_.published else []
    shown = (_question_result(question, by_id, questions) for question in questions)
    return RoundResults(
        round=_row(round_),
        response=by_id[counting.RESPONSE],
        questions=tuple(result for result in shown if result is not None),
        tallies=tuple(by_id[name] for name in map(counting.tally_id, counting.TALLIES) if name in by_id),
        cannot_be_shown=tuple(
            _(question["wording"])
            for question in questions
            if question["kind"] != "open" and counting.table_id(question["id"]) not in _counted(by_id)
        ),
        clearing=clearing,
    )


def _counted(tables: Mapping[str, ClearedTable]) -> set[str]:
    return {name.partition("/")[0] for name in tables}


def _question_result(question: Any, tables: dict[str, ClearedTable], questions: Sequence[Any]) -> QuestionResult | None:
    by_group = tables.get(counting.table_id(question["id"], counting.GROUP))
    by_length = tables.get(counting.table_id(question["id"], counting.LENGTH))
    any_table = by_group or by_length or tables.get(counting.table_id(question["id"]))
    if any_table is None:
        return None
    return QuestionResult(
        id=question["id"],
        wording=any_table.title,
        kind=question["kind"],
        scale=question["scale"],
        theme=question["theme"],
        principle=question["principle"],
        promise=question["promise"],
        total=any_table.total,
        table=any_table,
        by_group=by_group,
        by_length=by_length,
        put_to=questionnaires.put_to(question, questions),
    )


def quoted_of(round_id: str) -> list[str]:
    """Return the words a person has cleared to be quoted from a closed round, in random order."""
    return [cleared.words for cleared in quotations.quotations(round_id)]


def quoted_in(half_year: HalfYear) -> list[str]:
    """Return everything cleared to be quoted from the closed rounds of a half-year."""
    return quotations.quoted_in(half_year)


def written_by(results: RoundResults) -> list[ClearedTable]:
    """Return how many wrote something, for each question that people write to; rounds closed before were not counted so."""
    return [table for table in results.clearing.tables if table.id.startswith(counting.written_id(""))]


def beside(results: RoundResults) -> BesideShown:
    """Return what is worked out from a round's cleared figures: who is missing, weighted shares, change; nothing else enters it."""
    from værdig.surveys.weighing import presenting  # reads rounds through this module

    return presenting.beside(results)


def reversed_languages(results: RoundResults) -> tuple[list[str], bool]:
    """Return the names of the languages in which the scale looks read backwards, and whether there are more of them.

    A language is named only where the gate shows how many answered in it.
    """
    marked = marking.marked(results.round.id)
    spoken = next((table for table in results.tallies if table.id == counting.tally_id("language")), None)
    shown = (
        {row.members[0][0]: row.label for row in spoken.rows if row.shown and len(row.members) == 1} if spoken else {}
    )
    named = [shown[language] for language in marked if language in shown]
    return named, len(named) < len(marked)


ASKED = re.compile(r"hvor tilfreds er du (alt i alt )?med,? ?", re.IGNORECASE)


def short(wording: str) -> str:
    """Return what a question is about, for a picture where the whole of it has no room."""
    return capital(ASKED.sub("", wording).rstrip("?").strip())


def offered_questionnaires() -> dict[str, str]:
    """Return the titles of the questionnaires a round can be made from, by id."""
    return {key: str(offer.title) for key, offer in questionnaires.offered().items()}


def usual_rate(half_year: HalfYear, design: str = Design.CENSUS) -> float:
    """Return the share who usually answer: the total rate shown of the round before, else what other towns have had."""
    before = closed_before(half_year, design)
    rate = question_results(before.id).response.total.rate if before else None
    return forecast.USUAL_RATE if not rate else rate / 100


def forecast_of(round_id: str) -> forecast.Forecast:
    """Return what a planned or open round can be expected to show."""
    round_ = round_by_id(round_id)
    asked = [forecast.Asked(group.key, group.label, group.invited) for group in round_.groups if not group.is_here]
    return forecast.forecast(asked, round_.threshold, usual_rate(round_.half_year, round_.design))


def published_questions(round_id: str) -> Sequence[Mapping[str, Any]]:
    """Return an opened round's questions as they were published; empty before opening."""
    round_ = _round(round_id)
    return questionnaires.questions(round_.published) if round_.published else []


def questions_of(round_id: str) -> Sequence[tuple[str, str]]:
    """Return a round's questions and whom each is put to (empty: everybody): as published, else as opening would publish them.

    Empty when nobody offers the questionnaire any more.
    """
    round_ = _round(round_id)
    asked: Sequence[Any] = planned_content(round_)["questions"]
    if round_.published is not None:
        asked = questionnaires.questions(round_.published)
    return [(_(question["wording"]), questionnaires.put_to(question, asked)) for question in asked]
