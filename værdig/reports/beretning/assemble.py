"""The whole report from figures alone: its sections in their fixed order, and what changed when they were counted anew."""

from __future__ import annotations

from collections.abc import Iterator

from værdig import clock, municipality
from værdig.i18n import _
from værdig.reports.beretning import chapters, chapters_after, saying
from værdig.reports.beretning.content import Generated
from værdig.reports.beretning.material import Told
from værdig.reports.beretning.spans import Span
from værdig.reports.document import BERETNING, Meta, State, plain_figure
from værdig.reports.figures import unique

ORDER = (
    chapters.volume,
    chapters.themes,
    chapters.units,
    chapters.answer_times,
    chapters_after.outcomes,
    chapters_after.decisions,
    chapters_after.recommendations,
    chapters_after.rate,
    chapters_after.stories,
    chapters_after.caveats,
    chapters_after.hidden,
)


def generate(told: Told) -> Generated:
    """Return what the figures say, as it is before she has touched it."""
    written = [make(told) for make in ORDER]
    figures = unique([figure for each in written for figure in each.figures])
    return Generated(
        chapters=tuple(each.chapter for each in written),
        figures=tuple(type(figure)(**plain_figure(figure)) for figure in figures),
        complaints=saying.complaints(told.now),
    )


def title_of(span: Span) -> str:
    """Return the report's title."""
    if span.is_year:
        return _("Borgerrådgiverens årsberetning for %(period)s", period=span.label)
    return _("Borgerrådgiverens beretning for %(period)s", period=span.label)


def meta_of(period: str, version: int, *, released: bool = False, corrects: str = "") -> Meta:
    """Return the head of a report as on this day."""
    here = municipality.get()
    return Meta(
        title=title_of(Span.parse(period)), municipality_id=here.id, municipality=here.name, half_year=period,
        dated=clock.today().isoformat(), version=version, state=State.FROZEN if released else State.DRAFT,
        example_data=municipality.example_data(), committee=_("Kommunalbestyrelsen"), sender=_("Borgerrådgiveren"),
        kind=BERETNING, called=Span.parse(period).label, corrects=corrects,
    )  # fmt: skip


def changes(before: Generated, after: Generated) -> Iterator[str]:
    """Yield what became otherwise from one counting to the next: figures, and sentences that say something else."""
    old = {figure.id: figure for figure in before.figures}
    new = {figure.id: figure for figure in after.figures}
    for figure_id, figure in new.items():
        was = old.get(figure_id)
        if was is None:
            yield _("»%(label)s« er kommet til.", label=figure.label)
        elif was.value != figure.value:
            yield _(
                "»%(label)s« var %(was)s og er nu %(now)s.",
                label=figure.label, was=was.value or _("skjult"), now=figure.value or _("skjult"),
            )  # fmt: skip
    for figure_id, figure in old.items():
        if figure_id not in new:
            yield _("»%(label)s« er ikke med længere.", label=figure.label)
    yield from _sentences(before, after)


def _sentences(before: Generated, after: Generated) -> Iterator[str]:
    old, new = (
        {sentence.key: sentence.text for chapter in each.chapters for sentence in chapter.sentences}
        for each in (before, after)
    )
    for key, text in new.items():
        if key not in old:
            yield _("Ny sætning: »%(text)s«", text=text)
        elif old[key] != text:
            yield _("En sætning er ændret til: »%(text)s«", text=text)
    for key, text in old.items():
        if key not in new:
            yield _("En sætning er gået ud: »%(text)s«", text=text)
