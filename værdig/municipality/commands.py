"""`--municipality`: the one option by which every command that works in one municipality is told which, and the one rule for leaving it out."""

from __future__ import annotations

import click
from flask import current_app

from værdig.errors import UserError
from værdig.i18n import _
from værdig.municipality.queries import all_municipalities

MUNICIPALITY_OPTION = click.option(
    "--municipality",
    "municipality_id",
    help="Kommunens id. Kan udelades, hvor der kun er én, eller hvor indstillingen default_municipality nævner en.",
)


def chosen(wanted: str | None) -> str:
    """Return the id asked for, else the installation's default one, else the only one there is.

    Where there are several, the default one is named on standard error, so that nobody works in it without knowing. Raises
    UserError listing those there are.
    """
    names = {each.id: each.name for each in all_municipalities()}
    default: str = current_app.extensions["vaerdig_settings"].default_municipality
    found = wanted or default or (next(iter(names)) if len(names) == 1 else "")
    if found not in names:
        raise UserError(_not_told(found, ", ".join(names)))
    if not wanted and len(names) > 1:
        said = _("Kommune: %(name)s (%(id)s), fra indstillingen default_municipality.", name=names[found], id=found)
        click.echo(said, err=True)
    return found


def _not_told(found: str, known: str) -> str:
    if not known:
        return _("Der er ingen kommuner endnu.")
    if found:
        return _("Kommunen »%(id)s« findes ikke. Kommuner: %(known)s.", id=found, known=known)
    return _("Sig hvilken kommune med --municipality. Kommuner: %(known)s.", known=known)
