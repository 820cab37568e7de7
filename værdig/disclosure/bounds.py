"""What an outsider can bound: linear programming (HiGHS) over a whole system, one range per question asked of it.

Whole numbers are relaxed: unknowns may be fractions. A range found is therefore never narrower than the truth, and for one
breakdown with or without categories (a network) its ends are attained by whole tables. Ends are read as whole numbers, inwards,
with a tolerance of one in a million.
"""

from __future__ import annotations

from math import ceil, floor
from typing import Any

from værdig.disclosure.system import Expression, System

TOLERANCE = 1e-6
UNBOUNDED = 1_000_000
"""No unknown is larger, so that every programme has an optimum; a sum that reaches it is read as having no bound."""


class Infeasible(Exception):
    """No table fulfils everything that was published: two releases contradict each other."""


class Ranges:
    """A linear programme that is built once and asked many times."""

    def __init__(self, system: System) -> None:
        import highspy

        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.silent()
        self._highs.setOptionValue("threads", 1)
        self._columns = len(system.question_of)
        self._highs.passModel(_model(highspy, system))
        self._sense = highspy.ObjSense
        self._status = highspy.HighsModelStatus
        self._asked: list[int] = []
        if self._solve() == self._status.kInfeasible:
            raise Infeasible

    def of(self, terms: Expression) -> tuple[int, int | None]:
        """Return the least and the greatest whole number the sum can be; None when nothing bounds it above."""
        self._ask(terms)
        low = self._optimum(self._sense.kMinimize)
        high = self._optimum(self._sense.kMaximize)
        return ceil(low - TOLERANCE), None if high >= UNBOUNDED else floor(high + TOLERANCE)

    def _ask(self, terms: Expression) -> None:
        import numpy

        numbers = sorted({*self._asked, *terms})
        costs = numpy.array([terms.get(number, 0) for number in numbers], dtype=float)
        self._highs.changeColsCost(len(numbers), numpy.array(numbers, dtype=numpy.int32), costs)
        self._asked = sorted(terms)

    def _optimum(self, sense: Any) -> float:
        self._highs.changeObjectiveSense(sense)
        if self._solve() != self._status.kOptimal:
            self._highs.clearSolver()  # start afresh, without the basis of the question before
            if (status := self._solve()) != self._status.kOptimal:
                raise RuntimeError(f"the linear programme ended with {status}")
        return float(self._highs.getObjectiveValue())

    def _solve(self) -> Any:
        self._highs.run()
        return self._highs.getModelStatus()


def _model(highspy: Any, system: System) -> Any:
    """Return the system as a HiGHS model with every unknown from 0 to UNBOUNDED."""
    import numpy

    infinity = highspy.kHighsInf
    equations = system.equations
    model = highspy.HighsLp()
    model.num_col_ = len(system.question_of)
    model.num_row_ = len(equations)
    model.col_cost_ = numpy.zeros(model.num_col_)
    model.col_lower_ = numpy.zeros(model.num_col_)
    model.col_upper_ = numpy.full(model.num_col_, float(UNBOUNDED))
    model.row_lower_ = numpy.array([-infinity if e.low is None else e.low for e in equations], dtype=float)
    model.row_upper_ = numpy.array([infinity if e.high is None else e.high for e in equations], dtype=float)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = numpy.cumsum([0, *(len(e.terms) for e in equations)], dtype=numpy.int32)
    matrix.index_ = numpy.array([number for e in equations for number in e.terms], dtype=numpy.int32)
    matrix.value_ = numpy.array([weight for e in equations for weight in e.terms.values()], dtype=float)
    return model
