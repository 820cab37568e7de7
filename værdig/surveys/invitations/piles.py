"""The numbers on letters that were made from counts: which group and length of case each is for; whose a letter is nobody knows.

`2.1-0017` is the seventeenth letter to the round's second group and the first length. Whoever puts letters in envelopes sorts by
it, and to everybody else it says nothing of the person whose letter it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from værdig.i18n import _
from værdig.surveys.groups import LENGTHS
from værdig.surveys.queries import RoundRow

_NO_LENGTH = 0


def groups(round_: RoundRow) -> list[tuple[int, str, str]]:
    """Return number, key and label of each group that letters can be made for."""
    return [
        (number, each.key, each.label) for number, each in enumerate((g for g in round_.groups if not g.is_here), 1)
    ]


def lengths() -> list[tuple[int, str | None, str]]:
    """Return number, key and label of each length of case; the first is that it is not known."""
    known = [(number, each.key, str(each.label)) for number, each in enumerate(LENGTHS, _NO_LENGTH + 1)]
    return [(_NO_LENGTH, None, _("Længden er ikke oplyst")), *known]


def pile(round_: RoundRow, group: str | None, length: str | None) -> str:
    """Return what the references of one group and length begin with."""
    number = next((number for number, key, _label in groups(round_) if key == group), 0)
    return f"{number}.{next(number for number, key, _label in lengths() if key == length)}-"


def references(beginning: str, taken: Iterable[str]) -> Iterator[str]:
    """Yield the references of a pile, going on after those that are taken."""
    last = max((int(each.removeprefix(beginning)) for each in taken if _is_of(beginning, each)), default=0)
    while True:
        last += 1
        yield f"{beginning}{last:04d}"


def _is_of(beginning: str, reference: str) -> bool:
    return reference.startswith(beginning) and reference.removeprefix(beginning).isdecimal()


def legend(round_: RoundRow) -> Sequence[tuple[str, str]]:
    """Return what the numbers stand for, as a table: `2.` is a group, `.1` a length."""
    return [
        *((f"{number}.", label) for number, _key, label in groups(round_)),
        *((f".{number}", label) for number, _key, label in lengths()),
    ]
