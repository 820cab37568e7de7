"""Drafts: answers under way, readable only with the code and the pepper together; sending is done in `service`.

Neither the database nor its backup opens a draft: its key is HKDF(HMAC(pepper, code)), and the code is kept by the citizen.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, select

from værdig.crypto import field_place, keyring, seal, unseal
from værdig.db import db
from værdig.db.types import canonical
from værdig.surveys.ballot_box import PADDED_BYTES, pad, unpad
from værdig.surveys.models import Draft
from værdig.surveys.question_types import Value

PURPOSE = "draft"
SEALED_BYTES = PADDED_BYTES + 29
REACHED = ""
"""The key, beside the questions' ids, of the furthest question that was dealt with, answered or skipped."""
HELP = "?"
"""The key, beside the questions' ids, of who helped."""


def lookup(code: str) -> bytes:
    """Return what a code's draft is found by: another HMAC than the invitation's."""
    return keyring().pepper_mac(PURPOSE, code)


@dataclass(frozen=True)
class Begun:
    """A draft in clear: question id to value, the id of the furthest question dealt with, and who helped (empty: not told)."""

    answers: dict[str, Value]
    reached: str = ""
    help: str = ""


def read(round_id: str, code: str) -> Begun:
    """Return what has been answered so far; empty when there is no draft."""
    row = _row(round_id, code)
    return Begun({}) if row is None else _opened(row, code)


def write(round_id: str, code: str, begun: Begun) -> None:
    """Keep a draft; call inside a transaction that holds the invitation and has read the draft there.

    Then only what was changed changes, so two tabs, or a slow request overtaken by a quick one, lose nothing of each other's.
    """
    row = _row(round_id, code)
    if row is None:
        row = Draft(round_id=round_id, lookup=lookup(code))
        db.session.add(row)
    row.version = secrets.randbelow(2**31)
    beside = {REACHED: begun.reached, HELP: begun.help}
    content = {**begun.answers, **{key: told for key, told in beside.items() if told}}
    row.sealed = seal(_key(code), _place(row), pad(canonical(content).encode()))
    db.session.flush()


def forget(round_id: str, code: str) -> None:
    """Delete the draft; call inside a transaction."""
    db.session.execute(
        delete(Draft).where(Draft.round_id == round_id, Draft.lookup == lookup(code)),
        execution_options={"synchronize_session": False},
    )


def _row(round_id: str, code: str) -> Draft | None:
    return db.session.scalar(
        select(Draft)
        .where(Draft.round_id == round_id, Draft.lookup == lookup(code))
        .execution_options(populate_existing=True)
    )


def _opened(row: Draft, code: str) -> Begun:
    answers: dict[str, Value] = json.loads(unpad(unseal(_key(code), _place(row), row.sealed)))
    reached, helped = str(answers.pop(REACHED, "")), str(answers.pop(HELP, ""))
    return Begun(answers, reached, helped)


def _key(code: str) -> bytes:
    return keyring().pepper_key(PURPOSE, code)


def _place(row: Draft) -> bytes:
    return field_place("draft", "sealed", f"{row.round_id}:{row.lookup.hex()}:{row.version}")
