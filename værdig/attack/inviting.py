"""How the people of a made-up round are sent their codes: most from a list, by e-mail and letter, the rest in a file of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from unittest.mock import patch

from værdig import codes, mail
from værdig.attack.material import Copy
from værdig.attack.people import Person
from værdig.surveys import queries as rounds
from værdig.surveys import service
from værdig.surveys.invitations import list_file, outbox, queries
from værdig.surveys.invitations import service as sending
from værdig.surveys.invitations.outbox import Whom
from værdig.surveys.orders import CodeOrder

ADDRESS = "https://svar.eksempel.dk"
HEADINGS = "Reference;Gruppe;Længde;Sprog;E-mail"


class _Post:
    """A mail server outside our reach: it takes every letter."""

    def send(self, _letter: mail.Letter) -> None:
        """Take a letter."""


@contextmanager
def post_office() -> Iterator[None]:
    """Let e-mails be taken while this lasts."""
    with patch.object(mail, "server", lambda _settings: nullcontext(_Post())):
        yield


def in_order(people: Sequence[Person]) -> list[Person]:
    """Return people in the order their letters are written: first the file of codes, then the list."""
    return sorted(people, key=lambda person: bool(person.reference))


def make_codes(round_id: str, people: Sequence[Person]) -> dict[str, str]:
    """Make a file of codes for those who are on no list; returns the codes by person."""
    here = [person for person in people if not person.reference]
    made = service.issue_codes(round_id, [CodeOrder(person.group, person.length, 1) for person in here])
    return {person.id: codes.normalise(letter.code) for person, letter in zip(here, made, strict=True)}


def read_list(round_id: str, people: Sequence[Person]) -> str:
    """Hand in the list, as staff do, and return what is to be said yes to."""
    rows = [
        ";".join((person.reference, person.group, person.length, person.language, person.email))
        for person in people
        if person.reference
    ]
    read = list_file.read("\r\n".join([HEADINGS, *rows]).encode(), queries.asked(rounds.round_by_id(round_id)))
    return sending.keep_draft(round_id, read)


def take_in(round_id: str, draft_id: str) -> None:
    """Say yes to the list, and ask for letters and e-mails; the jobs then wait."""
    sending.invite(round_id, draft_id)
    ask_for_letters(round_id)
    sending.start_mail(round_id, ADDRESS)


def ask_for_letters(round_id: str) -> None:
    """Have letters made to those without an e-mail address; the job then waits. Moving the last day deletes those that are made."""
    sending.start_letters(round_id, Whom.WITHOUT_MAIL, ADDRESS, is_reminder=False)


class NotSent(Exception):
    """A letter was not made, or an e-mail not sent: there would be less to read than in a real round."""


def must_be_sent(round_id: str) -> None:
    """See that all letters are made and all e-mails sent; raises NotSent."""
    status = queries.status(round_id)
    if status.waiting or status.running or not status.batches or not all(batch.made for batch in status.batches):
        raise NotSent(round_id)


def codes_of_list(round_id: str, people: Sequence[Person]) -> dict[str, str]:
    """Return the codes of those on the list by person, as their letters tell them."""
    found = {invited.reference: invited.code for invited in outbox.people(outbox.must_be_open(outbox.of(round_id)))}
    return {person.id: codes.normalise(found[person.reference]) for person in people if person.reference}


def boxes(round_id: str, people: Sequence[Person], copy: Copy) -> Mapping[str, str]:
    """Return by person the id of her row in a copy of the outbox; whoever asks has the key."""
    private = outbox.private_key(outbox.must_be_open(outbox.of(round_id)))
    rows = {
        outbox.unseal(private, bytes(row["sealed"])).reference: row["id"] for row in copy.of_round("outbox", round_id)
    }
    return {person.id: rows[person.reference] for person in people if person.reference}
