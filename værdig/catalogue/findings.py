"""What a check of a plan finds, and how numbers are written in its arithmetic; the checks themselves are in `checks`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from værdig.i18n import LazyText, _l, format_number


class Outcome(StrEnum):
    """How one check of a plan went."""

    HOLDS = "holds"
    ROUNDING = "rounding"
    """The figures do not meet, but rounding alone can explain it."""
    BROKEN = "broken"
    GAP = "gap"
    """The plan leaves out something that is needed to follow it."""


OUTCOMES: dict[Outcome, LazyText] = {
    Outcome.HOLDS: _l("stemmer"),
    Outcome.ROUNDING: _l("kan skyldes afrunding"),
    Outcome.BROKEN: _l("stemmer ikke"),
    Outcome.GAP: _l("mangler i planen"),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was checked: what it is about, how it went, and the arithmetic written out."""

    id: str
    plan: str
    outcome: Outcome
    text: str
    arithmetic: str = ""
    places: tuple[str, ...] = ()


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return `value` rounded half up, as people do on paper."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a printed number shows."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def written(value: Decimal) -> str:
    """Return a number as Danes write it: `1.029`, `998,13`."""
    return format_number(value, decimals_of(value)).replace("-", "−")


def written_short(value: Decimal) -> str:
    """Return a computed number with at most four decimals, without trailing zeros."""
    short = rounded(value, 4).normalize()
    return written(short if decimals_of(short) else short.quantize(Decimal(1)))
