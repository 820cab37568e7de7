"""Answering, measured: the application against the floor in turns, and what happens when requests with one code meet."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from benchmarks.answer_flow import SCREENS, SEND, Visitor, filled_in
from benchmarks.installation import TENANT, installation, issue, open_round
from benchmarks.servers import APPLICATION, FLOOR, Server, served
from benchmarks.statements import counted

SAVES, SUBMISSIONS = 16, 4
"""How many requests with the same codes are sent at the same moment."""


WARM_UP = 16
"""Answers that each server takes before it is measured: what a process makes once, at the first, is then made."""


@dataclass
class Turn:
    """One turn: answers sent, the seconds they took together and one by one each request, and the server's processor time."""

    answers: int
    elapsed: float
    requests: list[float]
    cpu: float

    @property
    def per_second(self) -> float:
        return self.answers / self.elapsed

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of processor time for each completed answer."""
        return 1000 * self.cpu / self.answers


@dataclass
class Measured:
    """All turns of one server with so many citizens at once."""

    turns: list[Turn] = field(default_factory=list)

    @property
    def per_second(self) -> list[float]:
        return [turn.per_second for turn in self.turns]

    @property
    def cpu_ms(self) -> list[float]:
        return [turn.cpu_ms for turn in self.turns]

    def request_ms(self, percentile: int) -> float:
        """Return what a request took at a percentile, in milliseconds."""
        every = [1000 * seconds for turn in self.turns for seconds in turn.requests]
        return median(every) if percentile == 50 else quantiles(every, n=100)[percentile - 1]


@dataclass
class Answering:
    """What was measured on one database."""

    database: str
    measured: dict[tuple[int, str], Measured]
    first: Turn
    """The application's first answers after its start, eight at once."""
    statements: int
    """The most SQL statements any request of an answer ran."""
    whole: Turn
    """The application's answers to the whole questionnaire, eight at once, and on how many `screens` it is."""
    screens: int
    saves_lost: int
    saves: int
    stored_twice: int
    submissions: int
    in_the_box: int
    sent: int

    def ratios(self, at_once: int) -> list[float]:
        """Return the application's answers a second as a share of the floor's, turn by turn."""
        mine, floor = self.measured[at_once, APPLICATION], self.measured[at_once, FLOOR]
        return [a / b for a, b in zip(mine.per_second, floor.per_second, strict=True)]


