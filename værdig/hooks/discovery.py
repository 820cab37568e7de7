"""Which plug-ins there are: entry points and the `plugins/` folder, merged by id; no plug-in code is imported here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.machinery import PathFinder
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Literal

from værdig import paths
from værdig.errors import SettingsError

GROUP = "vaerdig.plugins"

Source = Literal["entry point", "folder", "core"]


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A plug-in that could be loaded: its id, the module with its manifest, and where both were found.

    `folder` is the package's folder, None where it cannot be found; `clash` names a second module that claims the same id.
    """

    id: str
    module: str
    source: Source
    folder: Path | None = None
    version: str = ""
    clash: str = ""


def plugins_dir() -> Path | None:
    """Return the folder of plug-ins: `VAERDIG_PLUGINS_DIR`, else `plugins/` of a checkout, else None."""
    named = os.environ.get("VAERDIG_PLUGINS_DIR")
    if named:
        return Path(named).expanduser().resolve()
    return paths.BESIDE / "plugins" if paths.is_checkout() else None


def find(folder: Path | None, installed: Iterable[EntryPoint] | None = None) -> list[Candidate]:
    """Return every candidate by id; `folder` joins the end of `sys.path`, so that it can shadow nothing."""
    if folder is not None and str(folder) not in sys.path:
        sys.path.append(str(folder))
    found: dict[str, Candidate] = {}
    announced = entry_points(group=GROUP) if installed is None else installed
    for candidate in [*_from_entry_points(announced), *_from_folder(folder)]:
        known = found.get(candidate.id)
        found[candidate.id] = candidate if known is None else _merged(known, candidate)
    return sorted(found.values(), key=lambda candidate: candidate.id)


def _from_entry_points(points: Iterable[EntryPoint]) -> list[Candidate]:
    return [
        Candidate(
            id=point.name,
            module=point.module,
            source="entry point",
            folder=_package_folder(point.module),
            version=point.dist.version if point.dist else "",
        )
        for point in points
    ]


def _from_folder(folder: Path | None) -> list[Candidate]:
    if folder is None or not folder.is_dir():
        return []
    packages = sorted(path.parent for path in folder.glob("*/plugin.py"))
    return [
        Candidate(id=path.name, module=f"{path.name}.plugin", source="folder", folder=path)
        for path in packages
        if not path.name.startswith((".", "_"))
    ]


def _merged(known: Candidate, other: Candidate) -> Candidate:
    if known.module == other.module:
        return known
    return replace(known, clash=other.module)


def _package_folder(module: str) -> Path | None:
    """Return where a module's top-level package lies; asking the path finder runs none of its code."""
    spec = PathFinder.find_spec(module.partition(".")[0])
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def select(candidates: Sequence[Candidate], wanted: str, off: Sequence[str]) -> tuple[list[Candidate], list[Candidate]]:
    """Return the candidates to load and those left out, before any of them is imported.

    `wanted` is `all` or names with commas. Raises SettingsError naming what is not known, with the list of what is.
    """
    known = {candidate.id for candidate in candidates}
    names = known if wanted.strip() == "all" else {name.strip() for name in wanted.split(",") if name.strip()}
    unknown = sorted((names | set(off)) - known)
    if unknown:
        raise SettingsError(
            f"Ukendt plug-in i indstillingerne: {', '.join(unknown)}. Kendte: {', '.join(sorted(known)) or 'ingen'}."
        )
    chosen = names - set(off)
    return [c for c in candidates if c.id in chosen], [c for c in candidates if c.id not in chosen]
