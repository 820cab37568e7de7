"""Making a hostile file anew in a process of its own: `python -m værdig.complaints.attachments.apart ENDING`.

What a file asks for in memory or time ends that process and nothing else. It is given the file and nothing besides: no database, no
keys, no environment of ours. Telling what a file is, and giving it a name, is in `preparing`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from værdig.complaints.attachments.kinds import Kind, Refused
from værdig.i18n import _

MEMORY = 1024**3
"""Bytes of address space: what the largest picture on the list takes, and no more."""
SECONDS = 30
PACKED = "zip"
"""Asked for where it is not known yet which office file it is."""
_REFUSED, _MADE = b"nej", b"ja "
_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR")
_AT_ONCE = threading.BoundedSemaphore(2)
"""Files read at the same time in one server process: with more, small files of enormous content would fill the machine together."""


def made_anew(kind: Kind | None, data: bytes) -> tuple[Kind, bytes]:
    """Return what a file is and its content made anew; `kind` is None for a packed file. Raises Refused, also for one that is too much."""
    words = [
        sys.executable,
        "-P",
        "-X",
        "utf8",
        "-m",
        "værdig.complaints.attachments.apart",
        kind.value if kind else PACKED,
    ]
    surroundings = {name: os.environ[name] for name in _KEPT if name in os.environ}
    surroundings["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    with _AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603 - our own words
                words, input=data, capture_output=True, check=False, timeout=SECONDS, env=surroundings
            )
        except subprocess.TimeoutExpired:
            raise _too_much() from None
    return _told(done.stdout)


def _told(answer: bytes) -> tuple[Kind, bytes]:
    said, rest = answer[:3], answer[3:]
    if said == _REFUSED:
        raise Refused(rest.decode())
    if said != _MADE:  # it has run out of memory, or was ended
        raise _too_much()
    ending, _line, content = rest.partition(b"\n")
    return Kind(ending.decode()), content


def _too_much() -> Refused:
    return Refused(
        _(
            "Filen kan ikke læses: Den er for stor, når den pakkes ud, eller den er skadet. Tag et skærmbillede af den, og send det."
        )
    )


def main() -> None:
    """Read a file from the standard input and write it anew to the standard output, within the limits."""
    _limit()
    ending, data = sys.argv[1], sys.stdin.buffer.read()
    try:
        kind, content = _anew(None if ending == PACKED else Kind(ending), data)
    except Refused as error:
        _say(_REFUSED + str(error.text).encode())
    else:
        _say(_MADE + kind.value.encode() + b"\n" + content)


def _say(answer: bytes) -> None:
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def _limit() -> None:
    import resource

    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        _soft, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _anew(kind: Kind | None, data: bytes) -> tuple[Kind, bytes]:
    """Read with the one reader that is for the kind: the others are not even loaded."""
    if kind is None:
        from værdig.complaints.attachments import office

        return office.made_anew(data)
    if kind is Kind.PDF:
        from værdig.complaints.attachments import pdfs

        return kind, pdfs.made_anew(data)
    from værdig.complaints.attachments import images

    return kind, images.made_anew(data, kind)


if __name__ == "__main__":
    main()
