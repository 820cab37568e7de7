"""The process that plug-ins' `compute`, `build` and `read` run in, and in which their import is tried: `python -m værdig.hooks.worker`.

It holds no database and no keys. Whoever started it may end it at any moment; it ends itself when nobody is left to.
"""

from __future__ import annotations

import math
import os
import pickle
import signal
import traceback
from contextlib import suppress
from importlib import import_module
from typing import Any

from værdig.hooks import results
from værdig.hooks.messages import PipeClosed, Ready, Reply, Request, read, write

MEMORY = 4 * 1024**3
"""Bytes of address space a plug-in may take before Python raises MemoryError."""


def main() -> None:
    """Answer requests until the pipe is closed."""
    incoming, outgoing = _own_pipes()
    _limit_memory()
    with suppress(PipeClosed):  # whoever started us has what it wanted
        _work(incoming, outgoing)


def _work(incoming: int, outgoing: int) -> None:
    write(outgoing, Ready())
    while True:
        request = read(incoming)
        signal.alarm(math.ceil(request.seconds) + 2)
        reply = answer(request)
        signal.alarm(0)
        _send(outgoing, reply)


def _own_pipes() -> tuple[int, int]:
    """Keep the pipes to ourselves: what a plug-in prints goes to the log, what it reads is empty."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return incoming, outgoing


def _limit_memory() -> None:
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send(outgoing: int, reply: Reply) -> None:
    try:
        pickle.dumps(reply, protocol=5)
    except Exception as error:
        reply = Reply(failed="nonsense", text=f"Resultatet kan ikke sendes videre ({type(error).__name__}).")
    write(outgoing, reply)


def answer(request: Request) -> Reply:
    """Do what a request asks; every failure becomes a reply."""
    try:
        return Reply(value=_do(request))
    except results.Nonsense as error:
        return Reply(failed="nonsense", text=str(error))
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        return Reply(failed="raised", text=told(error, request.module.partition(".")[0]))


def _do(request: Request) -> Any:
    module = import_module(request.module)
    if not request.hook:
        return None
    for value in getattr(module, request.hook)():
        if value.id == request.id:
            result = getattr(value, request.attribute)(*request.args)
            return results.CHECKS[request.attribute](result)
    raise results.Nonsense(f"{request.hook} giver ikke længere »{request.id}«.")


def told(error: BaseException, package: str) -> str:
    """Return an exception as one line: its type, its text, and the last place in `package` it came through."""
    text = " ".join(str(error).split())[:300]
    place = place_of(error, package)
    return f"{type(error).__name__}{': ' + text if text else ''}{f' ({place})' if place else ''}"


def kind_of(error: BaseException, package: str) -> str:
    """Return an exception's type and place without its text, which may quote a person."""
    place = place_of(error, package)
    return f"{type(error).__name__}{f' ({place})' if place else ''}"


def place_of(error: BaseException, package: str) -> str:
    """Return `file.py:line` of the deepest frame in the package, or nothing."""
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        if str(frame.f_globals.get("__name__", "")).partition(".")[0] == package:
            return f"{os.path.basename(frame.f_code.co_filename)}:{line}"
    return ""


if __name__ == "__main__":
    main()
