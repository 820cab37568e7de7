"""What stands beside a round's figures in the report: change since the last round, weighted shares, and who is missing.

All of it is worked out from figures the gate has shown, so it tells nothing that they do not; what was shown is `section_survey`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from værdig.hooks.contracts import Block, Bullets, Heading, Paragraph, Table
from værdig.i18n import _
from værdig.reports import figures
from værdig.reports.figures import About, Section
from værdig.reports.material import Answered, Side

CHANGED = (2, 3, 4)
"""The columns with numbers in the table of change: now, before, and the interval of the difference."""
VERDICT = 5


def change(section: Section, answered: Answered, about: Callable[[str, str], About], overall: str) -> None:
    """Add how the satisfied have moved: each question in all, and the question with the id `overall` group by group."""
    section.add(Heading(text=_("Hvad er ændret siden sidste runde?")))
    side = answered.change
    if side is None:
        section.add(Paragraph(text=_nothing_to_compare(answered)))
        return
    common = about(
        "change",
        _(
            "Andel tilfredse i to runder og forskellen mellem dem i procentpoint. Den sande forskel ligger i 95 af 100 tilfælde i det viste spænd."
        ),
    )
    in_all = [place for place, key in enumerate(side.keys) if "/" not in key]
    groups = [place for place, key in enumerate(side.keys) if key.startswith(f"{overall}/")]
    section.add(_table(section, common, side, in_all, CHANGED, side.caption, leave_out=1, note=side.note))
    if groups:
        title = _("»%(question)s« Ændring, gruppe for gruppe", question=side.rows[groups[0]][0])
        section.add(_table(section, common, side, groups, CHANGED, title, leave_out=0))


def _nothing_to_compare(answered: Answered) -> str:
    if answered.has_earlier:
        return _("Ingen spørgsmål kan sammenlignes med sidste runde.")
    return _("Der er ingen tidligere runde af samme slags at sammenligne med.")


def moved(answered: Answered, question: str) -> str:
    """Return one sentence on how the satisfied with a question have moved; empty where nothing can be said."""
    side = answered.change
    row = next((row for key, row in zip(side.keys, side.rows, strict=True) if key == question), None) if side else None
    if row is None or not row[CHANGED[0]]:
        return ""
    return _(
        "Andelen af tilfredse siden sidste runde: %(verdict)s (%(now)s nu, %(before)s før).",
        verdict=row[VERDICT], now=row[CHANGED[0]], before=row[CHANGED[1]],
    )  # fmt: skip


def weighted(section: Section, answered: Answered, about: Callable[[str, str], About]) -> None:
    """Add the weighted shares beside the unweighted, with what they cost in precision; nothing where nobody asked for them."""
    if answered.weighted is None and not answered.unweighted:
        return
    found: list[Block] = [Heading(text=_("Vægtede tal ved siden af"))]
    side = answered.weighted
    if side is not None:
        definition = _("Vægtet: hver gruppes svar vejer, som gruppen vejer blandt de inviterede.")
        common, columns = about("weighted", definition), range(1, len(side.columns))
        found.append(_table(section, common, side, range(len(side.rows)), columns, side.caption, note=side.note))
    if answered.unweighted:
        found.append(Bullets(items=answered.unweighted))
    section.add(*found)


def presence(section: Section, answered: Answered, about: Callable[[str, str], About]) -> None:
    """Add each group's part of those invited and of the answers, where both are known."""
    side = answered.presence
    if side is not None:
        definition = _("Gruppens del af dem, der blev inviteret, og af dem, der svarede.")
        common, places = about("presence", definition), range(len(side.rows))
        section.add(_table(section, common, side, places, (3, 4), side.caption, numeric=(1, 2), note=side.note))


def _table(
    section: Section,
    common: About,
    side: Side,
    places: Sequence[int],
    kept: Sequence[int],
    caption: str,
    *,
    leave_out: int = -1,
    numeric: Sequence[int] = (),
    note: str = "",
) -> Table:
    """Return some rows of a table, without a column that says the same in each of them.

    The columns `kept` become figures of the report; they stand to the right, as those in `numeric` do.
    """
    for place in places:
        _keep(section, common, side, place, kept)
    shown = [column for column in range(len(side.columns)) if column != leave_out]
    return Table(
        caption=caption,
        columns=[side.columns[column] for column in shown],
        rows=[[side.rows[place][column] for column in shown] for place in places],
        numeric=[place for place, column in enumerate(shown) if column in (*kept, *numeric)],
        note=note,
    )


def _keep(section: Section, common: About, side: Side, place: int, kept: Sequence[int]) -> None:
    row = side.rows[place]
    name = ", ".join(row[: min(kept)][:2])
    for column in kept:
        if row[column]:
            label = _("%(what)s: %(column)s", what=name, column=side.columns[column])
            key = f"{side.keys[place]}.{column}"
            unit = _("procent") if "%" in row[column] else _("svar")
            section.cell(figures.known(common, key, label, row[column], unit, ""))
