"""What a citizen does with a code: enter, answer one question, send; the writes of staff are in `service`.

Nothing here is logged: no audit entry, no job, no time. A code that was used, whose round has closed, or that was never made
gets the same refusal, so that nobody can learn from a found code whether its owner has answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, insert, select, update

from værdig import codes
from værdig.crypto import keyring
from værdig.db import in_transaction, transaction
from værdig.db.prepared import Prepared, mine
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _, language
from værdig.surveys import drafts, holding, page_marks, questionnaires
from værdig.surveys.ballot_box import Ballot, seal_ballot
from værdig.surveys.beside import side_language
from værdig.surveys.channels import CHANNELS, LINK
from værdig.surveys.conditions import is_asked, without_unasked
from værdig.surveys.masking.answers import for_the_draft, for_the_envelope
from værdig.surveys.models import Envelope, Invitation, State, SurveyRound
from værdig.surveys.question_types import Value, type_of
from værdig.surveys.rounds import first_day_after

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
    version: int | None = None
    """Of the draft that was read; None where there was none."""
    language: str = ""
    """In which it was answered so far; empty where that is not known."""

    @property
    def kept_under(self) -> str:
        """The mark under which a browser keeps what is typed until the next save."""
        return page_marks.of_draft(self.code, self.version)

    def draft_name(self, number: int) -> str:
        """Return the name under which a browser keeps what is typed at a question until the next save."""
        return f"svar-{self.kept_under}-{number}"

    @property
    def read_from(self) -> date:
        """The first day anybody may read the answers: the one on which the round may be closed."""
        return first_day_after(self.closes_on)

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
    return _find(code).seat(code)


@dataclass(frozen=True)
class Kept:
    """What came of an answer: the seat with it, and the numbers of the questions whose answers were put aside for it.

    `opened` are the numbers of those that follow it and are not answered, where the answer is another than before.
    """

    seat: Seat
    put_aside: tuple[int, ...] = ()
    opened: tuple[int, ...] = ()


def answer(typed: str, question_id: str, given: Any) -> Kept:
    """Keep one answer in the draft; None takes it back.

    Answers to questions that are not asked after this one are put aside; no other answer is touched. An answer to a question
    that is not asked any more (from another tab) is itself put aside.

    Mostly nobody else saves with the code meanwhile, and the draft that was read is replaced. The first time, and when somebody
    does, the code is held, and the answer added to what is there then.

    Raises CodeMistyped, CodeUnusable, and UserError when the answer is not one that can be given.
    """
    code = codes.normalise(typed)
    if not in_transaction():
        found = _find(code)
        after, kept = found.with_answer(code, question_id, given)
        if found.version is not None and drafts.replace(found.round_id, code, found.version, after):
            return kept
    with transaction():
        held = _hold(code)
        after, kept = held.with_answer(code, question_id, given)
        drafts.write(held.round_id, code, after)
        return kept


def _opened(questions: Sequence[Mapping[str, Any]], earlier: str, answers: Mapping[str, Value]) -> tuple[int, ...]:
    """Return the numbers of the questions that follow an earlier one, are asked after its answer, and have none themselves."""
    return tuple(
        number
        for number, question in enumerate(questions, 1)
        if earlier in (question.get("asked_if") or ()) and question["id"] not in answers and is_asked(question, answers)
    )


def _furthest(questions: Sequence[Mapping[str, Any]], *reached: str) -> str:
    ids = [""] + [question["id"] for question in questions]
    return max((one for one in reached if one in ids), key=ids.index, default="")


def tell_help(typed: str, given: str) -> None:
    """Keep in the draft who helped; raises CodeMistyped and CodeUnusable."""
    code = codes.normalise(typed)
    with transaction():
        held = _hold(code)
        drafts.write(held.round_id, code, replace(held.begun, help=given, language=_read_in()))


def keep_language(typed: str, spoken: str) -> None:
    """Note in which language somebody goes on, so that it is so on her next device too; where nothing is answered yet, nothing is
    noted. Raises CodeMistyped, CodeUnusable."""
    code = codes.normalise(typed)
    with transaction():
        held = _hold(code)
        if held.version is not None and held.begun.language != spoken:
            drafts.write(held.round_id, code, replace(held.begun, language=spoken))


def _read_in() -> str:
    """Return the language she reads: the one beside Danish where somebody helps her, else the page's."""
    return side_language() or language()


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
        held = _hold(code)
        seat = held.seat(code)
        if checked and checked != seat.mark:
            raise UserError(_("Dine svar er ændret, siden du åbnede denne side. Tjek dem her, og send dem så."))
        if not seat.answers:
            raise UserError(_("Du har ikke svaret på noget endnu. Svar på mindst ét spørgsmål, før du sender."))
        sealed = for_the_envelope(seat.questions, seat.answers)
        _put(held, Ballot(sealed, channel, help_given or seat.help or UNSAID, language()))
        drafts.forget(held.round_id, code)
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
        held = _hold(code)
        asked = held.questions
        cleaned = {question: _cleaned(_question(asked, question), given) for question, given in answers.items()}
        kept = without_unasked(asked, {key: value for key, value in cleaned.items() if value is not None})
        _put(held, Ballot(for_the_envelope(asked, kept), channel, help_given, spoken or language()))
        drafts.forget(held.round_id, code)


