"""What may import what: levels, features, three walls, and what plug-ins may know; read from the source."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from contract.imports import PACKAGE, PLUGINS, ROOT, Import, core_imports, imports_of, module_name, parsed

CONTRACTS = ("hooks.contracts", "hooks.sections", "hooks.markers")
"""Parts of `hooks` that stand below everything: the foundation reads them."""

LEVELS = (
    (
        "errors",
        "paths",
        "periods",
        "hooks.contracts",
        "hooks.sections",
        "hooks.markers",
        "cli_words",
        "threads",
        "spreadsheets",
        "masking",
    ),
    ("clock", "crypto"),
    ("settings", "reading"),
    ("i18n", "db"),
    ("files",),
    ("codes", "municipality"),
    ("audit",),
    ("access", "disclosure"),
    ("headers", "logs", "sessions"),
    ("sealer", "jobs", "mail"),
    ("ui",),
    ("error_pages",),
    ("hooks",),
    ("accounts", "catalogue"),
    ("surveys", "complaints", "imports"),
    ("metrics",),
    ("reports",),
    ("privacy", "administration", "health"),
    ("api", "demo", "serve"),
    ("attack",),
    ("app",),
    ("cli",),
    ("__main__",),
)
"""From the ground up: a module imports from lower rows only, and from its own unit."""

FEATURES = {
    "accounts",
    "catalogue",
    "surveys",
    "complaints",
    "imports",
    "metrics",
    "reports",
    "privacy",
    "administration",
    "health",
}
"""The attack is none of them: it puts leaks into the others' inner functions, and only tables are closed to it."""
DOORS = {"service", "queries", "contracts", "rules"}
"""What one feature may import of another: its writes, its reads, and what is pure."""
PURE = ("contracts", "rules")

WALLED = {"værdig.surveys.models": "surveys", "værdig.complaints.models": "complaints"}

PLUGIN_MAY = {"flask", "wtforms", "sqlalchemy", "pandas", "babel", "click", "markupsafe"}
HEAVY = {"pandas", "alembic", "weasyprint", "docx", "highspy", "python_calamine"}


def unit(module: str) -> str:
    """Return the unit a module of the package belongs to: its feature or foundation module."""
    inner = module.removeprefix("værdig").removeprefix(".")
    return inner if inner in CONTRACTS else inner.partition(".")[0]


def level(name: str) -> int:
    return next((number for number, row in enumerate(LEVELS) if name in row), -1)


def inside() -> Iterator[Import]:
    return (found for found in core_imports() if found.imported.partition(".")[0] == "værdig")


def told(found: Import) -> str:
    return f"{found.importer}:{found.line} imports {found.imported}"


def test_every_module_has_its_level() -> None:
    units = {unit(module_name(path, ROOT)) for path in PACKAGE.rglob("*.py")} - {""}
    assert {name for name in units if level(name) < 0} == set()


def test_imports_go_downwards() -> None:
    wrong = []
    for found in inside():
        above, below = unit(found.importer), unit(found.imported)
        if "" in (above, below) or above == below or {above.partition(".")[0], below.partition(".")[0]} == {"hooks"}:
            continue  # the package itself holds the version and the way in
        if level(below) >= level(above):
            wrong.append(told(found))
    assert wrong == []


def test_the_contracts_know_only_the_standard_library_and_each_other() -> None:
    wrong = []
    for found in core_imports():
        if unit(found.importer) not in CONTRACTS or not found.at_start:
            continue
        top = found.imported.partition(".")[0]
        own = unit(found.imported) in CONTRACTS if top == "værdig" else top in {*sys.stdlib_module_names, "pluggy"}
        if not own:
            wrong.append(told(found))
    assert wrong == []


def test_a_feature_sees_another_only_through_its_doors() -> None:
    wrong = []
    for found in inside():
        above, below = unit(found.importer), unit(found.imported)
        is_neighbour = above in FEATURES and below in FEATURES and above != below
        if is_neighbour and found.imported.split(".")[2:3] not in [[door] for door in DOORS]:
            wrong.append(told(found))
    assert wrong == []


def test_what_is_called_pure_is() -> None:
    impure = {"db", "audit", "access"}
    wrong = [
        told(found)
        for found in inside()
        if unit(found.importer) in FEATURES
        and found.importer.split(".")[2:3] in [[name] for name in PURE]
        and (unit(found.imported) in impure or found.imported.endswith((".models", ".queries", ".service")))
    ]
    assert wrong == []


@pytest.mark.parametrize(("models", "owner"), WALLED.items())
def test_answers_and_cases_are_read_by_their_owner_only(models: str, owner: str) -> None:
    wrong = [told(found) for found in inside() if found.imported.startswith(models) and unit(found.importer) != owner]
    assert wrong == []


def test_what_plug_ins_are_given_is_made_by_metrics_and_reports_only() -> None:
    """Both stand behind the gate: they see `queries` of surveys and complaints, which clear what they give.

    Freezing a report fixes the quotations in it, which is a write and gives nothing back.
    """
    makers = {unit(found.importer) for found in inside() if unit(found.imported) == "hooks.sections"}
    assert makers - {"hooks", "api"} == {"metrics", "reports"}
    seen = {
        found.imported
        for found in inside()
        if unit(found.importer) in ("metrics", "reports")
        and (found.importer, found.imported) != ("værdig.reports.service", "værdig.surveys.service")
    }
    behind = {name for name in seen if unit(name) in ("surveys", "complaints")}
    assert {name.split(".")[2] for name in behind} <= {"queries"}


def test_nothing_inside_imports_what_is_for_plug_ins() -> None:
    assert [told(found) for found in inside() if found.imported == "værdig.api"] == []


def test_nothing_inside_imports_a_plug_in() -> None:
    names = {path.name for path in PLUGINS.iterdir() if path.is_dir()}
    assert names
    assert [told(found) for found in core_imports() if found.imported.partition(".")[0] in names] == []


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    wrong = [told(f) for f in core_imports() if f.at_start and f.imported.partition(".")[0] in HEAVY]
    assert wrong == []


def test_only_the_clock_asks_for_the_time() -> None:
    asks = {"now", "utcnow", "today", "time"}
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        module = module_name(path, ROOT)
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
                continue
            if node.attr in asks and node.value.id in {"datetime", "date", "time"} and module != "værdig.clock":
                wrong.append(f"{module}:{node.lineno}")
    assert wrong == []


def plugin_packages() -> list[Path]:
    return sorted(path.parent for path in PLUGINS.glob("*/plugin.py"))


@pytest.mark.parametrize("package", plugin_packages(), ids=lambda path: path.name)
def test_a_plug_in_knows_the_api_and_itself(package: Path) -> None:
    wrong = []
    for found in imports_of(package, PLUGINS):
        top = found.imported.partition(".")[0]
        migrates = ".migrations" in found.importer
        if top == "værdig":
            is_right = found.imported == "værdig.api" or (migrates and found.imported == "værdig.db.types")
        else:
            is_right = top in {package.name, *PLUGIN_MAY, *sys.stdlib_module_names} or (migrates and top == "alembic")
        if not is_right:
            wrong.append(told(found))
    assert wrong == []
