"""What staff see of a citizen's wish to be contacted: by when, by which ways, and in which language; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from værdig.complaints import categories, queries, texts
from værdig.complaints.categories import Kind
from værdig.complaints.keys import Keys
from værdig.complaints.models import Case
from værdig.complaints.reading import read_case, ways_to_reach
from værdig.i18n import LazyText, _, _l


@dataclass(frozen=True)
class Wish:
    """A wish that waits: its last day, the number and address to use, and the words of a list for how and in what language.

    `ways`, `how` and `spoken` are empty where it is not for this reader to know who the citizen is.
    """

    due: date
    ways: Mapping[str, str]
    how: str
    spoken: str
    tries: int

    @property
    def deed(self) -> str:
        """What there is to do."""
        return _("Skriv til borgeren") if self.ways and "phone" not in self.ways else _("Ring til borgeren")


def read_wish(case: Case, keys: Keys) -> Wish | None:
    """Return what a handler must know to contact the citizen; None where she has not asked for it, or it is done."""
    clock = queries.wish_of(case)
    if clock is None:
        return None
    ways = ways_to_reach(case, keys)
    withheld = read_case(case, keys).identity_withheld
    spoken = "" if withheld else texts.spoken(case) or categories.title(Kind.LANGUAGE, case.language)
    return Wish(clock.due, ways, how_to_reach(ways), spoken, queries.contact_tries(case))


def how_to_reach(ways: Mapping[str, str]) -> str:
    """Return by which means a citizen is reached, without the number or address; empty where there is none."""
    return str(_HOW[tuple(ways)])


_HOW: Mapping[tuple[str, ...], LazyText | str] = {
    (): "",
    ("phone",): _l("Telefon"),
    ("email",): _l("E-mail"),
    ("phone", "email"): _l("Telefon eller e-mail"),
}
