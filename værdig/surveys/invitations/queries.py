"""How a round's sending stands, in counts that tell nothing of who has answered; and what a list is compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from værdig import municipality
from værdig.db import db
from værdig.i18n import _, format_date
from værdig.surveys import queries as rounds
from værdig.surveys.invitations import outbox
from værdig.surveys.invitations.list_file import Asked, Person
from værdig.surveys.invitations.mailing import PAPER_DAYS
from værdig.surveys.invitations.models import LetterBatch, Mail, Outbox, Outreach, Work
from værdig.surveys.invitations.service import KEPT_DAYS, LETTERS_A_BATCH
from værdig.surveys.invitations.texts import words
from værdig.surveys.languages.names import LANGUAGES, Language
from værdig.surveys.languages.printing import not_printed


@dataclass(frozen=True)
class Batch:
    """One file of letters: its number, the places of its first and last letter, and whether it is made."""

    number: int
    first: int
    last: int
    made: bool


@dataclass(frozen=True)
class Status:
    """How the sending out of one round stands. `open` is whether there is a list; `deleted` whether there was one."""

    open: bool
    deleted: bool = False
    people: int = 0
    with_mail: int = 0
    waiting: int = 0
    handled: int = 0
    refused: int = 0
    mail: str = Work.NONE
    occasion: int = 0
    reminder_days: Sequence[date] = ()
    reminded_on: date | None = None
    kept_until: date | None = None
    letters: str = Work.NONE
    batches: Sequence[Batch] = ()

    @property
    def running(self) -> bool:
        """Whether e-mails are being sent."""
        return self.mail == Work.RUNNING

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped the sending, or people were added after it."""
        return self.mail == Work.STOPPED

    @property
    def mail_word(self) -> str:
        """Where the sending of e-mails is, in a word or two."""
        words = {
            Work.NONE: _("Ikke begyndt"),
            Work.RUNNING: _("I gang"),
            Work.STOPPED: _("Stoppet"),
            Work.DONE: _("Sendt"),
        }
        return words[Work(self.mail)]

    @property
    def mail_tone(self) -> str:
        """The colour of that word."""
        return {Work.NONE: "neutral", Work.RUNNING: "info", Work.STOPPED: "warning", Work.DONE: "good"}[Work(self.mail)]

    @property
    def occasion_word(self) -> str:
        """What is being sent."""
        return _("Påmindelse %(number)s", number=self.occasion) if self.occasion else _("Invitation")

    @property
    def mail_rows(self) -> list[tuple[str, int]]:
        """The counts by state, as a table."""
        return [(_("Venter"), self.waiting), (_("Sendt"), self.handled), (_("Afvist"), self.refused)]

    @property
    def reminders(self) -> str:
        """The days of reminders, as people read them."""
        return ", ".join(format_date(day) for day in self.reminder_days)

    @property
    def deleted_when(self) -> str:
        """When the list goes, as far as it is known."""
        if not self.reminder_days:
            return self._deleted_without_reminder
        last = self.reminder_days[-1]
        if self.mail == Work.NONE or not self.waiting + self.handled:
            return _("Senest den %(day)s", day=format_date(last + timedelta(days=PAPER_DAYS + 1)))
        if self.people > self.with_mail or self.refused:
            return _(
                "Når påmindelsen den %(day)s er sendt. De, der skal have brev, senest den %(later)s",
                day=format_date(last), later=format_date(last + timedelta(days=PAPER_DAYS + 1)),
            )  # fmt: skip
        return _("Når påmindelsen den %(day)s er sendt", day=format_date(last))

    @property
    def _deleted_without_reminder(self) -> str:
        if self.kept_until is None or self.running or self.stopped:
            return _("%(days)s dage efter, at alt er sendt. Senest når runden lukker", days=KEPT_DAYS)
        return _("Den %(day)s. Senest når runden lukker", day=format_date(self.kept_until + timedelta(days=1)))

    @property
    def letters_running(self) -> bool:
        """Whether letters are being made."""
        return self.letters == Work.RUNNING

    @property
    def letters_word(self) -> str:
        """Where the making of letters is."""
        return _("I gang") if self.letters_running else _("Klar")

    @property
    def letters_tone(self) -> str:
        """The colour of that word."""
        return "info" if self.letters_running else "good"

    @property
    def letters_all(self) -> int:
        """How many letters there will be."""
        return self.batches[-1].last if self.batches else 0

    @property
    def letters_made(self) -> int:
        """How many letters are made."""
        return sum(batch.last - batch.first + 1 for batch in self.batches if batch.made)


