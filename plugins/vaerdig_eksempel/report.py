"""The plug-in's section of the half-year report; `context` holds cleared figures and metric results, never rows."""

from __future__ import annotations

from værdig.api import Figure, Line, Notice, Paragraph, SectionContent, SectionContext, _, format_figure


def build(context: SectionContext) -> SectionContent:
    """Return the section: one sentence, the figure it rests on, and the line of all periods."""
    guests = context.metric("vaerdig_eksempel.guests")
    latest = guests.latest
    if latest is None or latest.value is None:
        why = latest.why_missing if latest else _("Der er ikke registreret møder.")
        return SectionContent(blocks=[Notice(text=why, tone="missing")], figures=[_figure(context, None, why)])
    shown = format_figure(latest.value, guests.unit)
    text = _("I %(period)s kom der %(number)s gæster til hvert møde.", period=latest.label, number=shown)
    line = Line(
        caption=guests.title,
        unit=guests.unit,
        periods=[point.period for point in guests.points],
        values=[point.value for point in guests.points],
        target=guests.target,
        provenance=latest.provenance,
    )
    return SectionContent(blocks=[Paragraph(text=text), line], figures=[_figure(context, shown, "")])


def _figure(context: SectionContext, value: str | None, why: str) -> Figure:
    guests = context.metric("vaerdig_eksempel.guests")
    return Figure(
        id="vaerdig_eksempel.guests",
        label=guests.title,
        value=value,
        unit=guests.unit,
        definition=guests.definition,
        source=guests.source,
        period=context.half_year,
        why_missing=why,
    )
