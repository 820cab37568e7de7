"""The host of one application: finds, selects and loads plug-ins, and hands out what they declared, with its origin.

Stages are in `stages`, pages in `routes`, switches in `switches`, calls in `calls` and `isolated`.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pluggy
from flask import Flask, current_app
from markupsafe import Markup

from værdig import paths
from værdig.errors import SettingsError
from værdig.hooks import calls, collect, discovery, routes, specs, switches
from værdig.hooks.contracts import NavItem, Slot
from værdig.hooks.isolated import Batch
from værdig.hooks.markers import PROJECT
from værdig.hooks.probe import Probe
from værdig.hooks.records import Contribution, Plugin, Stage
from værdig.hooks.stages import Loader, Step, by_dependency
from værdig.i18n import gettext as _
from værdig.settings import Settings

log = logging.getLogger("vaerdig.hooks")

EXTENSION = "vaerdig_host"

IMPORT_SECONDS = 20.0
"""How long the import of one plug-in may take."""


@dataclass(frozen=True, kw_only=True)
class HostOptions:
    """What a host loads and how; all of it is known before any plug-in is imported.

    `features` are the names of the core's features, in order. `plugins` is `all` or names with commas.
    `folder` is the folder of plug-ins, `cache` where tried imports are remembered. `strict` raises at the first failure.
    """

    features: Sequence[str] = ()
    plugins: str = "all"
    plugins_off: Sequence[str] = ()
    folder: Path | None = None
    installed: bool = True
    """Whether plug-ins announced by entry points are looked for."""
    cache: Path | None = None
    strict: bool = False
    probe: bool = True
    probe_seconds: float = IMPORT_SECONDS

    @classmethod
    def from_settings(cls, settings: Settings, features: Sequence[str]) -> HostOptions:
        """Return the options of an installation: its settings, its folder of plug-ins, its cache."""
        return cls(
            features=features,
            plugins=settings.plugins,
            plugins_off=settings.plugins_off,
            folder=discovery.plugins_dir(),
            cache=paths.instance_dir() / "cache",
            strict=settings.strict_plugins,
            probe_seconds=IMPORT_SECONDS,
        )


class Host:
    """The plug-ins of one application: `load()` them first, and `mount(app)` their pages when the application is ready."""

    def __init__(self, app: Flask, options: HostOptions) -> None:
        self.app = app
        self.options = options
        manager = pluggy.PluginManager(PROJECT)
        manager.add_hookspecs(specs)
        self._loader = Loader(manager, options.strict)

    # --- loading ---

    def load(self) -> Host:
        """Load core features, then the selected plug-ins, up to their contributions; returns itself.

        Raises PluginFailed for a core feature, for any plug-in in strict mode, and SettingsError for an unknown name.
        """
        self._load_core()
        self._load_plugins()
        return self

    def _load_core(self) -> None:
        features = [_core(feature) for feature in self.options.features]
        self._loader.plugins.extend(features)
        for feature in features:
            self._loader.attempt(feature, self._loader.before_load)
            self._loader.load_one(feature)
        for feature in features:
            self._loader.attempt(feature, [(Stage.CONTRIBUTIONS, self._loader.check_references)])

    def _load_plugins(self) -> None:
        announced = None if self.options.installed else ()
        found = discovery.find(self.options.folder, announced)
        chosen, off = discovery.select(found, self.options.plugins, self.options.plugins_off)
        if self.options.probe:
            sound = [candidate for candidate in chosen if not candidate.clash]
            self._loader.probed = Probe(self.options.cache, self.options.probe_seconds).failures(sound)
        plugins = [Plugin(candidate) for candidate in chosen]
        self._loader.plugins += [*plugins, *(Plugin(candidate, selected=False) for candidate in off)]
        for plugin in plugins:
            self._loader.attempt(plugin, self._loader.before_load)
        for plugin in by_dependency([plugin for plugin in plugins if plugin.failure is None]):
            self._loader.load_one(plugin)

    def mount(self, app: Flask, form_pages: routes.FormPages | None = None) -> None:
        """Mount all pages on the application; `form_pages` makes the pages of a registered form."""
        for feature in self._loaded(core=True):
            for item in feature.contributions.get("register_blueprints", []):
                app.register_blueprint(item.value)
        for feature in self._loaded(core=True):
            self._loader.attempt(feature, [(Stage.NAVIGATION, functools.partial(routes.check_navigation, app, app))])
        for plugin in by_dependency(self._loaded(core=False)):
            self._mount(app, plugin, form_pages)

    def _mount(self, app: Flask, plugin: Plugin, form_pages: routes.FormPages | None) -> None:
        """Try a plug-in's pages and menu first, so that nothing of one that fails is left in the application."""
        tried = routes.Trial(form_pages, {item.id for item in self.collect("register_permissions")})
        is_active = functools.partial(self.is_active, plugin.id)
        steps: list[Step] = [
            (Stage.MANIFEST, self._loader.check_required),
            (Stage.ROUTES, tried.pages),
            (Stage.NAVIGATION, functools.partial(routes.check_navigation, app, tried.app)),
            (Stage.ROUTES, lambda plugin: routes.mount(app, plugin, tried.blueprints, is_active)),
        ]
        self._loader.attempt(plugin, steps)

    # --- what was declared ---

    @property
    def plugins(self) -> list[Plugin]:
        """Every plug-in and core feature, loaded or not, the core first."""
        return list(self._loader.plugins)

    def plugin(self, plugin_id: str) -> Plugin | None:
        """Return a plug-in or core feature by id, whatever its state."""
        return next((plugin for plugin in self._loader.plugins if plugin.id == plugin_id), None)

    def _loaded(self, core: bool) -> list[Plugin]:
        return [plugin for plugin in self._loader.plugins if plugin.loaded and plugin.is_core == core]

    def collect(self, hook: str) -> list[Contribution]:
        """Return what every loaded plug-in declared by a `register_*` hook, sorted by (order, id); switches play no part."""
        if hook not in collect.RETURNS:
            raise LookupError(f"no hook {hook!r} that declares something")
        items = [i for plugin in self._loader.plugins if plugin.loaded for i in plugin.contributions.get(hook, [])]
        return sorted(items, key=lambda item: item.order)

    def active(self, hook: str) -> list[Contribution]:
        """Return the same, but only from plug-ins that are on in the bound municipality."""
        return [item for item in self.collect(hook) if self.is_active(item.plugin_id)]

    def find(self, hook: str, contribution_id: str) -> Contribution | None:
        """Return one contribution by its id, or None."""
        return next((item for item in self.collect(hook) if item.id == contribution_id), None)

    def is_active(self, plugin_id: str) -> bool:
        """Tell whether a plug-in is loaded and on in the bound municipality, with all it requires; the core always is."""
        plugin = self.plugin(plugin_id)
        if plugin is None or not plugin.loaded or plugin.info is None:
            return False
        if plugin.is_core:
            return True
        return switches.is_on(plugin_id, plugin.info.default_on) and all(map(self.is_active, plugin.info.requires))

    def navigation(self, area: str) -> list[NavItem]:
        """Return the menu entries of an area from the plug-ins that are on; the caller asks for permissions."""
        entries: list[NavItem] = [item.value for item in self.active("register_navigation")]
        return [item for item in entries if item.area == area and (item.is_wanted is None or item.is_wanted())]

    def setting(self, setting_id: str) -> Any:
        """Return a plug-in's setting: from `settings.toml`, else its default; raises SettingsError for an unknown one."""
        known: dict[str, Any] = self.app.extensions["vaerdig_plugin_settings"]
        if setting_id not in known:
            raise SettingsError(f"Ukendt indstilling »{setting_id}«.")
        return known[setting_id]

    def translations(self) -> list[Path]:
        """Return the translation folders of the loaded plug-ins: `translations/` of each, and what they add."""
        folders = [plugin.folder / "translations" for plugin in self._loaded(core=False)]
        added = [item.value.directory for item in self.collect("register_translations")]
        return [*(folder for folder in folders if folder.is_dir()), *added]

    def commands(self) -> list[click.Command]:
        """Return the commands of core features, and one group per plug-in that has any."""
        groups: dict[str, click.Group] = {}
        core: list[click.Command] = []
        for item in self.collect("register_commands"):
            if item.is_core:
                core.append(item.value)
            else:
                group = groups.setdefault(item.plugin_id, click.Group(item.plugin_id, help=str(item.plugin.title)))
                group.add_command(item.value)
        return [*core, *groups.values()]

    # --- calling ---

    def batch(self) -> Batch:
        """Return a process for `compute`, `build` and `read`, to be used in a `with` block."""
        return Batch()

    def fire(self, hook: str, **happened: Any) -> None:
        """Tell the plug-ins that are on what has happened. Call it after the commit; nothing they do can undo that."""
        about = str(happened.get("plugin_id", ""))
        pending = [
            calls.Call(plugin.id, calls.listening(self.app, self._calling(plugin, hook, happened)))
            for plugin in self._with(hook)
            if (plugin.id == about or self.is_active(plugin.id)) and not self._is_stopped(plugin)
        ]
        self._run(pending, hook)

    def render_slot(self, name: str, **context: Any) -> Markup:
        """Render one slot: the markup of every plug-in that has something for it, and a line for each that failed."""
        slot = Slot(name)
        asked = [plugin for plugin in self._with("render_slot") if self.is_active(plugin.id)]
        given = {"slot": slot, "context": context}
        pending = {
            plugin.id: calls.Call(plugin.id, calls.rendering(self.app, self._calling(plugin, "render_slot", given)))
            for plugin in asked
            if not self._is_stopped(plugin)
        }
        self._run(list(pending.values()), f"slot {slot}")
        return Markup().join(_shown(plugin, pending.get(plugin.id)) for plugin in asked)

    def _with(self, hook: str) -> list[Plugin]:
        """Return the loaded plug-ins that have a hook, in their order."""
        found = [plugin for plugin in self._loader.plugins if plugin.loaded and hook in plugin.hooks]
        return sorted(found, key=lambda plugin: (plugin.info.order if plugin.info else 0, plugin.id))

    def _is_stopped(self, plugin: Plugin) -> bool:
        return not plugin.is_core and switches.is_stopped(plugin.id)

    def _calling(self, plugin: Plugin, hook: str, given: Mapping[str, Any]) -> Callable[[], Any]:
        return functools.partial(self._loader.call, plugin, hook, **given)

    def _run(self, pending: Sequence[calls.Call], place: str) -> None:
        calls.run_all(pending)
        for call in pending:
            if call.fault is not None:
                switches.note_fault(call.plugin_id, place, call.fault, call.error)


def _shown(plugin: Plugin, call: calls.Call | None) -> Markup:
    """Return what a plug-in gave a slot, or a line that names it when it failed or is stopped: never an empty space."""
    if call is not None and call.fault is None:
        return Markup(call.result)  # noqa: S704 - made by `calls`, escaped there
    said = _("»%(title)s« kan ikke vises lige nu.", title=str(plugin.title))
    return Markup('<p class="plugin-missing">{}</p>').format(said)


def _core(feature: str) -> Plugin:
    return Plugin(discovery.Candidate(id=feature, module=f"værdig.{feature}.plugin", source="core"))


def current_host() -> Host:
    """Return the host of the running application."""
    host: Host = current_app.extensions[EXTENSION]
    return host
