"""The borgerraadgiver's finding (*udtalelse*): its sealed draft, and sending it once and for all; hearing both sides is in `hearings`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from værdig import audit, clock
from værdig.complaints import categories
from værdig.complaints import keys as keyring
from værdig.complaints.acting import By
from værdig.complaints.categories import Kind
from værdig.complaints.deadlines import Clock
from værdig.complaints.investigations import queries, scale, steps
from værdig.complaints.investigations.hearings import investigated
from værdig.complaints.investigations.models import Criticism, Investigation
from værdig.complaints.investigations.scale import Grade
from værdig.complaints.investigations.steps import Facts, Step
from værdig.complaints.investigations.telling import FINDING_SENT
from værdig.complaints.investigations.wording import finding_letter
from værdig.complaints.keys import NOTES, Keys, Reader
from værdig.complaints.models import Case, Klagepunkt, Message
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reading import ReadPoint, read_points
from værdig.complaints.service import settle_point
from værdig.complaints.service.moving import Reason, carry_out, stop_clock
from værdig.complaints.service.once import once
from værdig.complaints.service.writing import Said, add_answer, require_read
from værdig.complaints.states import State
from værdig.db import db, new_id, transaction
from værdig.errors import UserError
from værdig.i18n import _

TEXTS = ("facts", "assessment", "reasons", "conclusion")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An unfinished finding: its four texts, and by klagepunkt the scale's word and the outcome, where she has chosen one."""

    facts: str = ""
    assessment: str = ""
    reasons: str = ""
    conclusion: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether each of the four texts says something."""
        return all(getattr(self, name).strip() for name in TEXTS)


def keep(
    case_id: str, keys: Keys, draft: Draft, by: By, *, over: str | None = None, at: datetime | None = None
) -> None:
    """Keep an unfinished finding in place of the one before; nobody but the borgerraadgiver's office can open it.

    `over` is the mark of the draft that was looked at when it was written. Raises UserError where somebody has kept another since.
    """
    with transaction():
        case = investigated(case_id, by)
        moment = at or clock.now()
        found = queries.current(case)
        if over is not None and over != mark_of(case) and draft_of(case, keys) != draft:
            raise UserError(_("En anden har gemt udkastet, mens du skrev. Det, du har skrevet, står her endnu."))
        if found is None:
            found = Investigation(id=new_id(), case_id=case.id, begun=moment, step=Step.BEGYNDT)
            db.session.add(found)
        opened = keyring.with_notes(keys, Reader.BORGERRAADGIVER)
        text = json.dumps(asdict(draft), ensure_ascii=False)
        found.draft = opened.seal(NOTES[Reader.BORGERRAADGIVER], "investigation", "draft", found.id, text)
        found.draft_at = moment


def draft_of(case: Case, keys: Keys) -> Draft:
    """Return the unfinished finding of a case, an empty one where nothing is written."""
    found = queries.current(case)
    if found is None or found.draft is None:
        return Draft()
    return Draft(
        **json.loads(keys.open(NOTES[Reader.BORGERRAADGIVER], "investigation", "draft", found.id, found.draft))
    )


def mark_of(case: Case) -> str:
    """Return what tells whether another draft has been kept since a page was made."""
    found = queries.current(case)
    return found.draft_at.isoformat() if found and found.draft_at else ""


def version_of(case: Case) -> str:
    """Return what tells whether a draft, or a klagepunkt that it judges, has been changed since a page was made."""
    return ";".join([mark_of(case), *(f"{point.number}:{point.theme}" for point in case.points)])


def facts_of(case: Case, draft: Draft, day: date) -> Facts:
    """Return what the table of steps must know of a case's investigation and its draft."""
    words = [draft.words.get(point.id, "") for point in case.points]
    mildest = scale.grades(day)[0].word
    criticised = [word for word in words if word not in ("", scale.NOT_JUDGED, mildest)]
    return queries.facts_of(
        queries.current(case),
        day,
        complete=draft.is_complete,
        graded=bool(words) and all(words),
        criticises=bool(criticised),
    )


def was_heard(case: Case) -> bool:
    """Tell whether the citizen has been sent what the administration answered, to comment on it."""
    return any(row.kind == Clock.BEMAERKNINGER for row in case.clocks)


def missing_in(case: Case, draft: Draft, day: date) -> UserError | None:
    """Return why a draft cannot be sent yet, or None."""
    facts = facts_of(case, draft, day)
    if facts.step is not Step.UDKAST:
        return UserError(_("Gå først videre til udkastet. Det gør du på undersøgelsens side."))
    return steps.objection(facts, Step.UDTALELSE)


def judged(points: Sequence[ReadPoint], draft: Draft) -> list[tuple[ReadPoint, str]]:
    """Return each klagepunkt with the word it is given, empty where it has none yet."""
    return [(point, draft.words.get(point.id, "")) for point in points]


def send(
    case_id: str,
    keys: Keys,
    by: By,
    *,
    version: str | None = None,
    with_management: bool = False,
    token: str | None = None,
    seen: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Send the kept draft as the finding, once per token; returns whether it is new.

    The citizen gets it as a message, which nobody can change, and the management too with `with_management`; klagepunkter get their
    outcomes, the case is brought to `udtalelse`, and the draft is gone. Raises UserError where something is missing, where the
    draft is another than the one that was looked at (`version`), or a message has come since `seen`.
    """
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        case = investigated(case_id, by)
        day = clock.local(moment).date()
        if version is not None and version != version_of(case):
            raise UserError(_("Udkastet er ændret, siden du åbnede siden. Læs det igen, og send så."))
        require_read(case, keys, seen)
        draft = draft_of(case, keys)
        missing = missing_in(case, draft, day)
        found = queries.current(case)
        if missing or found is None:
            raise missing or UserError(_("Der er intet udkast."))
        steps.check(facts_of(case, draft, day), Step.UDTALELSE, by.mover)
        letter = finding_letter(case, draft, judged(read_points(case, keys), draft))
        _judge(case, found, draft, by, moment)
        message = add_answer(
            case, keys, Said(text=letter, by=by, at=moment, kind="udtalelse", mac=mac, with_management=with_management)
        )
        found.step, found.message_id, found.ended, found.draft = Step.UDTALELSE, message.id, moment, None
        stop_clock(case, Clock.STATUSBREV, moment, "besvaret")
        carry_out(case, State.UDTALELSE, by, Reason.UDTALELSE_SENDT, moment)
        audit.record(FINDING_SENT, OBJECT, case.id, detail={"with_management": with_management}, actor=by.actor, at=at)

    return once(Message, token, case_id, deed)


def _judge(case: Case, found: Investigation, draft: Draft, by: By, moment: datetime) -> None:
    for point in list(case.points):
        word = draft.words[point.id]
        grade = scale.grade_of(word, clock.local(moment).date())
        db.session.add(_criticism(found, point, grade))
        outcome = draft.outcomes.get(point.id) or (grade.outcome if grade else "")
        if outcome:
            categories.require(Kind.OUTCOME, outcome, "outcome")
            settle_point(case.id, point.id, by, outcome=outcome, reaction=point.reaction, at=moment)


def _criticism(found: Investigation, point: Klagepunkt, grade: Grade | None) -> Criticism:
    return Criticism(
        id=new_id(), investigation_id=found.id, point_id=point.id, number=point.number,
        word=grade.word if grade else scale.NOT_JUDGED, place=grade.place if grade else None, steps=grade.steps if grade else 0,
    )  # fmt: skip
