"""Has a page that nobody has said who may open."""

from flask import Blueprint

from værdig.api import PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_route", title="Åben dør")


pages = Blueprint("bad_route", __name__)


@pages.route("/")
def start():
    return "hej"


@hookimpl
def register_blueprints():
    yield pages
