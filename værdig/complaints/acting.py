"""Who acts on a case: the citizen, the system, or a member of staff at one of the two sides that handle cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from værdig.access.roles import INDEPENDENT
from værdig.audit import Actor
from værdig.complaints.keys import Reader
from værdig.complaints.states import Mover
from værdig.i18n import _l


@dataclass(frozen=True)
class By:
    """Who does something: an id (`citizen`, `system` or a staff user's), as what, and in which role."""

    id: str
    mover: Mover
    role: str | None = None

    @property
    def actor(self) -> Actor:
        """The same person as the audit log names them."""
        return Actor(self.id, self.role)


def mover_of(role: str | None) -> Mover:
    """Return for which of the two offices a member of staff acts in a role."""
    return Mover.BORGERRAADGIVER if role in INDEPENDENT else Mover.LEDER


CITIZEN = By("citizen", Mover.BORGER)
SYSTEM = By("system", Mover.SYSTEM)


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two offices that handle cases: its reader key, its move rights, its permission and its address."""

    reader: Reader
    mover: Mover
    permission: str
    slug: str
    """The word in its addresses: `/stab/<slug>`."""
    title: Any

    def endpoint(self, name: str) -> str:
        """Return the endpoint of one of its pages."""
        return f"complaints_{self.slug}.{name}"


BORGERRAADGIVER = Side(
    reader=Reader.BORGERRAADGIVER,
    mover=Mover.BORGERRAADGIVER,
    permission="complaints.confidential",
    slug="indbakke",
    title=_l("Borgerrådgiverens indbakke"),
)
MANAGEMENT = Side(
    reader=Reader.MANAGEMENT,
    mover=Mover.LEDER,
    permission="complaints.management",
    slug="klager",
    title=_l("Klager til ledelsen"),
)
SIDES = {side.reader: side for side in (BORGERRAADGIVER, MANAGEMENT)}
