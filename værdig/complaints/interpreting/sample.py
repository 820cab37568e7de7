"""Two invented cases in other languages: one with an interpreter, a translation and a late order, one that only asks to be rung."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from værdig.clock import COPENHAGEN, add_working_days, is_working_day
from værdig.complaints import categories, queries, service
from værdig.complaints.acting import By
from værdig.complaints.interpreting.forms_public import RING_ME
from værdig.complaints.interpreting.rules import Maker, Way
from værdig.complaints.interpreting.service import Order, Translation, order, translate
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.service import Complaint
from værdig.i18n import SOURCE

STORY = "انتظرت جوابا لمدة ستة أسابيع. لم يتصل بي أحد. لا أفهم الرسالة التي وصلتني."
IN_DANISH = "Jeg har ventet på svar i seks uger. Ingen har ringet til mig. Jeg forstår ikke det brev, jeg har fået."
ANSWER = "Tak for din henvendelse. Vi ringer til dig sammen med en tolk. Så gennemgår vi brevet med dig."
SUPPLIER = "Eksempel Tolke og Tekst"
TALK_AHEAD = 3
"""Working days from today to the talk."""


def load(today: date, by: By, opened: Callable[[Case], Keys], token: Callable[[str], str]) -> None:
    """Make the two cases in the management's inbox; what is there already is left alone. `by` works there, `opened` has its keys."""
    came = _moment(today - timedelta(days=7), 9)
    if queries.by_submission(token("arabisk")) is None:
        case = _received(
            Complaint(story=STORY, inbox=Reader.MANAGEMENT, type="klage_over_sagsbehandling", language="ar",
                      interpreter=True, identity={"name": "Eksempel Saleh", "phone": "00 00 00 00"}),
            token("arabisk"), came,
        )  # fmt: skip
        _handle(case, opened, by, today, came)
    if queries.by_submission(token("ring")) is None:
        _received(
            Complaint(story=RING_ME.danish, inbox=Reader.MANAGEMENT, type=categories.GUIDANCE, language="so",
                      interpreter=True, identity={"phone": "00 00 00 00"}, wants_contact=True),
            token("ring"), _moment(add_working_days(today - timedelta(days=5), 0), 10),
        )  # fmt: skip


def _received(complaint: Complaint, token: str, at: datetime) -> Case:
    case = queries.case_of_citizen(service.receive(complaint, token, at=at).code)
    if case is None:
        raise LookupError(token)
    return case


def _handle(case: Case, opened: Callable[[Case], Keys], by: By, today: date, came: datetime) -> None:
    """Have the story translated and answered, an interpreter ordered, and a translation of the answer that is late."""
    service.open_case(case.id, by, at=came + timedelta(hours=1))
    made = Translation(
        about_id=case.id, language=SOURCE, maker=Maker.BUREAU, by_whom=SUPPLIER, text=IN_DANISH,
        made_on=came.date() + timedelta(days=2),
    )  # fmt: skip
    translate(case.id, opened(case), made, by, at=came + timedelta(days=2))
    service.answer(case.id, opened(case), ANSWER, by, at=came + timedelta(days=2, hours=1))
    letter = next(each for each in case.messages if each.direction == "til_borger")
    ordered = came + timedelta(days=3)
    late = Order(language="ar", supplier=SUPPLIER, about_id=letter.id, due=_yesterday(today))
    order(case.id, opened(case), late, by, at=ordered)
    talk = _moment(add_working_days(today, TALK_AHEAD), 10)
    order(case.id, opened(case), Order(language="ar", supplier=SUPPLIER, way=Way.VIDEO, talk_at=talk), by, at=ordered)


def _yesterday(today: date) -> date:
    """Return the last working day before a day: no office promises a translation for a Sunday."""
    return next(day for day in (today - timedelta(days=ago) for ago in range(1, 10)) if is_working_day(day))


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), COPENHAGEN).astimezone(UTC)
