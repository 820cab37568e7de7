"""What a citizen does with a code: enter, answer one question, send; the writes of staff are in `service`.

Nothing here is logged: no audit entry, no job, no time. A code that was used, whose round has closed, or that was never made
gets the same refusal, so that nobody can learn from a found code whether its owner has answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from værdig import codes
from værdig.crypto import keyring
from værdig.db import db, transaction
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _, language
from værdig.surveys import drafts, page_marks, questionnaires
from værdig.surveys.ballot_box import Ballot, seal_ballot
from værdig.surveys.channels import CHANNELS, LINK
from værdig.surveys.conditions import is_asked, without_unasked
from værdig.surveys.masking.answers import for_the_draft, for_the_envelope
from værdig.surveys.models import Envelope, Invitation, State, SurveyRound
from værdig.surveys.question_types import Value, type_of

UNSAID = "unsaid"
"""The `help` of a ballot whose sender was asked who helped and did not say."""


class CodeUnusable(UserError):
    """The code opens nothing: used, closed or never made. `used` may be told to nobody but the one who has just sent with it."""

    def __init__(self, *, used: bool) -> None:
        super().__init__(_("Koden kan ikke bruges."), "code")
        self.used = used


@dataclass(frozen=True)
class Seat:
    """A valid, unused code in an open round: the round's questions in order, and the answers so far.

    Not every question need be asked: see `asks`. `reached` is the id of the furthest question dealt with; empty when none is.
    """

    round_id: str
    closes_on: date
    code: str
    questions: Sequence[Mapping[str, Any]]
    answers: Mapping[str, Value]
    reached: str = ""
    help: str = ""
    """Who helped, when it has been told."""

    def asks(self, number: int) -> bool:
        """Return whether the question with this number (from 1) is put to somebody with these answers."""
        return is_asked(self.questions[number - 1], self.answers)

    def after(self, number: int) -> int | None:
        """Return the number of the next question that is asked, or None after the last."""
        later = range(number + 1, len(self.questions) + 1)
        return next((one for one in later if self.asks(one)), None)

    def before(self, number: int) -> int | None:
        """Return the number of the question asked before, or None before the first."""
        return next((one for one in range(number - 1, 0, -1) if self.asks(one)), None)

    def place(self, number: int) -> tuple[int, int]:
        """Return how far a question is among those that are asked, and how many those are: `8` of `12`."""
        put = [one for one in range(1, len(self.questions) + 1) if self.asks(one)]
        return put.index(number) + 1, len(put)

    @property
    def mark(self) -> str:
        """The mark of these answers, which a check page carries."""
        return page_marks.of_answers(self.code, self.answers, self.help)

    def left_at(self) -> int | None:
        """Return the number of the question to go on with: behind the furthest one dealt with; None when all are."""
        ids = [question["id"] for question in self.questions]
        return self.after(ids.index(self.reached) + 1 if self.reached in ids else 0)


def lookup(code: str) -> bytes:
    """Return what an invitation is found by: the code's HMAC under the pepper."""
    return keyring().pepper_mac("invitation", code)


def enter(typed: str) -> Seat:
    """Return the seat that a typed code gives; raises CodeMistyped for a slip and CodeUnusable for a code that opens nothing."""
    code = codes.normalise(typed)
    round_, _invitation = _find(code, writing=False)
    return _seat(round_, code)


@dataclass(frozen=True)
class Kept:
    """What came of an answer: the seat with it, and the numbers of the questions whose answers were put aside for it."""

    seat: Seat
    put_aside: tuple[int, ...] = ()


def answer(typed: str, question_id: str, given: Any) -> Kept:
    """Keep one answer in the draft; None takes it back.

    Answers to questions that are not asked after this one are put aside; no other answer is touched. An answer to a question
    that is not asked any more (from another tab) is itself put aside.

    Raises CodeMistyped, CodeUnusable, and UserError when the answer is not one that can be given.
    """
    code = codes.normalise(typed)
    with transaction():
        round_, _invitation = _find(code, writing=True)
        questions = _questions(round_)
        asked = _question(questions, question_id)
        value = for_the_draft(asked, _cleaned(asked, given))
        begun = drafts.read(round_.id, code)
        answers = {**begun.answers, question_id: value}
        put = {question: answer for question, answer in answers.items() if answer is not None}
        kept = without_unasked(questions, put)
        reached = _furthest(questions, begun.reached, question_id)
        drafts.write(round_.id, code, drafts.Begun(kept, reached, begun.help))
        gone = tuple(n for n, question in enumerate(questions, 1) if question["id"] in put.keys() - kept.keys())
        return Kept(Seat(round_.id, round_.closes_on, code, questions, kept, reached, begun.help), gone)


def _furthest(questions: Sequence[Mapping[str, Any]], *reached: str) -> str:
    ids = [""] + [question["id"] for question in questions]
    return max((one for one in reached if one in ids), key=ids.index, default="")


