"""Running plug-in code in a process of its own that is ended when it takes too long; what it runs there is in `worker`."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from time import monotonic
from typing import Any, Generic, TypeVar

from værdig.hooks.contracts import ReadFile, SectionContent
from værdig.hooks.messages import FailureKind, OutOfTime, PipeClosed, Reply, Request, read, write
from værdig.hooks.records import Contribution
from værdig.hooks.results import Series
from værdig.hooks.sections import MetricData, SectionContext
from værdig.i18n import _

log = logging.getLogger("vaerdig.hooks")

START_SECONDS = 60.0
"""How long the process itself may take to start; that time is never a plug-in's fault."""

COMPUTE_SECONDS = 20.0
BUILD_SECONDS = 20.0
READ_SECONDS = 120.0

KEPT = ("PATH", "HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "VIRTUAL_ENV", "SYSTEMROOT")
"""What the process sees of our environment: no settings and no pass phrases."""

T = TypeVar("T")


@dataclass(frozen=True)
class CallFailure:
    """Why a call into a plug-in gave nothing: the kind, a Danish sentence for people, and a detail for the author."""

    plugin_id: str
    id: str
    kind: FailureKind
    text: str
    detail: str = ""


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What a call into a plug-in gave: a value, or else a failure; never an exception."""

    value: T | None = None
    failure: CallFailure | None = None

    @property
    def ok(self) -> bool:
        return self.failure is None


@dataclass(frozen=True)
class _Process:
    handle: subprocess.Popen[bytes]
    incoming: int
    """Our end of the pipe it reads from."""
    outgoing: int
    """Our end of the pipe it writes to."""


class Batch:
    """A process for a batch of calls: started at the first, replaced after it had to be ended, gone after the `with` block."""

    def __init__(self) -> None:
        self._process: _Process | None = None

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.end()

    def compute(
        self, metric: Contribution, data: MetricData, period: str, seconds: float = COMPUTE_SECONDS
    ) -> Outcome[Series]:
        """Return a metric's values by period up to `period`."""
        return self._call(metric, "compute", (data, period), seconds)

    def build(
        self, section: Contribution, context: SectionContext, seconds: float = BUILD_SECONDS
    ) -> Outcome[SectionContent]:
        """Return a report section's content."""
        return self._call(section, "build", (context,), seconds)

    def read(
        self, importer: Contribution, data: bytes, file_name: str, seconds: float = READ_SECONDS
    ) -> Outcome[ReadFile]:
        """Return what an importer finds in a file."""
        return self._call(importer, "read", (data, file_name), seconds)

    def try_import(self, module: str, seconds: float) -> Reply:
        """Import a module in the process; tells whether that went well."""
        return self.ask(Request(module=module, seconds=seconds))

    def _call(self, item: Contribution, attribute: str, args: tuple[Any, ...], seconds: float) -> Outcome[Any]:
        reply = self.ask(Request(item.module, seconds, hook=item.hook, id=item.id, attribute=attribute, args=args))
        if reply.failed is None:
            return Outcome(value=reply.value)
        log.warning("%s of %s failed: %s: %s", attribute, item.id, reply.failed, reply.text)
        said = _said(reply, seconds)
        return Outcome(failure=CallFailure(item.plugin_id, item.id, reply.failed, said, reply.text))

    def ask(self, request: Request) -> Reply:
        """Send one request and wait for its reply; a process that does not answer in time is ended, with its children."""
        process = self._running()
        deadline = monotonic() + request.seconds
        _send(process, request)
        try:
            reply: Reply = read(process.outgoing, deadline)
        except OutOfTime:
            self.end()
            return Reply(failed="timed_out")
        except (PipeClosed, OSError):
            self.end()
            return Reply(failed="crashed")
        except Exception as error:  # the reply cannot be read: whatever it was, it was not one of ours
            self.end()
            return Reply(failed="nonsense", text=f"Svaret kan ikke læses ({type(error).__name__}).")
        return reply

    def _running(self) -> _Process:
        if self._process is None or self._process.handle.poll() is not None:
            self.end()
            self._process = _start()
            _await_start(self._process)
        return self._process

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.handle.pid, signal.SIGKILL)
        process.handle.wait()
        os.close(process.incoming)
        os.close(process.outgoing)


def _send(process: _Process, request: Request) -> None:
    """Write from a thread, since a process that hangs may not be reading; ending it then ends the write as well."""
    own = os.dup(process.incoming)  # so that closing ours cannot hand the thread somebody else's file
    threading.Thread(target=_write_and_close, args=(own, request), daemon=True).start()


def _write_and_close(pipe: int, request: Request) -> None:
    # A reader that has been ended is no news: whoever waits for its reply is told so.
    with contextlib.suppress(PipeClosed):
        write(pipe, request)
    os.close(pipe)


def _await_start(process: _Process) -> None:
    try:
        read(process.outgoing, monotonic() + START_SECONDS)
    except (OutOfTime, PipeClosed) as error:
        raise RuntimeError("the process for plug-in code does not start") from error


def _start() -> _Process:
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    environment |= {
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }  # threads reserve memory, and the cores are shared
    theirs_in, incoming = os.pipe()
    outgoing, theirs_out = os.pipe()
    try:
        handle = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", "værdig.hooks.worker"],
            stdin=theirs_in,
            stdout=theirs_out,
            env=environment,
            start_new_session=True,
        )
    finally:
        os.close(theirs_in)
        os.close(theirs_out)
    return _Process(handle, incoming, outgoing)


def _said(reply: Reply, seconds: float) -> str:
    if reply.failed == "timed_out":
        return _("Beregningen var ikke færdig efter %(seconds)s sekunder og blev stoppet.", seconds=f"{seconds:g}")
    if reply.failed == "nonsense":
        return _("Resultatet kan ikke bruges: %(why)s", why=reply.text)
    return _("Beregningens proces gik ned.") if reply.failed == "crashed" else _("Beregningen fejlede.")
