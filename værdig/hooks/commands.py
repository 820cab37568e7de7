"""`vaerdig plugins` and `vaerdig new plugin`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from værdig.hooks import current_host
from værdig.hooks.discovery import plugins_dir
from værdig.hooks.scaffold import new_plugin
from værdig.hooks.status import PluginStatus, describe

STATES = {"off": "fravalgt", "loaded": "indlæst", "quarantined": "i karantæne"}


@click.command("plugins")
@click.option("--json", "as_json", is_flag=True, help="Skriv listen som JSON.")
def plugins(as_json: bool) -> None:
    """Vis alle dele: id, udgave, kilde, tilstand, fejl, hooks og tid."""
    rows = describe(current_host())
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(_line(row))


def _line(row: PluginStatus) -> str:
    version = f" {row.version}" if row.version else ""
    failed = f"\n    stoppet ved {row.failed_stage}: {row.failure}" if row.failure else ""
    faults = f", {row.failures} fejl siden nogen så efter" if row.failures else ""
    hooks = f"{len(row.hooks)} hooks, {row.milliseconds:g} ms"
    return f"{row.id}{version} ({row.source}): {STATES[row.state]}, {hooks}{faults}{failed}"


@click.group("new")
def new() -> None:
    """Lav noget nyt ud fra et eksempel."""


@new.command("plugin")
@click.argument("plugin_id")
@click.option("--title", default="", help="Plug-in'ens titel, som den vises.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Mappen, den lægges i. Ellers mappen med plug-ins.",
)
def new_plugin_command(plugin_id: str, title: str, into: Path | None) -> None:
    """Lav en ny plug-in som en kopi af eksemplet med navnene skiftet ud."""
    folder = into or plugins_dir()
    if folder is None:
        raise click.UsageError("Sig med --into, hvor plug-in'en skal ligge.")
    made = new_plugin(plugin_id, folder, title or plugin_id)
    click.echo(f"Lavet: {made}. Næste skridt står i {made / 'README.md'}.")
