"""The goal's section of the report: the promise table that opens it, then what stands behind the rows."""

from __future__ import annotations

from typing import Any

from værdig.api import Bullets, Figure, Heading, Notice, Paragraph, ReportSection, SectionContent, Table, _, _l, capital

from .metrics import METRICS
from .promises import Promise, answer, promises

ID = "vaerdig_maal_sagsbehandling"


def build(context: Any) -> SectionContent:
    """Return the promise table and its explanations; a plan without promises gets a notice that says so."""
    rows = [(promise, answer(promise, context)) for promise in promises(context.plan_id)]
    if not rows:
        return SectionContent(blocks=[Notice(text=_("Planen har ingen løfter om værdig sagsbehandling."))])
    table = Table(
        caption=_("Planens løfter om værdig sagsbehandling i %(half)s", half=context.half_year_label),
        columns=[_("Løfte"), _("Sådan måles det"), _("Svar i halvåret")],
        rows=[(promise.promise, promise.measure, capital(said.text)) for promise, said in rows],
        note=_(
            "Står der ord i stedet for et tal, er tallet ikke nul: »Måles ikke« er det, ingen måler. »Ingen tal« er det, der bliver "
            "målt, men ikke har et tal i halvåret. »For få til at vise« er det, der handler om så få, at de kunne genkendes."
        ),
    )
    why = [
        _("%(promise)s %(why)s", promise=promise.promise, why=said.why_missing)
        for promise, said in rows
        if said.why_missing
    ]
    blocks: list[Heading | Paragraph | Table | Bullets] = [
        Paragraph(text=_("Her er hvert løfte i planen, og hvad halvåret siger om det.")),
        table,
        Paragraph(text=_("Det nationale mål: »Alle ledige skal have en værdig sagsbehandling«.")),
        Heading(text=_("Hvor løfterne står")),
        Table(
            caption=_("Løfterne i planen"),
            columns=[_("Løfte"), _("Sted i planen"), _("Planens ord")],
            rows=[(promise.promise, promise.locator, _quoted(promise)) for promise, _said in rows],
            note=_("Afskrift af planen."),
        ),
    ]
    if why:
        blocks += [Heading(text=_("Hvorfor der mangler svar")), Bullets(items=why)]
    return SectionContent(blocks=blocks, figures=[_figure(promise, said, context) for promise, said in rows])


def _quoted(promise: Promise) -> str:
    """Return the plan's own words; a promise told in ours is said to be."""
    return f"»{promise.quote}«" if promise.quote else _("(gengivet med andre ord)")


def _figure(promise: Promise, said: Any, context: Any) -> Figure:
    return Figure(
        id=f"{ID}.loefte.{promise.id}",
        label=promise.promise,
        value=None if said.why_missing else said.text,
        unit="",
        definition=_definition(promise, context),
        source=_source(promise, context),
        period=context.half_year,
        why_missing=_("%(word)s. %(why)s", word=capital(said.text), why=said.why_missing) if said.why_missing else "",
    )


def _definition(promise: Promise, context: Any) -> str:
    """Return what the figure counts: for a metric its own definition, which says more than the table's words."""
    return str(context.metric(promise.ref).definition) if promise.kind == "metric" else promise.measure


def _source(promise: Promise, context: Any) -> str:
    """Return where the figure comes from, and then where the promise stands."""
    measured = {
        "metric": lambda: str(context.metric(promise.ref).source),
        "survey": lambda: _("Undersøgelsen"),
        "survey_held": lambda: _("Undersøgelsen"),
        "complaints": lambda: _("Sagerne i Værdig"),
    }.get(promise.kind)
    stands = _("løftet: %(locator)s", locator=promise.locator)
    return _("%(source)s; %(promise)s", source=measured(), promise=stands) if measured else capital(stands)


SECTION = ReportSection(
    id=f"{ID}.loefter",
    title=_l("Værdig sagsbehandling"),
    build=build,
    order=1,
    metrics=[metric.id for metric in METRICS],
    opens=True,
)
