"""`vaerdig invitations export`: letters or a merge file written to a file that only its owner can read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from flask import current_app

from værdig import municipality
from værdig.db import tenant
from værdig.errors import UserError
from værdig.i18n import _
from værdig.municipality.commands import MUNICIPALITY_OPTION, chosen
from værdig.surveys.commands import DESIGN_OPTION, find_round, new_file
from værdig.surveys.invitations import outbox, service
from værdig.surveys.invitations.letters import pdf
from værdig.surveys.invitations.mailing import has_used
from værdig.surveys.invitations.merge_file import merge_file
from værdig.surveys.invitations.outbox import Invited, Whom
from værdig.surveys.invitations.texts import words
from værdig.surveys.models import State


@click.group("invitations")
def invitations_group() -> None:
    """Invitationer fra en liste."""


@invitations_group.command("export")
@click.argument("half_year", metavar="RUNDE")
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
        round_ = find_round(half_year, design)
        if round_.state != State.OPEN:
            raise UserError(_("Runden er ikke åben. Der er ingen invitationer."))
        people = _people(round_.id, Whom(whom), unused_only=unused_only, reminder=reminder)
        said = words(round_.id, current_app.extensions["vaerdig_settings"].public_url or base, is_reminder=reminder)
        content = merge_file(people, said) if form == "csv" else pdf(people, said)
        with new_file(out) as file:
            file.write(content)
        service.note_taken(round_.id, "survey.merge_file_taken" if form == "csv" else "survey.letters_taken")
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
