"""Planted leaks: each a mistake that a real system has made, put into the running instance by wrapping its own functions.

They prove that the attack would see such a mistake: one that is planted and not found by name is a fault of the attack.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import count
from typing import Any

from sqlalchemy import text

from værdig import clock, codes, jobs
from værdig.attack.carrying import carried_to_answers
from værdig.attack.scene import Scene
from værdig.attack.serving import with_its_own_log
from værdig.crypto import Keyring, keyring
from værdig.db import db, transaction
from værdig.surveys import answering, ballot_box, drafts
from værdig.surveys.invitations import outbox

Plant = Callable[[Scene], AbstractContextManager[None]]


@contextmanager
def replaced(owner: Any, name: str, made: Callable[[Any], Any]) -> Iterator[None]:
    """Put `made(real)` in the place of one of the system's functions for a while."""
    real = getattr(owner, name)
    setattr(owner, name, made(real))
    try:
        yield
    finally:
        setattr(owner, name, real)


@contextmanager
def timestamp(scene: Scene) -> Iterator[None]:
    """The envelope is given the time it was sent at, and closing gives it on to the answer."""
    with _noted_at_sending(scene, "sent_at", lambda: clock.now().isoformat()), carried_to_answers("sent_at", "sent_at"):
        yield


@contextmanager
def sequential_id(scene: Scene) -> Iterator[None]:
    """Envelopes are numbered as they come, and the number becomes the answer's id."""
    numbers = count(1)
    with _noted_at_sending(scene, "number", lambda: f"{next(numbers):022d}"), carried_to_answers("number", "id"):
        yield


@contextmanager
def _noted_at_sending(scene: Scene, column: str, value: Callable[[], str]) -> Iterator[None]:
    with scene.inside(), transaction():
        db.session.execute(text(f"ALTER TABLE envelope ADD COLUMN {column} VARCHAR(40)"))
        if column == "sent_at":
            db.session.execute(text(f"ALTER TABLE answer ADD COLUMN {column} VARCHAR(40)"))
    note = text(f"UPDATE envelope SET {column} = :value WHERE lookup = :lookup")  # noqa: S608 - our own names

    def noting(real: Any) -> Any:
        def send(typed: str, **more: Any) -> Any:
            seat = real(typed, **more)
            with transaction():
                db.session.execute(note, {"value": value(), "lookup": answering.lookup(codes.normalise(typed))})
            return seat

        return send

    with replaced(answering, "send", noting):
        yield


@contextmanager
def log_line(scene: Scene) -> Iterator[None]:
    """Somebody traces an error and leaves a line for every answer: the time, and which code."""

    def tracing(real: Any) -> Any:
        def send(typed: str, **more: Any) -> Any:
            seat = real(typed, **more)
            line = {"at": clock.now().isoformat(), "lookup": answering.lookup(codes.normalise(typed)).hex()}
            with (scene.folder / "sporing.log").open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
            return seat

        return send

    with replaced(answering, "send", tracing):
        yield


@contextmanager
def unpadded(_scene: Scene) -> Iterator[None]:
    """Envelopes and drafts are as long as what is in them."""

    def bare(_real: Any) -> Any:
        return lambda data: len(data).to_bytes(4, "big") + data

    with replaced(ballot_box, "pad", bare), replaced(drafts, "pad", bare):
        yield


@contextmanager
def draft(_scene: Scene) -> Iterator[None]:
    """Drafts are kept after sending, found by the code's own hash, and sealed under it: the key lies beside the draft."""

    def by_code(_real: Any) -> Any:
        return answering.lookup

    def no_pepper(_real: Any) -> Any:
        return lambda ring, _purpose, code: ring.pepper_mac("invitation", code)

    with ExitStack() as stack:
        stack.enter_context(replaced(drafts, "lookup", by_code))
        stack.enter_context(replaced(Keyring, "pepper_key", no_pepper))
        stack.enter_context(replaced(drafts, "forget", lambda _real: lambda _round_id, _code: None))
        yield


@contextmanager
def session_key(scene: Scene) -> Iterator[None]:
    """Sessions are kept on the server, and the draft's key in them, so that it need not be derived at every save."""
    folder = scene.folder / "sessions"
    folder.mkdir()
    kept: set[str] = set()

    def remembering(real: Any) -> Any:
        def answer(typed: str, *more: Any) -> Any:
            done = real(typed, *more)
            code = codes.normalise(typed)
            if code not in kept:
                kept.add(code)
                key = b64encode(keyring().pepper_key(drafts.PURPOSE, code)).decode()
                (folder / f"{secrets.token_hex(8)}.json").write_text(json.dumps({"key": key}))
            return done

        return answer

    with replaced(answering, "answer", remembering):
        yield


@contextmanager
def job(_scene: Scene) -> Iterator[None]:
    """Somebody wants to be told of every answer, and asks for a job with the code's hash."""

    def telling(real: Any) -> Any:
        def send(typed: str, **more: Any) -> Any:
            seat = real(typed, **more)
            jobs.soon("surveys.mail", answering.lookup(codes.normalise(typed)).hex())
            return seat

        return send

    with replaced(answering, "send", telling):
        yield


@contextmanager
def outbox_size(_scene: Scene) -> Iterator[None]:
    """Rows of the outbox are as long as what is in them."""
    with replaced(outbox, "PLAIN_BYTES", lambda _real: 0):
        yield


@contextmanager
def access_log(scene: Scene) -> Iterator[None]:
    """The server is started with its own way of logging, and keeps the access log that it is asked for."""
    scene.command = with_its_own_log
    yield


@contextmanager
def planted(scene: Scene, plants: Sequence[str]) -> Iterator[None]:
    """Put leaks in. They are put into this process, so all is then asked of it, and no server runs unless the leak is the server's."""
    if plants:
        scene.command = None
    with ExitStack() as stack:
        for name in plants:
            stack.enter_context(PLANTS[name](scene))
        yield


PLANTS: Mapping[str, Plant] = {
    "timestamp": timestamp,
    "sequential-id": sequential_id,
    "log-line": log_line,
    "unpadded": unpadded,
    "draft": draft,
    "session-key": session_key,
    "job": job,
    "outbox-size": outbox_size,
    "access-log": access_log,
}
CATCHERS: Mapping[str, frozenset[str]] = {
    "timestamp": frozenset({"time-column", "times-by-code"}),
    "sequential-id": frozenset({"answer-id"}),
    "log-line": frozenset({"log-lines"}),
    "unpadded": frozenset({"envelope-size"}),
    "draft": frozenset({"drafts-with-found-keys"}),
    "session-key": frozenset({"drafts-with-found-keys"}),
    "job": frozenset({"queue-rows"}),
    "outbox-size": frozenset({"outbox-size"}),
    "access-log": frozenset({"server-log"}),
}
"""The methods that must find each of them."""
