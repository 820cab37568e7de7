"""The file for the municipality's own sender of Digital Post or text messages: reference, code, link, languages and words, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from værdig.surveys.codes_file import BOM, harmless
from værdig.surveys.invitations.outbox import Invited
from værdig.surveys.invitations.texts import Words, as_text

COLUMNS = ("reference", "kode", "link", "sprog", "oensket_sprog", "emne", "tekst")


def merge_file(people: Sequence[Invited], words: Words) -> bytes:
    """Return people as CSV in UTF-8 with a byte order mark and semicolons.

    `sprog` is the language the words are in, `oensket_sprog` the one the person is noted with: where they differ no approved
    translation exists, and the sender can see who gets Danish all the same.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for person in people:
        wording = words.of(person.language, person.code)
        text = as_text(wording, person.code)
        writer.writerow(
            [
                harmless(person.reference),
                person.code,
                words.link(person.code),
                wording.language,
                person.language,
                harmless(wording.subject),
                harmless(text),
            ]
        )
    return (BOM + out.getvalue()).encode()
