"""`create_app`: a dozen named steps from settings to a served application; the only module that knows every feature."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from flask import Flask, Request, g, request, url_for
from sqlalchemy import inspect
from werkzeug.middleware.proxy_fix import ProxyFix

from værdig import crypto, error_pages, headers, i18n, jobs, logs, municipality, paths, sealer, sessions, settings
from værdig.access import can, current_user, guard, origin
from værdig.accounts import security
from værdig.administration import forms_pages
from værdig.clock import today
from værdig.db import db
from værdig.db.engine import database_url, engine_options, prepare
from værdig.db.migrate import Owner, core_owner
from værdig.db.tenancy import bound_tenant, install
from værdig.hooks.contracts import Job, ModelSet, Permission
from værdig.hooks.host import EXTENSION, Host, HostOptions
from værdig.jobs import consumer
from værdig.ui import csrf, frame, static_files
from værdig.ui.frame import Site
from værdig.ui.rendering import SharedNames

FEATURES = (
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
    "attack",
)
"""The core features in the order they may use each other; each registers through the same hooks as a plug-in."""


def create_app(**overrides: Any) -> Flask:
    """Return the whole application; `overrides` are settings by name and win over file and environment."""
    instance = paths.instance_dir()
    instance.mkdir(parents=True, exist_ok=True)
    chosen = settings.read(instance, overrides)
    app = _flask(instance, chosen)
    logs.init(app, chosen.errors_in_full)
    _database(app, instance, chosen)
    keys = _keys(app, instance, chosen)
    sessions.init(app, chosen.staff_session_minutes, chosen.secure_cookies)
    guard.bind_requests(app)
    csrf.init(app, csrf.Marks(origin.mark, origin.fits))
    guard.init(app)
    security.init(app, keys)
    host = _plugins(app, chosen)
    i18n.init(app, host.translations())
    frame.init(app, _site)
    static_files.init(app)
    _templates(app, host)
    headers.init(app)
    error_pages.init(app)
    host.mount(app, forms_pages.pages_of)
    guard.verify_routes(app)
    _jobs(app, host, chosen)
    if not chosen.testing:
        sealer.init(app)
    return app


class InMemory(Request):
    """A request whose files are never laid on the disk on their way: people hand in what is not for everybody. Sizes are limited."""

    def _get_file_stream(self, *_told: Any, **_more: Any) -> IO[bytes]:
        return BytesIO()


def _flask(instance: Path, chosen: settings.Settings) -> Flask:
    app = Flask("værdig", instance_path=str(instance), static_folder=None, template_folder="ui/templates")
    app.request_class = InMemory
    app.jinja_environment = SharedNames
    app.jinja_options = {"cache_size": -1}  # all are kept: to note which was used last costs at each page
    app.ensure_sync = lru_cache(maxsize=1024)(app.ensure_sync)  # type: ignore[method-assign]  # asked 20 times a request
    app.testing = chosen.testing
    app.config["MAX_CONTENT_LENGTH"] = max(chosen.max_form_bytes, chosen.max_upload_bytes)
    app.config["MAX_FORM_MEMORY_SIZE"] = chosen.max_form_bytes
    app.config["TRUSTED_HOSTS"] = chosen.trusted_hosts or None
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["vaerdig_settings"] = chosen
    if chosen.trusted_proxies:
        hops = chosen.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _keys(app: Flask, instance: Path, chosen: settings.Settings) -> crypto.Keyring:
    folder = Path(chosen.keys_dir) if chosen.keys_dir else instance / "keys"
    if not crypto.keys_are_in(folder) and _has_data(app):
        raise crypto.KeyMissing(
            "Databasen har data, men nøglemappen er tom. Nye nøgler ville gøre alle koder og sager ubrugelige. "
            "Ret indstillingen keys_dir, eller læg nøglerne tilbage."
        )
    keys = crypto.open_keyring(folder, chosen.key_backend, os.environ.get("VAERDIG_MASTER_PASSPHRASE"))
    app.extensions["vaerdig_keyring"] = keys
    return keys


def _has_data(app: Flask) -> bool:
    with app.app_context():
        return inspect(db.engine).has_table("municipality")


def _database(app: Flask, instance: Path, chosen: settings.Settings) -> None:
    parts = (
        "disclosure.ledger",
        "hooks.models",
        "jobs.models",
        "surveys.invitations.models",
        "surveys.contradictions.models",
        "surveys.quotations.models",
        "surveys.recordings.models",
    )
    for module in (*parts, *(f"{feature}.models" for feature in FEATURES)):
        if find_spec(f"værdig.{module}"):  # privacy has no tables
            import_module(f"værdig.{module}")
    url = database_url(chosen.database, instance)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


install(db.session)


def _plugins(app: Flask, chosen: settings.Settings) -> Host:
    host = Host(app, HostOptions.from_settings(chosen, FEATURES))
    app.extensions[EXTENSION] = host
    host.load()
    permissions: list[Permission] = [found.value for found in host.collect("register_permissions")]
    models: list[ModelSet] = [found.value for found in host.collect("register_models")]
    app.extensions["vaerdig_permissions"] = {permission.id: permission for permission in permissions}
    app.extensions["vaerdig_owners"] = [core_owner(), *(Owner(each.prefix, each.migrations) for each in models)]
    app.extensions["vaerdig_plugin_settings"] = chosen.of_plugins(
        [found.value for found in host.collect("register_settings")]
    )
    return host


def _jobs(app: Flask, host: Host, chosen: settings.Settings) -> None:
    declared = {found.id: found for found in host.collect("register_jobs")}

    def is_active(job: Job) -> bool:
        return host.is_active(declared[job.id].plugin_id)

    jobs.init(app, [found.value for found in declared.values()], is_active, immediate=chosen.testing)
    if chosen.jobs_in_web and not chosen.testing:
        consumer.init(app)


def _site() -> Site:
    """Return the frame of the page: whose it is, and how to reach them."""
    if bound_tenant() is None:
        return Site()
    return municipality.remembered(("site", municipality.name(), today()), _read_site)


def _read_site() -> Site:
    return Site(
        municipality=municipality.name(),
        title="Værdig",
        address=municipality.setting("address"),
        phone=municipality.setting("phone"),
        email=municipality.setting("email"),
        colour=municipality.setting("colour"),
        example_data=municipality.example_data(),
    )


def _templates(app: Flask, host: Host) -> None:
    app.jinja_env.globals.update(can=can, render_slot=host.render_slot)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def variables() -> dict[str, Any]:
        on_staff_side = guard.is_staff_address(request.path)
        return {
            "current_user": current_user() if on_staff_side else None,
            "nav_items": _menu(host) if on_staff_side else [],
        }


def _menu(host: Host) -> list[dict[str, Any]]:
    if "vaerdig_menu" not in g:
        g.vaerdig_menu = [
            {"label": item.label, "url": url_for(item.endpoint), "current": request.endpoint == item.endpoint}
            for item in host.navigation("staff")
            if current_user() is not None and (item.permission is None or can(item.permission))
        ]
    found: list[dict[str, Any]] = g.vaerdig_menu
    return found
