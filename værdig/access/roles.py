"""The closed list of roles, and which of them one person may never combine."""

from __future__ import annotations

from enum import StrEnum

from værdig.i18n import LazyText, _l


class Role(StrEnum):
    """A role that is granted to a staff user in one municipality between two dates."""

    BORGERRAADGIVER = "borgerraadgiver"
    STEDFORTRAEDER = "stedfortraeder"
    LEDER = "leder"
    SVARANSVARLIG_LEDER = "svaransvarlig_leder"
    SKRANKE = "skranke"
    UDVALGSMEDLEM = "udvalgsmedlem"
    ANALYTIKER = "analytiker"
    ADMINISTRATOR = "administrator"
    DPO = "dpo"


ROLES: dict[Role, LazyText] = {
    Role.BORGERRAADGIVER: _l("Borgerrådgiver"),
    Role.STEDFORTRAEDER: _l("Stedfortræder for borgerrådgiveren"),
    Role.LEDER: _l("Leder"),
    Role.SVARANSVARLIG_LEDER: _l("Svaransvarlig leder"),
    Role.SKRANKE: _l("Skranke og telefon"),
    Role.UDVALGSMEDLEM: _l("Udvalgsmedlem"),
    Role.ANALYTIKER: _l("Analytiker"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.DPO: _l("Databeskyttelsesrådgiver"),
}

INDEPENDENT = frozenset({Role.BORGERRAADGIVER, Role.STEDFORTRAEDER})
"""Roles outside the administration (kommunestyrelsesloven § 65 e)."""

MANAGING = frozenset({Role.LEDER, Role.SVARANSVARLIG_LEDER})


def conflict(held: set[Role], wanted: Role) -> str | None:
    """Return a Danish objection when `wanted` may not join `held` (over all municipalities), else None.

    The borgerraadgiver supervises the administration (kommunestyrelsesloven § 65 e) and can therefore be a leader nowhere.
    """
    both = held | {wanted}
    if both & INDEPENDENT and both & MANAGING:
        return "Ingen kan være både leder og borgerrådgiver, heller ikke i to forskellige kommuner."
    return None