def measure(
    folder: Path, name: str, database: str, floor_database: str, flows: dict[int, int], turns: int, meetings: int
) -> Answering:
    """Measure on one database: `flows` is how many answers are sent each turn, by how many at once."""
    wanted = 2 * WARM_UP + turns * sum(flows.values()) + 2 * meetings + meetings + 1
    with installation(folder, database):
        round_id = open_round(wanted)
        codes = issue(round_id, wanted)
        numbers = put_to_everybody(codes[-1])[: SAVES // 2]
    statements, screens = counted(folder, database, codes.pop())
    make_floor(floor_database)
    measured = {(at_once, server): Measured() for at_once in flows for server in (FLOOR, APPLICATION)}
    with served(folder, floor_database) as servers:
        used = [codes.pop() for _code in range(WARM_UP)]
        first = {server: _turn_of(found, used, 8) for server, found in servers.items()}[APPLICATION]
        for at_once, count in flows.items():
            for _turn in range(turns):
                used = [codes.pop() for _code in range(count)]
                for server, found in servers.items():
                    measured[at_once, server].turns.append(_turn_of(found, used, at_once))
        whole = _turn_of(servers[APPLICATION], [codes.pop() for _code in range(WARM_UP)], 8, screens)
        address = servers[APPLICATION].address
        pairs = [(codes.pop(), codes.pop()) for _meeting in range(meetings)]
        given = [_save_at_once(address, pair, numbers) for pair in pairs]
        alone = [codes.pop() for _meeting in range(meetings)]
        for code in alone:
            _send_at_once(address, code)
    with installation(folder, database):
        lost = sum(_lost(round_id, saved) for saved in given)
        twice, box = _stored(round_id, alone)
    sent = 2 * WARM_UP + turns * sum(flows.values()) + meetings + 1
    return Answering(
        name, measured, first, statements, whole, screens, lost, SAVES * meetings, twice, meetings, box, sent
    )


def make_floor(database: str) -> None:
    """Make the floor's tables."""
    import os

    os.environ |= {"FLOOR_DATABASE": database, "FLOOR_SCREENS": str(SCREENS)}
    import importlib

    from benchmarks import floor

    importlib.reload(floor).make_tables()


def _turn_of(server: Server, codes: Sequence[str], at_once: int, screens: int = SCREENS) -> Turn:
    """Let so many citizens at once send an answer with each code."""
    visitors = [Visitor(server.address) for _code in codes]
    cpu, begun = server.cpu_seconds(), time.perf_counter()
    with ThreadPoolExecutor(at_once) as citizens:
        list(citizens.map(partial(Visitor.answer, screens=screens), visitors, codes))
    elapsed = time.perf_counter() - begun
    requests = [seconds for visitor in visitors for seconds in visitor.seconds]
    return Turn(len(codes), elapsed, requests, server.cpu_seconds() - cpu)


def _at_once(acts: Sequence[Callable[[], object]]) -> None:
    """Do all of it at the same moment."""
    start = threading.Barrier(len(acts))

    def act(one: Callable[[], object]) -> None:
        start.wait()
        one()

    with ThreadPoolExecutor(len(acts)) as threads:
        list(threads.map(act, acts))


def put_to_everybody(code: str) -> list[int]:
    """Return the numbers of the rated questions that are asked whatever else is answered."""
    from værdig.db import tenant
    from værdig.surveys import answering

    with tenant(TENANT):
        questions = answering.enter(code).questions
    return [n for n, one in enumerate(questions, 1) if one["kind"] == "rated" and not one.get("asked_if")]


def _save_at_once(address: str, codes: tuple[str, str], numbers: list[int]) -> dict[str, list[int]]:
    """Answer eight questions with each of two codes, all in the same moment; return the numbers of the questions by code."""
    acts: list[Callable[[], object]] = []
    for code in codes:
        for number in numbers:
            visitor = Visitor(address)
            visitor.enter(code)
            form = filled_in(visitor.page(f"/svar/{number}"))
            visitor.close()  # the server lets go of connections that wait; the next request makes a new one
            acts.append(lambda v=visitor, n=number, f=form: v.post(f"/svar/{n}", f))  # type: ignore[misc]
    _at_once(acts)
    return dict.fromkeys(codes, numbers)


def _lost(round_id: str, saved: dict[str, list[int]]) -> int:
    """Return how many of the saved answers are not in the drafts."""
    from værdig.db import tenant
    from værdig.surveys import answering

    lost = 0
    with tenant(TENANT):
        for code, numbers in saved.items():
            seat = answering.enter(code)
            lost += sum(seat.questions[number - 1]["id"] not in seat.answers for number in numbers)
    return lost


def _send_at_once(address: str, code: str) -> None:
    """Send the same answer from four tabs in the same moment."""
    first = Visitor(address)
    first.enter(code)
    first.post("/svar/1", filled_in(first.page("/svar/1")))
    acts: list[Callable[[], object]] = []
    for _tab in range(SUBMISSIONS):
        tab = Visitor(address)
        tab.enter(code)
        form = filled_in(tab.page(SEND))
        tab.close()
        acts.append(lambda t=tab, f=form: t.ask("POST", SEND, f))  # type: ignore[misc]
    _at_once(acts)


def _stored(round_id: str, codes: Sequence[str]) -> tuple[int, int]:
    """Return how many of the codes have not exactly one envelope, and how many envelopes there are."""
    from sqlalchemy import select

    from værdig.codes import normalise
    from værdig.db import db, tenant
    from værdig.surveys import answering
    from værdig.surveys.models import Envelope

    with tenant(TENANT):
        lookups = list(db.session.scalars(select(Envelope.lookup).where(Envelope.round_id == round_id)))
    wrong = sum(lookups.count(answering.lookup(normalise(code))) != 1 for code in codes)
    return wrong, len(lookups)
