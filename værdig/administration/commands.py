"""`vaerdig check`: every registered check from the command line."""

from __future__ import annotations

import json
import sys

import click

from værdig import municipality
from værdig.administration import checks
from værdig.db import tenant
from værdig.hooks.contracts import Severity

MARKS = {Severity.OK: "ok", Severity.WARNING: "advarsel", Severity.ERROR: "fejl"}


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
def check(as_json: bool) -> None:
    """Kør alle tjek for alle kommuner; slutter med 1, hvis et tjek melder fejl."""
    found = []
    for each in municipality.all_municipalities():
        with tenant(each.id):
            found += [(each.id, result) for result in checks.run_all()]
    if as_json:
        rows = [
            {"municipality": where, "id": result.id, "severity": str(result.severity), "text": str(result.text)}
            for where, result in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for where, result in found:
            click.echo(f"{where}: {MARKS[result.severity]}: {result.title}: {result.text}")
    sys.exit(1 if any(result.severity is Severity.ERROR for _where, result in found) else 0)
