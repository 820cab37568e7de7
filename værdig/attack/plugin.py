"""What the attack registers: its command, and nothing else. It runs when it is asked to, on an instance of its own."""

from __future__ import annotations

from collections.abc import Iterator

import click

from værdig.hooks import hookimpl
from værdig.hooks.contracts import PluginInfo
from værdig.i18n import _l

PLUGIN = PluginInfo(id="attack", title=_l("Angreb på undersøgelsernes hemmelighed"), kind="core", order=110)


@hookimpl
def register_commands() -> Iterator[click.Command]:
    """Give `vaerdig attack`."""
    from værdig.attack.commands import attack

    yield attack
