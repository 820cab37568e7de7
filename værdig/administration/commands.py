"""`vaerdig check` and `vaerdig personal-data`: registered checks and personal-data handlers from the command line."""

from __future__ import annotations

import json
import sys

import click

from værdig import municipality
from værdig.administration import checks
from værdig.administration import personal_data as handlers
from værdig.db import tenant
from værdig.hooks.contracts import Severity

PATIENCE = 120.0
"""Seconds that all checks of one municipality may take here, where nobody waits at a page and nothing is warm yet."""
MARKS = {Severity.OK: "ok", Severity.WARNING: "advarsel", Severity.ERROR: "fejl"}


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
def check(as_json: bool) -> None:
    """Kør alle tjek for alle kommuner; slutter med 1, hvis et tjek melder fejl."""
    found = []
    for each in municipality.all_municipalities():
        with tenant(each.id):
            found += [(each.id, result) for result in checks.run_all(PATIENCE)]
    if as_json:
        rows = [
            {"municipality": where, "id": result.id, "severity": str(result.severity), "text": str(result.text)}
            for where, result in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
    elif not found:
        click.echo("Der er ingen kommuner at tjekke endnu.")
    else:
        for where, result in found:
            click.echo(f"{where}: {MARKS[result.severity]}: {result.title}: {result.text}")
    sys.exit(1 if any(result.severity is Severity.ERROR for _where, result in found) else 0)


@click.group("personal-data")
def personal_data() -> None:
    """Personoplysninger: fortegnelse, udtræk og sletning."""


@personal_data.command("export")
@click.argument("municipality_id")
@click.argument("subject")
def export_person(municipality_id: str, subject: str) -> None:
    """Skriv alt, hvad der er gemt om en person i en kommune, som JSON."""
    with tenant(municipality_id):
        click.echo(json.dumps(handlers.export(subject), ensure_ascii=False, indent=2, default=str))


@personal_data.command("erase")
@click.argument("municipality_id")
@click.argument("subject")
@click.confirmation_option(prompt="Det kan ikke fortrydes. Vil du slette?")
def erase_person(municipality_id: str, subject: str) -> None:
    """Slet det, der må slettes om en person i en kommune."""
    with tenant(municipality_id):
        for handler, rows in handlers.erase(subject).items():
            click.echo(f"{handler}: {rows}")
