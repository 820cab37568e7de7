"""What staff ask for when they set up a round, as plain values: whom to ask, which codes, and the codes they get."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """A target group to ask: key, label, and how many are invited (None: unknown)."""

    key: str
    label: str
    invited: int | None = None


@dataclass(frozen=True)
class CodeOrder:
    """A wish for codes: for which group (None: none), for which length of case (None: unknown), and how many."""

    group: str | None
    length: str | None
    number: int


@dataclass(frozen=True)
class IssuedCode:
    """A code in clear, shown this once: its group's label, the length's label, and the code as people read it."""

    group: str
    length: str
    code: str
