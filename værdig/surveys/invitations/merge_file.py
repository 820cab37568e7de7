"""The file for the municipality's own sender of Digital Post or text messages: reference, code, link, languages and words, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from værdig.spreadsheets import csv_file
from værdig.surveys.invitations.outbox import Invited
from værdig.surveys.invitations.texts import Words, as_text

COLUMNS = ("reference", "kode", "link", "sprog", "oensket_sprog", "emne", "tekst")


def merge_file(people: Sequence[Invited], words: Words) -> bytes:
    """Return people as CSV for spreadsheets.

    `sprog` is the language the words are in, `oensket_sprog` the one the person is noted with: where they differ no approved
    translation exists, and the sender can see who gets Danish all the same.
    """
    return csv_file(COLUMNS, (_row(person, words) for person in people))


def _row(person: Invited, words: Words) -> tuple[str, ...]:
    wording = words.of(person.language, person.code)
    text = as_text(wording, person.code)
    link = words.link(person.code)
    return (person.reference, person.code, link, wording.language, person.language, wording.subject, text)
