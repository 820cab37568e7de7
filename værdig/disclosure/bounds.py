"""What an outsider can bound: linear programming (HiGHS) over a whole system, one range per question asked of it.

The relaxation: unknowns may be fractional here, so a range found can be wider than the truth, never narrower. For a count that is
mended in `whole`: before anything is shown, both ends of what is promised are attained by tables of whole numbers. For shares and
means, where size and answer are both unknown, the relaxation stands. A solver answers within a tolerance (one in ten million a
row); ends are given one in a million for it and then rounded to whole numbers inwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import Any

from værdig.disclosure.evidence import NOBODY_ASKED
from værdig.disclosure.system import Equation, Expression, System

TOLERANCE = 1e-6
UNBOUNDED = 1_000_000
"""No unknown is larger, so that every programme has an optimum; a sum that reaches it is read as having no bound."""


Bounded = tuple[Expression, int | None, int | None]
"""A row: its terms, and the bounds of their sum."""


class Infeasible(Exception):
    """No table fulfils everything that was published: two releases contradict each other."""


class _Programme:
    """A linear programme that is built once and asked many times."""

    def __init__(self, columns: int, rows: Sequence[Bounded]) -> None:
        import highspy

        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.silent()
        self._highs.setOptionValue("threads", 1)
        self._highs.passModel(model_of(highspy, columns, rows))
        self._sense = highspy.ObjSense
        self._status = highspy.HighsModelStatus
        self._asked: list[int] = []

    def ask(self, terms: Expression) -> tuple[float, float]:
        """Return the least and the greatest value of a sum."""
        import numpy

        numbers = sorted({*self._asked, *terms})
        costs = numpy.array([terms.get(number, 0) for number in numbers], dtype=float)
        self._highs.changeColsCost(len(numbers), numpy.array(numbers, dtype=numpy.int32), costs)
        self._asked = sorted(terms)
        return self._optimum(self._sense.kMinimize), self._optimum(self._sense.kMaximize)

    def possible(self) -> bool:
        """Whether anything fulfils the rows."""
        return bool(self._solve() != self._status.kInfeasible)

    def change(self, row: int, terms: Expression) -> None:
        """Set coefficients of a row."""
        for number, weight in terms.items():
            self._highs.changeCoeff(row, number, weight)

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


class Ranges:
    """The range of any sum of unknowns. Raises Infeasible when no table fulfils the system."""

    def __init__(self, system: System) -> None:
        rows = [(equation.terms, equation.low, equation.high) for equation in system.equations]
        self._programme = _Programme(len(system.question_of), rows)
        if not self._programme.possible():
            raise Infeasible

    def of(self, terms: Expression) -> tuple[int, int | None]:
        """Return the least and the greatest whole number the sum can be; None when nothing bounds it above."""
        low, high = self._programme.ask(terms)
        return ceil(low - TOLERANCE), None if high >= UNBOUNDED else floor(high + TOLERANCE)


class Shares:
    """The range of a share of one sum in another, wherever there is at least one person in the other; for one question.

    A quotient is made linear by scaling every unknown so that the divisor is one (Charnes and Cooper, 1962); one more unknown
    holds the scale. Only what is said of this question, of those it is tied to and of heads is reasoned with: other questions meet it
    in the heads.
    """

    def __init__(self, system: System, question: str) -> None:
        known = {*system.together(question), NOBODY_ASKED}
        numbers = [number for number, name in enumerate(system.question_of) if name in known]
        self._place = {number: place for place, number in enumerate(numbers)}
        self._scale = len(numbers)
        rows: list[Bounded] = [({}, 1, 1), ({self._scale: 1}, None, 1)]
        for equation in system.equations:
            if equation.questions.issubset(known):
                rows += self._scaled(equation)
        self._programme = _Programme(self._scale + 1, rows)

    def of(self, terms: Expression, divisor: Expression) -> tuple[int, int]:
        """Return the least and the greatest share in whole percentage points, both rounded inwards."""
        divisor = self._placed(divisor)
        self._programme.change(0, divisor)
        low, high = self._programme.ask(self._placed(terms))
        self._programme.change(0, dict.fromkeys(divisor, 0))
        return ceil(100 * (low - TOLERANCE)), floor(100 * (high + TOLERANCE))

    def _placed(self, terms: Expression) -> Expression:
        return {self._place[number]: weight for number, weight in terms.items()}

    def _scaled(self, equation: Equation) -> Iterator[Bounded]:
        terms = self._placed(equation.terms)
        if equation.exact:
            yield {**terms, self._scale: -(equation.low or 0)}, 0, 0
            return
        if equation.low is not None:
            yield {**terms, self._scale: -equation.low}, 0, None
        if equation.high is not None:
            yield {**terms, self._scale: -equation.high}, None, 0


def model_of(highspy: Any, columns: int, rows: Sequence[Bounded]) -> Any:
    """Return rows as a HiGHS model with every unknown from 0 to UNBOUNDED."""
    import numpy

    infinity = highspy.kHighsInf
    model = highspy.HighsLp()
    model.num_col_ = columns
    model.num_row_ = len(rows)
    model.col_cost_ = numpy.zeros(columns)
    model.col_lower_ = numpy.zeros(columns)
    model.col_upper_ = numpy.full(columns, float(UNBOUNDED))
    model.row_lower_ = numpy.array([-infinity if low is None else low for _t, low, _h in rows], dtype=float)
    model.row_upper_ = numpy.array([infinity if high is None else high for _t, _l, high in rows], dtype=float)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = numpy.cumsum([0, *(len(terms) for terms, _l, _h in rows)], dtype=numpy.int32)
    matrix.index_ = numpy.array([number for terms, _l, _h in rows for number in terms], dtype=numpy.int32)
    matrix.value_ = numpy.array([weight for terms, _l, _h in rows for weight in terms.values()], dtype=float)
    return model
