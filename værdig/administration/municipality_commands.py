"""`vaerdig municipality`: a municipality's own settings from the command line, for whoever runs the installation."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import click

from værdig import audit, municipality
from værdig.administration import queries
from værdig.clock import today
from værdig.db import tenant, transaction
from værdig.errors import SettingsError, UserError
from værdig.i18n import _, format_date
from værdig.municipality import service
from værdig.municipality.commands import MUNICIPALITY_OPTION, chosen
from værdig.municipality.day_settings import MOVES_DATES
from værdig.municipality.settings import check, declared

YES, NO = "ja", "nej"


@click.group("municipality")
def municipality_group() -> None:
    """Kommunerne og deres egne indstillinger."""


@municipality_group.command("list")
def list_() -> None:
    """Vis kommunerne: id, navn og værtsnavn."""
    found = municipality.all_municipalities()
    for each in found:
        click.echo(f"{each.id:<20}{each.name:<32}{each.hostname or ''}".rstrip())
    if not found:
        click.echo(_("Der er ingen kommuner endnu. Lav en med: vaerdig municipality create ID NAVN"))


@municipality_group.command("create")
@click.argument("municipality_id", metavar="ID")
@click.argument("name", metavar="NAVN")
@click.option("--hostname", help="Værtsnavnet, borgerne bruger, når flere kommuner deler installationen.")
def create(municipality_id: str, name: str, hostname: str | None) -> None:
    """Lav en kommune."""
    service.create(municipality_id, name, hostname)
    click.echo(_("Kommunen er lavet: %(name)s (%(id)s).", name=name, id=municipality_id))


@municipality_group.command("settings")
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
@MUNICIPALITY_OPTION
def settings(municipality_id: str | None, as_json: bool) -> None:
    """Vis kommunens indstillinger, som de er i dag."""
    with tenant(chosen(municipality_id)):
        rows = queries.municipal_settings()
    if as_json:
        told = {row.id: {"value": str(row.value), "default": row.is_default, "help": str(row.help)} for row in rows}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row.id:<30}{row.value}{'' if row.is_default else ' *'}")
        click.echo(f"{'':<30}{row.help}")
    click.echo(_("* er valgt af kommunen. Resten er forvalgt."))


@municipality_group.command("set")
@click.argument("key", metavar="INDSTILLING")
@click.argument("value", metavar="VÆRDI")
@click.option("--from", "valid_from", metavar="ÅÅÅÅ-MM-DD", help="Dagen, den gælder fra. Uden: i dag.")
@MUNICIPALITY_OPTION
def set_(key: str, value: str, valid_from: str | None, municipality_id: str | None) -> None:
    """Vælg en af kommunens indstillinger: ja eller nej, et tal, en tekst, eller flere adskilt af komma."""
    start = _day(valid_from) if valid_from else today()
    meant = _meant(key, value)
    home = chosen(municipality_id)
    with tenant(home):
        before = municipality.setting(key, start)
        with transaction():
            service.put(key, meant, start)
            audit.record("municipality.setting", "municipality", home, detail={"key": key, "from": start.isoformat()})
    click.echo(
        _(
            "%(key)s er »%(value)s« fra den %(day)s. Før: »%(before)s«.",
            key=key, value=queries.shown(meant), day=format_date(start), before=queries.shown(before),
        )
    )  # fmt: skip
    if follows := _what_follows(key):
        click.echo(follows)


def _what_follows(key: str) -> str:
    """Return what a changed setting asks of others; empty for most. Of whose cases there are nothing is told here."""
    if key not in MOVES_DATES:
        return ""
    return _(
        "Frister i åbne sager er ikke flyttet. Ledelsen og borgerrådgiveren bliver spurgt på hver sin side med klager."
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(_("Skriv dagen som år-måned-dag, fx 2026-12-31.")) from None


def _meant(key: str, text: str) -> Any:
    """Return what a text stands for in a setting; raises UserError for an unknown setting and a value it cannot have."""
    try:
        kind = declared(key).type
        return check(key, _READ.get(kind, str)(text.strip()))
    except SettingsError as error:
        raise UserError(str(error)) from error


def _yes_or_no(text: str) -> bool:
    if text.lower() not in (YES, NO):
        raise UserError(_("Skriv ja eller nej."))
    return text.lower() == YES


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UserError(_("Skriv et helt tal.")) from None


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


_READ: Mapping[type, Callable[[str], Any]] = {bool: _yes_or_no, int: _number, list: _several}