def tell_help(typed: str, given: str) -> None:
    """Keep in the draft who helped; raises CodeMistyped and CodeUnusable."""
    code = codes.normalise(typed)
    with transaction():
        round_, _invitation = _find(code, writing=True)
        begun = drafts.read(round_.id, code)
        drafts.write(round_.id, code, replace(begun, help=given))


def send(typed: str, *, channel: str = LINK, help_given: str = "", checked: str = "") -> Seat:
    """Seal the draft into the ballot box, once, and forget it; returns what was sent, for the citizen's own copy.

    What she wrote is masked before it is sealed. `channel` is one of `channels`. Who helped is what the draft says where
    `help_given` says nothing.

    `checked` is the mark of the answers she has checked; without one, what the draft holds is sent.

    Raises CodeUnusable when the code was used already (a double click, another tab), and UserError when nothing is answered or
    the answers are others than those checked (another tab or device).
    """
    code = codes.normalise(typed)
    with transaction():
        round_, invitation = _find(code, writing=True)
        seat = _seat(round_, code)
        if checked and checked != seat.mark:
            raise UserError(_("Dine svar er ændret, siden du åbnede denne side. Tjek dem her, og send dem så."))
        if not seat.answers:
            raise UserError(_("Du har ikke svaret på noget endnu. Svar på mindst ét spørgsmål, før du sender."))
        sealed = for_the_envelope(seat.questions, seat.answers)
        _put(round_, invitation, Ballot(sealed, channel, help_given or seat.help or UNSAID, language()))
        drafts.forget(round_.id, code)
    return replace(seat, answers=sealed)


def deliver(
    typed: str, answers: Mapping[str, Any], *, channel: str = LINK, help_given: str = "", spoken: str = ""
) -> None:
    """Seal a whole set of answers that was never a draft (from paper, or made up for the example) into the ballot box, once.

    Answers to questions that are not asked after the other answers are left out. `spoken` is the language they were given in, when
    it is not this request's. Raises as `answer` and `send` do.
    """
    code = codes.normalise(typed)
    with transaction():
        round_, invitation = _find(code, writing=True)
        asked = _questions(round_)
        cleaned = {question: _cleaned(_question(asked, question), given) for question, given in answers.items()}
        kept = without_unasked(asked, {key: value for key, value in cleaned.items() if value is not None})
        _put(round_, invitation, Ballot(for_the_envelope(asked, kept), channel, help_given, spoken or language()))
        drafts.forget(round_.id, code)


def _put(round_: SurveyRound, invitation: Invitation, ballot: Ballot) -> None:
    """Drop a ballot into the box: from here nobody can read it before the round is closed."""
    if ballot.channel not in CHANNELS:
        raise RuleBroken(f"no such channel: {ballot.channel}")
    if round_.public_key is None:
        raise RuleBroken("an open round has a public key")
    sealed = seal_ballot(round_.public_key, round_.id, ballot)
    db.session.add(Envelope(round_id=round_.id, lookup=invitation.lookup, sealed=sealed))
    invitation.used = True


def _find(code: str, *, writing: bool) -> tuple[SurveyRound, Invitation]:
    """Return the open round and the unused invitation of a code.

    A writer locks both until its transaction ends: the round against closing (shared), the invitation against a second request
    with the same code. On SQLite the whole write is serial already.
    """
    rounds = select(SurveyRound).where(SurveyRound.state == State.OPEN)
    if writing:
        rounds = rounds.with_for_update(read=True, of=SurveyRound)
    open_rounds = {round_.id: round_ for round_ in db.session.scalars(rounds)}
    invitations = select(Invitation).where(Invitation.round_id.in_(open_rounds), Invitation.lookup == lookup(code))
    if writing:
        invitations = invitations.with_for_update()
    found = db.session.scalar(invitations.execution_options(populate_existing=True))
    if found is None or found.used:
        raise CodeUnusable(used=found is not None)
    return open_rounds[found.round_id], found


def _seat(round_: SurveyRound, code: str) -> Seat:
    begun = drafts.read(round_.id, code)
    questions = _questions(round_)
    answers = without_unasked(questions, begun.answers)
    return Seat(round_.id, round_.closes_on, code, questions, answers, begun.reached, begun.help)


def _questions(round_: SurveyRound) -> Sequence[Mapping[str, Any]]:
    if round_.published is None:
        raise RuleBroken("an open round has a questionnaire")
    return questionnaires.questions(round_.published)


def _question(questions: Sequence[Mapping[str, Any]], question_id: str) -> Mapping[str, Any]:
    for question in questions:
        if question["id"] == question_id:
            return question
    raise UserError(_("Spørgsmålet findes ikke i denne undersøgelse."))


def _cleaned(question: Mapping[str, Any], given: Any) -> Value | None:
    kind = type_of(question)
    if kind is None:
        return None
    try:
        return kind.clean(question, given)
    except ValueError as error:
        raise UserError(_("Det svar kan ikke gives her. Vælg et af dem, du ser.")) from error
