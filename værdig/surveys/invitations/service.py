"""What staff do with a round's list: take it in, start and stop sending, make letters, plan reminders, delete; each is a use case.

The work itself is done by the jobs in `mailing` and `letters`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import islice

from flask import current_app
from sqlalchemy import delete, select, update

from værdig import audit, clock, jobs
from værdig.crypto import box_open
from værdig.db import db, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _, format_date
from værdig.surveys import queries as rounds
from værdig.surveys import service as rounds_service
from værdig.surveys.invitations import outbox, piles
from værdig.surveys.invitations.list_file import Person, ReadList
from værdig.surveys.invitations.models import LetterBatch, ListDraft, Mail, Outbox, Outreach, Work
from værdig.surveys.invitations.outbox import Invited, Whom
from værdig.surveys.models import State, SurveyRound
from værdig.surveys.orders import CodeOrder
from værdig.surveys.rounds import ROUND, locked

MAIL_JOB = "surveys.mail"
LETTERS_JOB = "surveys.letters"
LETTERS_A_BATCH = 200
DRAFT_KEPT = timedelta(hours=24)
MOST_REMINDERS = 3
KEPT_DAYS = 21
"""Days that a list stands after something was last sent from it, where no reminder is planned: it may still be used for one."""


def keep_draft(round_id: str, read: ReadList) -> str:
    """Keep a list that has been read, sealed, until somebody has seen what is in it; it takes the place of an earlier one."""
    with transaction():
        outreach = outbox.begin(locked(round_id, State.OPEN))
        db.session.execute(delete(ListDraft).where(ListDraft.round_id == round_id))
        sealed = outbox.seal_plain(outreach, json.dumps(read.as_json(), ensure_ascii=False).encode())
        draft = ListDraft(round_id=round_id, made_at=clock.now(), sealed=sealed)
        db.session.add(draft)
        db.session.flush()
    return draft.id


def draft(round_id: str, draft_id: str) -> ReadList:
    """Return a list that waits for a yes; raises NotYours."""
    found = _draft(round_id, draft_id)
    outreach = outbox.of(round_id)
    if found is None or outreach is None:
        raise NotYours
    return ReadList.from_json(json.loads(box_open(outbox.private_key(outreach), found.sealed)))


def _draft(round_id: str, draft_id: str) -> ListDraft | None:
    return db.session.scalar(select(ListDraft).where(ListDraft.round_id == round_id, ListDraft.id == draft_id))


def drop_draft(round_id: str, draft_id: str) -> None:
    """Throw away a list that was not taken in."""
    with transaction():
        db.session.execute(delete(ListDraft).where(ListDraft.round_id == round_id, ListDraft.id == draft_id))
    outbox.clear_traces()


def invite(round_id: str, draft_id: str, *, more_invited: bool = False) -> int:
    """Take in a list: every person gets a code, and goes sealed to the outbox; returns how many. Raises UserError.

    `more_invited` is the yes to more codes in a group than were said to be invited.
    """
    with transaction():
        round_ = locked(round_id, State.OPEN)
        outreach = outbox.must_be_open(outbox.of(round_id))
        found = _draft(round_id, draft_id)
        if found is None:
            raise UserError(_("Listen er allerede taget med, eller den er kasseret. Vælg filen igen."))
        people = ReadList.from_json(json.loads(box_open(outbox.private_key(outreach), found.sealed))).people
        if not people:
            raise UserError(_("Ingen rækker i listen kan inviteres. Ret filen, og vælg den igen."))
        _refuse_in_reminder(outreach)
        _know_invited(round_, people)
        outbox.put(outreach, _with_codes(round_id, people, more_invited=more_invited))
        db.session.delete(found)
        _grown(outreach)
        if outreach.mail == Work.DONE and any(person.email for person in people):
            outreach.mail, outreach.occasion = Work.STOPPED, 0  # the new ones are invited, not reminded
        audit.record("survey.list_invited", ROUND, round_id, detail={"number": len(people)})
    outbox.clear_traces()
    return len(people)


def invite_by_count(round_id: str, orders: Sequence[CodeOrder], language: str, *, more_invited: bool = False) -> None:
    """Invite people of whom only group and length are known: codes go sealed to the outbox, so that letters can be made of them.

    What stands in a letter's window says which pile it is of (see `piles`). Raises UserError as `issue_codes` does.
    """
    with transaction():
        outreach = outbox.begin(locked(round_id, State.OPEN))
        _refuse_in_reminder(outreach)
        taken = [person.reference for person in outbox.people(outreach)]
        row = rounds.round_by_id(round_id)
        wanted = [order for order in orders if order.number]
        made = iter(rounds_service.issue_codes(round_id, wanted, more_invited=more_invited))
        for order in wanted:
            numbers = piles.references(piles.pile(row, order.group, order.length), taken)
            codes = islice(made, order.number)
            outbox.put(outreach, [Invited(next(numbers), each.code, language, "") for each in codes])
        _grown(outreach)
        audit.record("survey.counted_invited", ROUND, round_id)


def _grown(outreach: Outreach) -> None:
    """Letters that are made lack those who were added now, and these get as long as everybody to be written to."""
    outbox.letters_anew(outreach)
    if outreach.kept_until:
        keep_a_while(outreach)


def keep_a_while(outreach: Outreach) -> None:
    """Begin anew the days that a list stands without a planned reminder; call inside a transaction."""
    outreach.kept_until = clock.today() + timedelta(days=KEPT_DAYS)


def _refuse_in_reminder(outreach: Outreach) -> None:
    if outreach.occasion and outbox.counts(outreach.round_id).get(Mail.WAITING):
        raise UserError(_("En påmindelse er ikke sendt færdig. Send den færdig, før du tilføjer flere."))


def _know_invited(round_: SurveyRound, people: Sequence[Person]) -> None:
    """A list tells how many of a group are invited, where nobody has said so and no codes were made before."""
    listed = Counter(person.group for person in people)
    for group in round_.groups:
        if group.invited is None and not group.issued and listed[group.key]:
            group.invited = listed[group.key]
    db.session.flush()


def _with_codes(round_id: str, people: Sequence[Person], *, more_invited: bool) -> list[Invited]:
    """Give each person a fresh code of her group and length. The codes' own rows are written by group, not by person."""
    wanted = Counter((person.group, person.length) for person in people)
    orders = [CodeOrder(group, length, number) for (group, length), number in wanted.items()]
    made = iter(rounds_service.issue_codes(round_id, orders, more_invited=more_invited))
    codes = {pair: [next(made).code for _each in range(number)] for pair, number in wanted.items()}
    return [
        Invited(person.reference, codes[person.group, person.length].pop(), person.language, person.email)
        for person in people
    ]


