"""What the host keeps about each plug-in: its stage, its failure, its contributions and timings; plain data, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from værdig.errors import VaerdigError
from værdig.hooks.contracts import PluginInfo
from værdig.hooks.discovery import Candidate


class Stage(StrEnum):
    """The stages of loading, in order; a plug-in is stopped at the first that fails."""

    DISCOVERY = "discovery"
    IMPORT = "import"
    MANIFEST = "manifest"
    REGISTER = "register"
    HOOKS = "hooks"
    TABLES = "tables"
    MAPPERS = "mappers"
    CONTRIBUTIONS = "contributions"
    ROUTES = "routes"
    NAVIGATION = "navigation"


class Refused(VaerdigError):
    """A plug-in broke a rule of loading; the text is Danish and says which, for the administrator and the author."""


class PluginFailed(VaerdigError):
    """Raised instead of a quarantine in strict mode, and always for a core feature; the cause is chained."""

    def __init__(self, plugin_id: str, stage: Stage, text: str) -> None:
        super().__init__(f"{plugin_id}: {stage}: {text}")
        self.plugin_id = plugin_id
        self.stage = stage


@dataclass(frozen=True)
class Failure:
    """Why a plug-in was put in quarantine: the stage, what was raised, and when."""

    stage: Stage
    text: str
    at: datetime


@dataclass(frozen=True)
class Contribution:
    """One thing a plug-in declared, with the plug-in it came from."""

    plugin: PluginInfo
    module: str
    hook: str
    value: Any

    @property
    def plugin_id(self) -> str:
        return self.plugin.id

    @property
    def is_core(self) -> bool:
        return self.plugin.kind == "core"

    @property
    def id(self) -> str:
        """The contribution's id, or the name it goes by where its type has none (blueprints, commands)."""
        return str(getattr(self.value, "id", None) or getattr(self.value, "name", None) or self.plugin.id)

    @property
    def order(self) -> tuple[int, int, str]:
        """Where it sorts: by its own order, then its plug-in's, then its id."""
        return (getattr(self.value, "order", 100), self.plugin.order, self.id)


@dataclass
class Plugin:
    """One plug-in or core feature in one host."""

    candidate: Candidate
    module: ModuleType | None = None
    info: PluginInfo | None = None
    failure: Failure | None = None
    selected: bool = True
    complete: bool = False
    """Whether every stage up to its contributions is done."""
    hooks: list[str] = field(default_factory=list)
    contributions: dict[str, list[Contribution]] = field(default_factory=dict)
    milliseconds: dict[str, float] = field(default_factory=dict)
    """Time per stage and per hook, as measured at start."""
    new_modules: set[str] = field(default_factory=set)
    new_tables: set[str] = field(default_factory=set)
    new_bases: set[Any] = field(default_factory=set)
    """What loading has added to the process, to be taken out again on failure."""

    @property
    def id(self) -> str:
        return self.candidate.id

    @property
    def is_core(self) -> bool:
        return self.candidate.source == "core"

    @property
    def loaded(self) -> bool:
        return self.complete and self.failure is None

    @property
    def state(self) -> Literal["off", "loaded", "quarantined"]:
        """`off` is left out by the settings; `quarantined` failed at start; switching is another matter."""
        if not self.selected:
            return "off"
        return "quarantined" if self.failure else "loaded"

    @property
    def folder(self) -> Path:
        """Where the package lies; of use once it is imported."""
        return Path(str(self.module.__file__)).parent if self.module else Path()

    @property
    def title(self) -> Any:
        return self.info.title if self.info else self.id
