"""What the report tells of complaints over decisions, of the share upheld, and of complaints per 1,000 citizens in contact: cleared numbers only."""

from __future__ import annotations

from dataclasses import replace

from værdig.complaints.queries import DECISION, EXPLAINED
from værdig.disclosure import ClearedRow, ClearedTable
from værdig.hooks.contracts import Heading, Paragraph
from værdig.i18n import _, format_date, format_number
from værdig.municipality.contact import InContact
from værdig.reports import figures
from værdig.reports.figures import About, Section
from værdig.reports.material import Complained

TABLE = "complaints.decision"
RESULT = "complaints.result"
UPHELD, REFUSED = ("medhold",), ("ikke_medhold",)


def add_to(section: Section, now: Complained) -> None:
    """Add how complaints over decisions went, and the share upheld where both its numbers are shown."""
    _upheld(section, now)
    table = now.tables.get(TABLE)
    if table is None or table.refused:
        return
    section.add(Heading(text=_("Klager over afgørelser")))
    told = decisions_alone(table)
    about = About(
        prefix=TABLE, period=now.period, source=_source(), definition=_("Klager over afgørelser, registreret i halvåret."),
    )  # fmt: skip
    shown = figures.counted(section, about, told, _("sager"), _("Antal"), str(EXPLAINED[TABLE])) if told.rows else None
    section.add(shown or Paragraph(text=_("Der er for få klager over afgørelser til at vise, hvordan de er gået.")))


def decisions_alone(table: ClearedTable) -> ClearedTable:
    """Return the rows that are about complaints over decisions and nothing else, under their own names."""
    types = str(table.labels.get(DECISION, DECISION))
    rows = tuple(
        replace(row, label=row.label.removeprefix(f"{types} · "), member_labels=tuple(name.removeprefix(f"{types} · ") for name in row.member_labels))
        for row in table.rows
        if {member[0] for member in row.members} == {DECISION}
    )  # fmt: skip
    kept = {row.label for row in rows}
    notes = tuple(
        note for note in table.notes if not note.startswith("»") or any(f"»{label}«" in note for label in kept)
    )
    return replace(table, rows=rows, notes=notes)


def _upheld(section: Section, now: Complained) -> None:
    """Say how many of the cases that were found for or against the citizen were found for her; both numbers are in the table above."""
    table = now.tables.get(RESULT)
    numbers = [None if table is None else _alone(table, member) for member in (UPHELD, REFUSED)]
    if None in numbers or not sum(number or 0 for number in numbers):
        return
    upheld, refused = (number or 0 for number in numbers)
    share = _("%(share)s %%", share=round(100 * upheld / (upheld + refused)))
    definition = _(
        "Sager med medhold helt eller delvist, af dem, der endte med medhold, med ikke medhold, eller som ikke kan afklares."
    )
    about = About(prefix="complaints.result_share", period=now.period, source=_source(), definition=definition)
    section.cell(figures.known(about, "medhold", _("Medholdsandel"), share, _("procent"), ""))
    section.add(
        Paragraph(
            text=_(
                "Borgeren fik medhold helt eller delvist i %(share)s af de %(count)s sager, der endte med medhold, med ikke medhold, "
                "eller som ikke kan afklares.",
                share=share, count=format_number(upheld + refused),
            )
        )
    )  # fmt: skip


def _alone(table: ClearedTable, member: tuple[str, ...]) -> int | None:
    row: ClearedRow | None = table.row_of(member)
    return row.n if row is not None and row.members == (member,) else None


# --- complaints per 1,000 citizens in contact ---


def rate(section: Section, now: Complained, complaints: str | None, number: int | None) -> None:
    """Add how many complaints there were per 1,000 citizens in contact; where it is not known, why."""
    if now.in_contact is None:
        section.add(Paragraph(text=_unknown()))
        return
    if number is None or complaints is None:
        return
    value = per_thousand(number, now.in_contact)
    about = About(
        prefix="complaints.rate", period=now.period, source=_noted(now.in_contact),
        definition=_("Klager registreret i halvåret, pr. 1.000 borgere, der var i kontakt med enheden."),
    )  # fmt: skip
    section.cell(figures.known(about, "per_1000", _("Klager pr. 1.000 borgere"), value, _("klager"), ""))
    section.add(
        Paragraph(
            text=_(
                "Det er %(value)s klager pr. 1.000 borgere i kontakt med enheden (%(complaints)s klager og %(citizens)s borgere). "
                "Tallet for borgere er noteret af kommunen. Kilde: %(source)s.",
                value=value, complaints=complaints, citizens=format_number(now.in_contact.citizens), source=_noted(now.in_contact),
            )
        )
    )  # fmt: skip


def per_thousand(complaints: int, contact: InContact) -> str:
    """Return complaints per 1,000 citizens with one decimal."""
    return format_number(1000 * complaints / contact.citizens, decimals=1)


def _unknown() -> str:
    return _(
        "Der er ikke regnet klager pr. 1.000 borgere. Kommunen har ikke noteret, hvor mange der var i kontakt med enheden i halvåret."
    )


def _noted(contact: InContact) -> str:
    return _("%(source)s, %(day)s", source=contact.source, day=format_date(contact.day))


def _source() -> str:
    return _("Kommunens klagesager")
