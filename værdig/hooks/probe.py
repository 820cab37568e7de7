"""Trying a plug-in's import in a process that can be ended, before it is imported here; results are remembered by content."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import værdig
from værdig import clock
from værdig.hooks.discovery import Candidate
from værdig.hooks.isolated import Batch
from værdig.hooks.messages import Reply

HANG_REMEMBERED = timedelta(hours=1)
"""How long a hang is believed without trying again: long enough for restarts to be quick, short enough for a slow disk to be forgiven."""


@dataclass(frozen=True)
class Probe:
    """Where results are kept (None: nowhere) and how many seconds one import may take."""

    cache: Path | None
    seconds: float

    def failures(self, candidates: Iterable[Candidate]) -> dict[str, str]:
        """Return a Danish text for each candidate whose import must not be attempted here, by id.

        A success is remembered until the content changes, a hang for an hour; another failure is quick to see again.
        """
        known, found = self._read(), {}
        failures: dict[str, str] = {}
        with Batch() as process:
            for candidate in candidates:
                mark = fingerprint(candidate)
                result = _believed(known.get(mark)) or _result(process.try_import(candidate.module, self.seconds))
                if result["outcome"] in {"ok", "timed_out"}:
                    found[mark] = result
                if result["outcome"] != "ok":
                    failures[candidate.id] = self._said(result)
        self._write(known, found)
        return failures

    def _said(self, result: dict[str, str]) -> str:
        if result["outcome"] == "timed_out":
            return f"Import blev ikke færdig på {self.seconds:g} sekunder."
        return result["text"] or "Import afsluttede processen."

    def _path(self) -> Path | None:
        return self.cache / "plugin-imports.json" if self.cache else None

    def _read(self) -> dict[str, Any]:
        path = self._path()
        try:
            found = json.loads(path.read_text(encoding="utf-8")) if path else {}
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, known: dict[str, Any], found: dict[str, Any]) -> None:
        path = self._path()
        if path is None or found == known:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}.new")
        draft.write_text(json.dumps(found, indent=1), encoding="utf-8")
        draft.replace(path)


def _believed(known: Any) -> dict[str, str] | None:
    if not isinstance(known, dict):
        return None
    if known.get("outcome") == "ok":
        return {"outcome": "ok", "text": "", "at": str(known.get("at"))}
    at = datetime.fromisoformat(str(known.get("at")))
    return known if clock.now() - at < HANG_REMEMBERED else None


def _result(reply: Reply) -> dict[str, str]:
    return {"outcome": reply.failed or "ok", "text": reply.text, "at": clock.now().isoformat()}


def fingerprint(candidate: Candidate) -> str:
    """Return a hash of everything an import may depend on: the package's files, the interpreter, and what is installed."""
    digest = hashlib.sha256()
    site = Path(sysconfig.get_path("purelib"))
    for part in (candidate.module, værdig.__version__, platform.python_version(), str(_changed(site))):
        digest.update(part.encode() + b"\0")
    folder = candidate.folder or Path()
    for path in sorted(folder.rglob("*.py")) if candidate.folder else ():
        digest.update(str(path.relative_to(folder)).encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _changed(folder: Path) -> int:
    return folder.stat().st_mtime_ns if folder.is_dir() else 0
