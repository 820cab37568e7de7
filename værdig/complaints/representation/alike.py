"""Whether somebody of the staff may be the one who represents a citizen: asked of a human, since a name alone shuts nobody out.

Whoever represents a party is inhabil in the case (forvaltningsloven § 3, stk. 1, nr. 3); two people may have one name.
"""

from __future__ import annotations

from collections.abc import Iterable

from værdig.access.roles import INDEPENDENT, MANAGING
from værdig.accounts import queries as accounts
from værdig.complaints.conflicts.walls import is_marked
from værdig.complaints.representation.queries import Person


def staff_called_the_same(case_id: str, people: Iterable[Person]) -> list[str]:
    """Return the names of those who handle cases and are called the same as somebody beside the citizen; not those shut out already."""
    names = {_folded(person.name) for person in people if person.name}
    if not names:
        return []
    holders = {(user_id, name) for _role, user_id, name in accounts.active_holders(INDEPENDENT | MANAGING)}
    return sorted(name for user_id, name in holders if _folded(name) in names and not is_marked(case_id, user_id))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
