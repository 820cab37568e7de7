"""The jobs that send a round's e-mails and its reminders, and delete the outbox after the last; what staff ask for is in `service`.

A row says whether its letter waits. It is marked in a transaction of its own right after the server has taken the letter, so that a
process that is killed leaves at most one letter that was taken and not marked: that one is sent again, and no other. Of several
machines one sends a round: whoever holds the round's row of work, for as long as it says so.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, select, update

from værdig import clock, codes, jobs, mail, municipality
from værdig.db import db, transaction
from værdig.jobs.consumer import machine
from værdig.surveys.answering import lookup
from værdig.surveys.invitations import outbox, service
from værdig.surveys.invitations.models import ListDraft, Mail, Outbox, Outreach, Work
from værdig.surveys.invitations.outbox import Invited
from værdig.surveys.invitations.texts import as_text, words
from værdig.surveys.models import Invitation, State, SurveyRound

LETTERS_A_TURN = 200
"""After so many the job asks for itself again, so that other work gets its turn."""
HELD = timedelta(minutes=10)
"""How long a machine keeps the work without a sign of life; far longer than the server may take over one letter."""
MOST_TRIES = 48
"""So many times a letter that the server puts off is tried, about every five minutes; then it counts as refused."""
MOST_IN_A_ROW = 3
"""So many letters put off one after another mean that the server is away, not that an address is."""
PAPER_DAYS = 7
"""Days after the last reminder in which reminders on paper can still be made; no address is kept for them."""

_sending = threading.Lock()
"""Of the threads of this process one sends at a time."""


def send(round_id: str | None = None) -> None:
    """Send what waits: of one round, or (on schedule) of every round whose sending is under way."""
    running = select(Outreach.round_id).where(Outreach.mail == Work.RUNNING)
    for each in [round_id] if round_id else db.session.scalars(running).all():
        if _send_some(each):
            jobs.soon(service.MAIL_JOB, each)


def _send_some(round_id: str) -> bool:
    """Send a turn's letters; tells whether some were sent and more wait."""
    if not _sending.acquire(blocking=False):
        return False
    try:
        with _taken(round_id) as mine:
            if not mine:
                return False
            with mail.server(current_app.extensions["vaerdig_settings"]) as server:
                more = _Turn(round_id, server).work()
        tidy(round_id)
        return more
    finally:
        _sending.release()


@contextmanager
def _taken(round_id: str) -> Iterator[bool]:
    """Hold a round's sending against other machines; gives False where there is nothing to send or another machine sends."""
    me = machine(Path(current_app.instance_path))
    with transaction():
        outreach = _lock(round_id)
        mine = (
            outreach is not None
            and outreach.mail == Work.RUNNING
            and outreach.public_key is not None
            and _is_open(round_id)
            and (outreach.worker in (None, me) or outreach.worker_until is None or outreach.worker_until < clock.now())
        )
        if outreach is not None and mine:
            outreach.worker, outreach.worker_until = me, clock.now() + HELD
    try:
        yield mine
    finally:
        if mine:
            _give_back(round_id, me)


