"""Whatever is done in whatever order, no case is deleted that is open, young, not looked at, or not transferred and confirmed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import time_machine
from complaints.given import BOSS, again, citizen_keys, received, see_again, token
from complaints.keeping import MONDAY, NUMBER, opened
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from værdig import clock
from værdig.complaints import service
from værdig.complaints.journalising import documents, queries
from værdig.complaints.journalising import service as journal
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseTransfer, Message, RetentionReview
from værdig.complaints.retention import service as retention
from værdig.complaints.retention import warning
from værdig.complaints.retention.rules import Ground, add_years
from værdig.complaints.retention.service import Disposal
from værdig.complaints.states import CLOSED
from værdig.db import db
from værdig.errors import NotYours, RuleBroken, UserError

DEEDS = (
    "withdraw", "reopen", "write", "answer", "years", "days", "pack", "confirm", "keep", "decide", "discard", "theme", "warn",
    "delete", "delete", "delete",
)  # fmt: skip
REFUSED = (UserError, RuleBroken, NotYours)


class Walked:
    """One case, and what has been done with it as the walk knows it, apart from what is stored."""

    def __init__(self) -> None:
        self.time = time_machine.travel(f"{MONDAY.replace(' ', 'T')}+00:00", tick=False)
        self.now = self.time.start()
        self.case, self.code = received(reader=Reader.MANAGEMENT)
        self.number = self.case.number
        self.gone = False

    def do(self, deed: str) -> None:
        """Do one thing, which may be refused."""
        self.now.shift(timedelta(minutes=1))
        see_again()
        if not self.gone:
            with suppress(*REFUSED):
                getattr(self, deed)(again(self.case))

    def withdraw(self, case: Case) -> None:
        service.withdraw(case.id)

    def reopen(self, case: Case) -> None:
        service.reopen(case.id)

    def write(self, case: Case) -> None:
        service.write_as_citizen(case.id, citizen_keys(case, self.code), "Hvad nu?", token())

    def answer(self, case: Case) -> None:
        service.answer(case.id, opened(case), "Svaret.", BOSS)

    def years(self, _case: Case) -> None:
        self.now.shift(timedelta(days=365 * 6))

    def days(self, _case: Case) -> None:
        self.now.shift(timedelta(days=100))

    def pack(self, case: Case) -> None:
        journal.note_package(case.id, journal.Taken(documents.of_case(case), "0" * 64), BOSS)

    def confirm(self, case: Case) -> None:
        for row in queries.unconfirmed(case, Reader.MANAGEMENT)[:1]:
            journal.confirm(case.id, row.id, NUMBER, BOSS)

    def keep(self, case: Case) -> None:
        retention.keep_longer(case.id, opened(case), clock.today() + timedelta(days=400), "Derfor.", BOSS)

    def decide(self, case: Case) -> None:
        retention.decide_deletion(case.id, opened(case), Disposal(ground=Ground.ARKIVERET), BOSS)

    def discard(self, case: Case) -> None:
        wanted = Disposal(ground=Ground.KASSATION, reference="Bekendtgørelsen § 4", words="Derfor.")
        retention.decide_deletion(case.id, opened(case), wanted, BOSS)

    def theme(self, case: Case) -> None:
        journal.change_theme(case.id, opened(case), "klage", case.id, f"Tema {clock.now():%H%M}", BOSS)

    def warn(self, _case: Case) -> None:
        warning.warn()

    def delete(self, case: Case) -> None:
        before = self.told(case)
        retention.delete_case(case.id, self.number, BOSS)
        self.gone = True
        assert before["closed"], "an open case was deleted"
        assert before["old"], "a young case was deleted"
        assert before["decided"], "a case that nobody has looked at was deleted"
        assert before["released"], "a case was deleted that is not in the records system"

    def told(self, case: Case) -> dict[str, Any]:
        """Return what holds before a deletion, counted here anew from the rows."""
        reviews = db.session.scalars(
            select(RetentionReview).where(RetentionReview.case_id == case.id).order_by(RetentionReview.at)
        ).all()
        newest = max(db.session.scalars(select(Message.at).where(Message.case_id == case.id)), default=case.received)
        last = reviews[-1] if reviews else None
        is_decided = bool(
            last and case.closed and last.decision == "slet" and last.at >= case.closed and last.at >= newest
        )
        packed = [
            (each.source, each.row_id, each.version)
            for row in db.session.scalars(select(CaseTransfer).where(CaseTransfer.confirmed.is_not(None)))
            for each in row.documents
        ]
        lies = all((*each.key, each.version) in packed for each in documents.of_case(case))
        closed: datetime | None = case.closed
        return {
            "closed": case.state in CLOSED,
            "old": closed is not None and clock.today() > add_years(clock.local(closed).date(), 5),
            "decided": is_decided,
            "released": lies or (last is not None and last.ground == Ground.KASSATION),
        }


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(DEEDS), min_size=8, max_size=20))
def test_no_order_of_deeds_deletes_what_it_should_not(context: Flask, deeds: list[str]) -> None:
    walked = Walked()
    try:
        for deed in deeds:
            walked.do(deed)
        assert walked.gone is (db.session.scalar(select(Case.id).where(Case.number == walked.number)) is None)
    finally:
        walked.time.stop()
        see_again()


def test_the_right_order_does_delete_and_each_step_of_it_is_needed(context: Flask) -> None:
    steps = ["withdraw", "pack", "confirm", "years", "decide", "delete"]
    for left_out in [None, *steps]:
        walked = Walked()
        try:
            for deed in steps:
                if deed != left_out:
                    walked.do(deed)
            assert walked.gone is (left_out is None), left_out
        finally:
            walked.time.stop()
            see_again()


def test_what_comes_after_the_decision_takes_it_back(context: Flask) -> None:
    """Citizens cannot reopen after twelve months, so that is refused and changes nothing."""
    for between, goes in (("write", False), ("theme", False), ("reopen", True), ("keep", False), ("warn", True)):
        walked = Walked()
        try:
            for deed in ("withdraw", "pack", "confirm", "years", "decide", between, "delete"):
                walked.do(deed)
            assert walked.gone is goes, between
        finally:
            walked.time.stop()
            see_again()
