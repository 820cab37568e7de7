"""Loading plug-ins in stages, each inside one guard; the first that fails undoes the plug-in and the others go on."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Sequence
from importlib import import_module
from time import perf_counter
from typing import Any

import pluggy

from værdig import clock
from værdig.hooks import collect, tables
from værdig.hooks.contracts import API_VERSION, PluginInfo
from værdig.hooks.markers import PROJECT
from værdig.hooks.records import Contribution, Failure, Plugin, PluginFailed, Refused, Stage
from værdig.hooks.worker import told

log = logging.getLogger("vaerdig.hooks")

Step = tuple[Stage, Callable[[Plugin], None]]

OLDEST_API = 1
"""The oldest contract version still served."""


class Loader:
    """Takes the plug-ins of one host through the stages; `strict` raises the first failure instead of a quarantine."""

    def __init__(self, manager: pluggy.PluginManager, strict: bool) -> None:
        self.manager = manager
        self.strict = strict
        self.plugins: list[Plugin] = []
        self.probed: dict[str, str] = {}
        """A Danish text for each plug-in whose import has been tried and must not be attempted here."""

    @property
    def before_load(self) -> Sequence[Step]:
        """The stages that need nobody else."""
        return [(Stage.DISCOVERY, self._discover), (Stage.IMPORT, self._import), (Stage.MANIFEST, self._check_manifest)]

    @property
    def load(self) -> Sequence[Step]:
        """The stages from registering to contributions, run in order of dependency."""
        return [
            (Stage.MANIFEST, self.check_required),
            (Stage.REGISTER, self._register),
            (Stage.HOOKS, self._check_hooks),
            (Stage.TABLES, self._check_tables),
            (Stage.MAPPERS, self._check_mappers),
            (Stage.CONTRIBUTIONS, self._collect),
        ]

    def load_one(self, plugin: Plugin) -> None:
        """Take a plug-in that has its manifest through the stages up to its contributions."""
        self.attempt(plugin, self.load)
        plugin.complete = plugin.failure is None

    def attempt(self, plugin: Plugin, steps: Sequence[Step]) -> None:
        """Take a plug-in through `steps`, and put it in quarantine at the first that fails."""
        for stage, step in steps:
            begun = perf_counter()
            try:
                with tables.watched(plugin):
                    step(plugin)
            except (Exception, SystemExit) as error:
                self._stop(plugin, stage, error)
                return
            finally:
                _clock(plugin, stage, begun)

    def _stop(self, plugin: Plugin, stage: Stage, error: BaseException) -> None:
        package = plugin.candidate.module.partition(".")[0]
        text = str(error) if isinstance(error, Refused) else told(error, package)
        plugin.failure = Failure(stage, text, clock.now())
        plugin.contributions = {}
        if self.manager.has_plugin(plugin.id):
            self.manager.unregister(name=plugin.id)
        if plugin.is_core:
            raise PluginFailed(plugin.id, stage, text) from error
        tables.take_out(plugin)
        if self.strict:
            raise PluginFailed(plugin.id, stage, text) from error
        log.error("plug-in %s is in quarantine, stopped at %s: %s", plugin.id, stage, text)

    def _discover(self, plugin: Plugin) -> None:
        if plugin.candidate.clash:
            raise Refused(
                f"To moduler kalder sig »{plugin.id}«: {plugin.candidate.module} og {plugin.candidate.clash}."
            )

    def _import(self, plugin: Plugin) -> None:
        if plugin.id in self.probed:
            raise Refused(self.probed[plugin.id])
        plugin.module = import_module(plugin.candidate.module)

    def _check_manifest(self, plugin: Plugin) -> None:
        info = getattr(plugin.module, "PLUGIN", None)
        if not isinstance(info, PluginInfo):
            raise Refused("plugin.py skal have PLUGIN = PluginInfo(…).")
        if info.id != plugin.id:
            raise Refused(f"Manifestet siger »{info.id}«, men plug-in'en hedder »{plugin.id}«.")
        if not re.fullmatch(r"[a-z][a-z0-9_]*[a-z0-9]", info.id):
            raise Refused("Id'et må kun have a-z, 0-9 og _ og skal begynde med et bogstav.")
        if (info.kind == "core") != plugin.is_core or (not plugin.is_core and self._is_core_id(info.id)):
            raise Refused("Kun kernens egne dele må være af slagsen core og bære deres navne.")
        if not OLDEST_API <= info.api <= API_VERSION:
            raise Refused(f"Plug-in'en er lavet til udgave {info.api} af aftalen; her er udgave {API_VERSION}.")
        if not str(info.title).strip():
            raise Refused("Plug-in'en mangler en titel.")
        plugin.info = info

    def _is_core_id(self, plugin_id: str) -> bool:
        return any(known.id == plugin_id for known in self.plugins if known.is_core)

    def check_required(self, plugin: Plugin) -> None:
        """Raise Refused when a plug-in this one requires is missing or has failed."""
        loaded = {known.id for known in self.plugins if known.loaded}
        missing = [name for name in plugin.info.requires if name not in loaded] if plugin.info else []
        if missing:
            raise Refused(f"Plug-in'en kræver {', '.join(missing)}, som ikke er indlæst.")

    def _register(self, plugin: Plugin) -> None:
        self.manager.register(plugin.module, name=plugin.id)
        for caller in self.manager.get_hookcallers(plugin.module) or ():
            implementation = self.implementation(plugin, caller.name)
            if implementation and (implementation.wrapper or implementation.hookwrapper):
                raise Refused(f"{caller.name} må ikke være en wrapper: plug-ins taler kun for sig selv.")
            plugin.hooks.append(caller.name)

    def _check_hooks(self, plugin: Plugin) -> None:
        self.manager.check_pending()
        unmarked = [
            name
            for name, value in vars(plugin.module).items()
            if callable(value) and hasattr(self.manager.hook, name) and not hasattr(value, f"{PROJECT}_impl")
        ]
        if unmarked:
            raise Refused(f"{', '.join(unmarked)} har navn som et hook, men mangler @hookimpl.")
        plugin.hooks.sort()

    def implementation(self, plugin: Plugin, hook: str) -> pluggy.HookImpl | None:
        """Return the plug-in's own implementation of a hook, or None."""
        found = getattr(self.manager.hook, hook).get_hookimpls()
        return next((item for item in found if item.plugin_name == plugin.id), None)

    def call(self, plugin: Plugin, hook: str, **given: Any) -> Any:
        """Call one plug-in's implementation with the arguments it names; None where it has none."""
        implementation = self.implementation(plugin, hook)
        if implementation is None:
            return None
        wanted = {name: given[name] for name in implementation.argnames}
        if not os.environ.get("VAERDIG_TRACE_PLUGINS"):
            return implementation.function(**wanted)
        begun = perf_counter()
        try:
            return implementation.function(**wanted)
        finally:
            log.warning("%s of %s took %.1f ms", hook, plugin.id, (perf_counter() - begun) * 1000)

    def _declared(self, plugin: Plugin, hook: str) -> list[Contribution]:
        begun = perf_counter()
        try:
            returned = self.call(plugin, hook)
            return collect.collected(plugin, hook, returned) if returned is not None else []
        finally:
            _clock(plugin, hook, begun)

    def _check_tables(self, plugin: Plugin) -> None:
        if "register_models" in plugin.hooks:
            with tables.watched(plugin):
                plugin.contributions["register_models"] = self._declared(plugin, "register_models")
        if not plugin.is_core:
            tables.check_tables(plugin, _values(plugin, "register_models"), [known.id for known in self.plugins])

    def _check_mappers(self, plugin: Plugin) -> None:
        if not plugin.is_core:
            tables.check_mappers(plugin, _values(plugin, "register_models"))

    def _collect(self, plugin: Plugin) -> None:
        for hook in plugin.hooks:
            if hook in collect.RETURNS and hook != "register_models":
                with tables.watched(plugin):
                    plugin.contributions[hook] = self._declared(plugin, hook)
        if not plugin.is_core:
            tables.check_tables(plugin, _values(plugin, "register_models"), [known.id for known in self.plugins])
            self.check_references(plugin)
            self._check_personal(plugin)

    def check_references(self, plugin: Plugin) -> None:
        """Raise Refused when the plug-in names something nobody declares; the core's are checked after all are loaded."""
        others = [item for known in self.plugins if known.loaded and known is not plugin for item in _all(known)]
        collect.check_references(_all(plugin), others)

    def _check_personal(self, plugin: Plugin) -> None:
        columns = tables.personal_columns(plugin.id)
        if columns and not plugin.contributions.get("register_personal_data"):
            raise Refused(f"Kolonnen {columns[0]} er mærket som personlig, men register_personal_data mangler.")


def _values(plugin: Plugin, hook: str) -> list[Any]:
    return [item.value for item in plugin.contributions.get(hook, [])]


def _all(plugin: Plugin) -> list[Contribution]:
    return [item for items in plugin.contributions.values() for item in items]


def _clock(plugin: Plugin, what: str, begun: float) -> None:
    plugin.milliseconds[what] = plugin.milliseconds.get(what, 0.0) + (perf_counter() - begun) * 1000


def by_dependency(plugins: Sequence[Plugin]) -> list[Plugin]:
    """Return the plug-ins with those they require before them; what is missing or goes in a circle comes last."""
    waiting, ordered = list(plugins), list[Plugin]()
    while waiting:
        placed = {plugin.id for plugin in ordered}
        ready = [p for p in waiting if p.info and set(p.info.requires) <= placed]
        if not ready:
            return ordered + waiting
        ordered += ready
        waiting = [plugin for plugin in waiting if plugin not in ready]
    return ordered
