"""Closing a round: from sealed envelopes to coarse answers, in committed steps that can be taken up again after any crash.

Each step ends with a transaction that notes its own name on the round; a step that is noted is never done again, and one that was
cut short left nothing behind that doing it again does not make good. What takes long is done outside transactions or in many short
ones, for on SQLite nobody else can write during one. What links answers to codes exists only in this process's memory, never between
steps.
Who may close, and what is logged about it, is in `service`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import SystemRandom
from typing import Any, cast

from sqlalchemy import CursorResult, and_, delete, func, insert, select

from værdig import clock
from værdig.crypto import CannotOpen, box_opener, field_place, keyring, seal_text
from værdig.db import db, new_id, transaction
from værdig.db.engine import empty_log
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _
from værdig.surveys import coarsen, gone_types, questionnaires, round_keys
from værdig.surveys.ballot_box import Ballot, NotAnAnswer, read_ballot
from værdig.surveys.conditions import without_unasked
from værdig.surveys.contradictions import marking
from værdig.surveys.grouping import answerable, is_part
from værdig.surveys.hidden_beside import HIDDEN, hidden_beside
from værdig.surveys.invitations import outbox
from værdig.surveys.models import (
    Answer,
    Draft,
    Envelope,
    Invitation,
    OpenAnswer,
    RoundGroup,
    RoundTally,
    State,
    SurveyRound,
)
from værdig.surveys.question_types import QuestionType, Value, type_of
from værdig.surveys.rounds import being_closed, locked

OPEN_TEXT_KEY = "surveys/open-answer"
CHUNK = 1000
DELETED_AT_ONCE = 2000
"""Rows deleted in one transaction: on SQLite what is deleted is overwritten, which takes seconds for a whole large round."""
CLEARED_WITHIN_MS = 20_000
"""How long closing waits for others to finish reading before the log of deleted rows can be emptied."""


@dataclass(frozen=True)
class Opened:
    """One readable envelope: what it held, and the attributes of the code it came with."""

    attributes: coarsen.Attributes
    ballot: Ballot


@dataclass
class Work:
    """What one run of closing knows: the round's id, the holder's pass phrase, and, as long as they are needed, the round's private
    key and the opened envelopes.
    """

    round_id: str
    passphrase: str | None = None
    private: bytes | None = None
    opened: list[Opened] | None = None


def run(round_id: str, passphrase: str | None = None, *, after_step: Callable[[str], None] | None = None) -> None:
    """Close a round, or take up a closing that was cut short; nothing happens when it is closed.

    Raises UserError for a missing or wrong pass phrase (then nothing has changed), and KeyLost when the key is gone (the round is
    then `tabt`; it can be tried again if the key turns up). `after_step` is told each step's name after its commit.
    """
    work = Work(round_id, passphrase)
    _check_key(work)
    for name, step in STEPS:
        if _is_done(round_id, name):
            continue
        step(work, name)
        if after_step is not None:
            after_step(name)


def _check_key(work: Work) -> None:
    """Ask for the key before anything changes, unless closing has come past needing it."""
    round_ = _round(work.round_id)
    if round_.state not in (State.OPEN, State.CLOSING, State.LOST):
        return
    if round_.closing_step in KEY_NOT_NEEDED:
        return
    try:
        work.private = round_keys.private_key(round_, work.passphrase)
    except round_keys.KeyLost:
        _move(work.round_id, {State.OPEN, State.CLOSING}, State.LOST)
        raise
    _move(work.round_id, {State.LOST}, State.CLOSING)


def _move(round_id: str, before: set[State], after: State) -> None:
    with transaction():
        round_ = locked(round_id)
        if round_.state in before:
            round_.state = after


def _round(round_id: str) -> SurveyRound:
    found = db.session.scalar(select(SurveyRound).where(SurveyRound.id == round_id))
    if found is None:
        raise RuleBroken("no such round")
    return found


def _done_steps(round_: SurveyRound) -> int:
    return STEP_NAMES.index(round_.closing_step) + 1 if round_.closing_step else 0


def _is_done(round_id: str, name: str) -> bool:
    db.session.expire_all()
    return _done_steps(_round(round_id)) > STEP_NAMES.index(name)


def _in_transaction(
    act: Callable[[Work, SurveyRound], None], first: Callable[[Work], object] | None = None
) -> Callable[[Work, str], None]:
    """Make a step of `act`: one transaction, skipped when somebody else has just done it, noted at its end.

    `first` comes before it and outside: what can be done twice, and would keep others from writing for too long.
    """

    def step(work: Work, name: str) -> None:
        if first is not None:
            first(work)
        with transaction():
            round_ = being_closed(work.round_id)
            if _done_steps(round_) > STEP_NAMES.index(name):
                return
            act(work, round_)
            round_.closing_step = name

    return step


def _stop(_work: Work, round_: SurveyRound) -> None:
    """From here no answer is taken: sending holds a lock on the open round. A draft saved in this moment is one that nobody reads."""
    if round_.state not in (State.OPEN, State.CLOSING):
        raise RuleBroken("only an open round can be closed")
    round_.state = State.CLOSING


def _check(work: Work, round_: SurveyRound) -> None:
    every = select(func.count()).select_from(Envelope).where(Envelope.round_id == round_.id)
    round_.unreadable = (db.session.scalar(every) or 0) - len(_opened(work))


def _opened(work: Work) -> Sequence[Opened]:
    """Open every envelope, once a run. One that does not open, or that answers another questionnaire, is left out.

    No envelope comes or goes between the step that stops answering and the writing of the answers, so this needs no lock.
    """
    if work.opened is None:
        round_ = _round(work.round_id)
        if round_.published is None or work.private is None:
            raise RuleBroken("a round whose envelopes are opened has a questionnaire and a key")
        asked = [(question, type_of(question)) for question in questionnaires.questions(round_.published)]
        unsealed = box_opener(work.private)
        work.opened = []
        for sealed, group, length in _envelopes(round_):
            try:
                ballot = _fitting(asked, read_ballot(round_.id, unsealed(sealed)))
            except (CannotOpen, NotAnAnswer, ValueError):
                continue
            work.opened.append(Opened((group, length), ballot))
    return work.opened


def _envelopes(round_: SurveyRound) -> Any:
    joined = and_(Invitation.round_id == Envelope.round_id, Invitation.lookup == Envelope.lookup)
    return db.session.execute(
        select(Envelope.sealed, Invitation.group_key, Invitation.length_key)
        .join(Invitation, joined)
        .where(Envelope.round_id == round_.id)
        .execution_options(yield_per=CHUNK)
    )


def _fitting(asked: Sequence[tuple[Any, QuestionType | None]], ballot: Ballot) -> Ballot:
    """Return the ballot with the answers that fit the questionnaire; raises ValueError when one does not."""
    kept: dict[str, Value] = {}
    for question, kind in asked:
        given = ballot.answers.get(question["id"])
        value = kind.clean(question, given) if kind else gone_types.as_sealed(given)
        if value is not None:
            kept[question["id"]] = value
    return replace(ballot, answers=without_unasked([question for question, _kind in asked], kept))


def _coarsen(work: Work, round_: SurveyRound) -> None:
    counts = Counter(dict.fromkeys(answerable(round_), 0))
    counts.update(opened.attributes for opened in _opened(work))
    plan = coarsen.decide(counts, round_.threshold, hidden_beside(round_))
    round_.coarsening = plan.as_json()
    _merge_groups(round_, plan)


def _merge_groups(round_: SurveyRound, plan: coarsen.Plan) -> None:
    together = [group for group in round_.groups if group.key in plan.merged]
    if not together:
        return
    for group in together:
        group.merged_into = coarsen.MERGED
    invited = [group.invited for group in together]
    db.session.add(
        RoundGroup(
            round_id=round_.id,
            key=coarsen.MERGED,
            label=_("Slået sammen: %(groups)s", groups=", ".join(group.label for group in together)),
            position=1 + max(group.position for group in round_.groups),
            invited=None if None in invited else sum(number or 0 for number in invited),
            issued=sum(group.issued for group in together),
        )
    )


def _write(work: Work, round_: SurveyRound) -> None:
    """Write the answers in an order that a cryptographic generator draws; texts are drawn by themselves."""
    plan = coarsen.Plan.from_json(round_.coarsening)
    opened = list(_opened(work))
    SystemRandom().shuffle(opened)
    apart = _apart(round_)
    texts = [pair for one in opened for pair in one.ballot.answers.items() if apart(*pair)]
    SystemRandom().shuffle(texts)
    _insert(Answer, [_answer_row(round_, plan, one, apart) for one in opened])
    _insert(OpenAnswer, [_text_row(round_, question, str(text)) for question, text in texts])
    _insert(RoundTally, _tallies(round_, opened))
    marking.mark(round_, _rated_questions(round_), ((one.ballot.language, one.ballot.answers) for one in opened))
    work.opened = work.private = None


def _rated_questions(round_: SurveyRound) -> set[str]:
    questions = round_.published.content["questions"] if round_.published else []
    return {question["id"] for question in questions if question["kind"] == "rated"}


def _apart(round_: SurveyRound) -> Callable[[str, Value], bool]:
    """Return what tells, of a question's id and an answer, whether the answer is kept sealed and apart from its writer's others."""
    questions = round_.published.content["questions"] if round_.published else []
    chooses = {question["id"]: gone_types.choosing(question) for question in questions}
    return lambda question, value: not chooses[question](value)


def _answer_row(
    round_: SurveyRound, plan: coarsen.Plan, one: Opened, apart: Callable[[str, Value], bool]
) -> dict[str, Any]:
    group, length = plan.mapping[one.attributes]
    chosen = {question: value for question, value in one.ballot.answers.items() if not apart(question, value)}
    return {
        "id": new_id(),
        "municipality_id": round_.municipality_id,
        "round_id": round_.id,
        "group_key": group,
        "length_key": length,
        "chosen": chosen,
    }


def _text_row(round_: SurveyRound, question: str, text: str) -> dict[str, Any]:
    row_id = new_id()
    place = field_place("open_answer", "sealed", row_id)
    return {
        "id": row_id,
        "municipality_id": round_.municipality_id,
        "round_id": round_.id,
        "question": question,
        "sealed": seal_text(keyring().derive(OPEN_TEXT_KEY), place, text),
    }


def _tallies(round_: SurveyRound, opened: Sequence[Opened]) -> list[dict[str, Any]]:
    found = Counter(
        (kind, str(getattr(one.ballot, kind))) for one in opened for kind in ("channel", "help", "language")
    )
    same = {"municipality_id": round_.municipality_id, "round_id": round_.id}
    return [{**same, "kind": kind, "value": value, "number": number} for (kind, value), number in found.items()]


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), CHUNK):
        db.session.execute(insert(model), rows[start : start + CHUNK])


def _count(_work: Work, round_: SurveyRound) -> None:
    round_.answers_total = db.session.scalar(
        select(func.count()).select_from(Answer).where(Answer.round_id == round_.id)
    )
    count_used(round_)


def count_used(round_: SurveyRound) -> None:
    """Note how many used their code, by group, while the invitations are there to be counted; call inside a transaction.

    Where more answered than are said to be invited (new codes after a lost file), the number invited is unknown.
    """
    used = Counter(
        db.session.scalars(
            select(Invitation.group_key).where(Invitation.round_id == round_.id, Invitation.used.is_(True))
        )
    )
    for group in round_.groups:
        group.used = None if is_part(group) else used[group.key]
    for group in round_.groups:
        if group.key == coarsen.MERGED:
            group.used = sum(used[other.key] for other in round_.groups if other.merged_into == coarsen.MERGED)
        if group.invited is not None and group.used is not None and group.used > group.invited:
            group.invited = None


def _destroy_key(work: Work, round_: SurveyRound) -> None:
    """This is the erasure: no envelope of the round can be opened any more, also not in a backup."""
    round_keys.destroy(round_)
    work.passphrase = None


def _drop_invitations(_work: Work, round_: SurveyRound) -> None:
    db.session.execute(delete(Invitation).where(Invitation.round_id == round_.id))
    outbox.forget(round_.id)


def _drop_envelopes(work: Work) -> None:
    """Delete the envelopes, some at a time; nobody needs them any more, so being cut short leaves only less to do."""
    some = select(Envelope.lookup).where(Envelope.round_id == work.round_id).limit(DELETED_AT_ONCE)
    deleted = DELETED_AT_ONCE
    while deleted == DELETED_AT_ONCE:
        with transaction():
            gone = delete(Envelope).where(Envelope.round_id == work.round_id, Envelope.lookup.in_(some))
            deleted = cast("CursorResult[Any]", db.session.execute(gone)).rowcount


def _drop_drafts(_work: Work, round_: SurveyRound) -> None:
    db.session.execute(delete(Draft).where(Draft.round_id == round_.id))


def _vacuum(work: Work, name: str) -> None:
    """Rewrite the file so that no deleted page is left in it or in its log; repeated when it was cut short.

    Raises UserError when others keep the log in use: closing can then be taken up again here.
    """
    db.session.rollback()
    raw = db.engine.raw_connection()
    try:
        _vacuum_on(raw, db.engine.dialect.name)
    finally:
        raw.close()
    _in_transaction(lambda _work, _round: None)(work, name)


def _vacuum_on(raw: Any, dialect: str) -> None:
    if dialect == "sqlite":
        raw.cursor().execute("VACUUM")
        if not empty_log(raw, CLEARED_WITHIN_MS):
            raise UserError(_("Databasen er i brug og kan ikke ryddes lige nu. Prøv igen om lidt."))
        return
    raw.driver_connection.autocommit = True
    try:
        for table in (Envelope, Draft, Invitation, *outbox.TABLES):
            raw.cursor().execute(f"VACUUM FULL {table.__tablename__}")
    finally:
        raw.driver_connection.autocommit = False


def _finish(_work: Work, round_: SurveyRound) -> None:
    round_.state = State.CLOSED
    hidden = coarsen.Plan.from_json(round_.coarsening).hidden
    round_.coarsening = {HIDDEN: hidden.as_json()}  # the pairs, which tell what is rare, are gone
    round_.closed_on = round_.closed_on or clock.today()


STEPS: tuple[tuple[str, Callable[[Work, str], None]], ...] = (
    ("stoppet", _in_transaction(_stop)),
    ("kontrolleret", _in_transaction(_check, first=_opened)),
    ("udjaevnet", _in_transaction(_coarsen, first=_opened)),
    ("skrevet", _in_transaction(_write, first=_opened)),
    ("talt", _in_transaction(_count)),
    ("noegle_slettet", _in_transaction(_destroy_key)),
    ("invitationer_slettet", _in_transaction(_drop_invitations)),
    ("konvolutter_slettet", _in_transaction(_drop_drafts, first=_drop_envelopes)),
    ("ryddet", _vacuum),
    ("faerdig", _in_transaction(_finish)),
)
STEP_NAMES = tuple(name for name, _step in STEPS)
KEY_NOT_NEEDED = STEP_NAMES[STEP_NAMES.index("skrevet") :]
"""The steps after which the private key is of no use any more."""