def status(round_id: str) -> Status:
    """Return how a round's sending stands."""
    outreach = outbox.of(round_id)
    if outreach is None or outreach.public_key is None:
        return Status(open=False, deleted=outreach is not None)
    found = outbox.counts(round_id)
    people = sum(found.values())
    if not people:
        return Status(open=False)
    return Status(
        open=True,
        people=people,
        with_mail=people - found.get(None, 0),
        waiting=found.get(Mail.WAITING, 0),
        handled=found.get(Mail.HANDLED, 0),
        refused=found.get(Mail.REFUSED, 0),
        mail=outreach.mail,
        occasion=outreach.occasion,
        reminder_days=[date.fromisoformat(day) for day in outreach.reminder_days],
        reminded_on=outreach.reminded_on,
        kept_until=outreach.kept_until,
        letters=outreach.letters,
        batches=_batches(round_id),
    )


def _batches(round_id: str) -> list[Batch]:
    rows = db.session.execute(
        select(LetterBatch.number, LetterBatch.letters, LetterBatch.sealed.is_not(None).label("made"))
        .where(LetterBatch.round_id == round_id)
        .order_by(LetterBatch.number)
    )
    return [_batch(row) for row in rows]


def _batch(row: Any) -> Batch:
    before = (row.number - 1) * LETTERS_A_BATCH
    return Batch(row.number, before + 1, before + row.letters, bool(row.made))


def waiting() -> dict[str, int]:
    """Return how many e-mails wait to be sent, by round; rounds without any are left out."""
    rows = db.session.execute(
        select(Outbox.round_id, func.count())
        .join(Outreach, Outreach.round_id == Outbox.round_id)
        .where(Outbox.mail == Mail.WAITING)
        .group_by(Outbox.round_id)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True)
class Beside:
    """A group's plan beside a list: how many were said to be invited, have codes, stand on the list, and are invited with it."""

    label: str
    planned: int | None
    issued: int
    listed: int
    invited: int | None

    @property
    def over(self) -> bool:
        """Whether more are invited with the list than were said to be, so that somebody has to say yes."""
        return self.planned is not None and self.invited is not None and self.invited > self.planned


def plan_beside(round_: rounds.RoundRow, people: Iterable[Person]) -> list[Beside]:
    """Return what taking in a list does to the numbers that response rates are counted of, group by group.

    Everybody with a code is invited, so a plan that is too low becomes the number of codes; a plan that is higher stays, since
    the rest may be invited later. An unknown number becomes the list's, unless there were codes before it.
    """
    listed = Counter(person.group for person in people)
    return [_beside(group, listed[group.key]) for group in round_.groups if not group.is_here]


def _beside(group: rounds.GroupRow, listed: int) -> Beside:
    if group.invited is not None:
        invited: int | None = max(group.invited, group.issued + listed)
    else:
        invited = listed if listed and not group.issued else None
    return Beside(group.label, group.invited, group.issued, listed, invited)


@dataclass(frozen=True)
class InDanish:
    """The languages of a list in which no letter can be written yet."""

    languages: Sequence[Language]

    @property
    def told(self) -> str:
        """A warning of them; empty where there are none."""
        if not self.languages:
            return ""
        return _(
            "Brevets ord er ikke godkendt på disse sprog: %(languages)s. De, der har et af dem, får teksten på dansk.",
            languages=_named(self.languages),
        )


def in_danish(round_id: str, languages: Iterable[str]) -> InDanish:
    """Return those among some languages in which no letter can be written yet."""
    return InDanish(words(round_id, "", is_reminder=False).in_danish(languages))


def unprinted() -> str:
    """Return a warning of the languages offered that no font here can print; empty where there are none."""
    lacking = not_printed()
    if not lacking:
        return ""
    return _("Serveren har ingen skrifttype til %(languages)s. De breve bliver på dansk.", languages=_named(lacking))


def _named(languages: Iterable[Language]) -> str:
    return ", ".join(str(each.name).lower() for each in languages)


def group_names(round_: rounds.RoundRow) -> list[str]:
    """Return what the groups of a round are called, as a list may write them: those put together by the names of their parts."""
    return [part.label for group in _listed(round_) for part in group.parts or (group,)]


def _listed(round_: rounds.RoundRow) -> list[rounds.GroupRow]:
    return [group for group in round_.groups if group.invited != 0 and not group.is_here]


def asked(round_: rounds.RoundRow) -> Asked:
    """Return what a list for a round is compared with; a group of nobody invited takes nobody."""
    groups: dict[str, str] = {}
    for group in _listed(round_):
        for alias in (group, *group.parts):
            groups |= {alias.key.casefold(): group.key, alias.label.casefold(): group.key}
    here = municipality.get()
    names = {here.id, here.name.casefold(), here.name.casefold().removesuffix(" kommune")}
    languages = {
        word.casefold(): each.code for each in LANGUAGES for word in (each.code, str(each.name), each.own_name)
    }
    outreach = outbox.of(round_.id)
    invited = outbox.people(outreach) if outreach is not None and outreach.public_key is not None else []
    return Asked(groups, names, languages, {person.reference for person in invited}, group_names(round_))
