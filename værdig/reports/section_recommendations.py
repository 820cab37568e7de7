"""What the report says of the borgerraadgiver's recommendations: how many there are, and the words of those she has released."""

from __future__ import annotations

from værdig.complaints.queries import Recommended
from værdig.hooks.contracts import Heading, Paragraph, Table
from værdig.i18n import _, format_date
from værdig.reports import figures
from værdig.reports.figures import About, Section
from værdig.reports.material import Complained


def add_to(section: Section, now: Complained) -> None:
    """Add the recommendations to a section; nothing where there has never been one."""
    if not any(count.value for count in now.recommendation_counts):
        return
    section.add(
        Heading(text=_("Borgerrådgiverens anbefalinger")),
        Paragraph(
            text=_(
                "En anbefaling står her, til den er lukket. Tallene handler om, hvad borgerrådgiveren og forvaltningen har gjort, og "
                "vises altid. De er talt %(day)s.",
                day=format_date(now.as_of),
            )
        ),
        _counts(section, now),
    )
    if now.recommended:
        section.add(_words(now))
    else:
        section.add(Paragraph(text=_("Borgerrådgiveren har ikke frigivet teksten af nogen anbefaling.")))


def _counts(section: Section, now: Complained) -> Table:
    about = About(
        prefix="recommendations", period=now.period, source=_("Borgerrådgiverens register over anbefalinger"),
        definition=_("Anbefalinger til enheden. De vises altid."),
    )  # fmt: skip
    rows = []
    for one in now.recommendation_counts:
        number = figures.known(about, one.id, one.title, one.text, _("anbefalinger"), "")
        rows.append([one.title, section.cell(number)])
    return Table(caption=_("Anbefalinger i tal"), columns=[_("Hvad"), _("Antal")], rows=rows, numeric=[1])


def _words(now: Complained) -> Table:
    return Table(
        caption=_("Anbefalingerne, og hvor langt de er"),
        columns=[_("Anbefaling"), _("Status"), _("Frist")],
        rows=[[f"{one.title}: {one.text}", _state(one), format_date(one.due)] for one in now.recommended],
    )


def _state(one: Recommended) -> str:
    return _("%(state)s, fristen er overskredet", state=one.stage) if one.overdue else one.stage
