"""Fixtures of the import tests: files written to disk and read back by the real readers, and uploads made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from værdig.hooks.contracts import Observation, ReadFile
from værdig.imports.readers import jobindsats

Write = Callable[..., Path]
Read = Callable[..., ReadFile]

MONTHS = "Area;Periode;Antal personer\nAlbertslund;2021M01;512\nAlbertslund;2021M02;498\n"


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
