"""`vaerdig round …`: rounds on the command line, for those who run the installation."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click
from flask import current_app

from værdig.clock import HalfYear
from værdig.db import tenant, transaction
from værdig.errors import UserError
from værdig.files.writing import why_not_written
from værdig.i18n import _, format_date, format_number
from værdig.municipality.commands import MUNICIPALITY_OPTION, chosen
from værdig.surveys import gone_types, grouping, losing, queries, round_keys, rounds, service
from værdig.surveys.codes_file import merge_file
from værdig.surveys.groups import LENGTHS
from værdig.surveys.models import Design, State
from værdig.surveys.orders import CodeOrder, Group
from værdig.surveys.presenting import STEP_LABELS

PASSPHRASE = "VAERDIG_HOLDER_PASSPHRASE"  # noqa: S105 - the name of a variable
DESIGN_OPTION = click.option(
    "--design", type=click.Choice([design.value for design in Design]), default=Design.CENSUS.value, show_default=True
)

LOST, GIVE_UP = "lost", "give_up"
"""What `close` does where nobody can open a round: say so, or give it up."""
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("round")
def round_group() -> None:
    """Undersøgelsesrunder: åbn, se status, lav koder, luk."""


def find_round(code: str, design: str) -> queries.RoundRow:
    half_year = HalfYear.parse(code)
    found = [each for each in queries.rounds() if each.half_year == half_year and each.design == design]
    if not found:
        raise UserError(_("Der er ingen runde af den slags i %(half_year)s.", half_year=half_year.label))
    return sorted(found, key=lambda each: each.state == State.LOST)[0]


@round_group.command("status")
@click.argument("half_year", metavar="[HALVÅR]", required=False)
@MUNICIPALITY_OPTION
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
def status(half_year: str | None, municipality_id: str | None, as_json: bool) -> None:
    """Vis runderne; for en åben runde antal svar i hele tiere, aldrig mere."""
    with tenant(chosen(municipality_id)):
        wanted = HalfYear.parse(half_year) if half_year else None
        rows = [_plain(each) for each in queries.rounds() if wanted is None or each.half_year == wanted]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        answers = "" if row["answers"] is None else _("mindst %(number)s svar", number=row["answers"])
        click.echo("  ".join(str(part) for part in (row["half_year"], row["design"], row["state"], answers) if part))


def _plain(each: queries.RoundRow) -> dict[str, object]:
    return {
        "half_year": each.half_year.code,
        "design": each.design,
        "state": each.state,
        "invited": each.invited,
        "codes": each.issued,
        "answers": queries.answers_so_far(each.id) if each.state == State.OPEN else None,
        "closing_step": each.closing_step,
        "groups": {group.key: {"label": group.label, "invited": group.invited} for group in each.groups},
    }


@round_group.command("open")
@click.argument("half_year", metavar="HALVÅR")
@DESIGN_OPTION
@click.option(
    "--group", "numbers", multiple=True, metavar="NØGLE=ANTAL", help="Inviterede i en gruppe; tomt antal: ukendt."
)
@click.option("--closes-on", type=_DAY, help="En ny rundes sidste dag; udeladt: halvårets sidste dag.")
@MUNICIPALITY_OPTION
def open_round(
    half_year: str, design: str, numbers: tuple[str, ...], closes_on: datetime | None, municipality_id: str | None
) -> None:
    """Åbn en planlagt runde, eller planlæg og åbn en ny i halvåret."""
    with tenant(chosen(municipality_id)):
        period = HalfYear.parse(half_year)
        planned = [r for r in queries.rounds() if (r.half_year, r.design, r.state) == (period, design, State.PLANNED)]
        if planned and closes_on:
            raise UserError(_("Runden er planlagt. Flyt dens sidste dag med »vaerdig round postpone«."))
        last = closes_on.date() if closes_on else period.end
        with transaction():  # one that cannot be opened is not left behind as a plan either
            round_id = planned[0].id if planned else service.create_round(period, design, period.start, last)
            if numbers:
                grouping.set_groups(round_id, _groups(round_id, numbers))
            service.open_round(round_id)
    click.echo(_("Runden for %(half_year)s er åben.", half_year=period.label))


def _groups(round_id: str, numbers: tuple[str, ...]) -> list[Group]:
    labels = {group.key: group.label for group in queries.round_by_id(round_id).groups}
    asked = []
    for text in numbers:
        key, _sign, number = text.partition("=")
        if key not in labels or not (number == "" or number.isdecimal()):
            raise UserError(_("»%(text)s« er ikke NØGLE=ANTAL. Nøgler: %(keys)s.", text=text, keys=", ".join(labels)))
        asked.append(Group(key, labels[key], int(number) if number else None))
    return asked


@round_group.command("postpone")
@click.argument("half_year", metavar="HALVÅR")
@click.argument("closes_on", type=_DAY)
@DESIGN_OPTION
@MUNICIPALITY_OPTION
def postpone(half_year: str, closes_on: datetime, design: str, municipality_id: str | None) -> None:
    """Flyt en rundes sidste dag (åååå-mm-dd); er runden åben, kun til en senere dag."""
    with tenant(chosen(municipality_id)):
        found = find_round(half_year, design)
        if found.state == State.PLANNED:
            service.correct_plan(found.id, found.design, found.opens_on, closes_on.date())
        else:
            service.postpone(found.id, closes_on.date())
    click.echo(_("Rundens sidste dag er den %(day)s.", day=format_date(closes_on.date())))


@round_group.command("codes")
@click.argument("half_year", metavar="HALVÅR")
@DESIGN_OPTION
@click.option("--group", required=True, help="Målgruppens nøgle.")
@click.option("--length", type=click.Choice([length.key for length in LENGTHS]), help="Forløbets længde.")
@click.option("--number", type=click.IntRange(1), required=True)
@click.option(
    "--more-invited", is_flag=True, help="Ja, der er inviteret flere; svarprocenten regnes af det højere tal."
)
@click.option(
    "--base", default="http://127.0.0.1:5000", show_default=True, help="Borgernes adresse, når public_url er tom."
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Filen; den må ikke findes."
)
@MUNICIPALITY_OPTION
def codes(
    half_year: str, design: str, group: str, length: str | None, number: int, more_invited: bool, base: str, out: Path,
    municipality_id: str | None,
) -> None:  # fmt: skip
    """Lav nye koder og skriv dem i en fil, som kun ejeren kan læse. De kan ikke vises igen."""
    with tenant(chosen(municipality_id)), new_file(out) as file:
        orders = [CodeOrder(group, length, number)]
        made = service.issue_codes(find_round(half_year, design).id, orders, more_invited=more_invited)
        file.write(merge_file(made, current_app.extensions["vaerdig_settings"].public_url or base))
    click.echo(_("%(number)s koder er skrevet i %(file)s.", number=format_number(len(made)), file=out.name))


def new_file(path: Path) -> BinaryIO:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UserError(
            _("Filen %(file)s kan ikke laves: %(why)s.", file=path.name, why=why_not_written(error))
        ) from error
    return os.fdopen(handle, "wb")


@round_group.command("close")
@click.argument("half_year", metavar="HALVÅR")
@DESIGN_OPTION
@click.option("--yes", is_flag=True, help="Spørg ikke.")
@click.option("--key-lost", "way", flag_value=LOST, help="Meld en runde tabt, som ingen nøgleholder kan åbne.")
@click.option("--give-up", "way", flag_value=GIVE_UP, help="Opgiv en runde, hvis nøgle er tabt.")
@MUNICIPALITY_OPTION
def close(half_year: str, design: str, yes: bool, way: str | None, municipality_id: str | None) -> None:
    """Luk en runde for altid, eller tag en afbrudt lukning op igen. Nøgleholderens kodeord: VAERDIG_HOLDER_PASSPHRASE."""
    with tenant(chosen(municipality_id)):
        found = find_round(half_year, design)
        _refuse(found, way)
        click.echo(found.title)
        _tell_gone(found.id)
        if way == LOST:
            _tell_holders(found.id)
        if not yes and found.state != State.CLOSED and not click.confirm(_consequence(way)):
            sys.exit(1)
        click.echo(_done(found.id, way))


def _done(round_id: str, way: str | None) -> str:
    """Close a round, or what else was asked for, and return what is told of it."""
    if way == LOST:
        losing.say_lost(round_id)
        return _("Runden er tabt. Husker en nøgleholder alligevel sit kodeord, kan den stadig lukkes.")
    if way == GIVE_UP:
        losing.give_up_round(round_id)
        return _("Runden er opgivet.")
    service.close_round(round_id, os.environ.get(PASSPHRASE))
    service.delete_expired()
    return str(STEP_LABELS["faerdig"])


def _refuse(found: queries.RoundRow, way: str | None) -> None:
    """Raise the UserError that stands in the way, so that nobody is asked about what cannot be done."""
    if way == GIVE_UP:
        rounds.must_be(found.id, State.LOST, so=rounds.NOT_GIVEN_UP)
        return
    if way == LOST:
        losing.must_be_losable(found.id)
        return
    if found.state == State.CLOSED:
        return
    service.must_be_closable(found.id)
    if found.needs_holder and not os.environ.get(PASSPHRASE):
        raise UserError(
            _("Runden kan kun lukkes med en nøgleholders kodeord. Læg det i miljøvariablen %(name)s.", name=PASSPHRASE)
        )


def _tell_gone(round_id: str) -> None:
    for one in gone_types.of_round(round_id):
        click.echo(
            _(
                "»%(question)s« kan ikke vises lige nu: %(module)s er slået fra. Svarene bliver gemt og talt, når den er tilbage.",
                question=one.wording, module=one.module,
            ),
            err=True,
        )  # fmt: skip


def _tell_holders(round_id: str) -> None:
    holders, so_far = round_keys.holders_of(round_id), queries.answers_so_far(round_id)
    click.echo(_("Det er nok, at én af nøgleholderne husker sit kodeord: %(names)s.", names=", ".join(holders)))
    click.echo(
        _("Mindst %(number)s har svaret.", number=format_number(so_far)) if so_far else _("Under 10 har svaret.")
    )


def _consequence(way: str | None) -> str:
    if way == LOST:
        return _(
            "Svarene kan aldrig læses, medmindre en nøgleholder finder sit kodeord, og koderne virker ikke længere. Har du spurgt "
            "dem alle?"
        )
    if way == GIVE_UP:
        return _("Svarene bliver slettet og kan aldrig læses. Fortsæt?")
    return _("Der kan ikke svares mere, og koderne virker ikke længere. Fortsæt?")
