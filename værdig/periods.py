"""Period codes of figures: their order, dates, Danish labels and the same period a year before; reading free text is `imports`'.

Codes: `2021M01` month, `2021Q1` quarter, `2021H1` half-year, `2021` year, `2021QMAT01` moving four quarters, `2021MYTD03`
year to date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
CODE = re.compile(r"(\d{4})(?:(M|QMAT|MYTD)(\d{2})|(Q)([1-4])|(H)([12]))?", re.ASCII)
MONTHS_IN = {"M": 1, "Q": 3, "H": 6, "QMAT": 3, "MYTD": 1}


@dataclass(frozen=True)
class Period:
    """One period; `kind` is `M`, `Q`, `H`, `Y`, `QMAT` or `MYTD`, `number` counts inside the year (0 for a whole year)."""

    kind: str
    year: int
    number: int = 0

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read a canonical code; raises ValueError for anything else."""
        found = CODE.fullmatch(code)
        if not found:
            raise ValueError(f"not a period code: {code!r}")
        kind = found[2] or found[4] or found[6] or "Y"
        number = int(found[3] or found[5] or found[7] or 0)
        if int(found[1]) < 1 or (kind in ("M", "QMAT", "MYTD") and not 1 <= number <= 12):
            raise ValueError(f"not a period code: {code!r}")
        return cls(kind, int(found[1]), number)

    @property
    def code(self) -> str:
        if self.kind == "Y":
            return f"{self.year:04d}"
        width = 1 if self.kind in ("Q", "H") else 2
        return f"{self.year:04d}{self.kind}{self.number:0{width}d}"

    @property
    def label(self) -> str:
        """The period as people read it: `juni 2021`, `2. kvartal 2021`."""
        if self.kind == "Y":
            return str(self.year)
        if self.kind == "M":
            return f"{MONTHS[self.number - 1]} {self.year}"
        if self.kind == "MYTD":
            return f"januar-{MONTHS[self.number - 1]} {self.year}"
        if self.kind == "QMAT":
            return f"fire kvartaler, {self.year} nr. {self.number}"
        return f"{self.number}. {'kvartal' if self.kind == 'Q' else 'halvår'} {self.year}"

    @property
    def short(self) -> str:
        """The period as it fits under an axis: `6.21`, `2. kv. 21`."""
        year = f"{self.year % 100:02d}"
        if self.kind == "Y":
            return str(self.year)
        if self.kind in ("M", "MYTD"):
            return f"{MONTHS[self.number - 1][:3]} {year}"
        return {"Q": f"{self.number}. kv. {year}", "H": f"{self.number}. hå. {year}"}.get(self.kind, self.code)

    @property
    def last_month(self) -> int:
        """The month it ends with. A QMAT number up to four is read as a quarter, the later of its two readings."""
        if self.kind == "Y":
            return 12
        return self.number if self.kind == "QMAT" and self.number > 4 else self.number * MONTHS_IN[self.kind]

    @property
    def end(self) -> date:
        """The last day of the period."""
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    @property
    def start(self) -> date:
        """The first day of the period; a moving year is taken by its newest quarter."""
        months = {"Y": 12, "MYTD": self.number}.get(self.kind, MONTHS_IN.get(self.kind, 1))
        return date(self.year, max(1, self.last_month - months + 1), 1)

    @property
    def middle(self) -> float:
        """Where the period's middle lies on a scale of years: 2021.5 is the middle of 2021."""
        months = {"Y": 12, "MYTD": self.number, "QMAT": 12}.get(self.kind, MONTHS_IN.get(self.kind, 1))
        return self.year + (self.last_month - months / 2) / 12

    @property
    def order(self) -> tuple[str, int, int]:
        """What periods are sorted by: time order inside a kind, kinds apart."""
        return self.kind, self.year, self.number

    def year_before(self) -> Self:
        """Return the same period a year earlier."""
        return replace(self, year=self.year - 1)


def label_of(code: str) -> str:
    """Return a code as people read it; a text that is no code is returned as it is."""
    found = find(code)
    return found.label if found else code


def short_of(code: str) -> str:
    """Return a code as it fits under an axis; a text that is no code is returned as it is."""
    found = find(code)
    return found.short if found else code


def find(code: str) -> Period | None:
    """Return the period of a code, or None for a text that is no code."""
    try:
        return Period.parse(code)
    except ValueError:
        return None
