"""How an invented case is investigated: heard, commented on and given a finding, by the same functions as a real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from værdig.clock import local
from værdig.complaints import deadlines, queries, service
from værdig.complaints.deadlines import Clock
from værdig.complaints.investigations import finding, hearings, scale
from værdig.complaints.investigations.finding import Draft
from værdig.complaints.investigations.hearings import Questions
from værdig.complaints.investigations.queries import OWN_UNIT, latest
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case

if TYPE_CHECKING:
    from værdig.complaints.sample_cases import _Walk

WORDS = (
    ("Ingen kritik", ""),
    ("Bemærkning", "henstilling"),
    ("Beklageligt", ""),
    ("Kritisabelt", ""),
    (scale.NOT_JUDGED, "kan_ikke_afklares"),
)
"""What the example's findings say of a klagepunkt: a word of the scale, and an outcome where it is another than follows from it."""


def investigate(walk: _Walk) -> None:
    """Hear the administration and the citizen, and give a finding."""
    ask(walk)
    walk.wait(6, 12)
    found = latest(_case(walk))
    if found is None:
        raise LookupError(walk.case_id)
    hearings.note_answer(
        walk.case_id, found.hearings[-1].id, walk.keys, walk.told["hearing_answer"], walk.by, at=walk.at
    )
    hearings.begin_draft(walk.case_id, walk.by, at=walk.at)
    walk.wait(4, 8)
    finding.keep(walk.case_id, walk.keys, _draft(walk), walk.by, at=walk.at)
    finding.send(walk.case_id, walk.keys, walk.by, with_management=True, at=walk.at)


def ask(walk: _Walk) -> None:
    """Split the case in klagepunkter and put the questions to the administration."""
    from værdig.complaints.sample import drawn_themes

    for theme in drawn_themes(walk.type, walk.chance):
        service.add_point(
            walk.case_id, walk.keys, walk.by, theme=theme, unit=OWN_UNIT, formality="formalitet", at=walk.at
        )
    until = deadlines.count(Clock.HOERINGSSVAR, local(walk.at).date()).due
    wanted = Questions(unit=OWN_UNIT, text=walk.told["hearing"], until=until, general=False)
    hearings.send_hearing(walk.case_id, walk.keys, wanted, walk.by, at=walk.at)


def _draft(walk: _Walk) -> Draft:
    texts = walk.told["finding"]
    drawn = {point.id: walk.chance.choice(WORDS) for point in _case(walk).points}
    return Draft(
        **texts, words={point: word for point, (word, _outcome) in drawn.items()},
        outcomes={point: outcome for point, (_word, outcome) in drawn.items()},
    )  # fmt: skip


def _case(walk: _Walk) -> Case:
    return queries.case_for(Reader.BORGERRAADGIVER, walk.case_id)
