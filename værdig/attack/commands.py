"""`vaerdig attack linkage`: the attack from the command line; it never touches the installation it is started in."""

from __future__ import annotations

import json
import sys

import click

from værdig.attack.plants import PLANTS
from værdig.i18n import _


@click.group("attack")
def attack() -> None:
    """Angreb på en opdigtet runde, for at se, om hemmeligheden holder."""


@attack.command("linkage")
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
@click.option("--seed", default=1, show_default=True, help="Frø for de opdigtede borgere.")
@click.option("--trials", type=click.IntRange(1), default=3, show_default=True, help="Antal runder.")
@click.option("--people", type=click.IntRange(40, 1000), default=80, show_default=True, help="Inviterede i hver runde.")
@click.option(
    "--plant", "plants", multiple=True, type=click.Choice(sorted(PLANTS)),
    help="Læg en læk ud først; den skal blive fundet. Kan gives flere gange.",
)  # fmt: skip
@click.option(
    "--database", default="sqlite", show_default=True, metavar="ADRESSE",
    help="sqlite, eller adressen på en tom PostgreSQL-database til formålet.",
)  # fmt: skip
def linkage(as_json: bool, seed: int, trials: int, people: int, plants: tuple[str, ...], database: str) -> None:
    """Prøv at finde ud af, hvem der har svaret hvad. Slutter med 1, hvis det lykkes bedre end ved at gætte."""
    from værdig.attack import campaign, report

    def tell(done: int) -> None:
        click.echo(_("Runde %(done)s af %(trials)s er spillet.", done=done, trials=trials), err=True)

    outcome = campaign.run(trials=trials, size=people, seed=seed, plants=plants, database=database, tell=tell)
    if as_json:
        click.echo(json.dumps(report.as_values(outcome), ensure_ascii=False, indent=2))
    else:
        for line in report.as_lines(outcome):
            click.echo(line)
    sys.exit(outcome.exit_code)
