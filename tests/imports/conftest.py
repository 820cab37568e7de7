"""Fixtures of the import tests: files written to disk and read back by the real readers, and uploads made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from værdig.hooks.contracts import Observation, ReadFile
from værdig.imports import service
from værdig.imports.models import Kind
from værdig.imports.readers import jobindsats

Write = Callable[..., Path]
Read = Callable[..., ReadFile]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("y01a02.csv", text, "cp1252")` writes a file (bytes as they are) and returns its path."""

    def written(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return written


@pytest.fixture
def read(write: Write) -> Read:
    """`read(text, "y01a02.csv", "cp1252")` writes a file to disk and reads it with the importer for Jobindsats' files."""

    def found(content: str | bytes, name: str = "y01a02.csv", encoding: str = "utf-8") -> ReadFile:
        path = write(name, content, encoding)
        return jobindsats.read(path.read_bytes(), path.name)

    return found


@pytest.fixture
def values() -> Callable[[ReadFile], dict[tuple[str, str, str], str | None]]:
    """`values(read)` returns what was found by (measure, area, period), totals and groups alike."""

    def by_key(read: ReadFile) -> dict[tuple[str, str, str], str | None]:
        return {_key(observation): observation.value for observation in read.observations}

    return by_key


def _key(observation: Observation) -> tuple[str, str, str]:
    group = " ".join(observation.where.values())
    return f"{observation.measure} {group}".strip(), observation.area, observation.period


@pytest.fixture
def store() -> Callable[..., str]:
    """`store(text, "y01a02.csv", kind=…)` reads a text as a file and imports it at once; returns the run's id."""

    def stored(text: str, name: str = "y01a02.csv", kind: Kind = Kind.FETCHED, **more: str) -> str:
        upload = make_upload(text, name, kind)
        return service.import_at_once(upload, jobindsats.read(upload.data, upload.file_name), **more)

    return stored


def make_upload(text: str, name: str = "y01a02.csv", kind: Kind = Kind.FETCHED) -> service.Upload:
    """Return a text as an upload by the command line."""
    return service.Upload("jobindsats", "imports.jobindsats", kind, name, text.encode())


@pytest.fixture
def draft() -> Callable[..., str]:
    """`draft(text, "y01a02.csv")` reads a text as a file and keeps it for confirmation; returns the draft's id."""

    def kept(text: str, name: str = "y01a02.csv", kind: Kind = Kind.FETCHED) -> str:
        upload = make_upload(text, name, kind)
        return service.keep_draft(upload, jobindsats.read(upload.data, upload.file_name))

    return kept
