"""The `vaerdig disclosure` commands: auditing the ledger from the shell; the reasoning is in `inspection`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from typing import Any

import click
from sqlalchemy import select

from værdig.db import db, tenant
from værdig.disclosure.inspection import HiddenRange, inspect
from værdig.disclosure.ledger import ADMINISTRATION, DisclosureRelease, Entry, entries
from værdig.i18n import _, format_number


@click.group("disclosure")
def disclosure() -> None:
    """Se, hvad udenforstående kan regne ud af de tal, der er vist."""


@disclosure.command("audit")
@click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
def audit_command(as_json: bool) -> None:
    """Regn efter for hvert skjult tal i alle kommuner.

    Slutter med 1, hvis et skjult tal kan regnes ud eller indsnævres mere, end vi har lovet.
    """
    looked = [_look(municipality) for municipality in _municipalities()]
    if as_json:
        click.echo(json.dumps([each.as_data() for each in looked], ensure_ascii=False, indent=2))
    else:
        for each in looked:
            click.echo("\n".join(each.lines()))
        if not looked:
            click.echo(_("Der er ikke vist nogen tal endnu."))
    if any(not found.holds for each in looked for found in each.ranges):
        sys.exit(1)


@dataclass(frozen=True)
class Looked:
    """What was found in one municipality's ledger; `ranges` refer to `entries` by place."""

    municipality: str
    entries: list[Entry]
    ranges: list[HiddenRange]

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "municipality": self.municipality,
            "releases": len(self.entries),
            "hidden": [{**asdict(found), "leaked_by": self._leak(found)} for found in self.ranges],
            "broken": sum(not found.holds for found in self.ranges),
        }

    def lines(self) -> list[str]:
        """Return Danish lines for people."""
        broken = sum(not found.holds for found in self.ranges)
        head = _(
            "%(municipality)s: %(releases)s visninger, %(hidden)s skjulte tal, %(broken)s kan regnes ud.",
            municipality=self.municipality,
            releases=len(self.entries),
            hidden=len(self.ranges),
            broken=broken,
        )
        return [head, *(self._line(found) for found in self.ranges)]

    def _line(self, found: HiddenRange) -> str:
        name = " · ".join(part for part in (found.universe, found.question, found.label) if part)
        if found.kind == "share":
            text = _("%(name)s: fra %(low)s %% til %(high)s %%", name=name, low=found.low, high=found.high)
        elif found.kind == "mean":
            text = _("%(name)s: snit fra %(low)s til %(high)s", name=name, **_steps(low=found.low, high=found.high))
        elif found.high is None:
            text = _("%(name)s: %(low)s eller flere", name=name, low=found.low)
        else:
            text = _("%(name)s: fra %(low)s til %(high)s", name=name, low=found.low, high=found.high)
        if found.holds:
            return "  " + text
        if found.kind == "share":
            promise = _("Lovet et spænd på %(points)s point", points=found.promised_high)
        elif found.kind == "mean":
            promise = _("Lovet et spænd på %(steps)s trin", **_steps(steps=found.promised_high))
        else:
            promise = _("Lovet fra %(low)s til %(high)s", low=found.promised_low, high=found.promised_high)
        return "! " + _(
            "%(text)s. %(promise)s. Røbet af: %(release)s", text=text, promise=promise, release=self._leak(found)
        )

    def _leak(self, found: HiddenRange) -> str | None:
        if found.leaked_by is None:
            return None
        entry = self.entries[found.leaked_by]
        return " · ".join(part for part in (entry.id, entry.purpose, entry.audience, entry.reference) if part)


def _steps(**hundredths: int | None) -> dict[str, str]:
    """Return hundredths of a step of the scale as Danish numbers."""
    return {name: format_number((value or 0) / 100, decimals=2) for name, value in hundredths.items()}


def _municipalities() -> list[str]:
    """Return the municipalities with anything in the ledger; the command looks at all of them."""
    query = select(DisclosureRelease.municipality_id).where(DisclosureRelease.unit != ADMINISTRATION).distinct()
    return sorted(db.session.scalars(query, execution_options={"all_tenants": True}))


def _look(municipality: str) -> Looked:
    with tenant(municipality):
        found = entries()
    return Looked(municipality, found, inspect([entry.release for entry in found]))
