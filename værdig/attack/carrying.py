"""How a planted leak gets from envelopes to answers: closing writes what stood on the envelope onto the answer it held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import text

from værdig.db import db, transaction
from værdig.db.types import canonical
from værdig.surveys import closing, questionnaires, round_keys
from værdig.surveys.ballot_box import open_ballot
from værdig.surveys.core_questionnaire import CORE_ID

WRITTEN = "skrevet"
"""The step of closing after which answers are stored, and the envelopes are there still."""


@contextmanager
def carried_to_answers(column: str, target: str) -> Iterator[None]:
    """While this lasts, closing copies the envelope's `column` to the answer's `target`."""
    real = closing.run
    keys: list[bytes] = []

    def overheard(round_: Any, passphrase: str | None = None) -> bytes:
        keys.append(real_key(round_, passphrase))
        return keys[-1]

    real_key = round_keys.private_key

    def run(round_id: str, passphrase: str | None = None, *, after_step: Callable[[str], None] | None = None) -> None:
        def then(step: str) -> None:
            if step == WRITTEN:
                _carry(round_id, column, target, keys[-1])
            if after_step is not None:
                after_step(step)

        real(round_id, passphrase, after_step=then)

    with patch.object(closing, "run", run), patch.object(round_keys, "private_key", overheard):
        yield


def _carry(round_id: str, column: str, target: str, private: bytes) -> None:
    here = {"round": round_id}
    stored: defaultdict[str, list[str]] = defaultdict(list)
    change = text(f"UPDATE answer SET {target} = :noted WHERE id = :id")  # noqa: S608 - our own names
    with transaction():
        for answer in db.session.execute(text("SELECT id, chosen FROM answer WHERE round_id = :round"), here).all():
            stored[answer.chosen].append(answer.id)
        for noted, chosen in _opened(round_id, column, private):
            db.session.execute(change, {"noted": noted, "id": stored[chosen].pop()})


def _opened(round_id: str, column: str, private: bytes) -> Iterator[tuple[str, str]]:
    """Yield what stood on each envelope and what of its content is stored, opening it with the key closing has in hand."""
    here = {"round": round_id}
    written = {question.id for question in questionnaires.offered()[CORE_ID].questions if question.kind == "open"}
    envelopes = text(f"SELECT sealed, {column} AS noted FROM envelope WHERE round_id = :round")  # noqa: S608
    for envelope in db.session.execute(envelopes, here).all():
        answers = open_ballot(private, round_id, bytes(envelope.sealed)).answers
        yield envelope.noted, canonical({name: value for name, value in answers.items() if name not in written})
