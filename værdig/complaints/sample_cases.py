"""How an invented case is handled from its receipt on, by the same functions as a real one, with dates in the past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto
from random import Random

from værdig.clock import add_working_days, local
from værdig.complaints import service
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.states import Mover, State


class Course(Enum):
    """The way a case goes."""

    GUIDED = auto()
    DIALOGUE = auto()
    DEPARTMENT = auto()
    INVESTIGATED = auto()
    DECISION = auto()
    WITHDRAWN = auto()
    NEW = auto()
    ANSWERED = auto()
    CALLED = auto()
    AT_DEPARTMENT = auto()
    HEARD = auto()


class _Walk:
    """One case on its way: who handles it, and what time it has become."""

    def __init__(self, case: Case, opener: Callable[[], Keys], by: By, received: datetime, chance: Random) -> None:
        from værdig.complaints.sample import told

        self.case_id, self.type, self.opener, self.by, self.at = case.id, case.type, opener, by, received
        self.chance, self.told = chance, told()

    @property
    def keys(self) -> Keys:
        """The case opened anew, as each request opens it."""
        return self.opener()

    def wait(self, least: int, most: int) -> None:
        """Let some working days pass."""
        start = local(self.at)
        day = add_working_days(start.date(), self.chance.randint(least, most))
        self.at = self.at + timedelta(days=(day - start.date()).days)

    def answer(self, text: str, kind: str = "svar") -> None:
        """Open the case, as whoever answers has to, and write."""
        service.open_case(self.case_id, self.by, at=self.at - timedelta(minutes=20))
        service.answer(self.case_id, self.keys, self.told[text], self.by, kind=kind, at=self.at)

    def move(self, target: State, reason: str) -> None:
        self.at += timedelta(minutes=5)
        service.move(self.case_id, self.keys, target, self.by, reason, at=self.at)

    def points(self, outcomes: list[str]) -> None:
        """Split the case in one to three klagepunkter and give each an outcome."""
        from værdig.complaints.sample import drawn_themes

        for theme in drawn_themes(self.type, self.chance):
            point = service.add_point(
                self.case_id, self.keys, self.by, theme=theme, unit="jobcenter", formality="formalitet", at=self.at
            )
            service.settle_point(self.case_id, point, self.by, outcome=self.chance.choice(outcomes), at=self.at)

    def close(self) -> None:
        self.at += timedelta(minutes=5)
        service.close(self.case_id, self.keys, self.told["closing"], self.by, "Sagen er færdigbehandlet.", at=self.at)

    def note(self) -> None:
        reader = Reader.BORGERRAADGIVER if self.by.mover is Mover.BORGERRAADGIVER else Reader.MANAGEMENT
        service.write_note(
            self.case_id, self.keys, self.told["note"], self.by, reader, kind="notat_til_sagen", at=self.at
        )

    def call(self) -> None:
        """Ring, and note what was said; the citizen says that it is solved."""
        from værdig.complaints.calls import rules
        from værdig.complaints.calls import service as calls

        reader = Reader.BORGERRAADGIVER if self.by.mover is Mover.BORGERRAADGIVER else Reader.MANAGEMENT
        made = calls.Call(
            result=rules.Result.LOEST, at=self.at, spoken_with="borgeren", said=self.told["note"], confirmed=True
        )
        calls.note_call(self.case_id, self.keys, made, self.by, reader, at=self.at)

    def consent(self) -> None:
        if self.by.mover is Mover.BORGERRAADGIVER:
            service.give_consent(self.case_id, self.keys, "med_navn", CITIZEN, at=self.at)


def handle(case: Case, opener: Callable[[], Keys], by: By, course: Course, received: datetime, chance: Random) -> None:
    """Take a case the way of its course; `opener` opens it with its handler's keys."""
    walk = _Walk(case, opener, by, received, chance)
    _COURSES[course](walk)


def _first(walk: _Walk) -> None:
    """Answer for the first time: most in time, one in ten late."""
    late = walk.chance.random() < 0.1
    walk.wait(*((8, 11) if late else (1, 6)))
    walk.answer("first_answer")


def _guided(walk: _Walk) -> None:
    _first(walk)
    walk.move(State.VEJLEDT, "Spørgsmålet er besvaret.")
    walk.points(["vejledt"])
    walk.close()


def _dialogue(walk: _Walk) -> None:
    _first(walk)
    walk.move(State.DIALOG, "Et opkald kan løse det.")
    walk.wait(1, 4)
    walk.call()
    walk.points(["loest_i_dialog"])
    walk.close()


def _decision(walk: _Walk) -> None:
    walk.at += timedelta(minutes=30)
    walk.answer("first_answer")
    walk.move(State.AFGOERELSESKLAGE, "Klagen er over en afgørelse og sendt videre samme dag.")
    walk.move(State.GENVURDERING, "Afgørelsen vurderes igen.")
    walk.wait(8, 18)
    changed = walk.chance.random() < 0.4
    walk.answer("appeal_changed" if changed else "appeal_sent_on")
    walk.move(State.AENDRET if changed else State.SENDT_ANKESTYRELSEN, "Genvurderingen er færdig.")
    walk.points(["medhold" if changed else "ikke_medhold"])
    walk.close()


def _department(walk: _Walk) -> None:
    _first(walk)
    walk.consent()
    walk.move(State.HOS_AFDELING, "Afdelingen skal svare borgeren.")
    late = walk.chance.random() < 0.2
    walk.wait(*((16, 20) if late else (6, 14)))
    walk.answer("department_answer")
    walk.move(State.BESVARET, "Afdelingen har svaret borgeren.")
    walk.wait(5, 12)
    walk.points(["medhold", "delvist_medhold", "ikke_medhold", "kan_ikke_afklares"])
    walk.close()


def _investigated(walk: _Walk) -> None:
    from værdig.complaints.sample_findings import investigate

    _first(walk)
    walk.consent()
    walk.move(State.UNDERSOEGELSE, "Sagen rejser et spørgsmål om god forvaltningsskik.")
    investigate(walk)
    walk.close()


def _withdrawn(walk: _Walk) -> None:
    walk.wait(2, 6)
    service.withdraw(walk.case_id, at=walk.at)


def _sent_on(walk: _Walk) -> None:
    walk.wait(1, 1)
    walk.answer("first_answer")
    walk.consent()
    walk.move(State.HOS_AFDELING, "Afdelingen skal svare borgeren.")


def _heard(walk: _Walk) -> None:
    """Wait for the administration's answer to what the borgerraadgiver has asked."""
    from værdig.complaints.sample_findings import ask

    walk.wait(1, 1)
    walk.answer("first_answer")
    walk.consent()
    walk.move(State.UNDERSOEGELSE, "Sagen rejser et spørgsmål om god forvaltningsskik.")
    ask(walk)


def _new(_walk: _Walk) -> None:
    """Nobody has answered yet."""


def _called(walk: _Walk) -> None:
    walk.wait(1, 1)
    walk.answer("first_answer")
    walk.move(State.DIALOG, "Et opkald kan løse det.")


def _answered(walk: _Walk) -> None:
    walk.wait(1, 1)
    walk.answer("first_answer")


_COURSES = {
    Course.GUIDED: _guided,
    Course.DIALOGUE: _dialogue,
    Course.DEPARTMENT: _department,
    Course.DECISION: _decision,
    Course.INVESTIGATED: _investigated,
    Course.WITHDRAWN: _withdrawn,
    Course.NEW: _new,
    Course.ANSWERED: _answered,
    Course.CALLED: _called,
    Course.AT_DEPARTMENT: _sent_on,
    Course.HEARD: _heard,
}
