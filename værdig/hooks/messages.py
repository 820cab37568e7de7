"""What goes between us and the process plug-ins run in: two message types and their framing on a pipe.

Messages are pickles, and only ever travel between two processes of our own. What is read may name our own plain types and
nothing else, so that a plug-in's classes stay on its side.
"""

from __future__ import annotations

import io
import os
import pickle
import selectors
import struct
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Literal

HEADER = struct.Struct(">Q")
LARGEST = 256 * 1024 * 1024
"""The largest message in bytes; a plug-in that returns more is stopped."""

FailureKind = Literal["raised", "timed_out", "nonsense", "crashed"]


@dataclass(frozen=True)
class Request:
    """Import `module`; with a `hook`, also find the contribution `id` there and call its `attribute` with `args`.

    The process ends itself a little after `seconds`, in case nobody is left to end it.
    """

    module: str
    seconds: float
    hook: str = ""
    id: str = ""
    attribute: str = ""
    args: tuple[Any, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Reply:
    """How it went: a plain value, or the kind of failure with a Danish text."""

    value: Any = None
    failed: FailureKind | None = None
    text: str = ""


@dataclass(frozen=True)
class Ready:
    """Sent once when the process can take requests."""


class PipeClosed(Exception):
    """The other side has gone."""


class OutOfTime(Exception):
    """The other side has not answered in time."""


class _Ours(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("værdig.hooks.") or module in {"datetime", "decimal"}:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} may not cross")


def write(pipe: int, message: Any) -> None:
    """Write one message; raises PipeClosed when nobody reads."""
    body = pickle.dumps(message, protocol=5)
    data = memoryview(HEADER.pack(len(body)) + body)
    try:
        while data:
            data = data[os.write(pipe, data) :]
    except OSError as error:
        raise PipeClosed from error


def read(pipe: int, deadline: float | None = None) -> Any:
    """Read one message; raises PipeClosed, or OutOfTime when `deadline` (of `time.monotonic`) has passed."""
    (size,) = HEADER.unpack(_exactly(pipe, HEADER.size, deadline))
    if size > LARGEST:
        raise PipeClosed
    return _Ours(io.BytesIO(_exactly(pipe, size, deadline))).load()


def _exactly(pipe: int, size: int, deadline: float | None) -> bytes:
    parts: list[bytes] = []
    while size:
        if deadline is not None:
            _wait(pipe, deadline)
        part = os.read(pipe, min(size, 1 << 20))
        if not part:
            raise PipeClosed
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _wait(pipe: int, deadline: float) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        if not selector.select(max(0.0, deadline - monotonic())):
            raise OutOfTime
