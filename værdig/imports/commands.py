"""`vaerdig import`: a file read, compared and stored from the command line, or only told about with `--dry-run`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from værdig.db import tenant
from værdig.errors import UserError
from værdig.hooks.contracts import ReadFile
from værdig.i18n import _, format_as_written
from værdig.imports import history, reading, service
from værdig.imports.models import Kind
from værdig.imports.presentation import Preview, preview_of
from værdig.imports.readers.periods import spelled_out
from værdig.municipality.commands import MUNICIPALITY_OPTION, chosen
from værdig.periods import label_of


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Hvor tallene kommer fra: jobindsats, kmd eller et plug-ins kilde.")
@MUNICIPALITY_OPTION
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), default=Kind.FETCHED.value, show_default=True)
@click.option("--table", default="", help="Tabellens id, når filen ikke selv siger det, fx y01a02.")
@click.option("--area", default="", help="Området, når filen ikke selv siger det.")
@click.option("--checked", is_flag=True, help="Tallene er tjekket: gem også dem, der ser forkerte ud.")
@click.option("--dry-run", is_flag=True, help="Vis kun, hvad der er i filen. Gem intet.")
@click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
def import_file(
    file: Path,
    source: str,
    municipality_id: str | None,
    kind: str,
    table: str,
    area: str,
    checked: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Importér en fil med officielle tal.

    Slutter med 0, når tallene er gemt, eller når --dry-run ikke fandt noget at spørge om. Slutter med 1, når der ingen tal
    er, når tal ser forkerte ud og ikke er tjekket, og når --dry-run fandt celler, der bliver afvist.
    """
    with tenant(chosen(municipality_id)):
        importer = reading.importer_called(source)
        upload = service.Upload(source, importer.id, kind, file.name, file.read_bytes())
        read = service.sifted(reading.read(importer, upload.data, upload.file_name))
        told = _do(upload, read, {"table": table, "area": area, "checked": checked}, dry_run)
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if as_json else _in_words(told))
    sys.exit(0 if _is_fine(told, checked, dry_run) else 1)


def _is_fine(told: dict[str, Any], checked: bool, dry_run: bool) -> bool:
    if dry_run:
        return bool(told["figures"]) and not told["rejected"] and (checked or not told["doubtful"])
    return told["stored_as"] is not None


def _do(upload: service.Upload, read: ReadFile, said: dict[str, Any], dry_run: bool) -> dict[str, Any]:
    try:
        service.check_read(upload, read)
    except service.MadeUp as error:
        text = _("Filen siger selv, at den er eksempeldata. Skriv --kind %(kind)s.", kind=Kind.EXAMPLE.value)
        raise UserError(text) from error
    told = _told(upload, preview_of(read, upload.kind, table=said["table"], area=said["area"]))
    earlier = history.run_with_file(upload.source, upload.sha256)
    told["imported_before_as"] = earlier.number if earlier else None
    told["stored_as"] = None
    is_held = bool(told["doubtful"]) and not said["checked"]
    if not dry_run and read.observations and not is_held:
        run_id = service.import_at_once(upload, read, **said)
        told["stored_as"] = history.run_by_id(run_id).number
    return told


def _told(upload: service.Upload, found: Preview) -> dict[str, Any]:
    return {
        "file": upload.file_name,
        "kind": upload.kind,
        "title": found.read.title,
        "tables": list(found.tables),
        "areas": list(found.areas),
        "measures": list(found.measures),
        "periods": [list(span) for span in found.spans],
        "figures": found.total,
        "missing": found.missing,
        "new": found.changes.new,
        "unchanged": found.changes.unchanged,
        "revised": len(found.changes.revisions),
        "doubtful": [
            {
                "measure": doubt.observation.measure,
                "area": doubt.observation.area,
                "period": doubt.observation.period,
                "value": doubt.observation.value,
                "why": doubt.why,
            }
            for doubt in found.doubts
        ],
        "dropped_columns": list(found.read.dropped_columns),
        "remarks": list(found.read.remarks),
        "rejected": [
            {"row": problem.row, "column": problem.column, "why": problem.text} for problem in found.read.problems
        ],
    }


def _in_words(told: dict[str, Any]) -> str:
    facts = [
        (_("Fil"), told["file"]),
        (_("Titel"), spelled_out(told["title"])),
        (_("Tabel"), ", ".join(told["tables"])),
        (_("Områder"), ", ".join(told["areas"])),
        (_("Målinger"), "; ".join(told["measures"])),
        (_("Perioder"), "; ".join(" - ".join(dict.fromkeys(span)) for span in told["periods"])),
        (_("Tal"), str(told["figures"])),
        (_("Ikke oplyst"), str(told["missing"])),
        (_("Nye, uændrede, ændrede"), f"{told['new']}, {told['unchanged']}, {told['revised']}"),
        (_("Kasserede kolonner"), ", ".join(told["dropped_columns"])),
        *((_("Bemærkning"), spelled_out(remark)) for remark in told["remarks"]),
        *((_("Ser forkert ud"), _doubt_line(doubt)) for doubt in told["doubtful"]),
        *((_("Afvist, række %(row)s", row=bad["row"]), f"{bad['column']}: {bad['why']}") for bad in told["rejected"]),
    ]
    return "\n".join([*(f"{name}: {value}" for name, value in facts if value), _ending(told)])


def _doubt_line(doubt: dict[str, Any]) -> str:
    value = _("ikke oplyst") if doubt["value"] is None else format_as_written(doubt["value"])
    return _(
        "%(measure)s, %(area)s, %(period)s: %(value)s. %(why)s",
        **{**doubt, "value": value, "period": label_of(doubt["period"])},
    )


def _ending(told: dict[str, Any]) -> str:
    if told["stored_as"]:
        return _("Gemt som import nr. %(number)s.", number=told["stored_as"])
    if told["imported_before_as"]:
        return _("Filen er allerede importeret som nr. %(number)s. Intet er gemt.", number=told["imported_before_as"])
    if told["doubtful"]:
        return _("Intet er gemt. Tjek tallene, der ser forkerte ud, og kør igen med --checked, hvis de er rigtige.")
    return _("Intet er gemt.")
