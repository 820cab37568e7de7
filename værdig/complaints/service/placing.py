"""Telling which part of the municipality a case is about; what parts there are is in `units`."""

from __future__ import annotations

from værdig import audit, clock
from værdig.clock import HalfYear
from værdig.complaints.acting import By
from værdig.complaints.figures.reading import universe, universe_elsewhere
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.judging import for_its_own_side
from værdig.complaints.service.moving import locked
from værdig.complaints.states import Mover
from værdig.complaints.units import OWN_UNIT, are_listed, title_of, units
from værdig.db import transaction
from værdig.disclosure import earlier
from værdig.errors import UserError
from værdig.i18n import _

PLACED = "complaint.placed"


def place(case_id: str, unit: str, by: By) -> None:
    """Note which part of the municipality a case of the borgerraadgiver's is about; only the jobcentre's enter its report.

    Raises UserError for an unknown part, for anybody else, and once figures with the case have been shown: a later number would
    show by difference where the case belongs.
    """
    with transaction():
        case = locked(case_id)
        for_its_own_side(case, by)
        if case.unit == unit:
            return
        if by.mover is not Mover.BORGERRAADGIVER:
            raise UserError(
                _("Det er borgerrådgiveren, der noterer, hvilken del af kommunen en sag handler om."), "unit"
            )
        if unit not in dict(units()):
            raise UserError(_("Vælg en del af kommunen fra listen."), "unit")
        if _is_told_of(case):
            raise UserError(_told(), "unit")
        before, case.unit = case.unit, unit
        detail = {"from": title_of(before), "to": title_of(unit)}
        audit.record(PLACED, OBJECT, case.id, detail=detail, actor=by.actor)


def may_be_elsewhere(case: Case) -> bool:
    """Tell whether a case can be about anything but the jobcentre: others are listed, or it is already."""
    return are_listed() or case.unit != OWN_UNIT


def _is_told_of(case: Case) -> bool:
    half_year = HalfYear.of(clock.local(case.registered_at).date())
    return bool(earlier([universe(half_year), universe_elsewhere(half_year)]))


def _told() -> str:
    return _(
        "Tallene for det halvår, sagen er fra, er allerede vist. Så kan det ikke ændres, hvilken del af kommunen sagen handler om."
    )
