"""Proves a report: every fingerprint is computed again, and every figure is counted again from what is stored; no report is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from værdig import audit, clock
from værdig.hooks import current_host
from værdig.hooks.contracts import Figure
from værdig.i18n import _
from værdig.reports import assemble, queries
from værdig.reports.document import SHORT, Document, figure_fingerprint
from værdig.reports.models import Report, ReportFigure

_SAID_OF_CASES = re.compile(r"(færre end \d+) sager\b")
COMPARED = ("label", "value", "unit", "definition", "source", "period", "why_missing")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a verification found, in Danish.

    `wrong` is never all right: what is stored is not what was stored then. `changed` are figures that come out otherwise when
    they are counted again today, `not_counted` figures that cannot be; the report itself is unharmed by both.
    """

    report_id: str
    fingerprint: str
    figures: int
    counted: int
    wrong: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()
    replaced_by: int | None = None
    """The version that has taken its place; it is no fault."""

    @property
    def intact(self) -> bool:
        """Whether everything stored is as it was."""
        return not self.wrong


def verify(report_id: str) -> Verdict:
    """Verify a report of the bound municipality; raises NotYours for an unknown one."""
    report = queries.find(report_id)
    stored = [_figure(row) for row in queries.figures_of(report_id)]
    wrong = tuple(_wrong(report))
    again = {figure.id: figure for figure in assemble.recount(report.half_year, report.id, _day(report))}
    return Verdict(
        report_id=report.id,
        fingerprint=report.fingerprint,
        figures=len(stored),
        counted=sum(figure.id in again for figure in stored),
        wrong=wrong,
        changed=tuple(_changed(stored, again)),
        not_counted=tuple(_not_counted(figure) for figure in stored if figure.id not in again),
        replaced_by=queries.replaced_by(report),
    )


def _not_counted(figure: Figure) -> str:
    """Say that a figure cannot be counted again, and why where the plug-in that gave it no longer gives any."""
    host = current_host()
    plugin = host.plugin(figure.id.partition(".")[0])
    if plugin is None or host.is_active(plugin.id):
        return _("»%(label)s« kan ikke tælles igen.", label=figure.label)
    said = {"label": figure.label, "title": str(plugin.title)}
    if plugin.state == "quarantined":
        return _("»%(label)s« kan ikke tælles igen: Udvidelsen »%(title)s« kunne ikke startes.", **said)
    return _("»%(label)s« kan ikke tælles igen: Udvidelsen »%(title)s« er slået fra.", **said)


def _day(report: Report) -> date:
    """Return the day the figures were counted: open cases are judged as on it."""
    return clock.local(report.built_at).date()


def _wrong(report: Report) -> Iterator[str]:
    document = queries.document_of(report)
    if document.fingerprint != report.fingerprint:
        yield _("Rapportens tekst eller tal er ændret, efter at den blev gemt: aftrykket passer ikke.")
    yield from _wrong_header(report, document)
    yield from _wrong_figures(queries.figures_of(report.id), document)
    if report.is_frozen:
        yield from _wrong_log(report)


def _wrong_header(report: Report, document: Document) -> Iterator[str]:
    meta = document.meta
    told = (meta.half_year, meta.version, meta.state.value, meta.municipality_id)
    if told != (report.half_year.code, report.version, report.state, report.municipality_id):
        yield _("Halvår, version, tilstand eller kommune er ændret, efter at rapporten blev gemt.")


def _wrong_figures(rows: Sequence[ReportFigure], document: Document) -> Iterator[str]:
    printed = {figure.id: figure for figure in document.figures}
    for row in rows:
        figure = _figure(row)
        if figure_fingerprint(figure) != row.fingerprint:
            yield _("»%(label)s« er ændret: aftrykket passer ikke.", label=row.label)
        if row.figure_id not in printed:
            yield _("»%(label)s« er gemt, men står ikke i rapporten.", label=row.label)
        elif figure != printed[row.figure_id]:
            yield _("»%(label)s« er ikke det samme i rapporten og i listen over tal.", label=row.label)
    for missing in printed.keys() - {row.figure_id for row in rows}:
        yield _("»%(label)s« står i rapporten, men er ikke gemt.", label=printed[missing].label)


def _wrong_log(report: Report) -> Iterator[str]:
    """The audit log has its own MACs and chain: a change of report and fingerprint together is seen here."""
    frozen = audit.entries_about("report", report.id, "report.frozen")
    if not frozen:
        yield _("Loggen fortæller ikke, at rapporten er frosset.")
    elif frozen[-1].detail.get("fingerprint") != report.fingerprint:
        then = str(frozen[-1].detail.get("fingerprint"))[:SHORT]
        yield _("Aftrykket er et andet end det, loggen skrev, da rapporten blev frosset (%(then)s).", then=then)


def _changed(stored: Sequence[Figure], again: Mapping[str, Figure]) -> Iterator[str]:
    for figure in stored:
        now = again.get(figure.id, figure)
        for name in COMPARED:
            before, after = getattr(figure, name), getattr(now, name)
            if _read_as_now(before) != _read_as_now(after):
                yield _difference(figure.label, name, before, after)
    known = {figure.id for figure in stored}
    for figure in again.values():
        if figure.id not in known:
            yield _("»%(label)s« er kommet til siden.", label=figure.label)


def _read_as_now(text: str | None) -> str | None:
    """Return a text in today's words: why an enquiry is hidden was once told as if it were a case, and the reason is the same."""
    return None if text is None else _SAID_OF_CASES.sub(r"\1 henvendelser", text)


def _difference(label: str, name: str, before: str | None, after: str | None) -> str:
    names = {
        "label": _("navnet"), "value": _("tallet"), "unit": _("enheden"), "definition": _("definitionen"),
        "source": _("kilden"), "period": _("perioden"), "why_missing": _("grunden til, at det mangler"),
    }  # fmt: skip
    nothing = _("intet")
    return _(
        "»%(label)s«: %(what)s var »%(before)s« og er nu »%(after)s«.",
        label=label, what=names[name], before=before or nothing, after=after or nothing,
    )  # fmt: skip


def _figure(row: ReportFigure) -> Figure:
    return Figure(
        id=row.figure_id, label=row.label, value=row.value, unit=row.unit, definition=row.definition,
        source=row.source, period=row.period, why_missing=row.why_missing,
    )  # fmt: skip
