"""Reading who imports whom from the source, without running any of it; used by the tests of the architecture."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "værdig"
PLUGINS = ROOT / "plugins"


@dataclass(frozen=True)
class Import:
    """One import: the module it stands in, what it names, its line, and whether it runs when the module is imported."""

    importer: str
    imported: str
    line: int
    at_start: bool


def module_name(path: Path, root: Path) -> str:
    """Return a file's module name below `root`."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parsed(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def imports_of(folder: Path, root: Path) -> tuple[Import, ...]:
    """Return every import in a folder's Python files; those only for the type checker are left out."""
    modules = frozenset(module_name(path, root) for path in folder.rglob("*.py"))
    return tuple(found for path in sorted(folder.rglob("*.py")) for found in _of_file(path, root, modules))


def _of_file(path: Path, root: Path, modules: frozenset[str]) -> Iterator[Import]:
    importer = module_name(path, root)
    package = importer if path.name == "__init__.py" else importer.rpartition(".")[0]
    for node, at_start in _nodes(parsed(path), True):
        for name in _named(node, package, modules):
            yield Import(importer, name, node.lineno, at_start)


def _nodes(tree: ast.AST, at_start: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from _nodes(ast.Module(child.orelse, []), at_start)
            continue
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, at_start
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _nodes(child, at_start and not inside)


def _named(node: ast.Import | ast.ImportFrom, package: str, modules: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        parts = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*parts, *([node.module] if node.module else [])])
    for alias in node.names:
        whole = f"{base}.{alias.name}"
        yield whole if whole in modules else base


def core_imports() -> tuple[Import, ...]:
    """Return the imports of the package itself."""
    return imports_of(PACKAGE, ROOT)
