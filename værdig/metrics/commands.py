"""`vaerdig metrics compute|list`: maalepunkter on the command line."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from værdig import municipality
from værdig.clock import HalfYear
from værdig.db import tenant
from værdig.errors import UserError
from værdig.hooks.records import Contribution
from værdig.i18n import _
from værdig.metrics import overview, queries, service
from værdig.metrics.service import ComputeOutcome


@click.group("metrics")
def metrics_group() -> None:
    """Målepunkter: beregn og vis."""


@metrics_group.command("compute")
@click.option("--half-year", "code", help="Halvår, fx 2021H1. Ellers det nuværende og alle, der er beregnet før.")
@click.option("--municipality", "municipality_id", help="Kommunens id. Ellers alle kommuner.")
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
def compute(code: str | None, municipality_id: str | None, as_json: bool) -> None:
    """Beregn målepunkter; slutter med 1, hvis et af dem fejler."""
    half_year = HalfYear.parse(code) if code else None
    found = {each: _compute(each, half_year) for each in _municipalities(municipality_id)}
    if as_json:
        plain = {each: [asdict(outcome) for outcome in outcomes] for each, outcomes in found.items()}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        for each, outcomes in found.items():
            _tell(each, outcomes)
    sys.exit(1 if any(outcome.failure for outcomes in found.values() for outcome in outcomes) else 0)


def _compute(municipality_id: str, half_year: HalfYear | None) -> list[ComputeOutcome]:
    with tenant(municipality_id):
        return service.compute(half_year) if half_year else service.compute_all()


def _municipalities(wanted: str | None) -> list[str]:
    known = [each.id for each in municipality.all_municipalities()]
    if wanted is None:
        return known
    if wanted not in known:
        raise UserError(_("Kommunen »%(id)s« findes ikke. Kommuner: %(known)s.", id=wanted, known=", ".join(known)))
    return [wanted]


def _tell(municipality_id: str, outcomes: list[ComputeOutcome]) -> None:
    click.echo(municipality_id)
    if not outcomes:
        click.echo("  " + _("Ingen plug-in har målepunkter her."))
    for outcome in outcomes:
        click.echo(f"  {HalfYear.parse(outcome.half_year).label}  {outcome.code:<10} {_words(outcome)}")


def _words(outcome: ComputeOutcome) -> str:
    if outcome.change == "failed":
        return _("fejlede: %(text)s", text=outcome.failure)
    told = {"values": outcome.values, "missing": outcome.missing}
    if outcome.change == "unchanged":
        return _("uændret: %(values)s tal, %(missing)s mangler", **told)
    return _("beregnet: %(values)s tal, %(missing)s mangler", **told)


@metrics_group.command("list")
@click.option("--municipality", "municipality_id", help="Kommunens id. Ellers alle kommuner.")
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
def list_metrics(municipality_id: str | None, as_json: bool) -> None:
    """Vis hvert målepunkts seneste tal, og hvordan det står."""
    rows = [row for each in _municipalities(municipality_id) for row in _rows(each)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['municipality']}  {row['code']:<10} {row['figure']}  ({row['status']})")


def _rows(municipality_id: str) -> list[dict[str, str | None]]:
    with tenant(municipality_id):
        return [_row(municipality_id, item) for item in queries.active_metrics()]


def _row(municipality_id: str, item: Contribution) -> dict[str, str | None]:
    stands, newest = queries.standing_of(item), queries.judged_value(queries.values(item.id))
    return {
        "municipality": municipality_id,
        "id": item.id,
        "code": item.value.code,
        "title": str(item.value.title),
        "unit": str(item.value.unit),
        "period": newest.period if newest else None,
        "value": str(newest.value) if newest else None,
        "figure": overview.newest_figure(item),
        "status": str(stands.word),
        "because": stands.because,
    }
