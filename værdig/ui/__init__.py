"""How pages look and forms behave: bases, macros, fields, static files. What pages say belongs to the features."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask

from værdig.ui import csrf, frame, static_files
from værdig.ui.frame import Site, SiteSource

__all__ = ["Site", "SiteSource", "init"]

TEMPLATES = Path(__file__).parent / "templates"


def init(app: Flask, site: SiteSource) -> None:
    """Set up everything for pages; `site` returns the frame of the current request's pages.

    Needs `i18n.init` and `headers.init` before it, and an application made with `static_folder=None`.
    """
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    blueprint = Blueprint("ui", __name__, template_folder=str(TEMPLATES))
    static_files.init(app, blueprint)
    app.register_blueprint(blueprint)
    csrf.init(app)
    frame.init(app, site)
