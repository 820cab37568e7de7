"""What the history of a case says of requests for insight, by the log's words for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from værdig.complaints.insight.models import ANSWERED, ASKED, FETCHED, PRINTED, PUT_OFF, SORTED
from værdig.complaints.insight.rules import Asked, Kind, State
from værdig.complaints.insight.wording import ASKED as WISHES
from værdig.complaints.insight.wording import KINDS, STATES
from værdig.i18n import _, format_date

TOLD: dict[str, Callable[[Mapping[str, Any]], str]] = {
    ASKED: lambda detail: str(WISHES[Asked(detail["asked"])]),
    SORTED: lambda detail: _("Anmodning sorteret: %(kind)s", kind=KINDS[Kind(detail["kind"])]),
    PUT_OFF: lambda detail: _(
        "Fristbrev sendt. Ny dato: %(date)s", date=format_date(date.fromisoformat(detail["until"]))
    ),
    ANSWERED: lambda detail: _("Anmodning besvaret: %(result)s", result=STATES[State(detail["result"])]),
    FETCHED: lambda _detail: _("Borgeren har hentet sin kopi af sagen"),
    PRINTED: lambda _detail: _("Borgerens kopi af sagen hentet til print"),
}
