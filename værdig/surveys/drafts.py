"""Drafts: answers under way, readable only with the code and the pepper together; sending is done in `service`.

Neither the database nor its backup opens a draft: its key is HKDF(HMAC(pepper, code)), and the code is kept by the citizen.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from værdig.crypto import field_place, keyring, seal, unseal
from værdig.db import db
from værdig.db.apart import single_statement
from værdig.db.prepared import Prepared, mine
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
LANGUAGE = "~"
"""The key, beside the questions' ids, of the language it is answered in."""

ROWS = Draft.__table__
_OF_CODE = (ROWS.c.round_id == bindparam("of_round"), ROWS.c.lookup == bindparam("of_code"), mine(ROWS))
_READ = Prepared(select(ROWS.c.sealed, ROWS.c.version).where(*_OF_CODE))
_ADD = Prepared(insert(Draft))
_CHANGE = Prepared(update(Draft).where(*_OF_CODE))
_REPLACE = Prepared(update(Draft).where(*_OF_CODE, ROWS.c.version == bindparam("before")))
_HOLD = Prepared(select(ROWS.c.version).where(ROWS.c.lookup == bindparam("of_code"), mine(ROWS)).with_for_update())
_FORGET = Prepared(delete(Draft).where(*_OF_CODE))


def lookup(code: str) -> bytes:
    """Return what a code's draft is found by: another HMAC than the invitation's."""
    return keyring().pepper_mac(PURPOSE, code)


@dataclass(frozen=True)
class Begun:
    """A draft in clear: question id to value, the id of the furthest question dealt with, who helped and in which language it is
    answered (empty: not told)."""

    answers: dict[str, Value]
    reached: str = ""
    help: str = ""
    language: str = ""


def read(round_id: str, code: str) -> Begun:
    """Return what has been answered so far; empty when there is no draft."""
    place = lookup(code)
    row = _READ.run(of_round=round_id, of_code=place).first()
    return Begun({}) if row is None else opened(round_id, place, code, row)


def opened(round_id: str, place: bytes, code: str, row: Row[Any]) -> Begun:
    """Return a draft in clear; `place` is its code's `lookup`, `row` holds `sealed` and `version`. Raises CannotOpen."""
    data = unseal(_key(code), _bound(round_id, place, row.version), row.sealed)
    answers: dict[str, Value] = json.loads(unpad(data))
    reached, helped, spoken = (str(answers.pop(key, "")) for key in (REACHED, HELP, LANGUAGE))
    return Begun(answers, reached, helped, spoken)


def hold(code: str) -> None:
    """Keep `replace` from a code's draft until the transaction ends; on SQLite whoever writes is alone already."""
    if db.engine.dialect.name != "sqlite":
        _HOLD.run(of_code=lookup(code))


def write(round_id: str, code: str, begun: Begun) -> None:
    """Keep a draft; call inside a transaction that holds code and draft, and has read the draft there.

    Then only what was changed changes, so two tabs, or a slow request overtaken by a quick one, lose nothing of each other's.
    """
    place = lookup(code)
    row = _row(round_id, place, code, begun)
    changed = _CHANGE.run(of_round=round_id, of_code=place, **row)
    if not changed.rowcount:
        _ADD.run(round_id=round_id, lookup=place, **row)


def replace(round_id: str, code: str, version: int, begun: Begun) -> bool:
    """Keep a draft in place of the version that was read, in one statement; tells whether that was still the one there."""
    place = lookup(code)
    row = _row(round_id, place, code, begun)
    with single_statement():
        return bool(_REPLACE.run(of_round=round_id, of_code=place, before=version, **row).rowcount)


def _row(round_id: str, place: bytes, code: str, begun: Begun) -> dict[str, Any]:
    """Return what is stored of a draft. Its version is drawn: a number that counted would tell how often it was saved."""
    version = secrets.randbelow(2**31)
    beside = {REACHED: begun.reached, HELP: begun.help, LANGUAGE: begun.language}
    content = {**begun.answers, **{key: told for key, told in beside.items() if told}}
    sealed = seal(_key(code), _bound(round_id, place, version), pad(canonical(content).encode()))
    return {"sealed": sealed, "version": version}


def forget(round_id: str, code: str) -> None:
    """Delete the draft; call inside a transaction."""
    _FORGET.run(of_round=round_id, of_code=lookup(code))


def _key(code: str) -> bytes:
    return keyring().pepper_key(PURPOSE, code)


def _bound(round_id: str, place: bytes, version: int) -> bytes:
    return field_place("draft", "sealed", f"{round_id}:{place.hex()}:{version}")
