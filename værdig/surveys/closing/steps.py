"""The steps of closing in their order, and taking them up again; what each does to answers is in `writing` and `erasing`."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from værdig import clock
from værdig.db import db, transaction
from værdig.errors import RuleBroken
from værdig.surveys import coarsen, round_keys
from værdig.surveys.closing import erasing, writing
from værdig.surveys.closing.envelopes import Work, opened, round_of
from værdig.surveys.hidden_beside import HIDDEN
from værdig.surveys.models import Envelope, State, SurveyRound
from værdig.surveys.rounds import being_closed, locked


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
    round_ = round_of(work.round_id)
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


def _done_steps(round_: SurveyRound) -> int:
    return STEP_NAMES.index(round_.closing_step) + 1 if round_.closing_step else 0


def _is_done(round_id: str, name: str) -> bool:
    db.session.expire_all()
    return _done_steps(round_of(round_id)) > STEP_NAMES.index(name)


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
    round_.unreadable = (db.session.scalar(every) or 0) - len(opened(work))


def _nothing_more(_work: Work, _round: SurveyRound) -> None:
    """What came first is all there is to the step: it cannot be done inside a transaction."""


def _finish(_work: Work, round_: SurveyRound) -> None:
    round_.state = State.CLOSED
    hidden = coarsen.Plan.from_json(round_.coarsening).hidden
    round_.coarsening = {HIDDEN: hidden.as_json()}  # the pairs, which tell what is rare, are gone
    round_.closed_on = round_.closed_on or clock.today()


STEPS: tuple[tuple[str, Callable[[Work, str], None]], ...] = (
    ("stoppet", _in_transaction(_stop)),
    ("kontrolleret", _in_transaction(_check, first=opened)),
    ("udjaevnet", _in_transaction(writing.decide, first=opened)),
    ("skrevet", _in_transaction(writing.write, first=opened)),
    ("talt", _in_transaction(writing.count)),
    ("noegle_slettet", _in_transaction(erasing.destroy_key)),
    ("invitationer_slettet", _in_transaction(erasing.drop_invitations)),
    ("konvolutter_slettet", _in_transaction(erasing.drop_drafts, first=erasing.drop_envelopes)),
    ("ryddet", _in_transaction(_nothing_more, first=erasing.rewrite_file)),
    ("faerdig", _in_transaction(_finish)),
)
STEP_NAMES = tuple(name for name, _step in STEPS)
KEY_NOT_NEEDED = STEP_NAMES[STEP_NAMES.index("skrevet") :]
"""The steps after which the private key is of no use any more."""
