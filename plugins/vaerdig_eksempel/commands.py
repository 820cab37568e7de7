"""The plug-in's command: `vaerdig vaerdig_eksempel count MUNICIPALITY`."""

from __future__ import annotations

import click

from vaerdig_eksempel import queries
from værdig.api import tenant, today


@click.command("count")
@click.argument("municipality")
def count(municipality: str) -> None:
    """Skriv, hvor mange møder der er registreret i hvert kvartal."""
    with tenant(municipality):
        for quarter, number in queries.meetings_by_quarter(f"{today().year}H2"):
            click.echo(f"{quarter}: {number}")
