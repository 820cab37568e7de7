"""Reading rounds: where each stands, whom it asks and what; figures of those who answered are in `figures`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from værdig.clock import HalfYear, today
from værdig.db import db
from værdig.errors import NotYours
from værdig.i18n import _, _l, format_number
from værdig.surveys import questionnaires
from værdig.surveys.builder.queries import planned_content
from værdig.surveys.closing import KEY_NOT_NEEDED
from værdig.surveys.coarsen import MERGED
from værdig.surveys.grouping import is_part
from værdig.surveys.models import Design, Envelope, RoundGroup, State, SurveyRound
from værdig.surveys.places.rules import is_here
from værdig.surveys.round_keys import HOLDERS
from værdig.surveys.rounds import first_day_after
from værdig.surveys.rounds import too_soon as why_too_soon

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


def rounds() -> list[RoundRow]:
    """Return every round of the bound municipality, newest half-year first."""
    found = db.session.scalars(select(SurveyRound).order_by(SurveyRound.half_year.desc(), SurveyRound.design))
    return [round_row(round_) for round_ in found]


def round_by_id(round_id: str) -> RoundRow:
    """Return one round; raises NotYours."""
    return round_row(stored_round(round_id))


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


def stored_round(round_id: str) -> SurveyRound:
    """Return one round as it is stored; raises NotYours."""
    found = db.session.scalar(select(SurveyRound).where(SurveyRound.id == round_id))
    if found is None:
        raise NotYours
    return found


def round_row(round_: SurveyRound) -> RoundRow:
    """Return a stored round as staff see it."""
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
        select(func.count()).select_from(Envelope).where(Envelope.round_id == stored_round(round_id).id)
    )
    return (number or 0) // 10 * 10


def offered_questionnaires() -> dict[str, str]:
    """Return the titles of the questionnaires a round can be made from, by id."""
    return {key: str(offer.title) for key, offer in questionnaires.offered().items()}


def published_questions(round_id: str) -> Sequence[Mapping[str, Any]]:
    """Return an opened round's questions as they were published; empty before opening."""
    round_ = stored_round(round_id)
    return questionnaires.questions(round_.published) if round_.published else []


def questions_of(round_id: str) -> Sequence[tuple[str, str]]:
    """Return a round's questions and whom each is put to (empty: everybody): as published, else as opening would publish them.

    Empty when nobody offers the questionnaire any more.
    """
    round_ = stored_round(round_id)
    asked: Sequence[Any] = planned_content(round_)["questions"]
    if round_.published is not None:
        asked = questionnaires.questions(round_.published)
    return [(_(question["wording"]), questionnaires.put_to(question, asked)) for question in asked]