def start_mail(round_id: str, address: str) -> None:
    """Begin, or take up again, sending the e-mails that wait; their links lead to `address`. Raises UserError."""
    _refuse_without_server()
    with transaction():
        outreach = _open_outreach(round_id)
        if not outbox.counts(round_id).get(Mail.WAITING):
            raise UserError(_("Der er ingen e-mails, der venter."))
        outreach.mail, outreach.address = Work.RUNNING, address
        audit.record("survey.mail_started", ROUND, round_id, detail={"occasion": outreach.occasion})
    jobs.soon(MAIL_JOB, round_id)


def lacks_server() -> str:
    """Return in Danish why no e-mail can be sent from here, and who mends it; empty where it can."""
    if current_app.extensions["vaerdig_settings"].mail_server:
        return ""
    return _(
        "Værdig kan ikke sende e-mails endnu: Der er ingen mailserver. Bed dem, der driver serveren, om at sætte indstillingen "
        "mail_server. Breve og flettefil virker uden."
    )


def _refuse_without_server() -> None:
    if why := lacks_server():
        raise UserError(why)


def stop_mail(round_id: str) -> None:
    """Stop sending after the letter at hand; what waits can be sent later."""
    with transaction():
        outreach = _open_outreach(round_id)
        if outreach.mail == Work.RUNNING:
            outreach.mail = Work.STOPPED
            audit.record("survey.mail_stopped", ROUND, round_id, detail={"occasion": outreach.occasion})


def remind(round_id: str, *, last: bool) -> None:
    """Send a reminder by e-mail now to everybody who was written to; after the `last` one the list goes, as after a planned one.

    Raises UserError without a mail server, while an earlier sending is not done, and where nobody can be reminded by e-mail.
    """
    _refuse_without_server()
    with transaction():
        outreach = _open_outreach(round_id)
        if outreach.mail != Work.DONE:
            raise UserError(_("E-mails kan først sendes igen, når de første er sendt."))
        if not outbox.counts(round_id).get(Mail.HANDLED):
            raise UserError(_("Der er ingen at sende en påmindelse til."))
        begin_reminder(outreach, outreach.occasion + 1)
        if last:
            today = clock.today().isoformat()
            outreach.reminder_days = [*(day for day in outreach.reminder_days if day < today), today]
    jobs.soon(MAIL_JOB, round_id)


def begin_reminder(outreach: Outreach, occasion: int) -> None:
    """Let everybody who was written to wait for a reminder; call inside a transaction, and ask for the job after it."""
    outreach.occasion, outreach.mail, outreach.reminded_on = occasion, Work.RUNNING, clock.today()
    db.session.execute(
        update(Outbox)
        .where(Outbox.round_id == outreach.round_id, Outbox.mail == Mail.HANDLED)
        .values(mail=Mail.WAITING, tries=0)
    )
    audit.record("survey.reminder_started", ROUND, outreach.round_id, detail={"occasion": occasion})


def _open_outreach(round_id: str) -> Outreach:
    locked(round_id, State.OPEN)
    return outbox.must_be_open(outbox.of(round_id))


