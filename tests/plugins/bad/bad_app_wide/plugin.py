"""Hooks into every request of the site."""

from flask import Blueprint

from værdig.api import PluginInfo, hookimpl, public

PLUGIN = PluginInfo(id="bad_app_wide", title="Griber ind overalt")


pages = Blueprint("bad_app_wide_public", __name__)


@pages.before_app_request
def everywhere():
    raise RuntimeError("on every page")


@pages.route("/")
@public
def start():
    return "hej"


@hookimpl
def register_blueprints():
    yield pages
