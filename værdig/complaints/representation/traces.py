"""What the history of a case says of representation, by the log's words for it; names are not in the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from værdig.complaints.representation.models import CHANGED, CITIZENS_CODE_MADE, CODE_CLOSED, CODE_MADE, ENDED, NOTED
from værdig.complaints.representation.rules import Role
from værdig.complaints.representation.wording import ROLES
from værdig.i18n import _


def _role(detail: Mapping[str, Any]) -> str:
    return str(ROLES[Role(detail["role"])])


TOLD: dict[str, Callable[[Mapping[str, Any]], str]] = {
    NOTED: lambda detail: _("Noteret ved siden af borgeren: %(role)s", role=_role(detail)),
    CHANGED: lambda detail: (
        _("Rettet: %(role)s. Fuldmagten eller beskikkelsen er set", role=_role(detail))
        if detail["seen"]
        else _("Rettet: %(role)s", role=_role(detail))
    ),
    ENDED: lambda detail: _("Slut: %(role)s", role=_role(detail)),
    CODE_MADE: lambda detail: _("Kode lavet til: %(role)s", role=_role(detail)),
    CITIZENS_CODE_MADE: lambda _detail: _("Borgeren har fået sin egen kode. Koden på kvitteringen virker ikke længere"),
    CODE_CLOSED: lambda detail: _("Kode lukket, fordi retten til at se sagen er ophørt: %(role)s", role=_role(detail)),
}
