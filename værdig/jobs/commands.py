"""`vaerdig jobs …`: working the queue off in a process of its own, and how the jobs stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from flask import current_app

from værdig import municipality
from værdig.db import tenant
from værdig.errors import UserError
from værdig.i18n import _, format_time
from værdig.jobs import jobs, states
from værdig.jobs.consumer import consumer, only_here


@click.group("jobs")
def jobs_group() -> None:
    """Baggrundsarbejde: kør det for sig, og se, hvordan det går."""


@jobs_group.command("run")
def run() -> None:
    """Udfør det, der venter, og det, der er planlagt, til processen bliver stoppet."""
    with only_here(Path(current_app.instance_path)) as mine:
        if not mine:
            raise UserError(
                _(
                    "En anden proces på maskinen udfører baggrundsarbejdet. Kører webserveren, så sæt jobs_in_web til false."
                )
            )
        click.echo(_("Baggrundsarbejdet er i gang. Stop med Ctrl+C."))
        consumer(jobs().queue).run()


@jobs_group.command("status")
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
def status(as_json: bool) -> None:
    """Vis for hver kommune, hvornår hvert job sidst blev færdigt, og hvad der fejler."""
    rows = [row for each in municipality.all_municipalities() for row in _rows(each.id)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo("  ".join(str(row[name]) for name in ("municipality", "job", "done", "failures", "what")).rstrip())


def _rows(municipality_id: str) -> list[dict[str, Any]]:
    with tenant(municipality_id):
        found = states.by_job()
        return [
            {
                "municipality": municipality_id,
                "job": job_id,
                "done": format_time(state.done_at) if (state := found.get(job_id)) and state.done_at else "-",
                "failures": state.failures if state else 0,
                "what": state.what if state else "",
            }
            for job_id in jobs().declared
        ]
