"""What has been said in public about a set of people, as data: statements, what must stay hidden, and one release of both.

Nothing here is secret: a release holds only what its readers saw, and which rows they saw were hidden. `exact` reasons from it,
`ledger` stores it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from værdig.disclosure.contracts import Member, Unit

Weights = tuple[tuple[str, int], ...]
"""Category to weight: `(("tilfreds", 1),)` counts, `(("1", 1), ("2", 2), …)` adds up points for a mean."""

PutTo = tuple[str, Mapping[str, tuple[str, ...]]]
"""The category of those whom a question was not put to; and of each earlier question that decided it, the categories that were asked on."""

NOBODY_ASKED = ""
"""The question of a plain head count; its only category is the empty text."""

HEADS: Weights = (("", 1),)

Said = Literal["n", "rated", "share", "beside", "mean", "rate", "more_than", "invited"]
Kept = Literal["count", "dominant", "share", "mean"]


@dataclass(frozen=True, kw_only=True)
class Cells:
    """A sum of base cells: persons of `universe` whose member is one of `members`, weighted by their answer to `question`."""

    universe: str
    axes: tuple[str, ...] = ()
    members: tuple[Member, ...] = ((),)
    question: str = NOBODY_ASKED
    weights: Weights = HEADS


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Something published: the sum over `cells` is between `low` and `high` (None: no upper bound), both included.

    A rounded figure is the interval of whole numbers that round to it, ends included, since readers do not know which way a
    half was rounded.
    """

    cells: Cells
    low: int
    high: int | None
    said: Said = "n"


@dataclass(frozen=True, kw_only=True)
class Target:
    """Something that must stay hidden, and how much of it an outsider must be left unsure of.

    - `count`: the number in a hidden row. What can be worked out about `cells` must still reach from `low` (0) to `high`: one
      below the threshold, or the number invited.
    - `dominant`: in a row where nearly everybody gave one answer, the number who did; it must still reach from `low` to `high`.
    - `share`: in a row whose shares are hidden, the share of `cells` among those in `of`; at least `high` points of it must stay
      possible.
    - `mean`: in a row whose mean is hidden, the points of `cells` over the persons in `of`, in hundredths of a step of the scale;
      at least `high` of them must stay possible.
    """

    cells: Cells
    low: int
    high: int
    kind: Kept = "count"
    label: str = ""
    of: Cells | None = None

    def kept_by(self, low: int, high: int | None) -> bool:
        """Whether an outsider who knows that the value is from `low` to `high` (None: unbounded) knows no more than allowed."""
        if self.kind in ("share", "mean"):
            return high is None or high - low >= self.high
        return low <= self.low and (high is None or high >= self.high)


@dataclass(frozen=True, kw_only=True)
class Release:
    """What one release said about one universe, with the structure needed to reason from it.

    `axes` maps the axes of each breakdown to its members (everybody knows the list), `questions` each question to its categories,
    and `put_to` those that were put only to some to what everybody knows of that; `overlapping` names the breakdowns whose members
    share people, and `uncovered` those of them with people in no member.
    """

    universe: str
    unit: Unit
    parts: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    axes: Mapping[tuple[str, ...], tuple[Member, ...]] = field(default_factory=dict)
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    put_to: Mapping[str, PutTo] = field(default_factory=dict)
    overlapping: tuple[tuple[str, ...], ...] = ()
    uncovered: tuple[tuple[str, ...], ...] = ()
    statements: tuple[Statement, ...] = ()
    targets: tuple[Target, ...] = ()

    def as_json(self) -> str:
        """Return canonical JSON: the same release always gives the same text."""
        return json.dumps(_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `as_json` wrote."""
        data = json.loads(text)
        return cls(
            universe=data["universe"],
            unit=data["unit"],
            parts=tuple(data["parts"]),
            overlaps=tuple(data["overlaps"]),
            axes={tuple(axes): tuple(map(tuple, members)) for axes, members in data["axes"]},
            questions={question: tuple(categories) for question, categories in data["questions"]},
            put_to={
                question: (unasked, {earlier: tuple(categories) for earlier, categories in conditions})
                for question, unasked, conditions in data.get("put_to", ())
            },
            overlapping=tuple(map(tuple, data["overlapping"])),
            uncovered=tuple(map(tuple, data["uncovered"])),
            statements=tuple(
                Statement(cells=_cells(row["cells"]), low=row["low"], high=row["high"], said=row["said"])
                for row in data["statements"]
            ),
            targets=tuple(
                Target(
                    cells=_cells(row["cells"]),
                    low=row["low"],
                    high=row["high"],
                    kind=row["kind"],
                    label=row["label"],
                    of=_cells(row["of"]) if row["of"] else None,
                )
                for row in data["targets"]
            ),
        )

    def fingerprint(self) -> str:
        """Return the SHA-256 of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()


def _plain(release: Release) -> dict[str, Any]:
    put_to = sorted((question, unasked, sorted(of.items())) for question, (unasked, of) in release.put_to.items())
    return {
        **(
            {"put_to": put_to} if put_to else {}
        ),  # releases from before it was kept have none, and keep their fingerprints
        "universe": release.universe,
        "unit": release.unit,
        "parts": release.parts,
        "overlaps": release.overlaps,
        "axes": sorted((axes, members) for axes, members in release.axes.items()),
        "questions": sorted(release.questions.items()),
        "overlapping": sorted(release.overlapping),
        "uncovered": sorted(release.uncovered),
        "statements": sorted(map(_plain_statement, release.statements), key=_order),
        "targets": sorted(map(_plain_target, release.targets), key=_order),
    }


def _plain_statement(statement: Statement) -> dict[str, Any]:
    return {
        "cells": _plain_cells(statement.cells),
        "low": statement.low,
        "high": statement.high,
        "said": statement.said,
    }


def _plain_target(target: Target) -> dict[str, Any]:
    return {
        "cells": _plain_cells(target.cells),
        "low": target.low,
        "high": target.high,
        "kind": target.kind,
        "of": _plain_cells(target.of) if target.of else None,
        "label": target.label,
    }


def _plain_cells(cells: Cells) -> list[Any]:
    return [cells.universe, cells.axes, sorted(cells.members), cells.question, cells.weights]


def _cells(data: list[Any]) -> Cells:
    universe, axes, members, question, weights = data
    return Cells(
        universe=universe,
        axes=tuple(axes),
        members=tuple(map(tuple, members)),
        question=question,
        weights=tuple((category, weight) for category, weight in weights),
    )


def _order(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)
