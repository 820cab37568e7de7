"""The `vaerdig` command: the installation's own commands, and those that features and plug-ins register."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from værdig import __version__
from værdig.cli_words import speak_danish
from værdig.crypto import CannotOpen, KeyMissing
from værdig.errors import SettingsError, UserError

if TYPE_CHECKING:
    from værdig.db.migrate import Owner


def main() -> None:
    """Run the command line: make the application, then the command."""
    try:
        _run()
    except (UserError, SettingsError, KeyMissing) as error:
        _stop(str(error))
    except CannotOpen:
        _stop("Nøglen passer ikke. Er VAERDIG_MASTER_PASSPHRASE den rigtige?")


def _stop(text: str) -> NoReturn:
    click.echo(f"Fejl: {text}", err=True)
    sys.exit(2)


def _run() -> None:
    if sys.argv[1:2] == ["--version"]:
        click.echo(__version__)
        return
    os.umask(0o077)  # what the instance folder gets is for its owner only
    from værdig.app import create_app

    app = create_app(**_for_this_command())
    with app.app_context():
        root_command()(obj=app)


def root_command() -> click.Group:
    """Return the `vaerdig` command with all there is below it; needs the application."""
    from værdig.disclosure.commands import disclosure
    from værdig.hooks.host import current_host
    from værdig.jobs.commands import jobs_group

    root = click.Group(
        "vaerdig", help="Værdig: undersøgelser, klager og rapporter.", context_settings={"max_content_width": 110}
    )
    for command in [demo, serve_command, db_group, audit_group, jobs_group, disclosure, *current_host().commands()]:
        root.add_command(command)
    speak_danish(root)
    return root


def _for_this_command() -> dict[str, Any]:
    """Run the example on plain http at 127.0.0.1, where a cookie marked secure would not come back."""
    is_demo = sys.argv[1:2] == ["demo"]
    return {"secure_cookies": False} if is_demo and "VAERDIG_SECURE_COOKIES" not in os.environ else {}


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="Læg eksemplet ind, men start ikke serveren.")
@click.option("--port", default=5000, show_default=True, help="Port på 127.0.0.1.")
@click.option("--json", "as_json", is_flag=True, help="Skriv koder, navne og adresser som JSON.")
def demo(no_serve: bool, port: int, as_json: bool) -> None:
    """Kør Værdig med et gennemført eksempel."""
    from værdig import demo as example
    from værdig.serve import serve

    told = example.prepare(lambda text: click.echo(text, err=True))
    address = f"http://127.0.0.1:{port}"
    click.echo(
        json.dumps({"address": address, **told}, ensure_ascii=False, indent=2) if as_json else _welcome(address, told)
    )
    if not no_serve:
        sys.stdout.flush()
        os.environ["VAERDIG_SECURE_COOKIES"] = "false"
        os.environ.setdefault("VAERDIG_ERRORS_IN_FULL", "true")  # nobody real writes in the example
        os.environ.setdefault("VAERDIG_DEFAULT_MUNICIPALITY", example.EXAMPLE)
        serve(f"127.0.0.1:{port}", workers=1)


def _welcome(address: str, told: dict[str, Any]) -> str:
    lines = ["", f"Værdig kører på {address} med eksempeldata.", ""]
    for code in told.get("survey_codes", [])[:3]:
        lines.append(f"  Svar som borger:     {address}/svar   kode {code}")
    if told.get("case_code"):
        lines.append(f"  Se en klagesag:      {address}/sag    kode {told['case_code']}")
    lines += [f"  Klag som borger:     {address}/klage", f"  Ansatte logger ind:  {address}/stab/log-ind", ""]
    for user in told.get("users", []):
        lines.append(f"    {user['role']:<36}{user['email']:<32} {user['password']}")
    if told.get("inbox_passphrase"):
        lines += ["", f"  Borgerrådgiverens indbakke låses op med: {told['inbox_passphrase']}"]
    if told.get("inbox_recovery"):
        lines.append(f"  Stedfortræderen får adgang med genopretningskoden: {told['inbox_recovery']}")
    for holder in told.get("key_holders", []):
        lines.append(f"  Runder lukkes med kodeordet fra {holder['name']}: {holder['passphrase']}")
    return "\n".join([*lines, "", "  Stop med Ctrl+C.", ""])


@click.command("serve")
@click.option("--bind", default="127.0.0.1:5000", show_default=True, help="Adresse og port.")
@click.option("--workers", default=2, show_default=True, help="Antal processer.")
def serve_command(bind: str, workers: int) -> None:
    """Start webserveren."""
    from værdig.serve import serve

    serve(bind, workers)


@click.group("db")
def db_group() -> None:
    """Databasens tabeller: status, opgradering, nedgradering."""


@db_group.command("status")
def db_status() -> None:
    """Vis hver ejers udgave."""
    from værdig.db import migrate

    for owner in migrate.owners():
        click.echo(f"{owner.id}: {migrate.current(owner) or 'ingen'} (nyeste {migrate.head(owner) or 'ingen'})")


@db_group.command("upgrade")
def db_upgrade() -> None:
    """Bring alle tabeller op til nyeste udgave."""
    from værdig.db import migrate

    done = migrate.upgrade_all()
    click.echo(f"Opgraderet: {', '.join(done)}." if done else "Alt er på nyeste udgave.")


@db_group.command("downgrade")
@click.argument("owner_id")
@click.argument("revision")
def db_downgrade(owner_id: str, revision: str) -> None:
    """Tag en ejers tabeller tilbage til en tidligere udgave (base fjerner dem)."""
    from alembic.util import CommandError

    from værdig.db import migrate

    owner = _owner(owner_id)
    try:
        migrate.downgrade(owner, revision)
    except CommandError as error:
        raise UserError(f"»{owner_id}« har ingen udgave »{revision}« at gå tilbage til.") from error
    click.echo(f"{owner_id} er nu på {migrate.current(owner) or 'ingen udgave'}.")


def _owner(owner_id: str) -> Owner:
    from værdig.db import migrate

    try:
        return migrate.owner(owner_id)
    except LookupError as error:
        known = ", ".join(each.id for each in migrate.owners())
        raise UserError(f"Ingen ejer hedder »{owner_id}«. Kendte: {known}.") from error


@db_group.command("revise")
@click.argument("owner_id")
@click.argument("number")
@click.argument("message")
def db_revise(owner_id: str, number: str, message: str) -> None:
    """Skriv en ny udgave ud fra modellerne (for udviklere)."""
    from værdig.db import migrate

    migrate.revise(_owner(owner_id), message, number)


@click.group("audit")
def audit_group() -> None:
    """Loggen over, hvem der har gjort hvad."""


@audit_group.command("seal")
def audit_seal() -> None:
    """Kæd nye poster sammen nu."""
    from værdig import audit

    click.echo(f"{audit.seal()} poster er kædet på.")


@audit_group.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
def audit_verify(as_json: bool) -> None:
    """Gå hele loggen efter; slutter med 1, hvis noget er ændret eller mangler."""
    from værdig import audit

    verdict = audit.verify()
    if as_json:
        found = {"sealed": verdict.sealed, "unsealed": verdict.unsealed, "wrong": list(verdict.wrong)}
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        click.echo(f"{verdict.sealed} poster i kæden, {verdict.unsealed} venter på at blive kædet på.")
        for text in verdict.wrong or ("Alt stemmer.",):
            click.echo(text)
    sys.exit(1 if verdict.wrong else 0)
