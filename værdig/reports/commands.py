"""`vaerdig report build|verify|list` on the command line."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

import click

from værdig.clock import HalfYear
from værdig.db import tenant
from værdig.errors import NotYours, UserError
from værdig.files.writing import why_not_written
from værdig.i18n import _
from værdig.municipality import all_municipalities
from værdig.municipality.commands import MUNICIPALITY_OPTION, chosen
from værdig.reports import formats, queries, service
from værdig.reports.verify import Verdict, verify

CHANGED = 3
"""Exit status when a report is intact but figures come out otherwise today."""


def _owner_of(report_id: str) -> str:
    """Return the municipality whose report it is, or nothing: an id tells it as well as `--municipality` does."""
    for one in all_municipalities():
        with tenant(one.id), suppress(NotYours):
            return queries.find(report_id).municipality_id
    return ""


@click.group("report")
def report_group() -> None:
    """Halvårsrapporter: byg, vis og kontrollér."""


@report_group.command("build")
@click.argument("half_year")
@click.option("--format", "name", type=click.Choice(list(formats.FORMATS)), default="html", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Filen, der skrives.")
@MUNICIPALITY_OPTION
def report_build(half_year: str, name: str, out: Path, municipality_id: str | None) -> None:
    """Skriv rapporten om et halvår, fx 2021H1, til en fil.

    Er den nyeste udgave frosset, skrives den, som den er. Ellers bygges et udkast.
    """
    with tenant(chosen(municipality_id)):
        period = HalfYear.parse(half_year)
        newest = queries.newest(period)
        report = newest if newest and newest.is_frozen else service.build(period)
        try:
            out.write_bytes(formats.rendered(report, name, queries.document_of(report)))
        except OSError as error:
            raise UserError(_("Filen kan ikke skrives: %(why)s.", why=why_not_written(error))) from error
        click.echo(
            _("%(id)s  %(period)s, version %(version)s, %(state)s: %(file)s",
              id=report.id, period=period.label, version=report.version, state=report.state, file=str(out))
        )  # fmt: skip


@report_group.command("verify", context_settings={"ignore_unknown_options": True})  # an id may begin with a dash
@click.argument("report_id")
@MUNICIPALITY_OPTION
def report_verify(report_id: str, municipality_id: str | None) -> None:
    """Kontrollér en rapport: aftryk, og tal talt igen. Slutter med 1, hvis noget er ændret, og 3, hvis data er nye."""
    with tenant(chosen(municipality_id or _owner_of(report_id))):
        try:
            verdict = verify(report_id)
        except NotYours:
            raise UserError(_("Der er ingen rapport med id »%(id)s« i kommunen.", id=report_id)) from None
        for line in verdict_lines(verdict):
            click.echo(line)
        sys.exit(0 if verdict.intact and not verdict.changed else CHANGED if verdict.intact else 1)


def verdict_lines(verdict: Verdict) -> list[str]:
    """Return the verdict as Danish lines."""
    lines = [_("Aftryk %(fingerprint)s, %(count)s tal.", fingerprint=verdict.fingerprint, count=verdict.figures)]
    if verdict.replaced_by:
        lines.append(_("Denne version er afløst af version %(number)s.", number=verdict.replaced_by))
    lines += [_("FEJL: %(what)s", what=text) for text in verdict.wrong]
    lines += [_("Nye data: %(what)s", what=text) for text in verdict.changed]
    lines += [_("Ikke talt igen: %(what)s", what=text) for text in verdict.not_counted]
    if verdict.intact:
        lines.append(_("Rapporten er uændret. %(count)s tal er talt igen.", count=verdict.counted))
    return lines


@report_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
@MUNICIPALITY_OPTION
def report_list(as_json: bool, municipality_id: str | None) -> None:
    """Vis rapporterne, nyeste først."""
    with tenant(chosen(municipality_id)):
        rows = queries.all_reports()
    if as_json:
        click.echo(json.dumps([_row(row) for row in rows], ensure_ascii=False, indent=2))
        return
    for row in rows:
        state = _("afløst af v%(number)s", number=row.replaced_by) if row.replaced_by else row.state.value
        click.echo(f"{row.id}  {row.half_year.code}  v{row.version}  {state:<12}  {row.title}")
    if not rows:
        click.echo(_("Der er ingen rapporter endnu."))


def _row(row: queries.ReportRow) -> dict[str, object]:
    return {
        "id": row.id,
        "half_year": row.half_year.code,
        "version": row.version,
        "state": row.state.value,
        "title": row.title,
        "built_at": row.built_at.isoformat(),
        "frozen_at": row.frozen_at.isoformat() if row.frozen_at else None,
        "fingerprint": row.fingerprint,
        "replaced_by": row.replaced_by,
    }
