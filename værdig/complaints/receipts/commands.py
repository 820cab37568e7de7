"""`vaerdig verify-receipt FILE` and `vaerdig receipts audit|key` on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from værdig.complaints.receipts import checking, keys, queries, signed
from værdig.complaints.receipts.checking import Checked
from værdig.complaints.receipts.signed import NotGenuine, key_id
from værdig.crypto import CannotOpen, public_from_pem, public_pem
from værdig.db import tenant
from værdig.errors import UserError
from værdig.i18n import _, format_date, format_time
from værdig.municipality import queries as municipalities
from værdig.municipality.commands import MUNICIPALITY_OPTION, chosen

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify-receipt")
@click.argument("file", metavar="FIL", type=_FILE)
@click.option("--key", "key_file", type=_FILE, help="Kommunens offentlige nøgle (PEM); ellers denne installations.")
@click.option("--text", "text_file", type=_FILE, help="Den tekst, der blev sendt; kræver også --code.")
@click.option("--code", default="", help="Koden på kvitteringen.")
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
def verify_receipt(file: Path, key_file: Path | None, text_file: Path | None, code: str, as_json: bool) -> None:
    """Se, om en kvittering er ægte: en tekst, en PDF eller et bevis fra dagens log. Slutter med 1, hvis den ikke er."""
    try:
        found = checking.check(file.read_bytes(), _trusted(key_file))
    except NotGenuine as error:
        click.echo(json.dumps({"genuine": False, "why": str(error)}, ensure_ascii=False) if as_json else str(error))
        sys.exit(1)
    same = _is_same(found, text_file, code)
    click.echo(json.dumps(_plain(found, same), ensure_ascii=False) if as_json else _told(found, same))
    sys.exit(1 if same is False else 0)


def _trusted(key_file: Path | None) -> dict[str, bytes]:
    if key_file is not None:
        try:
            public = public_from_pem(key_file.read_text("utf-8", "replace"))
        except CannotOpen as error:
            raise UserError(_("Nøglefilen er ikke en offentlig nøgle.")) from error
        return {key_id(public): public}
    found: dict[str, bytes] = {}
    for municipality in municipalities.all_municipalities():
        with tenant(municipality.id):
            found |= keys.trusted()
    return found


def _is_same(found: Checked, text_file: Path | None, code: str) -> bool | None:
    """Return whether a text is the one that was sent; None where nobody asks."""
    if text_file is None:
        return None
    from værdig.codes import normalise

    text = text_file.read_text("utf-8").replace("\r\n", "\n").strip()
    return signed.fingerprint(normalise(code), text) == found.receipt.fingerprint


def _plain(found: Checked, same: bool | None) -> dict[str, object]:
    receipt = found.receipt
    return {
        "genuine": True, "municipality": receipt.municipality, "number": receipt.number, "office": receipt.office,
        "received": receipt.received.isoformat(), "answer_by": receipt.answer_by and receipt.answer_by.isoformat(),
        "day": found.head and found.head.day.isoformat(), "same_text": same,
    }  # fmt: skip


def _told(found: Checked, same: bool | None) -> str:
    receipt = found.receipt
    lines = [
        _("Kvitteringens underskrift er ægte."),
        _("%(municipality)s har modtaget sag %(number)s den %(when)s. Den ligger hos %(office)s.",
          municipality=receipt.municipality, number=receipt.number, when=format_time(receipt.received), office=receipt.office),
    ]  # fmt: skip
    if receipt.answer_by is not None:
        lines.append(_("Svar er lovet senest den %(day)s.", day=format_date(receipt.answer_by)))
    lines.append(checking.what_counts())
    if found.head is not None:
        lines.append(_("Den står i loggen for den %(day)s.", day=format_date(found.head.day)))
    if same is not None:
        lines.append(
            _("Teksten er den, der blev sendt.") if same else _("Teksten er en anden end den, der blev sendt.")
        )
    return "\n".join(lines)


@click.group("receipts")
def receipts_group() -> None:
    """Kvitteringer: loggen over dem, og nøglen de er underskrevet med."""


@receipts_group.command("audit")
@MUNICIPALITY_OPTION
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
def audit(municipality_id: str | None, as_json: bool) -> None:
    """Se loggen efter for huller. Slutter med 1, hvis en klage er fjernet, eller loggen er ændret."""
    with tenant(chosen(municipality_id)):
        gaps, days = queries.gaps(), len(queries.days())
    if as_json:
        told = [{"day": gap.day.isoformat(), "told": gap.told} for gap in gaps]
        click.echo(json.dumps({"days": days, "gaps": told}, ensure_ascii=False))
    else:
        for gap in gaps:
            click.echo(f"{format_date(gap.day)}: {gap.told}")
        if not gaps:
            click.echo(_("%(days)s dage er set efter. Der er ingen huller.", days=days))
    sys.exit(1 if gaps else 0)


@receipts_group.command("key")
@MUNICIPALITY_OPTION
def key(municipality_id: str | None) -> None:
    """Skriv den offentlige nøgle, som kvitteringer efterprøves med (PEM)."""
    with tenant(chosen(municipality_id)):
        click.echo(public_pem(keys.public()), nl=False)
