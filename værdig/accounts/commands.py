"""`vaerdig user`: the first person of a new municipality, and a new link for one who cannot sign in; the rest is done on the pages."""

from __future__ import annotations

import click
from flask import current_app, url_for

from værdig.access.roles import ROLES, Role
from værdig.accounts import queries, service
from værdig.accounts.forms import require_email
from værdig.accounts.models import StaffUser
from værdig.db import tenant
from værdig.errors import UserError
from værdig.i18n import _
from værdig.municipality.commands import MUNICIPALITY_OPTION, chosen

BASE_OPTION = click.option(
    "--base", default="http://127.0.0.1:5000", show_default=True, help="Adressen, linket skal begynde med."
)


@click.group("user")
def user_group() -> None:
    """Ansatte, der skal kunne logge ind."""


@user_group.command("invite")
@click.argument("name", metavar="NAVN")
@click.argument("email", metavar="E-MAIL")
@click.option(
    "--role", type=click.Choice([str(role) for role in ROLES]), default=Role.ADMINISTRATOR.value, show_default=True
)
@click.option("--unit", default="", help="Enheden, personen arbejder i.")
@click.option("--from-elsewhere", is_flag=True, help="Ja til, at en konto i en anden kommune får rollen her.")
@BASE_OPTION
@MUNICIPALITY_OPTION
def invite(
    name: str, email: str, role: str, unit: str, from_elsewhere: bool, base: str, municipality_id: str | None
) -> None:
    """Opret en ansat, og vis et link, som kan bruges én gang til at vælge adgangskode."""
    require_email(email)
    with tenant(chosen(municipality_id)):
        user, token = service.invite(name, email, unit, Role(role), from_elsewhere=from_elsewhere)
        click.echo(_("%(name)s har fået rollen %(role)s.", name=user.name, role=ROLES[Role(role)]))
        if token:
            _show_link(token, base, _("Linket virker i %(days)s dage:", days=service.INVITE_DAYS))


@user_group.command("link")
@click.argument("email", metavar="E-MAIL")
@BASE_OPTION
@MUNICIPALITY_OPTION
def link(email: str, base: str, municipality_id: str | None) -> None:
    """Vis et link til en ny adgangskode for en, der ikke kan logge ind."""
    with tenant(chosen(municipality_id)):
        token = service.reset_link(_user_here(email))
        _show_link(token, base, _("Linket virker i %(hours)s timer:", hours=service.RESET_HOURS))


def _user_here(email: str) -> StaffUser:
    user = queries.by_email(email)
    if user is None or not queries.is_here(user.id):
        raise UserError(_("Der er ingen med den e-mail i kommunen."))
    return user


def _show_link(token: str, base: str, until: str) -> None:
    with current_app.test_request_context(base_url=base):
        address = url_for("accounts.welcome", token=token, _external=True)
    click.echo(until)
    click.echo(address)