def _put(held: _Found, ballot: Ballot) -> None:
    """Drop a ballot into the box: from here nobody can read it before the round is closed."""
    if ballot.channel not in CHANNELS:
        raise RuleBroken(f"no such channel: {ballot.channel}")
    if held.public_key is None:
        raise RuleBroken("an open round has a public key")
    sealed = seal_ballot(held.public_key, held.round_id, ballot)
    _INTO_THE_BOX.run(round_id=held.round_id, lookup=held.lookup, sealed=sealed)
    _USED.run(of_round=held.round_id, of_code=held.lookup)


_R, _I = SurveyRound.__table__, Invitation.__table__
_OPEN = (_R.c.state == State.OPEN, mine(_R))
_SEAT = Prepared(
    select(
        _R.c.id,
        _R.c.closes_on,
        _R.c.questionnaire_version_id,
        _R.c.public_key,
        _I.c.used,
        drafts.ROWS.c.sealed,
        drafts.ROWS.c.version,
    )
    .join(_I, _I.c.round_id == _R.c.id)
    .outerjoin(
        drafts.ROWS,
        and_(drafts.ROWS.c.round_id == _R.c.id, drafts.ROWS.c.lookup == bindparam("of_draft"), mine(drafts.ROWS)),
    )
    .where(*_OPEN, _I.c.lookup == bindparam("of_code"), mine(_I))
)
"""Everything that a code opens, in one reading."""
_INTO_THE_BOX = Prepared(insert(Envelope))
_USED = Prepared(
    update(Invitation)
    .where(_I.c.round_id == bindparam("of_round"), _I.c.lookup == bindparam("of_code"), mine(_I))
    .values(used=True)
)


@dataclass(frozen=True)
class _Found:
    """What an unused code opens: an open round with its questions, and the draft."""

    round_id: str
    closes_on: date
    questions: Sequence[Mapping[str, Any]]
    public_key: bytes | None
    lookup: bytes
    begun: drafts.Begun
    version: int | None
    """Of the draft; None where nothing has been answered yet."""

    def seat(self, code: str, begun: drafts.Begun | None = None) -> Seat:
        """Return the seat with what has been answered so far: what was found, or what has been kept since."""
        now = begun or self.begun
        kept = without_unasked(self.questions, now.answers)
        round_id, closes_on, version = self.round_id, self.closes_on, self.version
        return Seat(
            round_id, closes_on, code, self.questions, kept, now.reached, now.help, version, language=now.language
        )

    def with_answer(self, code: str, question_id: str, given: Any) -> tuple[drafts.Begun, Kept]:
        """Return the draft with one answer more (None: less), and what came of it; raises UserError."""
        asked = _question(self.questions, question_id)
        answers = {**self.begun.answers, question_id: for_the_draft(asked, _cleaned(asked, given))}
        put = {question: answer for question, answer in answers.items() if answer is not None}
        kept = without_unasked(self.questions, put)
        reached = _furthest(self.questions, self.begun.reached, question_id)
        after = drafts.Begun(kept, reached, self.begun.help, _read_in())
        gone = tuple(n for n, question in enumerate(self.questions, 1) if question["id"] in put.keys() - kept.keys())
        is_new = kept.get(question_id) not in (None, self.begun.answers.get(question_id))
        opened = _opened(self.questions, question_id, kept) if is_new else ()
        return after, Kept(self.seat(code, after), gone, opened)


def _find(code: str) -> _Found:
    """Return what a code opens; raises CodeUnusable."""
    found, place = lookup(code), drafts.lookup(code)
    row = _SEAT.run(of_code=found, of_draft=place).first()
    if row is None or row.used:
        raise CodeUnusable(used=row is not None)
    if row.questionnaire_version_id is None:
        raise RuleBroken("an open round has a questionnaire")
    questions = questionnaires.published(row.questionnaire_version_id)
    begun = drafts.Begun({}) if row.sealed is None else drafts.opened(row.id, place, code, row)
    return _Found(row.id, row.closes_on, questions, row.public_key, found, begun, row.version)


def _hold(code: str) -> _Found:
    """Return what a code opens, for a transaction that writes, and hold it until that ends; raises CodeUnusable.

    The round is held against closing (shared), the code and its draft against a second request with it; only then is anything read,
    so that it is the newest.
    """
    holding.beside_others(lookup(code))
    drafts.hold(code)
    return _find(code)


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
