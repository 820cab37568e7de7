"""An outsider who tries every table there is: knows only what cleared tables print, and nothing of how the gate reasons.

Small worlds only. A world is a list of base cells with a number of people in each; `Reader` collects, from printed rows, what a
world must fulfil, and `worlds` yields every world that does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from værdig.disclosure import ClearedRow, ClearedTable

Cell = tuple[str, ...]
"""What a base cell is: any tuple of texts the test chooses, e.g. (half-year, member, category)."""

Chosen = Callable[[Cell], bool]


@dataclass
class Condition:
    """The cells in `all_of` count `whole` people; `test` is what the number in `some` (of them) must pass."""

    some: list[int]
    whole: list[int]
    test: Callable[[int, int], bool]


@dataclass
class Reader:
    """Collects what printed tables say about a list of base cells."""

    cells: Sequence[Cell]
    conditions: list[Condition] = field(default_factory=list)

    def read(
        self,
        table: ClearedTable,
        inside: Callable[[Cell, tuple[tuple[str, ...], ...]], bool],
        answered: Callable[[Cell, str], bool],
        beside: Callable[[Cell], bool] = lambda _cell: False,
    ) -> None:
        """Take in a whole table.

        `inside(cell, members)` tells whether a cell belongs to a row of these members (no members: everybody), `answered(cell,
        category)` whether it is counted under a printed category, `beside(cell)` whether it is outside the shares.
        """
        for row in (*table.rows, table.total):
            members = () if row is table.total else row.members
            here = [n for n, cell in enumerate(self.cells) if inside(cell, members)]
            rated = [n for n in here if not beside(self.cells[n])]
            self._read_row(row, here, rated, answered)

    def _read_row(
        self, row: ClearedRow, here: list[int], rated: list[int], answered: Callable[[Cell, str], bool]
    ) -> None:
        def of(cells: list[int], category: str) -> list[int]:
            return [n for n in cells if answered(self.cells[n], category)]

        if row.n is None:
            assert not row.rate_text
            assert not {*row.shares.values(), *row.detail.values(), *row.beside.values()} - {None}
            return
        shown_n = row.n
        self.conditions.append(Condition(rated, rated, lambda some, _whole: some == shown_n))
        if row.rate is not None and row.invited:
            rate, invited = row.rate, row.invited
            self.conditions.append(Condition(here, here, lambda some, _whole: rounds_to(some, invited, rate)))
        for shares, texts in ((row.shares, row.texts), (row.detail, row.detail_texts)):
            for category, share in shares.items():
                self._read_share(of(rated, category), rated, share, texts[category])
        for category, share in row.beside.items():
            self._read_share(of(here, category), here, share, "")

    def _read_share(self, some: list[int], whole: list[int], share: int | None, text: str) -> None:
        if share is not None:
            printed = share
            self.conditions.append(Condition(some, whole, lambda part, all_: rounds_to(part, all_, printed)))
        elif text == "mere end 90 %":
            self.conditions.append(Condition(some, whole, lambda part, all_: 10 * part > 9 * all_))
        elif text == "næsten alle":
            self.conditions.append(Condition(some, whole, lambda part, all_: part >= all_ - 1))

    def at_most(self, chosen: Chosen, number: int) -> None:
        """Know beforehand that at most so many are in some cells (the number invited)."""
        cells = [n for n, cell in enumerate(self.cells) if chosen(cell)]
        self.conditions.append(Condition(cells, cells, lambda some, _whole: some <= number))

    def worlds(self, most: int) -> Iterator[tuple[int, ...]]:
        """Yield every world of at most `most` people that agrees with all that was read."""
        yield from self._extend([], most, sorted(self.conditions, key=lambda c: max([*c.some, *c.whole], default=0)))

    def _extend(self, world: list[int], left: int, conditions: list[Condition]) -> Iterator[tuple[int, ...]]:
        """Fill cell after cell, dropping a world as soon as a condition on the cells filled so far fails."""
        place = len(world)
        ready = [c for c in conditions if max([*c.some, *c.whole], default=-1) < place]
        if any(not c.test(sum(world[n] for n in c.some), sum(world[n] for n in c.whole)) for c in ready):
            return
        waiting = [c for c in conditions if c not in ready]
        if place == len(self.cells):
            yield tuple(world)
            return
        for number in range(left + 1):
            yield from self._extend([*world, number], left - number, waiting)

    def possible(self, most: int, sums: Iterable[Chosen]) -> list[set[int]]:
        """Return, for each sum of cells asked about, every value it has in some world that agrees."""
        return [{value for (value,) in found} for found in self.together(most, [(chosen,) for chosen in sums])]

    def together(self, most: int, asked: Iterable[tuple[Chosen, ...]]) -> list[set[tuple[int, ...]]]:
        """Return, for each tuple of sums asked about, every combination of values they have in some world that agrees."""
        places = [[[n for n, cell in enumerate(self.cells) if chosen(cell)] for chosen in sums] for sums in asked]
        found: list[set[tuple[int, ...]]] = [set() for _ in places]
        for world in self.worlds(most):
            for values, sums in zip(found, places, strict=True):
                values.add(tuple(sum(world[n] for n in cells) for cells in sums))
        return found


def rounds_to(part: int, whole: int, share: int) -> bool:
    """Whether `part` of `whole` can be printed as `share` per cent, whichever way a half goes."""
    return whole > 0 and abs(200 * part - 2 * share * whole) <= whole
