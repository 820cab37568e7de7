"""`vaerdig invitations`: a list taken in; and letters or a merge file written to a file that only its owner can read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from flask import current_app

from værdig import municipality
from værdig.db import tenant
from værdig.errors import UserError
from værdig.i18n import _, format_number, ngettext
from værdig.municipality.commands import MUNICIPALITY_OPTION, chosen
from værdig.surveys import queries as rounds
from værdig.surveys.commands import DESIGN_OPTION, find_round, new_file
from værdig.surveys.invitations import list_file, outbox, queries, service
from værdig.surveys.invitations.letters import pdf
from værdig.surveys.invitations.mailing import has_used
from værdig.surveys.invitations.merge_file import merge_file
from værdig.surveys.invitations.outbox import Invited, Whom
from værdig.surveys.invitations.texts import words
from værdig.surveys.models import State


@click.group("invitations")
def invitations_group() -> None:
    """Invitationer fra en liste."""


@invitations_group.command("import")
@click.argument("half_year", metavar="HALVÅR")
@click.argument("file", metavar="FIL", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Vis kun, hvad der er i filen. Invitér ingen.")
@click.option("--skip-errors", is_flag=True, help="Invitér resten, når nogle rækker har fejl.")
@click.option(
    "--more-invited", is_flag=True, help="Ja, der er inviteret flere; svarprocenten regnes af det højere tal."
)
@DESIGN_OPTION
@MUNICIPALITY_OPTION
def import_list(
    half_year: str, file: Path, dry_run: bool, skip_errors: bool, more_invited: bool, design: str,
    municipality_id: str | None,
) -> None:  # fmt: skip
    """Tag en liste med (CSV eller Excel): reference, målgruppe, længde, sprog, kommune og e-mail. Aldrig navne eller cpr.

    Slutter med 1, når nogle rækker har fejl, og --skip-errors ikke er sat: så er ingen inviteret.
    """
    with tenant(chosen(municipality_id)):
        round_ = _open_round(half_year, design)
        read = list_file.read(file.read_bytes(), queries.asked(round_))
        _tell(read)
        _warn(queries.in_danish(round_.id, {person.language for person in read.people}).told)
        if not dry_run and (read.people or not read.already) and (skip_errors or not read.errors):
            number = _invite(round_.id, read, more_invited=more_invited)
            click.echo(ngettext("Én er på listen.", "%(count)s er på listen.", number))
            return
    click.echo(_("Ingen er inviteret."))
    sys.exit(0 if (read.people or read.already) and (skip_errors or not read.errors) else 1)


def _open_round(half_year: str, design: str) -> rounds.RoundRow:
    round_ = find_round(half_year, design)
    if round_.state != State.OPEN:
        raise UserError(_("Runden er ikke åben. Der er ingen invitationer."))
    return round_


def _tell(read: list_file.ReadList) -> None:
    """Say what is in a list; of those on it only row numbers."""
    with_mail = sum(bool(person.email) for person in read.people)
    click.echo(
        _(
            "Kan inviteres: %(people)s. Heraf med e-mail: %(mail)s. Rækker med fejl: %(errors)s.",
            people=format_number(len(read.people)), mail=format_number(with_mail), errors=format_number(read.wrong_rows),
        )
    )  # fmt: skip
    if read.already:
        click.echo(_("Allerede inviteret, sprunget over: %(already)s.", already=format_number(read.already)))
    if read.unread:
        click.echo(_("Disse kolonner er ikke læst: %(columns)s.", columns=", ".join(read.unread)))
    for error in read.errors:
        click.echo(
            _("Række %(row)s, %(column)s: %(text)s", row=error.row, column=error.column, text=error.text), err=True
        )


def _warn(*warnings: str) -> None:
    """Say what whoever sends should know first, apart from what may be piped on; empty ones are nothing."""
    for warning in filter(None, warnings):
        click.echo(warning, err=True)


def _invite(round_id: str, read: list_file.ReadList, *, more_invited: bool) -> int:
    """Take a list in at once, by the way of the page; nothing of it stays where it is refused."""
    draft_id = service.keep_draft(round_id, read)
    try:
        return service.invite(round_id, draft_id, more_invited=more_invited)
    except UserError as error:
        service.drop_draft(round_id, draft_id)
        if error.field == "more_invited":
            raise UserError(_("%(why)s Du siger ja med --more-invited.", why=str(error)), error.field) from error
        raise


@invitations_group.command("export")
@click.argument("half_year", metavar="HALVÅR")
@click.option("--format", "form", type=click.Choice(["csv", "pdf"]), required=True, help="Flettefil eller breve.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Filen; den må ikke findes."
)
@click.option(
    "--to", "whom", type=click.Choice([each.value for each in Whom]), default=Whom.ALL.value, show_default=True
)
@click.option("--reminder", is_flag=True, help="Teksten er en påmindelse.")
@click.option(
    "--unused-only",
    is_flag=True,
    help="Kun dem, der ikke har svaret; kræver kommunens indstilling. Filen er kun til afsenderen.",
)
@click.option(
    "--base", default="http://127.0.0.1:5000", show_default=True, help="Borgernes adresse, når public_url er tom."
)
@DESIGN_OPTION
@MUNICIPALITY_OPTION
def export(
    half_year: str, form: str, out: Path, whom: str, reminder: bool, unused_only: bool, base: str, design: str,
    municipality_id: str | None,
) -> None:  # fmt: skip
    """Skriv rundens invitationer som flettefil (csv) eller breve (pdf)."""
    with tenant(chosen(municipality_id)):
        round_ = _open_round(half_year, design)
        people = _people(round_.id, Whom(whom), unused_only=unused_only, reminder=reminder)
        _warn(
            queries.in_danish(round_.id, outbox.languages(round_.id)).told, queries.unprinted() if form == "pdf" else ""
        )
        said = words(round_.id, current_app.extensions["vaerdig_settings"].public_url or base, is_reminder=reminder)
        content = merge_file(people, said) if form == "csv" else pdf(people, said)
        with new_file(out) as file:
            file.write(content)
        service.note_sent(round_.id, "survey.merge_file_taken" if form == "csv" else "survey.letters_taken", Whom(whom))
    click.echo(_("Invitationerne er skrevet i %(file)s. Slet filen, når der er sendt.", file=out.name))


def _people(round_id: str, whom: Whom, *, unused_only: bool, reminder: bool) -> Sequence[Invited]:
    """Return those to write to. How many have not answered is told nobody: the file is the sender's."""
    if unused_only and not (reminder and municipality.setting("remind_unused_only")):
        raise UserError(
            _(
                "--unused-only er kun til påmindelser (--reminder), hvor kommunen har sat indstillingen remind_unused_only."
            )
        )
    people = outbox.people(outbox.must_be_open(outbox.of(round_id)), whom)
    if unused_only:
        people = [person for person in people if not has_used(round_id, person)]
    if not people:
        raise UserError(_("Der er ingen at skrive til."))
    return people
