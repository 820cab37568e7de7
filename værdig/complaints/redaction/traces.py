"""What the history of a case says of redacted copies, by the log's words for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from værdig.complaints.redaction.models import BEGUN, DRAFT_OPENED, DROPPED, MADE, OPENED
from værdig.i18n import _, ngettext

TOLD: dict[str, Callable[[Mapping[str, Any]], str]] = {
    BEGUN: lambda _detail: _("Kopi med skjulte oplysninger begyndt"),
    MADE: lambda detail: ngettext(
        "Kopi med skjulte oplysninger lavet og læst igennem. %(count)s sted er skjult",
        "Kopi med skjulte oplysninger lavet og læst igennem. %(count)s steder er skjult",
        detail["hidden"],
    ),
    OPENED: lambda _detail: _("Kopi med skjulte oplysninger hentet"),
    DRAFT_OPENED: lambda _detail: _("Udkast til kopi med skjulte oplysninger hentet"),
    DROPPED: lambda _detail: _("Udkast til kopi med skjulte oplysninger slettet"),
}
