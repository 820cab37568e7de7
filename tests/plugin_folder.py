"""Plug-ins for tests: written to a folder of the test's own, loaded by a host or a whole application, and forgotten afterwards."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from conftest import fill, make_app
from flask import Flask

from værdig.hooks import Host, HostOptions
from værdig.hooks.isolated import Batch
from værdig.hooks.messages import Reply
from værdig.hooks.records import Plugin
from værdig.hooks.tables import take_out

BAD = Path(__file__).parent / "plugins" / "bad"


def write_plugin(folder: Path, plugin_id: str, code: str) -> Path:
    """Write a plug-in of one module; `from værdig.api import *` is put in front."""
    package = folder / plugin_id
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("")
    (package / "plugin.py").write_text("from værdig.api import *\n" + dedent(code))
    return package


def host_of(folder: Path, **options: Any) -> Host:
    """Return a loaded host of a folder's plug-ins, on an application without features, pages or database."""
    chosen: dict[str, Any] = {"folder": folder, "installed": False, "probe": False, "strict": True, **options}
    host = Host(Flask(__name__), HostOptions(**chosen))
    host.app.extensions["vaerdig_plugin_settings"] = {}
    return host.load()


def short_of_time(patch: pytest.MonkeyPatch, *modules: str) -> list[str]:
    """Give only these modules two seconds to be imported, and tell which modules were tried, in order.

    All others have a minute, so that a machine that stalls is not taken for a plug-in that hangs.
    """
    tried: list[str] = []
    real = Batch.try_import

    def watched(self: Batch, module: str, seconds: float) -> Reply:
        tried.append(module)
        return real(self, module, 2.0 if module.partition(".")[0] in modules else 60.0)

    patch.setattr(Batch, "try_import", watched)
    return tried


def site_of(instance: Path, folder: Path, **settings: Any) -> Flask:
    """Return a whole application, on a migrated database, whose folder of plug-ins is `folder`; a bad one is no reason to stop."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAERDIG_PLUGINS_DIR", str(folder))
        short_of_time(patch, "bad_hang")
        app = make_app(instance, strict_plugins=False, **settings)
    fill(app)
    return app


def forget(*hosts: Host) -> None:
    """Take what the hosts' plug-ins have added out of the process, so that the next test meets none of it."""
    for host in hosts:
        for plugin in host.plugins:
            if not plugin.is_core:
                _forget(plugin, host.options.folder)


def _forget(plugin: Plugin, folder: Path | None) -> None:
    # What belongs to the installation stays: other tests' hosts use it.
    if folder is None or plugin.candidate.folder is None or folder not in plugin.candidate.folder.parents:
        return
    take_out(plugin)
    for name in [name for name in sys.modules if name.partition(".")[0] == plugin.id]:
        sys.modules.pop(name)
    while str(folder) in sys.path:
        sys.path.remove(str(folder))
