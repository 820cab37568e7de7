"""What the history of a case says of its journal and of how long it is kept, by the log's words for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from værdig.complaints.journalising.models import CONFIRMED, PACKED, THEME_CHANGED
from værdig.complaints.retention.models import DELETION_DECIDED, KEPT_LONGER, WARNED
from værdig.i18n import _, format_date, ngettext


def _until(detail: Mapping[str, Any]) -> str:
    return format_date(date.fromisoformat(detail["until"]))


TOLD: dict[str, Callable[[Mapping[str, Any]], str]] = {
    THEME_CHANGED: lambda _detail: _("Et dokuments tema rettet i journalen"),
    PACKED: lambda detail: ngettext(
        "%(count)s dokument hentet til ESDH", "%(count)s dokumenter hentet til ESDH", detail["count"]
    ),
    CONFIRMED: lambda detail: ngettext(
        "%(count)s dokument kvitteret som overført til ESDH",
        "%(count)s dokumenter kvitteret som overført til ESDH",
        detail["count"],
    ),
    WARNED: lambda detail: _("Varslet: sagen gemmes til og med den %(day)s", day=_until(detail)),
    KEPT_LONGER: lambda detail: _("Gemmes længere, til og med den %(day)s", day=_until(detail)),
    DELETION_DECIDED: lambda _detail: _("Gennemgået. Det er besluttet, at sagen skal slettes"),
}
