"""A real case that citizen, borgerraadgiver, management and the clock push about through the real services, under a frozen clock.

What they may do is here, one method per deed; what must hold afterwards is in `test_walks`. A deed that is refused must change
nothing, and that is looked at here, after each one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import time_machine
from complaints.given import BOSS, BR, received, see_again
from sqlalchemy import delete, select

from værdig import clock
from værdig.clock import add_working_days
from værdig.complaints import keys, queries, service
from værdig.complaints.acting import CITIZEN, SIDES, SYSTEM, By, Side
from værdig.complaints.afterwards import service as afterwards
from værdig.complaints.delays.service import Delay, can_be_put_off, send_delay_letter
from værdig.complaints.key_models import CaseKey
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import (
    Case,
    CaseClock,
    CaseConflict,
    Consent,
    Event,
    InsightRequest,
    Investigation,
    Klagepunkt,
    LetterDraft,
    Message,
    Note,
)
from værdig.complaints.reading import read_case
from værdig.complaints.reminders import chasing
from værdig.complaints.service import SaidAlready
from værdig.complaints.service.moving import Reason, carry_out, locked
from værdig.complaints.states import Mover, State
from værdig.db import db, transaction
from værdig.errors import NotYours, RuleBroken, UserError

START = "2026-11-02T09:00+00:00"
REFUSED = (UserError, RuleBroken, NotYours, SaidAlready)
NAMED = {"name": "Anna Invented", "phone": "12345678"}
TABLES = (
    Klagepunkt, Message, Note, LetterDraft, Event, CaseClock, Consent, CaseKey, CaseConflict, Investigation, InsightRequest,
)  # fmt: skip
"""What hangs on a case and may only be changed by a deed that is not refused."""


def side_of(by: By) -> Side:
    """Return the side a member of staff acts for."""
    return SIDES[Reader.BORGERRAADGIVER if by.mover is Mover.BORGERRAADGIVER else Reader.MANAGEMENT]


class WalkedCase:
    """One case, what its citizen has agreed to, and what has been said in it, as the walk remembers it."""

    def __init__(self, private: Mapping[str, bytes], *, confidential: bool, decision: bool, named: bool) -> None:
        self.private = private
        self.traveller = time_machine.travel(START, tick=False)
        self.time: Any = self.traveller.start()
        case, self.code = received(
            reader=Reader.BORGERRAADGIVER if confidential else Reader.MANAGEMENT,
            type="klage_over_afgoerelse" if decision else "klage_over_sagsbehandling",
            identity=NAMED if named else {},
            wants_contact=named,
        )
        self.id, self.confidential, self.wishes = case.id, confidential, named
        self.agreed: str | None = None
        """The scope of the consent that holds, as the walk has heard the citizen give it."""
        self.said: list[str] = []
        """Every message that has been sent, in order."""
        self.turn = 0
        self.rows = self.everything()
        """What lies in the database since the last deed."""
        self.is_looked_at = False
        """Whether the promises have been looked at since something changed."""

    def end(self) -> None:
        """Forget the case and let time run again."""
        with transaction():
            db.session.execute(delete(Case))
        for table in TABLES:
            assert db.session.scalars(select(table.id)).first() is None, f"{table} outlives its case"
        self.traveller.stop()

    # --- seeing ---

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return db.session.scalars(select(Case).where(Case.id == self.id)).one()

    @property
    def state(self) -> State:
        """The state it is in."""
        return State(self.case.state)

    def citizens_keys(self) -> Keys:
        """Return the keys that the return code opens."""
        return keys.open_with_code(self.case, self.code)

    def keys_of(self, by: By) -> Keys:
        """Return the keys of a handler as pages get them; raises NotYours for who may not see the case."""
        side = side_of(by)
        found = queries.case_for(side.reader, self.id)
        held = self.private if side.reader is Reader.BORGERRAADGIVER else keys.management_keys()
        return keys.open_for(found, side.reader, held)

    def may_open(self, by: By) -> bool:
        """Tell whether a handler can open the case."""
        try:
            self.keys_of(by)
        except NotYours:
            return False
        return True

    def everything(self) -> list[Any]:
        """Return every row of the case and of all that hangs on it, as it lies in the database."""
        see_again()
        connection = db.session.connection()
        asked = [("complaint_case", "id"), *((table.__tablename__, "case_id") for table in TABLES)]
        queries_ = (f"SELECT * FROM {table} WHERE {column} = ? ORDER BY id" for table, column in asked)
        return [connection.exec_driver_sql(query, (self.id,)).all() for query in queries_]

    # --- doing ---

    def let_pass(self, hours: float) -> None:
        """Let time pass."""
        self.time.shift(timedelta(hours=hours))

    def attempt(self, deed: Callable[[], Any]) -> bool:
        """Do a deed a minute later; tells whether it was done, and looks that one which is refused has changed nothing."""
        self.let_pass(1 / 60)
        self.turn += 1
        try:
            deed()
        except REFUSED:
            assert self.everything() == self.rows, "a deed that was refused has changed something"
            return False
        before, self.rows = self.rows, self.everything()
        self.is_looked_at = self.is_looked_at and self.rows == before
        return True

    def words(self, what: str) -> str:
        """Return words that nobody has said before."""
        return f"{what} nummer {self.turn} på æøå"

    def say(self, deed: Callable[[str], Any], what: str) -> bool:
        """Do a deed that sends a message, and remember what was said in it."""
        text = self.words(what)
        done = self.attempt(lambda: deed(text))
        if done:
            self.said.append(text)
        return done

    def send_letter(self, by: By, deed: Callable[[Keys], Any]) -> bool:
        """Do a deed that sends a letter the system writes, and remember it; a refused one has sent nothing."""
        done = self.on_desk(by, deed)
        if done:
            see_again()
            texts = [message.text for message in read_case(self.case, self.citizens_keys()).messages]
            assert texts[: len(self.said)] == self.said
            assert len(texts) - len(self.said) <= 1, "one deed sends one letter"
            self.said = texts
        return done

    def write_as_citizen(self, with_management: bool) -> bool:
        """Let the citizen write."""
        return self.say(
            lambda text: service.write_as_citizen(
                self.id, self.citizens_keys(), text, f"walk{self.turn}", with_management=with_management
            ),
            "Borgeren skriver",
        )

    def answer(self, by: By, kind: str, with_management: bool = False) -> bool:
        """Let a handler write to the citizen."""
        return self.say(
            lambda text: service.answer(
                self.id, self.keys_of(by), text, by, kind=kind, with_management=with_management
            ),
            "Vi skriver",
        )

    def close(self, by: By) -> bool:
        """Let a handler send the closing letter and close the case."""
        return self.say(lambda text: service.close(self.id, self.keys_of(by), text, by, "Færdig."), "Afslutningsbrev")

    def delay(self, by: By, nth: int) -> bool:
        """Let a handler put off one of the dates that can be."""

        def deed(letter: str) -> None:
            opened = self.keys_of(by)
            rows = [row for row in self.case.clocks if can_be_put_off(row)]
            if not rows:
                raise NotYours
            row = rows[nth % len(rows)]
            until = add_working_days(max(row.promised, clock.today()), 5)
            send_delay_letter(self.id, opened, Delay(clock_id=row.id, letter=letter, until=until), by)

        return self.say(deed, "Det bliver senere")

    def move(self, by: By, target: State, reason: str = "Fordi.", *, told: bool = True) -> bool:
        """Let anybody push the case; only handlers give reasons of their own, and with `told` what some moves need besides."""
        terms = service.Terms("ansaettelse", clock.today() + timedelta(days=5)) if told else service.Terms()

        def deed() -> None:
            if by.mover in (Mover.BORGERRAADGIVER, Mover.LEDER):
                service.move(self.id, self.keys_of(by), target, by, reason, terms=terms)
            else:
                with transaction():
                    carry_out(locked(self.id), target, by, Reason.AUTOMATISK, clock.now())

        return self.attempt(deed)

    def file(self, by: By) -> bool:
        """Let a handler add a klagepunkt."""
        return self.attempt(
            lambda: service.add_point(
                self.id, self.keys_of(by), by, theme="complaints.optraeden", unit="jobcenter", formality="begge",
                summary=self.words("Punkt"),
            )
        )  # fmt: skip

    def with_point(self, by: By, nth: int, deed: Callable[[str, By], Any], *, removed: bool = False) -> bool:
        """Let a handler do something with one of the klagepunkter."""

        def on_point() -> None:
            self.keys_of(by)
            points = [point for point in self.case.every_point if (point.removed is not None) is removed]
            if not points:
                raise NotYours
            deed(points[nth % len(points)].id, by)

        return self.attempt(on_point)

    def settle_all(self, by: By) -> None:
        """Let a handler give every klagepunkt an outcome, adding one where there is none."""
        if not self.case.points:
            self.file(by)
        for nth, point in enumerate(self.case.points):
            if point.outcome is None:
                self.with_point(by, nth, lambda found, by: service.settle_point(self.id, found, by, outcome="medhold"))

    def agree(self, by: By, scope: str) -> bool:
        """Give a consent, at `/sag` or orally to a handler; of all who have keys only those of the citizen's parts will do."""

        def deed() -> None:
            service.give_consent(self.id, self.citizens_keys() if by is CITIZEN else self.keys_of(by), scope, by)

        done = self.attempt(deed)
        if done:
            self.agreed = scope
        return done

    def disagree(self, by: By) -> bool:
        """Take a consent back."""

        def deed() -> None:
            if by is not CITIZEN:
                self.keys_of(by)
            service.revoke_consent(self.id, by)

        done = self.attempt(deed)
        if done:
            self.agreed = None
        return done

    def on_desk(self, by: By, deed: Callable[[Keys], Any]) -> bool:
        """Let a handler do something for which she must have the case open."""
        return self.attempt(lambda: deed(self.keys_of(by)))

    def let_the_system_run(self) -> None:
        """Run what the clock does by itself; a second run finds nothing to do."""
        self.attempt(lambda: (service.escalate_overdue(), chasing.take_steps()))
        assert (service.escalate_overdue(), chasing.take_steps()) == (0, 0)
        assert self.everything() == self.rows

    def be_satisfied(self) -> bool:
        """Let the citizen say that the answer will do."""
        return self.attempt(lambda: afterwards.be_satisfied(self.id))

    def say_if_helped(self) -> bool:
        """Let the citizen say that it helped to complain."""
        return self.attempt(lambda: afterwards.say_if_helped(self.id, "ja"))


HANDLERS = (BR, BOSS)
EVERYBODY = (BR, BOSS, CITIZEN, SYSTEM)