def _lock(round_id: str) -> Outreach | None:
    return db.session.scalar(
        select(Outreach)
        .where(Outreach.round_id == round_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _is_open(round_id: str) -> bool:
    return db.session.scalar(select(SurveyRound.state).where(SurveyRound.id == round_id)) == State.OPEN


def _give_back(round_id: str, me: str) -> None:
    db.session.rollback()
    with transaction():
        outreach = _lock(round_id)
        if outreach is not None and outreach.worker == me:
            outreach.worker = outreach.worker_until = None
            if outreach.mail == Work.RUNNING and not outbox.counts(round_id).get(Mail.WAITING):
                outreach.mail = Work.DONE
                service.keep_a_while(outreach)


@dataclass
class _Turn:
    """One turn of one round's letters over an open connection."""

    round_id: str
    server: mail.Server

    def work(self) -> bool:
        """Send up to a turn's letters; tells whether some were dealt with and more wait. Raises MailWaits when the server is away."""
        outreach = outbox.must_be_open(outbox.of(self.round_id))
        private = outbox.private_key(outreach)
        self._reminding, self._only_unused = outreach.occasion > 0, municipality.setting("remind_unused_only")
        self._words = words(self.round_id, outreach.address, is_reminder=self._reminding)
        dealt, put_off = 0, 0
        for key, sealed in outbox.waiting(self.round_id, "", LETTERS_A_TURN):
            state = self._write_to(outbox.unseal(private, sealed))
            if not self._mark(key, state):
                return False
            put_off = put_off + 1 if state == Mail.WAITING else 0
            dealt += state != Mail.WAITING
            if put_off >= MOST_IN_A_ROW:
                raise mail.MailWaits
        return dealt > 0 and bool(outbox.counts(self.round_id).get(Mail.WAITING))

    def _write_to(self, person: Invited) -> Mail:
        if self._reminding and self._only_unused and has_used(self.round_id, person):
            return Mail.HANDLED
        wording = self._words.of(person.language, person.code)
        letter = mail.Letter(person.email, wording.subject, as_text(wording, person.code), wording.language)
        try:
            self.server.send(letter)
        except mail.MailRefused:
            return Mail.REFUSED
        except mail.MailWaits:
            return Mail.WAITING
        return Mail.HANDLED

    def _mark(self, key: str, state: Mail) -> bool:
        """Note how one letter went; tells whether the work is still ours to go on with."""
        with transaction():
            row = Outbox.round_id == self.round_id, Outbox.id == key
            if state == Mail.WAITING:
                db.session.execute(update(Outbox).where(*row).values(tries=Outbox.tries + 1))
                db.session.execute(update(Outbox).where(*row, Outbox.tries >= MOST_TRIES).values(mail=Mail.REFUSED))
            else:
                db.session.execute(update(Outbox).where(*row).values(mail=state))
            return self._go_on()

    def _go_on(self) -> bool:
        me = machine(Path(current_app.instance_path))
        kept = db.session.execute(
            update(Outreach)
            .where(Outreach.round_id == self.round_id, Outreach.mail == Work.RUNNING, Outreach.worker == me)
            .values(worker_until=clock.now() + HELD)
        )
        return bool(kept.rowcount)  # type: ignore[attr-defined]


def has_used(round_id: str, person: Invited) -> bool:
    """Tell whether a person's code is used or gone, at the moment she would be written to; for the sender alone."""
    used = db.session.scalar(
        select(Invitation.used).where(
            Invitation.round_id == round_id, Invitation.lookup == lookup(codes.normalise(person.code))
        )
    )
    return used is not False


def tend() -> None:
    """Begin the reminders whose day has come, delete the outbox after the last, and lists that nobody said yes to."""
    with transaction():
        db.session.execute(delete(ListDraft).where(ListDraft.made_at < clock.now() - service.DRAFT_KEPT))
    waiting = db.session.scalars(select(Outreach.round_id).where(Outreach.public_key.is_not(None))).all()
    for round_id in waiting:
        if _remind_today(round_id):
            jobs.soon(service.MAIL_JOB, round_id)
        else:
            tidy(round_id)


def _remind_today(round_id: str) -> bool:
    with transaction():
        outreach = _lock(round_id)
        if outreach is None or outreach.mail != Work.DONE or not _is_open(round_id):
            return False
        since = outreach.reminded_on.isoformat() if outreach.reminded_on else ""
        if not any(since < day <= clock.today().isoformat() for day in outreach.reminder_days):
            return False
        service.begin_reminder(outreach, outreach.occasion + 1)
        return True


def tidy(round_id: str) -> None:
    """Delete what nobody is written to from any more: after the last reminder all e-mailed, and once paper's time is over everybody;
    without a planned reminder everybody, some time after something was last sent."""
    outreach = outbox.of(round_id)
    if outreach is None or outreach.mail in (Work.RUNNING, Work.STOPPED):
        return
    if not outreach.reminder_days:
        if outreach.kept_until and clock.today() > outreach.kept_until:
            service.forget(round_id)
        return
    found, last = outbox.counts(round_id), date.fromisoformat(outreach.reminder_days[-1])
    is_mailed = outreach.mail == Work.DONE and outreach.reminded_on is not None and outreach.reminded_on >= last
    on_paper = outreach.mail == Work.NONE or found.get(None, 0) + found.get(Mail.REFUSED, 0) > 0
    if clock.today() > last + timedelta(days=PAPER_DAYS) if on_paper else is_mailed:
        service.forget(round_id)
    elif is_mailed:
        _keep_paper(round_id)


def _keep_paper(round_id: str) -> None:
    with suppress(outbox.OutboxLost):  # the page of the list says what to do when its key is gone
        service.forget_mailed(round_id)
