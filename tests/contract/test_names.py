"""Names of files, addresses, tables: ASCII but for the package, so that no system can split them."""

from __future__ import annotations

import re
import subprocess
import tomllib
import unicodedata
from pathlib import Path

import pytest
from flask import Flask
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from værdig.db import Base

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    "pyproject.toml", "værdig", "plugins", "translations", "migrations", "tests", "instance", "README.md",
    "Makefile", "requirements.txt", "benchmarks", "LICENSE", "CHANGELOG.md", "publiccode.yml",
}  # fmt: skip


def tracked() -> list[str]:
    """Return every path git knows."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for path in out.decode("utf-8").split("\0") if path]


def test_paths_are_the_same_in_every_normal_form() -> None:
    for path in tracked():
        assert unicodedata.normalize("NFD", path) == path, path
        assert path.removeprefix("værdig/").isascii(), path


def test_the_top_level_is_the_owners() -> None:
    found = {path.split("/")[0] for path in tracked()}
    assert {name for name in found if not name.startswith(".")} <= TOP


def test_nothing_committed_names_an_index_or_a_machine() -> None:
    index = re.compile(rb"/simple/?[\"' ]|files\.pythonhosted|--(?:extra-)?index-url[ =]\S*http|resolved\": \"http")
    machine = re.compile(rb"(?<![\w.])/(?:work|root|home/\w+)/")
    for path in tracked():
        if path.endswith((".woff", ".woff2", ".png", ".xlsx")) or path == "tests/contract/test_names.py":
            continue
        content = (ROOT / path).read_bytes()
        assert not index.search(content), path
        assert not machine.search(content), path


def test_the_lock_has_a_hash_for_everything() -> None:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    pinned = [line for line in lines if re.match(r"^[a-z0-9]", line)]
    assert len(pinned) > 50
    assert all("==" in line and line.rstrip().endswith("\\") for line in pinned)


def test_the_lock_fits_what_is_asked_for() -> None:
    """When this fails: `make lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    for line in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]:
        wanted = Requirement(line)
        assert pinned[canonicalize_name(wanted.name)] in wanted.specifier, line


def test_tables_and_columns_are_ascii(app: Flask) -> None:
    for table in Base.metadata.tables.values():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", table.name)
        for column in table.columns:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name), f"{table.name}.{column.name}"


def test_every_constraint_has_a_name(app: Flask) -> None:
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table.name}: {constraint}"
            assert len(str(constraint.name)) <= 63, constraint.name
        for index in table.indexes:
            assert len(str(index.name)) <= 63, index.name


def test_addresses_are_ascii_and_kebab(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        plain = re.sub(r"<[^>]+>", "x", rule.rule)
        assert re.fullmatch(r"[a-z0-9/_.-]+", plain), rule.rule
