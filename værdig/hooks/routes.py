"""Mounting plug-ins' pages: tried on an application that is thrown away, then mounted under a prefix and a guard.

Core features mount theirs as they are. Who may open a page is checked by `access`, for plug-ins as for the core.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, send_from_directory
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from værdig.access.declare import PUBLIC, SIGNED_IN, access_of, public, requires
from værdig.db import db
from værdig.error_pages import Told, error_page
from værdig.errors import NotYours, VaerdigError
from værdig.hooks import switches
from værdig.hooks.contracts import FormSpec, NavItem
from værdig.hooks.records import Contribution, Plugin, Refused
from værdig.hooks.worker import kind_of
from værdig.i18n import _, _l

View = Callable[..., Any]


@dataclass(frozen=True)
class FormPage:
    """One page of a registered form: its address below the form's, the end of its endpoint, and its view."""

    address: str
    name: str
    view: View
    methods: Sequence[str] = ("GET", "POST")


FormPages = Callable[[Contribution], Sequence[FormPage]]

STAFF = "/stab/m"
PUBLIC_PREFIX = "/m"


class PluginUnavailable(ServiceUnavailable):
    """A plug-in's page has failed or is stopped; shown as a 503 of its own, never as the core's error."""


def blueprints_of(plugin: Plugin, form_pages: FormPages | None) -> list[tuple[Blueprint, str]]:
    """Return a plug-in's blueprints with their prefixes: its own, its forms', and one for templates and static files."""
    own = [item.value for item in plugin.contributions.get("register_blueprints", [])]
    prefixes = {plugin.id: f"{STAFF}/{plugin.id}", f"{plugin.id}_public": f"{PUBLIC_PREFIX}/{plugin.id}"}
    for blueprint in own:
        if blueprint.name not in prefixes:
            raise Refused(f"Blueprintet »{blueprint.name}« skal hedde {' eller '.join(prefixes)}.")
        if blueprint.url_prefix or blueprint.subdomain:
            raise Refused(f"Blueprintet »{blueprint.name}« må ikke have sit eget præfiks.")
    mounted = [(blueprint, prefixes[blueprint.name]) for blueprint in own]
    forms = plugin.contributions.get("register_forms", [])
    if forms and form_pages is not None:
        mounted.append((_forms(plugin, forms, form_pages), prefixes[plugin.id]))
    return [*mounted, (_files(plugin), f"{PUBLIC_PREFIX}/{plugin.id}")]


def _forms(plugin: Plugin, forms: list[Contribution], form_pages: FormPages) -> Blueprint:
    blueprint = Blueprint(f"{plugin.id}_forms", __name__)
    for item in forms:
        spec: FormSpec = item.value
        name = spec.id.partition(".")[2]
        for page in form_pages(item):
            view = requires(spec.permission)(page.view)
            blueprint.add_url_rule(f"/{name}{page.address}", f"{name}{page.name}", view, methods=list(page.methods))
    return blueprint


def _files(plugin: Plugin) -> Blueprint:
    folder = plugin.folder
    _check_templates(plugin, folder / "templates")
    blueprint = Blueprint(f"{plugin.id}_files", __name__, template_folder=str(folder / "templates"))

    @public
    def static_file(filename: str) -> Any:
        return send_from_directory(folder / "static", filename)

    blueprint.add_url_rule("/static/<path:filename>", endpoint="static_file", view_func=static_file)
    return blueprint


def _check_templates(plugin: Plugin, folder: Path) -> None:
    stray = [path.name for path in folder.glob("*") if path.name != plugin.id] if folder.is_dir() else []
    if stray:
        raise Refused(f"Skabeloner skal ligge i templates/{plugin.id}/, ikke »{sorted(stray)[0]}«.")


class Trial:
    """An application that is thrown away, on which a plug-in's pages are tried before the real one gets them."""

    def __init__(self, form_pages: FormPages | None, permissions: set[str]) -> None:
        self.app = Flask(__name__, static_folder=None)
        self.blueprints: list[tuple[Blueprint, str]] = []
        self._form_pages = form_pages
        self._permissions = permissions

    def pages(self, plugin: Plugin) -> None:
        """Register the plug-in's blueprints, and raise Refused for what the real application must not get."""
        untouched = _beyond_views(self.app)
        self.blueprints = blueprints_of(plugin, self._form_pages)
        for blueprint, prefix in self.blueprints:
            self.app.register_blueprint(blueprint, url_prefix=prefix)
        changed = [name for name, size in _beyond_views(self.app).items() if size != untouched[name]]
        if changed:
            raise Refused(f"Et blueprint må kun have sider og before_request, ikke {', '.join(changed)}.")
        self._check_rules()

    def _check_rules(self) -> None:
        seen: set[tuple[str, str]] = set()
        for rule in self.app.url_map.iter_rules():
            _check_access(rule.rule, access_of(self.app.view_functions[rule.endpoint]), self._permissions)
            keys = {(rule.rule, method) for method in rule.methods or ()}
            if keys & seen:
                raise Refused(f"Adressen »{rule.rule}« er brugt to gange.")
            seen |= keys


