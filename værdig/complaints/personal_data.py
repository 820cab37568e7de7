"""What is kept of a person in complaints, found by her return code: the only thing that leads from a person to a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from værdig.complaints import categories, queries
from værdig.complaints.attachments.service import count_in
from værdig.complaints.categories import Kind
from værdig.complaints.insight import queries as insight
from værdig.complaints.models import Tombstone
from værdig.complaints.redaction import queries as redaction
from værdig.complaints.retention.tombstones import CaseDeleted
from værdig.complaints.states import STAFF_SEES, State
from værdig.errors import UserError
from værdig.i18n import _, format_date, format_time


def export(subject: str) -> Sequence[Mapping[str, str]]:
    """Return what is kept about the case of a return code, without what is written in it; empty for anything else.

    The texts are the citizen's to read at `/sag`; whoever handles requests for data must not get past the inbox that way.
    """
    try:
        case, _code = queries.by_code(subject)
    except CaseDeleted as gone:
        return [_left(gone.stone)]
    except UserError:
        return []
    return [
        {
            _("Sagsnummer"): case.number,
            _("Modtaget"): format_time(case.received),
            _("Type"): categories.title(Kind.TYPE, case.type),
            _("Status"): str(STAFF_SEES[State(case.state)]),
            _("Beskeder"): str(len(case.messages)),
            _("Filer"): str(count_in(case.id)),
            _("Anmodninger om indsigt"): str(len(insight.of_case(case))),
            _("Kopier med skjulte oplysninger"): str(redaction.count_in(case.id)),
            _("Indhold"): _("Læses af borgeren på siden »Din sag« med koden."),
        }
    ]


def _left(stone: Tombstone) -> Mapping[str, str]:
    """Return what is left of a case that was deleted."""
    return {
        _("Sagsnummer"): stone.number,
        _("Type"): categories.title(Kind.TYPE, stone.type),
        _("Afsluttet"): format_date(stone.closed),
        _("Slettet"): format_date(stone.deleted),
        _("Nummer i arkivet eller regel"): stone.reference,
    }


def erase(_subject: str) -> int:
    """Erase nothing: what is part of a case may normally not be erased, errors are mended by a note (arkivloven)."""
    return 0
