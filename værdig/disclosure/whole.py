"""Ranges over whole tables: integer programming (HiGHS), where each end is a table of whole numbers that is checked exactly.

Linear programming lets unknowns be fractional, so it can think something possible that no real table gives: 2a + 5b = 11 leaves
a anything from 0 to 5.5, but with whole people a is 3. A promise about a count is therefore only kept when whole tables show it.
What the solver answers is not believed: its table is put into every equation in integer arithmetic, without tolerance.
"""

from __future__ import annotations

from typing import Any

from værdig.disclosure.bounds import UNBOUNDED, model_of
from værdig.disclosure.system import Expression, System

PATIENCE_SECONDS = 10.0
"""For one end of one range; the best table found by then counts, so that a range is rather too narrow than too wide."""


class NotShown(Exception):
    """The solver gave no table in time, or one that does not fulfil the equations: what was hoped for is not shown to be possible."""


class WholeTables:
    """The range of a sum of unknowns over the tables of whole numbers that fulfil a system."""

    def __init__(self, system: System) -> None:
        import highspy
        import numpy

        rows = [(equation.terms, equation.low, equation.high) for equation in system.equations]
        self._rows = [row for row in rows if row[0]]
        self._columns = len(system.question_of)
        self._numbers = numpy.array([number for terms, _l, _h in self._rows for number in terms], dtype=numpy.int64)
        self._weights = numpy.array([w for terms, _l, _h in self._rows for w in terms.values()], dtype=numpy.int64)
        self._starts = numpy.cumsum([0, *(len(terms) for terms, _l, _h in self._rows)], dtype=numpy.int64)[:-1]
        self._low = numpy.array([-(2**62) if low is None else low for _t, low, _h in self._rows], dtype=numpy.int64)
        self._high = numpy.array([2**62 if high is None else high for _t, _l, high in self._rows], dtype=numpy.int64)
        model = model_of(highspy, self._columns, self._rows)
        model.integrality_ = [highspy.HighsVarType.kInteger] * self._columns
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.silent()
        for option, value in (("threads", 1), ("random_seed", 1)):
            self._highs.setOptionValue(option, value)
        self._highs.passModel(model)

    def of(self, terms: Expression) -> tuple[int, int | None] | None:
        """Return the least and the greatest value of the sum (None: no bound); None when there is no whole table at all.

        Raises NotShown.
        """
        import highspy

        low = self._end(terms, highspy.ObjSense.kMinimize)
        high = self._end(terms, highspy.ObjSense.kMaximize)
        if low is None or high is None:
            return None
        return low, None if high >= UNBOUNDED else high

    def _end(self, terms: Expression, sense: Any) -> int | None:
        import highspy
        import numpy

        costs = numpy.zeros(self._columns)
        for number, weight in terms.items():
            costs[number] = weight
        self._highs.changeColsCost(self._columns, numpy.arange(self._columns, dtype=numpy.int32), costs)
        self._highs.changeObjectiveSense(sense)
        self._highs.clearSolver()
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + PATIENCE_SECONDS)
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        table = numpy.rint(numpy.array(self._highs.getSolution().col_value)).astype(numpy.int64)
        if len(table) != self._columns or not self._fulfils(table):
            raise NotShown
        return sum(weight * int(table[number]) for number, weight in terms.items())

    def _fulfils(self, table: Any) -> bool:
        """Whether a table of whole numbers is in every equation what it must be."""
        import numpy

        if (table < 0).any():
            return False
        if not self._rows:
            return True
        sums = numpy.add.reduceat(self._weights * table[self._numbers], self._starts)
        return bool(((sums >= self._low) & (sums <= self._high)).all())
