"""Lists of people to invite, as files the way municipalities' systems write them; and a mail server that keeps what it gets."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from surveys.rounds import open_round

from værdig.surveys import queries as rounds
from værdig.surveys.invitations import list_file, queries, service

ADDRESS = "https://svar.eksempel.dk"


def csv_of(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    return "\r\n".join(";".join(row) for row in rows).encode(encoding)


def xlsx_of(rows: Sequence[Sequence[Any]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def people(number: int, mails: int = 0) -> list[list[str]]:
    """Return a list of a heading and `number` people in two groups, the first `mails` of them with an address."""
    heading = ["Reference", "Gruppe", "Sprog", "E-mail"]
    groups = ("Dagpenge", "Sygedagpenge")
    rows = [
        [
            f"L{place:05}",
            groups[place % 2],
            "arabisk" if place % 5 == 0 else "",
            f"b{place}@eksempel.dk" if place <= mails else "",
        ]
        for place in range(1, number + 1)
    ]
    return [heading, *rows]


def invited(number: int, mails: int = 0) -> str:
    """Open a round, invite so many people from a list, and return the round's id."""
    round_id = open_round()
    invite(round_id, csv_of(people(number, mails)))
    return round_id


def invite(round_id: str, data: bytes) -> int:
    read = list_file.read(data, queries.asked(rounds.round_by_id(round_id)))
    return service.invite(round_id, service.keep_draft(round_id, read), more_invited=True)
