"""Loads well; its page, form, slot and listener fail when they are used."""

import sys
import time

from flask import Blueprint

from værdig.api import FormSpec, Permission, PluginInfo, Required, StringField, VaerdigForm, hookimpl, requires

PLUGIN = PluginInfo(id="bad_page", title="Fejler i brug")


pages = Blueprint("bad_page", __name__)


class NameForm(VaerdigForm):
    name = StringField("Navn", [Required()])


@pages.route("/")
@requires("bad_page.read")
def start():
    raise RuntimeError("0101014321 is a number nobody may read in a log")


@pages.route("/exit")
@requires("bad_page.read")
def leave():
    sys.exit(1)


def submit(data):
    raise RuntimeError("cannot store it")


@hookimpl
def register_permissions():
    yield Permission(id="bad_page.read", title="Læse", default_roles=["administrator"])


@hookimpl
def register_blueprints():
    yield pages


@hookimpl
def register_forms():
    yield FormSpec(
        id="bad_page.form",
        title="En form, der fejler",
        form_class=NameForm,
        permission="bad_page.read",
        submit=submit,
    )


@hookimpl
def render_slot(slot, context):
    time.sleep(10)  # much longer than anybody waits, and short enough not to fill every place by itself


@hookimpl
def on_round_closed(round_id):
    raise RuntimeError("did not like the round")
