"""The form for a recruitment event, and what its list shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from værdig.api import (
    DateField,
    Happened,
    IntegerField,
    MaxText,
    NoCpr,
    NumberRange,
    Optional,
    RadioField,
    Required,
    StringField,
    VaerdigForm,
    _,
    _l,
)

COUNT = NumberRange(min=0, max=100_000)
NOT_COUNTED = _l("Lad feltet stå tomt, hvis I ikke har talt.")


class ArrangementForm(VaerdigForm):
    """One event."""

    navn = StringField(_l("Arrangementets navn"), [Required(), MaxText(200), NoCpr()])
    dato = DateField(_l("Dato"), [Required(), Happened()])
    rolle = RadioField(
        _l("Jobcentrets rolle"),
        [Required()],
        choices=[("arrangoer", _l("Jobcentret holdt det selv")), ("deltager", _l("Jobcentret deltog"))],
    )
    virksomheder = IntegerField(_l("Virksomheder"), [Optional(), COUNT], description=NOT_COUNTED)
    ledige = IntegerField(_l("Ledige"), [Optional(), COUNT], description=NOT_COUNTED)
    ansaettelser = IntegerField(_l("Ansættelser, I kender"), [Optional(), COUNT], description=NOT_COUNTED)


def shown(row: Any) -> Mapping[str, Any]:
    """Return what the list tells of an event."""
    return {
        _("Navn"): row.navn,
        _("Dato"): row.dato,
        _("Virksomheder"): _counted(row.virksomheder),
        _("Ansættelser"): _counted(row.ansaettelser),
    }


def _counted(count: int | None) -> Any:
    return _("ikke talt") if count is None else count