def _check_access(address: str, access: str | None, permissions: set[str]) -> None:
    if access is None:
        raise Refused(f"Siden »{address}« har hverken @requires eller @public.")
    is_staff = address.startswith(f"{STAFF}/")
    if not is_staff and access != PUBLIC:
        raise Refused(f"Siden »{address}« kræver login og skal ligge i et blueprint for ansatte.")
    if is_staff and access == PUBLIC:
        raise Refused(f"Siden »{address}« er åben for alle og skal ligge i et blueprint for borgere.")
    if is_staff and access not in permissions and access != SIGNED_IN:
        raise Refused(f"Siden »{address}« kræver rettigheden »{access}«, som ingen har erklæret.")


NOT_FOR_PLUGINS = (
    "after_request_funcs",
    "teardown_request_funcs",
    "url_value_preprocessors",
    "url_default_functions",
    "template_context_processors",
    "error_handler_spec",
)
"""What a blueprint may not bring at all: Flask runs these outside the view, where no guard can stand."""


def _beyond_views(app: Flask) -> dict[str, int]:
    """Return how many things besides views are hooked into the application, by kind."""
    found = {name: sum(map(_own, getattr(app, name).values())) for name in NOT_FOR_PLUGINS}
    found["before_app_request"] = len(app.before_request_funcs.get(None, ()))
    found |= {name: len(getattr(app.jinja_env, name)) for name in ("filters", "globals", "tests")}
    return found | {"cli": len(app.cli.commands), "teardown_appcontext": len(app.teardown_appcontext_funcs)}


def _own(things: Any) -> int:
    """Return how many of the things are somebody's own: Flask gives every blueprint its default context processor."""
    return sum(getattr(thing, "__module__", "") != "flask.templating" for thing in things)


def mount(app: Flask, plugin: Plugin, mounted: list[tuple[Blueprint, str]], is_active: Callable[[], bool]) -> None:
    """Register the blueprints on the real application, each view behind the plug-in's switch and guard."""
    for blueprint, prefix in mounted:
        app.register_blueprint(blueprint, url_prefix=prefix)
    names = {blueprint.name for blueprint, _prefix in mounted}
    for endpoint, view in app.view_functions.items():
        if endpoint.partition(".")[0] in names:
            app.view_functions[endpoint] = guarded(plugin, endpoint, view, is_active)
    for name, checks in app.before_request_funcs.items():
        if str(name).partition(".")[0] in names:
            checks[:] = [guarded(plugin, f"{name}: before_request", check, is_active) for check in checks]


def guarded(plugin: Plugin, endpoint: str, view: View, is_active: Callable[[], bool]) -> View:
    """Return a view that is 404 when the plug-in is off, 503 when it is stopped or raises, and itself otherwise."""

    @functools.wraps(view)
    def guard(*args: Any, **kwargs: Any) -> Any:
        if not is_active():
            raise NotYours
        if switches.is_stopped(plugin.id):
            raise unavailable(plugin)
        try:
            return view(*args, **kwargs)
        except (HTTPException, VaerdigError):
            raise
        except (Exception, SystemExit) as error:
            db.session.rollback()
            switches.note_fault(plugin.id, endpoint, kind_of(error, plugin.id), error)
            raise unavailable(plugin) from error

    return guard


def unavailable(plugin: Plugin) -> PluginUnavailable:
    """Return the 503 that says which part of the site has failed, and that the rest works."""
    heading = _("»%(title)s« virker ikke lige nu", title=str(plugin.title))
    told = Told(heading, (_l("Resten af siden virker."), _l("Prøv igen senere.")))
    return PluginUnavailable(response=error_page(503, told))


def check_navigation(app: Flask, own: Flask, plugin: Plugin) -> None:
    """Raise Refused for a menu entry whose endpoint is neither in the application nor the plug-in's own, or needs arguments."""
    for item in plugin.contributions.get("register_navigation", []):
        entry: NavItem = item.value
        home = own if entry.endpoint in own.view_functions else app
        if entry.endpoint not in home.view_functions:
            raise Refused(f"Menupunktet »{entry.id}« peger på »{entry.endpoint}«, som ikke findes.")
        if entry.is_wanted is not None and not plugin.is_core:
            raise Refused(f"Menupunktet »{entry.id}« må ikke have is_wanted, for menuen er på hver side.")
        if all(rule.arguments for rule in home.url_map.iter_rules(entry.endpoint)):
            raise Refused(f"Menupunktet »{entry.id}« peger på en side, der kræver oplysninger i adressen.")
