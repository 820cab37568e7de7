"""The closed list of roles, and which of them one person may never combine."""

from __future__ import annotations

from enum import StrEnum

from værdig.i18n import LazyText, _, _l


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

SERVING = frozenset({Role.SKRANKE, Role.ANALYTIKER, Role.ADMINISTRATOR})
"""Roles that work for the administration without leading it."""

MANAGING = frozenset({Role.LEDER, Role.SVARANSVARLIG_LEDER})


def conflict(held: set[Role], wanted: Role) -> str | None:
    """Return a Danish objection when `wanted` may not join `held` (over all municipalities), else None.

    The borgerraadgiver supervises the administration (kommunestyrelsesloven § 65 e) and can therefore be a leader nowhere.
    """
    both = held | {wanted}
    if both & INDEPENDENT and both & MANAGING:
        return "Ingen kan være både leder og borgerrådgiver, heller ikke i to forskellige kommuner."
    return None


def remark(held: set[Role], wanted: Role) -> str:
    """Return in Danish what to think of before `wanted` joins `held` (over all municipalities), or an empty text.

    The borgerraadgiver stands outside the administration (kommunestyrelsesloven § 65 e): a role that works for it is not
    forbidden her, but it is nothing to be given unnoticed.
    """
    both = held | {wanted}
    if not (both & INDEPENDENT and both & SERVING) or wanted not in INDEPENDENT | SERVING:
        return ""
    return _(
        "Borgerrådgiveren står uden for forvaltningen (kommunestyrelsesloven § 65 e). Personen får en rolle på begge sider: "
        "%(roles)s. Giv kun rollen, hvis det er aftalt.",
        roles=", ".join(str(ROLES[role]) for role in ROLES if role in both & (INDEPENDENT | SERVING)),
    )