def plan_reminders(round_id: str, days: Iterable[date]) -> None:
    """Set the days of reminders; those that have been stay. Raises UserError for a day that is past or after the round's last."""
    wanted = sorted(set(days))
    with transaction():
        round_ = locked(round_id, State.OPEN)
        outreach = outbox.must_be_open(outbox.of(round_id))
        been = [day for day in outreach.reminder_days if day <= clock.today().isoformat()]
        new = [day for day in wanted if day.isoformat() not in been]
        for day in new:
            _check_day(day, round_)
        if len(been) + len(new) > MOST_REMINDERS:
            raise UserError(_("Der kan højst sendes %(most)s påmindelser.", most=MOST_REMINDERS))
        was_planned = bool(outreach.reminder_days)
        outreach.reminder_days = sorted([*been, *(day.isoformat() for day in new)])
        if was_planned and not outreach.reminder_days and outreach.kept_until:
            keep_a_while(outreach)
        audit.record("survey.reminders_planned", ROUND, round_id, detail={"days": outreach.reminder_days})


def no_more_reminders(round_id: str) -> None:
    """Delete the list at once, since nobody is written to again. Raises UserError while e-mails wait."""
    with transaction():
        outreach = _open_outreach(round_id)
        if outreach.mail == Work.RUNNING or outbox.counts(round_id).get(Mail.WAITING):
            raise UserError(_("Nogle e-mails er ikke sendt endnu. Send dem først, eller slet listen."))
    forget(round_id)


def _check_day(day: date, round_: SurveyRound) -> None:
    last = format_date(round_.closes_on)
    if max(day - timedelta(days=1), clock.today()) >= round_.closes_on:
        raise UserError(
            _(
                "En påmindelse skal ligge efter i dag og senest den %(day)s. Det er rundens sidste dag. Du kan flytte den til senere "
                "på rundens side.",
                day=last,
            )
        )
    if day <= clock.today():
        raise UserError(_("En påmindelse skal ligge efter i dag og senest den %(day)s.", day=last))


def start_letters(round_id: str, whom: Whom, address: str, *, is_reminder: bool) -> None:
    """Begin making letters as PDF that lead to `address`; those made before are deleted. Raises UserError."""
    with transaction():
        outreach = _open_outreach(round_id)
        if whom == Whom.WITHOUT_MAIL and outreach.mail == Work.RUNNING:
            raise UserError(_("Vent, til alle e-mails er sendt. Så ved vi, hvem der skal have brev."))
        number = len(outbox.people(outreach, whom))
        if not number:
            raise UserError(_("Der er ingen at skrive til."))
        outbox.letters_anew(outreach)
        outreach.letters, outreach.letters_to, outreach.address = Work.RUNNING, whom, address
        outreach.letters_occasion = int(is_reminder)
        for place, start in enumerate(range(0, number, LETTERS_A_BATCH), start=1):
            letters = min(LETTERS_A_BATCH, number - start)
            db.session.add(LetterBatch(round_id=round_id, number=place, letters=letters, sealed=None))
        audit.record("survey.letters_begun", ROUND, round_id, detail={"number": number})
    jobs.soon(LETTERS_JOB, round_id)


def letters_pdf(round_id: str, number: int) -> bytes:
    """Return one file of letters, in clear, and note that it was taken out; raises NotYours."""
    outreach = outbox.must_be_open(outbox.of(round_id))
    batch = db.session.scalar(select(LetterBatch).where(LetterBatch.round_id == round_id, LetterBatch.number == number))
    if batch is None or batch.sealed is None:
        raise NotYours
    content = box_open(outbox.private_key(outreach), batch.sealed)
    note_sent(round_id, "survey.letters_taken", Whom(outreach.letters_to))
    return content


def note_sent(round_id: str, action: str, whom: Whom) -> None:
    """Note that letters or a merge file were taken out to be sent; a list that still has unsent e-mails of its own is not begun on by
    what goes to the others."""
    with transaction():
        if whom == Whom.ALL or not outbox.counts(round_id).get(Mail.WAITING):
            keep_a_while(outbox.must_be_open(outbox.of(round_id)))
        audit.record(action, ROUND, round_id)


def note_taken(round_id: str, action: str) -> None:
    """Note that references were shown."""
    with transaction():
        audit.record(action, ROUND, round_id)


def forget_mailed(round_id: str) -> None:
    """Delete those to whom nothing more is mailed, and all addresses; those who get letters on paper stay a while, without."""
    with transaction():
        locked(round_id)
        outreach = outbox.must_be_open(outbox.of(round_id))
        if not outbox.keep_those_on_paper(outreach):
            return
        if outreach.letters_to != Whom.WITHOUT_MAIL:
            outbox.letters_anew(outreach)  # they hold the codes of those who are deleted
        audit.record("survey.addresses_deleted", ROUND, round_id)
    outbox.clear_traces()


def forget(round_id: str) -> None:
    """Delete the outbox, its letters and its key: nobody is written to from this list any more."""
    with transaction():
        locked(round_id)
        if outbox.forget(round_id):
            audit.record("survey.outbox_deleted", ROUND, round_id)
    outbox.clear_traces()
