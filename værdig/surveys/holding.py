"""Who may touch a municipality's open rounds at the same time: senders beside each other, one request a code, changes of a round alone.

On PostgreSQL these are locks in the server's memory. A lock on a row would write into it which transaction took it: on an invitation
that tells which draft is whose, and on the round every sender would write the same row. On SQLite whoever writes is alone already.
"""

from __future__ import annotations

from zlib import crc32

from sqlalchemy import BigInteger, Integer, bindparam, func, select

from værdig.db import current_tenant, db
from værdig.db.prepared import Prepared

OPEN_ROUNDS = 1
"""The first of the two numbers of a municipality's lock; the locks of codes have one number, and so never meet it."""

_KIND, _MINE = bindparam("kind", OPEN_ROUNDS, Integer), bindparam("home", type_=Integer)
_BESIDE = Prepared(
    select(
        func.pg_advisory_xact_lock_shared(_KIND, _MINE),
        func.pg_advisory_xact_lock(bindparam("code", type_=BigInteger)),
    )
)
_ALONE = Prepared(select(func.pg_advisory_xact_lock(_KIND, _MINE)))


def beside_others(lookup: bytes) -> None:
    """Keep every round from being changed, and this code's other requests waiting, until the transaction ends.

    Call it before anything is read, so that what is read is the newest.
    """
    if db.engine.dialect.name == "postgresql":
        _BESIDE.run(home=_number(), code=int.from_bytes(lookup[:8], "big", signed=True))


def alone() -> None:
    """Wait for those who are sending, and keep others waiting until the transaction ends; call it before a round's row is locked.

    The other way round, a sender whose draft refers to the row and a closing that holds it would wait for each other.
    """
    if db.engine.dialect.name == "postgresql":
        _ALONE.run(home=_number())


def _number() -> int:
    """Return the bound municipality's number; two with the same wait for each other, and nothing else comes of it."""
    return crc32(current_tenant().encode()) - 2**31
